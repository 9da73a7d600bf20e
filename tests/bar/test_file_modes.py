"""What is kept is its owner's alone, whatever the umask says."""

import os
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.story import Terminal


@pytest.fixture(params=[0o022, 0o000], ids=oct)
def mask(request: pytest.FixtureRequest) -> Iterator[int]:
    """A umask under which other programs make files that everyone can read, or write."""
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def mode(path: Path) -> str:
    return oct(stat.S_IMODE(path.stat().st_mode))


def test_store_journal_texts_and_documents_are_their_owners_alone(
    mask: int, newcomer: Terminal, tmp_path: Path
) -> None:
    assert newcomer.say("open", "acme", "Exports stopped").code == 0
    holder = sqlite3.connect(newcomer.home / "warroom.db")
    holder.execute("SELECT count(*) FROM entry").fetchone()  # keeps the journal there
    assert newcomer.say("log", "a note").code == 0
    assert newcomer.say("log", "a text that fails", "--at", "13/13").code == 2
    report = tmp_path / "report.md"
    assert newcomer.say("postmortem", "-o", str(report)).code == 0
    assert newcomer.say("postmortem", "-o", str(report), "--force").code == 0
    home = newcomer.home
    (saved,) = (home / "state" / "saved").iterdir()
    journals = [home / "warroom.db-wal", home / "warroom.db-shm"]
    files = [home / "warroom.db", *journals, saved, report]
    modes = {path.name: mode(path) for path in (home, home / "state", home / "state" / "saved", *files)}
    holder.close()
    print(f"umask {mask:03o}: {modes}")
    assert [mode(path) for path in (home, home / "state", home / "state" / "saved")] == ["0o700"] * 3
    assert [modes[path.name] for path in files] == ["0o600"] * 5


def test_settings_and_memory_are_their_owners_alone(mask: int, newcomer: Terminal) -> None:
    newcomer.say("open", "acme", "Exports stopped")
    assert newcomer.say("config", "timezone", "Europe/Berlin").code == 0
    others = {path.name: mode(path) for path in newcomer.home.rglob("*") if path.is_file()}
    print(f"umask {mask:03o}: {others}")
    assert all(int(found, 8) & 0o022 == 0 for found in others.values())
