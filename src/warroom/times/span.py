"""Lengths of time: typed (``1h30m``), and said (``2 h 05 min``)."""

import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

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
    """A length of time as people say it: ``40 s``, ``45 min``, ``2 h 05 min``, ``3 d 4 h``, ``52 d``.

    The rest is dropped: after a week also the hours, and before it such of which there are none.
    """
    seconds = abs(length) // timedelta(seconds=1)
    sign = "-" if seconds and length < timedelta() else ""
    if 0 < seconds < 60:
        return f"{sign}{seconds} s"
    hours, minutes = divmod(seconds // 60, 60)
    days, hours = divmod(hours, 24)
    if days:
        return f"{sign}{days} d {hours} h" if hours and days < 7 else f"{sign}{days} d"
    return f"{sign}{hours} h {minutes:02} min" if hours else f"{sign}{minutes} min"


def lasted(length: timedelta) -> str:
    """A length of time for a reader who counts in minutes: ``under a minute``, else as ``elapsed`` says it."""
    return "under a minute" if timedelta() < length < timedelta(minutes=1) else elapsed(length)


def until(deadline_at: datetime, now: datetime) -> str:
    """How much time is left: ``in 2 h 05 min``, or ``late by 10 min``."""
    # Subtracting two times of one zone compares their clocks, an hour wrong over a clock change; in UTC it is exact.
    left = deadline_at.astimezone(UTC) - now.astimezone(UTC)
    return f"late by {elapsed(-left)}" if left < timedelta() else f"in {elapsed(left)}"
