"""What a document is written from: an escalation with all that is recorded about it, and the questions put to it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from warroom.domain import (
    Action,
    Cadence,
    Contact,
    Criterion,
    Escalation,
    Hypothesis,
    Line,
    Member,
    Promise,
    Request,
    Update,
)
from warroom.domain.change import Change
from warroom.insight.cadence import Defaults, in_force
from warroom.insight.impacts import Impacts
from warroom.insight.past import Past
from warroom.insight.watch import due_at
from warroom.times import Deadline, Moment, local, written, zone_named
from warroom.times.rhythm import Rhythm
from warroom.times.tongues import Tongue, tongue_of
from warroom.vocabulary import (
    TECHNICAL_KINDS,
    ActionStatus,
    Audience,
    DataLoss,
    EntryKind,
    MatterWords,
    Precision,
    matter_words,
)

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
    criteria: Sequence[Criterion] = ()
    """All exit criteria, whatever their status, in the order in which they were proposed."""
    plan: Sequence[Cadence] = ()
    """Every line of the communication plan that ever held."""
    skipped: Sequence[Update] = ()
    """The updates that were left out, the oldest first."""
    contacts: Sequence[Contact] = ()
    """The customer's people."""
    defaults: Defaults = _OURS
    """The rhythms that hold where nothing is planned."""
    now: datetime
    zone: ZoneInfo
    """The clocks of who writes."""

    @property
    def has_service(self) -> bool:
        """Whether something of theirs was broken; of a dispute or a late delivery no service can be restored."""
        return self.escalation.kind in TECHNICAL_KINDS

    @property
    def words(self) -> MatterWords:
        """How readers inside are told of its end and its return."""
        return matter_words(self.escalation.kind)

    @property
    def speaks_of_data(self) -> bool:
        """Whether it is a question if data was lost: where something was broken, and where somebody spoke of it."""
        told = any("data_loss" in line.last.data for line in self.facts(Audience.INTERNAL, EntryKind.IMPACT))
        return told or self.has_service or self.escalation.data_loss is not DataLoss.UNKNOWN

    @property
    def speaks_of_cause(self) -> bool:
        """Whether it is a question what caused it: where something was broken, and where somebody looks for it."""
        return self.has_service or bool(self.hypotheses or self.facts(Audience.INTERNAL, EntryKind.CAUSE))

    def zone_for(self, audience: Audience) -> ZoneInfo:
        """The clocks the reader goes by: the customer's own where they are known. Raises InvalidValue for no zone."""
        own = self.escalation.account.timezone if audience is Audience.CUSTOMER else None
        return zone_named(own, field="--timezone") if own else self.zone

    def said(self, when: Moment | Deadline | datetime, audience: Audience) -> str:
        """A time on the reader's clocks, to the minute; the year stands only where it is another one."""
        if isinstance(when, Moment) and when.precision is Precision.SECOND:
            when = replace(when, precision=Precision.MINUTE)
        return written(when, self.zone_for(audience), now=self.now, tongue=self.tongue(audience))

    def day(self, at: datetime, audience: Audience) -> str:
        """The day of an instant on the reader's clocks; the year stands only where it is another one."""
        offset = local(at, self.zone_for(audience)).utcoffset() or timedelta()
        return self.said(Moment(at, Precision.DAY, offset // timedelta(minutes=1)), audience)

    def name_of(self, slug: str) -> str:
        """The name of one of the customer's people; a slug stays where no name is known, and an address."""
        return next((one.full_name for one in self.contacts if one.slug == slug), slug)

    def with_names(self, why: str) -> str:
        """A reason that names who released a promise, with the name in place of the slug."""
        return re.sub(r"^(released by )([^\s:]+)", lambda found: f"{found[1]}{self.name_of(found[2])}", why)

    def language(self, audience: Audience) -> str | None:
        """The language in which the reader is written to, where it is known: that of the customer's account."""
        return self.escalation.account.language if audience is Audience.CUSTOMER else None

    def tongue(self, audience: Audience) -> Tongue:
        """The words in which the reader is told times."""
        return tongue_of(self.language(audience))

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
        return next((line for line in self._lines(audience) if line.holds), None)

    def rhythm(self, audience: Audience) -> Rhythm:
        """How often the audience hears from us."""
        return in_force(self.escalation, audience, self.line(audience), self.defaults)

    def next_due(self, audience: Audience) -> datetime | None:
        """When the audience is next to hear from us; None when no clock runs."""
        last = self.last_word(audience)
        past = Past(self.escalation, Change.told_by(line.first for line in self.lines))
        return due_at(
            audience,
            past,
            self._lines(audience),
            last=last,
            defaults=self.defaults,
            zone=self.zone_for(audience),
            now=self.now,
        )

    def _lines(self, audience: Audience) -> list[Cadence]:
        return [line for line in self.plan if line.audience is audience]

    def _skipped(self, audience: Audience) -> list[Update]:
        return [update for update in self.skipped if update.audience is audience]

    def overdue(self, audience: Audience) -> Deadline | None:
        """The time for which the audience was promised its next update, when that has passed."""
        last = self.last_word(audience)
        promised = last and last.next_update
        return promised if promised and promised.at < self.now else None

    def last_word(self, audience: Audience) -> Update | None:
        """What the audience received last, or what was left out since then for a reason."""
        return max([*self.sent(audience), *self._skipped(audience)], key=_told_at, default=None)

    def impact(self, audience: Audience, *, whole: bool = False) -> list[Line]:
        """What they cannot do, as this audience may read it; what says only whether data was lost is none of it.

        While it is broken again, only what was told since; ``whole``: also what ended with the restoration before.
        What was recorded twice is said once.
        """
        told = self.impacts.of_any_time if whole else self.impacts.effects
        return self._said_once([line for line in told if line.last.audience in audience.may_read], audience)

    def repeated(self, audience: Audience) -> set[int | None]:
        """The numbers of the impacts that this audience reads in another one: what was told once is no news again."""
        read = [line for line in self.impacts.of_any_time if line.last.audience in audience.may_read]
        return {line.first.id for line in read} - {line.first.id for line in self._said_once(read, audience)}

    def _said_once(self, impacts: Sequence[Line], audience: Audience) -> list[Line]:
        is_theirs = audience is Audience.CUSTOMER
        return self.impacts.said_once(impacts, lambda entry: entry.customer_text if is_theirs else entry.text)

    @property
    def impacts(self) -> Impacts:
        """What they cannot do and what was said of their data, for whoever may read it."""
        return Impacts.among(self.lines, self.escalation)

    def facts(self, audience: Audience, *kinds: EntryKind) -> list[Line]:
        """What people told the timeline and this audience may read, of these kinds or of all."""
        return [
            line
            for line in self.lines
            if line.last.audience in audience.may_read
            and not line.last.automatic
            and (not kinds or line.last.kind in kinds)
        ]


def _told_at(update: Update) -> datetime:
    return update.sent_at or update.created_at
