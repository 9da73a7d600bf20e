"""A store as a whole department would have it: called as ``portfolio.py STORE``, in the environment of its user.

500 accounts; 200 of them with an open escalation of 250 entries, an action, a promise and a request each. Everything
goes through the moves of the program, in one transaction.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from warroom.domain import (
    Account,
    Action,
    Contact,
    Escalation,
    Fact,
    Opening,
    Person,
    Promise,
    Request,
    Stamp,
    wording,
)
from warroom.store import writing
from warroom.store.store import Store
from warroom.times import Deadline, Moment
from warroom.vocabulary import Precision, Severity

ACCOUNTS = 500
ESCALATIONS = 200
ENTRIES = 250  # of each escalation
NOW = datetime.now(UTC).replace(microsecond=0)
STAMP = Stamp(NOW, "sam")


def main(path: str) -> None:
    """Fill the store, which is made when it is not there."""
    with writing(Path(path), STAMP) as store:
        sam = Person.met("sam", stamp=STAMP, name="Sam Okafor")
        accounts = [Account.met(f"account-{number}", stamp=STAMP) for number in range(ACCOUNTS)]
        for record in (sam, *accounts):
            store.add(record)
        store.settle()
        for number, account in enumerate(accounts[:ESCALATIONS]):
            fill(store, number, account, sam)


def fill(store: Store, number: int, account: Account, sam: Person) -> None:
    """One escalation, with what was logged and what is owed."""
    dana = Contact.met(account.number, "dana", stamp=STAMP, name="Dana Cho")
    opening = Opening(severity=Severity(1 + number % 4), customer_title="Your nightly export")
    escalation = Escalation.opened(account, "Export stopped", opening, owner=sam, stamp=STAMP)
    for record in (dana, escalation):
        store.add(record)
    store.settle()
    store.append(escalation, facts(number))
    owe(escalation, sam, dana, due=Deadline(NOW + timedelta(hours=number - 50), Precision.MINUTE))
    store.settle()


def facts(number: int) -> Iterator[Fact]:
    """What was logged on one escalation, most of it internal."""
    for minute in range(ENTRIES):
        text = f"Worker {minute % 97} took job {minute} of night {number}"
        moment = Moment(NOW - timedelta(minutes=minute), Precision.MINUTE)
        yield Fact.checked(text, moment=moment, wording=wording(text, safe=minute % 50 == 0))


def owe(escalation: Escalation, sam: Person, dana: Contact, *, due: Deadline) -> None:
    """What is owed on it: an action, a promise, an answer."""
    escalation.do(Action.agreed("Drain the queue", wording=wording("-"), owner=sam, due=due, stamp=STAMP), stamp=STAMP)
    promise = Promise.drafted("The export is complete", to=dana, owner=sam, due=due, stamp=STAMP)
    escalation.promise(promise, agreed="call", stamp=STAMP)
    request = Request.asked("A report", by=dana, of=sam, due=due, at=NOW, wording=wording("-"), stamp=STAMP)
    escalation.ask(request, stamp=STAMP)


if __name__ == "__main__":
    main(*sys.argv[1:])
