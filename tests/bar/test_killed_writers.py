"""A process that is killed in the middle of its work: what it acknowledged is there, and the store is whole."""

import random
import signal
import sqlite3
import subprocess
from contextlib import suppress

from tests.bar.forked import Forks
from tests.story import Terminal

KILLS, AT_ONCE = 60, 15
LINES = "".join(f"line {number}\n" for number in range(2000))


def kill_some(forks: Forks, terminal: Terminal, chance: random.Random) -> tuple[list[str], int]:
    """Let several write at once and kill each in the middle of it: what they acknowledged, and how many were killed."""
    running = []
    for _ in range(AT_ONCE):
        process = forks.started(
            terminal.home, "log", "--lines", "-", "-e", "E1", stdin=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        assert process.stdin is not None
        process.stdin.write(LINES)
        running.append(process)
    acknowledged: list[str] = []
    for process in running:
        assert process.stdout is not None
        acknowledged += [process.stdout.readline().strip() for _ in range(chance.randrange(2))]
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=chance.uniform(0, 0.03))
        process.kill()
    for process in running:
        assert process.stdout is not None
        assert process.stdin is not None
        acknowledged += [line.strip() for line in process.stdout if line.endswith("\n")]
        process.stdout.close()
        with suppress(BrokenPipeError):
            process.stdin.close()
    return acknowledged, sum(process.wait() == -signal.SIGKILL for process in running)


def test_whatever_was_acknowledged_before_a_kill_is_there(forks: Forks, terminal: Terminal) -> None:
    terminal.say("open", "acme", "Exports stopped")
    chance = random.Random(20261120)
    acknowledged: set[str] = set()
    kills = 0
    for _ in range(KILLS // AT_ONCE):
        refs, killed = kill_some(forks, terminal, chance)
        assert len(set(refs)) == len(refs)
        acknowledged.update(refs)
        kills += killed
    with sqlite3.connect(terminal.home / "warroom.db") as store:
        rows = store.execute("SELECT id, seq FROM entry ORDER BY seq").fetchall()
        whole = store.execute("PRAGMA integrity_check").fetchone()
        linked = store.execute("PRAGMA foreign_key_check").fetchall()
    kept = {f"T{number}" for number, _ in rows}
    print(
        f"{kills} kills, {len(acknowledged)} acknowledged, {len(acknowledged - kept)} of them missing, "
        f"{len(kept - acknowledged) - 1} there without having been acknowledged"
    )
    assert kills == KILLS
    assert len(acknowledged) > KILLS
    assert acknowledged - kept == set()
    assert (whole, linked) == (("ok",), [])
    assert [seq for _, seq in rows] == list(range(1, len(rows) + 1))
    assert terminal.say("timeline").code == 0
