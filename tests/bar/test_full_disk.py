"""The disk of the store is full, or fails at any moment: nothing or everything, said cleanly, and it goes on after."""

import os
import resource
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import OperationalError

from tests.bar.forked import FORKING
from tests.bar.limits import limit_files
from tests.story import Answer, Terminal

Told = list[tuple[int, Answer]]


def texts(path: Path) -> list[str]:
    """The entries of a store that is whole."""
    with closing(sqlite3.connect(path)) as store:
        assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert store.execute("PRAGMA foreign_key_check").fetchall() == []
        return [text for (text,) in store.execute("SELECT text FROM entry WHERE NOT automatic ORDER BY seq")]


def write_until_full(home: Path, done: Any) -> None:
    """Log while the disk has ever less room; then with room again: what each command answered."""
    terminal = Terminal(home, is_terminal=False)
    size = max(path.stat().st_size for path in home.glob("warroom.db*"))
    told: Told = []
    for turn, limit in enumerate([*range(size + 40_000, 4096, -12_000), 4096, 512, 0]):
        limit_files(limit)
        told += [(turn, terminal.say("log", f"note {turn} {'words ' * 300}")) for _ in range(2)]
    limit_files(resource.RLIM_INFINITY)
    told.append((-1, terminal.say("log", "there is room again")))
    done.put(told)


def test_on_a_full_disk_what_was_acknowledged_is_kept_and_the_rest_is_refused(pipe: Terminal) -> None:
    pipe.say("open", "acme", "Exports stopped")
    done = FORKING.Queue()
    child = FORKING.Process(target=write_until_full, args=(pipe.home, done))
    child.start()
    told: Told = done.get(timeout=60)
    child.join()
    kept = [f"T{number + 2}" for number in range(len(texts(pipe.home / "warroom.db")))]
    acknowledged = [answer.out.strip() for _, answer in told if answer.code == 0]
    refused = [answer for _, answer in told if answer.code]
    words = {answer.err.splitlines()[0].partition(str(pipe.home))[0] for answer in refused}
    print(f"{len(acknowledged)} acknowledged, {len(set(acknowledged) - set(kept))} missing, {len(refused)}: {words}")
    assert acknowledged == kept
    assert {answer.code for answer in refused} == {6}
    assert all("is full" in answer.err and "Nothing was written" in answer.err for answer in refused)
    assert len(acknowledged) > 1
    assert told[-1][1].code == 0


def test_a_small_disk_is_filled_and_goes_on_when_there_is_room_again(pipe: Terminal, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    if os.geteuid() or subprocess.run(mount, check=False, capture_output=True).returncode:
        print("no disk can be mounted here")
        return
    try:
        pipe.extra["WARROOM_DB"] = str(disk / "warroom.db")
        assert pipe.say("open", "acme", "Exports stopped").code == 0
        answers = [pipe.say("log", "words " * 3000)]
        while answers[-1].code == 0:
            answers.append(pipe.say("log", "words " * 3000))
        subprocess.run(["mount", "-o", "remount,size=8m", str(disk)], check=True)
        again = pipe.say("log", "there is room again")
        kept = texts(disk / "warroom.db")
    finally:
        subprocess.run(["umount", str(disk)], check=True)
    print(f"{len(answers) - 1} acknowledged, {len(answers) - len(kept)} missing: {answers[-1].err.splitlines()[0]}")
    assert (answers[-1].code, "is full" in answers[-1].err) == (6, True)
    assert (len(kept), again.code) == (len(answers), 0)


@contextmanager
def failing(at: int, *, once: bool) -> Iterator[list[str]]:
    """The disk fails at the ``at``-th statement or commit from here, only then or from then on."""
    done: list[str] = []

    def step(what: str) -> None:
        done.append(what)
        if len(done) == at or (len(done) > at and not once):
            raise OperationalError(what, None, sqlite3.OperationalError("disk I/O error"))

    def statement(connection: Connection, cursor: Any, words: str, *rest: Any) -> None:
        step(words)

    def commit(connection: Connection) -> None:
        step("COMMIT")

    event.listen(Engine, "before_cursor_execute", statement)
    event.listen(Engine, "commit", commit)
    try:
        yield done
    finally:
        event.remove(Engine, "before_cursor_execute", statement)
        event.remove(Engine, "commit", commit)


COMMANDS: dict[str, Callable[[int], tuple[str, ...]]] = {
    "log": lambda number: ("log", "-c", f"said {number}", "--by", f"kim{number}", "--new", f"note {number}"),
    "do": lambda number: ("do", "--owner", f"@lee{number}", "--new", f"action {number}"),
    "sent": lambda number: ("sent", "internal", "--to", f"@ola{number}", "--new"),
}


@pytest.mark.parametrize("once", [True, False], ids=["once", "for ever"])
@pytest.mark.parametrize("command", COMMANDS)
def test_whichever_statement_fails_nothing_or_everything_is_written(pipe: Terminal, command: str, once: bool) -> None:
    pipe.say("open", "acme", "Exports stopped")
    path = pipe.home / "warroom.db"
    at, finished = 0, False
    while not finished:
        at += 1
        before = dump(path)
        with failing(at, once=once) as done:
            answer = pipe.say(*COMMANDS[command](at))
        finished = len(done) < at
        assert answer.code == (0 if finished else 6), (at, done[-1], answer)
        assert finished or (dump(path), answer.out) == (before, ""), (at, done[-1])
        texts(path)
    again = pipe.say(*COMMANDS[command](0))
    print(f"{command}: {at - 1} statements failed in turn, {'once' if once else 'for ever'}: nothing was written")
    assert at > 5
    assert (again.code, dump(path) != before) == (0, True)


def dump(path: Path) -> list[str]:
    """Everything that stands in the tables of a store, but the tables of the index."""
    with closing(sqlite3.connect(path)) as store:
        tables = [name for (name,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        names = [name for name in tables if not name.startswith("search")]
        found = [f"{name}: {row}" for name in names for row in store.execute(f'SELECT * FROM "{name}"')]
        return found + [f"search: {row}" for row in store.execute("SELECT rowid, typed FROM search")]
