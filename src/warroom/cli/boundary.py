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


def within(room: Room, arguments: Sequence[str], run: Callable[[], Any]) -> int:
    """Run a command and answer with its exit code; whatever is raised is worded here."""
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
        return _failed(room, arguments, error)
    _settle(room)
    return Exit.DONE


def _settle(room: Room) -> None:
    if room.typed:
        from warroom.cli.typed import forget

        forget(room)


def _failed(room: Room, arguments: Sequence[str], error: Exception) -> int:
    failure = error if isinstance(error, WarroomError) else _as_failure(room, arguments, error)
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
    _say_saved(room)
    if "--json" in arguments:
        console.warn(json.dumps({"error": _as_record(failure)}))
    return failure.exit


def _short(words: str) -> str:
    """The words without the middle of an endless name: what it is stands first, what is wrong with it last."""
    return words if len(words) <= 2000 else f"{words[:900]} … {words[-900:]}"


def _way(reason: Reason, hint: str) -> str:
    return "" if reason.way_out in ("", hint) else f" — {reason.way_out}"


def _say_saved(room: Room) -> None:
    from warroom.cli.typed import save

    if saved := save(room):
        room.console.warn(f"Your text is saved: {saved}  (take it up again with --recover)")


def _as_record(failure: WarroomError) -> dict[str, object]:
    return {
        "code": int(failure.exit),
        "kind": failure.kind,
        "message": failure.message,
        "hint": failure.hint,
        "reasons": [{"code": r.code, "message": r.words, "hint": r.way_out} for r in failure.reasons],
        "written": failure.written,
    }


def _as_failure(room: Room, arguments: Sequence[str], error: Exception) -> WarroomError:
    if isinstance(error, TyperException):
        return _usage(room, arguments, error)
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EBADF):
        return OutputLost("stdout", str(error.strerror), written=room.console.written)
    return WarroomError(
        f"This is a fault of warroom ({type(error).__name__}).",
        "Run the command again with --debug and report what it shows.",
        written=room.console.written,
    )


def _usage(room: Room, arguments: Sequence[str], error: TyperException) -> WarroomError:
    """A usage error in our words. Of a text command the words are kept, and the line is shown as it would work."""
    # Of a missing choice Typer lists the words on lines of their own, and has none here.
    said = error.format_message().splitlines()[0].removesuffix(" Choose from:").rstrip(".")
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "warroom"
    if (
        type(error).__name__ == "NoSuchOption"
        and context is not None
        and (line := _line_with_dashes(room, context, arguments))
    ):
        return WrongUsage(f"{said}.", f"If it is part of the text, write:  {line}")
    return WrongUsage(f"{said}.", _meant(context, said) or f"See  {path} --help")


def _meant(context: Any, said: str) -> str:
    """The words that an unknown one resembles."""
    import difflib  # only a mistake needs it

    known = context.command.list_commands(context) if said.startswith("No such command") else []
    alike = difflib.get_close_matches(said.split("'")[1], known, n=2) if known else []
    return f"Did you mean  {' or  '.join(f'{context.command_path} {word}' for word in alike)}" if alike else ""


def _line_with_dashes(room: Room, context: Any, arguments: Sequence[str]) -> str | None:
    """The typed line with ``--`` before its text, if the command takes a text; the text is kept."""
    texts = [parameter.name for parameter in context.command.params if parameter.name in ("text", "title")]
    if not texts:
        return None
    place = len(context.command_path.split()) - 1
    before, typed = list(arguments[:place]), list(arguments[place:])
    # Of -she the parser would take -e for an option and the next word for its value: such a word is masked.
    known = {name for one in context.command.get_params(context) for name in one.opts}
    masked = [f"\0{word}" if word[0:1] == "-" and word[:2] not in known | {"-", "--"} else word for word in typed]
    lenient = context.command.make_context(
        context.info_name, masked, parent=context.parent, resilient_parsing=True, ignore_unknown_options=True
    )
    words = [word.removeprefix("\0") for word in lenient.params.get(texts[0]) or ()]
    room.typed = " ".join(words)
    options = list(typed)
    for word in reversed(words):
        if word in options:
            del options[len(options) - 1 - options[::-1].index(word)]
    return shlex.join(["warroom", *before, *options, "--", *words])
