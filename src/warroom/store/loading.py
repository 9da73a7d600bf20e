"""What is loaded along with a record, so that its moves and its line need no further query."""

from typing import Any

from sqlalchemy.orm import joinedload

from warroom.domain import (
    Account,
    Action,
    Cadence,
    Contact,
    Entry,
    Escalation,
    Hypothesis,
    Identified,
    Member,
    Promise,
    Request,
    Update,
)


def along(*relations: Any) -> tuple[Any, ...]:
    """Load these relations in the same query. (SQLModel types a relation as its target, so they come as Any.)"""
    return tuple(joinedload(relation) for relation in relations)


_OF_ESCALATION = along(Escalation.account, Escalation.owner)


def _with_escalation(table: Any) -> Any:
    """Load the escalation of a record, with what its line needs."""
    return joinedload(table.escalation).options(*_OF_ESCALATION)


_WITH: dict[type[Identified], tuple[Any, ...]] = {
    Account: along(Account.owner, Account.sponsor),
    Escalation: _OF_ESCALATION,
    Action: (*along(Action.owner_person, Action.owner_contact, Action.account), _with_escalation(Action)),
    Promise: (*along(Promise.owner, Promise.to, Promise.account), _with_escalation(Promise)),
    Request: (
        *along(Request.owner, Request.contact, Request.account, Request.promise),
        _with_escalation(Request),
    ),
    Hypothesis: (_with_escalation(Hypothesis),),
    Cadence: along(Cadence.sender, Cadence.approver),
    Entry: along(Entry.account, Entry.person, Entry.contact),
    Update: along(Update.account),
    Contact: along(Contact.account),
    Member: (along(Member.escalation)[0].options(*_OF_ESCALATION),),
}


def loaded_with(table: type[Identified]) -> tuple[Any, ...]:
    """What is loaded along with a record of this table."""
    return _WITH.get(table, ())
