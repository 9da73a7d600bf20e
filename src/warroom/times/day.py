"""Days as people name them, seen from today: ``yesterday``, ``fri 17:00``, ``21 nov``, or only ``14:05``."""

import re
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Literal, NamedTuple

from warroom.times import names
from warroom.times.stamp import CLOCK, FIRST_YEAR, LAST_YEAR, clock_in, day_in
from warroom.times.typed import Typed
from warroom.times.zones import Placed, place, start_of_day
from warroom.vocabulary import Precision

# Which way to look from today for the day that a name means.
Way = Literal[-1, 1]
BACK: Way = -1
AHEAD: Way = 1

_NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}

# A bare time of day is of today or the day next to it, or the one after where a zone leaves out a day.
NEAREST = range(3)

# Two weeks hold the same weekday twice: the nearest can lie on the wrong side of now.
_WEEKDAYS_AWAY = 14

# 29 February is at most eight years away, over a turn of the century without one.
_YEARS_AWAY = 8


class NamedDay(NamedTuple):
    """The days that a name can mean, the nearest first, and the time of day when one was typed."""

    days: tuple[date, ...]
    precision: Precision
    clock: time | None = None

    def placed(self, zone: tzinfo) -> list[Placed]:
        """The time of day on each of the days, or where each begins."""
        if self.clock is None:
            return [start_of_day(day, zone) for day in self.days]
        return [place(datetime.combine(day, self.clock), zone) for day in self.days]


def named_day_in(typed: Typed, *, today: date, way: Way) -> NamedDay | None:
    """The days, looking back or ahead from today, that the words name; None when they name none.

    Raises InvalidValue for a day or a time of day that cannot be.
    """
    match = re.fullmatch(rf"(?:(?P<day>.+) )?{CLOCK}", typed.words)
    if match is None:
        days = _days_meant(typed, typed.words, today=today, way=way, nearest=1)
        return NamedDay(days, Precision.DAY) if days else None
    if match["day"] is None:
        days = days_away(NEAREST, today=today, way=way)
    else:
        days = _days_meant(typed, match["day"], today=today, way=way, nearest=0)
    precision = Precision.SECOND if match["second"] else Precision.MINUTE
    return NamedDay(days, precision, clock=clock_in(typed, match)) if days else None


def _days_meant(typed: Typed, words: str, *, today: date, way: Way, nearest: int) -> tuple[date, ...]:
    """The days that words mean; ``nearest`` is 1 when a weekday cannot mean today, as for a bare ``fri``."""
    away = _NEAR.get(words)
    if away is not None:
        return (today + timedelta(days=away),) if away * way >= 0 else ()
    weekday = names.position_of(words, names.DAYS)
    if weekday is not None:
        days = days_away(range(nearest, _WEEKDAYS_AWAY + 1), today=today, way=way)
        return tuple(day for day in days if day.weekday() == weekday)
    return _days_of_month(typed, words, today=today, way=way)


def days_away(counts: range, *, today: date, way: Way) -> tuple[date, ...]:
    """The days that lie so many days before or after today."""
    return tuple(today + timedelta(days=way * count) for count in counts)


def _days_of_month(typed: Typed, words: str, *, today: date, way: Way) -> tuple[date, ...]:
    match = re.fullmatch(r"(?P<day>[0-9]{1,2}) (?P<month>[a-z]+)(?: (?P<year>[0-9]{4}))?", words)
    month = names.position_of(match["month"], names.MONTHS) if match else None
    if match is None or month is None:
        return ()
    day = int(match["day"])
    if match["year"]:
        return (day_in(typed, int(match["year"]), month + 1, day),)
    days = _yearly(month + 1, day, today=today, way=way)
    if not days:
        raise typed.refusal(f"is no day: {names.MONTHS[month]} has no day {day}")
    return days


def _yearly(month: int, day: int, *, today: date, way: Way) -> tuple[date, ...]:
    years = [today.year + way * count for count in range(_YEARS_AWAY + 1)]
    return tuple(found for year in years if FIRST_YEAR <= year <= LAST_YEAR and (found := _day(year, month, day)))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
