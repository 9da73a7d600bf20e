"""Zones: their names, their labels, and the instants of wall-clock times that a clock change skips or doubles."""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from warroom.errors import InvalidValue
from warroom.times import names
from warroom.times.moment import SECOND, Moment, aware
from warroom.times.typed import LONGEST, shown
from warroom.vocabulary import Precision

MINUTE = timedelta(minutes=1)

# Copies of zones, some with leap seconds, and names that mean another zone on another machine.
_NOT_PORTABLE = ("posix/", "right/", "localtime", "posixrules")


class Placed(NamedTuple):
    """A wall-clock time put on the line of time: ``at`` in UTC, ``offset`` in minutes east of it, and what was done."""

    at: datetime
    offset: int
    notes: tuple[str, ...] = ()


def local(instant: datetime, zone: tzinfo) -> datetime:
    """The instant as the clocks in the zone show it. Raises ValueError for a naive datetime."""
    return aware(instant).astimezone(zone)


def offset_in(zone: tzinfo, instant: datetime) -> timedelta:
    """How far the clocks in the zone are ahead of UTC at that instant."""
    return local(instant, zone).utcoffset() or timedelta()


def exactly(instant: datetime, zone: ZoneInfo) -> Moment:
    """The moment of an instant that is known to the minute, on the clocks of the zone."""
    return Moment(instant, Precision.MINUTE, int(offset_in(zone, instant).total_seconds() // 60))


def zone_label(instant: datetime, zone: tzinfo) -> str:
    """``CET`` where people have an abbreviation, else ``UTC+05:30``; ``UTC`` when they do not differ."""
    name = local(instant, zone).tzname() or ""
    if name.isalpha():
        return name
    minutes = offset_in(zone, instant) // MINUTE
    return f"UTC{offset_words(minutes)}" if minutes else "UTC"


def offset_words(minutes: int) -> str:
    """``+05:30``, from minutes east of UTC."""
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"


def zone_named(name: str, *, field: str) -> ZoneInfo:
    """The zone that goes by that name, such as ``Europe/Berlin``.

    Raises InvalidValue, with the nearest names, when there is none.
    """
    way_out = "Write a zone by its place, such as Europe/Berlin, America/New_York or UTC."
    if len(name) > LONGEST:
        raise InvalidValue(field, f"{len(name)} characters are too many for a time zone", way_out)
    if not name.strip():
        raise InvalidValue(field, "a time zone cannot be empty", way_out)
    zone = _found(name)
    if zone is None:
        nearest = _nearest(name)
        hint = f"Did you mean {' or '.join(nearest)}?" if nearest else way_out
        raise InvalidValue(field, f'there is no time zone "{shown(name)}"', hint)
    return zone


def _found(name: str) -> ZoneInfo | None:
    # The pattern keeps paths from ever reaching the file system.
    if not re.fullmatch(r"[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*", name) or name.startswith(_NOT_PORTABLE):
        return None
    try:
        return ZoneInfo(name)
    # A folder, such as Europe, is an OSError; a file that is no zone is a ValueError; an unknown name a KeyError.
    except (KeyError, OSError, ValueError):
        return None


@cache
def known_zones() -> tuple[str, ...]:
    """The names of all zones that mean the same everywhere. It walks hundreds of files: for a failure, or for Tab."""
    from zoneinfo import available_timezones

    return tuple(zone for zone in sorted(available_timezones()) if not zone.startswith(_NOT_PORTABLE))


def _nearest(name: str) -> list[str]:
    from difflib import get_close_matches

    known = {zone.lower(): zone for zone in known_zones()}
    wanted = name.strip().lower().replace(" ", "_")
    return [known[zone] for zone in get_close_matches(wanted, known)]


def place(wall: datetime, zone: tzinfo) -> Placed:
    """The instant at which the clocks in the zone show a naive time.

    A time that a clock change skips moves forward by the gap; of one that is doubled it is the earlier. Both are noted.
    """
    # fold=0 reads with the offset before the change: that is the earlier of two, and skips forward out of a gap.
    at, other = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    notes: tuple[str, ...] = ()
    if at > other:
        notes = (_skipped(wall, at, zone),)
    elif at < other:
        notes = (_doubled(wall, at, other, zone),)
    return Placed(at, offset_in(zone, at) // MINUTE, notes)


def _skipped(wall: datetime, at: datetime, zone: tzinfo) -> str:
    taken = local(at, zone)
    day = "" if taken.date() == wall.date() else f"{names.date_of(taken)} "
    return (
        f"{clock_of(wall)} does not exist on {names.date_of(wall)} in {zone} (clocks go forward); "
        f"taken as {day}{clock_of(taken)} {zone_label(at, zone)}"
    )


def _doubled(wall: datetime, at: datetime, other: datetime, zone: tzinfo) -> str:
    later = f"{wall.date()}T{clock_of(wall)}{offset_words(offset_in(zone, other) // MINUTE)}"
    return (
        f"{clock_of(wall)} happens twice on {names.date_of(wall)} in {zone}; "
        f"taken as the earlier, {zone_label(at, zone)}. Write an offset to choose: {later}"
    )


def clock_of(wall: datetime) -> str:
    """``02:30``, and ``02:30:15`` when it does not stand on the minute."""
    return wall.time().isoformat("seconds" if wall.second else "minutes")


def start_of_day(day: date, zone: tzinfo) -> Placed:
    """The first instant of a day in the zone; a day that a zone leaves out is taken as the next, which is noted."""
    kept, notes = _existing(day, zone)
    at = place(datetime.combine(kept, time.min), zone).at
    # Offsets of a century ago have seconds: rounded up here and down at the day's end, the date stays the one typed.
    return Placed(at, -(-offset_in(zone, at) // MINUTE), notes)


def end_of_day(day: date, zone: tzinfo) -> Placed:
    """The last second of a day in the zone; a day that a zone leaves out is taken as the next, which is noted."""
    kept, notes = _existing(day, zone)
    # From the next midnight, since 23:59:59 itself can happen twice.
    at = place(datetime.combine(kept + timedelta(days=1), time.min), zone).at - SECOND
    return Placed(at, offset_in(zone, at) // MINUTE, notes)


def _existing(day: date, zone: tzinfo) -> tuple[date, tuple[str, ...]]:
    # Noon, as no clock change that keeps the date reaches it; Samoa left out all of 30 December 2011.
    kept = local(place(datetime.combine(day, time(12)), zone).at, zone).date()
    if kept == day:
        return day, ()
    return kept, (f"{names.date_of(day)} does not exist in {zone}; taken as {names.date_of(kept)}",)
