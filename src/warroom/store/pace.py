"""What decides how often one has to speak, read by columns for records and lists alike.

It is asked for on every look at the list, and putting the statement together from its columns would cost more than
SQLite takes to answer it: so the statement is written out.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import JSON, Connection, Integer, Row, TextClause, bindparam, text
from sqlalchemy.types import TypeEngine

from warroom.domain.change import PACE, Change
from warroom.domain.columns import Prose, UtcTime, Words
from warroom.domain.entry import ABOUT
from warroom.vocabulary import Audience, EntryKind, Precision, UpdateKind, UpdateStatus

_TOLD = f"status IN ('{UpdateStatus.SENT}', '{UpdateStatus.SKIPPED}') AND audience = '{Audience.CUSTOMER}'"

# Each part gives the same columns in the same order, NULL where it tells nothing by one. Told is the newest alone.
_LAST_WORDS = f"""\
SELECT 'update' AS what, id, escalation_id, id AS place, next_at, next_precision, next_offset, kind, status,
       created_at, sent_at, NULL AS ended_at, NULL AS rhythm, NULL AS data
FROM "update"
WHERE {_TOLD} AND (escalation_id, coalesce(sent_at, created_at)) IN (
    SELECT escalation_id, max(coalesce(sent_at, created_at)) FROM "update"
    WHERE {_TOLD} AND escalation_id IN :escalations GROUP BY escalation_id)
"""
_PLANS = f"""\
SELECT 'line' AS what, id, escalation_id, id AS place, NULL AS next_at, NULL AS next_precision, NULL AS next_offset,
       NULL AS kind, NULL AS status, created_at, NULL AS sent_at, ended_at, rhythm, NULL AS data
FROM cadence
WHERE audience = '{Audience.CUSTOMER}' AND escalation_id IN :escalations
"""
# About nothing is asked of all at once: by the index of one alone SQLite reads every entry that names no action.
_CHANGES = f"""\
SELECT 'change' AS what, id, escalation_id, seq AS place, NULL AS next_at, NULL AS next_precision, NULL AS next_offset,
       NULL AS kind, NULL AS status, recorded_at AS created_at, NULL AS sent_at, NULL AS ended_at, NULL AS rhythm, data
FROM entry
WHERE escalation_id IN :escalations AND kind = '{EntryKind.CHANGE}' AND automatic
      AND json_extract(data, '$.field') IN ({", ".join(f"'{name}'" for name in PACE)})
      AND coalesce({", ".join(ABOUT)}) IS NULL
"""
# As the tables have them, which a list need not know beside the statement.
TYPES: dict[str, TypeEngine[Any]] = {
    "next_at": UtcTime(), "next_precision": Words(Precision), "next_offset": Integer(), "kind": Words(UpdateKind),
    "status": Words(UpdateStatus), "created_at": UtcTime(), "sent_at": UtcTime(), "ended_at": UtcTime(),
    "rhythm": Prose(), "data": JSON(),
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
    for row in _in_order(connection, numbers, _LAST_WORDS, _PLANS, _CHANGES):
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
    for row in _in_order(connection, list(escalations), _CHANGES):
        found.setdefault(row.escalation_id, []).append(_change(row))
    return found


def _in_order(connection: Connection, escalations: list[int], *parts: str) -> list[Row[Any]]:
    """The rows in the order of writing. Asked to sort, SQLite goes by the index of that order and reads every entry."""
    whole: TextClause = text("UNION ALL\n".join(parts)).bindparams(bindparam("escalations", expanding=True))
    read = whole.columns(**TYPES)
    return sorted(connection.execute(read, {"escalations": escalations}), key=lambda row: row.place)


def _change(row: Row[Any]) -> Change:
    return Change(row.created_at, row.data["field"], row.data.get("old"), row.data.get("new"))
