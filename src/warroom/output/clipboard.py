"""A text on the clipboard: by the tool of the platform, or through the terminal itself."""

import base64
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from warroom.errors import Reason, Refused

if TYPE_CHECKING:
    from warroom.output.console import Console

_PATIENCE = 10.0  # seconds
# The first field says where a tool has a clipboard to write to: a variable that is set, or nowhere in particular.
_TOOLS: Sequence[tuple[str, Sequence[str]]] = (
    ("WAYLAND_DISPLAY", ("wl-copy",)),
    ("DISPLAY", ("xclip", "-selection", "clipboard")),
    ("DISPLAY", ("xsel", "--clipboard", "--input")),
    ("", ("pbcopy",)),
    ("", ("clip.exe",)),
)
_LONGEST = 74_994  # bytes in Base64 that every terminal takes which takes any


def copy(text: str, *, console: "Console", environ: Mapping[str, str]) -> str:
    """Put the text on the clipboard and say by what. Raises Refused when there is no way to one."""
    for command in _tools(environ):
        if _given(command, text, environ):
            return command[0]
    packed = base64.b64encode(text.encode()).decode()
    if not console.err_is_terminal:
        raise _refused("no_clipboard", "no tool for it was found, and no terminal is there to ask")
    if len(packed) > _LONGEST:
        raise _refused("too_long", f"no tool for it was found, and a terminal takes only {_LONGEST * 3 // 4:,} bytes")
    console.signal(f"\x1b]52;c;{packed}\x07")
    return "the terminal"


def _tools(environ: Mapping[str, str]) -> list[list[str]]:
    """The tools that are there and have a clipboard to write to."""
    found = [
        (shutil.which(words[0], path=environ.get("PATH")), words)
        for where, words in _TOOLS
        if not where or environ.get(where)
    ]
    return [[words[0], path, *words[1:]] for path, words in found if path]


def _given(command: Sequence[str], text: str, environ: Mapping[str, str]) -> bool:
    _, *words = command
    # xclip and wl-copy stay behind to serve the clipboard: nothing of ours may be in their hands.
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    try:
        ended = subprocess.run(  # a tool of the platform
            words, input=_encoded(command[0], text), env=dict(environ), timeout=_PATIENCE, check=False, **quiet
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return ended.returncode == 0


def _encoded(tool: str, text: str) -> bytes:
    return text.encode("utf-16-le") if tool == "clip.exe" else text.encode()


def _refused(code: str, words: str) -> Refused:
    return Refused(
        "It cannot be copied to the clipboard.",
        Reason(code, words, "Install wl-copy, xclip or xsel, or write to a file with -o."),
    )
