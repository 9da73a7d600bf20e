"""What is loaded along with a record, so that its moves and its line need no further query."""

from typing import Any

from sqlalchemy.orm import joinedload

from warroom.domain import Account, Action, Contact, Entry, Escalation, Identified, Member, Update


def along(*relations: Any) -> tuple[Any, ...]:
    """Load these relations in the same query. (SQLModel types a relation as its target, so they come as Any.)"""
    return tuple(joinedload(relation) for relation in relations)


_OF_ESCALATION = along(Escalation.account, Escalation.owner)
_WITH: dict[type[Identified], tuple[Any, ...]] = {
    Account: along(Account.owner, Account.sponsor),
    Escalation: _OF_ESCALATION,
    Action: (
        *along(Action.owner_person, Action.owner_contact, Action.account),
        along(Action.escalation)[0].options(*_OF_ESCALATION),
    ),
    Entry: along(Entry.account, Entry.person, Entry.contact),
    Update: along(Update.account),
    Contact: along(Contact.account),
    Member: (along(Member.escalation)[0].options(*_OF_ESCALATION),),
}


def loaded_with(table: type[Identified]) -> tuple[Any, ...]:
    """What is loaded along with a record of this table."""
    return _WITH.get(table, ())
