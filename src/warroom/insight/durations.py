"""How long it took to detect, acknowledge, mitigate and restore: computed from the milestones, never from row times."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from warroom.domain import Entry, Escalation, Line
from warroom.domain.change import broke_again
from warroom.times import Moment, iso_moment
from warroom.times.reading import elapsed, lasted
from warroom.vocabulary import Audience, EntryKind, Precision, Status, spoken

_WHOLE = (EntryKind.IMPACT_START, EntryKind.RESTORATION)
_MEASURED = (
    ("time to detect", EntryKind.IMPACT_START, EntryKind.DETECTION),
    ("time to acknowledge", EntryKind.DETECTION, EntryKind.ACKNOWLEDGEMENT),
    ("time to mitigate", EntryKind.IMPACT_START, EntryKind.MITIGATION),
    ("time to restore", *_WHOLE),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """The time from one milestone to another, as exactly as both are known."""

    name: str
    """What is measured, such as ``time to detect``."""
    between: tuple[EntryKind, EntryKind]
    """From which milestone to which."""
    length: timedelta | None
    """How long it took; None when it is unknown or the milestones are out of order."""
    about: bool
    """Whether one of the two times is approximate, or known only to the day or the month."""
    missing: tuple[EntryKind, ...]
    """The milestones that are not recorded."""
    start: Moment | None
    end: Moment | None
    explain: str
    """The formula with its terms."""

    @property
    def to_the_second(self) -> bool:
        """Whether both times are known to the second."""
        ends = (self.start, self.end)
        return all(moment is not None and moment.precision is Precision.SECOND for moment in ends)

    @property
    def out_of_order(self) -> bool:
        """Whether it ended before it began, however the times are read: a record of a retrospective may say so."""
        first = self.start.earliest if self.start else None
        last = self.end.latest if self.end else None
        return first is not None and last is not None and first > last


class Broken(NamedTuple):
    """One time in which it was broken: from when until when, as far as that is known."""

    start: Moment | None
    end: Moment | None

    @property
    def length(self) -> timedelta | None:
        """How long; None while it lasts, and where a time is not known exactly enough."""
        return _between(self.start, self.end)

    @property
    def is_about(self) -> bool:
        """Whether one of the two times is known less exactly than its minute."""
        return _is_about(self.start, self.end)


def response_times(escalation: Escalation) -> tuple[Duration, ...]:
    """Four durations, in the order in which they are told (reference: domain, 10.1).

    Time to detect = detection - impact start; to acknowledge = acknowledgement - detection; to mitigate = mitigation
    - impact start; to restore = restoration - impact start. Instants are subtracted in UTC, so that a night on which
    the clocks change has its real length.
    """
    told = escalation.milestone
    return tuple(_measured(name, (first, last), told(first), told(last)) for name, first, last in _MEASURED)


def time_affected(escalation: Escalation, lines: Iterable[Line]) -> Duration:
    """How long the customer was affected: the sum of restoration - start over each time that it broke.

    The first one starts with the impact, each later one when it broke again; of several restorations before it broke
    again the last counts (model: milestones). Time to restore (reference: domain, 10.1) runs from the first impact to
    the last restoration, so it holds the time in which it worked, and this does not. ``lines`` is the timeline as
    amended. Unknown where one of the times is.
    """
    missing = (kind for kind in _WHOLE if escalation.milestone(kind) is None)
    return _affected(times_broken(escalation, lines), missing=tuple(missing))


def affected_so_far(escalation: Escalation, lines: Iterable[Line], *, now: datetime) -> Duration:
    """How long the customer has been affected while it is broken: as ``time_affected``, with ``now`` as its end."""
    *ended, last = times_broken(escalation, lines)
    missing = (EntryKind.IMPACT_START,) if escalation.milestone(EntryKind.IMPACT_START) is None else ()
    return _affected([*ended, last._replace(end=Moment(now, Precision.MINUTE))], missing=missing)


def time_to_restore(escalation: Escalation, lines: Iterable[Line]) -> Duration:
    """Final restoration - first impact, by the restorations that are recorded (reference: domain, 10.1).

    It holds the time in which it worked in between, which ``times_broken`` tells. While it is broken again it ends with
    the last restoration before that. ``lines`` is the timeline as amended.
    """
    name, first, last = _MEASURED[-1]
    ended = [span.end for span in times_broken(escalation, lines) if span.end is not None]
    end = escalation.milestone(last) or (ended[-1] if ended else None)
    return _measured(name, (first, last), escalation.milestone(first), end)


def _affected(spans: list[Broken], *, missing: tuple[EntryKind, ...]) -> Duration:
    known = [span.length for span in spans if span.length is not None]
    length = sum(known, timedelta()) if len(known) == len(spans) else None
    terms = " + ".join(f"({_term(end)} - {_term(start)})" for start, end in spans)
    return Duration(
        name="time affected",
        between=_WHOLE,
        length=length,
        about=any(span.is_about for span in spans),
        missing=missing,
        start=spans[0].start,
        end=spans[-1].end,
        explain=f"time affected = sum of (restoration - start) = {terms} = {_result(length)}",
    )


def times_broken(escalation: Escalation, lines: Iterable[Line]) -> list[Broken]:
    """From when until when it was broken, each time, in the order of writing; ``lines`` is the timeline as amended."""
    spans = [Broken(escalation.milestone(EntryKind.IMPACT_START), None)]
    for line in sorted(lines, key=lambda line: line.first.seq):
        start, end = spans[-1]
        if _restores(line.last):
            spans[-1] = Broken(start, max(filter(None, (end, line.last.moment)), key=_instant))
        # What was closed without a restoration has not worked in between.
        elif broke_again(line.last) and (end is not None or line.last.data.get("old") != Status.CLOSED):
            spans.append(Broken(_began_again(escalation, line.last), None))
    return spans


def _restores(entry: Entry) -> bool:
    ours = entry.kind is EntryKind.RESTORATION and entry.audience is not Audience.LEGAL
    return ours and entry.occurred_at is not None


def _began_again(escalation: Escalation, entry: Entry) -> Moment:
    """When it broke again; of the last time the row knows it, also where an older release wrote the entry."""
    at = escalation.relapsed_at if entry.seq == escalation.relapsed_seq else entry.occurred_at
    return Moment(at, Precision.MINUTE)


def _is_about(*moments: Moment | None) -> bool:
    return any(moment is not None and moment.is_about for moment in moments)


def _instant(moment: Moment) -> datetime:
    return moment.at or datetime.min.replace(tzinfo=UTC)


def _measured(name: str, between: tuple[EntryKind, EntryKind], start: Moment | None, end: Moment | None) -> Duration:
    first, last = between
    length = _between(start, end)
    return Duration(
        name=name,
        between=between,
        length=length,
        about=_is_about(start, end),
        missing=tuple(kind for kind, moment in ((first, start), (last, end)) if moment is None),
        start=start,
        end=end,
        explain=f"{name} = {spoken(last)} - {spoken(first)} = {_term(end)} - {_term(start)} = {_result(length)}",
    )


def _between(start: Moment | None, end: Moment | None) -> timedelta | None:
    if start is None or end is None or start.at is None or end.at is None:
        return None
    length = end.at.astimezone(UTC) - start.at.astimezone(UTC)
    # Two times of one day, each known only to the day, are not "0 min" apart.
    rough = start.is_about or end.is_about
    return None if length < timedelta() or (rough and not length) else length


def _term(moment: Moment | None) -> str:
    return (moment and iso_moment(moment)) or "unknown"


def _result(length: timedelta | None) -> str:
    return "unknown" if length is None else elapsed(length)


def worded(duration: Duration) -> str:
    """``41 min``, ``about 3 h 20 min``, ``unknown (no acknowledgement recorded)``; what is out of order says so."""
    first, last = map(spoken, duration.between)
    if duration.missing:
        return f"unknown ({' and '.join(f'no {spoken(kind)}' for kind in duration.missing)} recorded)"
    if duration.out_of_order:
        return f"out of order ({last} is recorded before {first})"
    if duration.length is None:
        return "unknown (the times are not known exactly enough)"
    return f"{'about ' if duration.about else ''}{lasted(duration.length)}"
