"""When the reader hears from us again: at all, and at a time that can be kept."""

from collections.abc import Iterator

from warroom.scan.following import ends_with_time, is_closing, next_sentences
from warroom.scan.reading import Reading
from warroom.scan.rule import CUSTOMER, EXECUTIVE, Hit, Rule, blocks, warns
from warroom.scan.rules.stages import WHOLE
from warroom.scan.text import Sentence


def no_next(reading: Reading) -> Iterator[Hit]:
    """No word at all on when the reader hears from us again."""
    if not (is_closing(reading) or next_sentences(reading) or ends_with_time(reading) or _reports(reading)):
        yield reading.whole_hit("it does not say when the reader hears from us again")


def _reports(reading: Reading) -> bool:
    """Whether, once it works again, the next word is the report, and its day is said."""
    return reading.known.stage == "restored" and any(
        reading.times_in(one) or reading.dates_in(one)
        for one in (reading.text.sentence(span.first) for span in reading.said("report"))
    )


def exec_next(reading: Reading) -> Iterator[Hit]:
    """An executive update without the time of the next."""
    if reading.known.is_open is False:
        return
    yield from no_next(reading)


def vague_next(reading: Reading) -> Iterator[Hit]:
    """The next update without a clock time, or without its zone."""
    if is_closing(reading) or _reports(reading):
        return
    found = next_sentences(reading)
    if reading.known.stage == "restored" and any(reading.dates_in(one) for one in found):
        return  # once it works again, a day will do
    timed = [sentence for sentence in found if reading.times_in(sentence)]
    if found and not timed:
        timed = [one for one in _followers(reading, found) if reading.times_in(one)]
    if found and not timed and ends_with_time(reading):
        return  # vague here, and said at the end
    if found and not timed:
        soon = next((span for one in found for span in reading.said_in("soon_words", one)), None)
        what = "the next update has no clock time"
        yield reading.hit(soon, what) if soon else reading.sentence_hit(found[-1], what)
        return
    if (
        timed
        and not reading.clocks.zones.is_general
        and not any(time.has_zone for one in timed for time in reading.times_in(one))
    ):
        yield reading.sentence_hit(timed[-1], "the time of the next update has no zone")


def _followers(reading: Reading, found: list[Sentence]) -> Iterator[Sentence]:
    """What stands right after, when it is short: a cell or a line with nothing but the time."""
    after = {one.last for one in found}
    return (one for one in reading.text.sentences if one.first - 1 in after and one.last - one.first <= 9)


def late(reading: Reading) -> Iterator[Hit]:
    """A late update that does not say so."""
    if reading.known.late and not reading.said("late said"):
        yield reading.whole_hit("it is later than promised, and does not say so")


RULES = (
    Rule(
        id="C04",
        title="No next update.",
        looks_for="a message, other than the last one, that does not say when the reader hears from us again",
        why="On nothing do the guides agree more.",
        source="PD-EC, GL, AZ; model rule 9; documents.md C04",
        way_out="Say: you will hear from us again by TIME ZONE, whether or not there is news.",
        levels=blocks(CUSTOMER),
        find=no_next,
        given={"stage": "progress"},
        fires="Your export has failed since 02:10 CET. We are restarting it now.",
        clean=WHOLE,
    ),
    Rule(
        id="X08",
        title="No next executive update.",
        looks_for="an executive update that does not say when the next one comes",
        why="Executives who do not know when to expect word ask the people who work on it.",
        source="PD-IL, WEB; documents.md X08",
        way_out="Add the time of the next update.",
        levels=blocks(EXECUTIVE),
        find=exec_next,
        given={"audience": "executive", "stage": "progress"},
        fires="The export is down. The team restarts it.",
        clean="The export is down. The team restarts it. Next executive update: 16:00 CET.",
    ),
    Rule(
        id="T02",
        title="The next update has no clock time, or no zone.",
        looks_for="soon, shortly, in two hours, on Monday in place of a clock time; a clock time without its zone,"
        " unless the message states one for all",
        why="A promise that cannot be late is none.",
        source="PD-EC, GL, AZ; documents.md T02",
        way_out="Give date, clock time and zone: 20 Nov 16:00 CET.",
        levels=blocks(CUSTOMER, EXECUTIVE),
        find=vague_next,
        given={"stage": "progress"},
        fires="Your export fails. We are restarting it. We will update you soon.",
        clean=WHOLE,
    ),
    Rule(
        id="B07",
        title="It is late, and does not say so.",
        looks_for="a message after the promised time without a word of it",
        why="The reader has looked at the clock, too.",
        source="domain.md 11.2; model: clocks",
        way_out="Say: this update is later than we had promised; we are sorry for that.",
        levels=warns(CUSTOMER),
        find=late,
        given={"late": True},
        fires=WHOLE,
        clean=f"This update is later than we had promised. {WHOLE}",
    ),
)
