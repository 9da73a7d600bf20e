"""The program in processes forked from one that has loaded it: cheap enough to be killed by the dozen."""

import multiprocessing
import os
from pathlib import Path
from typing import Any

from tests.story import Terminal

_CONTEXT: Any = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["__main__", "tests.bar.loaded"])


def forked(home: Path, *words: str) -> Any:
    """A process that carries out one command and ends."""
    process = _CONTEXT.Process(target=_speak, args=(home, words))
    process.start()
    return process


def _speak(home: Path, words: tuple[str, ...]) -> None:
    os._exit(Terminal(home, is_terminal=False).say(*words).code)
