"""A store that is newer, emptied, damaged or not ours is said to be so, and left as it is."""

import hashlib
import os
import shutil
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bar.forked import Forks
from tests.bar.process import answered
from tests.story import Terminal

COMMANDS = [
    ("list",),
    ("show",),
    ("timeline",),
    ("actions", "--everywhere"),
    ("updates",),
    ("team",),
    ("account", "show", "acme"),
    ("use", "E1"),
    ("open", "acme", "Again"),
    ("log", "x"),
    ("impact", "x"),
    ("cause", "x"),
    ("decide", "x"),
    ("amend", "T1", "x"),
    ("do", "x"),
    ("start", "A1"),
    ("done", "A1"),
    ("block", "A1", "--why", "x"),
    ("unblock", "A1"),
    ("move", "A1", "--due", "14:00"),
    ("assign", "A1", "@sam"),
    ("drop", "A1", "--why", "x"),
    ("ack",),
    ("mitigate",),
    ("restore",),
    ("sev", "1"),
    ("rag", "red"),
    ("own", "@sam"),
    ("stable", "--why", "x"),
    ("close",),
    ("update", "customer"),
    ("sent", "customer"),
    ("postmortem",),
    ("team", "add", "@ines", "--role", "scribe"),
    ("person", "add", "@ines"),
    ("contact", "add", "acme", "dana"),
    ("account", "add", "acme"),
]


@pytest.fixture
def store(pipe: Terminal) -> Path:
    """A store with an escalation in it, as it is when no command runs."""
    pipe.say("open", "acme", "Exports stopped", "--by", "dana")
    pipe.say("do", "Stop the retries", "--owner", "@sam")
    return pipe.home / "warroom.db"


def fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def refused_by_all(terminal: Terminal, saying: str) -> None:
    """Every command ends with 6, one line of what and one of the way out."""
    for words in COMMANDS:
        answer = terminal.say(*words)
        assert (answer.code, answer.out) == (6, ""), (words, answer)
        lines = [line for line in answer.err.splitlines() if not line.startswith("Your text is saved")]
        assert len(lines) == 2, (words, answer)
        assert saying in lines[0], (words, answer)
    print(f"{len(COMMANDS)} commands, all refused: {saying}")


def test_a_newer_store_is_refused_by_every_command_and_stays_as_it_is(pipe: Terminal, store: Path) -> None:
    with sqlite3.connect(store) as other:
        (version,) = other.execute("PRAGMA user_version").fetchone()
        other.execute(f"PRAGMA user_version = {version + 1}")
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = fingerprint(store)
    refused_by_all(pipe, f"was written by a newer warroom (schema {version + 1} > {version})")
    assert fingerprint(store) == before


@pytest.mark.parametrize("left", [b"", b"S"])
def test_an_emptied_store_is_never_taken_for_a_new_one(pipe: Terminal, store: Path, left: bytes) -> None:
    store.write_bytes(left)
    refused_by_all(pipe, "has been emptied")
    assert store.read_bytes() == left


def test_a_store_that_is_gone_while_its_journal_is_there_is_not_made_anew(pipe: Terminal, store: Path) -> None:
    journal = store.with_name("warroom.db-wal")
    holder = sqlite3.connect(store)
    holder.execute("SELECT count(*) FROM entry").fetchone()
    pipe.say("log", "still in the journal")
    shutil.copy(journal, journal.with_suffix(".kept"))
    holder.close()
    store.unlink()
    shutil.copy(journal.with_suffix(".kept"), journal)
    refused_by_all(pipe, "is gone, but its journal")
    assert not store.exists()


def text_file(path: Path) -> None:
    path.write_text("Dear diary, " * 100)


def someone_elses(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY, body TEXT)")
        other.execute("INSERT INTO entry VALUES (1, 'theirs')")


@pytest.mark.parametrize("make", [text_file, someone_elses, Path.mkdir, os.mkfifo], ids=lambda made: made.__name__)
def test_what_is_not_a_store_is_refused_at_once_and_left_alone(
    forks: Forks, tmp_path: Path, make: Callable[[Path], None]
) -> None:
    path = tmp_path / "thing"
    make(path)
    before = path.read_bytes() if path.is_file() else path.stat().st_mode
    place = {"WARROOM_DB": str(path)}
    for words in (("list",), ("log", "x")):
        begun = time.perf_counter()
        answer = answered(forks.started(tmp_path / "home", *words, variables=place), timeout=10)
        seconds = time.perf_counter() - begun
        print(f"{make.__name__} {words[0]}: {seconds:.2f} s, {answer.err.splitlines()[0]}")
        assert (answer.code, answer.out) == (6, "")
        assert "is not a store of warroom" in answer.err
        assert seconds < 2
    assert (path.read_bytes() if path.is_file() else path.stat().st_mode) == before


@pytest.mark.parametrize("url", ["/dev/null", "postgresql://sam:hunter2@db.example/war", "/dev/null/warroom.db"])
def test_a_store_that_cannot_be_a_file_is_refused(pipe: Terminal, url: str) -> None:
    pipe.extra["WARROOM_DB"] = url
    for words in (("list",), ("log", "x")):
        answer = pipe.say(*words)
        assert (answer.code, answer.out) == (6, ""), answer
        assert "hunter2" not in answer.err


BAD = {
    "severity": ("UPDATE escalation SET severity = 9 WHERE id = 1", ("list",), 2),
    "kind": ("UPDATE escalation SET kind = 'flood' WHERE id = 1", ("list",), 2),
    "raised_at": ("UPDATE escalation SET raised_at = 'soon' WHERE id = 1", ("list",), 2),
    "title": ("UPDATE escalation SET title = x'00ff' WHERE id = 1", ("list",), 2),
    "text": ("UPDATE entry SET text = x'00ff' WHERE id = 5", ("timeline",), 3),
    "occurred_at": ("UPDATE entry SET occurred_at = 'soon' WHERE id = 5", ("timeline",), 3),
    "recorded_at": ("UPDATE entry SET recorded_at = 'soon' WHERE id = 5", ("timeline",), 3),
    "audience": ("UPDATE entry SET audience = 'all' WHERE id = 5", ("timeline",), 3),
    "status": ("UPDATE action SET status = 'maybe' WHERE id = 1", ("actions", "--all"), 2),
    "due_at": ("UPDATE action SET due_at = 'soon', due_precision = 'minute' WHERE id = 1", ("actions",), 2),
}
FORMATS = ["table", "json", "ndjson", "csv", "tsv", "md"]


@pytest.mark.parametrize("field", BAD)
def test_one_bad_row_is_named_and_the_others_are_listed(pipe: Terminal, field: str) -> None:
    pipe.say("open", "acme", "First situation")
    pipe.say("do", "First action")
    pipe.say("do", "Second action")
    for number in range(3):
        pipe.say("log", f"note {number}")
    pipe.say("open", "borealis", "Second situation")
    statement, words, rows = BAD[field]
    with sqlite3.connect(pipe.home / "warroom.db") as other:
        other.execute("DROP TRIGGER entry_is_never_edited")
        other.execute("PRAGMA ignore_check_constraints = ON")
        assert other.execute(statement).rowcount == 1
    pipe.extra["WARROOM_ESCALATION"] = "E1"
    bad_ref = {"entry": "T5", "action": "A1", "escalation": "E1"}[statement.split()[1]]
    for format in FORMATS:
        answer = pipe.say(*words, "--format", format)
        assert answer.code == 6, (format, answer)
        assert f"1 of {rows} rows hold values that cannot be read: {bad_ref} ({field}" in answer.err
    listed = pipe.say(*words, "-q").out.split()
    print(f"{field}: {len(listed)} of {rows} rows shown, the bad one named in {len(FORMATS)} formats")
    assert len(listed) == rows
