"""Times and dates that every reader reads alike."""

from collections.abc import Iterator

from warroom.scan.clocks import Mention
from warroom.scan.index import Span
from warroom.scan.reading import Reading
from warroom.scan.rule import CUSTOMER, EXECUTIVE, Hit, Rule, warns
from warroom.scan.view import MESSAGE


def too_vague(reading: Reading) -> Iterator[Hit]:
    """Soon, shortly, later today: no time at all."""
    for span in reading.meant("soon_words"):
        sentence = reading.text.sentence(span.first)
        if not reading.times_in(sentence):
            yield reading.hit(span)


def times_without_zone(reading: Reading) -> Iterator[Hit]:
    """Clock times without a zone, unless the message states one for all."""
    if reading.clocks.zones.is_general:
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


RULES = (
    Rule(
        id="B13",
        title="A vague time.",
        looks_for="soon, shortly, as soon as possible, this week, later today",
        why="Everybody reads another time into it.",
        source="PD-EC; domain.md 11.2; documents.md T02",
        way_out="Give a time, or say what has to happen first.",
        levels=warns(CUSTOMER, EXECUTIVE),
        find=too_vague,
        fires="The missing labels will be printed shortly.",
        clean="You will hear from us at 16:00 CET.",
    ),
    Rule(
        id="T01",
        title="A clock time without its zone.",
        looks_for="clock times without a zone, unless the message states one for all",
        why="The reader is somewhere else.",
        source="PD-PT, ATL-PM, DFDS, MYB, AZ; documents.md T01",
        way_out="Add the zone, or state once: all times are in CET.",
        levels=warns(CUSTOMER, EXECUTIVE),
        find=times_without_zone,
        fires="The export stopped at 02:10.",
        clean="The export stopped at 02:10. All times are in CET.",
    ),
    Rule(
        id="T04",
        title="A date that can be read as two days.",
        looks_for="03/04/2026, and midnight",
        why="Half of the readers are a month off.",
        source="HMRC for midnight; documents.md T04",
        way_out="Write the month as a word; of midnight say 23:59 and the date.",
        levels=warns(CUSTOMER, EXECUTIVE),
        find=ambiguous_dates,
        fires="The report follows on 03/04/2026.",
        clean="The report follows on 3 April 2026.",
    ),
)
