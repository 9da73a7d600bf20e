"""What a process has loaded that has carried out commands: the program, its tables, templates, rules and migrations."""

import shutil
import tempfile
from pathlib import Path

from tests.bar.mailroom import furnish_mails
from tests.story import Terminal

READING = (
    ("update", "internal"), ("update", "customer"), ("postmortem",), ("timeline",), ("actions",), ("find", "x"),
    ("log", "x"), ("do", "x"),
)  # fmt: skip
SENDING = (
    ("config", "delivery_command", "true"), ("update", "customer", "--format", "html"), ("send", "customer", "--yes"),
)  # fmt: skip


def load(home: Path, *, sends: bool = False) -> None:
    """Carry out commands in a home where nothing is yet, and leave nothing there. ``sends``: those that send, too.

    The program keeps its statements ready for a store by its path: here they are compiled for this one.
    """
    terminal = Terminal(home, is_terminal=False)
    if sends:
        furnish_mails(terminal)
    else:
        terminal.say("open", "acme", "x")
    for words in (*READING, *(SENDING if sends else ())):
        terminal.say(*words)
    shutil.rmtree(home)


def load_anywhere() -> None:
    """The same for no store in particular."""
    with tempfile.TemporaryDirectory() as folder:
        load(Path(folder) / "home")
