"""How a transaction comes to a store: seen to be ours and in shape, and every fault of it put in words."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from warroom.store import schema
from warroom.store.engine import sqlite_engine
from warroom.store.faults import BUSY_SECONDS, faults_worded

# What was done to the store on the way, for the person to know; and where its transactions begin.
Ready = tuple[list[str], Engine]


@contextmanager
def to_write(path: Path, *, patience: float = BUSY_SECONDS) -> Iterator[Ready]:
    """Transactions that write: they hold the write lock from their first moment. Raises StoreBusy or StoreUnusable.

    ``patience``: how many seconds another process is waited for.
    """
    with faults_worded(path, waited=patience):
        remarks = schema.ready(path, patience=patience)
        yield remarks, sqlite_engine(path, write=True, patience=patience)


@contextmanager
def to_read(path: Path) -> Iterator[Ready]:
    """Transactions that only read. Raises StoreUnusable."""
    with faults_worded(path):
        remarks, immutable = _readable(path)
        yield remarks, sqlite_engine(path, write=False, immutable=immutable)


def _readable(path: Path) -> tuple[list[str], bool]:
    """See that the store can be read: what to say of it, and whether only the file as it lies there can be.

    SQLite needs a journal beside the file even to read it, and cannot make one in a folder that is not ours to write.
    """
    try:
        return schema.ready(path), False
    except sqlite3.OperationalError:
        writable = os.access(path.parent, os.W_OK)
        if writable or schema.stored_version(path, immutable=True) != schema.VERSION:
            raise
    return [f"The folder of the store is read-only: what is told of {path} may be stale."], True
