"""What is owed inside: an action, with an owner and a due time."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field, Relationship

from warroom.domain import text
from warroom.domain.columns import among, filled, holds, prose, time, word
from warroom.domain.entry import Source, linked
from warroom.domain.owed import LAZY, Owed, owed_rules
from warroom.domain.people import Contact, Party, Person, party_name
from warroom.domain.record import Stamp
from warroom.domain.wording import Wording
from warroom.errors import Reason
from warroom.times import Deadline
from warroom.vocabulary import OPEN_ACTIONS, ActionStatus, Letter, Phase, Precision

if TYPE_CHECKING:
    from warroom.domain.account import Account
    from warroom.domain.escalation import Escalation

# The time may be the true one, and the record the younger: nobody shall type a false one.
_DONE_BEFORE = (
    "Say it without --at, and when it was done as an entry:  warroom log TEXT --at TIME --kind action;"
    "  or open with  --retrospective"
)


class Action(Owed, table=True):
    """Who does what until when. A customer's contact may own one: it is printed as what we need from them."""

    __table_args__ = (
        UniqueConstraint("escalation_id", "source", "source_id"),
        Index("ix_action_status", "escalation_id", "status"),
        filled("text", text.PROSE_LIMIT),
        filled("customer_text", text.PROSE_LIMIT),
        among("phase", Phase),
        among("status", ActionStatus),
        among("due_precision", Precision),
        holds("one_owner", "owner_person_id IS NULL OR owner_contact_id IS NULL"),
        *owed_rules(),
        holds("source_whole", "(source IS NULL) = (source_id IS NULL)"),
        {"sqlite_autoincrement": True},
    )

    LETTER: ClassVar[Letter] = Letter.ACTION
    NOUN: ClassVar[str] = "action"

    customer_text: str | None = prose(default=None)
    phase: Phase | None = word(Phase, default=None)
    status: ActionStatus = word(ActionStatus)
    owner_person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    owner_contact_id: int | None = Field(default=None, foreign_key="contact.id", index=True)
    started_at: datetime | None = time(default=None)
    blocked_at: datetime | None = time(default=None)
    blocked_why: str | None = prose(default=None)
    done_at: datetime | None = time(default=None)
    verified_at: datetime | None = time(default=None)
    verified_by: str | None = prose(default=None)
    links: list[str] = Field(default_factory=list, sa_type=JSON, sa_column_kwargs={"server_default": "[]"})
    source: str | None = prose(default=None)
    source_id: str | None = prose(default=None)

    account: "Account" = Relationship(sa_relationship_kwargs=LAZY)
    escalation: "Escalation" = Relationship(sa_relationship_kwargs=LAZY | {"back_populates": "actions"})
    owner_person: Person | None = Relationship(sa_relationship_kwargs=LAZY)
    owner_contact: Contact | None = Relationship(sa_relationship_kwargs=LAZY)

    @classmethod
    def agreed(
        cls,
        words: str,
        *,
        stamp: Stamp,
        wording: Wording,
        owner: Party | None = None,
        due: Deadline | None = None,
        phase: Phase | None = None,
        source: Source | None = None,
    ) -> "Action":
        """An action as someone asks for it; without owner or due time it says so wherever it is shown."""
        action = cls(
            text=text.prose(words, field="TEXT"),
            customer_text=wording.customer,
            status=ActionStatus.OPEN,
            phase=phase,
            source=source.system if source else None,
            source_id=source.key if source else None,
            created_at=stamp.at,
        )
        action._give_to(owner)
        if due:
            action._owe(due)
        return action

    @property
    def owner(self) -> Party | None:
        return self.owner_person or self.owner_contact

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_ACTIONS

    def unsettled(self) -> Iterator[Reason]:
        """What it lacks to go on by itself while it is open, with the way out (model, rules 2 and 11)."""
        if self.is_open and self.owner is None:
            yield Reason("action_unowned", f"nobody owns {self.ref}", f"warroom assign {self.ref} PERSON")
        if self.is_open and self.due is None:
            yield Reason("action_undated", f"{self.ref} has no due time", f"warroom move {self.ref} --due TIME")

    def left_open(self) -> Iterator[Reason]:
        """What they have read that we are doing."""
        if self.is_open and self.customer_text is not None:
            way_out = f"warroom done {self.ref},  or  warroom drop {self.ref} --why TEXT"
            yield Reason("action_open", f"they read of {self.ref}, and it is neither done nor dropped", way_out)

    def belongs_to(self, handle: str) -> bool:
        """Whether the one of ours with this handle carries it."""
        return self.owner_person is not None and self.owner_person.handle == handle

    def start(self, *, stamp: Stamp) -> None:
        """Its owner takes it up."""
        self._allow("start", {ActionStatus.OPEN})
        self.started_at = stamp.at
        self._become(ActionStatus.IN_PROGRESS, stamp=stamp)

    def block(self, why: str, *, stamp: Stamp) -> None:
        """It cannot go on; what it needs is said."""
        self._allow("block", {ActionStatus.OPEN, ActionStatus.IN_PROGRESS})
        self.blocked_why = text.prose(why, field="--why")
        self.blocked_at = stamp.at
        self._become(ActionStatus.BLOCKED, stamp=stamp, why=self.blocked_why)

    def unblock(self, *, stamp: Stamp) -> None:
        """What it needed is there."""
        self._allow("unblock", {ActionStatus.BLOCKED})
        self.blocked_why = self.blocked_at = None
        self._become(ActionStatus.IN_PROGRESS, stamp=stamp)

    def finish(self, *, at: datetime, stamp: Stamp, evidence: str | None = None) -> None:
        """It is done, since ``at``; ``evidence`` says how one can see it."""
        self._allow("done", OPEN_ACTIONS)
        self._not_before(at, self.created_at, "was added", move="done", stamp=stamp, way_out=_DONE_BEFORE)
        self.evidence = text.line(evidence, field="--evidence", limit=2000) if evidence is not None else None
        self.done_at, self.blocked_why, self.blocked_at = at, None, None
        self._become(ActionStatus.DONE, stamp=stamp)

    def verify(self, *, stamp: Stamp, evidence: str | None = None) -> None:
        """Someone has seen that it is done and works."""
        self._allow("verify", {ActionStatus.DONE})
        if evidence is not None:
            self.evidence = text.line(evidence, field="--evidence", limit=2000)
        self.verified_at, self.verified_by = stamp.at, stamp.by
        self._become(ActionStatus.VERIFIED, stamp=stamp)

    def reword(self, wording: Wording, *, words: str | None = None, stamp: Stamp) -> None:
        """Say it better, inside or for the customer."""
        self._allow("edit", OPEN_ACTIONS)
        if words is not None:
            self.text = text.prose(words, field="--text")
        self.customer_text = wording.customer or self.customer_text
        self._changed(f"Action reworded: {self.text}", "text", stamp=stamp)

    def link(self, source: Source, *, stamp: Stamp) -> None:
        """Say what this is in another system."""
        self.links = linked(self.links, source)
        self._changed(f"Action linked to {source}: {self.text}", "link", stamp=stamp)

    def drop(self, why: str, *, stamp: Stamp) -> None:
        """It will not be done, for a reason that is kept."""
        self._allow("drop", OPEN_ACTIONS)
        reason = text.prose(why, field="--why")
        self.blocked_why = self.blocked_at = None
        self._become(ActionStatus.DROPPED, stamp=stamp, why=reason)

    def move(self, due: Deadline, *, stamp: Stamp, why: str | None = None, told: str | None = None) -> None:
        """It is owed at another time; a later one counts as a slip, and the first one stays on record."""
        self._allow("move", OPEN_ACTIONS)
        self._reschedule(due, stamp=stamp, why=why, told=told)

    def assign(self, owner: Party, *, stamp: Stamp, agreed: str | None = None) -> None:
        """Someone else carries it."""
        self._allow("assign", OPEN_ACTIONS)
        old = party_name(self.owner)
        self._give_to(owner)
        self._handed(old, party_name(owner), stamp=stamp, agreed=agreed)

    def _give_to(self, owner: Party | None) -> None:
        self.owner_person = owner if isinstance(owner, Person) else None
        self.owner_contact = owner if isinstance(owner, Contact) else None
