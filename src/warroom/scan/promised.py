"""The time of the next update as a message tells it: which sentences do, and which instant their words mean."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from warroom.errors import InvalidValue
from warroom.scan.clocks import Mention
from warroom.scan.dating import Clock, Day, clock_at, day_said, zones_in
from warroom.scan.following import next_sentences
from warroom.scan.known import Known
from warroom.scan.own import Own
from warroom.scan.reading import Reading
from warroom.scan.text import Sentence, Text
from warroom.scan.view import MESSAGE
from warroom.times import Deadline
from warroom.times.labels import zone_said
from warroom.times.names import weekday_of
from warroom.times.reading import read_due

_BESIDE = 3  # words between a clock time and its date
_AHEAD = timedelta(days=183)  # a date without its year that is further ahead has passed
_TURNING = ("next", "nächsten", "nächster", "kommenden", "following", "week")  # next Friday: this one, or the one after


@dataclass(frozen=True, slots=True)
class Promised:
    """What a message says of the next update."""

    is_told: bool
    """Whether it speaks of one at all."""
    times: tuple[Deadline, ...] = ()
    """Every instant that its words mean, to the minute."""
    is_sure: bool = False
    """Whether all its words on it could be read."""

    @property
    def time(self) -> Deadline | None:
        """The time of the next update, where the words mean one and only one."""
        return self.times[0] if self.is_sure and len(self.times) == 1 else None

    def holds(self, deadline: Deadline | None) -> bool:
        """Whether its words mean this time, to the minute, whatever else they say."""
        return deadline is not None and any(_minute(one.at) == _minute(deadline.at) for one in self.times)


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


class _Seen(NamedTuple):
    """From where a message is read."""

    reader: ZoneInfo | None
    ours: ZoneInfo
    now: datetime
    zone: str
    """The words of the zone that the message names once for all its times; empty without one."""


def promised(
    text: str, *, now: datetime, reader: ZoneInfo | None, ours: ZoneInfo, language: str | None = None
) -> Promised:
    """When a message says that its readers hear from us next, seen from ``now``, when it goes out.

    ``reader`` are the clocks of its readers, where these are known, ``ours`` those of who wrote it.
    """
    reading = Reading(Text(text), Known(language=language), Own())
    seen = _Seen(reader, ours, now, _general(reading))
    every = next_sentences(reading)
    # By its phrases a sentence is sure to be on the next update; by its time alone it may be on something else.
    telling = [one for one in every if reading.says("next", one)]
    timed = _timed(reading, telling) or _timed(reading, every)
    read = [_instant(reading, one, clock, seen) for one in timed for clock in _clocks(reading, one)]
    # What has passed is what they were told before, or no time of the next one.
    found = {_minute(one.at): one for one in read if one is not None and now < one.at <= now + _AHEAD}
    return Promised(bool(every), tuple(found.values()), bool(found) and None not in read)


def _timed(reading: Reading, sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences with a clock time, each with what stands right after it where its time stands there."""
    found = []
    for one in sentences:
        if not reading.times_in(one) and (after := _follower(reading, one)):
            one = one._replace(last=after.last, end=after.end)
        if reading.times_in(one):
            found.append(one)
    return found


def _follower(reading: Reading, sentence: Sentence) -> Sentence | None:
    """What goes on after a date with points, ``18. Dez.``, or the cell beside one that names what it holds."""
    after = sentence.last + 1
    found = reading.text.sentence(after) if after < len(reading.text.tokens) else None
    return found if found and found.part in MESSAGE else None


def _clocks(reading: Reading, sentence: Sentence) -> Iterator[Clock]:
    end = sentence.start
    for mention in reading.times_in(sentence):
        start = reading.text.tokens[mention.first].start
        if start < end:
            continue  # the 01:00 of UTC+01:00
        clock = clock_at(reading.text, mention, sentence)
        end = clock.end
        yield clock


def _instant(reading: Reading, sentence: Sentence, clock: Clock, seen: _Seen) -> Deadline | None:
    """What a clock time means; None when that cannot be read with certainty."""
    day = _day(reading, sentence, clock.mention)
    if clock.minutes is None or day is None or _is_half(reading, sentence, clock):
        return None
    typed = f"{day.words} {clock.minutes // 60:02}:{clock.minutes % 60:02}".strip()
    said = clock.zone or seen.zone
    try:
        # Once by our clocks, to know the time of the year, which decides what a label means.
        near = read_due(typed, now=seen.now, zone=seen.ours).at
        zone = zone_said(said, reader=seen.reader, ours=seen.ours, near=near)
        found = zone and read_due(typed, now=seen.now, zone=zone)
    except (InvalidValue, OverflowError):
        return None
    if not found or found.notes:
        return None
    # A day without its year that has passed is read as that of next year, which is another day of the week.
    is_other = day.weekday and weekday_of(found.day).casefold() != day.weekday and found.at <= seen.now + _AHEAD
    return None if is_other else found


def _day(reading: Reading, sentence: Sentence, mention: Mention) -> Day | None:
    """The day beside a clock time; None when it cannot be told which."""
    words, dates = reading.text.words, reading.dates_in(sentence)
    if not dates:
        return Day("")
    gaps = [(max(mention.first - one.last, one.first - mention.last), one) for one in dates]
    gap, date = min(gaps, key=lambda pair: pair[0])
    if gap > _BESIDE or date.ambiguous or words[date.first - 1] in _TURNING or words[date.last] in _TURNING:
        return None
    start, end = reading.text.tokens[date.first].start, reading.text.tokens[date.last - 1].end
    return day_said(reading.text.shown[start:end])


_LATE = frozenset(["afternoon", "evening", "tonight", "night", "nachmittag", "nachmittags", "abend", "abends"])


def _is_half(reading: Reading, sentence: Sentence, clock: Clock) -> bool:
    """Whether 8:00 stands in the evening, on which clock nobody can tell."""
    said = reading.text.words[sentence.first : sentence.last]
    return not clock.has_half and (clock.minutes or 0) < 13 * 60 and not _LATE.isdisjoint(said)


def _general(reading: Reading) -> str:
    """The zone that a message names once for all its times."""
    if not reading.clocks.zones.is_general:
        return ""
    said = [one for one in reading.text.sentences if not _GENERAL.isdisjoint(reading.text.words[one.first : one.last])]
    found = {zone for one in said for zone in zones_in(reading.text.said(one))}
    return found.pop() if len(found) == 1 else "?"


_GENERAL = frozenset(["times", "time", "zeiten", "zeit", "zeitangaben", "uhrzeiten", "clocks"])
