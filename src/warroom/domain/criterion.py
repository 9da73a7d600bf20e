"""What must hold before it ends: proposed by us, agreed with somebody at the customer, then met or waived by them."""

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
from warroom.domain.people import Contact, Person
from warroom.domain.record import Stamp
from warroom.errors import Reason
from warroom.times import Deadline
from warroom.vocabulary import OPEN_CRITERIA, CriterionStatus, Letter, Precision, matter_words


class Criterion(Owed, table=True):
    """An observable condition for de-escalation. ``text`` is what the customer agrees to: theirs to read from then on.

    While it is proposed it is ours alone, and no customer document prints it. It has no owner of its own: whoever owns
    the escalation sees to it.
    """

    __table_args__ = (
        Index("ix_criterion_status", "escalation_id", "status"),
        filled("text", text.PROSE_LIMIT),
        among("status", CriterionStatus),
        among("due_precision", Precision),
        *owed_rules(),
        holds("agreed_whole", "(agreed_by_id IS NULL) = (agreed_at IS NULL)"),
        holds("agreed_by_somebody", "status NOT IN ('agreed', 'met') OR agreed_by_id IS NOT NULL"),
        holds("met_at_some_time", "(status = 'met') = (met_at IS NOT NULL)"),
        holds(
            "waived_whole",
            "(status = 'waived') = (waived_by_id IS NOT NULL AND waived_at IS NOT NULL AND why IS NOT NULL)",
        ),
        {"sqlite_autoincrement": True},
    )

    LETTER: ClassVar[Letter] = Letter.CRITERION
    NOUN: ClassVar[str] = "criterion"

    status: CriterionStatus = word(CriterionStatus)
    agreed_by_id: int | None = Field(default=None, foreign_key="contact.id")
    agreed_at: datetime | None = time(default=None)
    met_at: datetime | None = time(default=None)
    waived_by_id: int | None = Field(default=None, foreign_key="contact.id")
    waived_at: datetime | None = time(default=None)
    why: str | None = prose(default=None)  # why they let it go

    account: Account = Relationship(sa_relationship_kwargs=LAZY)
    escalation: Escalation = Relationship(sa_relationship_kwargs=LAZY)
    agreed_by: Contact | None = Relationship(sa_relationship_kwargs=LAZY | {"foreign_keys": "Criterion.agreed_by_id"})
    waived_by: Contact | None = Relationship(sa_relationship_kwargs=LAZY | {"foreign_keys": "Criterion.waived_by_id"})

    @classmethod
    def proposed(cls, words: str, *, stamp: Stamp, due: Deadline | None = None) -> "Criterion":
        """What we think must hold; ``due`` is until when."""
        criterion = cls(
            text=text.prose(words, field="TEXT"),
            status=CriterionStatus.PROPOSED,
            # Both, also while there is none: else it would have to be asked of the store later.
            agreed_by=None,
            waived_by=None,
            created_at=stamp.at,
        )
        if due:
            criterion._owe(due)
        return criterion

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_CRITERIA

    @property
    def is_theirs(self) -> bool:
        """Whether the customer has agreed to it, whatever became of it since."""
        return self.agreed_at is not None

    def left_open(self) -> Iterator[Reason]:
        """What they agreed must hold, and neither holds nor was waived."""
        if self.is_open and self.is_theirs:
            way_out = f"warroom exit met {self.ref},  or  warroom exit waive {self.ref} --by CONTACT --why TEXT"
            yield Reason("criterion_open", f"{self.ref} is neither met nor waived", way_out)

    @property
    def owner(self) -> Person | None:
        """Who sees to it: whoever owns the escalation."""
        return self.escalation.owner

    def agree(self, by: Contact, *, at: datetime, stamp: Stamp) -> None:
        """Somebody at the customer agrees to it."""
        self._allow("exit agree", {CriterionStatus.PROPOSED})
        self.agreed_by, self.agreed_at = by, at
        self._become(CriterionStatus.AGREED, stamp=stamp, by=by)

    def meet(self, *, at: datetime, stamp: Stamp, evidence: str | None = None) -> None:
        """It holds since ``at``; ``evidence`` says how one can see it."""
        if self.status is CriterionStatus.PROPOSED:
            way_out = f"Say who agreed to it:  warroom exit agree {self.ref} --by CONTACT"
            raise self._refused("exit met", "not_agreed", f"nobody at the customer has agreed to {self.ref}", way_out)
        self._allow("exit met", {CriterionStatus.AGREED})
        self.evidence = text.line_if(evidence, field="--evidence", limit=2000) or self.evidence
        self.met_at = at
        self._become(CriterionStatus.MET, stamp=stamp)

    def waive(self, by: Contact, why: str, *, at: datetime, stamp: Stamp) -> None:
        """Somebody at the customer lets it go, for a reason that is kept; also one that was only proposed."""
        self._allow("exit waive", OPEN_CRITERIA)
        self.why = text.prose(why, field="--why")
        self.waived_by, self.waived_at = by, at
        self._become(CriterionStatus.WAIVED, stamp=stamp, why=self.why, by=by)

    def move(self, due: Deadline, *, stamp: Stamp, why: str | None = None, told: str | None = None) -> None:
        """It is to hold at another time."""
        self._allow("move", OPEN_CRITERIA)
        self._reschedule(due, stamp=stamp, why=why, told=told)

    def come_undone(self, stamp: Stamp) -> None:
        """It broke again: what was met has to be shown anew; what was agreed and what was waived stands."""
        if self.status is CriterionStatus.MET:
            self.met_at = None
            self._become(CriterionStatus.AGREED, stamp=stamp, why=f"it {matter_words(self.escalation.kind).returned}")
