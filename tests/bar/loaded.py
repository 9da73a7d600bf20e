"""What a process has loaded that has carried out commands: the program, its tables, templates and migrations."""

import tempfile
from pathlib import Path

from tests.story import Terminal

with tempfile.TemporaryDirectory() as _folder:
    _terminal = Terminal(Path(_folder) / "home", is_terminal=False)
    for _words in (("open", "acme", "x"), ("update", "internal"), ("postmortem",), ("timeline",)):
        _terminal.say(*_words)
