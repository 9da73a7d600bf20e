"""Stated corrections: what an audience was told, and what is so. A reader must never find out by comparing messages."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from warroom.documents.dossier import Dossier
from warroom.documents.relapses import returns
from warroom.documents.since import Since
from warroom.domain import Entry, Line
from warroom.times import Moment
from warroom.vocabulary import Audience, EntryKind, Precision, spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One thing that was told otherwise before."""

    about: str
    """fact, cause, affected, restored, ended (until when), estimate, data_loss or data_before (a relapse)."""
    told: str
    """What was said: words, a time, or none or confirmed of data loss."""
    now: str | None
    """What is so; None when it no longer holds and nothing takes its place."""


def corrections(since: Since) -> tuple[Correction, ...]:
    """What this audience was told that reads otherwise now, facts first."""
    if not since.told_before:
        return ()
    known = (*_facts(since), *_times(since), *_ended(since), *_data_loss(since))
    return (*known, *_data_before(since), *_estimate(since))


def _facts(since: Since) -> Iterator[Correction]:
    for told, line in since.corrected():
        before, now = _words(since, told), _words(since, line.last) if since.reads(line.last) else None
        if before == now:
            before, now = _dated(since, told), _dated(since, line.last)
        if before != now:
            yield Correction(about="cause" if told.kind is EntryKind.CAUSE else "fact", told=before, now=now)


def _words(since: Since, entry: Entry) -> str:
    theirs = since.audience is Audience.CUSTOMER and entry.customer_text
    return (entry.customer_text if theirs and entry.customer_text else entry.text).rstrip(". ")


def _dated(since: Since, entry: Entry) -> str:
    moment = entry.moment
    known = moment.at or moment.after or moment.before
    words = _words(since, entry)
    return f"{words} ({since.dossier.said(moment, since.audience)})" if known else words


# The times that a customer reads without a wording of their own (model, rule 7), and what they are about.
_MILESTONES = {EntryKind.IMPACT_START: "affected", EntryKind.RESTORATION: "restored"}


def _times(since: Since) -> Iterator[Correction]:
    if since.audience is not Audience.CUSTOMER:
        return  # readers inside have read the entry itself
    for kind, about in _MILESTONES.items():
        before, now = _milestone(since, kind), since.dossier.escalation.milestone(kind)
        if before and now and now.at and before.at != now.at and not _is_new(since, kind):
            said = since.dossier.said
            yield Correction(about=about, told=said(before, since.audience), now=said(now, since.audience))


def _is_new(since: Since, kind: EntryKind) -> bool:
    """Whether a later event takes the place of an earlier one, as a second restoration does: no correction."""
    return kind is EntryKind.RESTORATION and (since.restored() or since.relapsed())


def _ended(since: Since) -> Iterator[Correction]:
    """The end that a customer was told, and after which it broke again and was restored again."""
    if since.audience is not Audience.CUSTOMER or not since.relapsed():
        return
    before, now = _milestone(since, EntryKind.RESTORATION), since.dossier.escalation.milestone(EntryKind.RESTORATION)
    if before and now and before.at != now.at:
        said = since.dossier.said
        yield Correction(about="ended", told=said(before, since.audience), now=said(now, since.audience))


def _as_told(since: Since, *, after: int = 0) -> list[Entry]:
    """The timeline as it read when the mark was its newest entry, from a number on, in the order of writing."""
    lines = sorted(since.dossier.lines, key=lambda line: line.first.seq)
    read = (line.as_of(since.mark) for line in lines if line.first.seq > after)
    return [entry for entry in read if entry and entry.audience is not Audience.LEGAL and not entry.automatic]


def _told_of_this_failure(since: Since) -> list[Entry]:
    """What was told since it last broke again: what was said of an earlier failure is not wrong for this one."""
    return _as_told(since, after=since.dossier.escalation.relapsed_seq)


def _milestone(since: Since, kind: EntryKind) -> Moment | None:
    moments = [entry.moment for entry in _as_told(since) if entry.kind is kind and entry.moment.at]
    chosen = max if kind is EntryKind.RESTORATION else min
    return chosen(moments, key=lambda moment: moment.sort_at(since.dossier.now), default=None)


def _last_told(entries: list[Entry], kind: EntryKind, key: str) -> Any:
    told = [entry.data[key] for entry in entries if entry.kind is kind and key in entry.data]
    return told[-1] if told else None


def _data_loss(since: Since) -> Iterator[Correction]:
    told = _last_told(_told_of_this_failure(since), EntryKind.IMPACT, "data_loss")
    now = since.dossier.escalation.data_loss.value
    if told in ("none", "confirmed") and told != now:
        yield Correction(about="data_loss", told=told, now=now if now != "unknown" else None)


def _data_before(since: Since) -> Iterator[Correction]:
    """What a customer was told of data holds for the time before it broke again, and not for the time since."""
    if since.audience is not Audience.CUSTOMER or not since.relapsed():
        return
    before = max((entry.seq for entry in returns(since.dossier) if entry.seq <= since.mark), default=0)
    told = _last_told(_as_told(since, after=before), EntryKind.IMPACT, "data_loss")
    now = since.dossier.escalation.data_loss.value
    if told in ("none", "confirmed") and told != now:
        yield Correction(about="data_before", told=told, now=now if now != "unknown" else None)


def _estimate(since: Since) -> Iterator[Correction]:
    """A time that we committed to and that moved, was taken back, or passed."""
    escalation = since.dossier.escalation
    told = [entry for entry in _told_of_this_failure(since) if entry.kind is EntryKind.ESTIMATE]
    if escalation.restored_at is not None or not told or not told[-1].data.get("committed"):
        return
    until = datetime.fromisoformat(told[-1].data["until"]) if "until" in told[-1].data else None
    now = _committed(since.dossier)
    if until and now != until:
        yield Correction(
            about="estimate",
            told=_said(since, until),
            now=_said(since, now) if now and now > since.dossier.now else None,
        )
    elif until and (since.told_at or until) <= until < since.dossier.now:  # who was told after it has read that
        yield Correction(about="estimate", told=_said(since, until), now=None)


def _said(since: Since, at: datetime) -> str:
    return since.dossier.said(Moment(at, Precision.MINUTE), since.audience)


def _committed(dossier: Dossier) -> datetime | None:
    escalation = dossier.escalation
    return escalation.estimated_at if escalation.estimate.value == "committed" else None


def is_corrected(line: Line) -> bool:
    """Whether what readers inside read of a line was recorded otherwise at first."""
    first, last = line.first, line.last
    return (first.text, first.kind, first.moment) != (last.text, last.kind, last.moment)


def earlier(dossier: Dossier, line: Line, audience: Audience) -> str | None:
    """What a line said before it was corrected, in the order of writing; None where this audience may not read that."""
    read = [entry for entry in (line.first, *line.between) if entry.audience in audience.may_read]
    said = dict.fromkeys(_otherwise(dossier, entry, line.last, audience) for entry in read)
    return "; ".join(words for words in said if words) or None


def _otherwise(dossier: Dossier, entry: Entry, last: Entry, audience: Audience) -> str:
    """In what one version of an entry differs from the last: its words, its kind, its time."""
    moment = entry.moment
    known = moment.at or moment.after or moment.before
    differing = {
        " ".join(entry.text.split()).rstrip(". "): entry.text != last.text,
        f"as {spoken(entry.kind)}": entry.kind is not last.kind,
        dossier.said(moment, audience) if known else "time unknown": moment != last.moment,
    }
    return ", ".join(words for words, differs in differing.items() if differs)
