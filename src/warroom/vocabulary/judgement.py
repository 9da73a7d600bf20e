"""How a situation is judged: severity, level, RAG, trend, whose move it is."""

from enum import IntEnum, StrEnum


class Severity(IntEnum):
    """How badly the customer's ability to work is hurt. Revenue never raises it."""

    STOPPED = 1  # core workflow stopped without workaround, data lost or exposed, or the customer's customers hit
    DEGRADED = 2  # core workflow degraded, or the workaround costs hours
    MINOR = 3  # non-core, cheap workaround
    CHANGE = 4  # nothing broken, something is changing or wanted


class Level(IntEnum):
    """How high in our own management the escalation has gone."""

    TEAM = 1
    DIRECTOR = 2
    VICE_PRESIDENT = 3
    C_LEVEL = 4


class Rag(StrEnum):
    """Our judgement of the relationship."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"


class Trend(StrEnum):
    """Where the relationship is heading."""

    IMPROVING = "improving"
    SAME = "same"
    DECLINING = "declining"


class WaitingOn(StrEnum):
    """Whose move it is."""

    US = "us"
    CUSTOMER = "customer"
    THIRD_PARTY = "third_party"


class Mood(StrEnum):
    """How the customer sounds to whoever heard them; a person judges it, no program does."""

    ANGRY = "angry"
    FRUSTRATED = "frustrated"
    NEUTRAL = "neutral"
    SATISFIED = "satisfied"
    DELIGHTED = "delighted"

    @property
    def score(self) -> int:
        """From -2 (angry) to +2 (delighted) (reference: domain, 5.10)."""
        return list(Mood).index(self) - 2
