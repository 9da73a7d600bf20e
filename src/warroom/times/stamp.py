"""Times in the shape of ISO 8601: a date or a month, with or without a time, with or without an offset."""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Literal, NamedTuple

from warroom.times import names
from warroom.times.moment import Moment
from warroom.times.typed import Typed, as_typed
from warroom.times.zones import Placed, place, start_of_day
from warroom.vocabulary import Precision

FORMS = "Write it like 2026-11-21T09:40:00Z, 2026-11-21T09:40+01:00, 2026-11-21 or 2026-11."

CLOCK = r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]{1,9}))?)?"

_STAMP = (
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2})"
    rf"(?:[t ]{CLOCK}"
    r"(?: ?(?:(?P<utc>z)|(?P<sign>[+-])(?P<east>[0-9]{2})(?::?(?P<rest>[0-9]{2}))?))?)?)?"
)

# Outside these years it is a typing mistake, and Python's calendar ends soon after.
FIRST_YEAR, LAST_YEAR = 1900, 2200

FARTHEST = 14 * 60  # minutes east or west of UTC; Kiritimati is the farthest there is


class Stamp(NamedTuple):
    """What was written: a day, or a month by its first day; the time of day; minutes east of UTC."""

    day: date
    precision: Precision
    clock: time | None = None
    offset: int | None = None

    def placed(self, zone: tzinfo) -> Placed:
        """Where it begins; ``zone`` counts only when no offset was written."""
        if self.clock is None:
            return start_of_day(self.day, zone)
        wall = datetime.combine(self.day, self.clock)
        if self.offset is None:
            return place(wall, zone)
        return Placed(wall.replace(tzinfo=UTC) - timedelta(minutes=self.offset), self.offset)

    def moment(self, zone: tzinfo) -> Moment:
        """The moment it tells, for a time without an offset on the clocks of the zone."""
        placed = self.placed(zone)
        return Moment(placed.at, self.precision, offset=placed.offset, notes=placed.notes)


def read_instant(text: str, *, field: str, zone: tzinfo = UTC, naive: Literal["refuse", "zone"] = "refuse") -> Moment:
    """When a machine's record says it happened.

    A date or a month is one of ``zone``; a time without an offset is refused, or with ``naive="zone"`` read there too.
    Digits of a second past the sixth are dropped. Raises InvalidValue.
    """
    typed = as_typed(text, field=field, forms=FORMS)
    stamp = stamp_in(typed)
    if stamp is None:
        raise typed.unread()
    if naive == "refuse" and stamp.clock is not None and stamp.offset is None:
        raise typed.refusal("does not say in which zone; add Z or an offset such as +01:00")
    return stamp.moment(zone)


def stamp_in(typed: Typed) -> Stamp | None:
    """The stamp that the words are, None when they are of another form.

    Raises InvalidValue for a stamp that names no day, time or offset that can be.
    """
    match = re.fullmatch(_STAMP, typed.words)
    if match is None:
        return None
    day = day_in(typed, int(match["year"]), int(match["month"]), int(match["day"] or 1))
    if match["hour"] is None:
        return Stamp(day, Precision.DAY if match["day"] else Precision.MONTH)
    precision = Precision.SECOND if match["second"] else Precision.MINUTE
    return Stamp(day, precision, clock=clock_in(typed, match), offset=_offset_in(typed, match))


def day_in(typed: Typed, year: int, month: int, day: int) -> date:
    """The day of these numbers. Raises InvalidValue when there is none, and for years that must be a mistake."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise typed.refusal(f"is not between the years {FIRST_YEAR} and {LAST_YEAR}")
    if not 1 <= month <= 12:
        raise typed.refusal(f"names month {month:02}; months go from 01 to 12")
    try:
        return date(year, month, day)
    except ValueError:
        raise typed.refusal(f"is no day: there is no {day} {names.month_of(date(year, month, 1))}") from None


def clock_in(typed: Typed, match: re.Match[str]) -> time:
    """The time of day in a match of CLOCK. Raises InvalidValue past 23:59:59."""
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    if second == 60:
        raise typed.refusal("names a leap second, which computers do not keep; write the second before it")
    if hour > 23 or minute > 59 or second > 59:
        raise typed.refusal("is no time of day: hours go from 00 to 23, minutes and seconds from 00 to 59")
    return time(hour, minute, second, int((match["fraction"] or "")[:6].ljust(6, "0")))


def _offset_in(typed: Typed, match: re.Match[str]) -> int | None:
    if match["utc"]:
        return 0
    if match["sign"] is None:
        return None
    minutes = 60 * int(match["east"]) + int(match["rest"] or 0)
    if minutes > FARTHEST or int(match["rest"] or 0) > 59:
        raise typed.refusal("has an offset that no place has: they go from -14:00 to +14:00")
    return -minutes if match["sign"] == "-" else minutes
