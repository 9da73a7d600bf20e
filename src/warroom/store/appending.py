"""A whole input appended to one timeline: rows without objects, in batches, in one transaction."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, col, select

from warroom.domain import Entry, Escalation, Fact, Stamp
from warroom.domain.entry import row
from warroom.store.loading import loaded_with
from warroom.store.search import index_entries

BATCH = 2000  # rows a statement: large enough to be fast, small enough to stay out of the memory's way


class Appending:
    """How the records of another tool become entries."""

    session: Session
    stamp: Stamp
    uids: Callable[[], str]

    def append(self, escalation: Escalation, facts: Iterable[Fact]) -> tuple[Sequence[int], list[str]]:
        """Append the facts that are new by their identity in the other system.

        Returns the numbers of the entries written, and what the milestones among them break in their order.
        """
        escalation.refuse_when_closed()
        start = escalation.last_seq
        taken: list[Fact] = []
        rows = (self._row(escalation, fact) for fact in _new(facts, self._known(escalation), taken))
        # The table and not the class: an object a row would take five times as long.
        statement = insert(Entry.__table__)  # type: ignore[attr-defined]
        connection = self.session.connection()
        while batch := list(islice(rows, BATCH)):
            connection.execute(statement, batch)
        index_entries(connection, escalation, after=start)
        broken = escalation.take_in(taken, stamp=self.stamp)
        self.session.flush()
        return self._numbers(escalation, start, start + len(taken)), broken

    def records_of(self, numbers: Sequence[int]) -> Sequence[Entry]:
        """The entries with these numbers, in the order of writing."""
        if not numbers:
            return []
        query = select(Entry).where(col(Entry.id).between(numbers[0], numbers[-1])).options(*loaded_with(Entry))
        wanted = set(numbers)
        return [entry for entry in self.session.exec(query.order_by(col(Entry.seq))) if entry.number in wanted]

    def _known(self, escalation: Escalation) -> set[tuple[str, str]]:
        """The identities in other systems that this timeline holds already."""
        query = select(Entry.source, Entry.source_id).where(
            Entry.escalation_id == escalation.id,
            col(Entry.source).is_not(None),
        )
        return {(system, key) for system, key in self.session.exec(query) if system and key}

    def _row(self, escalation: Escalation, fact: Fact) -> dict[str, Any]:
        return {
            **row(fact, stamp=self.stamp),
            "uid": self.uids(),
            "account_id": escalation.account_id,
            "escalation_id": escalation.id,
            "seq": escalation.next_seq(),
            "automatic": False,
        }

    def _numbers(self, escalation: Escalation, after: int, last: int) -> Sequence[int]:
        query = select(col(Entry.id)).where(Entry.escalation_id == escalation.id, Entry.seq > after, Entry.seq <= last)
        return [number for number in self.session.exec(query.order_by(col(Entry.seq))) if number is not None]


def _new(facts: Iterable[Fact], known: set[tuple[str, str]], taken: list[Fact]) -> Iterator[Fact]:
    for fact in facts:
        if fact.source is not None:
            identity = (fact.source.system, fact.source.key)
            if identity in known:
                continue
            known.add(identity)
        taken.append(fact)
        yield fact
