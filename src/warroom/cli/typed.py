"""Text as it is typed: the words of the line, ``-`` for standard input, an editor; and never lost on a failure."""

import os
import shlex
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from warroom.cli.prose import Prose, mains, options_of, read, takes_text, typed
from warroom.errors import InvalidValue, NotFound, UnreadableInput, WarroomError, WrongUsage

if TYPE_CHECKING:
    from warroom.cli.room import Room

# Beyond this, standard input is no text that a person typed.
INPUT_LIMIT = 8 * 1024 * 1024


def text(room: "Room", words: "list[str] | None", *, what: str = "TEXT") -> str:
    """The text that the words mean. On a terminal without any, an editor opens; it is saved before it is checked."""
    if words == ["-"]:
        found = read_input(room)
    elif words:
        found = " ".join(words)
    elif room.recovered and room.recovered.prose.text.strip():
        found = room.recovered.prose.text
    elif room.on_terminal and room.stdin is not None and room.stdin.isatty():
        found = edited(room)
    else:
        raise WrongUsage(f"{what} is missing.", "Write it after the command, or - to read it from standard input.")
    room.typed = found
    return found


def text_if(room: "Room", words: "list[str] | None") -> str | None:
    """The text that the words mean, or the one that was taken up; None without either."""
    return text(room, words) if words or (room.recovered and room.recovered.prose.text.strip()) else None


def read_input(room: "Room") -> str:
    """The whole of standard input as one text. Raises UnreadableInput when it is not UTF-8."""
    if room.stdin is None:
        raise WrongUsage("Standard input is closed, and - asks to read it.", "Give it something to read.")
    return decoded(bounded(room.stdin.buffer, field="standard input"), where="standard input")


def bounded(source: BinaryIO, *, field: str) -> bytes:
    """All that a stream holds. Raises InvalidValue when it is larger than a text can be, and reads no further."""
    raw = source.read(INPUT_LIMIT + 1)
    if len(raw) > INPUT_LIMIT:
        raise InvalidValue(field, f"it is larger than {INPUT_LIMIT // 2**20} MB", "Split it.")
    return raw


def decoded(raw: bytes, *, where: str) -> str:
    """Bytes as text: UTF-8, with or without a byte order mark. Raises UnreadableInput naming the first bad byte."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UnreadableInput(
            f"{where.capitalize()} is not UTF-8: byte {error.start + 1} (line {line}).",
            (),
            "Convert it first, for example:  iconv -f latin1 -t utf-8",
        ) from None


def edited(room: "Room", text: str = "") -> str:
    """What the person writes in their editor, beginning with ``text``; the file stays until the command succeeds."""
    file = _saved_file(room)
    file.write_text(text, encoding="utf-8")
    editor = shlex.split(room.environ.get("VISUAL") or room.environ.get("EDITOR") or "vi")
    try:
        ended = subprocess.run([*editor, str(file)], check=False)
    except OSError as error:
        raise InvalidValue("EDITOR", f"{editor[0]} cannot be started: {error.strerror}", "Set EDITOR.") from None
    found = decoded(file.read_bytes(), where="the text")
    if ended.returncode or not found.strip():
        file.unlink()
        raise WrongUsage(
            "Nothing was written in the editor; nothing was recorded.", "Write the text after the command."
        )
    room.recovered = Saved(file, Prose(found))
    return found


@dataclass(frozen=True, slots=True)
class Saved:
    """A text that stands in a file until its command has succeeded."""

    file: Path
    prose: Prose
    whole: bool = True  # whether the command took up all of it


def take_up(room: "Room", command: Any, given: dict[str, Any]) -> None:
    """Take up what was saved last: the main text for later, and each option's words where that was not given.

    Raises NotFound when nothing is saved that the command could take.
    """
    saved = saved_texts(room)
    if not saved:
        raise NotFound("saved", "text", hint=f"They are kept in {_folder(room)}")
    prose = read(decoded(saved[-1].read_bytes(), where="the saved text"))
    if any(given.get(name) for name in mains(command)):
        raise WrongUsage("--recover takes up the saved text, and there is another one.", "Leave out one of the two.")
    names = options_of(command)
    taken = {name: words for name, words in prose.options.items() if name in names and given[names[name]] is None}
    is_read = takes_text(command) or "override" in given or not prose.text.strip()  # what goes out is a text, too
    if not (taken or (prose.text.strip() and is_read)):
        raise NotFound("saved", "text that it takes", hint=f"The last one:  {saved[-1]}")
    given |= {names[name]: words for name, words in taken.items()}
    if taken:
        room.console.talk(
            f"Taken up with the text: {', '.join(f'{name} {shlex.quote(taken[name])}' for name in taken)}"
        )
    room.recovered = Saved(saved[-1], prose, whole=is_read and len(taken) == len(prose.options))


def saved_texts(room: "Room") -> list[Path]:
    """The files of saved texts, the newest last."""
    return sorted(_folder(room).glob("*.txt"), key=lambda file: (file.stat().st_mtime_ns, file.name))


def save(room: "Room", command: Any, words: Sequence[str]) -> Path | None:
    """Save the prose that was typed for a command that failed.

    None when there was none, or when it cannot be saved.
    """
    prose = _typed(room, command, words)
    if not prose:
        return None
    whole = prose.written()
    try:
        newest = saved_texts(room)[-1:]
        if newest and newest[0].read_text(encoding="utf-8", errors="replace") == whole:
            return newest[0]  # from the editor, or taken up again
        file = _saved_file(room)
    except OSError:
        return None
    try:
        file.write_text(whole, encoding="utf-8", errors="surrogateescape")
    except (OSError, UnicodeEncodeError):  # a full disk: half a text is none, and --recover must not take it
        file.unlink(missing_ok=True)
        return None
    if room.recovered and prose.holds(room.recovered.prose):
        room.recovered.file.unlink(missing_ok=True)
    return file


def _typed(room: "Room", command: Any, words: Sequence[str]) -> Prose:
    """What was typed, on the line or elsewhere, and what was taken up."""
    prose = typed(command, words)
    if room.typed is not None:
        prose = replace(prose, text=room.typed)
    elif prose.text == "-":
        prose = replace(prose, text=_unread(room))
    before = room.recovered.prose if room.recovered else Prose()
    return Prose(prose.text or before.text, {**before.options, **prose.options})


def _unread(room: "Room") -> str:
    """The text on standard input that a command meant to read, had it come so far; a person is not asked for it."""
    if room.stdin is None or room.stdin.isatty():
        return ""
    with suppress(WarroomError, OSError):
        return read_input(room)
    return ""


def forget(room: "Room", said: "Callable[[], tuple[Any, Sequence[str]]]") -> None:
    """What was typed is recorded: what was saved of it is needed no more."""
    if room.recovered:
        if room.recovered.whole:
            room.recovered.file.unlink(missing_ok=True)
        return
    for file in saved_texts(room)[-1:]:
        if _typed(room, *said()).holds(read(file.read_text(encoding="utf-8", errors="replace"))):
            file.unlink(missing_ok=True)


def _folder(room: "Room") -> Path:
    return room.places.state / "saved"


def _saved_file(room: "Room") -> Path:
    folder = _folder(room)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        stamp = f"{room.now:%Y%m%d-%H%M%S}"
    except WarroomError:  # the clock was set to nonsense; the text is kept all the same
        stamp = "undated"
    file = folder / f"{stamp}-{os.getpid()}.txt"
    file.touch(mode=0o600)
    return file
