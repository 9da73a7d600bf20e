"""A message is handed to a command: what became of it is known, or said to be unknown; nothing of it is left behind."""

import os
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from warroom.exchange.delivery import Delivery, Fate, deliver

MESSAGE = b"To: dana@acme.example\r\n\r\n.\r\nFrom here\r\n\0\xff trailing  \r\n"
PYTHON = [sys.executable, "-c"]


def shell(line: str) -> list[str]:
    return ["sh", "-c", line]


def delivered(command: Sequence[str], *, message: bytes = MESSAGE, timeout: float = 30) -> Delivery:
    return deliver(message, command=command, timeout=timeout)


def is_gone(pid: int) -> bool:
    """Whether a process has ended, soon."""
    for _ in range(200):
        with suppress(FileNotFoundError):
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z":
                time.sleep(0.02)
                continue
        return True
    return False


@pytest.mark.parametrize("message", [MESSAGE, b"x" * 3_000_000])
def test_the_command_gets_the_exact_bytes(tmp_path: Path, message: bytes) -> None:
    place = tmp_path / "the mail; $(touch here)"
    command = ["cp", "/dev/stdin", str(place)] if len(message) < 1000 else ["tee", str(place)]
    assert delivered(command, message=message) == Delivery(Fate.SENT)
    assert place.read_bytes() == message


def test_no_shell_reads_its_words(tmp_path: Path) -> None:
    written = tmp_path / "words"
    program = "import sys; open(sys.argv[1], 'w').write(repr(sys.argv[2:]))"
    assert delivered([*PYTHON, program, str(written), "$HOME", "a;b", "*"]).fate is Fate.SENT
    assert written.read_text() == "['$HOME', 'a;b', '*']"


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (["no-such-command-here"], "no-such-command-here could not be started: No such file or directory"),
        (["/etc/passwd"], "/etc/passwd could not be started: Permission denied"),
        (["/"], "/ could not be started: Permission denied"),
        (["a\0b"], "a^@b could not be started: no command can have this name"),
        (["\x1b[2Jx"], "^[[2Jx could not be started: No such file or directory"),
        (shell("exit 1"), "it ended with 1"),
        (shell("exit 69"), "it ended with 69"),
        (shell("exit 75"), "it ended with 75"),
        (shell("no-such-command-here"), "it ended with 127"),
    ],
)
def test_what_never_began_or_says_that_it_failed_has_sent_nothing(command: list[str], why: str) -> None:
    ended = delivered(command)
    assert (ended.fate, ended.why) == (Fate.UNSENT, why)


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (shell("kill -9 $$"), "it was stopped by signal 9"),
        (shell("cat >/dev/null; kill -TERM $$"), "it was stopped by signal 15"),
        (shell("(kill -9 $BASHPID) 2>/dev/null; exit 137"), "it was stopped by signal 9"),
        (shell("exit 74"), "it ended with 74"),
        (shell("exit 76"), "it ended with 76"),
    ],
)
def test_of_what_broke_off_nobody_knows(command: list[str], why: str) -> None:
    ended = delivered(command)
    assert (ended.fate, ended.why) == (Fate.UNKNOWN, why)


def test_a_command_that_hangs_is_stopped_with_all_that_it_began(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    hanging = f"sleep 300 & echo $! >> {pids}; echo $$ >> {pids}; echo waiting for a password >&2; wait"
    ended = delivered(shell(hanging), timeout=1)
    assert ended == Delivery(Fate.UNKNOWN, "it had not ended after 1 s and was stopped", "waiting for a password")
    assert [is_gone(int(pid)) for pid in pids.read_text().split()] == [True, True]


def test_a_command_that_will_not_end_is_ended(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    deaf = f"import os, signal, time; signal.signal(15, signal.SIG_IGN); open({str(pid)!r}, 'w').write(str(os.getpid())); time.sleep(300)"  # noqa: E501
    assert delivered([*PYTHON, deaf], timeout=1).fate is Fate.UNKNOWN
    assert is_gone(int(pid.read_text()))


def test_a_command_that_writes_without_end_and_reads_nothing_is_stopped() -> None:
    ended = delivered(shell("while :; do echo rubbish; echo noise >&2; done"), message=b"x" * 1_000_000, timeout=1)
    assert (ended.fate, ended.said) == (Fate.UNKNOWN, "noise · noise · noise")


def test_a_command_that_reads_nothing_and_is_content_is_believed() -> None:
    assert delivered(["true"], message=b"x" * 1_000_000) == Delivery(Fate.SENT)


def test_what_it_leaves_behind_holds_nobody_up_and_lives_on(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    assert delivered(shell(f"sleep 300 & echo $! > {pid}; cat >/dev/null")).fate is Fate.SENT
    queue = int(pid.read_text())
    os.kill(queue, signal.SIGKILL)  # it was there to be ended


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("printf '\\033]0;owned\\007\\n' >&2; exit 1", "^[]0;owned^G"),
        ("printf 'caf\\351\\n\\377\\376\\n' >&2; exit 1", "caf\ufffd · \ufffd\ufffd"),
        ("printf 'one\\n\\n  two  \\r\\nthree\\nfour' >&2; exit 1", "two · three · four"),
        ("echo to stdout; exit 1", ""),
        ("head -c 100000 /dev/zero | tr '\\0' x >&2; exit 1", "x" * 200),
    ],
)
def test_its_last_words_are_shown_and_do_nothing(program: str, said: str) -> None:
    assert delivered(shell(program)).said == said


def test_it_gets_no_terminal_and_no_interrupt_of_ours() -> None:
    program = "import os, sys; sys.exit(0 if os.getsid(0) == os.getpid() else 1)"
    assert delivered([*PYTHON, program]).fate is Fate.SENT


def test_when_we_are_interrupted_it_is_stopped(tmp_path: Path) -> None:
    pid = tmp_path / "pid"

    def interrupt(number: int, frame: object) -> None:
        raise SystemExit(128 + number)

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 1)
    try:
        with pytest.raises(SystemExit):
            delivered(shell(f"echo $$ > {pid}; exec sleep 300"))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert is_gone(int(pid.read_text()))
