"""What is owed inside."""

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
