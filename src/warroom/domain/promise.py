"""What we owe the customer: a promise, with an owner who said yes, a due time, and an outcome that they can see."""

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from sqlalchemy import Index
from sqlmodel import Field, Relationship

from warroom.domain import text
from warroom.domain.account import Account
from warroom.domain.columns import among, filled, holds, prose, time, word
from warroom.domain.escalation import Escalation
from warroom.domain.owed import LAZY, Owed, owed_rules
from warroom.domain.people import Contact, Person, party_name
from warroom.domain.record import Stamp
from warroom.errors import Reason, Refused
from warroom.times import Deadline
from warroom.vocabulary import OPEN_PROMISES, Letter, Precision, PromiseStatus

SOURCE_LIMIT = 2000  # characters: where and when somebody said yes


class Promise(Owed, table=True):
    """What the customer will be able to observe, by when. ``text`` is what they read: it is theirs once given.

    A draft is nobody's promise yet and no customer document prints it (model, rule 6). ``missed_at`` stays, also when
    it is kept late: in the rate it stays missed.
    """

    __table_args__ = (
        Index("ix_promise_status", "escalation_id", "status"),
        filled("text", text.PROSE_LIMIT),
        among("status", PromiseStatus),
        among("due_precision", Precision),
        *owed_rules(),
        holds(
            "given_whole",
            "status IN ('draft', 'dropped') OR (owner_id IS NOT NULL AND agreed IS NOT NULL AND due_at IS NOT NULL"
            " AND to_id IS NOT NULL AND given_at IS NOT NULL)",
        ),
        {"sqlite_autoincrement": True},
    )

    LETTER: ClassVar[Letter] = Letter.PROMISE
    NOUN: ClassVar[str] = "promise"

    status: PromiseStatus = word(PromiseStatus)
    to_id: int | None = Field(default=None, foreign_key="contact.id")
    owner_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    agreed: str | None = prose(default=None)  # the owner's yes: where and when
    told: str | None = prose(default=None)  # where and when the customer heard that it moved
    given_at: datetime | None = time(default=None)
    kept_at: datetime | None = time(default=None)
    missed_at: datetime | None = time(default=None)
    why: str | None = prose(default=None)

    account: Account = Relationship(sa_relationship_kwargs=LAZY)
    escalation: Escalation = Relationship(sa_relationship_kwargs=LAZY)
    to: Contact | None = Relationship(sa_relationship_kwargs=LAZY)
    owner: Person | None = Relationship(sa_relationship_kwargs=LAZY)

    @classmethod
    def drafted(
        cls, words: str, *, to: Contact | None, owner: Person | None, due: Deadline | None, stamp: Stamp
    ) -> "Promise":
        """What we may promise, once everything is there that makes it one."""
        promise = cls(
            text=text.prose(words, field="TEXT"),
            status=PromiseStatus.DRAFT,
            to=to,
            owner=owner,
            created_at=stamp.at,
        )
        if due:
            promise._owe(due)
        return promise

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_PROMISES

    @property
    def is_owed(self) -> bool:
        """Whether the customer still waits for it, also when it was missed."""
        return self.is_open or (self.status is PromiseStatus.MISSED and self.kept_at is None)

    def give(self, agreed: str | None, *, stamp: Stamp, at: datetime | None = None) -> None:
        """The customer hears it, or heard it ``at`` a time that has passed.

        Raises Refused with every gate that does not hold (model, rule 6).
        """
        self._allow("give", {PromiseStatus.DRAFT})
        self.agreed = text.line_if(agreed, field="--agreed", limit=SOURCE_LIMIT) or self.agreed
        reasons = [*self.missing(at or stamp.at)]
        if reasons:
            raise Refused(f"{self.ref} cannot be given yet.", *reasons)
        self.given_at = at or stamp.at
        self._become(PromiseStatus.GIVEN, stamp=stamp)

    def missing(self, at: datetime) -> Iterator[Reason]:
        """The gates before it can be given ``at`` a time that do not hold, each with the way out."""
        ref = self.ref
        if self.owner is None:
            yield Reason("no_owner", "nobody owns it", f"Say who does:  warroom give {ref} --owner @sam")
        if self.to is None:
            yield Reason("no_contact", "it names nobody at the customer", f"Say who:  warroom give {ref} --to dana")
        if self.due_at is None:
            yield Reason("no_due", "it has no due time", f"Say when:  warroom give {ref} --due TIME")
        elif self.due_at <= at and not self.escalation.retrospective:
            way_out = f"Say when:  warroom give {ref} --due TIME,  or when they heard it:  warroom give {ref} --at TIME"
            yield Reason("due_passed", "it is due before it is given", way_out)
        if self.agreed is None:
            yield Reason(
                "no_yes",
                "its owner's yes is not recorded",
                f'Say where they said yes:  warroom give {ref} --agreed "…"',
            )

    def complete(self, *, to: Contact | None, owner: Person | None, due: Deadline | None) -> None:
        """Fill in of a draft what it lacks; what is not given stays."""
        self._allow("give", {PromiseStatus.DRAFT})
        self.to, self.owner = to or self.to, owner or self.owner
        if due:
            self._owe(due)

    def keep(self, *, at: datetime, stamp: Stamp, evidence: str | None = None) -> None:
        """It is kept since ``at``, not before it was given. After its due time it stays missed in the rate."""
        if not self.is_owed:
            raise self._refused("kept", "wrong_status", f"{self.ref} is {self.status}")
        self._not_before(at, self.given_at, "was given", move="kept", stamp=stamp)
        self.evidence = text.line_if(evidence, field="--evidence", limit=SOURCE_LIMIT) or self.evidence
        self.kept_at = at
        if self.due_at is not None and at > self.due_at:
            self.missed_at = self.missed_at or self.due_at
        late = self.missed_at is not None
        self._become(
            PromiseStatus.MISSED if late else PromiseStatus.KEPT, stamp=stamp, why="kept late" if late else None
        )

    def miss(self, why: str, *, stamp: Stamp) -> None:
        """It was not kept in time; the reason is kept. Before its due time it can still be kept, moved or released."""
        self._allow("missed", OPEN_PROMISES)
        if self.due_at is not None and stamp.at < self.due_at:
            way_out = f'warroom move {self.ref} --due TIME --told "…",  or  warroom release {self.ref} --by CONTACT'
            raise self._refused("missed", "not_due", f"{self.ref} is not due before {stamp.said(self.due_at)}", way_out)
        self.why = text.prose(why, field="--why")
        self.missed_at = stamp.at
        self._become(PromiseStatus.MISSED, stamp=stamp, why=self.why)

    def move(self, due: Deadline, *, stamp: Stamp, why: str | None = None, told: str | None = None) -> None:
        """It is owed at another time: a draft freely; one given only before it is due, and with the customer told."""
        self._allow("move", {PromiseStatus.DRAFT, *OPEN_PROMISES})
        if self.status is PromiseStatus.DRAFT:
            self._reschedule(due, stamp=stamp, why=why, told=told)
            return
        if self.due_at is not None and self.due_at < stamp.at:
            way_out = f'Say that it was missed:  warroom missed {self.ref} --why "…"  and promise anew'
            raise self._refused("move", "due_passed", f"{self.ref} was due already", way_out)
        if told is None:
            raise self._refused(
                "move", "customer_not_told", f"{self.ref} was given, and nobody told the customer",
                f'Tell them, and say where:  warroom move {self.ref} --due TIME --told "call 14:20"',
            )  # fmt: skip
        self.told = text.line(told, field="--told", limit=SOURCE_LIMIT)
        self.status = PromiseStatus.MOVED
        self._reschedule(due, stamp=stamp, why=why, told=self.told)

    def unsettled(self) -> Iterator[Reason]:
        """What stands against closing while it is open, with the way out (model, rule 11)."""
        if self.status is PromiseStatus.DRAFT:
            way_out = f"warroom give {self.ref},  or  warroom drop {self.ref} --why TEXT"
            yield Reason("promise_draft", f"{self.ref} is a draft, neither given nor dropped", way_out)
        elif self.is_owed:
            way_out = f"warroom kept {self.ref},  or  warroom release {self.ref} --by CONTACT"
            yield Reason("promise_open", f"{self.ref} is neither kept nor released", way_out)

    def left_open(self) -> Iterator[Reason]:
        """What they still wait for; of a draft they know nothing."""
        if self.is_owed:
            yield from self.unsettled()

    def release(self, by: Contact, *, stamp: Stamp, why: str | None = None) -> None:
        """The customer lets us off; who did is kept."""
        if not self.is_owed:
            raise self._refused("release", "wrong_status", f"{self.ref} is {self.status}")
        self.why = f"released by {by.slug}" + (f": {text.prose(why, field='--why')}" if why is not None else "")
        self._become(PromiseStatus.RELEASED, stamp=stamp, why=self.why)

    def drop(self, why: str, *, stamp: Stamp) -> None:
        """A draft that will not be given; a promise that was is kept, missed or released."""
        if self.status is not PromiseStatus.DRAFT:
            way_out = f"The customer can let us off:  warroom release {self.ref} --by CONTACT"
            raise self._refused("drop", "wrong_status", f"{self.ref} is {self.status}", way_out)
        self.why = text.prose(why, field="--why")
        self._become(PromiseStatus.DROPPED, stamp=stamp, why=self.why)

    def assign(self, owner: Person, *, stamp: Stamp, agreed: str | None = None) -> None:
        """Someone else carries it; of one that was given, only with their yes."""
        self._allow("assign", {PromiseStatus.DRAFT, *OPEN_PROMISES})
        if self.is_open and agreed is None:
            raise self._refused(
                "assign", "no_yes", f"{self.ref} was given, and the yes of {owner.at_handle} is not recorded",
                f'Say where they said yes:  warroom assign {self.ref} {owner.at_handle} --agreed "…"',
            )  # fmt: skip
        old, self.owner = self.owner, owner
        self.agreed = text.line_if(agreed, field="--agreed", limit=SOURCE_LIMIT)
        self._handed(party_name(old), owner.at_handle, stamp=stamp, agreed=self.agreed)
