"""Lengths of time: typed (``1h30m``), shown (``2 h 05 min``), and said (``2 hours and 5 minutes``)."""

import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from warroom.times.tongues import ENGLISH, Tongue, Unit
from warroom.times.typed import Typed, as_typed

FORMS = "Write it like 30m, 8h, 1h30m, 2d, 1d12h or 2w."

SPAN = r"(?:(?P<weeks>[0-9]+)w)? ?(?:(?P<days>[0-9]+)d)? ?(?:(?P<hours>[0-9]+)h)? ?(?:(?P<minutes>[0-9]+)m)?"

LONGEST_DAYS = 3653  # ten years


class Span(NamedTuple):
    """A length of time as typed: whole days, and minutes apart, since a day on the calendar has 23 to 25 hours."""

    days: int
    minutes: int


def read_duration(text: str, *, field: str) -> timedelta:
    """A length of time, positive and at most ten years; a day is 24 hours. Raises InvalidValue."""
    typed = as_typed(text, field=field, forms=FORMS)
    span = span_in(typed, typed.words)
    if span is None:
        raise typed.unread()
    return timedelta(days=span.days, minutes=span.minutes)


def span_in(typed: Typed, words: str) -> Span | None:
    """The span that some of the typed words tell, None when they tell none.

    Raises InvalidValue for no time at all and for more than ten years.
    """
    match = re.fullmatch(SPAN, words)
    if match is None or not any(match.groups()):
        return None
    weeks, days, hours, minutes = (int(count or 0) for count in match.groups())
    return within_limits(typed, Span(7 * weeks + days, 60 * hours + minutes))


def within_limits(typed: Typed, span: Span) -> Span:
    """The span itself. Raises InvalidValue when it is no time at all or more than ten years."""
    minutes = span.days * 24 * 60 + span.minutes
    if minutes == 0:
        raise typed.refusal("is no time at all")
    if minutes > LONGEST_DAYS * 24 * 60:
        raise typed.refusal("is more than ten years")
    return span


def elapsed(length: timedelta) -> str:
    """A length of time in a table's few characters: ``40 s``, ``45 min``, ``2 h 05 min``, ``3 d 4 h``, ``52 d``.

    The rest is dropped: after a week also the hours, and before it such of which there are none.
    """
    units = _units(length)
    count, unit = units[0]
    sign = "-" if count and length < timedelta() else ""
    if unit == "hour":
        return f"{sign}{count} h {units[1][0] if len(units) == 2 else 0:02} min"
    return sign + " ".join(f"{count} {_SHORT[unit]}" for count, unit in units)


def in_words(length: timedelta, *, exactly: bool = False, tongue: Tongue = ENGLISH) -> str:
    """A length of time as a letter says it: ``45 minutes``, ``2 hours and 5 minutes``, ``3 days and 4 hours``.

    What is shorter than a minute is told in seconds only where it is known ``exactly``. The rest is dropped as by
    ``elapsed``.
    """
    units = _units(length)
    count, unit = units[0]
    if not count or (unit == "second" and not exactly):
        return tongue.moment
    said = [f"{count} {tongue.units[unit][count != 1]}" for count, unit in units]
    return tongue.both.format(*said) if len(said) == 2 else said[0]


_SHORT: dict[Unit, str] = {"day": "d", "minute": "min", "hour": "h", "second": "s"}


def _units(length: timedelta) -> list[tuple[int, Unit]]:
    """A length, whatever its sign, in its largest unit and the next smaller one, if there is any of that."""
    seconds = abs(length) // timedelta(seconds=1)
    if 0 < seconds < 60:
        return [(seconds, "second")]
    hours, minutes = divmod(seconds // 60, 60)
    days, hours = divmod(hours, 24)
    hours, minutes = 0 if days >= 7 else hours, 0 if days else minutes
    units: list[tuple[int, Unit]] = [(days, "day"), (hours, "hour"), (minutes, "minute")]
    return [one for one in units if one[0]] or [(0, "minute")]


def lasted(length: timedelta) -> str:
    """A length of time for a reader who counts in minutes: ``under a minute``, else as ``elapsed`` says it."""
    return "under a minute" if timedelta() < length < timedelta(minutes=1) else elapsed(length)


def until(deadline_at: datetime, now: datetime) -> str:
    """How much time is left: ``in 2 h 05 min``, or ``late by 10 min``."""
    # Subtracting two times of one zone compares their clocks, an hour wrong over a clock change; in UTC it is exact.
    left = deadline_at.astimezone(UTC) - now.astimezone(UTC)
    return f"late by {elapsed(-left)}" if left < timedelta() else f"in {elapsed(left)}"
