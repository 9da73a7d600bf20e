"""When something is owed, as people type it: ``14:00``, ``fri 17:00``, ``+2h``, ``eod``, ``5bd``."""

import re
from datetime import UTC, datetime, time, tzinfo

from warroom.times.day import AHEAD, NEAREST, days_away, named_day_in
from warroom.times.moment import Deadline
from warroom.times.shift import on_business_day, shifted
from warroom.times.span import Span, span_in, within_limits
from warroom.times.stamp import stamp_in
from warroom.times.typed import Typed, as_typed
from warroom.times.zones import Placed, end_of_day, local, place
from warroom.vocabulary import Precision

FORMS = (
    'Write it like 14:00, fri, "fri 17:00", "tomorrow 9:00", "21 nov 14:00", +2h, eod, 2d, 5bd, '
    "2026-11-21T09:40Z or 2026-11-21."
)

DAY_END = time(17)


def read_due(text: str, *, now: datetime, zone: tzinfo, field: str = "--due", day_end: time = DAY_END) -> Deadline:
    """When something is owed; what leaves the day or the year open is the next one after now.

    A day without a time ends with its last second; ``day_end`` is the clock time that ``eod`` means. A day written out
    may lie in the past. Raises InvalidValue.
    """
    typed = as_typed(text, field=field, forms=FORMS)
    now = now.astimezone(UTC)
    if typed.words == "eod":
        days = days_away(NEAREST, today=local(now, zone).date(), way=AHEAD)
        return _at(_next([place(datetime.combine(day, day_end), zone) for day in days], now))
    for form in (_business_days, _later, _stamp, _named):
        deadline = form(typed, now, zone)
        if deadline is not None:
            return deadline
    raise typed.unread()


def _next(places: list[Placed], now: datetime) -> Placed:
    """The first after now; of a single day written out, that day even in the past."""
    return next((placed for placed in places if placed.at > now), places[-1])


def _at(placed: Placed) -> Deadline:
    return Deadline(placed.at, Precision.MINUTE, offset=placed.offset, notes=placed.notes)


def _whole_day(placed: Placed) -> Deadline:
    return Deadline(placed.at, Precision.DAY, offset=placed.offset, notes=placed.notes)


def _business_days(typed: Typed, now: datetime, zone: tzinfo) -> Deadline | None:
    match = re.fullmatch(r"(?:\+ ?|in )?(?P<count>[0-9]+)bd", typed.words)
    if match is None:
        return None
    count = int(match["count"])
    # Five business days take a week of the calendar.
    within_limits(typed, Span(count * 7 // 5, 0))
    return _at(on_business_day(now, count=count, zone=zone))


def _later(typed: Typed, now: datetime, zone: tzinfo) -> Deadline | None:
    match = re.fullmatch(r"(?:\+ ?|in )?(?P<span>.+)", typed.words)
    span = span_in(typed, match["span"]) if match else None
    return _at(shifted(now, days=span.days, minutes=span.minutes, zone=zone)) if span else None


def _stamp(typed: Typed, now: datetime, zone: tzinfo) -> Deadline | None:
    stamp = stamp_in(typed)
    if stamp is None:
        return None
    if stamp.precision is Precision.MONTH:
        raise typed.refusal("is a whole month; what is owed needs a day")
    return _at(stamp.placed(zone)) if stamp.clock is not None else _whole_day(end_of_day(stamp.day, zone))


def _named(typed: Typed, now: datetime, zone: tzinfo) -> Deadline | None:
    named = named_day_in(typed, today=local(now, zone).date(), way=AHEAD)
    if named is None:
        return None
    if named.clock is None:
        return _whole_day(_next([end_of_day(day, zone) for day in named.days], now))
    return _at(_next(named.placed(zone), now))
