"""A message handed to the command that delivers it: exact bytes on its standard input, and what became of them."""

import os
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from threading import Thread
from time import monotonic, sleep
from typing import IO

from warroom.escaping import for_terminal

_TAIL = 4096  # bytes of what the command said last
_LINES = 3
_GRACE = 2.0  # seconds: for a command to end when it is told to, and for its last words
# From sysexits.h: an error on the line, and a server that broke off; the message may have gone out before. With 75,
# "try later", the programs of today have sent nothing.
_OPEN = frozenset({74, 76})
# A shell tells a signal by a code above this.
_SIGNALLED = 128


class Fate(StrEnum):
    """What became of a message."""

    SENT = "sent"
    UNSENT = "unsent"  # certainly not
    UNKNOWN = "unknown"  # it may be under way


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a delivery ended: what became of the message, why, and what the command said last."""

    fate: Fate
    why: str = ""
    """In words, when it was not sent: ``it ended with 69``."""
    said: str = ""
    """The last lines of its standard error, made harmless for a terminal."""


def deliver(message: bytes, *, command: Sequence[str], timeout: float) -> Delivery:
    """Hand the bytes to ``command``, a list of words that no shell reads, for at most ``timeout`` seconds.

    Exit code 0 is sent. A command that could not begin, or that says it failed, has sent nothing; of one that was
    stopped, or broke off on the way, nobody knows. It runs in a session of its own, so that it asks nobody for a
    password and a Ctrl-C does not hit it. When we are interrupted, it and all that it began is stopped, and whoever
    called has to note that it is unknown.
    """
    try:
        process = subprocess.Popen(  # the person's own command
            list(command), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            start_new_session=True,
        )  # fmt: skip
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "no command can have this name"
        return Delivery(Fate.UNSENT, f"{for_terminal(command[0])[:80]} could not be started: {why}")
    try:
        return _followed(process, message, timeout)
    finally:
        _stop(process)


def _followed(process: "subprocess.Popen[bytes]", message: bytes, timeout: float) -> Delivery:
    assert process.stdin is not None
    assert process.stderr is not None
    tail = bytearray()
    # Threads, because the command may read nothing, or write without end; and it may leave a child behind that keeps
    # the pipes open, so that their end is not the end of the command.
    Thread(target=_give, args=(process.stdin, message), daemon=True).start()
    listening = Thread(target=_listen, args=(process.stderr, tail), daemon=True)
    listening.start()
    try:
        code = process.wait(timeout)
    except subprocess.TimeoutExpired:
        _stop(process)
        listening.join(_GRACE)
        return Delivery(Fate.UNKNOWN, f"it had not ended after {timeout:g} s and was stopped", _last_lines(tail))
    listening.join(_GRACE)
    return _judged(code, _last_lines(tail))


def _judged(code: int, said: str) -> Delivery:
    if code == 0:
        return Delivery(Fate.SENT, said=said)
    if code < 0 or code > _SIGNALLED:
        return Delivery(Fate.UNKNOWN, f"it was stopped by signal {-code if code < 0 else code - _SIGNALLED}", said)
    return Delivery(Fate.UNKNOWN if code in _OPEN else Fate.UNSENT, f"it ended with {code}", said)


def _give(pipe: IO[bytes], message: bytes) -> None:
    with suppress(OSError, ValueError):  # it does not read any more
        pipe.write(message)
    with suppress(OSError, ValueError):
        pipe.close()


def _listen(pipe: IO[bytes], tail: bytearray) -> None:
    with suppress(OSError, ValueError):
        while piece := os.read(pipe.fileno(), _TAIL):
            tail += piece
            del tail[:-_TAIL]
        pipe.close()


def _last_lines(tail: bytearray) -> str:
    lines = [line.strip() for line in bytes(tail).decode("utf-8", "replace").splitlines()]
    return " · ".join(for_terminal(line)[:200] for line in [line for line in lines if line][-_LINES:])


def _stop(process: "subprocess.Popen[bytes]") -> None:
    """End the command and what it began, if it still runs: asked first, so that it can tidy up."""
    if process.poll() is not None:
        return
    for number in (signal.SIGTERM, getattr(signal, "SIGKILL", signal.SIGTERM)):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, number)
        if _ended(process):
            return


def _ended(process: "subprocess.Popen[bytes]") -> bool:
    """Whether it ends within the grace. Asked of the system: ``Popen.wait`` that a signal broke off holds its lock."""
    until = monotonic() + _GRACE
    while monotonic() < until:
        try:
            ended, status = os.waitpid(process.pid, os.WNOHANG)
        except ChildProcessError:  # it was seen to end before
            return True
        if ended:
            process.returncode = os.waitstatus_to_exitcode(status)
            return True
        sleep(0.005)
    return False
