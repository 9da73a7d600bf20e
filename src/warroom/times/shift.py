"""Going on from an instant by the calendar: a day later is the same clock time, however long that day is."""

from datetime import UTC, date, datetime, timedelta, tzinfo

from warroom.times.zones import MINUTE, Placed, local, offset_in, place

# Monday is 0.
_SATURDAY = 5


def shifted(instant: datetime, *, days: int, minutes: int, zone: tzinfo) -> Placed:
    """The same clock time some days on, then some minutes of real time on; negative counts go back."""
    if days:
        there = _same_clock(instant, days, zone)
        return shifted(there.at, days=0, minutes=minutes, zone=zone)._replace(notes=there.notes)
    at = instant.astimezone(UTC) + timedelta(minutes=minutes)
    return Placed(at, offset_in(zone, at) // MINUTE)


def on_business_day(instant: datetime, *, count: int, zone: tzinfo) -> Placed:
    """The same clock time ``count`` business days on, Monday to Friday; holidays are not known."""
    today = local(instant, zone).date()
    return _same_clock(instant, (_business_day(today, count) - today).days, zone)


def _business_day(day: date, count: int) -> date:
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < _SATURDAY
    return day


def _same_clock(instant: datetime, days: int, zone: tzinfo) -> Placed:
    return place(local(instant, zone).replace(tzinfo=None) + timedelta(days=days), zone)
