"""How often something comes again: ``30m``, ``2bd``, ``weekly``, or at clock times: ``09:00,17:00``, ``fri 17:00``."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

from warroom.times import names
from warroom.times.shift import on_business_day, shifted
from warroom.times.span import span_in
from warroom.times.typed import Typed, as_typed
from warroom.times.zones import local, place

FORMS = 'Write it like 30m, 4h, 1d, 2bd, daily, weekly, 17:00, "9:00,17:00" or "mon,thu 17:00".'

_WORDS = {"hourly": "1h", "daily": "1d", "weekly": "7d"}
_CLOCK = re.compile(r"(?P<hour>[01]?[0-9]|2[0-3]):(?P<minute>[0-5][0-9])")
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Rhythm:
    """One of three: a length of real time, a number of business days, or clock times on some or all days of the week.

    Clock times stay on the clock of the reader's zone, also over a clock change; a length is elapsed time, a day of it
    the same clock time a day on.
    """

    days: int = 0
    minutes: int = 0
    business_days: int = 0
    clocks: tuple[time, ...] = ()
    weekdays: tuple[int, ...] = ()
    """On which days the clock times hold, Monday 0; empty is every day."""

    def after(self, moment: datetime, zone: tzinfo) -> datetime:
        """When it comes next after ``moment``, in UTC."""
        if self.clocks:
            return self._next_clock(moment, zone)
        if self.business_days:
            return on_business_day(moment, count=self.business_days, zone=zone).at
        return shifted(moment, days=self.days, minutes=self.minutes, zone=zone).at

    def _next_clock(self, moment: datetime, zone: tzinfo) -> datetime:
        today = local(moment, zone).date()
        days = (today + timedelta(days=ahead) for ahead in range(_WEEK + 1))
        held = (day for day in days if not self.weekdays or day.weekday() in self.weekdays)
        return next(
            placed.at
            for day in held
            for clock in self.clocks
            if (placed := place(datetime.combine(day, clock), zone)).at > moment.astimezone(UTC)
        )

    def __str__(self) -> str:
        """The one spelling in which it is kept; ``read_rhythm`` reads it back."""
        if self.clocks:
            on = ",".join(names.DAYS[day][:3].lower() for day in self.weekdays)
            return f"{on} {','.join(f'{clock:%H:%M}' for clock in self.clocks)}".strip()
        if self.business_days:
            return f"{self.business_days}bd"
        hours, minutes = divmod(self.minutes, 60)
        parts = {"d": self.days, "h": hours, "m": minutes}
        return "".join(f"{count}{unit}" for unit, count in parts.items() if count)


def read_rhythm(text: str, *, field: str) -> Rhythm:
    """A rhythm as typed. Raises InvalidValue for what is none, for no time at all, and for more than ten years."""
    typed = as_typed(text, field=field, forms=FORMS)
    words = typed.words.removeprefix("every ")
    words = _WORDS.get(words, words)
    if match := re.fullmatch(r"([0-9]{1,3})bd", words):
        count = int(match[1])
        if not 0 < count <= 366:
            raise typed.refusal("is not 1 to 366 business days")
        return Rhythm(business_days=count)
    if span := span_in(typed, words):
        return Rhythm(days=span.days, minutes=span.minutes)
    return _at_clocks(typed, words)


def _at_clocks(typed: Typed, words: str) -> Rhythm:
    parts = [part for part in re.split(r"[ ,]+", words) if part]
    days = [names.position_of(part, names.DAYS) for part in parts]
    clocks = [_CLOCK.fullmatch(part) for part in parts]
    if not any(clocks) or any(day is None and clock is None for day, clock in zip(days, clocks, strict=True)):
        raise typed.unread()
    return Rhythm(
        clocks=tuple(sorted({time(int(clock["hour"]), int(clock["minute"])) for clock in clocks if clock})),
        weekdays=tuple(sorted({day for day in days if day is not None})),
    )
