"""A command is interrupted at any moment: it ends with the signal's code or is done; nothing is half written."""

import random
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.bar.forked import Forked, Forks
from tests.bar.process import answered, started
from tests.story import Answer, Terminal

MOMENTS, AT_ONCE = 20, 4
Process = subprocess.Popen[str] | Forked
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
OLD = "what stood there\n"
LINES = "".join(
    f'{{"text": "note {number}", "source": "deploy", "source_id": "%s-{number}"}}\n' for number in range(300)
)


def interrupted(start: Callable[[int], Process], chance: random.Random) -> list[tuple[signal.Signals, Answer]]:
    """Start some at once, again and again, and send each a signal: together the moments span a command's whole life."""
    begun = time.perf_counter()
    for process in [start(-1 - number) for number in range(AT_ONCE)]:
        assert answered(process).code == 0
    whole_life = time.perf_counter() - begun
    told: list[tuple[signal.Signals, Answer]] = []
    for turn in range(MOMENTS // AT_ONCE):
        begun = time.perf_counter()
        running = [start(turn * AT_ONCE + number) for number in range(AT_ONCE)]
        sent = [chance.choice(SIGNALS) for _ in running]
        for number, process in enumerate(running):
            moment = whole_life * (number * MOMENTS / AT_ONCE + turn + chance.random()) / MOMENTS
            time.sleep(max(0.0, begun + moment - time.perf_counter()))
            process.send_signal(sent[number])
        told += [(one, answered(process)) for one, process in zip(sent, running, strict=True)]
    return told


def judged(told: list[tuple[signal.Signals, Answer]]) -> str:
    """Each ended with the code of its signal, by itself or before Python could listen, or was done."""
    codes = []
    for number, answer in told:
        codes.append(answer.code)
        # Interrupted while Python itself still starts, it is Python that answers: it ends in its own words, or, where
        # it can raise nothing, says so and goes on. Once we listen, nothing raises a KeyboardInterrupt any more.
        early = "KeyboardInterrupt" in answer.err and "warroom/cli" not in answer.err
        assert answer.code in (0, 128 + number, -number) or early, (number, answer)
        assert "Traceback" not in answer.err or early, (number, answer)
    return ", ".join(f"{codes.count(code)} × {code}" for code in sorted(set(codes)))


def whole(path: Path) -> int:
    """How many entries are in a store that is whole."""
    with closing(sqlite3.connect(path)) as store:
        assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert store.execute("PRAGMA foreign_key_check").fetchall() == []
        (many,) = store.execute("SELECT count(*) FROM entry WHERE NOT automatic").fetchone()
        (found,) = store.execute("SELECT count(*) FROM search WHERE rowid BETWEEN 2e12 AND 3e12").fetchone()
        assert many == found
        return int(many)


@pytest.fixture
def room(pipe: Terminal) -> Terminal:
    pipe.say("open", "acme", "Exports stopped")
    return pipe


def test_an_interrupted_entry_is_there_or_not(room: Terminal) -> None:
    told = interrupted(lambda _: started(room.home, "log", "a note"), random.Random(1))
    many = whole(room.home / "warroom.db") - AT_ONCE
    acknowledged = [answer.out for _, answer in told if answer.out]
    print(f"log: {judged(told)}; {len(acknowledged)} acknowledged, {many} there")
    assert len(acknowledged) <= many <= MOMENTS
    assert {f"{ref}\n" for ref in room.say("timeline", "-q").out.split()} >= set(acknowledged)


def test_an_interrupted_document_is_the_old_one_or_the_new_one(forks: Forks, room: Terminal) -> None:
    def start(number: int) -> Process:
        target = room.home / f"update{number}.md"
        target.write_text(OLD)
        return forks.started(room.home, "update", "internal", "-o", str(target), "--force")

    told = interrupted(start, random.Random(2))
    texts = [(room.home / f"update{number}.md").read_text() for number in range(MOMENTS)]
    states = ["old" if text == OLD else "new" if whole_update(text) else text for text in texts]
    whole(room.home / "warroom.db")
    print(f"update -o: {judged(told)}; {states.count('old')} old, {states.count('new')} new")
    assert set(states) <= {"old", "new"}
    assert list(room.home.glob(".*.new")) == []


def whole_update(text: str) -> bool:
    return text.startswith("# E1 ") and text.endswith(" CET\n") and "## Next updates" in text


def test_an_interrupted_import_is_whole_or_nothing_and_repeating_it_adds_each_once(
    forks: Forks, room: Terminal
) -> None:
    def start(number: int) -> Process:
        file = room.home / f"{number}.ndjson"
        file.write_text(LINES.replace("%s", file.stem))
        with file.open() as lines:
            return forks.started(room.home, "log", "--ndjson", "-", stdin=lines.fileno())

    told = interrupted(start, random.Random(3))
    many = whole(room.home / "warroom.db")
    print(f"log --ndjson: {judged(told)}; {many} entries of {MOMENTS + AT_ONCE} × 300")
    assert many % 300 == 0
    for file in room.home.glob("*.ndjson"):
        assert room.say("log", "--ndjson", "-", stdin=file.read_bytes()).code == 0
    assert whole(room.home / "warroom.db") == (MOMENTS + AT_ONCE) * 300
