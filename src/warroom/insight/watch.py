"""When an audience is next to hear from us: by what was planned, and how it stood, at each moment until now."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from warroom.domain import reference
from warroom.domain.order import minute
from warroom.insight.cadence import Defaults, planned, runs
from warroom.insight.past import Past
from warroom.times import Deadline
from warroom.times.rhythm import Rhythm
from warroom.vocabulary import Audience, Letter, Precision, UpdateKind, UpdateStatus

if TYPE_CHECKING:
    from warroom.domain import Cadence, Update

_ROUNDED = timedelta(minutes=5)


def sooner(promised: datetime, by_rhythm: datetime) -> datetime:
    """Which of two slots holds where a rhythm is planned: the earlier one.

    But a draft names a round time, up to five minutes after the rhythm, and what the reader was told is then the slot.
    """
    return promised if promised < by_rhythm + _ROUNDED else by_rhythm


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
        """A change of rhythm moves the slot, counted from the last update; but not one that was due by then.

        What is due at the very minute of the change, such as a restoration, was due before it.

        Nobody is late by a rhythm that did not hold yet: a slot that would lie before the change is counted from it.
        """
        due = due_from(base, base)
        for change in self.changes:
            if base < change <= until and minute(change) < minute(due):
                moved = due_from(base, change)
                due = moved if moved > change else min(due, due_from(change, change))
        return due


def watch(audience: Audience, past: Past, lines: "Sequence[Cadence]", *, defaults: Defaults, zone: tzinfo) -> Clock:
    """The clock of an audience. ``lines`` are all of the plan that ever held for it, ``zone`` the reader's clocks."""

    def plan(moment: datetime) -> Rhythm | None:
        held = [line for line in lines if _held(line, moment)]
        return planned(held[-1]) if held else None

    return Clock(
        start=past.escalation.raised_at,
        first=lambda moment: defaults.first(past.at(moment), audience),
        rhythm=lambda moment: plan(moment) or defaults.rhythm(past.at(moment), audience),
        planned=lambda moment: plan(moment) is not None,
        changes=sorted({*past.moments, *(line.created_at for line in lines)}),
        again=past.again,
        zone=zone,
    )


def _held(line: "Cadence", moment: datetime) -> bool:
    """Whether a line was the plan at a moment; not asked of the line itself, since lists read it by its columns."""
    return line.created_at <= moment and (line.ended_at is None or moment < line.ended_at)


def sending(update: "Update") -> Send:
    """What an update that was sent or skipped means to the clock."""
    return Send(
        at=update.sent_at or update.created_at,
        promised=update.next_at,
        skipped=update.status is UpdateStatus.SKIPPED,
        ref=reference(Letter.UPDATE, update.id),
        closes=update.status is UpdateStatus.SENT and update.kind is UpdateKind.CLOSURE,
    )


def as_told(due: datetime, last: "Update | None") -> Deadline:
    """The time that counts as exactly as it is known: where it is the promised one, to the day if so promised.

    ``last`` is what ``due_at`` was given.
    """
    if last is not None and last.next_at == due and last.next_precision is not None:
        return Deadline(due, last.next_precision, last.next_offset)
    return Deadline(due, Precision.MINUTE)


def due_at(
    audience: Audience,
    past: Past,
    lines: "Sequence[Cadence]",
    *,
    last: "Update | None",
    defaults: Defaults,
    zone: tzinfo,
    now: datetime,
) -> datetime | None:
    """When this audience is next to hear from us; None when no clock runs (reference: domain, 10.2).

    ``last`` is what was sent to it or skipped last. A slot that has passed stays due, whatever changed since: a slower
    rhythm excuses no silence. After the last message nothing is due, until it breaks again.
    """
    if not runs(past.escalation):
        return None
    clock = watch(audience, past, lines, defaults=defaults, zone=zone)
    return clock.first_due(now) if last is None else clock.due_after(sending(last), now)
