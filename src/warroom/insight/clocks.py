"""Every clock that runs, in one list: updates, acknowledgement, promises, requests, actions, exit, monitoring."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum

from warroom.domain import Account, Action, Cadence, Criterion, Escalation, Owed, Party, Promise, Request, Update
from warroom.insight.cadence import Defaults, in_force, runs
from warroom.insight.past import Past
from warroom.insight.watch import due_at
from warroom.times.rhythm import Rhythm
from warroom.vocabulary import READERS, ActionStatus, Audience, Direction, Severity, Status

# How long something may lie before it is pointed out (reference: domain, 9, the other clocks).
UNANSWERED = Rhythm(business_days=2)
_BLOCKED = {Severity.STOPPED: timedelta(hours=4)}
_BLOCKED_USUALLY = timedelta(days=1)
_STALE = {Severity.STOPPED: timedelta(hours=24)}
_STALE_USUALLY = timedelta(days=3)


class What(StrEnum):
    """What a clock runs for."""

    UPDATE = "update"
    ACKNOWLEDGEMENT = "acknowledgement"
    PROMISE = "promise"
    REQUEST = "request"
    ACTION = "action"
    BLOCKED = "blocked"
    STALE = "stale"
    CRITERION = "criterion"
    MONITORING_END = "monitoring_end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One clock."""

    what: What
    at: datetime
    account: Account
    escalation: Escalation | None
    text: str
    owner: Party | None
    record: Owed | None = None
    """The promise, request, action or exit criterion; None for what runs on the escalation itself."""
    audience: Audience | None = None
    """Who is to hear from us, of an update."""

    def is_overdue(self, now: datetime) -> bool:
        return self.at < now


Slot = tuple[int, Audience]


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """What the clocks are read off: of open escalations all that is not finished."""

    escalations: Sequence[Escalation]
    last: Mapping[Slot, Update]
    """The last update sent or skipped, by escalation and audience."""
    plan: Mapping[Slot, Sequence[Cadence]]
    """Every line of the plan that ever held, by escalation and audience."""
    pasts: Mapping[int, Past]
    """How each escalation stood at each moment, by its number."""
    actions: Sequence[Action]
    touched: Mapping[int, datetime]
    """When each action was last spoken of, by its number."""
    promises: Sequence[Promise]
    requests: Sequence[Request]
    defaults: Defaults
    now: datetime
    zone: tzinfo
    """The clocks of who asks."""
    zones: Mapping[int, tzinfo] = field(default_factory=dict)
    """The customer's own clocks, by account, where they are known."""
    criteria: Sequence[Criterion] = ()
    """The exit criteria."""

    def zone_for(self, escalation: Escalation, audience: Audience) -> tzinfo:
        own = self.zones.get(escalation.account_id) if audience is Audience.CUSTOMER else None
        return own or self.zone

    def next_due(self, escalation: Escalation, audience: Audience) -> datetime | None:
        """When an audience is next to hear from us."""
        slot = (escalation.number, audience)
        return due_at(
            audience,
            self.pasts[escalation.number],
            self.plan.get(slot, ()),
            last=self.last.get(slot),
            defaults=self.defaults,
            zone=self.zone_for(escalation, audience),
            now=self.now,
        )

    def line(self, escalation: Escalation, audience: Audience) -> Cadence | None:
        """The line of the plan that holds now for an audience."""
        return next((line for line in self.plan.get((escalation.number, audience), ()) if line.holds), None)

    def rhythm(self, escalation: Escalation, audience: Audience) -> Rhythm:
        """How often an audience hears from us now."""
        return in_force(escalation, audience, self.line(escalation, audience), self.defaults)


def clocks(books: Books) -> list[Due]:
    """All of them, the most urgent first."""
    running = [escalation for escalation in books.escalations if runs(escalation)]
    found = [*_updates(books, running), *_acknowledgements(books, running), *_promises(books), *_requests(books)]
    ending = [*_criteria(books), *_monitoring(running)]
    return sorted([*found, *_actions(books), *ending], key=lambda due: due.at)


def owed_to_customers(books: Books) -> list[Due]:
    """What each customer waits for, by account, what is overdue first: updates, promises, answers."""
    running = [escalation for escalation in books.escalations if runs(escalation)]
    updates = [due for due in _updates(books, running) if due.audience is Audience.CUSTOMER]
    asked = [due for due in _requests(books) if _is_theirs(due)]
    return sorted([*updates, *_promises(books), *asked], key=lambda due: (due.account.slug, due.at))


def _is_theirs(due: Due) -> bool:
    return isinstance(due.record, Request) and due.record.direction is Direction.CUSTOMER


def _updates(books: Books, escalations: Iterable[Escalation]) -> Iterator[Due]:
    for escalation in escalations:
        for audience in READERS:
            at = books.next_due(escalation, audience)
            line = books.line(escalation, audience)
            if at is not None:
                clock = _of_the_whole(What.UPDATE, escalation, at, f"{audience} update")
                yield replace(clock, owner=(line and line.sender) or escalation.owner, audience=audience)


def _acknowledgements(books: Books, escalations: Iterable[Escalation]) -> Iterator[Due]:
    """The customer's own word that we are on it: by the first-response target, until it or a first update is there."""
    for escalation in escalations:
        told = (escalation.number, Audience.CUSTOMER) in books.last
        if escalation.status is Status.ACTIVE and escalation.acknowledged_at is None and not told:
            at = books.next_due(escalation, Audience.CUSTOMER)
            assert at is not None, "a clock runs while it is active"
            yield _of_the_whole(What.ACKNOWLEDGEMENT, escalation, at, "not acknowledged yet")


def _promises(books: Books) -> Iterator[Due]:
    for promise in books.promises:
        if promise.is_owed and promise.due_at is not None:
            yield _owed(What.PROMISE, promise, promise.due_at, promise.owner)


def _requests(books: Books) -> Iterator[Due]:
    """Until when an answer, or what was agreed to, is wanted; without a time, within two business days."""
    for request in books.requests:
        if request.is_open:
            at = request.due_at or UNANSWERED.after(request.answered_at or request.asked_at, books.zone)
            yield _owed(What.REQUEST, request, at, request.carrier)


def _actions(books: Books) -> Iterator[Due]:
    for action in books.actions:
        if not action.is_open:
            continue
        if action.due_at is not None:
            yield _owed(What.ACTION, action, action.due_at, action.owner)
        what, since = _lies_since(action, books.touched)
        if since < books.now and not action.is_late(books.now):
            yield _owed(what, action, since, action.owner)


def _criteria(books: Books) -> Iterator[Due]:
    """Until when an exit criterion is to hold, where that was said."""
    for criterion in books.criteria:
        if runs(criterion.escalation) and criterion.is_open and criterion.due_at is not None:
            yield _owed(What.CRITERION, criterion, criterion.due_at, criterion.owner)


def _monitoring(escalations: Iterable[Escalation]) -> Iterator[Due]:
    """Until when we watch what was de-escalated; without an end, which needs force, it is over at once."""
    for escalation in escalations:
        at = escalation.monitoring_until or escalation.deescalated_at
        if escalation.status is Status.MONITORING and at is not None:
            yield _of_the_whole(What.MONITORING_END, escalation, at, "monitoring ends: close it, or watch longer")


def _lies_since(action: Action, touched: Mapping[int, datetime]) -> tuple[What, datetime]:
    """Since when an action should have been looked after: blocked for too long, or untouched for too long."""
    severity = action.escalation.severity
    if action.status is ActionStatus.BLOCKED and action.blocked_at is not None:
        return What.BLOCKED, action.blocked_at + _BLOCKED.get(severity, _BLOCKED_USUALLY)
    last = touched.get(action.number, action.created_at)
    return What.STALE, last + _STALE.get(severity, _STALE_USUALLY)


def _of_the_whole(what: What, escalation: Escalation, at: datetime, text: str) -> Due:
    """A clock that runs on the escalation itself; its owner carries it."""
    return Due(
        what=what, at=at, account=escalation.account, escalation=escalation, text=text, owner=escalation.owner
    )  # fmt: skip


def _owed(what: What, record: Owed, at: datetime, owner: Party | None) -> Due:
    return Due(
        what=what,
        at=at,
        account=record.account,
        escalation=record.escalation,
        text=record.text,
        owner=owner,
        record=record,
    )
