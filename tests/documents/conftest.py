"""Whole documents, kept as a reader gets them."""

from collections.abc import Callable
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def golden(update: bool) -> Callable[[str, str], None]:
    """Compare a text with the file that was read in review; with ``--update`` the file is written anew."""

    def compare(name: str, text: str) -> None:
        file = GOLDEN / name
        if update:
            file.write_text(text, encoding="utf-8")
        assert text == file.read_text(encoding="utf-8")

    return compare
