"""What a process has loaded that has carried out commands: the program, its tables, templates, rules and migrations."""

import shutil
import tempfile
from pathlib import Path

from tests.bar.mailroom import furnish_mails
from tests.story import Terminal

WORDS = (
    ("update", "internal"), ("update", "customer", "--format", "html"), ("postmortem",), ("timeline",), ("actions",),
    ("find", "x"), ("log", "x"), ("do", "x"), ("send", "customer", "--yes"),
)  # fmt: skip


def load(home: Path) -> None:
    """Carry out commands in a home where nothing is yet, and leave nothing there.

    The program keeps its statements ready for a store by its path: here they are compiled for this one.
    """
    terminal = Terminal(home, is_terminal=False)
    furnish_mails(terminal)
    terminal.say("config", "delivery_command", "true")
    for words in WORDS:
        terminal.say(*words)
    shutil.rmtree(home)


def load_anywhere() -> None:
    """The same for no store in particular."""
    with tempfile.TemporaryDirectory() as folder:
        load(Path(folder) / "home")
