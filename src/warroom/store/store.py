"""One transaction on the store: find records, let them move, commit when the block ends."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, event
from sqlmodel import Session

from warroom.domain import Identified, Stamp
from warroom.store import access
from warroom.store.appending import Appending
from warroom.store.faults import BUSY_SECONDS
from warroom.store.listings import Listings
from warroom.store.names import Names
from warroom.store.overview import Overview
from warroom.store.owing import Owing
from warroom.store.search import Search, keep_found


def random_uid() -> str:
    """An identity that no other record has, in any store."""
    return secrets.token_hex(16)


class Store(Names, Listings, Owing, Appending, Search):
    """What a command can ask of the store within one transaction."""

    def __init__(self, session: Session, stamp: Stamp, *, uids: Callable[[], str] = random_uid) -> None:
        self.session = session
        self.stamp = stamp
        self.uids = uids
        # What the store did on the way that the person should know, such as making someone's acquaintance.
        self.remarks: list[str] = []
        event.listen(session, "before_flush", self._identify)
        event.listen(session, "after_flush", keep_found)

    @property
    def overview(self) -> Overview:
        """What the list of escalations reads, within this transaction."""
        return Overview(self.session.connection())

    def settle(self) -> None:
        """Write what the moves did so far, so that new records have their numbers."""
        self.session.flush()

    def _identify(self, session: Session, *_: object) -> None:
        for record in session.new:
            if isinstance(record, Identified):
                record.identify(self.uids)


@contextmanager
def writing(path: Path, stamp: Stamp, *, patience: float = BUSY_SECONDS) -> Iterator[Store]:
    """A transaction that writes: it holds the write lock from its first moment and commits when the block ends.

    Another process that holds it is waited for, for ``patience`` seconds. Raises StoreBusy or StoreUnusable; on any
    exception nothing is written.
    """
    with access.to_write(path, patience=patience) as (remarks, engine), _session(engine) as session:
        store = Store(session, stamp)
        store.remarks += remarks
        yield store
        session.commit()


@contextmanager
def reading(path: Path, stamp: Stamp) -> Iterator[Store]:
    """A transaction that only reads, one moment of the store. Raises StoreUnusable."""
    with access.to_read(path) as (remarks, engine), _session(engine) as session:
        store = Store(session, stamp)
        store.remarks += remarks
        yield store


def _session(engine: Engine) -> Session:
    return Session(engine, expire_on_commit=False, autoflush=False)
