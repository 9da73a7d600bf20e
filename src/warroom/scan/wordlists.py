"""Words that rules compare with and that belong to no language."""

import tomllib
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "words"


def listed(name: str) -> frozenset[str]:
    """One list of ``words/any.toml``."""
    return frozenset(_every()[name])


@cache
def _every() -> dict[str, list[str]]:
    return tomllib.loads((FOLDER / "any.toml").read_text(encoding="utf-8"))
