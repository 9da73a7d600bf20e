"""How well the customer was kept informed, for readers inside: what came in time, late or not at all."""

from collections import Counter
from dataclasses import dataclass

from warroom.documents.dossier import Dossier
from warroom.domain import Update
from warroom.domain.change import Change
from warroom.insight.kept import Record
from warroom.insight.past import Past
from warroom.insight.slots import SlotState
from warroom.times.reading import lasted
from warroom.vocabulary import Audience

_THEM, _US = Audience.CUSTOMER, Audience.INTERNAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Punctuality:
    """How many of the times by which the customer was to hear from us were met."""

    on_time: int
    """How many updates came in time."""
    late: int
    """How many came late."""
    missed: int
    """How many were due and never came."""
    skipped: tuple[str, ...]
    """The updates that were left out on purpose, each with its time and its reason."""
    longest_silence: str
    """The longest time in which the customer heard nothing, from the impact or the report on, whichever was first."""


def punctuality(dossier: Dossier) -> Punctuality | None:
    """How the customer was kept informed; None where no clock has run, as in a retrospective."""
    skipped = [update for update in dossier.skipped if update.audience is _THEM]
    record = Record(
        audience=_THEM,
        lines=[line for line in dossier.plan if line.audience is _THEM],
        told=[*dossier.sent(_THEM), *skipped],
        past=Past(dossier.escalation, Change.told_by(line.first for line in dossier.lines)),
        defaults=dossier.defaults,
        zone=dossier.zone_for(_THEM),
    )
    kept = record.adherence(now=dossier.now)
    if kept is None:
        return None
    states = Counter(slot.state for slot in record.slots(now=dossier.now))
    return Punctuality(
        on_time=states[SlotState.ON_TIME],
        late=states[SlotState.LATE],
        missed=states[SlotState.MISSED],
        skipped=tuple(_skipped(dossier, update) for update in skipped),
        longest_silence=lasted(kept.longest_silence),
    )


def _skipped(dossier: Dossier, update: Update) -> str:
    return f"{dossier.said(update.created_at, _US)}: {update.why}"
