"""What everything that is owed has in common: words, a due time that keeps its first one, a state that moves on."""

from collections.abc import Container, Iterator
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar

from sqlmodel import Field

from warroom.domain.columns import holds, prose, time, word
from warroom.domain.order import minute, too_early
from warroom.domain.record import Record, Stamp, reference
from warroom.errors import Reason, Refused
from warroom.times import Deadline
from warroom.vocabulary import Letter, Precision, spoken

if TYPE_CHECKING:
    from warroom.domain.account import Account
    from warroom.domain.escalation import Escalation
    from warroom.domain.people import Contact

LAZY = {"lazy": "raise_on_sql"}


def owed_rules() -> tuple[Any, ...]:
    """The database's own guards of what is owed; constraints belong to one table, so each table takes its own."""
    return (
        holds("slips_counted", "slips >= 0"),
        holds("due_whole", "(due_at IS NULL) = (due_precision IS NULL)"),
    )


class Owed(Record):
    """The columns and moves of an action, a promise, a request, an exit criterion."""

    LETTER: ClassVar[Letter]
    NOUN: ClassVar[str]

    account_id: int = Field(default=None, nullable=False, foreign_key="account.id", index=True)
    escalation_id: int | None = Field(default=None, foreign_key="escalation.id")
    text: str = prose()
    due_at: datetime | None = time(default=None, index=True)
    due_precision: Precision | None = word(Precision, default=None)
    due_offset: int = 0
    original_due_at: datetime | None = time(default=None)
    slips: int = 0  # how often it was moved to a later time
    evidence: str | None = prose(default=None)

    if TYPE_CHECKING:  # what each table adds
        account: Account
        escalation: Escalation
        status: Any

    def hang_on(self, escalation: Any) -> None:
        """Belong to an escalation, and to its account."""
        self.account, self.escalation = escalation.account, escalation

    @property
    def ref(self) -> str:
        """How a person names it; before the store has taken it, what it is."""
        return reference(self.LETTER, self.id) or f"The {self.NOUN}"

    @property
    def due(self) -> Deadline | None:
        if self.due_at is None or self.due_precision is None:
            return None
        return Deadline(self.due_at, self.due_precision, self.due_offset)

    @property
    def is_open(self) -> bool:
        """Whether somebody still owes it."""
        raise NotImplementedError

    def unsettled(self) -> Iterator[Reason]:
        """What of it stands against closing, with the way out (model, rule 11): nothing, where a table does not say."""
        yield from ()

    def left_open(self) -> Iterator[Reason]:
        """What of it a last message to the customer leaves open, with the way out: nothing that they do not know of."""
        yield from ()

    def is_late(self, now: datetime) -> bool:
        return self.is_open and self.due_at is not None and self.due_at < now

    def _owe(self, due: Deadline) -> None:
        self.due_at, self.due_precision, self.due_offset = due.at, due.precision, due.offset
        self.original_due_at = self.original_due_at or due.at

    def _reschedule(self, due: Deadline, *, stamp: Stamp, why: str | None, told: str | None) -> None:
        """It is owed at another time; a later one counts as a slip, and the first one stays on record."""
        old = self.due_at
        if (self.due_at, self.due_precision) == (due.at, due.precision):
            raise self._refused(
                "move", "same_time", f"{self.ref} is due {stamp.said(due.at)} already", "Give another --due."
            )
        self.slips += old is not None and due.at > old
        self._owe(due)
        words = f"{self.NOUN.capitalize()} due time changed: {self.text}" + (f" (told: {told})" if told else "")
        self._changed(words, "due", stamp=stamp, old=old, new=due.at, why=why)

    def _handed(self, old: str | None, new: str | None, *, stamp: Stamp, agreed: str | None) -> None:
        """Someone else carries it; ``agreed`` is where they said yes."""
        words = f"{self.NOUN.capitalize()} given to {new}: {self.text}" + (f" (agreed: {agreed})" if agreed else "")
        self._changed(words, "owner", stamp=stamp, old=old, new=new)

    def _become(self, status: StrEnum, *, stamp: Stamp, why: str | None = None, by: "Contact | None" = None) -> None:
        old, self.status = self.status, status
        words = f"{self.NOUN.capitalize()} {spoken(status)}: {self.text}"
        self._changed(words, "status", stamp=stamp, old=old, new=status, why=why, by=by)

    def _changed(self, words: str, field: str, *, stamp: Stamp, old: Any = None, new: Any = None, **told: Any) -> None:
        """Write the entry; ``told`` are the reason (``why``) and who of the customer said so (``by``)."""
        about = {self.NOUN: self}
        self.escalation.changed(words, field=field, old=old, new=new, stamp=stamp, **told, **about)

    def _allow(self, move: str, statuses: Container[StrEnum]) -> None:
        if self.status not in statuses:
            raise self._refused(move, "wrong_status", f"{self.ref} is {spoken(self.status)}")

    def _not_before(
        self,
        at: datetime,
        since: datetime | None,
        what: str,
        *,
        move: str,
        stamp: Stamp,
        way_out: str | None = None,
    ) -> None:
        """Refuse a time before the moment that must come first; of a retrospective, times were written as they came."""
        if since is not None and at < minute(since) and not self.escalation.retrospective:
            raise too_early(move, at, f"{self.ref} {what}", since, stamp=stamp, way_out=way_out)

    def _refused(self, move: str, code: str, words: str, way_out: str | None = None) -> Refused:
        reason = Reason(code, words, way_out or f"See it with:  warroom show {self.ref}")
        return Refused(f"{words}; {move} does not apply.", reason)
