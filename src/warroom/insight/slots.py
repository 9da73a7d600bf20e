"""Whether an audience heard from us when it should have: the slots, who was late, and how long it was silent."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum

from warroom.times.rhythm import Rhythm

_ROUNDED = timedelta(minutes=5)


def sooner(promised: datetime, by_rhythm: datetime) -> datetime:
    """Which of two slots holds where a rhythm is planned: the earlier one.

    But a draft names a round time, up to five minutes after the rhythm, and what the reader was told is then the slot.
    """
    return promised if promised < by_rhythm + _ROUNDED else by_rhythm


class SlotState(StrEnum):
    """What became of a slot."""

    ON_TIME = "on_time"
    LATE = "late"
    SKIPPED = "skipped"
    OPEN = "open"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Send:
    """An update that went out, or was skipped, at a moment; ``promised`` is the next time it named."""

    at: datetime
    promised: datetime | None = None
    skipped: bool = False
    ref: str | None = None
    closes: bool = False
    """Whether it was the last message, after which no more was promised."""
    why: str | None = None
    """Why it was skipped."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One time by which an audience was to hear from us, and what became of it."""

    due: datetime
    state: SlotState
    at: datetime | None = None
    ref: str | None = None
    why: str | None = None
    """Why it was left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """What decides the slots: the first one, the rhythm as it was at each moment, and when it changed."""

    start: datetime
    """When it was raised."""
    first: Callable[[datetime], Rhythm]
    """The first-response target that held at a moment."""
    rhythm: Callable[[datetime], Rhythm]
    """The rhythm that held at a moment."""
    planned: Callable[[datetime], bool]
    """Whether a plan named that rhythm: only then a promise for later than it does not move the slot."""
    changes: Sequence[datetime]
    """When the rhythm changed, in order of time."""
    again: Sequence[datetime] = ()
    """When it broke again, or was taken up again, in order of time."""
    zone: tzinfo
    grace: timedelta = timedelta()

    def first_due(self, until: datetime) -> datetime:
        """The first slot; ``until``: when the first update went out, or now."""
        return self._rebased(self.start, until, lambda base, moment: self.first(moment).after(base, self.zone))

    def due_after(self, send: Send, until: datetime) -> datetime | None:
        """The slot after an update: ``min(promised, sent + rhythm)``; a skipped one names it itself.

        After the last message there is none, until it breaks again: then the first one counts from there.
        """
        if send.closes:
            again = self.again_after(send, until)
            return again and self._rebased(again, until, lambda base, moment: self.first(moment).after(base, self.zone))
        if send.skipped and send.promised:
            return send.promised
        return self._rebased(send.at, until, lambda base, moment: self._due(send, base, moment))

    def again_after(self, send: Send, until: datetime) -> datetime | None:
        """When it broke again after an update, before ``until``; None when it did not."""
        return next((moment for moment in self.again if send.at < moment <= until), None)

    def _due(self, send: Send, base: datetime, moment: datetime) -> datetime:
        """By the promised time, while nothing is planned and the rhythm is the one under which it was promised."""
        rhythm = self.rhythm(moment)
        by_rhythm = rhythm.after(base, self.zone)
        if send.promised is None:
            return by_rhythm
        stands = not self.planned(moment) and rhythm == self.rhythm(send.at)
        return send.promised if stands else sooner(send.promised, by_rhythm)

    def _rebased(self, base: datetime, until: datetime, due_from: Callable[[datetime, datetime], datetime]) -> datetime:
        """A change of rhythm moves the slot, counted from the last update; but not one that has passed by then.

        Nobody is late by a rhythm that did not hold yet: a slot that would lie before the change is counted from it.
        """
        due = due_from(base, base)
        for change in self.changes:
            if base < change <= until and change <= due:
                moved = due_from(base, change)
                due = moved if moved > change else min(due, due_from(change, change))
        return due


@dataclass(frozen=True, slots=True)
class Adherence:
    """How many slots were met (reference: domain, 10.2). A missed open slot counts, an open one that is not due not."""

    on_time: int
    late: int
    missed: int
    longest_silence: timedelta
    silence_ratio: float | None
    """Time beyond the rhythm, of all time since it was declared; None before any time has passed."""

    @property
    def due(self) -> int:
        return self.on_time + self.late + self.missed


def slots(sends: Sequence[Send], clock: Clock, *, now: datetime, ended: datetime | None = None) -> list[Slot]:
    """Every slot in order of time. Several updates within one slot fill it once: none of them earns the next one.

    But what is skipped is the next one, also before the slot that was filled has passed.
    """
    return [*_slots(sorted(sends, key=lambda send: send.at), clock, now=now, ended=ended)]


def _slots(sends: Sequence[Send], clock: Clock, *, now: datetime, ended: datetime | None) -> Iterator[Slot]:
    due: datetime | None = clock.first_due(sends[0].at if sends else now)
    filled_until: datetime | None = None
    for send, following in zip(sends, [*(send.at for send in sends[1:]), now], strict=False):
        if due and (filled_until is None or send.at > filled_until):
            yield _filled(send, due, clock.grace)
            filled_until = None if send.closes else max(due, send.at)
        elif due and send.skipped:
            yield Slot(due, SlotState.SKIPPED, send.at, send.ref, send.why)
        due = clock.due_after(send, following)
    if ended is None and due is not None:
        yield Slot(due, SlotState.MISSED if now > due + clock.grace else SlotState.OPEN)


def _filled(send: Send, due: datetime, grace: timedelta) -> Slot:
    in_time = send.at <= due + grace
    state = SlotState.LATE if not in_time else SlotState.SKIPPED if send.skipped else SlotState.ON_TIME
    return Slot(due, state, send.at, send.ref, send.why)


def adherence(
    sends: Sequence[Send],
    clock: Clock,
    *,
    declared: datetime,
    now: datetime,
    ended: datetime | None = None,
    begun: datetime | None = None,
) -> Adherence:
    """Adherence = on time / (on time + late + missed); silence ratio = sum of time beyond the rhythm / all time.

    Both are reported, for the first counts promises and the second hurts. Silence is the time between two updates that
    were sent, from the raising on and until now or the end. The longest one counts from ``begun``, if that is earlier.
    Source: reference, domain, 10.2.
    """
    found = [slot.state for slot in slots(sends, clock, now=now, ended=ended)]
    gaps = [*_gaps(sends, clock, until=ended or now)]
    first = min((send.at for send in sends if not send.skipped), default=ended or now)
    unheard = first - min(begun or clock.start, clock.start)
    whole = (ended or now) - declared
    beyond = sum((max(timedelta(), length - allowed) for length, allowed in gaps), timedelta())
    return Adherence(
        on_time=found.count(SlotState.ON_TIME),
        late=found.count(SlotState.LATE),
        missed=found.count(SlotState.MISSED),
        longest_silence=max(unheard, *(length for length, _ in gaps)),
        silence_ratio=beyond / whole if whole > timedelta() else None,
    )


def _gaps(sends: Sequence[Send], clock: Clock, *, until: datetime) -> Iterator[tuple[timedelta, timedelta]]:
    """Each silence, and how long it was allowed to be."""
    said = sorted((send for send in sends if not send.skipped), key=lambda send: send.at)
    ends = [*(send.at for send in said), until]
    yield ends[0] - clock.start, clock.first_due(ends[0]) - clock.start
    for send, end in zip(said, ends[1:], strict=True):
        begun = clock.again_after(send, end) if send.closes else send.at  # after the last message nobody waits
        if begun and end > begun:
            yield end - begun, clock.rhythm(begun).after(begun, clock.zone) - begun
