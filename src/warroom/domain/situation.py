"""What is kept of an escalation: one situation on one account."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON
from sqlmodel import Field

from warroom.domain.columns import prose, rank, time, word
from warroom.domain.record import Record
from warroom.vocabulary import (
    CauseCategory,
    Certainty,
    DataLoss,
    DetectedBy,
    Driver,
    EntryKind,
    Estimate,
    Kind,
    Level,
    Outcome,
    Precision,
    Rag,
    Severity,
    Status,
    Trend,
    Trigger,
    WaitingOn,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import WriteOnlyCollection

    from warroom.domain.account import Account
    from warroom.domain.action import Action
    from warroom.domain.entry import Entry, Fact
    from warroom.domain.people import Contact, Member, Person
    from warroom.domain.record import Stamp


class Situation(Record):
    """The columns of an escalation. The times of the milestones are indexed copies of their entries."""

    account_id: int = Field(default=None, nullable=False, foreign_key="account.id", index=True)
    title: str = prose()
    customer_title: str | None = prose(default=None)
    kind: Kind = word(Kind)
    trigger: Trigger | None = word(Trigger, default=None)
    status: Status = word(Status)
    severity: Severity = rank(Severity)
    level: Level = rank(Level)
    rag: Rag | None = word(Rag, default=None)
    trend: Trend | None = word(Trend, default=None)
    waiting_on: WaitingOn | None = word(WaitingOn, default=None)
    product: str | None = prose(default=None)
    component: str | None = prose(default=None)
    summary: str | None = prose(default=None)
    links: list[str] = Field(default_factory=list, sa_type=JSON, sa_column_kwargs={"server_default": "[]"})
    owner_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    raised_by_person_id: int | None = Field(default=None, foreign_key="person.id")
    raised_by_contact_id: int | None = Field(default=None, foreign_key="contact.id")
    detected_by: DetectedBy | None = word(DetectedBy, default=None)
    retrospective: bool = False
    drill: bool = False
    last_seq: int = 0  # the number of the newest entry; every write locks this row first

    raised_at: datetime = time()
    declared_at: datetime | None = time(default=None)
    impact_started_at: datetime | None = time(default=None, index=True)
    detected_at: datetime | None = time(default=None)
    acknowledged_at: datetime | None = time(default=None)
    mitigated_at: datetime | None = time(default=None)
    restored_at: datetime | None = time(default=None, index=True)
    # How exactly each of these is known: precision and offset in minutes, by the kind of its entry.
    milestone_exactness: dict[str, tuple[Precision, int]] = Field(default_factory=dict, sa_type=JSON)
    relapsed_at: datetime | None = time(default=None)
    relapsed_seq: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    relapses: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    reopens: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    deadline_at: datetime | None = time(default=None)
    deadline_precision: Precision | None = word(Precision, default=None)
    deadline_offset: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    estimated_at: datetime | None = time(default=None)
    stable_since: datetime | None = time(default=None)
    deescalated_at: datetime | None = time(default=None)
    deescalated_by_id: int | None = Field(default=None, foreign_key="contact.id")  # who at the customer agreed
    monitoring_until: datetime | None = time(default=None)
    closed_at: datetime | None = time(default=None)

    data_loss: DataLoss = word(DataLoss)
    estimate: Estimate = word(Estimate, sa_column_kwargs={"server_default": "none"})
    workaround: str | None = prose(default=None)
    cause_certainty: Certainty | None = word(Certainty, default=None)
    cause_category: CauseCategory | None = word(CauseCategory, default=None)
    driver: Driver | None = word(Driver, default=None)
    outcome: Outcome | None = word(Outcome, default=None)
    forced_why: str | None = prose(default=None)  # why a rule of closing was passed over
    deescalated_why: str | None = prose(default=None)  # why a rule of de-escalating was

    if TYPE_CHECKING:  # what the table adds, for the families of moves
        account: Account
        owner: Person | None
        deescalated_by: Contact | None
        entries: WriteOnlyCollection[Entry]
        actions: WriteOnlyCollection[Action]
        members: list[Member]

        def record(self, fact: Fact, *, stamp: Stamp) -> Entry: ...
        def append(self, fact: Fact, *, stamp: Stamp, **about: Any) -> Entry: ...
        def own(self, person: Person, *, stamp: Stamp) -> None: ...
        def carry_to(self, level: Level, *, stamp: Stamp, why: str) -> Entry: ...
        def stop_watching(self, stamp: Stamp) -> None: ...
        def reached(self, fact: Fact, *, stamp: Stamp) -> None: ...
        def keep_milestone(self, kind: EntryKind, moment: Any) -> None: ...
        def changed(self, words: str, *, field: str, old: Any, new: Any, stamp: Stamp, **about: Any) -> Entry: ...
        def refuse_when_closed(self) -> None: ...
        def forget_what_was_found(self) -> None: ...
        def learn(self, told: Fact) -> None: ...
        def relearn(self, lines: Any) -> None: ...
        def agree(self, *, was_restored: bool, stamp: Stamp) -> None: ...
        def mark(self, kind: EntryKind, moment: Any, *, stamp: Stamp, check: bool = True) -> list[str]: ...
