"""That it broke again, or was reopened: how often, when, why, and until when."""

from dataclasses import dataclass
from datetime import datetime

from warroom.documents.dossier import Dossier
from warroom.documents.since import Since
from warroom.domain import Entry
from warroom.insight.durations import times_broken
from warroom.times import Moment
from warroom.times.reading import lasted
from warroom.vocabulary import Audience, EntryKind, Status

_FROM = (Status.STABLE, Status.MONITORING, Status.CLOSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interruption:
    """One time in which it was broken again, from its beginning to its end."""

    since: str
    """Since when it was broken again."""
    until: str
    """Until when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One time in which it was broken, of several."""

    began: str | None
    """Since when; None when that is not known."""
    worked: str | None
    """When it worked again; None while it does not, and where no restoration was recorded."""
    length: str | None
    """How long it was broken; None while it is, and where that is not known."""
    lasts: bool
    """Whether it is broken still."""


def spans(dossier: Dossier) -> tuple[Span, ...]:
    """Each time in which it was broken, the first one first; none where it was broken once at the most."""
    found = times_broken(dossier.escalation, dossier.lines)
    if len(found) == 1:
        return ()
    said, last = dossier.said, found[-1]
    return tuple(
        Span(
            began=said(one.start, Audience.INTERNAL) if one.start else None,
            worked=said(one.end, Audience.INTERNAL) if one.end else None,
            length=f"{'about ' if one.is_about else ''}{lasted(one.length)}" if one.length is not None else None,
            lasts=one is last and dossier.escalation.restored_at is None,
        )
        for one in found
    )


def returns(dossier: Dossier) -> list[Entry]:
    """The entries of each relapse and each reopening, in the order of writing."""
    found = [line.last for line in dossier.lines if line.last.automatic and is_return(line.last)]
    return sorted(found, key=lambda entry: entry.seq)


def is_return(entry: Entry) -> bool:
    """Whether it tells a relapse or a reopening; that a restoration was taken back has no reason of its own."""
    back = entry.data.get("field") == "status" and entry.data.get("new") == Status.ACTIVE
    return entry.is_about_the_whole and back and entry.data.get("old") in _FROM and entry.why is not None


def began(dossier: Dossier, entry: Entry) -> datetime | None:
    """When it broke again, as it was told; of the last time the escalation keeps it."""
    escalation = dossier.escalation
    return escalation.relapsed_at if entry.seq == escalation.relapsed_seq else entry.occurred_at


def often(dossier: Dossier) -> str | None:
    """How often it broke again and was reopened, when last, and why; None when it never did."""
    escalation, told = dossier.escalation, returns(dossier)
    counts = {dossier.words.returned: escalation.relapses, "reopened": escalation.reopens}
    words = ", ".join(f"{word} {_times(count)}" for word, count in counts.items() if count)
    if not words:
        return None
    at = escalation.relapsed_at
    when = dossier.said(at, Audience.INTERNAL) if at else "at an unknown time"
    last = f"{words.capitalize()}{'; last' if sum(counts.values()) > 1 else ','} {when}"
    return f"{last}: {told[-1].why}" if told and told[-1].why else last


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def interruptions(since: Since) -> tuple[Interruption, ...]:
    """What began and ended since this audience was last told how things stand: nobody told it of either."""
    if not since.relapsed():
        return ()
    dossier = since.dossier
    told = returns(dossier)
    ends = [*(entry.seq for entry in told[1:]), dossier.escalation.last_seq + 1]
    found = [
        (began(dossier, entry), _ended(dossier, entry.seq, end))
        for entry, end in zip(told, ends, strict=True)
        if entry.seq > since.mark
    ]
    said = dossier.said
    return tuple(
        Interruption(since=said(begin, since.audience), until=said(end, since.audience))
        for begin, end in found
        if begin and end and end.at and begin < end.at
    )


def _ended(dossier: Dossier, after: int, before: int) -> Moment | None:
    """When it was restored, by what was told between two numbers of the timeline."""
    told = dossier.facts(Audience.INTERNAL, EntryKind.RESTORATION)
    moments = [line.last.moment for line in told if after < line.first.seq < before and line.last.moment.at]
    return max(moments, key=lambda moment: moment.sort_at(dossier.now), default=None)
