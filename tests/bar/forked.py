"""Real processes of the program, forked from one that has loaded it: cheap enough to be killed by the dozen."""

import json
import multiprocessing
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Self

from tests.bar.process import answered, environ, name_of
from tests.story import Answer

_NONE: Mapping[str, str] = {}
ROOT = Path(__file__).parent.parent.parent

# The same for functions of the tests: their processes have loaded the program when they begin.
FORKING: Any = multiprocessing.get_context("forkserver")
FORKING.set_forkserver_preload(["__main__", "tests.bar.writers"])


class Forked:
    """A command that runs in a process of its own; it is used as a subprocess.Popen is."""

    def __init__(self, told: int, **streams: "IO[str] | None") -> None:
        self._told = os.fdopen(told, "rb", buffering=0)
        self.stdin, self.stdout, self.stderr = (streams[name] for name in ("stdin", "stdout", "stderr"))
        self.pid = int(self._line())
        self.returncode: int | None = None
        self.kilobytes = 0  # of memory, at most; told when it has ended

    def _line(self) -> bytes:
        return self._told.readline()

    def poll(self) -> int | None:
        """The exit code, minus the signal for one that was killed; None while it runs."""
        with suppress(subprocess.TimeoutExpired):
            self.wait(timeout=0)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        if self.returncode is None:
            if not select.select([self._told], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired(f"process {self.pid}", timeout or 0)
            self.returncode, self.kilobytes = map(int, self._line().split())
            self._told.close()
        return self.returncode

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def communicate(self, *, timeout: float) -> tuple[str, str]:
        """What it says until it ends, to the byte; it is killed when that takes longer than ``timeout`` seconds."""
        late = threading.Timer(timeout, os.kill, (self.pid, signal.SIGKILL))
        late.start()
        said = []
        for stream in (self.stdout, self.stderr):
            said.append(stream.read() if stream else "")
            if stream:
                stream.close()
        self.wait()
        late.cancel()
        return said[0], said[1]


class Forks:
    """Where such processes come from: an interpreter with the program loaded.

    ``options`` are the interpreter's, ``variables`` those of its environment that are not the usual ones. ``home`` is
    where most of them will have theirs, if that is known; nothing is there yet. ``sends``: they will send mails.
    """

    def __init__(
        self, *options: str, variables: Mapping[str, str] = _NONE, preexec_fn: Callable[[], None] | None = None,
        home: Path | None = None, sends: bool = False,
    ) -> None:  # fmt: skip
        self._orders, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            arguments = [str(theirs.fileno()), *([str(home)] if home else []), *(["sends"] if sends else [])]
            self._process = subprocess.Popen(
                [sys.executable, *options, "-m", "tests.bar.forking", *arguments],
                cwd=ROOT, env=environ(Path(os.devnull), **variables), preexec_fn=preexec_fn, pass_fds=[theirs.fileno()],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            )  # fmt: skip
        self._variables = variables
        self._folder = tempfile.TemporaryDirectory(prefix="warroom-path-")
        assert self._orders.recv(100) == b"ready"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._orders.close()
        self._process.communicate()
        self._folder.cleanup()

    @property
    def path(self) -> str:
        """A PATH on which a shell finds the program: each one that it starts is such a process."""
        program = Path(self._folder.name) / "warroom"
        if not program.exists():
            lines = (f"#!{sys.executable} -IS", "import sys", f"sys.path.insert(0, {str(ROOT / 'tests' / 'bar')!r})",
                     "from asking import main", f"main({name_of(self._process.pid)!r})")  # fmt: skip
            program.write_text("\n".join(lines) + "\n")
            program.chmod(0o755)
        return f"{program.parent}{os.pathsep}{environ(Path(os.devnull))['PATH']}"

    def started(
        self, home: Path, *words: str | bytes, stdin: int = subprocess.DEVNULL, stdout: int = subprocess.PIPE,
        stderr: int = subprocess.PIPE, variables: Mapping[str, str] = _NONE,
    ) -> Forked:  # fmt: skip
        """A process of the program that has begun and is not waited for."""
        around = environ(home, **self._variables, **variables)
        order = {
            "words": [os.fsencode(word).decode("latin-1") for word in words],
            "environ": {name: os.fsencode(value).decode("latin-1") for name, value in around.items()},
            "directory": str(Path.cwd()),
        }
        ours: dict[str, IO[str] | None] = {}
        theirs = []
        for name, asked in (("stdin", stdin), ("stdout", stdout), ("stderr", stderr)):
            end, ours[name] = _ends(asked, writing=name == "stdin")
            theirs.append(end)
        told, telling = os.pipe()
        socket.send_fds(self._orders, [json.dumps(order).encode()], [*theirs, telling])
        for end in (*theirs, telling):
            os.close(end)
        return Forked(told, **ours)

    def said(self, home: Path, *words: str | bytes, stdin: bytes = b"", variables: Mapping[str, str] = _NONE) -> Answer:
        """What a process answers that is given these words and bytes."""
        process = self.started(home, *words, stdin=subprocess.PIPE, variables=variables)
        assert process.stdin is not None
        with suppress(BrokenPipeError), process.stdin as given:
            given.write(stdin.decode(errors="surrogateescape"))
        return answered(process)


def _ends(asked: int, *, writing: bool) -> tuple[int, "IO[str] | None"]:
    """The end of a stream for the process, and ours if it is a pipe."""
    if asked == subprocess.DEVNULL:
        return os.open(os.devnull, os.O_RDWR), None
    if asked != subprocess.PIPE:
        return os.dup(asked), None
    reader, writer = os.pipe()
    if writing:
        return reader, os.fdopen(writer, "w", encoding="utf-8", errors="surrogateescape", newline="")
    return writer, os.fdopen(reader, encoding="utf-8", errors="surrogateescape", newline="")
