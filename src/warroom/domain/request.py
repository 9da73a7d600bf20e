"""What is asked: by the customer of us, or by us of someone inside."""

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
from warroom.domain.promise import Promise
from warroom.domain.record import Stamp
from warroom.domain.wording import Wording
from warroom.errors import Reason
from warroom.times import Deadline
from warroom.vocabulary import Answer, Direction, Letter, Precision, PromiseStatus, RequestStatus

_UNSETTLED = frozenset({RequestStatus.OPEN, RequestStatus.ANSWERED})


class Request(Owed, table=True):
    """A wish, with who asked, who is asked, and our answer. ``due_at`` is when it is wanted.

    The customer reads their own request only in ``customer_text``, with our answer; one inside never reaches them.
    """

    __table_args__ = (
        Index("ix_request_status", "escalation_id", "status"),
        filled("text", text.PROSE_LIMIT),
        filled("customer_text", text.PROSE_LIMIT),
        among("direction", Direction),
        among("status", RequestStatus),
        among("answer", Answer),
        among("due_precision", Precision),
        *owed_rules(),
        holds("asked", "(direction = 'customer') = (contact_id IS NOT NULL)"),
        holds("answered_whole", "(answer IS NULL) = (answered_at IS NULL)"),
        {"sqlite_autoincrement": True},
    )

    LETTER: ClassVar[Letter] = Letter.REQUEST
    NOUN: ClassVar[str] = "request"

    direction: Direction = word(Direction)
    status: RequestStatus = word(RequestStatus)
    customer_text: str | None = prose(default=None)
    contact_id: int | None = Field(default=None, foreign_key="contact.id")  # who at the customer asks
    owner_id: int | None = Field(default=None, foreign_key="person.id", index=True)  # who of ours has to answer
    asked_at: datetime = time()
    answer: Answer | None = word(Answer, default=None)
    answer_text: str | None = prose(default=None)
    answered_at: datetime | None = time(default=None)
    delivered_at: datetime | None = time(default=None)
    promise_id: int | None = Field(default=None, foreign_key="promise.id")
    why: str | None = prose(default=None)

    account: Account = Relationship(sa_relationship_kwargs=LAZY)
    escalation: Escalation = Relationship(sa_relationship_kwargs=LAZY)
    contact: Contact | None = Relationship(sa_relationship_kwargs=LAZY)
    owner: Person | None = Relationship(sa_relationship_kwargs=LAZY)
    promise: Promise | None = Relationship(sa_relationship_kwargs=LAZY)

    @property
    def carrier(self) -> Person | None:
        """Who has to see to it: its owner; what the customer asks and nobody carries, the escalation's."""
        return self.owner or (self.escalation.owner if self.direction is Direction.CUSTOMER else None)

    @classmethod
    def asked(
        cls,
        words: str,
        *,
        of: Person | None,
        by: Contact | None = None,
        due: Deadline | None = None,
        at: datetime,
        wording: Wording,
        stamp: Stamp,
    ) -> "Request":
        """A wish of the customer's contact ``by``, or without one ours, of somebody inside."""
        request = cls(
            text=text.prose(words, field="TEXT"),
            customer_text=wording.customer,
            direction=Direction.INSIDE if by is None else Direction.CUSTOMER,
            status=RequestStatus.OPEN,
            contact=by,
            owner=of,
            asked_at=at,
            created_at=stamp.at,
        )
        if due:
            request._owe(due)
        return request

    @property
    def is_open(self) -> bool:
        """Whether somebody still waits: for an answer, or for what was agreed to."""
        agreed = self.status is RequestStatus.ANSWERED and self.answer is not Answer.DECLINE
        return self.status is RequestStatus.OPEN or agreed

    def unsettled(self) -> Iterator[Reason]:
        """What stands against closing while the customer waits for it, with the way out; we may wait on inside."""
        if self.direction is not Direction.CUSTOMER or not self.is_open:
            return
        if self.status is RequestStatus.OPEN:
            way_out = f"warroom answer {self.ref} --agree,  --decline TEXT  or  --instead TEXT"
            yield Reason("request_open", f"{self.ref} is not answered", way_out)
        else:
            way_out = f"warroom deliver {self.ref},  or  warroom withdraw {self.ref} --why TEXT"
            yield Reason("request_undelivered", f"{self.ref} was answered and is not delivered", way_out)

    def left_open(self) -> Iterator[Reason]:
        """What they asked and still wait for."""
        return self.unsettled()

    def reply(self, answer: Answer, words: str | None, *, stamp: Stamp) -> None:
        """Say yes, no, or what we do instead; what is said goes to who asked, in these words."""
        if self.answer is not None:
            raise self._refused(
                "answer", "already_answered", f"{self.ref} was answered already: {self.answer}",
                f"What became of it:  warroom deliver {self.ref},  or  warroom withdraw {self.ref} --why TEXT",
            )  # fmt: skip
        self._allow("answer", {RequestStatus.OPEN})
        self.answer, self.answered_at = answer, stamp.at
        self.answer_text = None if words is None else text.prose(words, field=f"--{answer}")
        self._become(RequestStatus.ANSWERED, stamp=stamp, why=f"{answer}: {words}" if words else answer.value)

    @property
    def is_unread(self) -> bool:
        """Whether a customer asked it and reads nothing of it, nor of our answer, for want of a wording for them."""
        return self.direction is Direction.CUSTOMER and self.customer_text is None

    def reword(self, wording: Wording, *, words: str | None = None, stamp: Stamp) -> None:
        """Say it better, inside or for the customer who asks; of what we ask inside, no customer reads."""
        self._allow("edit", {*_UNSETTLED, RequestStatus.DELIVERED})
        if self.direction is Direction.INSIDE and wording.customer is not None:
            inside = f"{self.ref} is asked inside, and no customer reads it"
            raise self._refused("-c", "asked_inside", inside, f"Reword it inside:  warroom edit {self.ref} --text TEXT")
        if words is not None:
            self.text = text.prose(words, field="--text")
        self.customer_text = wording.customer or self.customer_text
        self._changed(f"Request reworded: {self.text}", "text", stamp=stamp)

    @property
    def is_to_be_promised(self) -> bool:
        """Whether a customer was told yes, and nothing says yet by when."""
        return self.direction is Direction.CUSTOMER and self.answer is Answer.AGREE and self.promise is None

    @property
    def is_promised(self) -> bool:
        """Whether a promise that was given stands for it: whoever waits for it reads the promise."""
        return self.promise is not None and self.promise.given_at is not None

    @property
    def unkept(self) -> Promise | None:
        """The promise beside it that is drafted or still owed, whatever became of the request; None where none is."""
        promise = self.promise
        waits = promise is not None and (promise.is_owed or promise.status is PromiseStatus.DRAFT)
        return promise if waits else None

    def pledge(self, stamp: Stamp) -> Promise:
        """What agreeing to a customer's wish owes them: a promise, drafted until its gates hold."""
        due = self.due if self.due and self.due.at > stamp.at else None
        self.promise = Promise.drafted(
            self.customer_text or self.text, to=self.contact, owner=self.owner, due=due, stamp=stamp
        )
        self.escalation.promise(self.promise, stamp=stamp)
        return self.promise

    def deliver(self, *, at: datetime, stamp: Stamp, evidence: str | None = None) -> None:
        """Who asked has got it. Somebody inside may deliver without having answered; to a customer we answer first."""
        open_inside = self.direction is Direction.INSIDE and self.status is RequestStatus.OPEN
        if not open_inside:
            self._allow("deliver", {RequestStatus.ANSWERED})
        if self.answer is Answer.DECLINE:
            raise self._refused("deliver", "declined", f"{self.ref} was declined")
        self.evidence = text.line_if(evidence, field="--evidence", limit=2000) or self.evidence
        self.delivered_at = at
        self._become(RequestStatus.DELIVERED, stamp=stamp)

    def withdraw(self, why: str, *, stamp: Stamp) -> None:
        """Nobody wants it any more."""
        self._allow("withdraw", _UNSETTLED)
        self.why = text.prose(why, field="--why")
        self._become(RequestStatus.WITHDRAWN, stamp=stamp, why=self.why)

    def move(self, due: Deadline, *, stamp: Stamp, why: str | None = None, told: str | None = None) -> None:
        """It is wanted at another time."""
        self._allow("move", _UNSETTLED)
        self._reschedule(due, stamp=stamp, why=why, told=told)

    def assign(self, owner: Person, *, stamp: Stamp, agreed: str | None = None) -> None:
        """Someone else of ours has to answer it."""
        self._allow("assign", _UNSETTLED)
        old, self.owner = party_name(self.owner), owner
        self._handed(old, owner.at_handle, stamp=stamp, agreed=agreed)
