"""How often each audience hears from us: by the plan of the escalation, else by how fast it moves and how bad it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache
from typing import TYPE_CHECKING

from warroom.domain.situation import Situation
from warroom.times import Deadline, local
from warroom.times.rhythm import Rhythm, read_rhythm
from warroom.vocabulary import TECHNICAL_KINDS, Audience, Kind, Precision, Rag, Severity, Status

if TYPE_CHECKING:
    from warroom.domain import Cadence, Escalation

# Rhythms by tempo (reference: domain, 9, the figure before the bracket). Fast goes by severity, slow by RAG. Where the
# reference says twice a week, we take Tuesday and Friday, so that Friday, which it calls mandatory, is one of them.
RHYTHMS = {
    "sev1.customer": "60m",
    "sev1.executive": "2h",
    "sev1.internal": "30m",
    "sev2.customer": "4h",
    "sev2.executive": "17:00",
    "sev2.internal": "2h",
    "sev3.customer": "1d",
    "sev3.executive": "7d",
    "sev3.internal": "1d",
    "red.customer": "1d",
    "red.executive": "1d",
    "red.internal": "1d",
    "amber.customer": "2bd",
    "amber.executive": "tue,fri 17:00",
    "amber.internal": "2bd",
    "green.customer": "7d",
    "green.executive": "7d",
    "green.internal": "3bd",
    # The first word, from when it was raised; where none stands here, the rhythm itself.
    "first.sev1.customer": "30m",
    "first.sev2.customer": "1h",
    "first.sev3.customer": "4h",
    "first.sev4.customer": "1bd",
    "first.sev1.executive": "30m",
    "first.sev2.executive": "4h",
}

_FAST = (Severity.STOPPED, Severity.DEGRADED, Severity.MINOR)
_STEP = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class State:
    """What of an escalation decides how often one has to speak, at one moment."""

    severity: Severity
    rag: Rag | None
    fast: bool


@dataclass(frozen=True, slots=True)
class Defaults:
    """The rhythms that hold where nothing is planned: ours, with what the settings say over them."""

    told: Mapping[str, str] = field(default_factory=dict)

    def rhythm(self, state: State, audience: Audience) -> Rhythm:
        """How long an audience waits between two updates.

        Slow tempo goes by RAG, which counts as amber while nobody has judged it. Legal hears as often as executives.
        """
        tempo = f"sev{state.severity}" if state.fast else (state.rag or Rag.AMBER).value
        return self._named(f"{tempo}.{_reader(audience)}")

    def first(self, state: State, audience: Audience) -> Rhythm:
        """How long an audience waits for the first word after it was raised."""
        name = f"first.sev{state.severity}.{_reader(audience)}"
        slow_inside = audience is not Audience.CUSTOMER and not state.fast
        known = not slow_inside and (name in self.told or name in RHYTHMS)
        return self._named(name) if known else self.rhythm(state, audience)

    def _named(self, name: str) -> Rhythm:
        return _read(self.told.get(name) or RHYTHMS[name], f"cadence.{name}")


@cache
def _read(typed: str, field: str) -> Rhythm:
    return read_rhythm(typed, field=field)


def _reader(audience: Audience) -> Audience:
    return Audience.EXECUTIVE if audience is Audience.LEGAL else audience


def is_fast(kind: Kind, severity: Severity, status: Status, *, restored: bool) -> bool:
    """Whether the tempo is fast: active, not restored, severity 1 to 3, something technical broken."""
    return status is Status.ACTIVE and not restored and severity in _FAST and kind in TECHNICAL_KINDS


def state_now(escalation: "Escalation") -> State:
    """How it stands now."""
    restored = escalation.restored_at is not None
    fast = is_fast(escalation.kind, escalation.severity, escalation.status, restored=restored)
    return State(escalation.severity, escalation.rag, fast)


def planned(line: "Cadence | None") -> Rhythm | None:
    """The rhythm that a line of the plan names."""
    return _read(line.rhythm, "cadence") if line and line.rhythm else None


def in_force(escalation: "Escalation", audience: Audience, line: "Cadence | None", defaults: Defaults) -> Rhythm:
    """How often an audience hears from us now: as planned, else by default."""
    return planned(line) or defaults.rhythm(state_now(escalation), audience)


def runs(escalation: Situation) -> bool:
    """Whether any clock runs: it is ours, it is open, and it happens now."""
    return escalation.status.is_open and not escalation.retrospective


def next_update(rhythm: Rhythm, *, now: datetime, zone: tzinfo, offset_minutes: int) -> Deadline:
    """When the audience is next to hear from us after an update that goes out now, rounded up to full 5 minutes.

    ``offset_minutes`` is the reader's, east of UTC. Raises ValueError when ``now`` has no zone.
    """
    due = rhythm.after(local(now, UTC), zone)
    # Every zone of today is a multiple of 15 minutes from UTC: what is round in UTC is round on every clock.
    past = timedelta(minutes=due.minute % 5, seconds=due.second, microseconds=due.microsecond)
    rounded = due + (_STEP - past if past else timedelta())
    return Deadline(rounded, Precision.MINUTE, offset_minutes)
