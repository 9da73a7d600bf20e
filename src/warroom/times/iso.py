"""Times as machines read them: UTC with ``Z``, or the date alone where no more is known."""

from datetime import UTC, datetime

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


def iso_deadline(deadline: Deadline) -> str:
    """The instant, or the date of a deadline that is a whole day."""
    return deadline.day.isoformat() if deadline.precision is Precision.DAY else iso(deadline.at)
