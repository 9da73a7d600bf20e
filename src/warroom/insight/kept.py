"""How well one audience of an escalation was kept informed: its slots, read off the record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from warroom.domain import Cadence, Entry, Escalation, Update, reference
from warroom.insight.cadence import Defaults, planned, runs
from warroom.insight.past import Past
from warroom.insight.slots import Adherence, Clock, Send, Slot, adherence, slots
from warroom.times.rhythm import Rhythm
from warroom.vocabulary import Audience, Letter, UpdateStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What was planned and what was said to one audience of an escalation."""

    escalation: Escalation
    audience: Audience
    lines: Sequence[Cadence]
    """Every line of the plan for this audience that ever held."""
    told: Sequence[Update]
    """What was sent to it or skipped."""
    changes: Sequence[Entry]
    """The entries that the changes of state wrote."""
    defaults: Defaults
    zone: tzinfo
    """The reader's clocks."""

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
        return adherence(self._sends(), self._clock(), declared=declared, now=now, ended=self._ended())

    def _ended(self) -> datetime | None:
        return None if runs(self.escalation) else self.escalation.closed_at

    def _sends(self) -> list[Send]:
        return [
            Send(
                at=update.sent_at or update.created_at,
                promised=update.next_at,
                skipped=update.status is UpdateStatus.SKIPPED,
                ref=reference(Letter.UPDATE, update.id),
            )
            for update in self.told
        ]

    def _clock(self) -> Clock:
        past = Past.of(self.escalation, self.changes)

        def rhythm(moment: datetime) -> Rhythm:
            return self._plan(moment) or self.defaults.rhythm(past.at(moment), self.audience)

        return Clock(
            start=self.escalation.raised_at,
            first=lambda moment: self.defaults.first(past.at(moment), self.audience),
            rhythm=rhythm,
            planned=lambda moment: self._plan(moment) is not None,
            changes=sorted({*past.moments, *(line.created_at for line in self.lines)}),
            zone=self.zone,
        )

    def _plan(self, moment: datetime) -> Rhythm | None:
        held = [line for line in self.lines if line.held_at(moment)]
        return planned(held[-1]) if held else None
