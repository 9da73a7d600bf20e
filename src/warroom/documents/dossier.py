"""What a document is written from: an escalation with all that is recorded about it, and the questions put to it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from warroom.domain import (
    Action,
    Cadence,
    Entry,
    Escalation,
    Hypothesis,
    Line,
    Member,
    Promise,
    Request,
    Update,
)
from warroom.insight.cadence import Defaults, due_at, in_force
from warroom.times import Deadline, Moment, written, zone_named
from warroom.times.rhythm import Rhythm
from warroom.vocabulary import ActionStatus, Audience, EntryKind, Precision, Severity

_FINISHED = frozenset({ActionStatus.DONE, ActionStatus.VERIFIED})


_OURS = Defaults()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """The records behind a document. Only projections read it; no template does."""

    escalation: Escalation
    lines: Sequence[Line]
    """The whole timeline with its corrections applied, in order of time."""
    actions: Sequence[Action]
    """All actions, whatever their status."""
    updates: Sequence[Update]
    """What was sent, to all audiences, the oldest first."""
    members: Sequence[Member]
    """Who serves on the task force now."""
    promises: Sequence[Promise] = ()
    """All promises, whatever their status, by due time."""
    requests: Sequence[Request] = ()
    """All requests, whatever their status."""
    hypotheses: Sequence[Hypothesis] = ()
    """All that was suspected, in the order of suspicion."""
    plan: Sequence[Cadence] = ()
    """The lines of the communication plan that hold now."""
    skipped: Sequence[Update] = ()
    """The updates that were left out, the oldest first."""
    defaults: Defaults = _OURS
    """The rhythms that hold where nothing is planned."""
    now: datetime
    zone: ZoneInfo
    """The clocks of who writes."""

    def zone_for(self, audience: Audience) -> ZoneInfo:
        """The clocks the reader goes by: the customer's own where they are known. Raises InvalidValue for no zone."""
        own = self.escalation.account.timezone if audience is Audience.CUSTOMER else None
        return zone_named(own, field="--timezone") if own else self.zone

    def said(self, when: Moment | Deadline | datetime, audience: Audience) -> str:
        """A time on the reader's clocks, to the minute; the year stands only where it is another one."""
        if isinstance(when, Moment) and when.precision is Precision.SECOND:
            when = replace(when, precision=Precision.MINUTE)
        return written(when, self.zone_for(audience), now=self.now)

    def by_clock(self, deadline: Deadline, audience: Audience) -> str:
        """A deadline as a clock time with its zone, also when it is the end of a day."""
        return self.said(deadline.at, audience)

    def sent(self, audience: Audience) -> list[Update]:
        """What the audience received, the oldest first."""
        return [update for update in self.updates if update.audience is audience]

    def last_sent(self, audience: Audience) -> Update | None:
        """What the audience received last."""
        return next(reversed(self.sent(audience)), None)

    def line(self, audience: Audience) -> Cadence | None:
        """The line of the plan that holds for the audience."""
        return next((line for line in self.plan if line.audience is audience), None)

    def rhythm(self, audience: Audience) -> Rhythm:
        """How often the audience hears from us."""
        return in_force(self.escalation, audience, self.line(audience), self.defaults)

    def next_due(self, audience: Audience) -> datetime | None:
        """When the audience is next to hear from us; None when no clock runs."""
        last = max([*self.sent(audience), *self._skipped(audience)], key=_told_at, default=None)
        return due_at(
            self.escalation,
            audience,
            last=last,
            line=self.line(audience),
            defaults=self.defaults,
            zone=self.zone_for(audience),
        )

    def _skipped(self, audience: Audience) -> list[Update]:
        return [update for update in self.skipped if update.audience is audience]

    def overdue(self, audience: Audience) -> Deadline | None:
        """The time for which the audience was promised its next update, when that has passed."""
        last = max([*self.sent(audience), *self._skipped(audience)], key=_told_at, default=None)
        promised = last and last.next_update
        return promised if promised and promised.at < self.now else None

    def facts(self, audience: Audience, *kinds: EntryKind) -> list[Line]:
        """What people told the timeline and this audience may read, of these kinds or of all."""
        return [
            line
            for line in self.lines
            if line.last.audience in audience.may_read
            and not line.last.automatic
            and (not kinds or line.last.kind in kinds)
        ]

    def new_facts(self, audience: Audience, *kinds: EntryKind) -> list[Line]:
        """The facts that the last update sent to this audience did not take in, or not as they read now (rule 9)."""
        mark = self._mark(audience)
        return [
            line
            for line in self.facts(audience, *kinds)
            if line.last.seq > mark and not _reads_as_told(line, audience, mark)
        ]

    def was_told(self, line: Line, audience: Audience) -> bool:
        """Whether this audience has been sent an earlier wording of a fact that is new to it as corrected."""
        mark = self._mark(audience)
        return line.first.seq <= mark < line.last.seq and _as_read(line.first, audience) is not None

    def changes(self, audience: Audience, field: str) -> list[dict[str, Any]]:
        """The changes of a state since the last update sent to this audience, in the order of writing."""
        mark = self._mark(audience)
        told = sorted((line.last for line in self.lines if line.last.automatic), key=lambda entry: entry.seq)
        return [entry.data for entry in told if entry.seq > mark and entry.data.get("field") == field]

    def finished(self, audience: Audience) -> list[Action]:
        """The actions that were done since the last update sent to this audience, by the entries that say so."""
        mark = self._mark(audience)
        done = {
            line.last.action_id
            for line in self.lines
            if line.last.automatic and line.last.seq > mark and line.last.data.get("new") == ActionStatus.DONE
        }
        return [action for action in self.actions if action.id in done and action.status in _FINISHED]

    def lowered_from(self, audience: Audience) -> Severity | None:
        """The severity that this audience was last told under, when it has fallen since (model, rule 10)."""
        changes = self.changes(audience, "severity") if self.last_sent(audience) else []
        before = Severity(int(changes[0]["old"])) if changes else None
        return before if before and self.escalation.severity > before else None

    def has_news(self, audience: Audience) -> bool:
        """Whether anything that the audience reads has changed since its last update; inside, also every state."""
        if self.new_facts(audience) or self.lowered_from(audience) is not None:
            return True
        if audience is Audience.CUSTOMER:
            return self._customer_has_news()
        mark = self._mark(audience)
        # Not that an update was sent: that is no news to whoever received it.
        return any(line.last.kind is EntryKind.CHANGE and line.last.seq > mark for line in self.lines)

    def _customer_has_news(self) -> bool:
        """Beside facts: what the customer reads of actions and of the state of knowledge, and that it broke again."""
        mark = self._mark(Audience.CUSTOMER)
        since = [line.last for line in self.lines if line.last.seq > mark]
        moved = {entry.action_id for entry in since if entry.automatic}
        told = {(entry.kind, key) for entry in since if entry.audience is not Audience.LEGAL for key in entry.data}
        return (
            any(action.customer_text for action in self.actions if action.id in moved)
            or (EntryKind.IMPACT, "data_loss") in told
            or (EntryKind.ESTIMATE, "committed") in told
            or self.relapsed_since(Audience.CUSTOMER)
        )

    def relapsed_since(self, audience: Audience) -> bool:
        """Whether it broke again after this audience was last told how things stand."""
        return self.last_sent(audience) is not None and self.escalation.relapsed_seq > self._mark(audience)

    def restored_since(self, audience: Audience) -> bool:
        """Whether the last update to this audience went out before the restoration was recorded."""
        mark = self._mark(audience)
        restorations = [line for line in self.lines if line.last.kind is EntryKind.RESTORATION]
        return self.escalation.restored_at is not None and any(_became(line) > mark for line in restorations)

    def _mark(self, audience: Audience) -> int:
        last = self.last_sent(audience)
        return last.mark if last else 0


def _told_at(update: Update) -> datetime:
    return update.sent_at or update.created_at


def _became(line: Line) -> int:
    """When a line became what it is: a corrected time of a restoration is a correction, not a second restoration."""
    return line.first.seq if line.first.kind is line.last.kind else line.last.seq


def _reads_as_told(line: Line, audience: Audience, mark: int) -> bool:
    return line.first.seq <= mark and _as_read(line.first, audience) == _as_read(line.last, audience)


def _as_read(entry: Entry, audience: Audience) -> tuple[object, ...] | None:
    """What of a fact this audience reads; None for nothing."""
    if entry.audience not in audience.may_read:
        return None
    words = entry.customer_text if audience is Audience.CUSTOMER else entry.text
    return words, entry.kind, entry.certainty, entry.moment
