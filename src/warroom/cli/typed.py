"""Text as it is typed: the words of the line, ``-`` for standard input, an editor; and never lost on a failure."""

import os
import shlex
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

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
    elif room.options.recover:
        found = recovered(room)
    elif room.on_terminal and room.stdin is not None and room.stdin.isatty():
        found = edited(room)
    else:
        raise WrongUsage(f"{what} is missing.", "Write it after the command, or - to read it from standard input.")
    room.typed = found
    return found


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
    return found


def recovered(room: "Room") -> str:
    """The text that was saved last. Raises NotFound when there is none."""
    saved = saved_texts(room)
    if not saved:
        raise NotFound("saved", "text", hint=f"They are kept in {_folder(room)}")
    return decoded(saved[-1].read_bytes(), where="the saved text")


def saved_texts(room: "Room") -> list[Path]:
    """The files of saved texts, the newest last."""
    return sorted(_folder(room).glob("*.txt"), key=lambda file: (file.stat().st_mtime_ns, file.name))


def save(room: "Room") -> Path | None:
    """Save what was typed for a command that failed. None when nothing was, or when it cannot be saved."""
    if not room.typed or not room.typed.strip():
        return None
    try:
        newest = saved_texts(room)[-1:]
        if newest and newest[0].read_text(encoding="utf-8", errors="replace") == room.typed:
            return newest[0]  # from the editor, or taken up again
        file = _saved_file(room)
    except OSError:
        return None
    try:
        file.write_text(room.typed, encoding="utf-8", errors="surrogateescape")
    except OSError:  # a full disk: half a text is none, and --recover must not take it
        file.unlink(missing_ok=True)
        return None
    return file


def forget(room: "Room") -> None:
    """The text is recorded: what was saved of it is needed no more."""
    if not room.typed:
        return
    for file in saved_texts(room)[-1:]:
        if file.read_text(encoding="utf-8", errors="replace").strip() == room.typed.strip():
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
