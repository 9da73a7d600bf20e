"""War rooms that many tests begin with: what was said once need not be said again to have the same store."""

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tests.story import Terminal

_FOLDER = tempfile.TemporaryDirectory(prefix="warroom-arranged-")
_ARRANGED: dict[tuple[object, ...], tuple[Path, Path]] = {}


def arranged(terminal: Terminal, lines: Iterable[tuple[str, ...]]) -> None:
    """Say the lines in a home where nothing was said yet; each must succeed.

    When the same person has said the same at the same time before, what that left is copied here: the store is a file.
    """
    said = tuple(lines)
    person = sorted(item for item in terminal.environ.items() if item[0] != "WARROOM_HOME")
    if (said, *person) not in _ARRANGED:
        for line in said:
            answer = terminal.say(*line)
            assert answer.code == 0, (line, answer)
        kept = shutil.copytree(terminal.home, Path(_FOLDER.name) / str(len(_ARRANGED)))
        _ARRANGED[said, *person] = terminal.home, kept
        return
    where, kept = _ARRANGED[said, *person]
    shutil.copytree(kept, terminal.home, dirs_exist_ok=True)
    for file in terminal.home.glob("state/*.json"):  # which escalation is in use, by the path of its store
        file.write_text(file.read_text().replace(str(where), str(terminal.home)))
