"""The console entry. It does as little as it can before the command, and leaves early after it.

It imports little too: until the signals are taken in hand, an interruption is answered by Python in its own words.
"""

import gc
import os
import signal
import sys

from warroom import __version__

# What may stand beside --version, and changes nothing of it.
_BESIDE_VERSION = {"--version", "-q", "--quiet", "--json", "--debug"}


def main() -> None:
    """Run the command line of this process and leave with its exit code."""
    # What a command makes lives until it ends: collecting on the way only costs. Long work turns it on again.
    gc.disable()
    if "--version" in sys.argv and set(sys.argv[1:]) <= _BESIDE_VERSION:
        leave(_answer_version())
    if sys.argv[1:2] == ["--complete"]:
        from warroom.cli.completion import answer

        leave(answer(sys.argv[2:], os.environ, sys.stdout))
    for number in (signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):
        signal.signal(number, _end)
    sys.unraisablehook = _end_soon
    from warroom.cli.app import run
    from warroom.cli.room import Room

    try:
        code = run(Room(os.environ, sys.stdin, sys.stdout, sys.stderr), sys.argv[1:])
    except SystemExit as ended:  # by a signal: every block has been left
        code = ended.code if isinstance(ended.code, int) else 1
    leave(code)


def _answer_version() -> int:
    try:
        sys.stdout.write(f"warroom {__version__}\n")
        sys.stdout.flush()
    except (OSError, ValueError, AttributeError):
        return 74
    return 0


def _end(number: int, frame: object) -> None:
    """Interrupted, hung up or terminated: leave through every open block, so that nothing is half written."""
    raise SystemExit(128 + number)


def _end_soon(unraised: "sys.UnraisableHookArgs") -> None:
    """A signal that came where Python can raise nothing (while a lock is given back) ends us a moment later."""
    code = getattr(unraised.exc_value, "code", None)
    if not isinstance(unraised.exc_value, SystemExit) or not isinstance(code, int) or not hasattr(signal, "SIGALRM"):
        sys.__unraisablehook__(unraised)
        return
    signal.signal(signal.SIGALRM, lambda number, frame: _end(code - 128, frame))
    signal.setitimer(signal.ITIMER_REAL, 0.001)


def leave(code: int) -> None:
    """End the process at once: tearing the interpreter down costs a fifth of a short command, and all is closed."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):
            continue  # closed, full or never there: it has been said
    os._exit(code)


if __name__ == "__main__":
    main()
