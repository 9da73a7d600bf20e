"""The store as a file: is it there, is it ours, is it whole. A known path is never silently made anew."""

import os
import secrets
import stat
from contextlib import suppress
from glob import escape
from pathlib import Path

from warroom.errors import StoreUnusable

# "WARM" in ASCII: SQLite keeps it in the file's header, and file(1) can tell a store by it.
APPLICATION_ID = 0x5741524D
_MAGIC = b"SQLite format 3\0"
_HEADER = 100  # bytes; the application id stands at 68
# Half a store of a process that was killed is swept when the next one is made.
_ORPHANED = 3600.0  # seconds
_PARTS = (".new", ".new-journal", ".new-wal", ".new-shm")


def path_of(url: str) -> Path:
    """The file that ``url`` names: a path, or ``sqlite:///PATH``. Raises StoreUnusable for other databases."""
    scheme, separator, rest = url.partition("://")
    if not separator:
        return Path(url).expanduser()
    if scheme.partition("+")[0] == "sqlite" and rest.startswith("/") and rest != "/":
        return Path(rest[1:]).expanduser()
    raise StoreUnusable(
        f"A store of the kind {scheme.partition('+')[0]} cannot be used: only SQLite files can.",
        "Set WARROOM_DB to a path, or leave it unset.",
        kind="store_kind",
    )


def is_there(path: Path) -> bool:
    """Whether there is a store at ``path``. Raises StoreUnusable when what is there is not a whole store of ours."""
    try:
        found = path.stat()
    except FileNotFoundError:
        _refuse_orphaned_journal(path)
        return False
    except NotADirectoryError:
        raise foreign(path, "its folder is not a folder") from None
    if not stat.S_ISREG(found.st_mode):
        raise foreign(path, "it is not a file")
    # Reading first and asking SQLite later: SQLite would take an emptied file for a new database.
    with path.open("rb") as file:
        header = file.read(_HEADER)
    if len(header) < _HEADER:
        raise _emptied(path, found.st_size)
    if header[:16] != _MAGIC or int.from_bytes(header[68:72]) != APPLICATION_ID:
        raise foreign(path, "it was not written by warroom")
    return True


def _refuse_orphaned_journal(path: Path) -> None:
    journal = path.with_name(path.name + "-wal")
    if journal.exists() and journal.stat().st_size:
        raise StoreUnusable(
            f"The store {path} is gone, but its journal {journal.name} is still there. Nothing was made anew.",
            "Put the store back from a backup; or, to begin with an empty one, move the journal away.",
            kind="store_missing",
        )


def _emptied(path: Path, size: int) -> StoreUnusable:
    return StoreUnusable(
        f"The store {path} has been emptied: {size} bytes are left of it. It was left as it is.",
        "Put a backup in its place; or, to begin with an empty one, move the file away.",
        kind="store_emptied",
    )


def foreign(path: Path, why: str) -> StoreUnusable:
    """What is there was not made by this program."""
    return StoreUnusable(
        f"{path} is not a store of warroom: {why}. It was left as it is.",
        "Name another file in WARROOM_DB, or move this one away.",
        kind="store_foreign",
    )


def make_folder(path: Path) -> None:
    """The store's own folder, readable by its owner alone; one that exists is left as it is."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)


def scratch_beside(path: Path) -> Path:
    """An empty file of ours alone beside ``path``: SQLite gives its journals the same mode."""
    scratch = path.with_name(f".{path.name}.{secrets.token_hex(8)}.new")
    os.close(os.open(scratch, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    _sweep(path, now=scratch.stat().st_mtime)
    return scratch


def _sweep(path: Path, *, now: float) -> None:
    """Take away what a killed creation left; one under way is younger, and its journal is written to."""
    for orphan in path.parent.glob(f".{escape(path.name)}.{'[0-9a-f]' * 16}.new*"):
        if orphan.name.endswith(_PARTS):
            with suppress(OSError):
                if now - orphan.lstat().st_mtime > _ORPHANED:
                    orphan.unlink()


def put_in_place(scratch: Path, path: Path) -> None:
    """Give a finished store its name. Of several processes that make one at once, the first wins and all go on."""
    try:
        os.link(scratch, path)
    except FileExistsError:
        pass  # another process was first; its store is whole, since it too got its name last
    finally:
        scratch.unlink()


def newer(path: Path, found: int, known: int) -> StoreUnusable:
    """The store knows more than this program."""
    return StoreUnusable(
        f"The store {path} was written by a newer warroom (schema {found} > {known}). It was left as it is.",
        "Upgrade warroom, or name another store in WARROOM_DB.",
        kind="store_newer",
    )


__all__ = ["APPLICATION_ID", "foreign", "is_there", "make_folder", "newer", "path_of", "put_in_place", "scratch_beside"]
