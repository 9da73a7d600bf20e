"""Times as people read them, always with the label of their zone: ``Fri 21 Nov 14:00 CET``."""

from collections.abc import Callable
from datetime import date, datetime, tzinfo
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from warroom.times.moment import Deadline, Moment
from warroom.times.tongues import ENGLISH, Tongue
from warroom.times.zones import local, zone_label
from warroom.vocabulary import Precision

When = Moment | Deadline | datetime
Year = Literal["auto", "always", "never"]


def written(
    when: When, zone: ZoneInfo, *, now: datetime | None = None, year: Year = "auto", tongue: Tongue = ENGLISH
) -> str:
    """The whole wording, on the clocks of the zone; a day or a month keeps the date that was typed.

    With ``year="auto"`` the year is left out when it is the year of ``now``. Raises ValueError for a naive datetime.
    """
    hidden = local(now, zone).year if now is not None and year == "auto" else None
    return _Page(zone, hidden, year != "never", tongue).moment(_as_moment(when))


def clock(when: When, zone: ZoneInfo) -> str:
    """The short form, for a line that stands under its date: ``14:05``, ``about 14:05``, ``during the day``.

    Raises ValueError for a naive datetime.
    """
    moment = _as_moment(when)
    if moment.at is None or moment.is_bounded:
        return _bounds(moment, _bound_clock(moment, zone))
    match moment.precision:
        case Precision.DAY:
            return "during the day"
        case Precision.MONTH:
            return "during the month"
        case Precision.APPROX:
            return f"about {local(moment.at, zone):%H:%M}"
        case Precision.SECOND:
            return f"{local(moment.at, zone):%H:%M:%S}"
        case _:
            return f"{local(moment.at, zone):%H:%M}"


def day_of(when: When, zone: ZoneInfo, *, tongue: Tongue = ENGLISH) -> str:
    """``Sat 21 Nov 2026``: the date on which it stands in the zone; a day or a month keeps the date that was typed.

    Raises ValueError for a naive datetime.
    """
    moment = _as_moment(when)
    if moment.day is not None and moment.precision in (Precision.DAY, Precision.MONTH):
        return tongue.day_of(moment.day)
    instant = moment.at or moment.after or moment.before
    return tongue.day_unknown if instant is None else tongue.day_of(local(instant, zone))


class _Page(NamedTuple):
    """Where times are written: on clocks of which zone, and with or without the year."""

    zone: tzinfo
    hidden_year: int | None
    years: bool
    tongue: Tongue = ENGLISH

    def moment(self, moment: Moment) -> str:
        if moment.at is None or moment.day is None or moment.is_bounded:
            return _bounds(moment, self.instant, self.tongue)
        match moment.precision:
            case Precision.DAY:
                return self.day(moment.day)
            case Precision.MONTH:
                return self.tongue.month_of(moment.day)
            case Precision.APPROX:
                return self.tongue.about.format(self.instant(moment.at))
            case Precision.SECOND:
                return self.instant(moment.at, "%H:%M:%S")
            case _:
                return self.instant(moment.at)

    def instant(self, at: datetime, form: str = "%H:%M") -> str:
        there = local(at, self.zone)
        return f"{self.day(there)} {there:{form}} {zone_label(at, self.zone)}"

    def day(self, day: date) -> str:
        named = self.years and day.year != self.hidden_year
        words = self.tongue.day_of(day)
        return words if named else words.removesuffix(f" {day.year}")


def _as_moment(when: When) -> Moment:
    if isinstance(when, datetime):
        return Moment(when, Precision.MINUTE)
    if isinstance(when, Deadline):
        return Moment(when.at, when.precision, offset=when.offset)
    return when


def _bounds(moment: Moment, say: Callable[[datetime], str], tongue: Tongue = ENGLISH) -> str:
    if moment.after and moment.before:
        return tongue.between.format(say(moment.after), say(moment.before))
    if moment.after:
        return tongue.after.format(say(moment.after))
    return tongue.before.format(say(moment.before)) if moment.before else tongue.unknown


def _bound_clock(moment: Moment, zone: tzinfo) -> Callable[[datetime], str]:
    """How to say each bound under a date: the clock time, with the date when the bounds are of two days."""
    days = {local(bound, zone).date() for bound in (moment.after, moment.before) if bound}
    page = _Page(zone, hidden_year=None, years=len({day.year for day in days}) > 1)

    def say(bound: datetime) -> str:
        there = local(bound, zone)
        return f"{page.day(there)} {there:%H:%M}" if len(days) > 1 else f"{there:%H:%M}"

    return say
