"""Whether an audience heard from us when it should have: the slots, who was late, and how long it was silent."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from warroom.insight.watch import Clock, Send


class SlotState(StrEnum):
    """What became of a slot."""

    ON_TIME = "on_time"
    LATE = "late"
    SKIPPED = "skipped"
    OPEN = "open"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Slot:
    """One time by which an audience was to hear from us, and what became of it."""

    due: datetime
    state: SlotState
    at: datetime | None = None
    ref: str | None = None
    why: str | None = None
    """Why it was left out."""


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
