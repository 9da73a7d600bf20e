"""Several people write at once: nothing is lost, nothing is numbered twice."""

import shutil
import sqlite3
import time
from pathlib import Path

from tests.bar.forked import FORKING, Forks
from tests.bar.process import answered
from tests.bar.writers import add_notes
from tests.story import Terminal

WRITERS, EACH = 8, 250
TURNS, FIRST = 5, 12


def texts(path: Path) -> list[str]:
    with sqlite3.connect(path) as store:
        return [text for (text,) in store.execute("SELECT text FROM entry WHERE automatic = 0 ORDER BY seq")]


def numbers(path: Path) -> list[int]:
    with sqlite3.connect(path) as store:
        return [seq for (seq,) in store.execute("SELECT seq FROM entry WHERE escalation_id = 1 ORDER BY seq")]


def test_eight_processes_that_write_at_once_lose_nothing_and_number_nothing_twice(terminal: Terminal) -> None:
    terminal.say("open", "acme", "Exports stopped")
    path = terminal.home / "warroom.db"
    done = FORKING.Queue()
    begun = time.perf_counter()
    writers = [FORKING.Process(target=add_notes, args=(path, f"w{n}", EACH, done)) for n in range(WRITERS)]
    for writer in writers:
        writer.start()
    told = [one for _ in writers for one in done.get(timeout=120)]
    for writer in writers:
        writer.join()
    seconds = time.perf_counter() - begun
    waits = sorted(wait for _, wait in told)
    found = numbers(path)
    print(
        f"{len(told)} acknowledged, {WRITERS * EACH - len(told)} failed, {len(found) - len(set(found))} numbers twice, "
        f"{len(told) / seconds:.0f}/s; p50 {waits[len(waits) // 2] * 1000:.0f} ms, "
        f"p99 {waits[int(len(waits) * 0.99)] * 1000:.0f} ms, max {waits[-1] * 1000:.0f} ms"
    )
    assert sorted(texts(path)) == sorted(text for text, _ in told)
    assert len(told) == WRITERS * EACH
    assert found == list(range(1, WRITERS * EACH + 2))


def test_twenty_commands_at_once_are_all_kept_and_each_has_its_own_reference(forks: Forks, terminal: Terminal) -> None:
    terminal.say("open", "acme", "Exports stopped")
    running = [forks.started(terminal.home, "log", f"note {number}") for number in range(20)]
    answers = [answered(process) for process in running]
    refs = [answer.out.strip() for answer in answers]
    print(f"20 commands, {len(set(refs))} references, {sum(answer.code != 0 for answer in answers)} failed")
    assert [answer.code for answer in answers] == [0] * 20
    assert sorted(refs, key=lambda ref: int(ref[1:])) == [f"T{number}" for number in range(2, 22)]
    path = terminal.home / "warroom.db"
    assert sorted(texts(path)) == sorted(f"note {number}" for number in range(20))
    assert numbers(path) == list(range(1, 22))


def first_use(forks: Forks, home: Path) -> list[int]:
    """Twelve processes at one moment where there is no store: the codes with which they end."""
    running = [forks.started(home, "open", "acme", f"Situation {n}") for n in range(FIRST)]
    return [answered(process).code for process in running]


def test_twelve_processes_that_come_first_at_once_make_one_store(forks: Forks, nowhere: Path) -> None:
    codes: list[int] = []
    for _ in range(TURNS):
        codes += first_use(forks, nowhere)
        with sqlite3.connect(nowhere / "warroom.db") as store:
            assert store.execute("SELECT count(*) FROM escalation").fetchone() == (FIRST,)
            assert store.execute("SELECT count(*) FROM account").fetchone() == (1,)
            assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert [path.name for path in nowhere.iterdir() if path.name.endswith(".new")] == []
        shutil.rmtree(nowhere)
    print(f"{len(codes)} first commands, {sum(code != 0 for code in codes)} failed")
    assert codes == [0] * TURNS * FIRST
