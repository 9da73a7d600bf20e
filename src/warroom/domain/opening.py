"""What is told when an escalation is opened, and what is written about it later."""

from dataclasses import dataclass

from warroom.domain.people import Party, Person
from warroom.times import Deadline
from warroom.vocabulary import DetectedBy, Kind, Severity, Trigger


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What is told of a situation in its first minute."""

    customer_title: str | None = None
    kind: Kind = Kind.OUTAGE
    severity: Severity = Severity.DEGRADED
    trigger: Trigger | None = None
    detected_by: DetectedBy | None = None
    raised_by: Party | None = None
    retrospective: bool = False
    drill: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What is written about a situation; None is not told."""

    title: str | None = None
    customer_title: str | None = None
    kind: Kind | None = None
    product: str | None = None
    component: str | None = None
    deadline: Deadline | None = None
    sponsor: Person | None = None
    summary: str | None = None
