"""Questions about what is owed and what is due to be said: each is a constant number of queries."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain
from typing import Any

from sqlalchemy import and_, func, or_
from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from warroom.domain import (
    Account,
    Action,
    Cadence,
    Criterion,
    Entry,
    Escalation,
    Hypothesis,
    Owed,
    Promise,
    Request,
    Update,
)
from warroom.domain.change import Change
from warroom.store.loading import loaded_with
from warroom.store.pace import changes
from warroom.vocabulary import (
    OPEN_ACTIONS,
    OPEN_CRITERIA,
    OPEN_HYPOTHESES,
    OPEN_PROMISES,
    Answer,
    Audience,
    Direction,
    PromiseStatus,
    RequestStatus,
    UpdateStatus,
)

_OWED_PROMISES = sorted({PromiseStatus.DRAFT, PromiseStatus.MISSED, *OPEN_PROMISES})
_OPEN_REQUESTS = (RequestStatus.OPEN, RequestStatus.ANSWERED)

_UNKEPT = (col(Promise.status) != PromiseStatus.MISSED) | col(Promise.kept_at).is_(None)
# The escalations on which a promise was given and not kept, a request is open, an action is not done.
STILL_OWED = (
    select(Promise.escalation_id).where(
        col(Promise.status).in_(_OWED_PROMISES), col(Promise.status) != PromiseStatus.DRAFT, _UNKEPT
    ),
    select(Request.escalation_id).where(
        col(Request.status).in_(_OPEN_REQUESTS),
        or_(col(Request.answer).is_(None), col(Request.answer) != Answer.DECLINE),
    ),
    select(Action.escalation_id).where(col(Action.status).in_(sorted(OPEN_ACTIONS))),
)

Slot = tuple[int, Audience]


class Owing:
    """What promises, requests, hypotheses and the plan are read by."""

    session: Session

    def promises(
        self, *, escalation: Escalation | None = None, account: Account | None = None, every: bool = False
    ) -> Sequence[Promise]:
        """Promises by due time, the undated last; else those drafted, given, or missed and not kept."""
        query = select(Promise)
        if not every:
            query = query.where(col(Promise.status).in_(_OWED_PROMISES), _UNKEPT)
        return self._owed(query, Promise, escalation, account)

    def requests(
        self,
        *,
        escalation: Escalation | None = None,
        account: Account | None = None,
        direction: Direction | None = None,
        every: bool = False,
    ) -> Sequence[Request]:
        """Requests by due time, the undated last; without ``every`` one, those not delivered and not declined."""
        query = select(Request)
        if direction is not None:
            query = query.where(Request.direction == direction)
        if not every:
            query = query.where(col(Request.status).in_(_OPEN_REQUESTS))
        found = self._owed(query, Request, escalation, account)
        return [request for request in found if every or request.is_open]

    def _owed(self, query: Any, table: Any, escalation: Escalation | None, account: Account | None) -> Sequence[Any]:
        if escalation is not None:
            query = query.where(table.escalation_id == escalation.id)
        if account is not None:
            query = query.where(table.account_id == account.id)
        due = col(table.due_at)
        ordered = query.options(*loaded_with(table)).order_by(due.is_(None), due, col(table.id))
        found: Sequence[Any] = self.session.exec(ordered).all()
        return found

    def owed(self, escalation: Escalation) -> list[Owed]:
        """All that is open on an escalation: what was promised, what is asked, what must hold, what is to be done."""
        asked = self.promises(escalation=escalation), self.requests(escalation=escalation)
        return [*chain.from_iterable(asked), *self.open_criteria([escalation]), *self.open_work([escalation])]

    def hypotheses(self, escalation: Escalation, *, every: bool = False) -> Sequence[Hypothesis]:
        """What may have caused it, in the order of suspicion; without ``every`` one, what is neither settled."""
        query = select(Hypothesis).where(Hypothesis.escalation_id == escalation.id)
        if not every:
            query = query.where(col(Hypothesis.status).in_(sorted(OPEN_HYPOTHESES)))
        return self.session.exec(query.options(*loaded_with(Hypothesis)).order_by(col(Hypothesis.id))).all()

    def criteria(self, escalation: Escalation) -> Sequence[Criterion]:
        """What must hold before it ends, whatever became of it, in the order in which it was proposed."""
        query = select(Criterion).where(Criterion.escalation_id == escalation.id)
        return self.session.exec(query.options(*loaded_with(Criterion)).order_by(col(Criterion.id))).all()

    def open_criteria(self, escalations: Iterable[Escalation]) -> Sequence[Criterion]:
        """What of these escalations is neither met nor waived."""
        numbers = [escalation.number for escalation in escalations]
        query = select(Criterion).where(col(Criterion.escalation_id).in_(numbers))
        query = query.where(col(Criterion.status).in_(sorted(OPEN_CRITERIA))).options(*loaded_with(Criterion))
        return self.session.exec(query.order_by(col(Criterion.id))).all()

    def plan(self, escalation: Escalation) -> Sequence[Cadence]:
        """Every line of the communication plan that ever held, the oldest first."""
        query = select(Cadence).where(Cadence.escalation_id == escalation.id)
        return self.session.exec(query.options(*loaded_with(Cadence)).order_by(col(Cadence.id))).all()

    def plans(self, escalations: Iterable[Escalation]) -> dict[Slot, list[Cadence]]:
        """Every line of the plan that ever held, by escalation and audience, the oldest first."""
        numbers = [escalation.number for escalation in escalations]
        query = select(Cadence).where(col(Cadence.escalation_id).in_(numbers)).options(*loaded_with(Cadence))
        found: dict[Slot, list[Cadence]] = {}
        for line in self.session.exec(query.order_by(col(Cadence.id))):
            found.setdefault((line.escalation_id, line.audience), []).append(line)
        return found

    def last_updates(self, escalations: Iterable[Escalation]) -> dict[Slot, Update]:
        """The last update sent or skipped, by escalation and audience."""
        numbers = [escalation.number for escalation in escalations]
        told = col(Update.status).in_([UpdateStatus.SENT, UpdateStatus.SKIPPED])
        when = func.coalesce(col(Update.sent_at), col(Update.created_at))
        newest = (
            select(Update.escalation_id, Update.audience, func.max(when).label("told_at"))
            .where(told, col(Update.escalation_id).in_(numbers))
            .group_by(col(Update.escalation_id), col(Update.audience))
            .subquery()
        )
        same = and_(
            col(Update.escalation_id) == newest.c.escalation_id,
            col(Update.audience) == newest.c.audience,
            when == newest.c.told_at,
        )
        unread = defer(Update.body)  # type: ignore[arg-type]
        query = select(Update).join(newest, same).where(told).options(unread).order_by(col(Update.id))
        return {(update.escalation_id, update.audience): update for update in self.session.exec(query)}

    def skipped(self, escalation: Escalation) -> Sequence[Update]:
        """The updates that were left out, the oldest first."""
        query = select(Update).where(Update.escalation_id == escalation.id, Update.status == UpdateStatus.SKIPPED)
        return self.session.exec(query.order_by(col(Update.id))).all()

    def under_way(self, escalation: Escalation, audience: Audience, *, sha256: str) -> Sequence[Update]:
        """The updates for an audience that went out in these very words, or are being sent in whatever words."""
        sending, sent = UpdateStatus.SENDING, UpdateStatus.SENT
        going = (col(Update.status) == sending) | ((col(Update.status) == sent) & (col(Update.sha256) == sha256))
        query = select(Update).where(Update.escalation_id == escalation.id, Update.audience == audience, going)
        return self.session.exec(query.order_by(col(Update.id).desc())).all()

    def told(self, escalation: Escalation) -> Sequence[Update]:
        """What was sent or skipped on an escalation, in order of time."""
        told = col(Update.status).in_([UpdateStatus.SENT, UpdateStatus.SKIPPED])
        when = func.coalesce(col(Update.sent_at), col(Update.created_at))
        query = select(Update).where(Update.escalation_id == escalation.id, told)
        return self.session.exec(query.order_by(when, col(Update.id))).all()

    def changes(self, escalations: Iterable[Escalation]) -> dict[int, list[Change]]:
        """The changes of what decides how often one has to speak, by escalation, in the order of writing."""
        return changes(self.session.connection(), [escalation.number for escalation in escalations])

    def open_work(self, escalations: Sequence[Escalation]) -> Sequence[Action]:
        """The open actions of these escalations."""
        numbers = [escalation.number for escalation in escalations]
        query = select(Action).options(*loaded_with(Action))
        query = query.where(col(Action.status).in_(sorted(OPEN_ACTIONS)), col(Action.escalation_id).in_(numbers))
        return self.session.exec(query.order_by(col(Action.id))).all()

    def touched(self) -> dict[int, datetime]:
        """When each open action was last spoken of, by its number."""
        newest = func.max(col(Entry.recorded_at), type_=Entry.__table__.c.recorded_at.type)  # type: ignore[attr-defined]
        is_open = select(Action.id).where(col(Action.status).in_(sorted(OPEN_ACTIONS)))
        query = select(col(Entry.action_id), newest).where(col(Entry.action_id).in_(is_open))
        rows = self.session.exec(query.group_by(col(Entry.action_id)))
        return {number: at for number, at in rows if number is not None and at is not None}
