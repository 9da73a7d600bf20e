"""Words that rules compare with and that belong to no language."""

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "words"


def listed(name: str) -> frozenset[str]:
    """One list of ``words/any.toml``."""
    return frozenset(_every()[name])


@cache
def _every() -> dict[str, list[str]]:
    return tomllib.loads((FOLDER / "any.toml").read_text(encoding="utf-8"))


@cache
def senses_of(word: str) -> frozenset[str]:
    """The senses in which a word of any language stands in ``words/senses.toml``; a compound has several."""
    table = _table_of_senses()
    begins = (f"{word[:end]}*" for end in range(min(len(word), _longest()), 0, -1))
    return next((table[one] for one in (word, *begins) if one in table), frozenset())


@cache
def _longest() -> int:
    """How many letters the longest word of the table has; of a longer word no more is looked at."""
    return max(map(len, _table_of_senses()))


def senses_in(words: Sequence[str]) -> Iterator[frozenset[str]]:
    """The senses of what several words say together: not go down well."""
    table, begin = _table_of_senses(), _first_words()
    for place, word in enumerate(words):
        if word in begin:
            yield from (table[run] for size in begin[word] if (run := "_".join(words[place : place + size])) in table)


@cache
def _first_words() -> dict[str, set[int]]:
    """The first word of each saying of several, with how many they are."""
    found: dict[str, set[int]] = {}
    for saying in (one.split("_") for one in _table_of_senses() if "_" in one):
        found.setdefault(saying[0], set()).add(len(saying))
    return found


@cache
def _table_of_senses() -> dict[str, frozenset[str]]:
    told = tomllib.loads((FOLDER / "senses.toml").read_text(encoding="utf-8"))
    table: dict[str, frozenset[str]] = {}
    for sense, words in told.items():
        for word in words.split():
            table[word] = table.get(word, frozenset()) | {sense}
    return table
