"""What the task force reads: conditions, actions, needs (a CAN report)."""

from dataclasses import dataclass
from typing import ClassVar

from warroom.documents.asks import Debt, Judged, Moved, Voice, debts, judged, moved, voice
from warroom.documents.case import Case, case
from warroom.documents.corrections import Correction, corrections
from warroom.documents.dossier import Dossier
from warroom.documents.exits import Exit, exits
from warroom.documents.facts import CauseFact, ImpactFact, News, cause_facts, estimate, impact_facts
from warroom.documents.headed import headed
from warroom.documents.needs import Agreed, Ask, Offer, agreed, asks, offers
from warroom.documents.news import news
from warroom.documents.since import since
from warroom.documents.tasks import Task, tasks
from warroom.documents.told import awaited
from warroom.domain import Hypothesis
from warroom.times import Deadline
from warroom.vocabulary import Audience, HypothesisStatus, spoken

_US = Audience.INTERNAL


@dataclass(frozen=True, slots=True, kw_only=True)
class InternalUpdate:
    """One report to the task force."""

    template: ClassVar[str] = "internal_update.md.j2"

    case: Case
    """The escalation in a few words."""
    impact: tuple[ImpactFact, ...]
    """What the customer cannot do."""
    cause: tuple[CauseFact, ...]
    """Why it failed, with how sure we are."""
    estimate: str | None
    """The last estimate of when service will be back; None when there is none."""
    corrections: tuple[Correction, ...]
    """What was told in an earlier report and is not so."""
    judged: tuple[Judged, ...]
    """How our judgement changed since the last report, with the reasons."""
    voice: Voice | None
    """How the customer sounds, in their own words; None while nobody kept any."""
    hypotheses: tuple[str, ...]
    """What may have caused it and is neither confirmed nor ruled out."""
    ruled_out: tuple[str, ...]
    """What was ruled out since the last report, and why."""
    news: tuple[News, ...]
    """What is new since the last report, in order of time: facts, what came to an end, and that it broke again."""
    actions: tuple[Task, ...]
    """The open actions."""
    moved: tuple[Moved, ...]
    """The open actions and promises that are owed at another time than at the last report."""
    debts: tuple[Debt, ...]
    """What the customer waits for, what is overdue first."""
    asks: tuple[Ask, ...]
    """What we need from somebody inside who has not answered."""
    agreed: tuple[Agreed, ...]
    """What somebody inside agreed to give and has not delivered; it is not asked again."""
    offers: tuple[Offer, ...]
    """What somebody inside offers instead of what we asked of them; it is not asked again."""
    blocked: tuple[Task, ...]
    """The open actions that cannot go on."""
    unowned: tuple[Task, ...]
    """The open actions that nobody carries."""
    undated: tuple[Task, ...]
    """The open actions without a due time."""
    exit: Exit
    """How it ends by agreement."""
    customer_next: str | None
    """When the customer is next to hear from us; None when no clock runs."""
    customer_late: bool
    """Whether that time has passed."""
    next_update: str | None
    """When the next report comes; None when this is the last."""


def internal_update(dossier: Dossier, *, next_update: Deadline | None) -> InternalUpdate:
    """What the task force is told now."""
    still_open, new = tasks(dossier, open_only=True), since(dossier, _US)
    return InternalUpdate(
        case=case(dossier),
        impact=impact_facts(dossier, _US),
        cause=cause_facts(dossier, _US),
        estimate=estimate(dossier, _US) if dossier.escalation.restored_at is None else None,
        corrections=corrections(new),
        judged=judged(new),
        voice=voice(dossier),
        hypotheses=tuple(map(_suspected, (one for one in dossier.hypotheses if one.status.is_open))),
        ruled_out=tuple(f"{headed(one.text)} {one.why}" for one in new.ruled_out()),
        news=news(new).news,
        actions=still_open,
        moved=moved(new) if new.told_before else (),
        debts=debts(dossier),
        asks=asks(dossier),
        agreed=agreed(dossier),
        offers=offers(dossier),
        blocked=tuple(task for task in still_open if task.blocked_why),
        unowned=tuple(task for task in still_open if task.owner is None),
        undated=tuple(task for task in still_open if task.due is None),
        exit=exits(dossier),
        next_update=dossier.by_clock(next_update, _US) if next_update else None,
        **awaited(dossier),
    )


def _suspected(one: Hypothesis) -> str:
    """A hypothesis with how far it is supported; that it is suspected says the line that it stands in."""
    return one.text if one.status is HypothesisStatus.SUSPECTED else f"{one.text} ({spoken(one.status)})"
