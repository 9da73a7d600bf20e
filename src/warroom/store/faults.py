"""What a database says when it cannot go on, in the words and exit codes of the war room."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DatabaseError, OperationalError

from warroom.errors import StoreBusy, StoreUnusable, WarroomError

BUSY_SECONDS = 30.0

# What SQLite's messages begin with or hold, and what it means for the person who reads it. SQLite says "disk I/O
# error" for a full disk as well (a file size limit, a quota), so both lead to the same advice.
_MEANINGS = (
    (("database or disk is full", "disk i/o error"), "store_full"),
    (("readonly database", "read-only", "unable to open database file"), "store_read_only"),
    (("malformed", "not a database", "no such table", "no such column", "file is encrypted"), "store_damaged"),
)


@contextmanager
def faults_worded(path: Path, *, waited: float = BUSY_SECONDS) -> Iterator[None]:
    """Turn what the database raises into StoreBusy or StoreUnusable; anything else passes unchanged."""
    try:
        yield
    except (OperationalError, DatabaseError) as error:
        raise worded(str(error.orig or ""), path, waited=waited) or error from error
    except sqlite3.Error as error:
        raise worded(str(error), path, waited=waited) or error from error
    except OSError as error:
        raise _of_file(error, path) or error from error


def worded(message: str, path: Path, *, waited: float = BUSY_SECONDS) -> WarroomError | None:
    """The failure that a message of SQLite means; None when it means none of those a user can meet."""
    said = message.casefold()
    if "locked" in said or "busy" in said:
        return StoreBusy(str(path), waited)
    meaning = next((kind for words, kind in _MEANINGS if any(word in said for word in words)), None)
    return None if meaning is None else _UNUSABLE[meaning](path)


def _full(path: Path) -> StoreUnusable:
    return StoreUnusable(
        f"The disk of the store {path} is full (or cannot be written). Nothing was written.",
        "Free some space on it and try again.",
        kind="store_full",
    )


def read_only(path: Path) -> StoreUnusable:
    """The store can be read at most."""
    return StoreUnusable(
        f"The store is read-only: {path}. Nothing was written.",
        "Make the file and its folder writable for you, or name another store in WARROOM_DB.",
        kind="store_read_only",
    )


def damaged(path: Path) -> StoreUnusable:
    """The file is there, but it is not a whole store."""
    return StoreUnusable(
        f"The store {path} is damaged. It was left as it is.",
        "Move it aside and put a backup copy in its place.",
        kind="store_damaged",
    )


_UNUSABLE = {"store_full": _full, "store_read_only": read_only, "store_damaged": damaged}


def _of_file(error: OSError, path: Path) -> WarroomError | None:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return _full(path)
    return read_only(path) if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS) else None
