"""What readers inside are told of the state of knowledge: impact, cause, estimate, news."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from warroom.documents.corrections import earlier, is_corrected
from warroom.documents.dossier import Dossier
from warroom.documents.tasks import named
from warroom.domain import Entry, Line
from warroom.vocabulary import Audience, Certainty, EntryKind, spoken

_MINUTE = timedelta(minutes=1)
_PARTED = r"[,.'’\s]?"  # what stands between the thousands of a number, in any country; often nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpactFact:
    """One statement of what the customer cannot do."""

    text: str
    """The statement."""
    figure: str | None
    """How much, in the customer's own units; None where the statement says it."""
    not_affected: str | None
    """What is not affected."""
    certainty: str | None
    """How sure we are; None when it is confirmed."""
    as_of: str | None
    """When it was so; None when that is not known."""
    corrected: bool
    """Whether it was recorded otherwise at first."""
    earlier: str | None
    """What was recorded before, of what differs; None where nothing does, or this reader may not know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseFact:
    """One statement of why it failed."""

    text: str
    """The statement."""
    certainty: str
    """How sure we are: confirmed, suspected, unknown or ruled out."""
    category: str | None
    """The category of the cause."""
    before: bool
    """Whether it was found before it broke again, and not since."""
    as_of: str | None
    """When it was found; None when that is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One fact as it is told to a reader inside."""

    when: str | None
    """When it happened; None when that is not known."""
    text: str
    """What happened."""
    certainty: str | None
    """How sure we are; None when it is confirmed."""
    by: str | None
    """Who did or said it."""


def impact_facts(dossier: Dossier, audience: Audience, *, whole: bool = False) -> tuple[ImpactFact, ...]:
    """The impact as this audience may read it, without what was ruled out, in order of time.

    ``whole``: also what was before it broke again.
    """
    return tuple(
        ImpactFact(
            text=line.last.text,
            figure=_figure(line.last),
            not_affected=line.last.data.get("not_affected"),
            certainty=unsure(line.last),
            as_of=as_of(dossier, line, audience),
            corrected=is_corrected(line),
            earlier=earlier(dossier, line, audience),
        )
        for line in dossier.impact(audience, whole=whole)
    )


def _figure(entry: Entry) -> str | None:
    if "figure" not in entry.data:
        return None
    figure, unit = entry.data["figure"], entry.data.get("unit", "")
    return None if _says(entry.text, figure, unit) else f"{figure:,} {unit}".rstrip()


def _says(words: str, figure: int, unit: str) -> bool:
    """Whether a statement holds the figure and its unit, in whatever way its thousands are parted."""
    number = _PARTED.join(f"{figure:,}".split(","))
    held = re.search(rf"(?<![\d.,]){number}(?![.,]?\d)", words)
    return held is not None and unit.casefold() in words.casefold()


def cause_facts(dossier: Dossier, audience: Audience) -> tuple[CauseFact, ...]:
    """The causes as this audience may read them, also those ruled out, in order of time.

    Beside a confirmed cause nothing is suspected or unknown any more, but of what broke again after it.
    """
    facts, again = dossier.facts(audience, EntryKind.CAUSE), dossier.escalation.relapsed_seq
    found = max((line.last.seq for line in facts if line.last.certainty is Certainty.CONFIRMED), default=0)
    settled = (Certainty.CONFIRMED, Certainty.RULED_OUT)
    return tuple(
        CauseFact(
            text=line.last.text,
            certainty=spoken(line.last.certainty),
            category=line.last.data.get("category", "").replace("_", " ") or None,
            before=line.last.seq < again,
            as_of=as_of(dossier, line, audience),
        )
        for line in facts
        if not found or line.last.certainty in settled or found < again < line.last.seq
    )


def estimate(dossier: Dossier, audience: Audience) -> str | None:
    """The last estimate of when service is back, as this audience may read it, with how firm it is.

    None for none since it last broke again.
    """
    escalation = dossier.escalation
    told = [line for line in dossier.facts(audience, EntryKind.ESTIMATE) if line.first.seq > escalation.relapsed_seq]
    if not told:
        return None
    if escalation.estimated_at is None:
        return max(told, key=lambda line: line.last.seq).last.text
    passed = escalation.restored_at is None and escalation.estimated_at < dossier.now
    return f"{dossier.said(escalation.estimated_at, audience)} ({escalation.estimate}{', passed' if passed else ''})"


def news_of(dossier: Dossier, lines: Iterable[Line], audience: Audience) -> tuple[News, ...]:
    """Facts as they are told to a reader inside."""
    return tuple(
        News(
            when=_when(dossier, line, audience),
            text=line.last.text,
            certainty=unsure(line.last),
            by=named(line.last.person or line.last.contact),
        )
        for line in lines
    )


def unsure(entry: Entry) -> str | None:
    """How sure we are of a fact, where that must be said: nothing of what is confirmed."""
    return None if entry.certainty is Certainty.CONFIRMED else spoken(entry.certainty)


def as_of(dossier: Dossier, line: Line, audience: Audience) -> str | None:
    """When a statement was so; in a retrospective not the time of its writing, which stands in where none was given."""
    entry = line.last
    as_written = entry.occurred_at is not None and abs(entry.occurred_at - entry.recorded_at) < _MINUTE
    if dossier.escalation.retrospective and as_written:
        return None
    return _when(dossier, line, audience)


def _when(dossier: Dossier, line: Line, audience: Audience) -> str | None:
    moment = line.last.moment
    return dossier.said(moment, audience) if moment.at or moment.after or moment.before else None
