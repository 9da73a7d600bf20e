"""The clock: read in one place, frozen by WARROOM_NOW, and said so by whoever writes under it."""

import json
import re
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest

import warroom
from tests.bar.process import answered, environ, started
from tests.story import FROZEN, Terminal
from warroom.cli.app import run
from warroom.cli.room import Room


def said(terminal: Terminal, *words: str, stdin: bytes = b"") -> str:
    """What stands on stderr, with what only a frozen clock says."""
    err = StringIO()
    assert run(Room(terminal.environ, TextIOWrapper(BytesIO(stdin)), StringIO(), err), list(words)) == 0
    return err.getvalue()


def test_whoever_writes_under_a_frozen_clock_is_told_once(newcomer: Terminal) -> None:
    line = f"{FROZEN} 2026-11-20T08:40:00Z by WARROOM_NOW; what is written is marked so.\n"
    assert said(newcomer, "open", "acme", "Exports stopped").startswith(line)
    assert said(newcomer, "log", "x").count(FROZEN) == 1
    assert said(newcomer, "log", "--lines", "-", stdin=b"one\ntwo\nthree\n").count(FROZEN) == 1
    assert said(newcomer, "log", "x", "-q") == ""
    assert all(entry["clock_frozen"] for entry in json.loads(newcomer.say("timeline", "--all", "--json").out))


def test_whoever_only_reads_is_not_told(pipe: Terminal) -> None:
    pipe.say("open", "acme", "Exports stopped")
    for words in (("list",), ("show",), ("timeline",), ("actions",), ("updates",), ("team",), ("postmortem",)):
        assert said(pipe, *words) == ""


@pytest.mark.parametrize("now", ["yesterday", "2026-11-20T08:40", "1.5", "9999-12-31T23:59:59-12:00"])
def test_a_frozen_time_that_is_no_instant_is_named(pipe: Terminal, now: str) -> None:
    pipe.now = now
    answer = pipe.say("log", "x")
    assert answer.code == 2
    assert answer.err.startswith("warroom: WARROOM_NOW: ")


def machine(folder: Path) -> datetime:
    """The time of the machine, as it stamps its files."""
    stamp = folder / "stamp"
    stamp.write_text("")
    return datetime.fromtimestamp(stamp.stat().st_mtime, UTC)


def test_a_running_clock_is_the_machines_and_marks_nothing(pipe: Terminal) -> None:
    pipe.now = ""
    before = machine(pipe.home.parent)
    answer = pipe.say("open", "acme", "Exports stopped")
    pipe.say("log", "x")
    after = machine(pipe.home.parent)
    entries = json.loads(pipe.say("timeline", "--all", "--json").out)
    assert FROZEN not in answer.err
    assert [entry["clock_frozen"] for entry in entries] == [False, False]
    times = sorted(datetime.fromisoformat(entry["recorded_at"]) for entry in entries)
    assert before - timedelta(seconds=1) <= times[0] <= times[1] <= after + timedelta(seconds=1)


def test_what_is_written_within_one_second_stands_in_the_order_of_writing(pipe: Terminal) -> None:
    pipe.now = "2026-11-20T08:40:00.700000Z"
    pipe.say("open", "acme", "Exports stopped")
    pipe.now = "2026-11-20T08:40:00.900000Z"
    pipe.say("log", "x")
    pipe.say("sev", "1")
    assert pipe.say("timeline", "--all", "-q").out == "T1\nT2\nT3\n"


def test_a_real_process_says_it_too(tmp_path: Path) -> None:
    process = started(tmp_path / "home", "open", "acme", "Exports", WARROOM_NOW="2026-11-20T08:40:00Z")
    out, err = process.communicate(timeout=60)
    assert (out, process.returncode) == ("E1\n", 0)
    assert err.startswith(FROZEN)
    answer = answered(started(tmp_path / "home", "list", "--json"))
    assert json.loads(answer.out)[0]["raised_at"] == "2026-11-20T08:40:00Z"
    assert "WARROOM_NOW" not in environ(tmp_path)


def test_only_the_room_reads_the_clock() -> None:
    source = Path(warroom.__file__).parent
    readers = {
        str(path.relative_to(source))
        for path in source.rglob("*.py")
        if re.search(
            r"datetime\.now\(|date\.today\(|utcnow\(|time\.time\(|func\.now\(|CURRENT_TIMESTAMP", path.read_text()
        )
    }
    print(f"the clock is read in: {readers}")
    assert readers == {"cli/room.py"}
