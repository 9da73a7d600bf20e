"""Phrases: what a rule looks for, in words. No input makes one slow, for it is followed in parallel, never retried.

``we (will|shall) guarantee*`` is read so: words stand one after the other; ``a|b`` is one of several words and
``(a b|c)`` one of several phrases; ``word?`` or ``(…)?`` may be missing; ``guarant*`` begins and ``*grade`` ends a
word; ``..3`` is up to three words that do not matter; ``<be>`` is a named list; ``<time>`` a time as it was read.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

_PIECE = re.compile(r"\(|\)\??|[^\s()]+")
_WORD = re.compile(r"[^\W_]*(?:'[^\W_]+)?%?|[€$£]")
LONGEST_GAP = 12
_LIMIT = 6000  # characters of one phrase


class Broken(ValueError):
    """A phrase that cannot be read; its words say why."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a phrase: a choice of word sequences, a class, or a gap."""

    words: frozenset[str] = frozenset()
    begins: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    of_class: str = ""
    gap: int = 0
    choices: "tuple[tuple[Step, ...], ...]" = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase, ready to be looked for."""

    steps: tuple[Step, ...]


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


def _sequence(pieces: list[str], lists: Mapping[str, Sequence[str]], *, depth: int) -> tuple[list[Step], list[str]]:
    steps: list[Step] = []
    while pieces:
        piece, pieces = pieces[0], pieces[1:]
        if piece in (")", ")?"):
            return steps, [piece, *pieces]
        if piece == "(":
            step, pieces = _choice(pieces, lists, depth=depth + 1)
            steps.append(_plain(step))
        else:
            steps.append(_word(piece, lists))
    return steps, []


def _choice(pieces: list[str], lists: Mapping[str, Sequence[str]], *, depth: int) -> tuple[Step, list[str]]:
    if depth > 4:
        raise Broken("its brackets are nested too deep")
    inside: list[str] = []
    level = 0
    for place, piece in enumerate(pieces):
        level += piece == "("
        if piece in (")", ")?"):
            if level == 0:
                return Step(choices=_choices(inside, lists, depth=depth), optional=piece == ")?"), pieces[place + 1 :]
            level -= 1
        inside.append(piece)
    raise Broken("a bracket is not closed")


def _choices(inside: list[str], lists: Mapping[str, Sequence[str]], *, depth: int) -> tuple[tuple[Step, ...], ...]:
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
    return _merged(made)


def _plain(step: Step) -> Step:
    """A choice of nothing but single words is one step."""
    if len(step.choices) == 1 and len(step.choices[0]) == 1 and _is_word(step.choices[0][0]):
        inner = step.choices[0][0]
        return Step(inner.words, inner.begins, inner.ends, optional=step.optional)
    return step


def _merged(choices: list[tuple[Step, ...]]) -> tuple[tuple[Step, ...], ...]:
    """The choices with all single words as one: that is compared once, however many there are."""
    single = [steps[0] for steps in choices if len(steps) == 1 and _is_word(steps[0])]
    if len(single) < 2:
        return tuple(choices)
    words = frozenset().union(*(step.words for step in single))
    begins = tuple(one for step in single for one in step.begins)
    ends = tuple(one for step in single for one in step.ends)
    return (Step(words, begins, ends),), *(steps for steps in choices if len(steps) > 1 or not _is_word(steps[0]))


def _is_word(step: Step) -> bool:
    return not (step.optional or step.gap or step.of_class or step.choices)


def _word(piece: str, lists: Mapping[str, Sequence[str]]) -> Step:
    optional = len(piece) > 1 and piece.endswith("?")
    piece = piece[:-1] if optional else piece
    if piece.startswith(".."):
        number = piece[2:] or "2"
        if not number.isdecimal() or not 0 < int(number) <= LONGEST_GAP:
            raise Broken(f"a gap is ..1 to ..{LONGEST_GAP}")
        return Step(gap=int(number))
    if piece.startswith("<") and piece.endswith(">"):
        name = piece[1:-1]
        if name in lists:
            words = [word for word in lists[name] if " " not in word]
            longer = [word for word in lists[name] if " " in word]
            step = _words(words, optional=optional and not longer)
            if not longer:
                return step
            more = tuple(tuple(_words([one], optional=False) for one in word.split()) for word in longer)
            return Step(choices=((step,), *more), optional=optional)
        if name not in CLASSES:
            raise Broken(f"there is no list <{name}>")
        return Step(of_class=name, optional=optional)
    return _words(piece.split("|"), optional=optional)


CLASSES = ("time", "date", "length", "number", "name", "unread", "start")


def _words(alternatives: Iterable[str], *, optional: bool) -> Step:
    alternatives = tuple(alternatives)
    if all(map(str.isalpha, alternatives)):  # nearly all are, and there are tens of thousands of them
        return Step(frozenset(alternatives), optional=optional)
    exact: list[str] = []
    begins: list[str] = []
    ends: list[str] = []
    for word in alternatives:
        bare = word.strip("*")
        if not bare or not _WORD.fullmatch(bare):
            raise Broken(f"{word!r} is no word")
        (begins if word.endswith("*") else ends if word.startswith("*") else exact).append(bare)
    return Step(words=frozenset(exact), begins=tuple(begins), ends=tuple(ends), optional=optional)
