"""Figures: such as the record does not hold, such as changed without a word, and two that contradict each other."""

import re
from collections.abc import Iterator, Sequence

from warroom.scan.index import Span
from warroom.scan.known import Figure
from warroom.scan.reading import Reading
from warroom.scan.rule import Hit
from warroom.scan.text import Sentence
from warroom.scan.view import MESSAGE
from warroom.scan.wordlists import listed

_NUMBER = re.compile(r"\d{1,3}(?:[,.' ]\d{3})+|\d+")
_LEAST = 3  # words beside the figure, for two sentences to say the same of it
_PARTS = listed("parts of a figure")


def figures(reading: Reading) -> Iterator[Hit]:
    """A figure that the record does not hold, one that changed without saying so, and two of the same thing."""
    known: dict[str, list[Figure]] = {}
    for figure in reading.known.figures:
        if unit := figure.unit.lower().rstrip("s"):
            known.setdefault(unit.split()[0], []).append(figure)
    told: set[int] = set()
    timed = {place for one in _timed(reading) for place in one}
    for place, word in enumerate(reading.text.words):
        for unit, several in known.items():
            if word.startswith(unit):
                for hit in _of_unit(reading, place, several, timed):
                    told.add(hit.start)
                    yield hit
    yield from (hit for hit in _contradictions(reading, timed) if hit.start not in told)


def _timed(reading: Reading) -> Iterator[range]:
    """The words that are part of a time or a date: no figures of anything."""
    for one in (*reading.clocks.times, *reading.clocks.dates):
        yield range(one.first, one.last)


def _of_unit(reading: Reading, place: int, several: Sequence[Figure], timed: set[int]) -> Iterator[Hit]:
    sentence = reading.text.sentence(place)
    found = _figure_before(reading, place, sentence, timed)
    if found is None or sentence.part not in MESSAGE:
        return
    number, at = found
    span, corrected = Span(at, place + 1), bool(reading.said("corrected"))
    now = [figure for figure in several if figure.number == number]
    if not now:
        told_so = corrected and any(figure.before == number for figure in several)
        if not told_so and _is_of_all(reading, at):
            held = " and ".join(f"{figure.number:,} {figure.unit}" for figure in several)
            yield reading.hit(span, f"the record says {held}")
    elif not corrected and all(figure.before not in (None, number) for figure in now):
        yield reading.hit(span, f"before, they were told {now[0].before:,}, and the change is not said")


def _figure_before(reading: Reading, place: int, sentence: Sentence, timed: set[int]) -> tuple[int, int] | None:
    """The figure right before a unit; none across a comma or a colon, and none that is part of a time."""
    for at in range(place - 1, max(place - 4, sentence.first) - 1, -1):
        if at in timed or reading.text.tokens[at + 1].breaks:
            return None
        word = reading.text.words[at]
        if _NUMBER.fullmatch(word):
            return int(re.sub(r"\D", "", word)), at
    return None


def _is_of_all(reading: Reading, at: int) -> bool:
    """Whether the figure is one of the impact, not of some that were done since."""
    sentence = reading.text.sentence(at)
    return _PARTS.isdisjoint(reading.text.words[sentence.first : sentence.last])


def _contradictions(reading: Reading, timed: set[int]) -> Iterator[Hit]:
    """Two sentences with the same words and another figure, of which neither says when or that it corrects."""
    seen: dict[tuple[str, ...], tuple[str, ...]] = {}
    if reading.said("corrected"):
        return
    for sentence in reading.text.sentences:
        places = range(sentence.first, sentence.last)
        if not timed.isdisjoint(places) or reading.lengths_in(sentence) or not _is_of_all(reading, sentence.first):
            continue
        words = [reading.text.words[place] for place in places]
        numbers = tuple(re.sub(r"\D", "", word) for word in words if _NUMBER.fullmatch(word))
        rest = tuple(word for word in words if not _NUMBER.fullmatch(word))
        if len(numbers) != 1 or len(rest) < _LEAST:
            continue
        before = seen.setdefault(rest, numbers)
        if before != numbers:
            yield reading.sentence_hit(sentence, f"it says {before[0]} of the same before")
