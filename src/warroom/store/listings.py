"""Questions over many records: each is a constant number of queries, whatever the size of the store."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload
from sqlmodel import Session

from warroom.domain import Account, Action, Contact, Entry, Escalation, Line, Member, Person, Update, as_amended
from warroom.domain.entry import Source
from warroom.store.finding import loaded_with
from warroom.vocabulary import (
    MILESTONES,
    OPEN_ACTIONS,
    OPEN_STATUSES,
    Audience,
    Rag,
    Severity,
    Status,
    UpdateStatus,
)


class Listings:
    """What the listings and documents read."""

    session: Session

    def _all(self, query: Select[Any]) -> Sequence[Any]:
        return self.session.execute(query).scalars().all()

    def escalations(
        self,
        *,
        every: bool = False,
        owner: str | None = None,
        account: Account | None = None,
        rag: Rag | None = None,
        status: Status | None = None,
        severity: Severity | None = None,
    ) -> Sequence[Escalation]:
        """The open escalations, or ``every`` one, the worst and then the oldest first; ``owner`` is a handle."""
        query = select(Escalation).options(joinedload(Escalation.account), joinedload(Escalation.owner))  # type: ignore[arg-type]
        conditions = {
            Escalation.account_id: account and account.id,
            Escalation.rag: rag,
            Escalation.status: status,
            Escalation.severity: severity,
        }
        if not every and status is None:
            query = query.where(Escalation.status.in_(sorted(OPEN_STATUSES)))  # type: ignore[attr-defined]
        if owner is not None:
            query = query.where(Escalation.owner.has(Person.handle == owner))  # type: ignore[union-attr]
        for column, value in conditions.items():
            if value is not None:
                query = query.where(column == value)  # type: ignore[arg-type]
        return self._all(query.order_by(Escalation.severity, Escalation.id))  # type: ignore[arg-type]

    def next_updates(self, escalations: Iterable[Escalation]) -> dict[int, Update]:
        """The last update sent to the customer of each escalation: it names the next."""
        numbers = [escalation.id for escalation in escalations]
        newest = (
            select(Update.escalation_id, func.max(Update.sent_at).label("sent_at"))  # type: ignore[call-overload]
            .where(Update.audience == Audience.CUSTOMER, Update.status == UpdateStatus.SENT)
            .where(Update.escalation_id.in_(numbers))  # type: ignore[attr-defined]
            .group_by(Update.escalation_id)
            .subquery()
        )
        query = select(Update).join(
            newest, and_(Update.escalation_id == newest.c.escalation_id, Update.sent_at == newest.c.sent_at)
        ).where(Update.audience == Audience.CUSTOMER).order_by(Update.id)  # type: ignore[arg-type]
        return {update.escalation_id: update for update in self._all(query)}

    def entries(self, escalation: Escalation) -> Sequence[Entry]:
        """The whole timeline of an escalation, in the order of writing; the people it names are loaded with it."""
        query = select(Entry).where(Entry.escalation_id == escalation.id).order_by(Entry.seq)  # type: ignore[arg-type]
        # Few people stand behind many entries: one query for all of them, where a join would repeat them in every row.
        parties = (selectinload(Entry.person), selectinload(Entry.contact), selectinload(Entry.account))  # type: ignore[arg-type]
        return self._all(query.options(*parties))

    def lines(self, escalation: Escalation) -> list[Line]:
        """The timeline with its corrections applied once, in order of time."""
        return as_amended(self.entries(escalation))

    def versions(self, escalation: Escalation) -> list[Line]:
        """Every entry for itself, superseded ones and corrections too, in order of time."""
        return sorted((Line(entry, entry) for entry in self.entries(escalation)), key=lambda line: line.order)

    def milestone_lines(self, escalation: Escalation) -> list[Line]:
        """The entries that are milestones, or were, or have become one by a correction; and nothing else."""
        query = select(Entry).where(
            Entry.escalation_id == escalation.id,  # type: ignore[arg-type]
            or_(Entry.kind.in_(MILESTONES), Entry.amends_id.is_not(None), Entry.id.in_(_amended(escalation))),  # type: ignore[attr-defined, union-attr]
        )
        return as_amended(self._all(query))

    def sourced(self, escalation: Escalation, source: Source | None) -> Entry | Action | None:
        """The record that was written from this very one of another system, if any was."""
        if source is None:
            return None
        for table in (Entry, Action):
            query = select(table).options(*loaded_with(table)).where(
                table.escalation_id == escalation.id,
                table.source == source.system,
                table.source_id == source.key,
            )
            if found := self.session.execute(query).scalar_one_or_none():
                return found  # type: ignore[no-any-return]
        return None

    def actions(
        self,
        *,
        escalation: Escalation | None = None,
        owner: Person | Contact | None = None,
        open_only: bool = True,
    ) -> Sequence[Action]:
        """Actions by due time, the undated last; of one escalation or over all."""
        query = select(Action).options(
            joinedload(Action.owner_person),  # type: ignore[arg-type]
            joinedload(Action.owner_contact),  # type: ignore[arg-type]
            joinedload(Action.account),  # type: ignore[arg-type]
        )
        if escalation is not None:
            query = query.where(Action.escalation_id == escalation.id)  # type: ignore[arg-type]
        if owner is not None:
            column = Action.owner_person_id if isinstance(owner, Person) else Action.owner_contact_id
            query = query.where(column == owner.id)  # type: ignore[arg-type]
        if open_only:
            query = query.where(Action.status.in_(sorted(OPEN_ACTIONS)))  # type: ignore[attr-defined]
        return self._all(query.order_by(Action.due_at.is_(None), Action.due_at, Action.id))  # type: ignore[union-attr, arg-type]

    def updates(self, escalation: Escalation, *, audience: Audience | None = None, drafts: bool = False) -> Sequence[Update]:
        """What was said on an escalation, the oldest first."""
        query = select(Update).where(Update.escalation_id == escalation.id).options(joinedload(Update.account))  # type: ignore[arg-type]
        if audience is not None:
            query = query.where(Update.audience == audience)  # type: ignore[arg-type]
        if not drafts:
            query = query.where(Update.status == UpdateStatus.SENT)  # type: ignore[arg-type]
        return self._all(query.order_by(Update.sent_at.is_(None), Update.sent_at, Update.id))  # type: ignore[union-attr, arg-type]

    def last_sent(self, escalation: Escalation, audience: Audience) -> Update | None:
        """The update that this audience received last."""
        query = (
            select(Update)
            .where(
                Update.escalation_id == escalation.id,  # type: ignore[arg-type]
                Update.audience == audience,  # type: ignore[arg-type]
                Update.status == UpdateStatus.SENT,  # type: ignore[arg-type]
            )
            .order_by(Update.sent_at.desc(), Update.id.desc())  # type: ignore[union-attr]
            .limit(1)
        )
        return self.session.execute(query).scalar_one_or_none()

    def draft(self, escalation: Escalation, audience: Audience, *, sha256: str | None = None) -> Update | None:
        """The newest draft for an audience; with a hash, the one whose text it is."""
        query = select(Update).where(
            Update.escalation_id == escalation.id,  # type: ignore[arg-type]
            Update.audience == audience,  # type: ignore[arg-type]
            Update.status == UpdateStatus.DRAFT,  # type: ignore[arg-type]
        )
        if sha256 is not None:
            query = query.where(Update.sha256 == sha256)  # type: ignore[arg-type]
        return self.session.execute(query.order_by(Update.id.desc()).limit(1)).scalar_one_or_none()  # type: ignore[union-attr]

    def members(self, escalation: Escalation) -> Sequence[Member]:
        """Who serves on the task force now."""
        query = select(Member).where(Member.escalation_id == escalation.id, Member.released_at.is_(None))  # type: ignore[arg-type, union-attr]
        return self._all(query.options(joinedload(Member.person)).order_by(Member.id))  # type: ignore[arg-type]

    def contacts(self, account: Account) -> Sequence[Contact]:
        """The customer's people, by slug."""
        return self._all(select(Contact).where(Contact.account_id == account.id).order_by(Contact.slug))  # type: ignore[arg-type]

    def late_actions(self, escalations: Iterable[Escalation], now: datetime) -> dict[int, int]:
        """How many open actions of each escalation are past their due time."""
        numbers = [escalation.id for escalation in escalations]
        query = (
            select(Action.escalation_id, func.count())  # type: ignore[call-overload]
            .where(Action.escalation_id.in_(numbers), Action.status.in_(sorted(OPEN_ACTIONS)), Action.due_at < now)  # type: ignore[union-attr, attr-defined, operator]
            .group_by(Action.escalation_id)
        )
        return dict(self.session.execute(query).all())


def _amended(escalation: Escalation) -> Select[Any]:
    return select(Entry.amends_id).where(Entry.escalation_id == escalation.id, Entry.amends_id.is_not(None))  # type: ignore[call-overload, union-attr]


