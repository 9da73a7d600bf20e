"""When something happened, as people type it: ``14:05``, ``mon 09:00``, ``20m ago``, ``~14:05``."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Literal
from zoneinfo import ZoneInfo

from warroom.errors import InvalidValue
from warroom.times.day import BACK, named_day_in
from warroom.times.moment import Moment
from warroom.times.shift import shifted
from warroom.times.span import span_in
from warroom.times.stamp import stamp_in
from warroom.times.typed import Typed, as_typed
from warroom.times.wording import written
from warroom.times.zones import MINUTE, local, offset_in
from warroom.vocabulary import Precision

FORMS = (
    'Write it like 14:05, "yesterday 14:05", "mon 09:00", "21 nov 14:05", -20m, "20m ago", ~14:05, '
    "2026-11-21T09:40Z, 2026-11-21 or 2026-11."
)

# Clocks differ: what a colleague's clock already shows may be a little ahead of ours.
AHEAD_OF_US = timedelta(minutes=5)


def read_happened(
    text: str, *, now: datetime, zone: ZoneInfo, field: str = "--at", future: Literal["refuse", "allow"] = "refuse"
) -> Moment:
    """When something happened; what leaves the day or the year open is the latest past one.

    Raises InvalidValue for other forms, and for more than five minutes in the future unless ``future="allow"``.
    """
    typed = as_typed(text, field=field, forms=FORMS)
    now = now.astimezone(UTC)
    moment = _about(typed, now, zone) if typed.words.startswith("~") else _moment(typed, now, zone)
    if future == "refuse" and moment.at is not None and moment.at > now + AHEAD_OF_US:
        raise _still_to_come(typed, moment, now, zone)
    return moment


def _still_to_come(typed: Typed, moment: Moment, now: datetime, zone: ZoneInfo) -> InvalidValue:
    hint = f"Write a time that has passed; it is now {written(now, zone)}."
    return InvalidValue(typed.field, f"{written(moment, zone)} is in the future", hint)


def _about(typed: Typed, now: datetime, zone: tzinfo) -> Moment:
    moment = _moment(typed._replace(words=typed.words[1:].lstrip(" ")), now, zone)
    if moment.precision not in (Precision.MINUTE, Precision.SECOND):
        raise typed.refusal("has no time of day that ~ could make approximate")
    return replace(moment, precision=Precision.APPROX)


def _moment(typed: Typed, now: datetime, zone: tzinfo) -> Moment:
    for form in (_now, _ago, _stamp, _named):
        moment = form(typed, now, zone)
        if moment is not None:
            return moment
    raise typed.unread()


def _now(typed: Typed, now: datetime, zone: tzinfo) -> Moment | None:
    if typed.words != "now":
        return None
    return Moment(now, Precision.SECOND, offset=offset_in(zone, now) // MINUTE)


def _ago(typed: Typed, now: datetime, zone: tzinfo) -> Moment | None:
    match = re.fullmatch(r"- ?(?P<minus>.+)|(?P<ago>.+) ago", typed.words)
    span = span_in(typed, match["minus"] or match["ago"]) if match else None
    if span is None:
        return None
    placed = shifted(now, days=-span.days, minutes=-span.minutes, zone=zone)
    return Moment(placed.at, Precision.MINUTE, offset=placed.offset, notes=placed.notes)


def _stamp(typed: Typed, now: datetime, zone: tzinfo) -> Moment | None:
    stamp = stamp_in(typed)
    return stamp.moment(zone) if stamp else None


def _named(typed: Typed, now: datetime, zone: tzinfo) -> Moment | None:
    named = named_day_in(typed, today=local(now, zone).date(), way=BACK)
    if named is None:
        return None
    places = named.placed(zone)
    # Of a single day written out there is only that one, even in the future.
    latest = next((placed for placed in places if placed.at <= now), places[-1])
    return Moment(latest.at, named.precision, offset=latest.offset, notes=latest.notes)
