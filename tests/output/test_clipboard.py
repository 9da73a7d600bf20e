"""A text is put on the clipboard by the tool that is there, or by the terminal; else it is said that it cannot be."""

import base64
import re
from pathlib import Path

import pytest

from tests.story import Screen
from warroom.errors import Refused
from warroom.output.clipboard import copy
from warroom.output.console import Console, console_of

TEXT = "Ünter, \U0001f525\r\nline two\n"


def tool(folder: Path, name: str, *, code: int = 0) -> None:
    """A tool that writes down what it was given."""
    program = folder / name
    program.write_text(f'#!/bin/sh\necho "$@" > {folder}/{name}.words\ncat > {folder}/{name}.text\nexit {code}\n')
    program.chmod(0o755)


def place(folder: Path, **more: str) -> dict[str, str]:
    (folder / "cat").symlink_to("/bin/cat")
    return {"PATH": str(folder), **more}


def console(screen: Screen) -> Console:
    return console_of({}, screen, screen)


@pytest.mark.parametrize(
    ("name", "variable", "words"),
    [
        ("wl-copy", "WAYLAND_DISPLAY", ""), ("xclip", "DISPLAY", "-selection clipboard"),
        ("xsel", "DISPLAY", "--clipboard --input"), ("pbcopy", "", ""),
    ],
)  # fmt: skip
def test_the_tool_of_the_platform_gets_the_text(tmp_path: Path, name: str, variable: str, words: str) -> None:
    tool(tmp_path, name)
    environ = place(tmp_path, **({variable: ":0"} if variable else {}))
    assert copy(TEXT, console=console(Screen(terminal=False)), environ=environ) == name
    assert (tmp_path / f"{name}.text").read_bytes() == TEXT.encode()
    assert (tmp_path / f"{name}.words").read_text().strip() == words


def test_windows_gets_it_in_its_own_letters(tmp_path: Path) -> None:
    tool(tmp_path, "clip.exe")
    copy(TEXT, console=console(Screen(terminal=False)), environ=place(tmp_path))
    assert (tmp_path / "clip.exe.text").read_bytes() == TEXT.encode("utf-16-le")


def test_a_tool_without_a_screen_or_that_fails_leaves_it_to_the_next(tmp_path: Path) -> None:
    tool(tmp_path, "wl-copy")
    tool(tmp_path, "xclip", code=1)
    tool(tmp_path, "xsel")
    assert copy(TEXT, console=console(Screen(terminal=True)), environ=place(tmp_path, DISPLAY=":0")) == "xsel"
    assert not (tmp_path / "wl-copy.text").exists()


def test_without_a_tool_the_terminal_takes_it(tmp_path: Path) -> None:
    screen = Screen(terminal=True)
    assert copy(TEXT, console=console(screen), environ=place(tmp_path)) == "the terminal"
    found = re.fullmatch(r"\x1b\]52;c;([A-Za-z0-9+/=]+)\x07", screen.getvalue())
    assert found is not None
    assert base64.b64decode(found[1]).decode() == TEXT


def test_without_tool_and_terminal_it_is_refused(tmp_path: Path) -> None:
    screen = Screen(terminal=False)
    with pytest.raises(Refused) as refused:
        copy(TEXT, console=console(screen), environ=place(tmp_path))
    assert [reason.code for reason in refused.value.reasons] == ["no_clipboard"]
    assert screen.getvalue() == ""


def test_what_is_too_long_for_a_terminal_is_refused(tmp_path: Path) -> None:
    screen = Screen(terminal=True)
    with pytest.raises(Refused) as refused:
        copy("x" * 56_300, console=console(screen), environ=place(tmp_path))
    assert [reason.code for reason in refused.value.reasons] == ["too_long"]
    assert screen.getvalue() == ""
