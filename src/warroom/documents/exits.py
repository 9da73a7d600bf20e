"""How far the end is: what must hold, who at the customer agreed, what is met, and until when we watch."""

from dataclasses import dataclass

from warroom.documents.dossier import Dossier
from warroom.documents.since import Since
from warroom.documents.tasks import named
from warroom.domain import Criterion
from warroom.vocabulary import Audience, CriterionStatus, Status, UpdateKind

_INSIDE = Audience.INTERNAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """The time that we watch after attention was withdrawn."""

    until: str
    """Until when, on the reader's clocks."""
    over: bool
    """Whether that has passed."""
    cut_short: bool
    """Whether it was closed before that: then nothing is watched any more."""
    agreed_by: str | None
    """Who at the customer agreed to it; None when nobody did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One exit criterion, as readers inside see it."""

    ref: str
    """Its reference."""
    text: str
    """What must hold."""
    state: str
    """proposed, agreed, met or waived."""
    agreed_by: str | None
    """Who at the customer agreed to it; None while nobody has."""
    due: str | None
    """Until when it is to hold, while it does not; None when no time is set."""
    late: bool
    """Whether that has passed."""
    settled: str | None
    """When it was met or waived."""
    waived_by: str | None
    """Who at the customer let it go."""
    why: str | None
    """Why they did."""
    evidence: str | None
    """How one can see that it is met."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exit:
    """How it ends by agreement."""

    conditions: tuple[Condition, ...]
    """The exit criteria, in the order in which they were proposed."""
    standing: str | None
    """How many of them are met, waived and open; None when there is none."""
    deescalated: str | None
    """Since when attention is withdrawn; None while it is not."""
    watch: Watch | None
    """The time that we watch since then; None while we do not, or when no end of it was said."""
    forced_why: str | None
    """Why a rule of de-escalating was passed over; None when none was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """One exit criterion that they agreed to."""

    text: str
    """What must hold before this ends."""
    state: str
    """open, met or waived."""


def exits(dossier: Dossier) -> Exit:
    """Where the end stands, for readers inside."""
    escalation = dossier.escalation
    since = escalation.deescalated_at
    return Exit(
        conditions=tuple(_condition(dossier, one) for one in dossier.criteria),
        standing=_standing(dossier),
        deescalated=dossier.said(since, _INSIDE) if since else None,
        watch=_watch(dossier, _INSIDE),
        forced_why=escalation.deescalated_why,
    )


def _condition(dossier: Dossier, one: Criterion) -> Condition:
    settled = one.met_at or one.waived_at
    return Condition(
        ref=one.ref,
        text=one.text.rstrip(". "),
        state=one.status.value,
        agreed_by=named(one.agreed_by),
        due=dossier.said(one.due, _INSIDE) if one.due and one.is_open else None,
        late=one.is_late(dossier.now),
        settled=dossier.said(settled, _INSIDE) if settled else None,
        waived_by=named(one.waived_by),
        why=one.why,
        evidence=one.evidence,
    )


def _standing(dossier: Dossier) -> str | None:
    states = [one.status for one in dossier.criteria]
    counts = {
        "met": states.count(CriterionStatus.MET),
        "waived": states.count(CriterionStatus.WAIVED),
        "open": sum(state.is_open for state in states),
    }
    return ", ".join(f"{count} {word}" for word, count in counts.items() if count) or None


def _watch(dossier: Dossier, audience: Audience) -> Watch | None:
    escalation = dossier.escalation
    until = escalation.monitoring_until
    if until is None:
        return None
    closed = escalation.closed_at if escalation.status is Status.CLOSED else None
    return Watch(
        until=dossier.said(until, audience),
        over=until <= dossier.now,
        cut_short=closed is not None and closed < until,
        agreed_by=named(escalation.deescalated_by),
    )


def watch_of(dossier: Dossier) -> Watch | None:
    """The time that we watch, for the customer, as long as it is watched."""
    return _watch(dossier, Audience.CUSTOMER) if dossier.escalation.status is Status.MONITORING else None


def agreed(since: Since, kind: UpdateKind) -> tuple[Agreed, ...]:
    """What they agreed must hold: what is open, and what became of the rest since the last update.

    In the message that tells that we only watch, and in the last one, all of it. What is proposed is ours alone.
    """
    touched = {one.id for one in since.touched_criteria()}
    whole = kind is UpdateKind.CLOSURE or since.watched_anew()
    theirs = (one for one in since.dossier.criteria if one.is_theirs)
    return tuple(_agreed(one) for one in theirs if whole or one.is_open or one.id in touched)


def _agreed(one: Criterion) -> Agreed:
    return Agreed(text=one.text.rstrip(". "), state="open" if one.is_open else one.status.value)
