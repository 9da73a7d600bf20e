"""What a killed creation of a store left behind is swept when a store is made; a creation under way is left alone."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.story import Terminal

HEX = "0123456789abcdef"


def made(path: Path, *, minutes: int) -> Path:
    path.write_bytes(b"half a store")
    then = path.stat().st_mtime - minutes * 60
    os.utime(path, (then, then))
    return path


def test_old_halves_go_and_all_else_stays(newcomer: Terminal) -> None:
    home = newcomer.home
    home.mkdir()
    old = [made(home / f".warroom.db.{HEX}.new{end}", minutes=61) for end in ("", "-wal", "-shm", "-journal")]
    kept = [
        made(home / f".warroom.db.{HEX[::-1]}.new", minutes=59),
        made(home / ".warroom.db.0123456789abcdeg.new", minutes=99),
        made(home / ".warroom.db.0123.new", minutes=99),
        made(home / f".other.db.{HEX}.new", minutes=99),
        made(home / f".warroom.db.{HEX}.new.md", minutes=99),
        made(home / f"warroom.db.{HEX}.new", minutes=99),
    ]
    assert newcomer.say("open", "acme", "Exports stopped").code == 0
    assert [path for path in old if path.exists()] == []
    assert [path for path in kept if not path.exists()] == []
    with closing(sqlite3.connect(home / "warroom.db")) as store:
        assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_name_with_marks_of_a_pattern_is_taken_as_it_is(newcomer: Terminal) -> None:
    newcomer.home.mkdir()
    kept = made(newcomer.home / f".warroom.db.{HEX}.new", minutes=99)
    newcomer.extra["WARROOM_DB"] = str(newcomer.home / "*.db")
    assert newcomer.say("open", "acme", "Exports stopped").code == 0
    assert kept.exists()
