"""What is owed: actions inside, promises to the customer, requests from either side, and what the end hangs on."""

from enum import StrEnum


class Phase(StrEnum):
    """What an action is for."""

    CONTAIN = "contain"
    RESTORE = "restore"
    DIAGNOSE = "diagnose"
    FIX = "fix"
    COMMUNICATE = "communicate"
    PREVENT = "prevent"
    RECOVER = "recover"


class ActionStatus(StrEnum):
    """The life of an action."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    BLOCKED = "blocked"
    DONE = "done"
    VERIFIED = "verified"
    DROPPED = "dropped"

    @property
    def is_open(self) -> bool:
        return self in OPEN_ACTIONS


OPEN_ACTIONS = frozenset({ActionStatus.OPEN, ActionStatus.IN_PROGRESS, ActionStatus.BLOCKED})


class PromiseStatus(StrEnum):
    """The life of a promise. One that was moved with the customer told is still owed; one kept late stays missed."""

    DRAFT = "draft"
    GIVEN = "given"
    MOVED = "moved"
    KEPT = "kept"
    MISSED = "missed"
    RELEASED = "released"
    DROPPED = "dropped"

    @property
    def is_open(self) -> bool:
        return self in OPEN_PROMISES


# What the customer may still expect of us by its due time.
OPEN_PROMISES = frozenset({PromiseStatus.GIVEN, PromiseStatus.MOVED})


class Direction(StrEnum):
    """Who asks whom: the customer us, or we someone inside."""

    CUSTOMER = "customer"
    INSIDE = "inside"


class Answer(StrEnum):
    """How a request was answered."""

    AGREE = "agree"
    DECLINE = "decline"
    INSTEAD = "instead"


class RequestStatus(StrEnum):
    """The life of a request."""

    OPEN = "open"
    ANSWERED = "answered"
    DELIVERED = "delivered"
    WITHDRAWN = "withdrawn"


class CriterionStatus(StrEnum):
    """The life of an exit criterion: what must hold before management attention is withdrawn."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    MET = "met"
    WAIVED = "waived"

    @property
    def is_open(self) -> bool:
        return self in OPEN_CRITERIA


# What still stands between the situation and its end.
OPEN_CRITERIA = frozenset({CriterionStatus.PROPOSED, CriterionStatus.AGREED})
