"""What has to come after something else: the refusal of a time that lies before it."""

from datetime import datetime

from warroom.domain.record import Stamp
from warroom.errors import Reason, Refused


def minute(instant: datetime) -> datetime:
    """The minute of an instant: nobody types a time more exactly."""
    return instant.replace(second=0, microsecond=0)


def too_early(
    move: str, at: datetime, what: str, since: datetime, *, stamp: Stamp, way_out: str | None = None, besides: str = ""
) -> Refused:
    """A move dated before what must come first, with both times.

    Without another ``way_out`` it is said from when on it can be, and ``besides`` what to do where that is not so.
    """
    bound = stamp.said(since)
    words = f"{move} at {stamp.said(at)} is before {what} ({bound})"
    way_out = way_out or f"Give a time from {bound} on ({what} then){besides}"
    return Refused(f"That is out of order: {words}.", Reason("out_of_order", words, way_out))
