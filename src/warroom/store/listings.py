"""Questions over many records: each is a constant number of queries, whatever the size of the store."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import or_
from sqlalchemy.orm import selectinload
from sqlmodel import Session, col, select

from warroom.domain import (
    Account,
    Action,
    Contact,
    Entry,
    Escalation,
    Line,
    Member,
    Person,
    Update,
    as_amended,
)
from warroom.domain.entry import Source
from warroom.store.loading import along, loaded_with
from warroom.store.owing import STILL_OWED
from warroom.vocabulary import (
    ASKING_STATUSES,
    KNOWLEDGE,
    MILESTONES,
    OPEN_ACTIONS,
    UNSENT,
    Audience,
    UpdateStatus,
)


class Listings:
    """What the listings and documents read."""

    session: Session

    def escalations(self, *, account: Account | None = None) -> Sequence[Escalation]:
        """Open and requested escalations, of all accounts or of one, the worst and then the oldest first."""
        query = select(Escalation).options(*loaded_with(Escalation))
        query = query.where(col(Escalation.status).in_(sorted(ASKING_STATUSES)))
        if account is not None:
            query = query.where(Escalation.account_id == account.id)
        return self.session.exec(query.order_by(col(Escalation.severity), col(Escalation.id))).all()

    def owing(self, *, account: Account | None = None) -> Sequence[Escalation]:
        """Open and requested escalations, and those that have ended while something on them is still owed."""
        query = select(Escalation).options(*loaded_with(Escalation))
        still = [col(Escalation.id).in_(one) for one in STILL_OWED]
        query = query.where(or_(col(Escalation.status).in_(sorted(ASKING_STATUSES)), *still))
        if account is not None:
            query = query.where(Escalation.account_id == account.id)
        return self.session.exec(query.order_by(col(Escalation.severity), col(Escalation.id))).all()

    def entries(self, escalation: Escalation) -> Sequence[Entry]:
        """The whole timeline of an escalation, in the order of writing; the people it names are loaded with it."""
        query = select(Entry).where(Entry.escalation_id == escalation.id).order_by(col(Entry.seq))
        # Few people stand behind many entries: one query for all of them, where a join would repeat them in every row.
        named: tuple[Any, ...] = (Entry.person, Entry.contact, Entry.account)
        return self.session.exec(query.options(*map(selectinload, named))).all()

    def lines(self, escalation: Escalation) -> list[Line]:
        """The timeline with its corrections applied once, in order of time."""
        return as_amended(self.entries(escalation))

    def versions(self, escalation: Escalation) -> list[Line]:
        """Every entry for itself, superseded ones and corrections too, in order of time."""
        return sorted((Line(entry, entry) for entry in self.entries(escalation)), key=lambda line: line.order)

    def counting_lines(self, escalation: Escalation) -> list[Line]:
        """The entries that tell milestones or knowledge, or did, or do by a correction; and nothing else."""
        of_this = select(Entry).where(Entry.escalation_id == escalation.id)
        corrected = select(Entry.amends_id).where(
            Entry.escalation_id == escalation.id, col(Entry.amends_id).is_not(None)
        )
        counting = or_(
            col(Entry.kind).in_([*MILESTONES, *KNOWLEDGE]),
            col(Entry.amends_id).is_not(None),
            col(Entry.id).in_(corrected),
        )
        return as_amended(self.session.exec(of_this.where(counting)))

    def sourced(self, escalation: Escalation, source: Source | None) -> Entry | Action | None:
        """The record that was written from this very one of another system, if any was."""
        if source is None:
            return None
        identity = {"escalation_id": escalation.id, "source": source.system, "source_id": source.key}
        entry = self.session.exec(select(Entry).options(*loaded_with(Entry)).filter_by(**identity)).one_or_none()
        action = select(Action).options(*loaded_with(Action)).filter_by(**identity)
        return entry or self.session.exec(action).one_or_none()

    def actions(
        self,
        *,
        escalation: Escalation | None = None,
        owner: Person | Contact | None = None,
        open_only: bool = True,
    ) -> Sequence[Action]:
        """Actions by due time, the undated last; of one escalation or over all."""
        query = select(Action).options(*along(Action.owner_person, Action.owner_contact, Action.account))
        if escalation is not None:
            query = query.where(Action.escalation_id == escalation.id)
        if owner is not None:
            column = Action.owner_person_id if isinstance(owner, Person) else Action.owner_contact_id
            query = query.where(column == owner.id)
        if open_only:
            query = query.where(col(Action.status).in_(sorted(OPEN_ACTIONS)))
        due = col(Action.due_at)
        return self.session.exec(query.order_by(due.is_(None), due, col(Action.id))).all()

    def updates(
        self, escalation: Escalation, *, audience: Audience | None = None, drafts: bool = False
    ) -> Sequence[Update]:
        """What was said on an escalation, the oldest first."""
        query = select(Update).where(Update.escalation_id == escalation.id).options(*loaded_with(Update))
        if audience is not None:
            query = query.where(Update.audience == audience)
        if not drafts:
            query = query.where(Update.status == UpdateStatus.SENT)
        sent = col(Update.sent_at)
        return self.session.exec(query.order_by(sent.is_(None), sent, col(Update.id))).all()

    def last_sent(self, escalation: Escalation, audience: Audience) -> Update | None:
        """The update that this audience received last."""
        query = select(Update).filter_by(escalation_id=escalation.id, audience=audience, status=UpdateStatus.SENT)
        return self.session.exec(query.order_by(col(Update.sent_at).desc(), col(Update.id).desc()).limit(1)).first()

    def draft(
        self, escalation: Escalation, audience: Audience, *, sha256: str | None = None, under_way: bool = False
    ) -> Update | None:
        """The newest text for an audience that was not sent; with a hash, the one whose text it is.

        ``under_way``: one that is recorded as being sent is also meant.
        """
        meant = UNSENT | {UpdateStatus.SENDING} if under_way else UNSENT
        query = select(Update).filter_by(escalation_id=escalation.id, audience=audience)
        query = query.where(col(Update.status).in_(sorted(meant)))
        if sha256 is not None:
            query = query.where(Update.sha256 == sha256)
        return self.session.exec(query.order_by(col(Update.id).desc()).limit(1)).first()

    def members(self, escalation: Escalation) -> Sequence[Member]:
        """Who serves on the task force now."""
        query = select(Member).where(Member.escalation_id == escalation.id, col(Member.released_at).is_(None))
        return self.session.exec(query.options(*along(Member.person)).order_by(col(Member.id))).all()

    def people(self) -> Sequence[Person]:
        """Our people, by handle."""
        return self.session.exec(select(Person).order_by(Person.handle)).all()

    def accounts(self) -> Sequence[Account]:
        """The accounts, by slug."""
        return self.session.exec(select(Account).options(*loaded_with(Account)).order_by(Account.slug)).all()

    def contacts(self, account: Account) -> Sequence[Contact]:
        """The customer's people, by slug."""
        return self.session.exec(select(Contact).where(Contact.account_id == account.id).order_by(Contact.slug)).all()

    def contacts_elsewhere(self, account: Account) -> Sequence[Contact]:
        """The people of every other customer."""
        return self.session.exec(
            select(Contact).where(Contact.account_id != account.id).order_by(col(Contact.id))
        ).all()
