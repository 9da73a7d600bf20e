"""Which words of a record a reader may read: an allow-list for whoever looks something up for them."""

from collections.abc import Iterator

from warroom.domain.account import Account
from warroom.domain.action import Action
from warroom.domain.criterion import Criterion
from warroom.domain.entry import Entry
from warroom.domain.escalation import Escalation
from warroom.domain.hypothesis import Hypothesis
from warroom.domain.people import Contact
from warroom.domain.promise import Promise
from warroom.domain.record import Identified
from warroom.domain.request import Request
from warroom.domain.update import Update
from warroom.vocabulary import Answer, Audience, Direction, HypothesisStatus, UpdateStatus


def readable(record: Identified, reader: Audience) -> tuple[str, ...] | None:
    """The words of a record that ``reader`` may read; None for all of it. The label of an entry is judged elsewhere."""
    if reader is Audience.LEGAL:
        return None
    match record:
        case Update():
            theirs = record.audience is reader and record.status is not UpdateStatus.SKIPPED
            return None if theirs else ()
        case Promise() if reader is not Audience.INTERNAL and record.given_at is None:
            return ()
        case Contact():  # how they stand towards us is told in no document
            return tuple(filter(None, (record.slug, record.name, record.email)))
    return tuple(filter(None, _by_customer(record))) if reader is Audience.CUSTOMER else None


def _by_customer(record: Identified) -> Iterator[str | None]:
    """The words of a record that were made for the customer, or agreed with them."""
    match record:
        case Account():
            yield record.name
        case Escalation():
            yield record.customer_title
        case Promise():
            yield record.text
        case Criterion() if record.is_theirs:
            yield record.text
        case Entry() if not record.automatic and record.customer_text is not None:
            yield record.customer_text
            # It has no customer wording of its own: it is released with a text that was released as it stands.
            yield record.data.get("not_affected") if record.customer_text == record.text else None
        case Action():
            yield record.customer_text
        case Request() if record.direction is Direction.CUSTOMER and record.customer_text is not None:
            yield record.customer_text
            yield record.answer_text if record.answer in (Answer.DECLINE, Answer.INSTEAD) else None
        case Hypothesis() if record.status is HypothesisStatus.RULED_OUT:
            yield record.customer_text
