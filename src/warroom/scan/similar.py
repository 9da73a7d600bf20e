"""How near one text is to another: runs of the same words, and shares of the words that carry meaning."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from warroom.scan.lexicon import LANGUAGES, lexicon
from warroom.scan.names import words_of
from warroom.scan.wordlists import listed, senses_in, senses_of

_STEM = 6  # letters by which two forms of a word are the same
_RETOLD = 4  # words of a fact by which it is known in other words
_MOST = 0.75
_JOINTS = re.compile(r"[,;.]\s|\b(?:and|but|before|until|because|und|aber|bevor|bis|weil)\b")
_LEAST = 3  # words that carry meaning; fewer tell nothing


@cache
def _small() -> frozenset[str]:
    return listed("empty words").union(*(lexicon(code).small for code in LANGUAGES))


def meaning(words: Iterable[str]) -> set[str]:
    """What the words mean that carry meaning: their senses, or how they begin."""
    several = list(words)
    told = (word for word in several if len(word) > 2 and word not in _small() and word[:1].isalnum())
    single = {sense for word in told for sense in senses_of(word) or (word[:_STEM],)}
    return single.union(*senses_in(several))


def _telling(words: Iterable[str]) -> list[str]:
    """The same, one after the other as they stand."""
    return [found for word in words for found in sorted(meaning((word,)))]


class Facts:
    """Facts that a text may repeat; runs of words that were released are not held against it."""

    def __init__(self, facts: Iterable[str], *, released: Sequence[str], aside: Iterable[str] = ()) -> None:
        self._facts = [words_of(fact) for fact in facts]
        without = meaning(aside)  # names of whom it is about: a reader is called you
        self._meanings = [meaning(words) - without for words in self._facts]
        self._released = meaning(word for text in released for word in words_of(text))
        self._free = {run for text in released for run in _runs(words_of(text), 3)}
        self._known: dict[int, set[tuple[str, ...]]] = {}

    def verbatim(self, words: Sequence[str], *, least: int) -> bool:
        """Whether a run of ``least`` words stands so in a fact; of a shorter fact, the whole."""
        sizes = {min(len(fact), least) for fact in self._facts if len(fact) >= _LEAST}
        return any(run in self._of(size, least) for size in sizes for run in _runs(words, size))

    def nearly(self, words: Sequence[str], *, least: int) -> bool:
        """Whether so many words that carry meaning stand as in a fact, one after the other: was for is, the for a."""
        said = _telling(words)
        return any(
            run in said_runs and not self._is_free(run)
            for said_runs in [set(_runs(said, least))] if said_runs
            for fact in self._facts for run in _runs(_telling(fact), least)
        )  # fmt: skip

    def _of(self, size: int, least: int) -> set[tuple[str, ...]]:
        if size not in self._known:
            facts = [fact for fact in self._facts if min(len(fact), least) == size]
            runs = {run for fact in facts for run in _runs(fact, size)}
            self._known[size] = {run for run in runs if len(meaning(run)) >= _LEAST - 1 and not self._is_free(run)}
        return self._known[size]

    def _is_free(self, run: tuple[str, ...]) -> bool:
        return all(part in self._free for part in _runs(run, 3))

    def retold(self, words: Sequence[str], doing: Iterable[str]) -> bool:
        """Whether most of a fact is told in other words; what was released of it does not count.

        Nor is a fact told by saying that we are ``doing`` what it says was done.
        """
        said, deeds = meaning(words), meaning(doing)
        own = (one - self._released for one in self._meanings if one.isdisjoint(deeds))
        return any(len(said & one) >= _RETOLD and len(said & one) >= len(one) * _MOST for one in own)

    def share(self, words: Sequence[str], *, least: int = _LEAST) -> float:
        """How much of a fact's meaning the words hold, of the fact of which they hold most: 0 to 1.

        A fact of which they hold fewer than ``least`` senses does not count.
        """
        said = meaning(words)
        shares = [len(said & one) / len(one) for one in self._meanings if len(said & one) >= least]
        return max(shares, default=0.0)


def claims(fact: str) -> list[str]:
    """What a fact says, each saying for itself: those that it joins by "and" or "before", or sets apart."""
    return [one for one in _JOINTS.split(fact) if one.strip()]


def _runs(words: Sequence[str], size: int) -> Iterable[tuple[str, ...]]:
    return (tuple(words[place : place + size]) for place in range(len(words) - size + 1))


def alike(one: Sequence[str], other: Sequence[str]) -> float:
    """How much of two texts is the same, by their runs of three words: 0 to 1 (Dice)."""
    first, second = Counter(_runs(one, 3)), Counter(_runs(other, 3))
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 0.0
