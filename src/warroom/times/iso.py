"""Times as machines read them: UTC with ``Z``, or the date alone where no more is known."""

from datetime import UTC, datetime, timedelta, timezone

from warroom.times.moment import Deadline, Moment, aware
from warroom.vocabulary import Precision


def iso(instant: datetime) -> str:
    """``2026-11-21T09:40:00Z``; a fraction only where there is one. Raises ValueError for a naive datetime."""
    return aware(instant).astimezone(UTC).isoformat().replace("+00:00", "Z")


def iso_moment(moment: Moment) -> str | None:
    """The moment as exactly as it is known: an instant, a date, a month, or None."""
    if moment.at is None or moment.day is None:
        return None
    match moment.precision:
        case Precision.DAY:
            return moment.day.isoformat()
        case Precision.MONTH:
            return f"{moment.day:%Y-%m}"
        case _:
            return iso(moment.at)


def as_typed(moment: Moment) -> str:
    """A moment as the person who typed it meant it, with its offset: ``2026-11-20 02:05+01:00``; a date for a day."""
    if moment.at is None or moment.precision in (Precision.DAY, Precision.MONTH):
        return iso_moment(moment) or "unknown"
    return moment.at.astimezone(timezone(timedelta(minutes=moment.offset))).isoformat(" ", "minutes")


def iso_deadline(deadline: Deadline) -> str:
    """The instant, or the date of a deadline that is a whole day."""
    return deadline.day.isoformat() if deadline.precision is Precision.DAY else iso(deadline.at)
