"""What there is: the records of the war room with their rules and moves. The tables are the model."""

from warroom.domain.account import Account, AccountFacts
from warroom.domain.action import Action
from warroom.domain.cadence import Cadence
from warroom.domain.columns import Unreadable
from warroom.domain.entry import Entry, Fact, Line, Source, as_amended
from warroom.domain.escalation import Escalation
from warroom.domain.hypothesis import Hypothesis
from warroom.domain.opening import Opening, Terms
from warroom.domain.owed import Owed
from warroom.domain.people import Contact, Member, Party, Person, party_name
from warroom.domain.promise import Promise
from warroom.domain.record import Identified, Record, Stamp, reference
from warroom.domain.request import Request
from warroom.domain.update import Update, fingerprint
from warroom.domain.wording import Wording, wording

__all__ = [
    "Account",
    "AccountFacts",
    "Action",
    "Cadence",
    "Contact",
    "Entry",
    "Escalation",
    "Fact",
    "Hypothesis",
    "Identified",
    "Line",
    "Member",
    "Opening",
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
    "fingerprint",
    "party_name",
    "reference",
    "wording",
]
