"""A process that is killed in the middle of its work: what it acknowledged is there, and the store is whole."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from tests.bar.process import WARROOM, environ
from tests.story import Terminal

KILLS, AT_ONCE = 60, 6
LINES = "".join(f"line {number}\n" for number in range(400)).encode()


def kill_at(moments: list[float], home: Path, outs: list[Path]) -> list[int]:
    """Start one writer for each moment and kill it then; the codes with which they ended."""
    begun = time.perf_counter()
    running = []
    for place, out in enumerate(outs):
        words = ["log", "--lines", "-", "-e", "E1"] if place % 2 else ["log", "one entry", "-e", "E1"]
        stdin = out.with_suffix(".in")
        stdin.write_bytes(LINES)
        with stdin.open("rb") as source, out.open("wb") as sink:
            running.append(
                subprocess.Popen([*WARROOM, *words], env=environ(home), stdin=source, stdout=sink,
                                 stderr=subprocess.DEVNULL)
            )  # fmt: skip
    for moment, process in sorted(zip(moments, running, strict=True), key=lambda one: one[0]):
        left = moment - (time.perf_counter() - begun)
        try:
            process.wait(timeout=max(0.001, left))
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
    return [process.wait() for process in running]


def test_whatever_was_acknowledged_before_a_kill_is_there(terminal: Terminal, tmp_path: Path) -> None:
    terminal.say("open", "acme", "Exports stopped")
    chance = random.Random(20261120)
    codes: list[int] = []
    outs: list[Path] = []
    # A start takes longer where much else runs; the moments lie between the first write and the last.
    begun = time.perf_counter()
    subprocess.run([*WARROOM, "show", "E1"], env=environ(terminal.home), stdout=subprocess.DEVNULL, check=True)
    start = time.perf_counter() - begun
    while sum(code == -signal.SIGKILL for code in codes) < KILLS and len(codes) < 3 * KILLS:
        batch = [tmp_path / f"{len(outs) + n}.out" for n in range(AT_ONCE)]
        # Of each two, the one that writes a single entry is killed around its only commit.
        moments = [start * chance.uniform(*((2.0, 8.0) if n % 2 else (2.5, 4.0))) for n in range(AT_ONCE)]
        codes += kill_at(moments, terminal.home, batch)
        outs += batch
    acknowledged = {ref for out in outs for ref in out.read_text().split("\n")[:-1]}
    with sqlite3.connect(terminal.home / "warroom.db") as store:
        rows = store.execute("SELECT id, seq FROM entry ORDER BY seq").fetchall()
        whole = store.execute("PRAGMA integrity_check").fetchone()
        linked = store.execute("PRAGMA foreign_key_check").fetchall()
    kept = {f"T{number}" for number, _ in rows}
    kills = sum(code == -signal.SIGKILL for code in codes)
    print(
        f"{kills} kills, {len(acknowledged)} acknowledged, {len(acknowledged - kept)} of them missing, "
        f"{len(kept - acknowledged) - 1} there without having been acknowledged", file=sys.stdout,
    )  # fmt: skip
    assert kills >= KILLS
    assert len(acknowledged) > KILLS
    assert acknowledged - kept == set()
    assert (whole, linked) == (("ok",), [])
    assert [seq for _, seq in rows] == list(range(1, len(rows) + 1))
    assert terminal.say("timeline").code == 0
