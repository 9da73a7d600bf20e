"""The closed lists of the war room: the field's words, the same in commands, code, tables and documents."""

import re
from enum import Enum, IntEnum, StrEnum
from typing import TypeVar


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


class Status(StrEnum):
    """The life of an escalation. Restored is a time, not a status."""

    REQUESTED = "requested"
    ACTIVE = "active"
    STABLE = "stable"
    MONITORING = "monitoring"
    CLOSED = "closed"
    DECLINED = "declined"

    @property
    def is_open(self) -> bool:
        return self in OPEN_STATUSES


# What still asks for something: shown unless said otherwise.
ASKING_STATUSES = frozenset({Status.REQUESTED, Status.ACTIVE, Status.STABLE, Status.MONITORING})
# An escalation in one of these has exactly one owner (model, rule 1) and counts as open.
OPEN_STATUSES = frozenset({Status.ACTIVE, Status.STABLE, Status.MONITORING})


class Kind(StrEnum):
    """What sort of distress it is."""

    OUTAGE = "outage"
    DEFECT = "defect"
    PERFORMANCE = "performance"
    DATA = "data"
    SECURITY = "security"
    DELIVERY = "delivery"
    SUPPORT = "support"
    COMMERCIAL = "commercial"
    RELATIONSHIP = "relationship"
    DISPUTE = "dispute"
    PROCESS = "process"


# Kinds in which something is technically broken: their clocks run fast until service is restored.
TECHNICAL_KINDS = frozenset({Kind.OUTAGE, Kind.DEFECT, Kind.PERFORMANCE, Kind.DATA, Kind.SECURITY})


class Outcome(StrEnum):
    """How an escalation ended."""

    RESOLVED = "resolved"
    WORKAROUND_ACCEPTED = "workaround_accepted"
    WITHDRAWN = "withdrawn"
    TRANSFERRED = "transferred"
    CHURNED = "churned"
    DUPLICATE = "duplicate"


class DetectedBy(StrEnum):
    """Who noticed first."""

    CUSTOMER = "customer"
    OUR_MONITORING = "our_monitoring"
    OUR_STAFF = "our_staff"
    PARTNER = "partner"


class Trigger(StrEnum):
    """Why the situation was escalated."""

    BUSINESS_IMPACT = "business_impact"
    LACK_OF_PROGRESS = "lack_of_progress"
    INACTIVITY = "inactivity"
    CUSTOMER_DEADLINE = "customer_deadline"
    REPEAT_ISSUE = "repeat_issue"
    SLA_BREACH = "sla_breach"
    MISSED_COMMITMENT = "missed_commitment"
    EXECUTIVE_REQUEST = "executive_request"
    RENEWAL_AT_STAKE = "renewal_at_stake"
    LEGAL_THREAT = "legal_threat"
    PUBLIC_EXPOSURE = "public_exposure"
    RISK_SIGNAL = "risk_signal"


class Role(StrEnum):
    """What a member of the task force is there for."""

    OWNER = "owner"
    DEPUTY = "deputy"
    EXEC_SPONSOR = "exec_sponsor"
    TECHNICAL_LEAD = "technical_lead"
    CUSTOMER_LIAISON = "customer_liaison"
    ACCOUNT_LEAD = "account_lead"
    PRODUCT_LEAD = "product_lead"
    SCRIBE = "scribe"
    LEGAL_COUNSEL = "legal_counsel"
    FINANCE = "finance"
    EXPERT = "expert"
    OBSERVER = "observer"


class ContactRole(StrEnum):
    """What a contact is on the customer's side."""

    EXEC_SPONSOR = "exec_sponsor"
    ECONOMIC_BUYER = "economic_buyer"
    CHAMPION = "champion"
    TECHNICAL_LEAD = "technical_lead"
    ADMIN = "admin"
    USER = "user"
    PROCUREMENT = "procurement"
    LEGAL = "legal"
    PARTNER = "partner"


class Tier(StrEnum):
    """The commercial class of an account."""

    STRATEGIC = "strategic"
    ENTERPRISE = "enterprise"
    COMMERCIAL = "commercial"
    SMB = "smb"


class Department(StrEnum):
    """Where one of our people works."""

    SUPPORT = "support"
    ENGINEERING = "engineering"
    PRODUCT = "product"
    SALES = "sales"
    CUSTOMER_SUCCESS = "customer_success"
    SERVICES = "services"
    SECURITY = "security"
    LEGAL = "legal"
    FINANCE = "finance"
    MARKETING = "marketing"
    OPERATIONS = "operations"
    EXECUTIVE = "executive"
    PARTNER = "partner"


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


_ALLOWED = {
    Audience.CUSTOMER: frozenset({Audience.CUSTOMER}),
    Audience.INTERNAL: frozenset({Audience.CUSTOMER, Audience.INTERNAL}),
    Audience.EXECUTIVE: frozenset({Audience.CUSTOMER, Audience.INTERNAL, Audience.EXECUTIVE}),
    Audience.LEGAL: frozenset(Audience),
}


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


class CauseCategory(StrEnum):
    """Why it failed."""

    SOFTWARE_DEFECT = "software_defect"
    CAPACITY_PERFORMANCE = "capacity_performance"
    CHANGE_RELEASE = "change_release"
    CONFIGURATION_OURS = "configuration_ours"
    CONFIGURATION_CUSTOMER = "configuration_customer"
    INFRASTRUCTURE = "infrastructure"
    THIRD_PARTY = "third_party"
    SECURITY = "security"
    DATA_INTEGRITY = "data_integrity"
    INTEGRATION = "integration"
    DOCUMENTATION_TRAINING = "documentation_training"
    DELIVERY_IMPLEMENTATION = "delivery_implementation"
    BILLING_CONTRACT = "billing_contract"
    FEATURE_GAP = "feature_gap"
    NOT_FOUND = "not_found"
    OTHER = "other"


class Driver(StrEnum):
    """Why it became an escalation."""

    SLOW_RESPONSE = "slow_response"
    SILENCE = "silence"
    MISSED_COMMITMENT = "missed_commitment"
    REPEAT_ISSUE = "repeat_issue"
    WRONG_SEVERITY = "wrong_severity"
    OWNERSHIP_GAP = "ownership_gap"
    HANDOFF_GAP = "handoff_gap"
    EXPECTATION_GAP = "expectation_gap"
    OVERSOLD = "oversold"
    STAFFING = "staffing"
    COMMUNICATION_QUALITY = "communication_quality"
    EXECUTIVE_PRESSURE = "executive_pressure"
    CRITICAL_DATE = "critical_date"
    SLA_BREACH = "sla_breach"
    INCIDENT_ITSELF = "incident_itself"
    OTHER = "other"


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


class UpdateKind(StrEnum):
    """What an update is, in the life of an escalation."""

    FIRST = "first"
    PROGRESS = "progress"
    NO_CHANGE = "no_change"
    RESTORED = "restored"
    CLOSURE = "closure"


class UpdateStatus(StrEnum):
    """The life of an update; rendering is not sending."""

    DRAFT = "draft"
    SENT = "sent"


class Format(StrEnum):
    """The shapes a listing can take."""

    TABLE = "table"
    JSON = "json"
    NDJSON = "ndjson"
    CSV = "csv"
    TSV = "tsv"
    MD = "md"


class DocumentFormat(StrEnum):
    """The shapes a document can take."""

    MD = "md"
    TEXT = "text"
    JSON = "json"


class Letter(StrEnum):
    """The first letter of a reference tells what kind of record it names."""

    ESCALATION = "E"
    ENTRY = "T"
    ACTION = "A"
    UPDATE = "U"


# Kinds of record as a person would say them, for messages.
RECORD_NAMES = {
    Letter.ESCALATION: "an escalation",
    Letter.ENTRY: "a timeline entry",
    Letter.ACTION: "an action",
    Letter.UPDATE: "an update",
}

_REFERENCE = re.compile(r"([A-Za-z])([0-9]{1,18})", re.ASCII)


def read_reference(typed: str) -> tuple[str, int] | None:
    """The letter and the number of a reference, ``("E", 14)`` for ``e14``; None for what is not shaped like one."""
    found = _REFERENCE.fullmatch(typed)
    return (found[1].upper(), int(found[2])) if found else None


C = TypeVar("C", bound=Enum)


def spoken(word: StrEnum | IntEnum) -> str:
    """A word as people read it: ``technical lead`` for ``technical_lead``."""
    return str(word.value).replace("_", " ")


def matching(choices: type[C], typed: str) -> list[C]:
    """The choices that a typed word can mean: the very word, or else every word that begins with it.

    ``-`` and ``_`` are the same, case does not matter: ``exec`` is executive, ``third-p`` is third_party.
    """
    wanted = typed.strip().casefold().replace("-", "_").replace(" ", "_")
    every: list[C] = list(choices)
    exact = [choice for choice in every if str(choice.value) == wanted]
    return exact or [choice for choice in every if wanted and str(choice.value).startswith(wanted)]
