"""The escalation in a few words, as every reader inside knows it."""

from dataclasses import dataclass
from datetime import datetime

from warroom.documents.dossier import Dossier
from warroom.documents.relapses import often
from warroom.documents.restoration import apart, workaround_inside, worked_between
from warroom.documents.tasks import named
from warroom.domain import reference
from warroom.insight.durations import affected_so_far, time_affected, worded
from warroom.insight.impacts import says_more
from warroom.times.reading import lasted
from warroom.vocabulary import Audience, EntryKind, Letter, MatterWords, spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What stands at the head of a document for readers inside."""

    ref: str
    """The reference of the escalation."""
    account: str
    """The account's name."""
    title: str
    """What the escalation is called inside."""
    drill: bool
    """Whether this is an exercise."""
    retrospective: bool
    """Whether all of it was recorded afterwards."""
    kind: str
    """What sort of distress it is, such as outage."""
    service: bool
    """Whether something of theirs was broken; of a dispute or a late delivery no service can be restored."""
    words: MatterWords
    """How one speaks of its end and of its return: no dispute is restored."""
    severity: int
    """How badly the customer is hurt, 1 to 4; 1 is the worst."""
    status: str
    """Where the escalation stands in its life, such as active."""
    outcome: str | None
    """How it ended; None while it has not."""
    waiting_on: str | None
    """Whose move it is; None when that is not recorded."""
    rag: str | None
    """How we judge the relationship: red, amber or green; None when nobody has."""
    trend: str | None
    """Where the relationship is heading; None when nobody has judged it."""
    owner: str | None
    """The name of the escalation manager; None before anybody is."""
    impact_started: str | None
    """Since when the customer is affected."""
    restored: str | None
    """Since when service is back."""
    running: str
    """How long it has been going on, and since what; broken again, without the time in which it worked."""
    lasted: str | None
    """How long the customer was affected, without the time in which it worked; None while it lasts or is not known."""
    relapses: int
    """How often it broke again after it had been stable."""
    relapsed: str | None
    """When it broke again last; None when it never did."""
    returned: str | None
    """How often it broke again and was reopened, when last, and why; None when it never was."""
    workaround: str | None
    """What it was restored by, where that was a workaround; None while it is broken, and once it is over for good."""
    data_loss: str | None
    """unknown, none or confirmed; None where nothing was broken and nobody spoke of data."""
    data_said: tuple[str, ...]
    """What was said of it beside that."""
    forced_why: str | None
    """Why a rule of closing was passed over; None when none was."""


def case(dossier: Dossier, audience: Audience = Audience.INTERNAL) -> Case:
    """The head of a document for readers inside, with times on our clocks."""
    escalation = dossier.escalation
    return Case(
        ref=reference(Letter.ESCALATION, escalation.id) or "",
        account=escalation.account.name,
        title=escalation.title,
        drill=escalation.drill,
        retrospective=escalation.retrospective,
        kind=spoken(escalation.kind),
        service=dossier.has_service,
        words=dossier.words,
        severity=int(escalation.severity),
        status=spoken(escalation.status),
        outcome=spoken(escalation.outcome) if escalation.outcome else None,
        waiting_on=spoken(escalation.waiting_on) if escalation.waiting_on else None,
        rag=spoken(escalation.rag) if escalation.rag else None,
        trend=spoken(escalation.trend) if escalation.trend else None,
        owner=named(escalation.owner),
        impact_started=_milestone(dossier, EntryKind.IMPACT_START),
        restored=_milestone(dossier, EntryKind.RESTORATION),
        running=_running(dossier),
        lasted=_lasted(dossier),
        relapses=escalation.relapses,
        relapsed=dossier.said(escalation.relapsed_at, Audience.INTERNAL) if escalation.relapsed_at else None,
        returned=often(dossier),
        workaround=workaround_inside(dossier),
        data_loss=spoken(escalation.data_loss) if dossier.speaks_of_data else None,
        data_said=tuple(
            dict.fromkeys(
                line.last.text.rstrip(". ")
                for line in dossier.impacts.beside_data
                if line.last.audience in audience.may_read and says_more(line.last.text)
            )
        ),
        forced_why=escalation.forced_why,
    )


def _milestone(dossier: Dossier, kind: EntryKind) -> str | None:
    moment = dossier.escalation.milestone(kind)
    return dossier.said(moment, Audience.INTERNAL) if moment else None


def _running(dossier: Dossier) -> str:
    if (again := dossier.escalation.relapsed_at) and worked_between(dossier):
        return _running_again(dossier, again)
    start = dossier.escalation.milestone(EntryKind.IMPACT_START)
    if start is None or start.at is None:
        return f"{lasted(dossier.now - dossier.escalation.raised_at)} since it was raised"
    return f"{'about ' if start.is_about else ''}{lasted(dossier.now - start.at)} since the impact began"


def _running_again(dossier: Dossier, again: datetime) -> str:
    affected = affected_so_far(dossier.escalation, dossier.lines, now=dossier.now)
    if affected.length is None:
        return f"{lasted(dossier.now - again)} since it {dossier.words.returned}"
    return f"{worded(affected)} affected{apart(dossier)}"


def _lasted(dossier: Dossier) -> str | None:
    affected = time_affected(dossier.escalation, dossier.lines)
    if affected.length is None:
        return None
    return f"{worded(affected)}{apart(dossier)}"
