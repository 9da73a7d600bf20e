"""How management attention is withdrawn by agreement: exit criteria, de-escalation, and the window that we watch."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING

from warroom.domain import text
from warroom.domain.entry import Entry
from warroom.domain.lifecycle import Lifecycle, unsettled
from warroom.domain.people import Contact
from warroom.domain.record import Stamp, reference
from warroom.errors import InvalidValue, Reason, Refused
from warroom.vocabulary import CriterionStatus, Letter, Level, Status

if TYPE_CHECKING:
    from warroom.domain.action import Action
    from warroom.domain.criterion import Criterion


class Monitoring(Lifecycle):
    """The moves between stable and closed."""

    def deescalate(
        self,
        *,
        at: datetime,
        until: datetime | None,
        by: Contact | None,
        criteria: Sequence["Criterion"],
        actions: Iterable["Action"],
        stamp: Stamp,
        force_why: str | None = None,
    ) -> Entry:
        """Withdraw management attention, as ``by`` agreed, and watch ``until``; again, to watch until another time.

        Raises Refused with every gate that does not hold (model, rule 11); ``force_why`` passes them and is kept.
        """
        self._need(Status.STABLE, Status.MONITORING, move="deescalate")
        self._refuse_before_it_was_opened(at, "deescalate", stamp=stamp)
        if until is not None and until <= at:
            raise InvalidValue("--monitor", "it has passed", "Give a time ahead, such as 5d.")
        reasons = [
            *_agreement(until, by),
            *_criteria(criteria),
            *chain.from_iterable(map(unsettled, actions)),
        ]
        if reasons and force_why is None:
            raise Refused(f"{reference(Letter.ESCALATION, self.id)} cannot be de-escalated yet.", *reasons)
        # Without reasons there was nothing to force.
        if reasons and force_why is not None:
            self.deescalated_why = text.prose(force_why, field="--why")
        passed = f" (passed over: {', '.join(reason.code for reason in reasons)})" if reasons else ""
        return self._watch(until, at=at, by=by, passed=passed, stamp=stamp, why=force_why if reasons else None)

    def _watch(
        self, until: datetime | None, *, at: datetime, by: Contact | None, passed: str, stamp: Stamp, why: str | None
    ) -> Entry:
        before, self.monitoring_until, self.deescalated_by = self.monitoring_until, until, by
        words = f"monitoring {f'until {stamp.said(until)}' if until else 'without an end'}{passed}"
        if self.status is Status.MONITORING:
            words = f"Still {words}"
            return self.changed(words, field="monitoring_until", old=before, new=until, stamp=stamp, why=why, by=by)
        self.deescalated_at = at if self.retrospective else max(at, self.declared_at or at)
        entry = self._become(Status.MONITORING, f"De-escalated: {words}", stamp=stamp, why=why, by=by)
        if self.level is not Level.TEAM:
            self.carry_to(Level.TEAM, stamp=stamp, why="de-escalated")
        return entry

    def stop_watching(self, stamp: Stamp) -> None:
        """It broke again: the window that we watched does not hold any more."""
        until, was_watched = self.monitoring_until, self.deescalated_at is not None
        self.deescalated_at = self.deescalated_by = self.monitoring_until = None
        if was_watched:
            self.changed("Monitoring ended", field="monitoring_until", old=until, new=None, stamp=stamp)


def _agreement(until: datetime | None, by: Contact | None) -> Iterator[Reason]:
    if by is None:
        yield Reason("no_contact", "nobody at the customer has agreed to it", "Say who did:  --agreed-by CONTACT")
    if until is None:
        yield Reason("no_window", "it is not said how long we watch", "Say how long:  --monitor 5d")


def _criteria(criteria: Sequence["Criterion"]) -> Iterator[Reason]:
    if not any(one.is_theirs for one in criteria):
        way_out = "Agree on one:  warroom exit add TEXT --agreed-by CONTACT"
        yield Reason("no_criterion", "no exit criterion was agreed with the customer", way_out)
    for one in criteria:
        if one.status is CriterionStatus.PROPOSED:
            way_out = f"Say who agreed:  warroom exit agree {one.ref} --by CONTACT"
            yield Reason("criterion_proposed", f"{one.ref} is not agreed with the customer yet", way_out)
        else:
            yield from one.left_open()
