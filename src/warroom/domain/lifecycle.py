"""The life of an escalation: requested, active, stable, closed, and back; ``monitoring`` is in its own file."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import chain
from typing import TYPE_CHECKING

from warroom.domain import text
from warroom.domain.ending import ending
from warroom.domain.entry import Entry
from warroom.domain.order import minute, too_early
from warroom.domain.people import Person
from warroom.domain.record import Stamp, reference
from warroom.errors import Reason, Refused
from warroom.vocabulary import (
    TECHNICAL_KINDS,
    CauseCategory,
    Driver,
    EntryKind,
    Letter,
    Outcome,
    Status,
    UpdateKind,
    matter_words,
    spoken,
)

if TYPE_CHECKING:
    from warroom.domain.criterion import Criterion
    from warroom.domain.owed import Owed
    from warroom.domain.people import Contact
    from warroom.domain.situation import Situation as Base
    from warroom.domain.update import Update
else:
    Base = object

# After that a return of the trouble is a new situation (model, vocabulary: reopen).
REOPEN_WITHIN = timedelta(days=30)


class Lifecycle(Base):
    """The moves that change the status; each writes its entry in the same transaction."""

    def accept(self, owner: Person, *, stamp: Stamp) -> None:
        """Take a request up: from now on it is ours, with one owner."""
        self._need(Status.REQUESTED, move="accept")
        self.declared_at = stamp.at
        self._become(Status.ACTIVE, "Accepted", stamp=stamp)
        self.own(owner, stamp=stamp)
        self.agree(was_restored=False, stamp=stamp)

    def decline(self, why: str, *, stamp: Stamp) -> Entry:
        """Say no to a request, with the reason."""
        self._need(Status.REQUESTED, move="decline")
        return self._become(Status.DECLINED, "Declined", stamp=stamp, why=why)

    def settle(self, why: str, *, stamp: Stamp) -> Entry:
        """It is stable, for a reason; where something was broken, only restoration makes it so."""
        self._need(Status.ACTIVE, move="stable")
        if self._is_broken:
            raise Refused(
                f"This {self.kind} has not been restored yet.",
                Reason(
                    "not_restored",
                    "stable follows from restoration",
                    "Say when service was back:  warroom restore --at TIME",
                ),
            )
        self.stable_since = stamp.at
        return self._become(Status.STABLE, "Stable", stamp=stamp, why=why)

    def relapse(
        self, why: str, *, stamp: Stamp, at: datetime | None = None, criteria: "Iterable[Criterion]" = ()
    ) -> Entry:
        """It is broken again, since ``at``, else now. Raises Refused when that is before it was restored.

        What was restored before counts no more, nor which of its ``criteria`` were met.
        """
        self._need(Status.STABLE, Status.MONITORING, move="relapse")
        calmed = f"it was {matter_words(self.kind).ended if self.restored_at else spoken(Status.STABLE)}"
        self._refuse_before(at, self.restored_at or self.stable_since, calmed, "relapse", stamp=stamp)
        self.relapses += 1
        return self._break_again("Relapse", why, at=at, stamp=stamp, criteria=criteria)

    def _refuse_before(
        self, at: datetime | None, since: datetime | None, what: str, move: str, *, stamp: Stamp, besides: str = ""
    ) -> None:
        if at is not None and since is not None and at < minute(since) and not self.retrospective:
            raise too_early(move, at, what, since, stamp=stamp, besides=besides)

    def _refuse_before_it_was_opened(self, at: datetime, move: str, *, stamp: Stamp) -> None:
        besides = ";  what ended before that is opened with  --retrospective"
        self._refuse_before(at, self.declared_at, "it was opened", move, stamp=stamp, besides=besides)

    def reopen(
        self, why: str, *, stamp: Stamp, at: datetime | None = None, criteria: "Iterable[Criterion]" = ()
    ) -> Entry:
        """The same trouble is back, since ``at``, else now, within thirty days of closing; it keeps its number.

        Raises Refused when that is before it was closed, or too late.
        """
        self._need(Status.CLOSED, move="reopen")
        if self.closed_at is not None and stamp.at - self.closed_at > REOPEN_WITHIN:
            raise Refused(
                f"It was closed more than {REOPEN_WITHIN.days} days ago.",
                Reason("too_late", "after that it is a new situation", "Open a new one:  warroom open ACCOUNT TITLE"),
            )
        self._refuse_before(at, self.closed_at, "it was closed", "reopen", stamp=stamp)
        self.reopens += 1
        self.closed_at = self.outcome = None
        return self._break_again("Reopened", why, at=at, stamp=stamp, criteria=criteria)

    def _break_again(
        self, words: str, why: str, *, at: datetime | None, stamp: Stamp, criteria: "Iterable[Criterion]"
    ) -> Entry:
        self.relapsed_at, self.stable_since = at or stamp.at, None
        words = f"{words}: {matter_words(self.kind).back} since {stamp.said(at)}" if at else words
        self.keep_milestone(EntryKind.RESTORATION, None)
        self.forget_what_was_found()
        # It stands where it broke, not where somebody came to say so: else it would end with the restoration after it.
        entry = self._become(Status.ACTIVE, words, stamp=stamp, why=why, at=at)
        self.relapsed_seq = entry.seq
        self.stop_watching(stamp)
        for criterion in criteria:
            criterion.come_undone(stamp)
        return entry

    def close(
        self,
        *,
        at: datetime,
        stamp: Stamp,
        outcome: Outcome | None,
        cause: CauseCategory | None,
        driver: Driver | None,
        last_update: "Update | None",
        owed: "Iterable[Owed]" = (),
        duplicate_of: "Base | None" = None,
        force_why: str | None = None,
    ) -> Entry:
        """End it; ``owed`` is what is open on it.

        Raises Refused with every reason why it cannot end yet (model, rule 11); ``force_why`` passes them and is kept.
        """
        self._need(Status.ACTIVE, Status.STABLE, Status.MONITORING, move="close")
        # The later bound first: a time after the earlier one alone would be refused again.
        self._refuse_before(at, self.deescalated_at, "it was de-escalated", "close", stamp=stamp)
        self._refuse_before_it_was_opened(at, "close", stamp=stamp)
        self.outcome = outcome or self.outcome
        ended = ending(self.outcome, self, duplicate_of)
        self.cause_category = cause or self.cause_category
        self.driver = driver or self.driver
        reasons = [*self._missing_to_close(last_update), *chain.from_iterable(map(unsettled, owed))]
        if reasons and force_why is None:
            raise Refused(f"{reference(Letter.ESCALATION, self.id)} cannot be closed yet.", *reasons)
        # Without reasons there was nothing to force.
        if reasons and force_why:
            self.forced_why = text.prose(force_why, field="--why")
        self._end(at)
        codes = dict.fromkeys(reason.code for reason in reasons)
        passed = f" (passed over: {', '.join(codes)})" if codes else ""
        words = f"Closed: {ended}{passed}{self._cut_short(at, stamp)}"
        return self._become(Status.CLOSED, words, stamp=stamp, why=force_why)

    def _cut_short(self, at: datetime, stamp: Stamp) -> str:
        """That we had agreed to watch it for longer, if we had."""
        until = self.monitoring_until
        return f" (monitoring was agreed until {stamp.said(until)})" if until is not None and until > at else ""

    def _end(self, at: datetime) -> None:
        """Keep the time of the end in order with those of the beginning, which are exact, and the end is typed."""
        if self.retrospective and self.declared_at is not None:
            # When it was raised nobody said: the time of writing stood in, and it cannot have been after the end.
            self.raised_at, self.declared_at = min(self.raised_at, at), min(self.declared_at, at)
        calmed = None if self.retrospective else self.deescalated_at
        self.closed_at = max(at, self.declared_at or at, calmed or at)

    def _missing_to_close(self, last_update: "Update | None") -> list[Reason]:
        missing = {
            "no_outcome": self.outcome is None,
            "no_cause": self.cause_category is None,
            "no_driver": self.driver is None,
            "no_final_update": self._owes_a_last_word(last_update),
        }
        # What we write for the end tells of something that was mended.
        said = _MISSING | ({"no_final_update": _NO_LAST_WORD} if self.outcome in _NOT_MENDED else {})
        return [Reason(code, *said[code]) for code, is_missing in missing.items() if is_missing]

    def _owes_a_last_word(self, last_update: "Update | None") -> bool:
        """Whether the customer still waits for a final update; not where nothing began that they could wait for."""
        if last_update is None and self.outcome in _HEARD_ELSEWHERE:
            return False
        told = last_update is not None and last_update.kind is UpdateKind.CLOSURE
        return not (told or self.retrospective or self.drill)

    @property
    def ended_unrestored(self) -> bool:
        """Whether it was closed as working again, and the record never says since when."""
        ended = self.status is Status.CLOSED and self.outcome in _WORKS_AGAIN
        return ended and self._is_broken and not self.retrospective

    @property
    def _is_broken(self) -> bool:
        """Whether something was broken and no time of a restoration is recorded since."""
        return self.kind in TECHNICAL_KINDS and self.restored_at is None

    def _become(
        self, status: Status, words: str, *, stamp: Stamp, why: str | None = None, **told: "Contact | datetime | None"
    ) -> Entry:
        old, self.status = self.status, status
        return self.changed(words, field="status", old=old, new=status, stamp=stamp, why=why, **told)

    def _need(self, *statuses: Status, move: str) -> None:
        if self.status not in statuses:
            ref = reference(Letter.ESCALATION, self.id) or "The escalation"
            raise Refused(
                f"{ref} is {spoken(self.status)}; {move} does not apply.",
                Reason("wrong_status", f"{ref} is {spoken(self.status)}", f"See it with:  warroom show {ref}"),
            )


def unsettled(one: "Owed") -> Iterator[Reason]:
    """What of something that is owed stands against the end."""
    return one.unsettled()


_WORKS_AGAIN = (Outcome.RESOLVED, Outcome.WORKAROUND_ACCEPTED)

# It was mended neither here nor by us; of the last two nobody waits to hear unless we wrote to them: they withdrew it
# themselves, or hear of it in the escalation that goes on.
_NOT_MENDED = (Outcome.TRANSFERRED, Outcome.CHURNED, Outcome.WITHDRAWN, Outcome.DUPLICATE)
_HEARD_ELSEWHERE = (Outcome.WITHDRAWN, Outcome.DUPLICATE)

# What is missing to close, in words, and the way out.
_MISSING = {
    "no_outcome": ("no outcome is given", "Add --outcome resolved (or another)."),
    "no_cause": ("no cause category is given", "Add --cause change_release (or another)."),
    "no_driver": ("it is not said why it became an escalation", "Add --driver silence (or another)."),
    "no_final_update": (
        "the customer has not been sent a final update",
        "Write it with  warroom update customer --kind closure,  then  warroom sent customer --kind closure",
    ),
}
_NO_LAST_WORD = (
    _MISSING["no_final_update"][0],
    "Tell them in words of yours:  warroom sent customer FILE --kind closure,"
    "  or close without, for a reason that is kept:  --force --why TEXT",
)
