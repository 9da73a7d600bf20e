"""Two at the same record, a store that someone holds, a command that is repeated: never twice, never silently lost."""

import os
import sqlite3
import subprocess
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.bar.forked import FORKING, Forks
from tests.bar.process import answered
from tests.bar.writers import NOON
from tests.story import Terminal
from warroom.domain import Action, Stamp, wording
from warroom.errors import Refused
from warroom.store import writing

RACES = 200


@pytest.fixture
def room(pipe: Terminal) -> Terminal:
    pipe.say("open", "acme", "Exports stopped")
    return pipe


def test_while_a_store_is_held_readers_answer_and_a_writer_waits_and_says_so(room: Terminal) -> None:
    room.extra["WARROOM_BUSY"] = "1"
    path = room.home / "warroom.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE account SET name = 'half done'")
        seconds, codes = {}, {}
        for words in (("list",), ("timeline",), ("show",), ("find", "exports"), ("postmortem",), ("log", "a note")):
            begun = time.perf_counter()
            answer = room.say(*words)
            seconds[words[0]], codes[words[0]] = round(time.perf_counter() - begun, 2), answer.code
            assert "half done" not in answer.out
            assert answer.code == (5 if words[0] == "log" else 0), (words, answer)
        other.execute("ROLLBACK")
    print(f"waited {seconds}; codes {codes}; {answer.err.splitlines()[0].partition(str(path))[2]}")
    assert "waited 1 s" in answer.err
    assert "Nothing was written" in answer.err
    assert 0.9 < seconds.pop("log") < 5
    assert max(seconds.values()) < 1
    assert room.say("timeline", "-q").out == ""
    assert room.say("log", "a note").code == 0


def test_a_writer_that_waits_goes_on_when_the_store_is_free(forks: Forks, room: Terminal) -> None:
    with closing(sqlite3.connect(room.home / "warroom.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        waiting = forks.started(room.home, "log", "a note")
        with pytest.raises(subprocess.TimeoutExpired):
            waiting.wait(timeout=1)
        other.execute("ROLLBACK")
        answer = answered(waiting)
    print(f"waited, then {answer.out.strip()}")
    assert (answer.code, answer.out) == (0, "T2\n")


@pytest.mark.parametrize("told", ["soon", "-1", "1e9", "99999"])
def test_a_patience_that_is_no_number_of_seconds_is_refused(room: Terminal, told: str) -> None:
    room.extra["WARROOM_BUSY"] = told
    answer = room.say("log", "a note")
    print(answer.err.splitlines()[0])
    assert (answer.code, answer.out) == (2, "")
    assert "WARROOM_BUSY" in answer.err


def race(path: Path, name: str, many: int, gate: Any, done: Any) -> None:
    """Change each action as soon as the other is ready to: ``finish`` or ``drop`` it. Which succeeded is told."""
    told: list[bool] = []
    for number in range(1, many + 1):
        stamp = Stamp(NOON + timedelta(seconds=number), name)
        gate.wait()
        try:
            with writing(path, stamp) as store:
                action = store.action(f"A{number}", verb=name)
                action.finish(at=stamp.at, stamp=stamp) if name == "done" else action.drop("no need", stamp=stamp)
            told.append(True)
        except Refused:
            told.append(False)
    done.put((name, told))


def test_of_two_that_change_one_action_the_second_sees_what_the_first_did(room: Terminal) -> None:
    path, stamp = room.home / "warroom.db", Stamp(NOON, "sam")
    with writing(path, stamp) as store:
        for number in range(RACES):
            action = Action.agreed(f"action {number}", stamp=stamp, wording=wording("", customer=None, safe=False))
            store.escalation("E1").do(action, stamp=stamp)
    gate, done = FORKING.Barrier(2), FORKING.Queue()
    racers = [FORKING.Process(target=race, args=(path, name, RACES, gate, done)) for name in ("done", "drop")]
    for racer in racers:
        racer.start()
    told = dict(done.get(timeout=60) for _ in racers)
    for racer in racers:
        racer.join()
    with closing(sqlite3.connect(path)) as store:
        statuses = [status for (status,) in store.execute("SELECT status FROM action ORDER BY id")]
        changes = store.execute("SELECT action_id FROM entry WHERE text NOT LIKE 'Action added%' AND action_id > 0")
        changed = sorted(number for (number,) in changes)
    won = {name: sum(each) for name, each in told.items()}
    print(f"{RACES} races, won {won}; refused {2 * RACES - sum(won.values())}; {len(changed)} changes in the history")
    assert [finished != dropped for finished, dropped in zip(told["done"], told["drop"], strict=True)] == [True] * RACES
    assert statuses == ["done" if finished else "dropped" for finished in told["done"]]
    assert changed == list(range(1, RACES + 1))


@pytest.mark.parametrize("words", [("log", "a note"), ("do", "an action")], ids=lambda words: words[0])
def test_a_command_that_was_killed_before_its_answer_is_repeated_without_a_second_record(
    forks: Forks, room: Terminal, words: tuple[str, ...]
) -> None:
    table = {"log": "entry", "do": "action"}[words[0]]
    path = room.home / "warroom.db"
    for number in range(3):
        line = (*words, "--source", f"jira:EXP-{number}")
        killed_before_its_answer(forks, room, line, f"SELECT id FROM {table} WHERE source_id = 'EXP-{number}'")
        again = [room.say(*line) for _ in range(2)]
        with closing(sqlite3.connect(path)) as store:
            rows = store.execute(f"SELECT id FROM {table} WHERE source_id = 'EXP-{number}'").fetchall()
        print(f"killed, then {again[0].out.strip()}: {again[0].err.strip()}; {len(rows)} record")
        assert len(rows) == 1
        assert {(answer.code, answer.out) for answer in again} == {
            (0, f"{table[0].upper().replace('E', 'T')}{rows[0][0]}\n")
        }
        assert "already there" in again[0].err


def killed_before_its_answer(forks: Forks, room: Terminal, line: tuple[str, ...], committed: str) -> None:
    """Carry out a command whose answer nobody reads, and kill it when its record is there."""
    readers, writers = zip(*(full_pipe() for _ in range(2)), strict=True)
    process = forks.started(room.home, *line, stdout=writers[0].fileno(), stderr=writers[1].fileno())
    with closing(sqlite3.connect(room.home / "warroom.db")) as store:
        while not store.execute(committed).fetchall():
            assert process.poll() is None
            time.sleep(0.005)
    process.kill()
    assert process.wait() == -9
    for end in (*readers, *writers):
        end.close()


def full_pipe() -> tuple[Any, Any]:
    """A pipe that takes no more: whoever writes to it waits."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    try:
        while True:
            os.write(writer, b"x" * 4096)
    except BlockingIOError:
        pass
    os.set_blocking(writer, True)
    return os.fdopen(reader, "rb", buffering=0), os.fdopen(writer, "wb", buffering=0)
