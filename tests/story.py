"""Stories in the terminal: they are the manual, and they are run.

# A comment tells what happens.
@ 2026-11-21T09:00Z            the clock from here on
$ warroom list                 a command, as it is typed
> on stdout
2> on stderr
? 4                            the exit code, when it is not 0
"""

import io
import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from warroom.cli.app import run
from warroom.cli.room import Room

# What only a frozen clock says; test_clock.py shows that it is said.
FROZEN = "The clock is frozen at"


class Screen(io.StringIO):
    """A stream that says whether it is a terminal."""

    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


@dataclass(frozen=True)
class Answer:
    """What a command said, and how it ended."""

    out: str
    err: str
    code: int


@dataclass
class Terminal:
    """A person at a terminal with a home of their own; commands run in this process, lines with shell in it do not."""

    home: Path
    user: str = "sam"
    zone: str = "Europe/Berlin"
    now: str = "2026-11-20T08:40:00Z"
    columns: int = 100
    is_terminal: bool = True
    extra: dict[str, str] = field(default_factory=dict)
    path: str = ""  # where a shell finds the program, if not beside this interpreter

    @property
    def environ(self) -> dict[str, str]:
        return {
            "WARROOM_HOME": str(self.home),
            "WARROOM_USER": self.user,
            "WARROOM_TZ": self.zone,
            "WARROOM_NOW": self.now,
            "COLUMNS": str(self.columns),
            "NO_COLOR": "1",
            **self.extra,
        }

    def type(self, line: str) -> Answer:
        """Type a line; in this process when it is one command, else in a shell."""
        words = shlex.split(line, comments=True)
        if words and words[0] == "warroom" and not any(mark in line for mark in "|<>;&$`"):
            return self.say(*words[1:])
        return self._shell(line)

    def say(self, *words: str, stdin: bytes = b"", terminal: bool | None = None) -> Answer:
        """Give the words to the program in this process."""
        shown = self.is_terminal if terminal is None else terminal
        out, err = Screen(terminal=shown), Screen(terminal=shown)
        source = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
        code = run(Room(self.environ, source, out, err, directory=self.home), list(words))
        return Answer(out.getvalue(), without_clock(err.getvalue()), int(code))

    def _shell(self, line: str) -> Answer:
        path = self.path or f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        environ = {**os.environ, **self.environ, "PATH": path}
        ended = subprocess.run(
            ["bash", "-c", line], env=environ, capture_output=True, text=True, check=False, cwd=self.home, timeout=60,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
        return Answer(ended.stdout, without_clock(ended.stderr), ended.returncode)


def without_clock(text: str) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith(FROZEN))


def played(story: str, terminal: Terminal) -> str:
    """The story as it happens now: what was typed, and what is answered today."""
    terminal.home.mkdir(parents=True, exist_ok=True)
    lines: list[str] = []
    for line in story.splitlines():
        if line.startswith("@ "):
            terminal.now = line[2:].strip()
        if not line.startswith(("> ", ">", "2>", "? ")):
            lines.append(line)
        if line.startswith("$ "):
            lines += _marked(terminal.type(line[2:]), terminal.home)
    return "\n".join(lines) + "\n"


def settled(text: str, home: Path) -> str:
    """The text without what differs between two runs: the home, a process number in a file's name, a Message-ID."""
    steady = re.sub(r"(saved/[0-9]{8}-[0-9]{6})-[0-9]+", r"\1", text.replace(str(home), "~"))
    return re.sub(r"<[0-9a-f]{32}@", "<0123456789abcdef0123456789abcdef@", steady)


def _marked(answer: Answer, home: Path) -> list[str]:
    out = [f"> {line}".rstrip() for line in settled(answer.out, home).splitlines()]
    err = [f"2> {line}".rstrip() for line in settled(answer.err, home).splitlines()]
    return [*out, *err, *([f"? {answer.code}"] if answer.code else [])]
