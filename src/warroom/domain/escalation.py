"""The escalation: one situation on one account. Every change goes through a move on it, which writes its entry."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import WriteOnlyMapped, relationship
from sqlmodel import Relationship

from warroom.domain import text
from warroom.domain.account import Account
from warroom.domain.action import Action
from warroom.domain.columns import among, filled, holds
from warroom.domain.entry import Entry, Fact, Line
from warroom.domain.lifecycle import Lifecycle
from warroom.domain.milestones import Milestones
from warroom.domain.people import Contact, Member, Party, Person
from warroom.domain.record import Stamp, reference
from warroom.domain.situation import Situation
from warroom.domain.update import Update
from warroom.errors import Reason, Refused
from warroom.times import Moment, iso
from warroom.vocabulary import (
    CauseCategory,
    Certainty,
    DataLoss,
    DetectedBy,
    Driver,
    EntryKind,
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
    WaitingOn,
)

_LAZY = {"lazy": "raise_on_sql"}
# Milestones in their order, once both are known: the database's own guard for what is exact. Times known only to the
# day may cross, so the moves judge the milestones; these three are always exact.
_LIFE = (("raised_at", "declared_at"), ("declared_at", "closed_at"))


class Escalation(Milestones, Lifecycle, Situation, table=True):
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
        among("cause_certainty", Certainty),
        among("cause_category", CauseCategory),
        among("driver", Driver),
        among("outcome", Outcome),
        holds("owned", "owner_id IS NOT NULL OR status IN ('requested', 'declined')"),
        holds("seq_counted", "last_seq >= 0"),
        *(holds(f"{first}_first", f"{first} <= {second}") for first, second in _LIFE),
        {"sqlite_autoincrement": True},
    )

    account: Account = Relationship(sa_relationship_kwargs=_LAZY)
    owner: Person | None = Relationship(sa_relationship_kwargs=_LAZY | {"foreign_keys": "Escalation.owner_id"})
    members: list[Member] = Relationship(sa_relationship_kwargs={"lazy": "select", "order_by": "Member.id"})
    # Write-only: a move adds one entry without loading the ten thousand before it.
    entries: WriteOnlyMapped[Entry] = Relationship(  # type: ignore[assignment]
        sa_relationship=relationship("Entry", lazy="write_only", passive_deletes=True)
    )
    actions: WriteOnlyMapped[Action] = Relationship(  # type: ignore[assignment]
        sa_relationship=relationship("Action", lazy="write_only", passive_deletes=True, back_populates="escalation")
    )

    @classmethod
    def opened(
        cls,
        account: Account,
        title: str,
        *,
        owner: Person,
        stamp: Stamp,
        customer_title: str | None = None,
        kind: Kind = Kind.OUTAGE,
        severity: Severity = Severity.DEGRADED,
        trigger: Trigger | None = None,
        detected_by: DetectedBy | None = None,
        raised_by: Party | None = None,
        retrospective: bool = False,
        drill: bool = False,
    ) -> "Escalation":
        """A situation that is ours from now on: active, with one owner."""
        escalation = cls(
            account=account,
            title=text.line(title, field="TITLE"),
            customer_title=None if customer_title is None else text.line(customer_title, field="--customer"),
            kind=kind,
            severity=severity,
            level=Level.TEAM,
            trigger=trigger,
            detected_by=detected_by,
            raised_by_person_id=raised_by.id if isinstance(raised_by, Person) else None,
            raised_by_contact_id=raised_by.id if isinstance(raised_by, Contact) else None,
            status=Status.ACTIVE,
            data_loss=DataLoss.UNKNOWN,
            retrospective=retrospective,
            drill=drill,
            raised_at=stamp.at,
            declared_at=stamp.at,
            created_at=stamp.at,
        )
        escalation.changed("Escalation opened", field="status", old=None, new=Status.ACTIVE, stamp=stamp)
        escalation.owner = owner
        escalation.members.append(Member(person=owner, role=Role.OWNER, joined_at=stamp.at, created_at=stamp.at))
        return escalation

    # What happened

    def record(self, fact: Fact, *, stamp: Stamp) -> Entry:
        """Append what someone tells. A milestone counts at once; a cause or an impact is what we know from now on."""
        self.refuse_when_closed()
        self.learn(fact)
        self.reached(fact, stamp=stamp)
        return self._append(fact, stamp=stamp)

    def next_seq(self) -> int:
        """The number of the next entry within this escalation, taken for good."""
        self.last_seq += 1
        return self.last_seq

    def _append(self, fact: Fact, *, stamp: Stamp, **about: Any) -> Entry:
        entry = Entry.telling(fact, stamp=stamp, seq=self.next_seq(), account=self.account, **about)
        self.entries.add(entry)
        return entry

    def learn(self, fact: Fact) -> None:
        """Keep what a fact tells about the status of knowledge: the cause, and whether data was lost."""
        told = fact.told or {}
        if fact.kind is EntryKind.CAUSE and fact.certainty is not Certainty.RULED_OUT:
            self.cause_certainty = fact.certainty
            self.cause_category = CauseCategory(told["category"]) if "category" in told else self.cause_category
        if fact.kind is EntryKind.IMPACT and "data_loss" in told:
            self.data_loss = DataLoss(told["data_loss"])

    def amend(self, line: Line, fact: Fact, *, stamp: Stamp) -> Entry:
        """Correct an entry: the new one takes its place wherever the timeline is read, the old one stays.

        The caller takes the milestones anew with ``recount``, since they may have moved.
        """
        self.refuse_when_closed()
        if line.first.automatic:
            raise Refused(
                "This entry was written by the tool when state changed; it cannot be corrected.",
                Reason(
                    "automatic", "its state is changed by the command for it", "Log what is right:  warroom log TEXT"
                ),
            )
        self.learn(fact)
        # The identity in another system stays with the first entry, so that an import still knows it.
        return self._append(replace(fact, source=None), stamp=stamp, amends_id=line.first.number)

    def changed(self, words: str, *, field: str, old: Any, new: Any, stamp: Stamp, **about: Any) -> Entry:
        """Write the entry of a change of state: marked as the tool's own, told by documents only where they need it."""
        fact = Fact.checked(
            words,
            kind=EntryKind.CHANGE,
            moment=Moment(stamp.at, Precision.MINUTE),
            told={"field": field, "old": _told(old), "new": _told(new)},
            why=about.pop("why", None),
        )
        return self._append(fact, stamp=stamp, automatic=True, **about)

    # What is owed

    def do(self, action: Action, *, stamp: Stamp) -> Action:
        """Take an action into the work of this escalation."""
        self.refuse_when_closed()
        action.account = self.account
        self.actions.add(action)
        action.escalation = self
        self.changed(
            f"Action added: {action.text}", field="action", old=None, new=action.status, stamp=stamp, action=action
        )
        return action

    # What was said

    def draft(self, update: Update) -> Update:
        """Keep a draft: what a reader may be shown. It starts no clock and writes no entry."""
        update.account, update.escalation_id = self.account, self.number
        return update

    def tell(self, update: Update, *, at: datetime, recipients: list[str], stamp: Stamp) -> Update:
        """An update went out at ``at``: freeze it; its clock runs from there."""
        update.account, update.escalation_id = self.account, self.number
        update.freeze(at=at, recipients=recipients, stamp=stamp)
        words = f"{update.audience.capitalize()} update sent: {update.subject}"
        fact = Fact.checked(words, kind=EntryKind.COMMS, moment=Moment(at, Precision.MINUTE))
        self._append(fact, stamp=stamp, automatic=True)
        return update

    def refuse_when_closed(self) -> None:
        """Nothing is added to what has ended."""
        if not self.status.is_open:
            ref = reference(Letter.ESCALATION, self.id)
            raise Refused(
                f"{ref} is {self.status}; nothing can be added to it.",
                Reason("closed", f"{ref} is {self.status}", "Open a new one:  warroom open ACCOUNT TITLE"),
            )


def _told(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return iso(value) if isinstance(value, datetime) else str(value)
