"""The timeline as a document tells it: by day, oldest first, each time as exactly as it is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from warroom.documents.corrections import earlier, is_corrected
from warroom.documents.dossier import Dossier
from warroom.documents.facts import unsure
from warroom.documents.tasks import named
from warroom.domain import Entry, Line
from warroom.domain.change import broke_again, was_settled
from warroom.times import Moment, clock, day_of, local, written, zone_label
from warroom.vocabulary import MILESTONES, Audience, EntryKind, Precision, spoken

# They have sections of their own, with their times.
_TOLD_APART = frozenset({EntryKind.IMPACT, EntryKind.CAUSE})
_NAMED_KINDS = frozenset({*MILESTONES, EntryKind.DECISION, EntryKind.TRIGGER, EntryKind.ESTIMATE})
_UNDATED = "Time unknown"
_WHOLE = (Precision.DAY, Precision.MONTH)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One line of the timeline."""

    clock: str | None
    """The time of day, as exactly as it is known; None when nothing is known of the time."""
    label: str | None
    """What a milestone, a trigger, a decision or an estimate is; None for anything else."""
    text: str
    """What happened, as last corrected."""
    certainty: str | None
    """How sure we are; None when it is confirmed."""
    corrected: bool
    """Whether it was recorded otherwise at first."""
    earlier: str | None
    """What was recorded before, of what differs; None where nothing does, or this reader may not know."""
    by: str | None
    """Who did or said it."""
    evidence: str | None
    """Where one can see it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The events of one day, of one month, or those of which no time is known."""

    name: str
    """The heading."""
    events: tuple[Event, ...]
    """What happened, in order of time."""


def history(dossier: Dossier, audience: Audience) -> tuple[Day, ...]:
    """The facts that this audience may read, day by day on its clocks; what has no time at all stands last."""
    facts = [line for line in dossier.facts(audience) if line.last.kind not in _TOLD_APART]
    facts += [line for line in dossier.lines if broke_again(line.last) or was_settled(line.last)]
    timed = sorted((line for line in facts if _is_timed(line)), key=lambda line: _place(dossier, line))
    by_day = groupby(timed, key=lambda line: _name(dossier, line))
    days = [_day(dossier, name, tuple(lines), audience) for name, lines in by_day]
    untimed = tuple(_event(dossier, line, None, audience) for line in facts if not _is_timed(line))
    return (*days, Day(name=_UNDATED, events=untimed)) if untimed else tuple(days)


def zone_statement(dossier: Dossier, audience: Audience) -> str:
    """Which clocks the times are read from: ``CET (Europe/Berlin)``, or both labels over a clock change."""
    zone = dossier.zone_for(audience)
    instants = [line.last.sort_at for line in dossier.facts(audience) if _is_timed(line)] or [dossier.now]
    words = " and ".join(dict.fromkeys(zone_label(instant, zone) for instant in instants))
    return words if words == zone.key else f"{words} ({zone.key})"


def _is_timed(line: Line) -> bool:
    moment = line.last.moment
    return bool(moment.at or moment.after or moment.before)


def _place(dossier: Dossier, line: Line) -> tuple[date, bool, object]:
    """Where a line stands. A day or a month keeps the date that was typed, which begins elsewhere on other clocks."""
    moment = line.last.moment
    if moment.day is not None and moment.precision in _WHOLE:
        return moment.day, moment.precision is not Precision.MONTH, line.order
    return local(line.last.sort_at, dossier.zone).date(), True, line.order


def _name(dossier: Dossier, line: Line) -> str:
    moment = line.last.moment
    return written(moment, dossier.zone) if moment.precision is Precision.MONTH else day_of(moment, dossier.zone)


def _day(dossier: Dossier, name: str, lines: Sequence[Line], audience: Audience) -> Day:
    exact = [line for line in lines if line.last.precision not in _WHOLE]
    # On the night of a clock change the same clock time comes twice: there the label tells which.
    changing = len({zone_label(line.last.sort_at, dossier.zone) for line in exact}) > 1
    return Day(
        name=name,
        events=tuple(_event(dossier, line, _clock(dossier, line, changing=changing), audience) for line in lines),
    )


def _clock(dossier: Dossier, line: Line, *, changing: bool) -> str:
    moment = line.last.moment
    if not changing or moment.precision in _WHOLE:
        return clock(moment, dossier.zone)
    if moment.is_bounded:
        return written(moment, dossier.zone, year="never")
    return f"{clock(moment, dossier.zone)} {zone_label(line.last.sort_at, dossier.zone)}"


def _text(dossier: Dossier, entry: Entry) -> str:
    """What happened; of an estimate also the time that it named, and whether we committed to it."""
    if entry.kind is not EntryKind.ESTIMATE or "until" not in entry.data:
        return entry.text
    until = dossier.said(Moment(datetime.fromisoformat(entry.data["until"]), Precision.MINUTE), Audience.INTERNAL)
    committed = "committed" if entry.data.get("committed") else "not committed"
    return f"{entry.text} ({committed})" if until in entry.text else f"{entry.text} (by {until}, {committed})"


def _named(dossier: Dossier, kind: EntryKind) -> str:
    """What a milestone is called; nobody restores what was never broken."""
    return (dossier.words.end if kind is EntryKind.RESTORATION else spoken(kind)).capitalize()


def _turned(entry: Entry) -> str | None:
    """What it is called that it broke again, or was judged stable; since when is told by where it stands."""
    return entry.text.partition(":")[0] if entry.automatic else None


def _event(dossier: Dossier, line: Line, time: str | None, audience: Audience) -> Event:
    last = line.last
    return Event(
        clock=time,
        label=_named(dossier, last.kind) if last.kind in _NAMED_KINDS else _turned(last),
        text=last.why or last.text if last.automatic else _text(dossier, last),
        certainty=unsure(last),
        # A wording added for the customer corrects nothing of what is read here.
        corrected=is_corrected(line),
        earlier=earlier(dossier, line, audience),
        by=named(last.person or last.contact),
        evidence=last.evidence,
    )
