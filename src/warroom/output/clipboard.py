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
# A tool, and the variable without which it has no clipboard to write to.
_TOOLS: Sequence[tuple[Sequence[str], str | None]] = (
    (("wl-copy",), "WAYLAND_DISPLAY"),
    (("xclip", "-selection", "clipboard"), "DISPLAY"),
    (("xsel", "--clipboard", "--input"), "DISPLAY"),
    (("pbcopy",), None),
    (("clip.exe",), None),
)
_LONGEST = 74_994  # bytes in Base64 that every terminal takes which takes any


def copy(text: str, *, console: "Console", environ: Mapping[str, str]) -> str:
    """Put the text on the clipboard and say by what. Raises Refused when there is no way to one."""
    for words, variable in _TOOLS:
        if (variable is None or environ.get(variable)) and _given(words, text, environ):
            return words[0]
    packed = base64.b64encode(text.encode()).decode()
    if not console.err_is_terminal:
        raise _refused("no_clipboard", "no tool for it was found, and no terminal is there to ask")
    if len(packed) > _LONGEST:
        raise _refused("too_long", f"no tool for it was found, and a terminal takes only {_LONGEST * 3 // 4:,} bytes")
    console.signal(f"\x1b]52;c;{packed}\x07")
    return "the terminal"


def _given(words: Sequence[str], text: str, environ: Mapping[str, str]) -> bool:
    """Whether the tool is there and took the text."""
    path = shutil.which(words[0], path=environ.get("PATH", ""))
    if path is None:
        return False
    # xclip and wl-copy stay behind to serve the clipboard: no stream of ours may be in their hands.
    try:
        ended = subprocess.run(
            [path, *words[1:]], input=_encoded(words[0], text), env=dict(environ), timeout=_PATIENCE, check=False,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
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
