"""When an audience is next to hear from us: by what was planned, and how it stood, at each moment until now."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from warroom.domain import Cadence, Update, reference
from warroom.insight.cadence import Defaults, planned, runs
from warroom.insight.past import Past
from warroom.insight.slots import Clock, Send
from warroom.times import Deadline
from warroom.times.rhythm import Rhythm
from warroom.vocabulary import Audience, Letter, Precision, UpdateKind, UpdateStatus


def watch(audience: Audience, past: Past, lines: Sequence[Cadence], *, defaults: Defaults, zone: tzinfo) -> Clock:
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


def _held(line: Cadence, moment: datetime) -> bool:
    """Whether a line was the plan at a moment; not asked of the line itself, since lists read it by its columns."""
    return line.created_at <= moment and (line.ended_at is None or moment < line.ended_at)


def sending(update: Update) -> Send:
    """What an update that was sent or skipped means to the clock."""
    return Send(
        at=update.sent_at or update.created_at,
        promised=update.next_at,
        skipped=update.status is UpdateStatus.SKIPPED,
        ref=reference(Letter.UPDATE, update.id),
        closes=update.status is UpdateStatus.SENT and update.kind is UpdateKind.CLOSURE,
    )


def as_told(due: datetime, last: Update | None) -> Deadline:
    """The time that counts as exactly as it is known: where it is the promised one, to the day if so promised.

    ``last`` is what ``due_at`` was given.
    """
    if last is not None and last.next_at == due and last.next_precision is not None:
        return Deadline(due, last.next_precision, last.next_offset)
    return Deadline(due, Precision.MINUTE)


def due_at(
    audience: Audience,
    past: Past,
    lines: Sequence[Cadence],
    *,
    last: Update | None,
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
