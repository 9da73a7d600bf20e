"""How a next time that somebody named stands to the cadence; nothing is refused for it."""

from datetime import UTC, datetime, tzinfo

from warroom.times import Deadline, local
from warroom.times.rhythm import Rhythm
from warroom.times.span import lasted
from warroom.vocabulary import Audience


def left_waiting(audience: Audience, rhythm: Rhythm, named: Deadline, *, now: datetime, zone: tzinfo) -> list[str]:
    """What its writer should know, where a whole update is left out before ``named``: how often they should hear."""
    due = rhythm.after(local(now, UTC), zone)
    if named.at <= due or named.at <= rhythm.after(due, zone):
        return []
    without = lasted(named.at - now)
    return [f"The cadence asks for {audience} updates every {rhythm}; this leaves them without one for {without}."]
