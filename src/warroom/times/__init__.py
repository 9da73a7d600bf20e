"""Time as people type it and as they read it: a small, closed grammar in, one wording out.

Nothing here reads the clock; ``now`` is always an argument. Instants are aware and UTC; a zone only decides how they
are typed and shown.
"""

from warroom.times.due import read_due
from warroom.times.happened import exactly, read_happened
from warroom.times.iso import as_typed, iso, iso_deadline, iso_moment
from warroom.times.moment import Deadline, Moment
from warroom.times.span import elapsed, read_duration, until
from warroom.times.stamp import read_instant
from warroom.times.wording import clock, day_of, written
from warroom.times.zones import local, zone_label, zone_named

__all__ = [
    "Deadline",
    "Moment",
    "as_typed",
    "clock",
    "day_of",
    "elapsed",
    "exactly",
    "iso",
    "iso_deadline",
    "iso_moment",
    "local",
    "read_due",
    "read_duration",
    "read_happened",
    "read_instant",
    "until",
    "written",
    "zone_label",
    "zone_named",
]
