"""What there is: the records of the war room with their rules and moves. The tables are the model."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sqlalchemy import MetaData, event
from sqlalchemy.orm import Mapper

from warroom.domain.account import Account, AccountFacts
from warroom.domain.chronicle import refuse_change
from warroom.domain.columns import Unreadable
from warroom.domain.entry import Entry, Fact, Line, Source, as_amended
from warroom.domain.escalation import Escalation
from warroom.domain.outline import Outline
from warroom.domain.people import Contact, Member, Party, Person, party_name
from warroom.domain.record import Identified, Record, Stamp, reference
from warroom.domain.wording import Wording, wording

if TYPE_CHECKING:
    from warroom.domain.action import Action
    from warroom.domain.cadence import Cadence
    from warroom.domain.criterion import Criterion
    from warroom.domain.hypothesis import Hypothesis
    from warroom.domain.opening import Opening, Terms
    from warroom.domain.owed import Owed
    from warroom.domain.promise import Promise
    from warroom.domain.request import Request
    from warroom.domain.update import Update, fingerprint

__all__ = [
    "Account",
    "AccountFacts",
    "Action",
    "Cadence",
    "Contact",
    "Criterion",
    "Entry",
    "Escalation",
    "Fact",
    "Hypothesis",
    "Identified",
    "Line",
    "Member",
    "Opening",
    "Outline",
    "Owed",
    "Party",
    "Person",
    "Promise",
    "Record",
    "Request",
    "Source",
    "Stamp",
    "Terms",
    "Unreadable",
    "Update",
    "Wording",
    "as_amended",
    "every_table",
    "fingerprint",
    "party_name",
    "reference",
    "refuse_change",
    "wording",
]

# What hangs on an escalation and is made by no list of them: a command that only lists does not pay for it.
_LATE = {
    "Action": "action",
    "Cadence": "cadence",
    "Criterion": "criterion",
    "Hypothesis": "hypothesis",
    "Opening": "opening",
    "Owed": "owed",
    "Promise": "promise",
    "Request": "request",
    "Terms": "opening",
    "Update": "update",
    "fingerprint": "update",
}


def __getattr__(name: str) -> Any:
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATE[name]}"), name)


@event.listens_for(Mapper, "before_configured")
def every_table() -> MetaData:
    """The tables of all records. Each is known before the first record is read: an entry may be about any of them."""
    for module in _LATE.values():
        import_module(f"{__name__}.{module}")
    return Identified.metadata
