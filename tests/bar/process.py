"""Real processes of the program, for what only a process can show: signals, closed pipes, many at once."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Protocol

from tests.story import Answer, without_clock

WARROOM = [sys.executable, "-m", "warroom"]
# What would change how the program speaks, when it is set where the tests run.
_FOREIGN = ("WARROOM_", "NO_COLOR", "FORCE_COLOR", "CLICOLOR", "COLUMNS", "TERM", "TZ", "LC_", "EDITOR", "VISUAL")


def environ(home: Path, **extra: str) -> dict[str, str]:
    """The environment of a person with a home of their own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_FOREIGN)}
    person = {"WARROOM_HOME": str(home), "WARROOM_USER": "sam", "WARROOM_TZ": "Europe/Berlin", "LC_ALL": "C.UTF-8"}
    return {**kept, **person, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", **extra}


def started(home: Path, *words: str, stdin: int = subprocess.DEVNULL, **extra: str) -> "subprocess.Popen[str]":
    """A process of the program that has begun and is not waited for."""
    return subprocess.Popen(
        [*WARROOM, *words], env=environ(home, **extra), stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True,
    )  # fmt: skip


def name_of(number: int) -> str:
    """By which name the process with this number is asked for others."""
    return f"warroom-tests-{number}"


class Process(Protocol):
    """What is used here of a subprocess.Popen."""

    returncode: Any

    def communicate(self, *, timeout: float) -> tuple[str, str]: ...


def answered(process: "Process | subprocess.Popen[str]", *, timeout: float = 60) -> Answer:
    """What a process said, when it has ended."""
    out, err = process.communicate(timeout=timeout)
    return Answer(out, without_clock(err), process.returncode)


def shell(home: Path, line: str, *, timeout: float = 60, **extra: str) -> Answer:
    """A line in a shell, in which a pipe fails when any part of it does."""
    ended = subprocess.run(
        ["bash", "-o", "pipefail", "-c", line], env=environ(home, **extra), stdin=subprocess.DEVNULL,
        capture_output=True, text=True, check=False, timeout=timeout,
    )  # fmt: skip
    return Answer(ended.stdout, without_clock(ended.stderr), ended.returncode)
