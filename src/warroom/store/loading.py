"""What is loaded along with a record, so that its moves and its line need no further query."""

from functools import cache
from typing import Any

from sqlalchemy.orm import joinedload

from warroom.domain import (
    Account,
    Action,
    Cadence,
    Contact,
    Criterion,
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


@cache
def _ways() -> dict[type[Identified], tuple[Any, ...]]:
    # Made when it is first asked for: to name a relation makes SQLAlchemy work out all of them, which a list can spare.
    with_account: Any = joinedload(Escalation.account).joinedload(Account.sponsor)  # type: ignore[arg-type]
    of_escalation = (with_account, *along(Escalation.owner, Escalation.deescalated_by))

    def with_escalation(table: Any) -> Any:
        return joinedload(table.escalation).options(*of_escalation)

    return {
        Account: along(Account.owner, Account.sponsor),
        Escalation: of_escalation,
        Action: (*along(Action.owner_person, Action.owner_contact, Action.account), with_escalation(Action)),
        Promise: (*along(Promise.owner, Promise.to, Promise.account), with_escalation(Promise)),
        Request: (
            *along(Request.owner, Request.contact, Request.account, Request.promise),
            with_escalation(Request),
        ),
        Hypothesis: (with_escalation(Hypothesis),),
        Criterion: (
            *along(Criterion.agreed_by, Criterion.waived_by, Criterion.account),
            with_escalation(Criterion),
        ),
        Cadence: along(Cadence.sender, Cadence.approver),
        Entry: along(Entry.account, Entry.person, Entry.contact),
        Update: along(Update.account),
        Contact: along(Contact.account),
        Member: (with_escalation(Member),),
    }


def loaded_with(table: type[Identified]) -> tuple[Any, ...]:
    """What is loaded along with a record of this table."""
    return _ways().get(table, ())
