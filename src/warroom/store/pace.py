"""What decides how often one has to speak, read by columns for records and lists alike."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from warroom.domain import Entry
from warroom.domain.change import PACE, Change
from warroom.domain.entry import ABOUT
from warroom.vocabulary import EntryKind


def changes(connection: Connection, escalations: Iterable[int]) -> dict[int, list[Change]]:
    """The changes of pace, by the number of the escalation, in the order of writing."""
    table = Entry.__table__.c  # type: ignore[attr-defined]
    about_the_whole = (table[column].is_(None) for column in ABOUT)
    query = select(table.escalation_id, table.recorded_at, table.data).where(
        table.escalation_id.in_(list(escalations)),
        table.kind == EntryKind.CHANGE,
        table.automatic,
        table.data["field"].as_string().in_(PACE),
        *about_the_whole,
    )
    found: dict[int, list[Change]] = {}
    for number, at, data in connection.execute(query.order_by(table.escalation_id, table.seq)):
        found.setdefault(number, []).append(Change(at, data["field"], data.get("old"), data.get("new")))
    return found
