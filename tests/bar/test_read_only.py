"""A store that cannot be written: what can be read is read, and each writer says why it does not write."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.bar.forked import Forks
from tests.bar.limits import heed_modes
from tests.story import Answer, Terminal

READERS = [("list",), ("show",), ("timeline", "--all"), ("actions",), ("find", "exports"), ("postmortem",),
           ("db", "status")]  # fmt: skip
WRITERS = [
    ("log", "x"), ("do", "x"), ("done", "A1"), ("amend", "T3", "x", "--why", "x"), ("open", "acme", "x"),
    ("rag", "red"), ("sent", "internal"), ("person", "add", "@ines"),
]  # fmt: skip
FIXTURE = Path(__file__).parent.parent / "fixtures" / "schema-2.db"


@pytest.fixture
def store(tmp_path: Path, pipe: Terminal) -> Iterator[Path]:
    """A store with something in it, in a folder of its own, which no one may write."""
    pipe.say("open", "acme", "Exports stopped")
    pipe.say("do", "Stop the retries")
    pipe.say("log", "a note")
    path = tmp_path / "war" / "warroom.db"
    path.parent.mkdir()
    shutil.copy(pipe.home / "warroom.db", path)
    lock(path)
    yield path
    path.parent.chmod(0o700)


def lock(path: Path, *, folder: int = 0o555) -> None:
    path.chmod(0o444)
    path.parent.chmod(folder)


def put_there(source: Path, path: Path) -> None:
    """Change a file in the locked folder."""
    path.parent.chmod(0o755)
    path.unlink(missing_ok=True)
    shutil.copy(source, path)
    lock(path)


@pytest.fixture(scope="module")
def someone() -> Iterator[Forks]:
    """Someone who may not write everywhere."""
    with Forks(preexec_fn=heed_modes) as forks:
        yield forks


def asked(someone: Forks, path: Path, *words: str) -> Answer:
    """What the program answers to someone who may not write there."""
    return someone.said(path.parent.parent / "other home", *words, variables={"WARROOM_DB": str(path)})


@pytest.mark.parametrize("folder", [0o555, 0o777], ids=["read-only folder", "writable folder"])
def test_readers_read_and_writers_say_that_the_store_is_read_only(someone: Forks, store: Path, folder: int) -> None:
    lock(store, folder=folder)
    before = store.read_bytes()
    many = None if folder == 0o555 else 4
    read = {words: asked(someone, store, *words) for words in READERS[:many]}
    written = {words: asked(someone, store, *words) for words in WRITERS[:many]}
    stale = sum("may be stale" in answer.err for answer in read.values())
    print(f"{len(read)} readers, {stale} said that it may be stale; codes of the writers: "
          f"{sorted({answer.code for answer in written.values()})}")  # fmt: skip
    for words, answer in read.items():
        assert (answer.code, bool(answer.out)) == (0, True), (words, answer)
        assert ("may be stale" in answer.err) == (folder == 0o555 and words != ("db", "status")), (words, answer)
    for words, answer in written.items():
        assert (answer.code, answer.out) == (6, ""), (words, answer)
        assert f"The store is read-only: {store}" in answer.err, (words, answer)
    assert "Exports stopped" in read["show",].out
    assert store.read_bytes() == before


def test_a_draft_of_a_read_only_store_is_shown_and_said_not_to_be_kept(someone: Forks, store: Path) -> None:
    answer = asked(someone, store, "update", "internal")
    print(answer.err)
    assert (answer.code, "not kept" in answer.err) == (0, True)
    assert answer.out.startswith("# ")


def test_what_stands_in_the_journal_alone_is_what_may_be_missing(someone: Forks, store: Path, pipe: Terminal) -> None:
    holder = sqlite3.connect(pipe.home / "warroom.db")
    holder.execute("SELECT count(*) FROM entry").fetchone()
    assert pipe.say("log", "the newest").code == 0
    for name in ("warroom.db", "warroom.db-wal"):
        put_there(pipe.home / name, store.with_name(name))
    holder.close()
    answer = asked(someone, store, "timeline")
    print(f"{len(answer.out.splitlines())} lines, {answer.err.strip()[-20:]}")
    assert answer.code == 0
    assert "may be stale" in answer.err


def test_an_old_store_that_cannot_be_upgraded_says_so(someone: Forks, store: Path) -> None:
    put_there(FIXTURE, store)
    before = store.read_bytes()
    answer = asked(someone, store, "list")
    print(answer.err.splitlines()[0].partition(str(store))[0])
    assert (answer.code, "read-only" in answer.err) == (6, True)
    assert store.read_bytes() == before


def test_a_store_on_a_disk_that_is_mounted_read_only_is_read(tmp_path: Path, pipe: Terminal) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)]
    if os.geteuid() or subprocess.run(mount, check=False, capture_output=True).returncode:
        print("no disk can be mounted here")
        return
    try:
        pipe.extra["WARROOM_DB"] = str(disk / "warroom.db")
        assert pipe.say("open", "acme", "Exports stopped").code == 0
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        read, written = pipe.say("list"), pipe.say("log", "x")
    finally:
        subprocess.run(["umount", str(disk)], check=True)
    print(f"read: {read.code}, written: {written.code}")
    assert (read.code, "Exports stopped" in read.out, "may be stale" in read.err) == (0, True, True)
    assert (written.code, "read-only" in written.err) == (6, True)


HOSTILE = {
    "a trigger that writes": "CREATE TRIGGER t AFTER INSERT ON entry BEGIN UPDATE account SET name = 'owned'; END",
    "a trigger that loads": "CREATE TRIGGER t AFTER INSERT ON entry BEGIN SELECT load_extension('/tmp/x'); END",
    "a guard that writes":
        "DROP TRIGGER entry_is_never_deleted; CREATE TRIGGER entry_is_never_deleted AFTER INSERT ON entry "
        "BEGIN UPDATE account SET name = 'owned'; END",
    "a view that loads": "CREATE VIEW v AS SELECT load_extension('/tmp/x')",
    "a view for a table": "ALTER TABLE person RENAME TO p; CREATE VIEW person AS SELECT * FROM p",
}  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_store_that_brings_its_own_triggers_or_views_is_refused(pipe: Terminal, hostile: str) -> None:
    pipe.say("open", "acme", "Exports stopped")
    path = pipe.home / "warroom.db"
    with closing(sqlite3.connect(path)) as other:
        other.executescript(HOSTILE[hostile])
    codes = set()
    for words in (("list",), ("show",), ("log", "x"), ("open", "borealis", "x"), ("postmortem",)):
        answer = pipe.say(*words)
        codes.add(answer.code)
        assert (answer.code, answer.out) == (6, ""), (words, answer)
        assert "with our commands" in answer.err
    with closing(sqlite3.connect(path)) as other:
        effects = other.execute("SELECT count(*) FROM account WHERE name = 'owned'").fetchone()[0]
    print(f"{hostile}: codes {codes}, {effects} effects")
    assert effects == 0


@pytest.mark.parametrize(
    "planted",
    ["CREATE INDEX i ON entry (load_extension('/tmp/x'))", "CREATE INDEX i ON entry (text) WHERE load_extension(text)"],
)
def test_a_store_cannot_be_made_to_call_what_loads_programs(pipe: Terminal, planted: str) -> None:
    pipe.say("open", "acme", "Exports stopped")
    with closing(sqlite3.connect(pipe.home / "warroom.db")) as other:
        try:
            other.execute(planted)
        except sqlite3.OperationalError as error:
            print(f"SQLite makes none: {error}")
            return
    answer = pipe.say("log", "x")
    print(answer)
    assert "Traceback" not in answer.err
    assert answer.code in (0, 6)
