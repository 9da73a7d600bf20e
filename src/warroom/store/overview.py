"""The list of escalations, over which a person looks most often.

It is read by columns, not as records: to make records, SQLAlchemy first works out every relation of every table, and
that costs a tenth of the command.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, Row, Select, Table, select
from sqlmodel import SQLModel

from warroom.domain import Account, Contact, Escalation, Outline, Person
from warroom.store import access, pace
from warroom.store.pace import Pace
from warroom.vocabulary import ASKING_STATUSES, Rag, Severity, Status


def table_of(record: type[SQLModel]) -> Table:
    """The table behind a record."""
    return cast(Table, record.__table__)  # type: ignore[attr-defined]


_ESCALATION, _ACCOUNT, _OWNER, _CONTACT = (table_of(record) for record in (Escalation, Account, Person, Contact))


class Overview:
    """What the list of escalations reads."""

    def __init__(self, connection: Connection, remarks: Sequence[str] = ()) -> None:
        self._connection = connection
        # What the store did on the way that the person should know, such as that it was upgraded.
        self.remarks = remarks

    def escalations(
        self,
        *,
        every: bool = False,
        owner: str | None = None,
        account: str | None = None,
        rag: Rag | None = None,
        status: Status | None = None,
        severity: Severity | None = None,
    ) -> list[Outline]:
        """Open and requested escalations, or ``every`` one, the worst and then the oldest first.

        ``owner`` is a handle, ``account`` the slug of a known one.
        """
        columns = _ESCALATION.c
        joined = _ESCALATION.join(_ACCOUNT).outerjoin(_OWNER, _OWNER.c.id == columns.owner_id)
        joined = joined.outerjoin(_CONTACT, _CONTACT.c.id == columns.deescalated_by_id)
        agreed = _CONTACT.c.slug.label("agreed")
        named = (_ACCOUNT.c.slug, _ACCOUNT.c.timezone, _OWNER.c.handle, agreed)
        query: Select[Any] = select(_ESCALATION, *named).select_from(joined)
        if not every and status is None:
            query = query.where(columns.status.in_(sorted(ASKING_STATUSES)))
        wanted = {
            _OWNER.c.handle: owner,
            _ACCOUNT.c.slug: account,
            columns.rag: rag,
            columns.status: status,
            columns.severity: severity,
        }
        query = query.where(*(column == value for column, value in wanted.items() if value is not None))
        rows = self._columns(query.order_by(columns.severity, columns.id))
        return [Outline(cast(Any, row), row.slug, row.handle, row.agreed, row.timezone) for row in rows]

    def paces(self, escalations: Iterable[int]) -> dict[int, Pace]:
        """What the clock of each customer is read off, by the number of the escalation."""
        return pace.paces(self._connection, escalations)

    def _columns(self, query: Select[Any]) -> Sequence[Row[Any]]:
        return self._connection.execute(query).all()


@contextmanager
def overview(path: Path) -> Iterator[Overview]:
    """An overview of the store, of one moment. Raises StoreUnusable."""
    with access.to_read(path) as (remarks, engine), engine.begin() as connection:
        yield Overview(connection, remarks)
