"""What happened and how well we know it: entries, times, certainty, who may read them."""

from enum import StrEnum


class EntryKind(StrEnum):
    """What a timeline entry tells."""

    NOTE = "note"
    TRIGGER = "trigger"
    IMPACT_START = "impact_start"
    DETECTION = "detection"
    ACKNOWLEDGEMENT = "acknowledgement"
    FINDING = "finding"
    DECISION = "decision"
    ACTION = "action"
    MITIGATION = "mitigation"
    RESTORATION = "restoration"
    CONTACT = "contact"
    VOICE = "voice"
    IMPACT = "impact"
    ESTIMATE = "estimate"
    HYPOTHESIS = "hypothesis"
    CAUSE = "cause"
    COMMS = "comms"
    CHANGE = "change"  # written by the tool when state changes
    HANDOVER = "handover"


# The moments from which every duration is computed, in the order in which they must have happened (model, rule 3).
MILESTONES = (
    EntryKind.IMPACT_START,
    EntryKind.DETECTION,
    EntryKind.ACKNOWLEDGEMENT,
    EntryKind.MITIGATION,
    EntryKind.RESTORATION,
)


# What an escalation knows of itself comes from entries of these kinds.
KNOWLEDGE = (EntryKind.CAUSE, EntryKind.IMPACT, EntryKind.ESTIMATE)


class Precision(StrEnum):
    """How exactly a time is known."""

    MINUTE = "minute"
    SECOND = "second"
    APPROX = "approx"
    DAY = "day"
    MONTH = "month"
    RANGE = "range"
    UNKNOWN = "unknown"


class Certainty(StrEnum):
    """What we know about a fact; the status of knowledge is data."""

    CONFIRMED = "confirmed"
    SUSPECTED = "suspected"
    UNKNOWN = "unknown"
    RULED_OUT = "ruled_out"


class HypothesisStatus(StrEnum):
    """The life of a hypothesis: what may have caused it."""

    SUSPECTED = "suspected"
    SUPPORTED = "supported"
    CONFIRMED = "confirmed"
    RULED_OUT = "ruled_out"

    @property
    def is_open(self) -> bool:
        return self in OPEN_HYPOTHESES


OPEN_HYPOTHESES = frozenset({HypothesisStatus.SUSPECTED, HypothesisStatus.SUPPORTED})


class Audience(StrEnum):
    """Who may read a fact. Everything is internal until said otherwise."""

    CUSTOMER = "customer"
    INTERNAL = "internal"
    EXECUTIVE = "executive"
    LEGAL = "legal"

    @property
    def may_read(self) -> frozenset["Audience"]:
        """The labels that this reader's documents may hold: allow-lists, not an order."""
        return _ALLOWED[self]


# Who is told of a situation by updates; legal facts exist only for legal.
READERS = (Audience.CUSTOMER, Audience.EXECUTIVE, Audience.INTERNAL)

_ALLOWED = {
    Audience.CUSTOMER: frozenset({Audience.CUSTOMER}),
    Audience.INTERNAL: frozenset({Audience.CUSTOMER, Audience.INTERNAL}),
    Audience.EXECUTIVE: frozenset({Audience.CUSTOMER, Audience.INTERNAL, Audience.EXECUTIVE}),
    Audience.LEGAL: frozenset(Audience),
}


class DataLoss(StrEnum):
    """Whether data was lost, as far as we know."""

    UNKNOWN = "unknown"
    NONE = "none"
    CONFIRMED = "confirmed"


class Estimate(StrEnum):
    """What an expected time of restoration is: an estimate is not a commitment."""

    NONE = "none"
    INTERNAL = "internal"
    COMMITTED = "committed"


# How an estimate is worded of which only the time is known.
EXPECTED = "Expected to be restored by"
