"""What a message repeats from the record with its state beside it: a promise, a criterion, a request, a correction.

It is no claim: "By Tue 17:00 CET, Ines: The export runs again" does not say that it runs, nor does "Still open: …".
"""

from collections.abc import Sequence

from warroom.scan.clocks import Mention
from warroom.scan.index import Span
from warroom.scan.names import words_of
from warroom.scan.reading import Reading
from warroom.scan.text import Sentence
from warroom.scan.wordlists import listed

_AROUND = 6  # sentences of one list item that are looked at on either side
_RUN = 3  # words in a row by which a sentence is known as part of a text
_BY = listed("by")
_BOUNDS = listed("bounds")
_PAST = listed("past tense")
_PRESENT = listed("present tense")


def is_printed(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence is part of a text that the record holds, printed with its state.

    What has not come true needs a word that says so: a time ahead, still open, not kept. What has, needs any state.
    """
    known = reading.known
    if not known.pending and not known.settled:
        return False
    item = _item(reading, sentence)
    for text in (*known.pending, *known.settled):
        head = _head(reading, text, item, sentence)
        if head is None:
            continue
        if reading.says("pending", head) or _begins_with_time(reading, head):
            return True
        if text in known.settled and reading.says("settled", head):
            return True
    return False


def is_ahead(reading: Reading, span: Span, sentence: Sentence) -> bool:
    """Whether a time ahead governs what is said in the present: by 17:00 CET, everything works again."""
    words = reading.text.words
    around = words[max(span.first - 3, sentence.first) : min(span.last + 3, sentence.last)]
    if _PRESENT.isdisjoint(around) or not _PAST.isdisjoint(around):
        return False
    return any(
        one.last <= span.first and _BOUNDS.isdisjoint(words[one.last : span.first])
        and not any(one.last <= told.first < span.first for told in reading.said_in("next", sentence))
        for one in _by(reading, sentence)
    )  # fmt: skip


def is_taken_back(reading: Reading, span: Span, sentence: Sentence) -> bool:
    """Whether it is what was said before, and the same item goes on to say what is so instead."""
    begun = max((one.last for one in reading.said_in("told before", sentence) if one.last <= span.first), default=None)
    if begun is None:
        return False
    item = _item(reading, sentence)
    back = [one.first for part in item for one in reading.said_in("taken back", part) if one.first >= span.last]
    return bool(back)


def _item(reading: Reading, sentence: Sentence) -> list[Sentence]:
    """The sentences of the same list item or paragraph, near by."""
    found, place = [sentence], sentence.first
    for _ in range(_AROUND):
        if place == 0 or (before := reading.text.sentence(place - 1)).block != sentence.block:
            break
        found.insert(0, before)
        place = before.first
    place = sentence.last + 1
    for _ in range(_AROUND):
        if place >= len(reading.text.words) or (after := reading.text.sentence(place)).block != sentence.block:
            break
        found.append(after)
        place = after.last + 1
    return found


def _by(reading: Reading, sentence: Sentence) -> list[Mention]:
    """By when, where a sentence says so: by Tue 24 Nov 17:00 CET."""
    when = (*reading.times_in(sentence), *reading.dates_in(sentence))
    return [one for one in when if one.first > sentence.first and reading.text.words[one.first - 1] in _BY]


def _begins_with_time(reading: Reading, sentence: Sentence) -> bool:
    return reading.text.words[sentence.first] in _BY and bool(_by(reading, sentence))


def _head(reading: Reading, text: str, item: Sequence[Sentence], sentence: Sentence) -> Sentence | None:
    """Where a recorded text begins that stands in the item word by word; None unless the sentence is part of it."""
    words = [*words_of(text)]
    runs = [words[place : place + _RUN] for place in range(max(len(words) - _RUN, 0) + 1)]
    said = [_words(reading, one) for one in item]
    if not words or not _within(words, [word for one in said for word in one]):
        return None
    if not any(_within(run, _words(reading, sentence)) for run in runs):
        return None
    return next((one for one, own in zip(item, said, strict=True) if _within(runs[0], own)), None)


def _words(reading: Reading, sentence: Sentence) -> list[str]:
    return [word for word in reading.text.words[sentence.first : sentence.last] if word != "'s"]


def _within(part: Sequence[str], whole: Sequence[str]) -> bool:
    size = len(part)
    return any(whole[place : place + size] == part for place in range(len(whole) - size + 1))
