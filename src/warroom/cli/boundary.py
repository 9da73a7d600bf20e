"""The one place where failures become words on stderr and an exit code."""

import errno
import json
import shlex
import traceback
from collections.abc import Callable, Sequence
from typing import Any

import typer
from typer.exceptions import TyperException

from warroom.cli.room import Room
from warroom.errors import Exit, OutputLost, Reason, WarroomError, WrongUsage

# The command that a line means, and the words that follow it.
Said = tuple[Any, Sequence[str]]


def within(room: Room, arguments: Sequence[str], run: Callable[[], Any], said: Callable[[], Said]) -> int:
    """Run a command and answer with its exit code; whatever is raised is worded here.

    ``said`` tells the command anew, when what was typed for it must be kept.
    """
    try:
        run()
        room.console.flush()
    except BrokenPipeError:
        return Exit.CLOSED_PIPE
    except typer.Exit as left:
        return left.exit_code
    except (KeyboardInterrupt, typer.Abort):
        return Exit.INTERRUPTED
    except Exception as error:
        return _failed(room, arguments, error, said)
    _settle(room, said)
    return Exit.DONE


def refuse_unspeakable(arguments: Sequence[str]) -> None:
    """What no text, name or path can hold is refused here, before it is asked which of them the word is."""
    for place, argument in enumerate(arguments, start=1):
        if "\0" in argument:
            raise WrongUsage(f"Word {place} of the command holds a NUL byte.", "Take it out.")
        try:
            argument.isascii() or argument.encode()
        except UnicodeEncodeError:
            raise WrongUsage(f"Word {place} of the command is not UTF-8.", "Set your terminal to UTF-8.") from None


def _settle(room: Room, said: Callable[[], Said]) -> None:
    if room.console.written:
        from warroom.cli.typed import forget

        forget(room, said)


def _failed(room: Room, arguments: Sequence[str], error: Exception, said: Callable[[], Said]) -> int:
    failure = error if isinstance(error, WarroomError) else _as_failure(room, arguments, error, said)
    console = room.console
    if "--debug" in arguments and failure.exit is Exit.FAULT:
        # Never with local values: they hold what was typed, and passwords.
        for line in "".join(traceback.format_exception(error)).splitlines():
            console.warn(line)
    console.warn(f"warroom: {_short(failure.message)}")
    for reason in failure.reasons:
        console.warn(f"  {reason.code}: {_short(reason.words)}{_way(reason, failure.hint)}")
    if failure.hint:
        console.warn(_short(failure.hint))
    if not failure.written:
        _say_saved(room, *said())
    if "--json" in arguments:
        console.warn(json.dumps({"error": _as_record(failure)}))
    return failure.exit


def _short(words: str) -> str:
    """The words without the middle of an endless name: what it is stands first, what is wrong with it last."""
    return words if len(words) <= 2000 else f"{words[:900]} … {words[-900:]}"


def _way(reason: Reason, hint: str) -> str:
    return "" if reason.way_out in ("", hint) else f" — {reason.way_out}"


def _say_saved(room: Room, command: Any, words: Sequence[str]) -> None:
    from warroom.cli.prose import options_beside
    from warroom.cli.typed import save

    if saved := save(room, command, words):
        recovers = any("--recover" in parameter.opts for parameter in command.params)
        again = options_beside(command, words)
        also = f"; say again: {', '.join(again)}" if again else ""
        way = f"  (take it up again with --recover{also})" if recovers else ""
        room.console.warn(f"Your text is saved: {saved}{way}")


def _as_record(failure: WarroomError) -> dict[str, object]:
    return {
        "code": int(failure.exit),
        "kind": failure.kind,
        "message": failure.message,
        "hint": failure.hint,
        "reasons": [{"code": r.code, "message": r.words, "hint": r.way_out} for r in failure.reasons],
        "written": failure.written,
    }


def _as_failure(room: Room, arguments: Sequence[str], error: Exception, said: Callable[[], Said]) -> WarroomError:
    if isinstance(error, TyperException):
        return _usage(arguments, error, said)
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EBADF):
        return OutputLost("stdout", str(error.strerror), written=room.console.written)
    return WarroomError(
        f"This is a fault of warroom ({type(error).__name__}).",
        "Run the command again with --debug and report what it shows.",
        written=room.console.written,
    )


def _usage(arguments: Sequence[str], error: TyperException, said: Callable[[], Said]) -> WarroomError:
    """A usage error in our words. Of a text command the line is shown as it would work."""
    # Of a missing choice Typer lists the words on lines of their own, and has none here.
    words = error.format_message().splitlines()[0].removesuffix(" Choose from:").rstrip(".")
    context = getattr(error, "ctx", None)
    path = context.command_path if context else _path(arguments, said)
    if (
        type(error).__name__ == "NoSuchOption"
        and context is not None
        and (line := _line_with_dashes(context, arguments))
    ):
        return WrongUsage(f"{words}.", f"If it is part of the text, write:  {line}")
    way = _meant(context, words) or _quoted(words, path, said) or f"See  {path} --help"
    return WrongUsage(f"{words}.", way)


def _quoted(problem: str, path: str, said: Callable[[], Said]) -> str:
    """The line with its text in quotation marks, where that is what it lacks: nothing that was typed is lost."""
    from warroom.cli.quoting import as_typed, lines

    found = lines(*said()) if "unexpected extra argument" in problem else []
    return f"A text of several words stands in quotation marks:  {as_typed(path, found)}" if found else ""


def _path(arguments: Sequence[str], said: Callable[[], Said]) -> str:
    """The words of the line that are its command; Typer does not tell them of an option without its value."""
    _, rest = said()
    return " ".join(["warroom", *arguments[: len(arguments) - len(rest)]])


def _meant(context: Any, said: str) -> str:
    """The words that an unknown one resembles."""
    import difflib  # only a mistake needs it

    known = context.command.list_commands(context) if said.startswith("No such command") else []
    alike = difflib.get_close_matches(said.split("'")[1], known, n=2) if known else []
    return f"Did you mean  {' or  '.join(f'{context.command_path} {word}' for word in alike)}" if alike else ""


def _line_with_dashes(context: Any, arguments: Sequence[str]) -> str | None:
    """The typed line with ``--`` before its text, if the command takes a text."""
    from warroom.cli.prose import main_words

    place = len(context.command_path.split()) - 1
    before, typed = list(arguments[:place]), list(arguments[place:])
    words = main_words(context.command, typed)
    if words is None:
        return None
    options = list(typed)
    for word in reversed(words):
        if word in options:
            del options[len(options) - 1 - options[::-1].index(word)]
    return shlex.join(["warroom", *before, *options, "--", *words])
