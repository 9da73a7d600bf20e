"""What the record says, as far as a scan asks. Every default means: not known."""

from dataclasses import dataclass
from datetime import date, datetime

from warroom.vocabulary import Audience, Certainty, DataLoss, Estimate, Severity, UpdateKind

STAGES = (*UpdateKind, "postmortem", "report")
"""What a text can be: an update of some kind, or a document that is written afterwards."""


@dataclass(frozen=True, slots=True)
class Someone:
    """A person, ours or theirs, by all that a text can call them."""

    name: str | None = None
    handle: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Firm:
    """A customer, by all that a text can call it: full name, short name, aliases, and its domains."""

    names: tuple[str, ...]
    domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """How many of what, as recorded now, and as this reader was told before."""

    number: int
    unit: str = ""
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """A promise of the ledger."""

    text: str
    due: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of the reader, of us, and of the situation."""

    audience: Audience = Audience.CUSTOMER
    stage: str | None = None
    """One of ``STAGES``; None when nobody says."""
    has_record: bool = False
    """Whether there is an escalation at all; without one nothing is known of the situation."""
    language: str | None = None
    timezone: str | None = None

    account: Firm = Firm(())
    others: tuple[Firm, ...] = ()
    people: tuple[Someone, ...] = ()
    """Ours."""
    named: tuple[Someone, ...] = ()
    """Who may be named: the signatory, the customer's people, the owners of promises that are printed."""

    contact_notes: tuple[str, ...] = ()
    """What was noted about the customer's people; the record has no such notes yet."""
    legal: tuple[str, ...] = ()
    internal: tuple[str, ...] = ()
    """Facts that were never released to this reader, as they were typed."""
    released: tuple[str, ...] = ()
    """The words that were released to this reader."""

    references: tuple[str, ...] = ()
    """Our references to this situation: E14, T88, A7."""
    tickets: tuple[str, ...] = ()
    """Keys in our other systems: OPS-77."""
    customer_cases: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    """Hosts, domains, addresses and repositories that are ours alone."""
    value: int | None = None
    """What the account is worth a year, in whole units of its currency."""
    renewal_on: date | None = None

    severity: Severity | None = None
    severity_before: Severity | None = None
    """The severity that this reader was told under."""
    full_outage: bool = False
    cause: Certainty | None = None
    """How sure we are of the cause; None is not known either."""
    causes_confirmed: tuple[str, ...] = ()
    causes_suspected: tuple[str, ...] = ()
    causes_ruled_out: tuple[str, ...] = ()
    data_loss: DataLoss = DataLoss.UNKNOWN
    estimate: Estimate = Estimate.NONE
    estimated_at: datetime | None = None
    was_broken: bool | None = None
    """Whether the times of a failure and its data are a question; of a dispute they are none."""
    restored: bool | None = None
    workaround: bool = False
    """Whether it was restored by a workaround only."""
    is_open: bool | None = None
    figures: tuple[Figure, ...] = ()

    promises: tuple[Given, ...] = ()
    pending: tuple[str, ...] = ()
    """What was promised, agreed as a condition or asked for, and has not come true, or need not any more."""
    settled: tuple[str, ...] = ()
    """The same, of what has come true."""
    approver: str | None = None
    """Who has to approve this text; None when nobody is configured."""
    approved: bool = False
    last_sent: str | None = None
    next_update: datetime | None = None
    late: bool = False
    """Whether the update that was promised is overdue."""
