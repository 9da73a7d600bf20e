"""Phrases: what a rule looks for, in words. No input makes one slow, for it is followed in parallel, never retried.

``we (will|shall) guarantee*`` is read so: words stand one after the other; ``a|b`` is one of several words and
``(a b|c)`` one of several phrases; ``word?`` or ``(…)?`` may be missing; ``guarant*`` begins and ``*grade`` ends a
word; ``..3`` is up to three words that do not matter; ``<be>`` is a named list; ``<time>`` a time as it was read.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from warroom.scan.tokens import END, MARK

_PIECE = re.compile(r"\(|\)\??|[^\s()]+")
_WORD = re.compile(r"[^\W_]*(?:'[^\W_]+)?%?|[€$£]")
LONGEST_GAP = 12
_LIMIT = 6000  # characters of one phrase


class Broken(ValueError):
    """A phrase that cannot be read; its words say why."""


class Span(NamedTuple):
    """Words ``first`` to ``last``, the last not included."""

    first: int
    last: int


Marks = Mapping[str, Mapping[int, int]]
"""What was read as one thing: by class, the word where it begins and the word after it."""


@dataclass(frozen=True, slots=True)
class _Step:
    """One step of a phrase: a choice of word sequences, a class, or a gap."""

    words: frozenset[str] = frozenset()
    begins: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    of_class: str = ""
    gap: int = 0
    choices: "tuple[tuple[_Step, ...], ...]" = ()
    optional: bool = False

    def after(self, words: Sequence[str], place: int, marks: Marks) -> Iterator[int]:
        """Where one may be after this step, begun at ``place``."""
        if self.optional:
            yield place
        if self.gap:
            yield from _passed(words, place, self.gap)
        elif self.of_class:
            end = marks.get(self.of_class, {}).get(place)
            if end is not None:
                yield end
        elif self.choices:
            for steps in self.choices:
                yield from walked(steps, words, place, marks)
        elif place < len(words) and self._is(words[place]):
            yield place + 1

    def _is(self, word: str) -> bool:
        return (
            word in self.words
            or (bool(self.begins) and word.startswith(self.begins) and word != END)
            or (bool(self.ends) and word.endswith(self.ends))
        )


def _passed(words: Sequence[str], place: int, most: int) -> Iterator[int]:
    yield place
    for further in range(place, min(place + most, len(words))):
        if words[further] == END:
            return
        yield further + 1


def walked(steps: Sequence[_Step], words: Sequence[str], place: int, marks: Marks) -> set[int]:
    """Every place where one may be after the steps; a set, so that no way is walked twice."""
    places = {place}
    for step in steps:
        places = {after for one in places for after in step.after(words, one, marks)}
        if not places:
            break
    return places


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase, ready to be looked for."""

    steps: tuple[_Step, ...]

    def match(self, words: Sequence[str], place: int, marks: Marks) -> int | None:
        """The word after the longest match that begins at ``place``."""
        found = walked(self.steps, words, place, marks)
        return max(found) if found else None


def read(phrase: str, lists: Mapping[str, Sequence[str]]) -> Phrase:
    """A phrase from its words. Raises Broken."""
    if len(phrase) > _LIMIT:
        raise Broken(f"it has more than {_LIMIT} characters")
    steps, rest = _sequence(_split(phrase), lists, depth=0)
    if rest:
        raise Broken(f"a bracket is closed that was never opened, before {rest[0]!r}")
    if not steps or all(step.optional or step.gap for step in steps):
        raise Broken("nothing in it has to be there")
    if steps[0].gap:
        raise Broken("it begins with a gap")
    return Phrase(tuple(steps))


def _split(phrase: str) -> list[str]:
    return _PIECE.findall(phrase.lower())


def _sequence(pieces: list[str], lists: Mapping[str, Sequence[str]], *, depth: int) -> tuple[list[_Step], list[str]]:
    steps: list[_Step] = []
    while pieces:
        piece, pieces = pieces[0], pieces[1:]
        if piece in (")", ")?"):
            return steps, [piece, *pieces]
        if piece == "(":
            step, pieces = _choice(pieces, lists, depth=depth + 1)
            steps.append(step)
        else:
            steps.append(_word(piece, lists))
    return steps, []


def _choice(pieces: list[str], lists: Mapping[str, Sequence[str]], *, depth: int) -> tuple[_Step, list[str]]:
    if depth > 4:
        raise Broken("its brackets are nested too deep")
    inside: list[str] = []
    level = 0
    for place, piece in enumerate(pieces):
        level += piece == "("
        if piece in (")", ")?"):
            if level == 0:
                return _Step(choices=_choices(inside, lists, depth=depth), optional=piece == ")?"), pieces[place + 1 :]
            level -= 1
        inside.append(piece)
    raise Broken("a bracket is not closed")


def _choices(inside: list[str], lists: Mapping[str, Sequence[str]], *, depth: int) -> tuple[tuple[_Step, ...], ...]:
    found: list[list[str]] = [[]]
    level = 0
    for piece in inside:
        level += (piece == "(") - (piece in (")", ")?"))
        parts = piece.split("|") if level == 0 and piece not in (")", ")?") else [piece]
        for number, part in enumerate(parts):
            if number:
                found.append([])
            if part:
                found[-1].append(part)
    made = []
    for pieces in found:
        steps, rest = _sequence(pieces, lists, depth=depth)
        if rest or not steps:
            raise Broken("a choice is empty")
        made.append(tuple(steps))
    return tuple(made)


def _word(piece: str, lists: Mapping[str, Sequence[str]]) -> _Step:
    optional = len(piece) > 1 and piece.endswith("?")
    piece = piece[:-1] if optional else piece
    if piece.startswith(".."):
        number = piece[2:] or "2"
        if not number.isdecimal() or not 0 < int(number) <= LONGEST_GAP:
            raise Broken(f"a gap is ..1 to ..{LONGEST_GAP}")
        return _Step(gap=int(number))
    if piece.startswith("<") and piece.endswith(">"):
        name = piece[1:-1]
        if name in lists:
            words = [word for word in lists[name] if " " not in word]
            longer = [word for word in lists[name] if " " in word]
            step = _words(words, optional=optional and not longer)
            if not longer:
                return step
            more = tuple(tuple(_words([one], optional=False) for one in word.split()) for word in longer)
            return _Step(choices=((step,), *more), optional=optional)
        if name not in CLASSES:
            raise Broken(f"there is no list <{name}>")
        return _Step(of_class=name, optional=optional)
    return _words(piece.split("|"), optional=optional)


CLASSES = ("time", "date", "length", "number", "name", "unread")


def _words(alternatives: Iterable[str], *, optional: bool) -> _Step:
    exact, begins, ends = [], [], []
    for word in alternatives:
        bare = word.strip("*")
        if not bare or not _WORD.fullmatch(bare):
            raise Broken(f"{word!r} is no word")
        (begins if word.endswith("*") else ends if word.startswith("*") else exact).append(bare)
    return _Step(words=frozenset(exact), begins=tuple(begins), ends=tuple(ends), optional=optional)


# Many phrases at once

_HEAD = 3  # letters by which the beginning of a word is looked up


class Index:
    """Phrases by what they can begin with, so that each word of a text meets only the few that it can begin."""

    def __init__(self, phrases: Iterable[tuple[str, Phrase]]) -> None:
        self._exact: dict[str, list[tuple[str, Phrase]]] = {}
        self._heads: dict[str, list[tuple[str, Phrase]]] = {}
        self._anywhere: list[tuple[str, Phrase]] = []
        for key, phrase in phrases:
            self._keep(key, phrase)

    def _keep(self, key: str, phrase: Phrase) -> None:
        exact, begins, anywhere = _first_words(phrase.steps)
        if anywhere:
            self._anywhere.append((key, phrase))
            return
        for word in exact:
            self._exact.setdefault(word, []).append((key, phrase))
        for head in {begin[:_HEAD] for begin in begins}:
            self._heads.setdefault(head, []).append((key, phrase))

    def find(self, words: Sequence[str], first: int, last: int, marks: Marks) -> Iterator[tuple[str, Span]]:
        """Every phrase that is said between two words, by its key."""
        for place in range(first, last):
            word = words[place]
            if word in (END, MARK):
                continue
            candidates = [*self._exact.get(word, ()), *self._anywhere]
            for size in range(1, _HEAD + 1):
                candidates += self._heads.get(word[:size], ()) if len(word) >= size else ()
            for key, phrase in candidates:
                end = phrase.match(words, place, marks)
                if end is not None and end > place:
                    yield key, Span(place, end)


def _first_words(steps: Sequence[_Step]) -> tuple[set[str], set[str], bool]:
    exact: set[str] = set()
    begins: set[str] = set()
    for step in steps:
        if step.gap or step.of_class or step.ends:
            return set(), set(), True
        exact |= step.words
        begins |= set(step.begins)
        for choice in step.choices:
            inner = _first_words(choice)
            if inner[2]:
                return set(), set(), True
            exact |= inner[0]
            begins |= inner[1]
        if not step.optional and not all(_all_optional(choice) for choice in step.choices or ((step,),)):
            break
    return exact, begins, False


def _all_optional(steps: Sequence[_Step]) -> bool:
    return all(step.optional for step in steps)
