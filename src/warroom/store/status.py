"""What is known of the store as a whole."""

import os
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from warroom.store import schema
from warroom.store.engine import sqlite_engine
from warroom.store.faults import faults_worded
from warroom.store.file import is_there

_SETTINGS = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "trusted_schema")


def status(path: Path) -> dict[str, Any]:
    """Where the store is, which schema it has, and how SQLite keeps it. Raises StoreUnusable."""
    with faults_worded(path):
        record: dict[str, Any] = {"store": str(path), "known_schema": schema.VERSION, "sqlite": sqlite3.sqlite_version}
        if not is_there(path):
            return {**record, "schema": None}
        immutable = not os.access(path.parent, os.W_OK)  # without a journal, this too is read as it lies there
        with sqlite_engine(path, write=False, immutable=immutable).connect() as connection:
            settings = {name: _setting(connection, name) for name in _SETTINGS}
            record["schema"] = schema.version_of(connection)
        journal = path.with_name(f"{path.name}-wal")
        sizes = {"bytes": path.stat().st_size, "journal_bytes": journal.stat().st_size if journal.exists() else 0}
        return {**record, **settings, **sizes}


def _setting(connection: Connection, name: str) -> Any:
    return connection.execute(text(f"PRAGMA {name}")).scalar_one()
