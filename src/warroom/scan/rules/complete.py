"""What a message must hold at its stage: the effect, what we do, and when the reader hears from us again."""

import re
from collections.abc import Callable, Iterator

from warroom.scan.clocks import Mention
from warroom.scan.index import Span
from warroom.scan.reading import Reading
from warroom.scan.rule import Hit
from warroom.scan.text import Sentence
from warroom.scan.view import MESSAGE, Part

_CLOSED = frozenset({"closure"})
_CLOSING = re.compile(r"\b(?:final (?:message|update|mail|note)|last (?:message|update|note) on this"
r"|close this (?:case|matter|incident)|abschließende|letzte nachricht)", re.I)  # fmt: skip


def is_closing(reading: Reading) -> bool:
    """Whether it is the last message; without a stage on record, by its own words."""
    stage = reading.known.stage
    return stage in _CLOSED or (stage is None and _CLOSING.search(reading.text.shown) is not None)


# The next update


def _next_sentences(reading: Reading) -> list[Sentence]:
    """The sentences that tell when the reader hears from us again."""
    return [sentence for sentence in reading.text.sentences if _tells_next(reading, sentence)]


def _tells_next(reading: Reading, sentence: Sentence) -> bool:
    if sentence.part is Part.SUBJECT:
        return False
    spans = [span for span in reading.said_in("next", sentence) if not reading.denied("next", span, sentence)]
    return bool(spans)


def no_next(reading: Reading) -> Iterator[Hit]:
    """No word at all on when the reader hears from us again."""
    if not is_closing(reading) and not _next_sentences(reading):
        yield reading.whole_hit("it does not say when the reader hears from us again")


def vague_next(reading: Reading) -> Iterator[Hit]:
    """The next update without a clock time, or without its zone."""
    if is_closing(reading):
        return
    found = _next_sentences(reading)
    timed = [sentence for sentence in found if reading.times_in(sentence)]
    if found and not timed:
        timed = [one for one in _followers(reading, found) if reading.times_in(one)]
    if found and not timed:
        soon = next((span for one in found for span in reading.said_in("soon_words", one)), None)
        what = "the next update has no clock time"
        yield reading.hit(soon, what) if soon else reading.sentence_hit(found[-1], what)
        return
    if (
        timed
        and not reading.clocks.one_zone
        and not any(time.has_zone for one in timed for time in reading.times_in(one))
    ):
        yield reading.sentence_hit(timed[-1], "the time of the next update has no zone")


def _followers(reading: Reading, found: list[Sentence]) -> Iterator[Sentence]:
    """What stands right after, when it is short: a cell or a line with nothing but the time."""
    after = {one.last for one in found}
    return (one for one in reading.text.sentences if one.first - 1 in after and one.last - one.first <= 9)


# What it is about


def no_impact(reading: Reading) -> Iterator[Hit]:
    """No word on what the reader cannot do; far down, it warns."""
    first = next((number for number, one in enumerate(_body(reading)) if _tells_impact(reading, one)), None)
    subject = any(_tells_impact(reading, one) for one in reading.text.sentences if one.part is Part.SUBJECT)
    if first is None and not subject:
        yield reading.whole_hit("it does not say what the reader cannot do")
    elif first is not None and first > 4 and not subject:
        yield reading.sentence_hit(_body(reading)[first], "what the reader cannot do stands far down", soft=True)


def _body(reading: Reading) -> list[Sentence]:
    return [one for one in reading.text.sentences if one.part is not Part.SUBJECT and one.last - one.first > 2]


def _tells_impact(reading: Reading, sentence: Sentence) -> bool:
    told = any(not reading.denied("impact", span, sentence) for span in reading.said_in("impact", sentence))
    return told and not _is_only_sorry(reading, sentence)


def _is_only_sorry(reading: Reading, sentence: Sentence) -> bool:
    return reading.says("apology", sentence) and sentence.last - sentence.first < 14


def no_action(reading: Reading) -> Iterator[Hit]:
    """No word on what we are doing."""
    if reading.known.restored or reading.known.is_open is False:
        return  # nothing is left to be doing
    for span in reading.said("doing"):
        sentence = reading.text.sentence(span.first)
        if not reading.denied("doing", span, sentence) and not _is_next_only(reading, sentence, span.first):
            return
    yield reading.whole_hit("it does not say what we are doing")


def _is_next_only(reading: Reading, sentence: Sentence, place: int) -> bool:
    return any(span.first <= place < span.last for span in reading.said_in("next", sentence))


def closing(reading: Reading) -> Iterator[Hit]:
    """At the end: from when until when, and whether data was lost."""
    if not is_closing(reading):
        return
    if not _has_start_and_end(reading):
        yield reading.whole_hit("it does not say from when until when", "Say both times with their zone.")
    if not (reading.said("data said") or reading.said("data safe") or reading.said("data safe.soft")):
        yield reading.whole_hit("it does not say whether data was lost", "Say it either way.")


def _has_start_and_end(reading: Reading) -> bool:
    def counts(one: Mention) -> bool:
        sentence = reading.text.sentence(one.first)
        return not (reading.says("report", sentence) or _tells_next(reading, sentence))

    times = [one for one in reading.clocks.times if counts(one)]
    dates = [one for one in reading.clocks.dates if counts(one)]
    places = {one.first for one in (*times, *dates)}
    if len(times) >= 2 or len(dates) >= 2:
        return True
    return bool(places) and bool(reading.clocks.lengths) and bool(reading.said("begins"))


def after(reading: Reading) -> Iterator[Hit]:
    """Once it works again: the times, the data, the date of the report."""
    if reading.known.stage == "restored" and not reading.clocks.times and not reading.clocks.dates:
        yield reading.whole_hit("it does not say since when it works again")
    if reading.known.stage == "restored" and not reading.said("data said") and not reading.said("data safe"):
        yield reading.whole_hit("it does not speak of data")


def no_report(reading: Reading) -> Iterator[Hit]:
    """At the end: no word on a report."""
    if is_closing(reading) and not reading.said("report"):
        yield reading.whole_hit("it does not say when the report comes")


def too_vague(reading: Reading) -> Iterator[Hit]:
    """Soon, shortly, later today: no time at all."""
    for span in reading.meant("soon_words"):
        sentence = reading.text.sentence(span.first)
        if not reading.times_in(sentence):
            yield reading.hit(span)


def times_without_zone(reading: Reading) -> Iterator[Hit]:
    """Clock times without a zone, unless the message states one for all."""
    if reading.clocks.one_zone:
        return
    for time in reading.clocks.times:
        if not time.has_zone:
            yield reading.hit(_span(time))


def ambiguous_dates(reading: Reading) -> Iterator[Hit]:
    """Dates that are two days, and midnight."""
    yield from (reading.hit(_span(one), "it can be read as two days") for one in reading.clocks.dates if one.ambiguous)
    for place, word in enumerate(reading.text.words):
        if word in ("midnight", "mitternacht") and reading.text.sentence(place).part in MESSAGE:
            yield reading.hit(_span_of(place), "midnight of which day?")


def _span(mention: Mention) -> Span:
    return Span(mention.first, mention.last)


def _span_of(place: int) -> Span:
    return Span(place, place + 1)


def approval(reading: Reading) -> Iterator[Hit]:
    """Somebody has to approve it, and has not."""
    if reading.known.approver and not reading.known.approved:
        yield reading.whole_hit(f"{reading.known.approver} has not approved this text")


def late(reading: Reading) -> Iterator[Hit]:
    """A late update that does not say so."""
    if reading.known.late and not reading.said("late said"):
        yield reading.whole_hit("it is later than promised, and does not say so")


def _absent(key: str, what: str) -> Callable[[Reading], Iterator[Hit]]:
    def find(reading: Reading) -> Iterator[Hit]:
        if not reading.said(key):
            yield reading.whole_hit(what)

    return find


def contact(reading: Reading) -> Iterator[Hit]:
    """Nobody to turn to."""
    if not reading.said("contact") and "@" not in reading.text.shown:
        yield reading.whole_hit("it does not say whom to turn to")


def exec_next(reading: Reading) -> Iterator[Hit]:
    """An executive update without the time of the next."""
    if reading.known.is_open is False:
        return
    yield from no_next(reading)
