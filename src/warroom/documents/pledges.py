"""What the customer reads of what we promised and what they asked: by when, who, and what they will be able to see."""

from dataclasses import dataclass
from datetime import datetime

from warroom.documents.since import Since
from warroom.domain import Promise, Request
from warroom.times import Moment
from warroom.vocabulary import Answer, Audience, Direction, Precision, PromiseStatus, RequestStatus

_US = Audience.CUSTOMER
_SETTLED = (PromiseStatus.KEPT, PromiseStatus.RELEASED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pledge:
    """One promise that was given to them."""

    by: str
    """When it is due: a clock time with date and zone, on the customer's clocks."""
    who: str
    """The name of who keeps it."""
    role: str | None
    """What they are with us; None when that is not known."""
    text: str
    """What the customer will be able to see."""
    state: str
    """open, late, missed, kept, kept_late or released."""
    moved_from: str | None
    """When it was due before, if it was moved since the last update."""
    kept_on: str | None
    """When it was kept, if it broke again after that and they were told neither."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One wish of theirs."""

    text: str
    """What they asked for, in the wording released to them."""
    state: str
    """open, agree, decline, instead or delivered."""
    answer: str | None
    """What we answered, in the words that were given for them; delivered, what they got instead of what they asked."""


def pledges(since: Since) -> tuple[Pledge, ...]:
    """What we owe them, and what became since the last update of what we owed."""
    touched = {promise.id for promise in since.touched_promises()}
    shown = (one for one in since.dossier.promises if one.given_at and (one.is_owed or one.id in touched))
    moved = since.moved_promises()
    return tuple(_pledge(since, promise, moved.get(promise.number)) for promise in shown)


def _pledge(since: Since, promise: Promise, moved_from: str | None) -> Pledge:
    assert promise.due is not None, "what was given has a due time"
    assert promise.owner is not None, "what was given has an owner"
    before = Moment(datetime.fromisoformat(moved_from), Precision.MINUTE) if moved_from and since.told_before else None
    return Pledge(
        by=since.dossier.by_clock(promise.due, _US),
        who=promise.owner.full_name,
        role=promise.owner.title,
        text=promise.text.rstrip(". "),
        state=_state(promise, since.dossier.now),
        moved_from=since.dossier.said(before, _US) if before else None,
        kept_on=since.dossier.said(promise.kept_at, _US) if promise.kept_at and _is_undone(since, promise) else None,
    )


def _is_undone(since: Since, promise: Promise) -> bool:
    """Whether it was kept, and then it broke again, and they were told neither."""
    at, again = promise.kept_at, since.dossier.escalation.relapsed_at
    return since.relapsed() and at is not None and again is not None and at < again


def _state(promise: Promise, now: datetime) -> str:
    if promise.status is PromiseStatus.MISSED:
        return "kept_late" if promise.kept_at else "missed"
    if promise.status in _SETTLED:
        return promise.status.value
    return "late" if promise.is_late(now) else "open"


def asked(since: Since) -> tuple[Asked, ...]:
    """What they asked for and is open, and what became of the rest since the last update."""
    touched = {request.id for request in since.touched_requests()}
    asked = (one for one in since.dossier.requests if one.direction is Direction.CUSTOMER and one.customer_text)
    theirs = (one for one in asked if not one.is_promised)  # they read the promise
    return tuple(_asked(one) for one in theirs if one.is_open or (one.id in touched and _is_told(one)))


def _is_told(request: Request) -> bool:
    return request.status is not RequestStatus.WITHDRAWN


def _asked(request: Request) -> Asked:
    delivered = request.status is RequestStatus.DELIVERED
    state = "delivered" if delivered else request.answer.value if request.answer else "open"
    told = request.answer in (Answer.DECLINE, Answer.INSTEAD)
    words = request.answer_text.rstrip(". ") if told and request.answer_text else None
    return Asked(text=(request.customer_text or "").rstrip(". "), state=state, answer=words)
