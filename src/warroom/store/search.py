"""Finding what was typed: a literal search over every record, by an index and not by reading everything."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, func, inspect, or_, select, text
from sqlmodel import Session, col

from warroom.domain import (
    Account,
    Action,
    Contact,
    Criterion,
    Entry,
    Escalation,
    Hypothesis,
    Identified,
    Member,
    Person,
    Promise,
    Request,
    Update,
    as_amended,
)
from warroom.domain.readable import readable
from warroom.store.loading import loaded_with
from warroom.vocabulary import Audience, UpdateStatus

# A row of the index has this many times the number of its kind, and the number of its record.
KIND = 1_000_000_000_000
# Texts shorter than this are no whole run of the index; they are looked for in the index's own texts.
RUN = 3
# So many records of a kind are looked at for a reader who may not read all of them.
_MOST = 10_000

# What an entry's details hold that a person typed in words; the rest are words of the vocabulary, figures and times.
_WORDS = ("unit", "not_affected", "tradeoff", "workaround")

_TYPED: dict[type[Identified], tuple[int, tuple[str, ...]]] = {
    Escalation: (1, ("title", "customer_title", "summary", "product", "component", "links")),
    Entry: (2, ("text", "customer_text", "why", "evidence", "source_id", "data")),
    Action: (3, ("text", "customer_text", "blocked_why", "evidence", "source_id", "links")),
    Update: (4, ("subject", "body")),
    Promise: (5, ("text", "agreed", "told", "why", "evidence")),
    Request: (6, ("text", "customer_text", "answer_text", "why", "evidence")),
    Hypothesis: (7, ("text", "customer_text", "why", "evidence")),
    Criterion: (8, ("text", "why", "evidence")),
}
_NAMED: dict[type[Identified], tuple[str, ...]] = {
    Account: ("slug", "name"),
    Contact: ("slug", "name", "email", "notes"),
    Person: ("handle", "name", "email", "title"),
    Member: ("need",),
}


def keep_found(session: Session, context: Any) -> None:
    """After each flush: index what was typed in new records, and anew where it changed."""
    touched: dict[type[Identified], list[int]] = {}
    for record in (*session.new, *session.dirty):
        if type(record) in _TYPED and _is_retyped(record):
            touched.setdefault(type(record), []).append(record.number)
    for table, numbers in touched.items():
        _index(session.connection(), table, f"id IN ({', '.join(map(str, numbers))})")


def _is_retyped(record: Identified) -> bool:
    state: Any = inspect(record)
    if isinstance(record, Entry) and record.automatic and record.why is None:
        return False  # it repeats what was typed elsewhere
    return any(state.attrs[name].history.has_changes() for name in _TYPED[type(record)][1])


def index_entries(connection: Connection, escalation: Escalation, *, after: int) -> None:
    """Index entries that were written without objects: those of a timeline above a number."""
    _index(connection, Entry, f"escalation_id = {escalation.number} AND seq > {after}")


def index_everything(connection: Connection) -> None:
    """Make the index anew: for a store whose index was made by an older program, which looked at less."""
    connection.execute(text("DELETE FROM search"))
    for table in _TYPED:
        _index(connection, table, "true")


def _index(connection: Connection, table: type[Identified], which: str) -> None:
    """Index the rows of a table, as they stand in it."""
    kind, names = _TYPED[table]
    typed = " || char(10) || ".join(f"coalesce({_SQL.get(name, name)}, '')" for name in names)
    if table is Entry:  # of what the tool wrote itself, only the reason was typed there
        typed = f"CASE WHEN automatic THEN why ELSE {typed} END"
        which = f"({which}) AND (NOT automatic OR why IS NOT NULL)"
    rows = f'SELECT {kind * KIND} + id, {typed} FROM "{table.__tablename__}" WHERE {which}'
    connection.execute(text(f"REPLACE INTO search (rowid, typed) {rows}"))


def _values(column: str, which: str = "true") -> str:
    """The values of a column that holds JSON, one a line."""
    whole = f"CASE WHEN json_valid({column}) THEN {column} END"
    return f"(SELECT group_concat(value, char(10)) FROM json_each({whole}) WHERE {which})"


# What is not typed as it stands in its column.
_SQL = {
    "source_id": "source || ':' || source_id",
    "links": _values("links"),
    "data": _values("data", f"key IN ({', '.join(map(repr, _WORDS))})"),
}


class Search:
    """How what was typed is found again."""

    session: Session

    def find(self, words: str, *, reader: Audience | None, limit: int) -> list[Identified]:
        """Records in which the very text was typed, whatever its case, the newest first.

        Only what ``reader`` may read, in words of theirs; without one, all but what is legal.
        """
        most = limit if reader is None else _MOST  # what this reader may not read takes no place from what they may
        found = [record for table in _TYPED for record in self._of_kind(table, words, limit=most)]
        hidden = self._hidden([record for record in found if isinstance(record, Entry)], reader or Audience.EXECUTIVE)
        outdated = self._outdated([record for record in found if isinstance(record, Update)])
        shown = [
            record
            for record in found
            if not (isinstance(record, Entry) and record.number in hidden)
            and not (isinstance(record, Update) and record.number in outdated)
        ]
        every = [*shown, *self._people(words)]
        read = every if reader is None else [record for record in every if _is_read(record, reader, words)]
        return sorted(read, key=_when, reverse=True)[:limit]

    def _hidden(self, entries: Sequence[Entry], reader: Audience) -> set[int]:
        """Entries that the reader may not read, as they were found or as they were corrected later."""
        firsts = {entry.amends_id or entry.number for entry in entries}
        versions = select(Entry).where(or_(col(Entry.id).in_(firsts), col(Entry.amends_id).in_(firsts)))
        lines = as_amended(self.session.execute(versions).scalars())
        closed = {line.first.number for line in lines if line.last.audience not in reader.may_read}
        return {
            entry.number
            for entry in entries
            if entry.audience not in reader.may_read or (entry.amends_id or entry.number) in closed
        }

    def _outdated(self, updates: Sequence[Update]) -> set[int]:
        """Drafts that were never sent and that a newer text for the same reader has taken the place of."""
        drafts = [update for update in updates if update.status is UpdateStatus.DRAFT]
        if not drafts:
            return set()
        newest = select(col(Update.escalation_id), col(Update.audience), func.max(col(Update.id)))
        newest = newest.where(col(Update.escalation_id).in_({draft.escalation_id for draft in drafts}))
        rows = self.session.execute(newest.group_by(col(Update.escalation_id), col(Update.audience)))
        last = {(escalation, audience): number for escalation, audience, number in rows}
        return {draft.number for draft in drafts if last[draft.escalation_id, draft.audience] != draft.id}

    def _people(self, words: str) -> Iterator[Identified]:
        """Accounts, people and what is needed of them: few, so their texts are read."""
        for table, names in _NAMED.items():
            told = or_(*(col(getattr(table, name)).icontains(words, autoescape=True) for name in names))
            yield from self.session.execute(select(table).where(told).options(*loaded_with(table))).scalars()

    def _of_kind(self, table: type[Identified], words: str, *, limit: int) -> Sequence[Any]:
        kind = _TYPED[table][0]
        numbers = [row - kind * KIND for row in self._rows(kind, words, limit=limit)]
        if not numbers:
            return []
        query = select(table).where(col(table.id).in_(numbers)).options(*loaded_with(table))
        return self.session.execute(query).scalars().all()

    def _rows(self, kind: int, words: str, *, limit: int) -> Iterator[int]:
        # In quotes nothing is an operator to the index, and % and _ are letters to instr.
        quoted = '"' + words.replace('"', '""') + '"'
        literal = "instr(lower(typed), lower(:words)) > 0" if len(words) < RUN else "search MATCH :quoted"
        within = "rowid > :low AND rowid < :high ORDER BY rowid DESC LIMIT :limit"
        query = text(f"SELECT rowid FROM search WHERE {literal} AND {within}")
        terms = {"words": words, "quoted": quoted, "low": kind * KIND, "high": (kind + 1) * KIND, "limit": limit}
        used = {name: value for name, value in terms.items() if f":{name}" in query.text}
        return (row for (row,) in self.session.execute(query, used))


def _is_read(record: Identified, reader: Audience, words: str) -> bool:
    texts = readable(record, reader)
    return texts is None or any(words.casefold() in text.casefold() for text in texts)


def _when(record: Any) -> tuple[Any, int]:
    return (record.recorded_at if isinstance(record, Entry) else record.created_at), record.number
