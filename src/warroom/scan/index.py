"""Many phrases, looked for at once. Each word of a text is compared once with everything that any phrase asks for;
from then on only whole numbers are compared, and only phrases of which every word is near are followed at all."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from warroom.scan.phrase import Phrase, Step
from warroom.scan.tokens import END, MARK


class Span(NamedTuple):
    """Words ``first`` to ``last``, the last not included."""

    first: int
    last: int


Marks = Mapping[str, Mapping[int, int]]
"""What was read as one thing: by class, the word where it begins and the word after it."""

_CHUNK = 12  # words that are looked at together, at least; more until their last sentence ends


class _Way(NamedTuple):
    """One step, ready to be walked: a bit that a word must have, a gap, a class, or a choice of ways."""

    bit: int
    gap: int
    of_class: str
    choices: tuple[tuple[int, tuple["_Way", ...]], ...]
    """Each with the bits with which it can begin; 0 when no word tells that."""
    optional: bool


class _Ready(NamedTuple):
    key: str
    ways: tuple[_Way, ...]
    first: int
    """The bits with which it can begin; 0 when that is not told by a word."""
    needs: tuple[int, ...]
    """Of each of these, one bit must be near."""
    of_class: str
    """The class with which it begins, if it begins with one."""


class Index:
    """Phrases with their keys."""

    def __init__(self, phrases: Iterable[tuple[str, Phrase]]) -> None:
        self._exact: dict[str, int] = {}
        self._begins: dict[str, int] = {}
        self._ends: dict[str, int] = {}
        self._bits: dict[Step, int] = {}
        self._longest = 0
        self._masks: dict[str, int] = {END: 0, MARK: 0}
        self._ready = [self._made(key, phrase) for key, phrase in phrases]

    def _made(self, key: str, phrase: Phrase) -> _Ready:
        ways = tuple(map(self._way, phrase.steps))
        firsts = _firsts(ways)
        return _Ready(key, ways, 0 if firsts is None else firsts, tuple(_needs(ways)), _class_of(ways))

    def _way(self, step: Step) -> _Way:
        several = [tuple(map(self._way, steps)) for steps in step.choices]
        choices = tuple((_firsts(ways) or 0, ways) for ways in several)
        bit = 0 if step.gap or step.of_class or choices else self._bit(step)
        return _Way(bit, step.gap, step.of_class, choices, step.optional)

    def _bit(self, step: Step) -> int:
        if step not in self._bits:
            bit = self._bits[step] = 1 << len(self._bits)
            for table, several in ((self._exact, step.words), (self._begins, step.begins), (self._ends, step.ends)):
                for word in several:
                    table[word] = table.get(word, 0) | bit
                    self._longest = max(self._longest, len(word))
        return self._bits[step]

    def _mask(self, word: str) -> int:
        """Everything that this word is, as bits."""
        found = self._exact.get(word, 0)
        for size in range(1, min(len(word), self._longest) + 1):
            found |= self._begins.get(word[:size], 0)
            if self._ends:
                found |= self._ends.get(word[-size:], 0)
        if len(self._masks) < 100_000:
            self._masks[word] = found
        return found

    def find(self, words: Sequence[str], marks: Marks) -> dict[str, list[Span]]:
        """Every phrase that is said, by its key, in order; nothing crosses the end of a sentence."""
        found: dict[str, list[Span]] = {}
        if not self._ready:
            return found
        known = self._masks
        masks = [known[word] if word in known else self._mask(word) for word in words]
        masks.append(0)  # so that one may look behind the last word
        chunks = list(_chunks(words, masks))
        whole = 0
        for _, _, near in chunks:
            whole |= near
        at_hand = [ready for ready in self._ready if _can_be(ready, whole)]
        for start, end, near in chunks:
            for ready in at_hand:
                if (near & ready.first or not ready.first) and _can_be(ready, near):
                    self._follow(ready, words, masks, marks, range(start, end), found)
        for spans in found.values():
            spans.sort()
        return found

    def _follow(
        self, ready: _Ready, words: Sequence[str], masks: Sequence[int], marks: Marks, places: Iterable[int],
        found: dict[str, list[Span]],
    ) -> None:  # fmt: skip
        first = ready.first
        if ready.of_class:
            begins = marks.get(ready.of_class, {})
            places = [place for place in places if place in begins]
        for place in places:
            if (first and not masks[place] & first) or words[place] == END:
                continue
            ends = _walked(ready.ways, words, masks, marks, place)
            if ends and (end := max(ends)) > place:
                found.setdefault(ready.key, []).append(Span(place, end))


def _can_be(ready: _Ready, near: int) -> bool:
    """Whether every word that a phrase asks for stands here."""
    return all(near & need for need in ready.needs)


def _chunks(words: Sequence[str], masks: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Some whole sentences at a time: where they begin and end, and what stands in them. No phrase crosses an end."""
    start, near = 0, 0
    for place, word in enumerate(words):
        near |= masks[place]
        if word == END and place - start >= _CHUNK:
            yield start, place, near
            start, near = place, 0
    yield start, len(words), near


def _class_of(ways: Sequence[_Way]) -> str:
    return ways[0].of_class if ways and not ways[0].optional else ""


def _walked(
    ways: Sequence[_Way], words: Sequence[str], masks: Sequence[int], marks: Marks, place: int
) -> set[int]:  # fmt: skip
    """Every place where one may be after the steps; a set, so that no way is walked twice."""
    places = {place}
    for way in ways:
        after: set[int] = set(places) if way.optional else set()
        for one in places:
            if way.bit:
                if masks[one] & way.bit:
                    after.add(one + 1)
            elif way.gap:
                end = one
                after.add(one)
                while end - one < way.gap and end < len(words) and words[end] != END:
                    end += 1
                    after.add(end)
            elif way.choices:
                mask = masks[one]
                for first, choice in way.choices:
                    if first and not mask & first:
                        continue
                    after |= _walked(choice, words, masks, marks, one)
            elif (there := marks.get(way.of_class, {}).get(one)) is not None:
                after.add(there)
        if not after:
            return after
        places = after
    return places


def _firsts(ways: Sequence[_Way]) -> int | None:
    """The bits with which the steps can begin; None when a class or a gap can stand first."""
    found = 0
    for way in ways:
        if way.gap or way.of_class:
            return None
        found |= way.bit
        empty = way.optional
        for inner, choice in way.choices:
            if not inner:
                return None
            found |= inner
            empty = empty or all(one.optional or one.gap for one in choice)
        if not empty:
            return found
    return found


def _needs(ways: Sequence[_Way]) -> Iterator[int]:
    """For each step that must be there, the bits of which one must be near."""
    for way in ways:
        if way.optional or way.gap or way.of_class:
            continue
        if way.bit:
            yield way.bit
            continue
        alternatives = [next(_needs(choice), None) for _, choice in way.choices]
        if alternatives and None not in alternatives:
            together = 0
            for one in alternatives:
                together |= one or 0
            yield together
