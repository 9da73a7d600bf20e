"""Whole processes, timed: medians of runs that take turns, so that a slow moment of the machine hits both sides."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

PAIRS = 11
# ru_maxrss counts kilobytes, on macOS bytes.
_PER_MB = 1024 * 1024 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Ended:
    """One process from its start to its end."""

    seconds: float
    peak_mb: float
    """The most memory that it held at once."""
    out: str


class CommandFailed(Exception):
    """A command of the benchmark ended with another code than 0: there is nothing to measure."""


def ended(command: Sequence[str], environ: Mapping[str, str]) -> Ended:
    """Run a command to its end. Raises CommandFailed with what it said."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.perf_counter()
        process = subprocess.Popen(command, env=environ, stdin=subprocess.DEVNULL, stdout=out, stderr=err)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)  # or Popen would wait for it once more
        if process.returncode:
            err.seek(0)
            raise CommandFailed(f"{' '.join(command)}: exit {process.returncode}\n{err.read().decode()}")
        out.seek(0)
        return Ended(seconds, usage.ru_maxrss / _PER_MB, out.read().decode())


def in_turn(ours: Callable[[], float], theirs: Callable[[], float], *, pairs: int = PAIRS) -> tuple[float, float]:
    """The median seconds of both, A B A B …, after one turn that does not count."""
    ours()
    theirs()
    turns = [(ours(), theirs()) for _ in range(pairs)]
    return median(one for one, _ in turns), median(other for _, other in turns)
