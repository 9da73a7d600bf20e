"""What an escalation owes, is asked, and suspects: the moves that take a new record in, each with its entry."""

from typing import TYPE_CHECKING

from warroom.domain import text
from warroom.domain.entry import Entry, Fact
from warroom.domain.record import Stamp
from warroom.vocabulary import Direction, EntryKind, Mood, PromiseStatus

if TYPE_CHECKING:
    from datetime import datetime

    from warroom.domain.action import Action
    from warroom.domain.cadence import Cadence
    from warroom.domain.criterion import Criterion
    from warroom.domain.hypothesis import Hypothesis
    from warroom.domain.promise import Promise
    from warroom.domain.request import Request
    from warroom.domain.situation import Situation as Base
    from warroom.times import Moment
else:
    Base = object


class Ledger(Base):
    """The moves that add what is owed and what is suspected."""

    def do(self, action: "Action", *, stamp: Stamp) -> "Action":
        """Take an action into the work of this escalation."""
        self.refuse_when_closed()
        action.hang_on(self)
        self.actions.add(action)
        self._added(f"Action added: {action.text}", "action", action.status, stamp=stamp, action=action)
        return action

    def promise(
        self, promise: "Promise", *, stamp: Stamp, agreed: str | None = None, at: "datetime | None" = None
    ) -> "Promise":
        """Take a promise in: given at once when all its gates hold, else a draft, whose ``missing`` says what lacks.

        ``at``: when the customer heard it, where that is not now.
        """
        self.refuse_when_closed()
        promise.hang_on(self)
        promise.agreed = text.line_if(agreed, field="--agreed", limit=2000)
        self._added(f"Promise drafted: {promise.text}", "promise", PromiseStatus.DRAFT, stamp=stamp, promise=promise)
        if not [*promise.missing(at or stamp.at)]:
            promise.give(agreed, stamp=stamp, at=at)
        return promise

    def ask(self, request: "Request", *, stamp: Stamp) -> "Request":
        """Take a request in."""
        self.refuse_when_closed()
        request.hang_on(self)
        who = "The customer asks" if request.direction is Direction.CUSTOMER else "We ask"
        self._added(f"{who}: {request.text}", "request", request.status, stamp=stamp, request=request)
        return request

    def suspect(self, hypothesis: "Hypothesis", *, stamp: Stamp) -> "Hypothesis":
        """Take a possible cause in."""
        self.refuse_when_closed()
        hypothesis.hang_on(self)
        words = f"Hypothesis suspected: {hypothesis.text}"
        self._added(words, "hypothesis", hypothesis.status, stamp=stamp, hypothesis=hypothesis)
        return hypothesis

    def propose(self, criterion: "Criterion", *, stamp: Stamp) -> "Criterion":
        """Take in what must hold before it ends; it counts once the customer has agreed to it."""
        self.refuse_when_closed()
        criterion.hang_on(self)
        words = f"Criterion proposed: {criterion.text}"
        self._added(words, "criterion", criterion.status, stamp=stamp, criterion=criterion)
        return criterion

    def plan(self, line: "Cadence", before: "Cadence | None", *, stamp: Stamp) -> None:
        """Say how one audience hears from us from now on; the line that held before is kept as ended."""
        self.refuse_when_closed()
        if before:
            before.end(stamp)
        line.escalation_id = self.number
        rhythm = line.rhythm or "the default rhythm"
        words = f"Cadence for the {line.audience} audience: {rhythm}"
        self.changed(
            words, field=f"cadence_{line.audience}", old=before and before.rhythm, new=line.rhythm, stamp=stamp
        )

    def quote(self, words: str, *, moment: "Moment", by: object, mood: Mood | None, stamp: Stamp) -> Entry:
        """Keep what somebody said, word for word; it never reaches the customer."""
        fact = Fact.checked(words, kind=EntryKind.VOICE, moment=moment, by=by, told={"mood": mood})
        return self.record(fact, stamp=stamp)

    def _added(self, words: str, field: str, new: object, *, stamp: Stamp, **about: object) -> None:
        self.changed(words, field=field, old=None, new=new, stamp=stamp, **about)
