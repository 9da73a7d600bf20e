"""When something happened, and when something is owed, as exactly as it is known."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from warroom.vocabulary import Precision

# How far a time typed with a tilde may be off, either way.
ABOUT = timedelta(minutes=15)

SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Moment:
    """When something happened.

    ``at`` is aware UTC, for a day or a month its first instant, and None when the time is unknown or only bounded by
    ``after`` and ``before``. ``offset`` is minutes east of UTC where it was typed; it keeps the date that was typed.
    ``notes`` tell what a clock change did to the typed time. Raises ValueError for a datetime without a zone.
    """

    at: datetime | None
    precision: Precision
    offset: int = 0
    after: datetime | None = None
    before: datetime | None = None
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for instant in (self.at, self.after, self.before):
            if instant is not None:
                aware(instant)

    @property
    def is_about(self) -> bool:
        """Whether the time is known less exactly than its minute, yet known."""
        return self.precision in (Precision.APPROX, Precision.DAY, Precision.MONTH)

    @property
    def is_bounded(self) -> bool:
        """Whether only ``after`` and ``before`` tell the time, if anything does."""
        return self.at is None or self.precision in (Precision.RANGE, Precision.UNKNOWN)

    @property
    def day(self) -> date | None:
        """The date as typed, for a day, a month's first day or a clock time; None when the time is only bounded."""
        return None if self.at is None else day_typed(self.at, self.offset)

    @property
    def earliest(self) -> datetime | None:
        """The first instant at which it can have happened."""
        if self.at is None or self.is_bounded:
            return self.after
        return self.at - ABOUT if self.precision is Precision.APPROX else self.at

    @property
    def latest(self) -> datetime | None:
        """The last second at which it can have happened; days end by ``offset``, as the zone is not kept."""
        if self.at is None or self.is_bounded:
            return self.before
        first = day_typed(self.at, self.offset)
        match self.precision:
            case Precision.APPROX:
                return self.at + ABOUT
            case Precision.DAY:
                return self._midnight(first + timedelta(days=1)) - SECOND
            case Precision.MONTH:
                return self._midnight(_next_month(first)) - SECOND
            case _:
                return self.at

    def sort_at(self, recorded: datetime) -> datetime:
        """Where it stands in the order of events; ``recorded`` stands in when nothing is known."""
        return self.at or self.after or self.before or recorded

    def _midnight(self, day: date) -> datetime:
        return datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(minutes=self.offset)


@dataclass(frozen=True, slots=True)
class Deadline:
    """When something is owed.

    ``at`` is aware UTC, for a day its last second; ``precision`` is MINUTE or DAY. ``offset`` and ``notes`` are as in a
    Moment. Raises ValueError for a datetime without a zone.
    """

    at: datetime
    precision: Precision
    offset: int = 0
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        aware(self.at)

    @property
    def day(self) -> date:
        """The date as typed, whatever the zone of the reader."""
        return day_typed(self.at, self.offset)


def aware(instant: datetime) -> datetime:
    """The instant itself, which must have a zone.

    Raises ValueError for a naive datetime: Python would read it in the zone of the machine, silently.
    """
    if instant.utcoffset() is None:
        raise ValueError(f"{instant!r} has no zone")
    return instant


def day_typed(at: datetime, offset: int) -> date:
    """The date at an instant, ``offset`` minutes east of UTC."""
    return (at + timedelta(minutes=offset)).date()


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)
