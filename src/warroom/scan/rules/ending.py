"""What the last message must hold, and the one before it: from when until when, the data, the report."""

from collections.abc import Iterator, Sequence

from warroom.scan.clocks import Mention
from warroom.scan.following import is_closing, tells_next
from warroom.scan.level import Level
from warroom.scan.reading import Reading
from warroom.scan.rule import Hit, Rule
from warroom.scan.wordlists import listed

_BY = listed("late by")  # late by an hour; not for an hour
_AHEAD = listed("later than")
_NOW = listed("now")
_ANOTHER = listed("of another")
_SPAN = listed("span words")
_BEFORE = 10  # words before a date that can say what it is of


def closing(reading: Reading) -> Iterator[Hit]:
    """At the end: from when until when, and whether data was lost."""
    if not is_closing(reading) or reading.known.was_broken is False:
        return
    if not _has_start_and_end(reading):
        yield reading.whole_hit("it does not say from when until when", "Say both times with their zone.")
    if not (reading.said("data said") or reading.said("data safe")):
        yield reading.whole_hit("it does not say whether data was lost", "Say it either way.")


def _has_start_and_end(reading: Reading) -> bool:
    def counts(one: Mention) -> bool:
        sentence = reading.text.sentence(one.first)
        is_now = reading.text.words[one.first] in _NOW and one.last == one.first + 1  # today we close the case
        if len(reading.times_in(sentence)) > 1 and not is_now:
            return True  # from when until when, whatever else it says
        other = is_now or _is_of_another(reading, one)
        return not (other or reading.says("report", sentence) or tells_next(reading, sentence))

    times = [one for one in reading.clocks.times if counts(one)]
    dates = [one for one in reading.clocks.dates if counts(one)]
    places = {one.first for one in (*times, *dates)}
    if len(times) >= 2 or (len(dates) >= 2 and _tell_both(reading, dates)):
        return True
    words = reading.text.words
    lengths = [
        one for one in reading.clocks.lengths
        if not (words[one.first - 1] in _BY or words[one.last] in _AHEAD or _is_of_another(reading, one))
    ]  # fmt: skip
    return bool(places and times and lengths and reading.said("begins"))


def _is_of_another(reading: Reading, one: Mention) -> bool:
    """Whether a date is that of something else in its sentence: of what was confirmed, agreed, or is to be met for."""
    words = reading.text.words
    sentence = reading.text.sentence(one.first)
    before = words[max(one.first - _BEFORE, sentence.first) : one.first]
    after = words[one.last : min(one.last + 2, sentence.last)]
    led = not (_ANOTHER.isdisjoint(before) or _spans(before))
    return led or words[sentence.first] in _ANOTHER or not _ANOTHER.isdisjoint(after)  # am Sonntag bestätigt


def _spans(before: Sequence[str]) -> bool:
    """Whether a date is led by a word of a span, that belongs to the date: from; not confirmed to me yesterday."""
    near = range(max(len(before) - 3, 0), len(before))
    return any(
        before[place] in _SPAN
        and before[place - 1] not in _ANOTHER
        and not (before[place] == "to" and place < len(before) - 1)
        for place in near
    )


def _tell_both(reading: Reading, dates: list[Mention]) -> bool:
    """Whether two dates are those of a beginning and an end: in one sentence, or each with a word of it."""
    told = [reading.text.sentence(one.first) for one in dates]
    ends = any(reading.says("ends", one) for one in told)
    return ends and (len({one.first for one in told}) < len(told) or any(reading.says("begins", one) for one in told))


def after(reading: Reading) -> Iterator[Hit]:
    """Once it works again: the times, the data, the date of the report."""
    if reading.known.stage != "restored" or reading.known.was_broken is False:
        return
    if not _has_start_and_end(reading):
        yield reading.whole_hit("it does not say from when until when it failed")
    if not (reading.said("data said") or reading.said("data safe")):
        yield reading.whole_hit("it does not speak of data")


def no_report(reading: Reading) -> Iterator[Hit]:
    """At the end: no word on a report."""
    if is_closing(reading) and not reading.said("report"):
        yield reading.whole_hit("it does not say when the report comes")


_CLOSED = (
    "This is our final message. Your export failed from 02:10 CET until 10:10 CET. No data was lost."
    " You will receive our report by 30 November."
)

RULES = (
    Rule(
        id="C09",
        title="The last message lacks start, end, or a word on data.",
        looks_for="a closure without from when until when, or without a statement on data either way",
        why="The last message is the one that is filed.",
        source="PD-EC, AZ; documents.md C09",
        way_out="Say from when until when, with zone, and whether data was lost.",
        levels={"customer.closure": Level.BLOCK},
        find=closing,
        given={"stage": "closure", "data_loss": "none"},
        fires="This is our final message. Your export works again.",
        clean=_CLOSED,
    ),
    Rule(
        id="C09R",
        title="After the restoration something is left open.",
        looks_for="a restoration without its start and end, or a word on data",
        why="These are the questions that come back.",
        source="PD-EC, AZ; documents.md C09",
        way_out="Add it, or say when you will.",
        levels={"customer.restored": Level.WARN},
        find=after,
        given={"stage": "restored", "data_loss": "none"},
        fires="Your export works again. No data was lost.",
        clean="Your export failed from 02:10 CET until 10:10 CET and works again. No data was lost."
        " You will hear from us at 16:00 CET.",
    ),
    Rule(
        id="C09D",
        title="The last message says nothing of a report.",
        looks_for="a closure without the date of the report",
        why="Who waits for a report asks for it; where none was asked for, none is missing.",
        source="AZ; documents.md C09",
        way_out="Say when the report comes, if there is to be one.",
        levels={"customer.closure": Level.INFO},
        find=no_report,
        given={"stage": "closure", "data_loss": "none"},
        fires="This is our final message. Your export failed from 02:10 CET until 10:10 CET. No data was lost.",
        clean=_CLOSED,
    ),
)
