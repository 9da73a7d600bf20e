"""Small files that are whole or not there: settings, what is remembered, documents."""

import errno
import os
import re
import secrets
import shlex
import stat
from contextlib import suppress
from glob import escape
from pathlib import Path

# A half-written file of a process that was killed is swept by the next writer, once no living one can own it.
_ORPHANED = 600.0  # seconds
# What a file system without hard links says of one.
_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK})


def put(path: Path, text: str, *, over: bool = True) -> None:
    """Write a file in one step, for its owner alone; what stood there stays until the new one is on the disk.

    Raises OSError; then nothing is left of the new one. Without ``over`` that is FileExistsError where anything stands.
    """
    scratch = path.with_name(f".{path.name[:100]}.{secrets.token_hex(8)}.new")
    try:
        _write(scratch, text)
        if over:
            scratch.replace(path)
        else:
            _name(scratch, path, text)
    except BaseException:
        scratch.unlink(missing_ok=True)
        raise
    _settle(path.parent)
    _sweep(path, scratch)


def _write(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _name(scratch: Path, path: Path, text: str) -> None:
    """Give a written file its name, which must be free: looking first would leave a moment for somebody else."""
    try:
        os.link(scratch, path)
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _write_new(path, text)
    scratch.unlink()


def _write_new(path: Path, text: str) -> None:
    """Where a disk knows no links: written at its own name, which only a kill could leave half written."""
    try:
        _write(path, text)
    except FileExistsError:
        raise
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def exposed(path: Path, *, group: bool = True) -> tuple[str, str] | None:
    """Why what stands at ``path`` may be somebody else's work, and the way out; None when it is ours alone.

    ``group``: whether it matters that our group can write it.
    """
    if not hasattr(os, "geteuid"):  # elsewhere the mode of a file says nothing
        return None
    known = path.stat()
    if known.st_uid not in (os.geteuid(), 0):
        return "belongs to someone else", "Take a copy of your own."
    if known.st_mode & (stat.S_IWOTH | (stat.S_IWGRP if group else 0)):
        return "can be written by others", f"If it is as you left it:  chmod go-w {shlex.quote(str(path))}"
    return None


def place_of(key: str, source: str, file: Path) -> str:
    """The file and the line on which a TOML key or its table stands; only the file for one written in escapes."""
    begins = re.compile(rf"""\s*(\[+\s*)?(["']?){re.escape(key)}\2\s*[]=.]""")  # the parser does not tell
    lines = (number for number, line in enumerate(source.splitlines(), start=1) if begins.match(line))
    return f"{file}, line {number}" if (number := next(lines, None)) else str(file)


def _settle(folder: Path) -> None:
    """See the new name on the disk too; where a folder cannot be synced, the file is whole all the same."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _sweep(path: Path, scratch: Path) -> None:
    now = path.stat().st_mtime
    for orphan in path.parent.glob(f".{escape(path.name[:100])}.????????????????.new"):
        with suppress(OSError):
            if orphan != scratch and now - orphan.stat().st_mtime > _ORPHANED:
                orphan.unlink()
