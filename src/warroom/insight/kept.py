"""How well one audience of an escalation was kept informed: its slots, read off the record."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from warroom.domain import Cadence, Update
from warroom.domain.situation import Situation
from warroom.insight.cadence import Defaults, runs
from warroom.insight.past import Past
from warroom.insight.slots import Adherence, Slot, adherence, slots
from warroom.insight.watch import Clock, Send, sending, watch
from warroom.vocabulary import Audience, EntryKind, Precision


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What was planned and what was said to one audience of an escalation."""

    audience: Audience
    lines: Sequence[Cadence]
    """Every line of the plan for this audience that ever held."""
    told: Sequence[Update]
    """What was sent to it or skipped."""
    past: Past
    """How the escalation stood at each moment."""
    defaults: Defaults
    zone: tzinfo
    """The reader's clocks."""

    @property
    def escalation(self) -> Situation:
        return self.past.escalation

    def slots(self, *, now: datetime) -> list[Slot]:
        """By when it was to hear from us, and what became of it; a retrospective has no slot."""
        if self.escalation.retrospective or self.escalation.declared_at is None:
            return []
        return slots(self._sends(), self._clock(), now=now, ended=self._ended())

    def adherence(self, *, now: datetime) -> Adherence | None:
        """How many slots were met; None while no clock has run."""
        if self.escalation.retrospective or self.escalation.declared_at is None:
            return None
        declared = self.escalation.declared_at
        return adherence(
            self._sends(), self._clock(), declared=declared, begun=self._begun(), now=now, ended=self._ended()
        )

    def _begun(self) -> datetime | None:
        """Since when they wait for a word: since it hurts them, though it may be raised, or written down, later."""
        precision, _ = self.escalation.milestone_exactness.get(EntryKind.IMPACT_START, (None, 0))
        # Of a day that is known alone nobody knows how much had passed.
        return None if precision in (Precision.DAY, Precision.MONTH) else self.escalation.impact_started_at

    def _ended(self) -> datetime | None:
        return None if runs(self.escalation) else self.escalation.closed_at

    def _sends(self) -> list[Send]:
        return [_with_reason(sending(update), update) for update in self.told]

    def _clock(self) -> Clock:
        return watch(self.audience, self.past, self.lines, defaults=self.defaults, zone=self.zone)


def _with_reason(send: Send, update: Update) -> Send:
    """What was sent has a reason, too, where a check was passed over: that is none of its slot."""
    return replace(send, why=update.why) if send.skipped else send
