"""The executive brief: one page that opens with the ask, or says that no decision is needed."""

from dataclasses import dataclass
from typing import ClassVar

from warroom.documents.asks import Debt, Voice, debts_with_update, voice
from warroom.documents.case import Case, case
from warroom.documents.dossier import Dossier
from warroom.documents.executive import Exposure, exposure
from warroom.documents.exits import Exit, exits
from warroom.documents.facts import CauseFact, ImpactFact, News, cause_facts, impact_facts, news_of
from warroom.documents.headed import headed
from warroom.documents.needs import Agreed, Ask, Offer, agreed, asks, offers
from warroom.documents.risks import risks
from warroom.documents.tasks import Task, tasks
from warroom.domain import Line
from warroom.vocabulary import MILESTONES, Audience, Certainty, DataLoss, EntryKind, Status

_US = Audience.EXECUTIVE
# One page: three dated facts, three risks (reference: domain, 11.1).
_MOST = 3
_ACTIONS = 5
_FIRST = (*MILESTONES, EntryKind.TRIGGER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What somebody of ours reads before they decide, or before they speak to the customer."""

    template: ClassVar[str] = "brief.md.j2"

    case: Case
    """The escalation in a few words."""
    asks: tuple[Ask, ...]
    """What is needed from somebody inside who has not answered; with none, the brief is for information."""
    agreed: tuple[Agreed, ...]
    """What somebody inside agreed to give and has not delivered; it is not asked again."""
    offers: tuple[Offer, ...]
    """What somebody inside offers instead of what we asked of them; it is not asked again."""
    exposure: Exposure
    """What is at stake."""
    sponsor: str | None
    """Our sponsor of the account; None when nobody is named."""
    happened: tuple[News, ...]
    """Three dated facts: the newest milestones and the closing, then the newest of the others."""
    impact: tuple[ImpactFact, ...]
    """What the customer cannot do."""
    voice: Voice | None
    """Their own words, and how they sounded; None while none are kept."""
    cause: tuple[CauseFact, ...]
    """Why it failed, with how sure we are."""
    debts: tuple[Debt, ...]
    """What they wait for, also the next update, what is overdue first."""
    tried: tuple[str, ...]
    """What was ruled out, and why."""
    actions: tuple[Task, ...]
    """The next of the open actions."""
    more_actions: int
    """How many open actions are not shown."""
    exit: Exit
    """How it ends by agreement."""
    risks: tuple[str, ...]
    """The first risks, a sentence each."""
    untold: tuple[str, ...]
    """What the customer has not been told: facts about impact, cause and restoration without a wording for them."""
    prepared: str
    """When this was written."""


def brief(dossier: Dossier) -> Brief:
    """One page on one escalation."""
    account = dossier.escalation.account
    still_open = tasks(dossier, open_only=True)
    return Brief(
        case=case(dossier, _US),
        asks=asks(dossier),
        agreed=agreed(dossier),
        offers=offers(dossier),
        exposure=exposure(dossier),
        sponsor=account.sponsor.full_name if account.sponsor else None,
        happened=_happened(dossier),
        impact=impact_facts(dossier, _US),
        voice=voice(dossier),
        cause=cause_facts(dossier, _US),
        debts=debts_with_update(dossier),
        tried=tuple(
            f"{headed(one.text)} {one.why}" for one in dossier.hypotheses if one.why and not one.status.is_open
        ),
        actions=still_open[:_ACTIONS],
        more_actions=max(0, len(still_open) - _ACTIONS),
        exit=exits(dossier),
        risks=risks(dossier)[:_MOST],
        untold=_untold(dossier),
        prepared=dossier.said(dossier.now, _US),
    )


def _happened(dossier: Dossier) -> tuple[News, ...]:
    """The newest milestones, and that it was closed, for they say how it went; other facts fill up, the newest too."""
    closing = _closing(dossier)
    milestones = dossier.facts(_US, *_FIRST)[len(closing) - _MOST :]
    others = dossier.facts(_US, EntryKind.NOTE, EntryKind.FINDING, EntryKind.DECISION)
    chosen = [*milestones, *others[len(others) - (_MOST - len(closing) - len(milestones)) :]]
    return (*news_of(dossier, sorted(chosen, key=lambda line: line.order), _US), *closing)


def _closing(dossier: Dossier) -> tuple[News, ...]:
    """That it was closed, as the entry of that change says it, at the time it was; nothing while it is not."""
    ours = [line.last for line in dossier.lines if line.last.automatic and line.last.is_about_the_whole]
    closed = [entry for entry in ours if entry.data.get("new") == Status.CLOSED]
    at = dossier.escalation.closed_at
    if dossier.escalation.status is not Status.CLOSED or at is None or not closed:
        return ()
    last = max(closed, key=lambda entry: entry.seq)
    return (News(when=dossier.said(at, _US), text=last.text, certainty=None, by=None),)


def _untold(dossier: Dossier) -> tuple[str, ...]:
    kinds = (EntryKind.IMPACT, EntryKind.CAUSE, EntryKind.MITIGATION, EntryKind.RESTORATION)
    settled = dossier.escalation.cause_certainty is Certainty.CONFIRMED
    read = {line.first.id for line in dossier.impacts.about_data if _is_read(dossier, line)}
    lines = [
        line
        for line in dossier.facts(_US, *kinds)
        if not (settled and line.last.kind is EntryKind.CAUSE and line.last.certainty is not Certainty.CONFIRMED)
    ]
    untold = [line for line in lines if line.last.audience is not Audience.CUSTOMER and line.first.id not in read]
    return tuple(dict.fromkeys(line.last.text for line in untold))[:_MOST]


def _is_read(dossier: Dossier, line: Line) -> bool:
    """Whether they read what was said of their data: every update says it, without a wording, or a relapse voids it."""
    last = dossier.last_sent(Audience.CUSTOMER)
    told = last is not None and line.last.seq <= last.mark
    known = line.last.data["data_loss"] != DataLoss.UNKNOWN
    return (told and known) or line.first.seq < dossier.escalation.relapsed_seq
