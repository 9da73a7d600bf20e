"""What decides how often one has to speak, read by columns for records and lists alike."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    Connection,
    Executable,
    Row,
    Select,
    and_,
    func,
    literal_column,
    null,
    select,
    type_coerce,
    union_all,
)

from warroom.domain import Cadence, Entry, Update
from warroom.domain.change import PACE, Change
from warroom.domain.entry import ABOUT
from warroom.vocabulary import Audience, EntryKind, UpdateStatus

_UPDATE = Update.__table__.c  # type: ignore[attr-defined]
_CADENCE = Cadence.__table__.c  # type: ignore[attr-defined]
_ENTRY = Entry.__table__.c  # type: ignore[attr-defined]

# What the parts of the union share: each has the same columns in the same order, NULL where it tells nothing by one.
_COLUMNS = {
    "next_at": _UPDATE.next_at, "next_precision": _UPDATE.next_precision, "next_offset": _UPDATE.next_offset,
    "kind": _UPDATE.kind, "status": _UPDATE.status, "created_at": _UPDATE.created_at, "sent_at": _UPDATE.sent_at,
    "ended_at": _CADENCE.ended_at, "rhythm": _CADENCE.rhythm, "data": _ENTRY.data,
}  # fmt: skip


@dataclass(slots=True)
class Pace:
    """What the clock of one customer is read off."""

    last: Any = None
    """What they were sent last, or what was left out for a reason since then."""
    lines: list[Any] = field(default_factory=list)
    """Every line of the plan for them that ever held, the oldest first."""
    changes: list[Change] = field(default_factory=list)
    """The changes of what decides how often one has to speak, in the order of writing."""


def paces(connection: Connection, escalations: Iterable[int]) -> dict[int, Pace]:
    """What the customer's clock is read off, by the number of the escalation: one statement, since each one costs."""
    numbers = list(escalations)
    found = {number: Pace() for number in numbers}
    query = union_all(_last_words(numbers), _plans(numbers), _changes(numbers))
    for row in _in_order(connection, query):
        pace = found[row.escalation_id]
        if row.what == "update":
            pace.last = row
        elif row.what == "line":
            pace.lines.append(row)
        else:
            pace.changes.append(_change(row))
    return found


def changes(connection: Connection, escalations: Iterable[int]) -> dict[int, list[Change]]:
    """The changes of pace, by the number of the escalation, in the order of writing."""
    found: dict[int, list[Change]] = {}
    for row in _in_order(connection, _changes(list(escalations))):
        found.setdefault(row.escalation_id, []).append(_change(row))
    return found


def _in_order(connection: Connection, query: Executable) -> list[Row[Any]]:
    """The rows in the order of writing. Asked to sort, SQLite goes by the index of that order and reads every entry."""
    return sorted(connection.execute(query), key=lambda row: row.place)


def _change(row: Row[Any]) -> Change:
    return Change(row.created_at, row.data["field"], row.data.get("old"), row.data.get("new"))


def _row(what: str, table: Any, place: Any, **columns: Any) -> Select[Any]:
    """One part of the union, with ``place`` for the order in it; typed NULLs, since the first part's types read all."""
    told = (columns.get(name, type_coerce(null(), column.type)).label(name) for name, column in _COLUMNS.items())
    return select(
        literal_column(f"'{what}'").label("what"),
        table.id,
        table.escalation_id.label("escalation_id"),
        place.label("place"),
        *told,
    )


def _last_words(escalations: list[int]) -> Select[Any]:
    told = _UPDATE.status.in_([UpdateStatus.SENT, UpdateStatus.SKIPPED])
    ours = and_(told, _UPDATE.audience == Audience.CUSTOMER, _UPDATE.escalation_id.in_(escalations))
    when = func.coalesce(_UPDATE.sent_at, _UPDATE.created_at)
    newest = select(_UPDATE.escalation_id, func.max(when).label("told_at")).where(ours)
    last = newest.group_by(_UPDATE.escalation_id).subquery()
    own = ("next_at", "next_precision", "next_offset", "kind", "status", "created_at", "sent_at")
    rows = _row("update", _UPDATE, _UPDATE.id, **{name: _UPDATE[name] for name in own})
    return rows.join(last, and_(_UPDATE.escalation_id == last.c.escalation_id, when == last.c.told_at)).where(ours)


def _plans(escalations: list[int]) -> Select[Any]:
    own = {name: _CADENCE[name] for name in ("created_at", "ended_at", "rhythm")}
    theirs = _CADENCE.audience == Audience.CUSTOMER
    return _row("line", _CADENCE, _CADENCE.id, **own).where(theirs, _CADENCE.escalation_id.in_(escalations))


def _changes(escalations: list[int]) -> Select[Any]:
    rows = _row("change", _ENTRY, _ENTRY.seq, created_at=_ENTRY.recorded_at, data=_ENTRY.data)
    return rows.where(
        _ENTRY.escalation_id.in_(escalations),
        _ENTRY.kind == EntryKind.CHANGE,
        _ENTRY.automatic,
        _ENTRY.data["field"].as_string().in_(PACE),
        # Asked of all at once: by the index of one alone SQLite reads every entry of the store that names no action.
        func.coalesce(*(_ENTRY[column] for column in ABOUT)).is_(None),
    )
