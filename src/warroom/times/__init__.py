"""Time as people type it and as they read it: a small, closed grammar in, one wording out.

Nothing here reads the clock; ``now`` is always an argument. Instants are aware and UTC; a zone only decides how they
are typed and shown. What reads typed times stands in ``warroom.times.reading``: most commands are given none.
"""

from warroom.times.iso import iso, iso_deadline, iso_moment
from warroom.times.moment import Deadline, Moment
from warroom.times.wording import clock, day_of, written
from warroom.times.zones import exactly, known_zones, local, zone_label, zone_named

__all__ = [
    "Deadline",
    "Moment",
    "clock",
    "day_of",
    "exactly",
    "iso",
    "iso_deadline",
    "iso_moment",
    "known_zones",
    "local",
    "written",
    "zone_label",
    "zone_named",
]
