"""The life of an escalation: its status, its kind, how it began and how it ended."""

from enum import StrEnum


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
