"""The escalation: one situation on one account. Every change goes through a move on it, which writes its entry."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Index
from sqlalchemy.orm import WriteOnlyMapped, relationship
from sqlmodel import Relationship

from warroom.domain import text
from warroom.domain.account import Account
from warroom.domain.chronicle import Chronicle
from warroom.domain.columns import among, filled, holds
from warroom.domain.entry import Entry, Fact, Source, linked
from warroom.domain.judgement import Judgement
from warroom.domain.ledger import Ledger
from warroom.domain.milestones import Milestones
from warroom.domain.monitoring import Monitoring
from warroom.domain.order import minute, too_early
from warroom.domain.people import Contact, Member, Person
from warroom.domain.record import Stamp, reference
from warroom.domain.situation import Situation
from warroom.domain.taskforce import TaskForce
from warroom.errors import Reason, Refused
from warroom.times import Deadline, Moment
from warroom.vocabulary import (
    Audience,
    CauseCategory,
    Certainty,
    Channel,
    DataLoss,
    DetectedBy,
    Driver,
    EntryKind,
    Estimate,
    Kind,
    Letter,
    Level,
    Outcome,
    Precision,
    Rag,
    Role,
    Severity,
    Status,
    Trend,
    Trigger,
    UpdateKind,
    WaitingOn,
)

if TYPE_CHECKING:
    from warroom.domain.action import Action
    from warroom.domain.opening import Opening, Terms
    from warroom.domain.update import Update

_LAZY = {"lazy": "raise_on_sql"}
# Milestones in their order, once both are known: the database's own guard for what is exact. Times known only to the
# day may cross, so the moves judge the milestones; these three are always exact.
_LIFE = (("raised_at", "declared_at"), ("declared_at", "closed_at"))


class Escalation(Chronicle, Milestones, Judgement, TaskForce, Monitoring, Ledger, Situation, table=True):
    """One situation on one account, from the first call to the post-mortem."""

    __table_args__ = (
        Index("ix_escalation_status", "status", "severity"),
        filled("title", text.TITLE_LIMIT),
        filled("customer_title", text.TITLE_LIMIT),
        among("kind", Kind),
        among("trigger", Trigger),
        among("status", Status),
        among("severity", Severity),
        among("level", Level),
        among("rag", Rag),
        among("trend", Trend),
        among("waiting_on", WaitingOn),
        among("detected_by", DetectedBy),
        among("data_loss", DataLoss),
        among("estimate", Estimate),
        among("cause_certainty", Certainty),
        among("cause_category", CauseCategory),
        among("driver", Driver),
        among("outcome", Outcome),
        holds("owned", "owner_id IS NOT NULL OR status IN ('requested', 'declined')"),
        holds("seq_counted", "last_seq >= 0"),
        holds("deescalated_at_known", "status != 'monitoring' OR deescalated_at IS NOT NULL"),
        *(holds(f"{first}_first", f"{first} <= {second}") for first, second in _LIFE),
        {"sqlite_autoincrement": True},
    )

    account: Account = Relationship(sa_relationship_kwargs=_LAZY)
    owner: Person | None = Relationship(sa_relationship_kwargs=_LAZY | {"foreign_keys": "Escalation.owner_id"})
    deescalated_by: Contact | None = Relationship(
        sa_relationship_kwargs=_LAZY | {"foreign_keys": "Escalation.deescalated_by_id"}
    )
    members: list[Member] = Relationship(sa_relationship_kwargs={"lazy": "select", "order_by": "Member.id"})
    # Write-only: a move adds one entry without loading the ten thousand before it.
    entries: WriteOnlyMapped[Entry] = Relationship(
        sa_relationship=relationship("Entry", lazy="write_only", passive_deletes=True)
    )
    actions: WriteOnlyMapped["Action"] = Relationship(
        sa_relationship=relationship("Action", lazy="write_only", passive_deletes=True, back_populates="escalation")
    )

    @classmethod
    def opened(
        cls, account: Account, title: str, opening: "Opening", *, owner: Person | None, stamp: Stamp
    ) -> "Escalation":
        """A situation that is ours from now on, with one owner; a request waits for somebody to accept it."""
        raised_by = opening.raised_by
        escalation = cls(
            account=account,
            title=text.line(title, field="TITLE"),
            customer_title=text.line_if(opening.customer_title, field="--customer"),
            kind=opening.kind,
            severity=opening.severity,
            level=Level.TEAM,
            trigger=opening.trigger,
            detected_by=opening.detected_by,
            raised_by_person_id=raised_by.id if isinstance(raised_by, Person) else None,
            raised_by_contact_id=raised_by.id if isinstance(raised_by, Contact) else None,
            status=Status.ACTIVE if owner else Status.REQUESTED,
            data_loss=DataLoss.UNKNOWN,
            estimate=Estimate.NONE,
            retrospective=opening.retrospective,
            drill=opening.drill,
            deescalated_by=None,  # else the store would have to be asked later whether there is one
            raised_at=stamp.at,
            declared_at=stamp.at if owner else None,
            created_at=stamp.at,
        )
        words = "Escalation opened" if owner else "Escalation requested"
        escalation.changed(words, field="status", old=None, new=escalation.status, stamp=stamp)
        escalation.owner = owner
        if owner:
            escalation.members.append(Member(person=owner, role=Role.OWNER, joined_at=stamp.at, created_at=stamp.at))
        return escalation

    def edit(self, terms: "Terms", *, stamp: Stamp) -> Entry:
        """Complete or correct what is written about it; what is not given stays."""
        self.refuse_when_closed()
        told = {
            "title": text.line_if(terms.title, field="--title"),
            "customer_title": text.line_if(terms.customer_title, field="--customer"),
            "kind": terms.kind,
            "product": text.line_if(terms.product, field="--product"),
            "component": text.line_if(terms.component, field="--component"),
            "summary": None if terms.summary is None else text.prose(terms.summary, field="--text"),
        }
        given: dict[str, Any] = {name: value for name, value in told.items() if value is not None}
        for name, value in given.items():
            setattr(self, name, value)
        if terms.deadline:
            self.deadline_at, self.deadline_precision = terms.deadline.at, terms.deadline.precision
            self.deadline_offset = terms.deadline.offset
            given["deadline"] = terms.deadline.at
        if terms.sponsor:
            given["sponsor"] = self.appoint(terms.sponsor, Role.EXEC_SPONSOR, stamp=stamp)
        named = ", ".join(name.replace("_", " ") for name in given)
        return self.changed(f"Edited: {named}", field="terms", old=None, new=named, stamp=stamp)

    @property
    def deadline(self) -> Deadline | None:
        """The date that the customer has set."""
        if self.deadline_at is None or self.deadline_precision is None:
            return None
        return Deadline(self.deadline_at, self.deadline_precision, self.deadline_offset)

    def link(self, source: Source, *, stamp: Stamp) -> None:
        """Say what this is in another system; ``customer:KEY`` is the customer's own case number."""
        self.refuse_when_closed()
        self.links = linked(self.links, source)
        self.changed(f"Linked to {source}", field="link", old=None, new=str(source), stamp=stamp)

    @property
    def customer_case(self) -> str | None:
        """The customer's own case number, the only one a customer reads."""
        cases = [link.partition(":")[2] for link in self.links if link.startswith("customer:")]
        return cases[-1] if cases else None

    # What was said

    def draft(self, update: "Update") -> "Update":
        """Keep a draft: what a reader may be shown. It starts no clock and writes no entry."""
        update.account, update.escalation_id = self.account, self.number
        return update

    def tell(
        self,
        update: "Update",
        *,
        at: datetime,
        recipients: list[str],
        stamp: Stamp,
        channel: Channel | None = None,
        due_at: datetime | None = None,
    ) -> "Update":
        """An update went out at ``at``: freeze it; its clock runs from there. Raises Refused."""
        self._refuse_before_it_was_raised(at, stamp)
        self.refuse_after_the_end(update, at)
        update.account, update.escalation_id = self.account, self.number
        update.freeze(at=at, recipients=recipients, stamp=stamp, channel=channel, due_at=due_at)
        self._told(f"{update.audience.capitalize()} update sent: {update.subject}", at, stamp=stamp)
        return update

    @property
    def is_over(self) -> bool:
        """Whether it is closed, and was when it happened: after that the customer hears at most a closure."""
        return self.status is Status.CLOSED and not self.retrospective

    def refuse_after_the_end(self, update: "Update", at: datetime) -> None:
        """No clock counts what a message after the end promises; one that went out before it is kept as it was."""
        ours = update.audience is not Audience.CUSTOMER or update.kind is UpdateKind.CLOSURE
        if ours or not self.is_over or (self.closed_at is not None and at < self.closed_at):
            return
        ref = reference(Letter.ESCALATION, self.id)
        way_out = f"Send it with  --kind closure,  or open it again:  warroom reopen -e {ref} --why TEXT"
        raise Refused(
            f"{ref} is closed: the customer can be sent a closure only.",
            Reason("closed", f"a {update.kind.value} update promises what no clock counts", way_out),
        )

    def _refuse_before_it_was_raised(self, at: datetime, stamp: Stamp) -> None:
        if at < minute(self.raised_at) and not self.retrospective:
            # The time may be the true one, and the record the younger: nobody shall type a false one.
            way_out = "Keep it as an entry:  warroom log TEXT --at TIME --kind comms;  or open with  --retrospective"
            raise too_early("sent", at, "it was raised", self.raised_at, stamp=stamp, way_out=way_out)

    def refuse_to_send(self, audience: Audience, *, stamp: Stamp) -> None:
        """An exercise sends nothing to customers; and nothing goes out that could not be recorded afterwards."""
        self._refuse_before_it_was_raised(stamp.at, stamp)
        if self.drill and audience is Audience.CUSTOMER:
            ref = reference(Letter.ESCALATION, self.id)
            reason = Reason("drill", "nothing of it goes to the customer", "Read it:  warroom update customer")
            raise Refused(f"{ref} is a drill.", reason)

    def skip(self, update: "Update", *, stamp: Stamp) -> "Update":
        """An update is not sent this time, as ``update`` says."""
        self.refuse_when_closed()
        update.account, update.escalation_id, update.mark = self.account, self.number, self.last_seq
        self._told(f"{update.audience.capitalize()} update skipped: {update.why}", stamp.at, stamp=stamp)
        return update

    def _told(self, words: str, at: datetime, *, stamp: Stamp) -> None:
        fact = Fact.checked(words, kind=EntryKind.COMMS, moment=Moment(at, Precision.MINUTE))
        self.append(fact, stamp=stamp, automatic=True)
