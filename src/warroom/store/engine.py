"""Connections to the store, by the one recipe that loses nothing and numbers nothing twice."""

import logging
import sqlite3
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import NullPool

from warroom.store.faults import BUSY_SECONDS

# synchronous FULL: in WAL mode, NORMAL loses acknowledged entries when the power fails. trusted_schema off: a store
# from someone else may hold views and triggers. query_only: a reading command cannot write by mistake.
_SETTINGS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",
    "PRAGMA trusted_schema = OFF",
)

# When a signal comes while a connection is closed, SQLAlchemy would write a traceback over our answer.
logging.getLogger("sqlalchemy").addHandler(logging.NullHandler())


@cache
def sqlite_engine(path: Path, *, write: bool, immutable: bool = False, patience: float = BUSY_SECONDS) -> Engine:
    """An engine whose transactions begin at once with the write lock, or only read.

    A deferred transaction that upgrades to a write fails without waiting, whatever the busy timeout; so writes begin
    IMMEDIATE. ``immutable`` reads a store in a folder where SQLite can make no journal; it may be stale.
    ``patience``: how many seconds another process is waited for.
    One engine a store: it keeps the statements that were compiled, so that none is compiled under the write lock twice.
    """
    address = f"file:{quoted(path)}?mode={'rw' if write else 'ro'}{'&immutable=1' if immutable else ''}"
    engine = create_engine(
        "sqlite://", creator=lambda: _connect(address, patience), poolclass=NullPool, hide_parameters=True
    )

    @event.listens_for(engine, "connect")
    def settle(connection: Any, record: Any) -> None:
        for statement in (*_SETTINGS, "PRAGMA journal_mode = WAL" if write else "PRAGMA query_only = ON"):
            connection.execute(statement)

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


def _connect(address: str, patience: float) -> sqlite3.Connection:
    # The driver begins no transaction of its own; we say when (and the driver's default changes in Python 3.16).
    return sqlite3.connect(address, uri=True, timeout=patience, isolation_level=None)


def quoted(path: Path) -> str:
    """The path in a URI: the three characters that would end it."""
    return str(path.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
