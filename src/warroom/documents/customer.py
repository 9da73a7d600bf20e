"""What a customer may read: an allow-list. Nothing that is not put in here by name can reach a customer document."""

from dataclasses import dataclass
from typing import ClassVar

from warroom.documents import restoration
from warroom.documents.dossier import Dossier
from warroom.documents.subject import subject
from warroom.domain import Action, Contact, Line
from warroom.times import Deadline
from warroom.vocabulary import (
    TECHNICAL_KINDS,
    Audience,
    Certainty,
    DataLoss,
    EntryKind,
    Severity,
    UpdateKind,
)

_US = Audience.CUSTOMER
# Told in blocks of their own, or not at all: a suspected cause is never a customer's to read.
_NOT_A_CHANGE = frozenset({EntryKind.IMPACT, EntryKind.CAUSE, EntryKind.HYPOTHESIS, EntryKind.ESTIMATE})
_AFTERWARDS = frozenset({UpdateKind.RESTORED, UpdateKind.CLOSURE})

# A severity without its code.
PLAINLY = {
    Severity.STOPPED: "an essential part of your work is stopped",
    Severity.DEGRADED: "an essential part of your work is possible, but slowed or costly",
    Severity.MINOR: "a part of your work is affected, and there is a simple way around it",
    Severity.CHANGE: "nothing in your work is broken",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One thing that the customer cannot do."""

    text: str
    """What they cannot do, in the wording released to them."""
    corrected: bool
    """Whether they were told otherwise before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that happened since the last update."""

    when: str | None
    """When it happened, on the customer's clocks; None when that is not known."""
    text: str
    """What happened, in the wording released to them."""
    corrected: bool
    """Whether they were told otherwise before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing that we need from the customer."""

    who: str
    """The name of their contact."""
    due: str | None
    """Until when, on the customer's clocks; None when no time is agreed."""
    text: str
    """What we need, in the wording released to them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerUpdate:
    """One update to the customer, at one of its stages."""

    template: ClassVar[str] = "customer_update.md.j2"

    kind: str
    """The stage: first, progress, no_change, restored or closure."""
    subject: str
    """Two to five plain words; without a customer title, the account's name and the day of the report."""
    drill: bool
    """Whether this is an exercise."""
    service: bool
    """Whether something of theirs was broken; of a dispute or a late delivery no service can be restored."""
    late: str | None
    """The time for which this update was promised, when that has passed."""
    last_update: str | None
    """When the last update was sent."""
    impact_started: str | None
    """Since when they are affected."""
    restored: str | None
    """Since when their service is back, or the matter resolved."""
    by_workaround: bool
    """Whether it is back only by a workaround."""
    workaround: str | None
    """What the workaround is, in the wording released to them; None while there is none."""
    contradicted: bool
    """Whether the recorded times cannot all be right, so that none of them is told."""
    relapsed: str | None
    """When it broke again, if they have not been told yet."""
    lasted: str | None
    """How long they were affected; None while that is not known."""
    severity_change: str | None
    """How badly they are affected now, in plain words, when we judge it lower than at the last update."""
    impact: tuple[Effect, ...]
    """What they cannot do."""
    not_affected: tuple[str, ...]
    """What is not affected."""
    data_loss: str | None
    """none, confirmed or unknown; None when there is no need to speak of it yet."""
    changes: tuple[Change, ...]
    """What happened since the last update, in order of time."""
    finished: tuple[str, ...]
    """What we have done since the last update."""
    doing: tuple[str, ...]
    """What we are doing."""
    expected: str | None
    """When we committed to have service restored, while it is not; an estimate that is none is never told."""
    needs: tuple[Need, ...]
    """What we need from them."""
    cause: tuple[str, ...]
    """The confirmed cause, in the wording released to them; never in a first notice."""
    cause_state: str
    """known (it is told), later (confirmed, without a wording for them), unknown, or untold (in a first notice)."""
    next_update: str | None
    """When they hear from us next: a clock time with date and zone; None only when this is the last update."""
    owner: str | None
    """The name of the escalation manager, who signs."""
    email: str | None
    """The escalation manager's address."""


def customer_update(dossier: Dossier, *, kind: UpdateKind, next_update: Deadline | None) -> CustomerUpdate:
    """What the customer is told now."""
    escalation, last = dossier.escalation, dossier.last_sent(_US)
    late = dossier.overdue(_US)
    cause = () if kind is UpdateKind.FIRST else _cause(dossier)
    return CustomerUpdate(
        kind=kind.value,
        subject=subject(dossier),
        drill=escalation.drill,
        late=dossier.by_clock(late, _US) if late else None,
        last_update=dossier.said(last.sent_at, _US) if last and last.sent_at else None,
        service=escalation.kind in TECHNICAL_KINDS,
        by_workaround=restoration.is_by_workaround(dossier),
        workaround=restoration.workaround(dossier),
        contradicted=restoration.duration(dossier).out_of_order,
        impact_started=_milestone(dossier, EntryKind.IMPACT_START),
        restored=_milestone(dossier, EntryKind.RESTORATION),
        relapsed=restoration.relapsed(dossier),
        lasted=restoration.lasted(dossier),
        severity_change=_severity_change(dossier),
        impact=_impact(dossier),
        not_affected=_not_affected(dossier),
        data_loss=_data_loss(dossier, kind),
        changes=_changes(dossier),
        finished=tuple(action.customer_text for action in dossier.finished(_US) if action.customer_text),
        doing=_doing(dossier),
        expected=restoration.expected(dossier),
        needs=tuple(need for action in dossier.actions if (need := _need(dossier, action))),
        cause=cause,
        cause_state=_cause_state(dossier, kind, cause),
        next_update=dossier.by_clock(next_update, _US) if next_update else None,
        owner=escalation.owner.full_name if escalation.owner else None,
        email=escalation.owner.email if escalation.owner else None,
    )


def _milestone(dossier: Dossier, kind: EntryKind) -> str | None:
    moment = dossier.escalation.milestone(kind)
    return dossier.said(moment, _US) if moment else None


def _severity_change(dossier: Dossier) -> str | None:
    return PLAINLY[dossier.escalation.severity] if dossier.lowered_from(_US) else None


def _current_impact(dossier: Dossier) -> list[Line]:
    facts = dossier.facts(_US, EntryKind.IMPACT)
    return [line for line in facts if line.last.certainty is not Certainty.RULED_OUT]


def _impact(dossier: Dossier) -> tuple[Effect, ...]:
    return tuple(
        Effect(text=line.last.customer_text, corrected=_is_corrected(dossier, line))
        for line in _current_impact(dossier)
        if line.last.customer_text
    )


def _is_corrected(dossier: Dossier, line: Line) -> bool:
    return dossier.was_told(line, _US) and line.first.customer_text != line.last.customer_text


def _not_affected(dossier: Dossier) -> tuple[str, ...]:
    # It has no customer wording of its own: it is released with a text that was released as it stands.
    released = [line.last for line in _current_impact(dossier) if line.last.customer_text == line.last.text]
    return tuple(entry.data["not_affected"] for entry in released if "not_affected" in entry.data)


def _data_loss(dossier: Dossier, kind: UpdateKind) -> str | None:
    known = dossier.escalation.data_loss
    return known.value if known is not DataLoss.UNKNOWN or kind in _AFTERWARDS else None


def _changes(dossier: Dossier) -> tuple[Change, ...]:
    return tuple(
        Change(
            when=_when(dossier, line),
            text=line.last.customer_text,
            corrected=dossier.was_told(line, _US),
        )
        for line in dossier.new_facts(_US)
        if line.last.customer_text and line.last.kind not in _NOT_A_CHANGE
    )


def _when(dossier: Dossier, line: Line) -> str | None:
    moment = line.last.moment
    known = moment.at or moment.after or moment.before
    return dossier.said(moment, _US) if known else None


def _doing(dossier: Dossier) -> tuple[str, ...]:
    return tuple(
        action.customer_text
        for action in dossier.actions
        if action.customer_text and action.status.is_open and not isinstance(action.owner, Contact)
    )


def _need(dossier: Dossier, action: Action) -> Need | None:
    if not (action.customer_text and action.status.is_open and isinstance(action.owner, Contact)):
        return None
    due = dossier.by_clock(action.due, _US) if action.due else None
    return Need(who=action.owner.full_name, due=due, text=action.customer_text)


def _cause(dossier: Dossier) -> tuple[str, ...]:
    facts = dossier.facts(_US, EntryKind.CAUSE)
    confirmed = [line.last for line in facts if line.last.certainty is Certainty.CONFIRMED]
    return tuple(entry.customer_text for entry in confirmed if entry.customer_text)


def _cause_state(dossier: Dossier, kind: UpdateKind, told: tuple[str, ...]) -> str:
    if kind is UpdateKind.FIRST:
        return "untold"
    if told:
        return "known"
    # "Not known yet" would be untrue of a cause that is confirmed inside and only lacks its wording.
    inside = dossier.facts(Audience.INTERNAL, EntryKind.CAUSE)
    return "later" if any(line.last.certainty is Certainty.CONFIRMED for line in inside) else "unknown"
