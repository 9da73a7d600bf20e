"""Zones as people say them beside a clock time: CET, UTC+1, Europe/Berlin, Berlin time, your local time."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from warroom.errors import InvalidValue
from warroom.times.zones import local, offset_in, zone_label, zone_named

# Minutes east of UTC; left out is what means several zones: IST, CST, GST.
_OFFSETS = {
    "utc": 0, "gmt": 0, "z": 0, "wet": 0, "cet": 60, "bst": 60, "west": 60, "wat": 60, "cest": 120, "eet": 120,
    "sast": 120, "cat": 120, "eest": 180, "msk": 180, "eat": 180, "trt": 180, "pkt": 300, "sgt": 480, "hkt": 480,
    "awst": 480, "jst": 540, "kst": 540, "acst": 570, "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780,
    "brt": -180, "edt": -240, "est": -300, "cdt": -300, "mdt": -360, "mst": -420, "pdt": -420, "pst": -480,
    "akst": -540, "hst": -600,
}  # fmt: skip
_GERMAN = {"mez": "cet", "mesz": "cest"}
_PLACES = {"et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles"}
_NAMES = {
    "central european": "cet",
    "central european summer": "cest",
    "greenwich mean": "gmt",
    "eastern": "et",
    "mountain": "mt",
    "pacific": "pt",
}
_HALF_YEAR = timedelta(days=182)
_FROM_UTC = re.compile(r"(?:utc|gmt|z)? ?([+-]) ?(\d{1,2})(?::?(\d{2}))?")
_OF_PLACE = re.compile(r"(.+?)(?:er)? (?:time|zeit)|ortszeit")


def zone_said(words: str, *, reader: ZoneInfo | None, ours: ZoneInfo, near: datetime) -> tzinfo | None:
    """The zone that words beside a time mean at about the instant ``near``; None where they could mean another one.

    ``reader`` are the clocks of who reads them, where these are known, ``ours`` those of who wrote them.
    """
    said = " ".join(words.casefold().split())
    zones = [zone for zone in (reader, ours) if zone is not None]
    if not said:
        return _alike(reader, ours, near)
    if shift := _FROM_UTC.fullmatch(said):
        minutes = int(shift[2]) * 60 + int(shift[3] or 0)
        return _fixed(-minutes if shift[1] == "-" else minutes)
    if "/" in said:
        return _named(words)
    if place := _OF_PLACE.fullmatch(said):
        return _of_place(place[1], reader, ours, near)
    return _of_label(_GERMAN.get(said, said), zones, near)


def _fixed(minutes: int) -> tzinfo | None:
    return timezone(timedelta(minutes=minutes)) if abs(minutes) < 15 * 60 else None


def _alike(reader: ZoneInfo | None, ours: ZoneInfo, near: datetime) -> tzinfo | None:
    """Without a zone everybody reads their own clock: certain where both show the same."""
    same = reader is not None and offset_in(reader, near) == offset_in(ours, near)
    return reader if same else None


def _named(words: str) -> tzinfo | None:
    try:
        return zone_named(words.strip(), field="zone")
    except InvalidValue:
        return None


def _of_place(place: str | None, reader: ZoneInfo | None, ours: ZoneInfo, near: datetime) -> tzinfo | None:
    """Of ``Berlin time`` and ``your local time``: a place that is the reader's or ours."""
    if place in (None, "local", "your", "your local", "ihrer", "lokal", "lokaler"):
        return reader
    if place in ("our", "our local", "unserer"):
        return ours
    for zone in (reader, ours):
        if zone is not None and zone.key.rpartition("/")[2].replace("_", " ").casefold() == place:
            return zone
    name = _NAMES.get(str(place))
    return _of_label(name, [zone for zone in (reader, ours) if zone], near) if name else None


def _of_label(label: str, zones: Sequence[ZoneInfo], near: datetime) -> tzinfo | None:
    """A label of these clocks; else what it commonly means, unless it is theirs at another time of the year."""
    for zone in zones:
        if zone_label(near, zone).casefold() == label:
            return zone
    # In July people in Berlin write CET and mean their clock, or an hour later: nobody can tell.
    if any(zone_label(local(near, zone) + _HALF_YEAR, zone).casefold() == label for zone in zones):
        return None
    if label in _PLACES:
        return _named(_PLACES[label])
    return _fixed(_OFFSETS[label]) if label in _OFFSETS else None
