"""The words of each language: read from its file, made ready once, and looked for in one pass over a text."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

from warroom.scan.index import Index
from warroom.scan.phrase import read

FOLDER = Path(__file__).parent / "words"
LANGUAGES = ("en", "de")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language."""

    code: str
    name: str
    small: frozenset[str]
    """The small words by which it is known."""
    letters: str
    """Its letters beyond a to z."""
    common: frozenset[str]
    """Words that are also names."""
    lists: Mapping[str, Sequence[str]]
    find: Mapping[str, Sequence[str]]
    """Its phrases, by key, as they are written."""

    def words(self, name: str) -> frozenset[str]:
        """One list of single words; empty where the language has none of it."""
        return _words(self.code, name)

    @property
    def index(self) -> Index:
        """Its phrases, ready; made when a text is in this language."""
        return _index(self.code)


@cache
def lexicon(code: str) -> Lexicon:
    """The words of a language that the rules know."""
    told = tomllib.loads((FOLDER / f"{code}.toml").read_text(encoding="utf-8"))
    lists = told["lists"]
    small, common = frozenset(told["small"]), frozenset(told["common"])
    return Lexicon(code, told["name"], small, told["letters"], common, lists, told["find"])


@cache
def _words(code: str, name: str) -> frozenset[str]:
    return frozenset(lexicon(code).lists.get(name, ()))


@cache
def _index(code: str) -> Index:
    told = lexicon(code)
    return Index((key, read(phrase, told.lists)) for key, several in told.find.items() for phrase in several)


@cache
def common_words() -> frozenset[str]:
    """Words of any language that are also names."""
    return frozenset().union(*(lexicon(code).common for code in LANGUAGES))


_FEW = 6  # words; in fewer no language is told
_SHARE = 0.13  # of all words that are small ones, for a text to be in a language
_LONG = 4  # letters of a word that belongs to one language
_SHARE_OF_TERMS = 0.4  # of the longer words, in a form


def spoken(words: Sequence[str], told: str | None) -> tuple[str, ...]:
    """The languages of a text among those that the rules know; none when it is in another one.

    A text too short to tell is taken to be in the language of its reader, else in English. A frame in the reader's
    language around facts in another one is in both.
    """
    read_words = [word for word in words if word and word[0].isalpha()]
    usual = told.partition("-")[0] if told else "en"
    if len(read_words) < _FEW:
        return (usual,) if usual in LANGUAGES else ()
    shares = {code: sum(word in lexicon(code).small for word in read_words) / len(read_words) for code in LANGUAGES}
    best = max(shares.values())
    found = tuple(
        code
        for code, share in shares.items()
        if (share >= _SHARE and share > best / 2) or (code == usual and told and share >= _SHARE / 2)
    )
    return found or _by_its_terms([word for word in read_words if len(word) >= _LONG])


def _by_its_terms(words: Sequence[str]) -> tuple[str, ...]:
    """The language of a form with hardly a small word in it: labels, and what stands behind them."""
    shares = {code: sum(word in _terms(code) for word in words) / max(len(words), 1) for code in LANGUAGES}
    best = max(shares, key=shares.__getitem__)
    foreign = {letter for word in words for letter in word if letter > "z"} - set(lexicon(best).letters)
    return (best,) if len(words) >= _FEW and shares[best] >= _SHARE_OF_TERMS and not foreign else ()


@cache
def _terms(code: str) -> frozenset[str]:
    """The longer words of a language that stand in its phrases and lists."""
    told = lexicon(code)
    every = (*(phrase for several in told.find.values() for phrase in several), *chain(*told.lists.values()))
    return frozenset(word for phrase in every for word in re.findall(r"[^\W\d_]+", phrase) if len(word) >= _LONG)
