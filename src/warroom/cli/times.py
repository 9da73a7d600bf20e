"""Times as a command is given them: typed on the line, read by this person's clock."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from warroom.errors import InvalidValue

if TYPE_CHECKING:
    from warroom.settings import Settings
    from warroom.times import Deadline, Moment


class TypedTimes:
    """How a room reads typed times. Each time option of every command is read here, so it means the same everywhere."""

    if TYPE_CHECKING:  # what the room knows

        @cached_property
        def now(self) -> datetime: ...
        @cached_property
        def zone(self) -> ZoneInfo: ...
        @cached_property
        def settings(self) -> Settings: ...
        def say_all(self, notes: Sequence[str]) -> None: ...

    def happened(self, typed: str | None, *, field: str = "--at") -> "Moment":
        """When something happened; now, unless said."""
        from warroom.times import exactly

        now = self.now.replace(microsecond=0)  # nobody tells when something happened to the microsecond
        if typed is None:
            return exactly(now, self.zone)
        from warroom.times.reading import read_happened

        moment = read_happened(typed, now=now, zone=self.zone, field=field)
        self.say_all(moment.notes)
        return moment

    def bound(self, typed: str | None, *, field: str) -> "Moment | None":
        """The moment from which or until which is asked; it may lie ahead. None when it was not said."""
        from warroom.times.reading import read_happened

        return (
            None if typed is None else read_happened(typed, now=self.now, zone=self.zone, field=field, future="allow")
        )

    def exact(self, typed: str | None, *, field: str = "--at") -> datetime:
        """The instant of something that has one; now, unless said. Raises InvalidValue for an inexact time."""
        moment = self.happened(typed, field=field)
        if moment.at is None or moment.is_about:
            raise InvalidValue(field, "it needs a clock time", "For example: 14:05")
        return moment.at

    def due(self, typed: str | None, *, field: str = "--due", since: datetime | None = None) -> "Deadline | None":
        """When something is owed; None when it was not said. It counts from now, or from ``since``."""
        from warroom.settings import day_end
        from warroom.times.reading import read_due

        if typed is None:
            return None
        now = (since or self.now).replace(second=0, microsecond=0)  # what is owed in two hours is owed at a minute
        deadline = read_due(typed, now=now, zone=self.zone, field=field, day_end=day_end(self.settings))
        self.say_all(deadline.notes)
        return deadline

    def due_given(self, typed: str, *, field: str = "--due") -> "Deadline":
        """When something is owed from now on."""
        deadline = self.due(typed, field=field)
        assert deadline is not None
        return deadline

    def written(self, when: Any) -> str:
        """A time as this person reads it: absolute, with the label of its zone."""
        from warroom.times import written

        return written(when, self.zone, now=self.now)

    def date(self, typed: str | None, *, field: str) -> date | None:
        """A bare date; None when it was not said."""
        if typed is None:
            return None
        try:
            return date.fromisoformat(typed)
        except ValueError:
            raise InvalidValue(field, f"{typed[:40]} is not a date", "For example: 2027-03-31") from None
