"""Any record, whatever it is: as programs read it, and as a search shows it."""

from collections.abc import Callable, Iterator
from typing import Any

from warroom.domain import (
    Account,
    Action,
    Contact,
    Criterion,
    Entry,
    Escalation,
    Hypothesis,
    Line,
    Member,
    Outline,
    Person,
    Promise,
    Request,
    Update,
)
from warroom.domain.readable import readable
from warroom.output.formats import Column, Listing
from warroom.output.listings import Reader, Record
from warroom.output.owed import criterion_record, hypothesis_record, promise_record, request_record
from warroom.output.parties import account_record, contact_record, member_record, person_record
from warroom.output.records import action_record, entry_record, outline_record, stored, update_record
from warroom.vocabulary import Audience, UpdateStatus

_OF_TABLE: dict[type, Callable[[Any], dict[str, Any]]] = {
    Account: account_record,
    Action: action_record,
    Contact: lambda contact: contact_record(contact, contact.account),
    Criterion: criterion_record,
    Entry: entry_record,
    Hypothesis: hypothesis_record,
    Promise: promise_record,
    Request: request_record,
    # For its words alone: when its customer is next to hear from us is read off other records.
    Escalation: lambda escalation: outline_record(Outline.of(escalation), next_update=None),
    Line: entry_record,
    Member: member_record,
    Person: person_record,
    Update: update_record,
}


def record_of(found: Any) -> dict[str, Any]:
    """Any record as programs read it."""
    return _OF_TABLE[type(found)](found)


# Where words that a person typed stand in a record; names come last, since a record also names others.
_TYPED = (
    "title", "customer_title", "summary", "product", "component", "text", "customer_text", "why", "blocked_why",
    "subject", "body", "evidence", "need", "notes", "name", "email", "person", "contact", "account",
)  # fmt: skip


def hit_record(found: Any, words: str, *, reader: Audience | None = None) -> dict[str, Any]:
    """A record in which something was found: where it stands, and the line that holds it, in words of ``reader``."""
    record = record_of(found)
    read = None if reader is None else readable(found, reader)
    name = next(str(record[key]) for key in ("ref", "person", "contact", "account") if record.get(key))
    account = found.escalation.account.slug if isinstance(found, Member) else record.get("account")
    return {
        "ref": name,
        "escalation": record.get("escalation") or (name if isinstance(found, Escalation) else None),
        "account": account,
        "status": record.get("status"),
        "at": record.get("recorded_at") or record.get("created_at") or stored(found.created_at),
        "text": _line_with(words, [*(_typed(record) if read is None else read)]),
    }


def _typed(record: dict[str, Any]) -> Iterator[str]:
    """The texts of a record that a person typed."""
    yield from (record[key] for key in _TYPED if record.get(key))
    yield from record.get("links", ())
    yield from (value for value in record.get("data", {}).values() if isinstance(value, str))
    if record.get("source"):
        yield f"{record['source']}:{record['source_id']}"


def _line_with(words: str, texts: list[str]) -> str:
    wanted = words.casefold()
    lines = [line for text in texts for line in text.splitlines() if wanted in line.casefold()]
    return lines[0] if lines else next((text for text in texts if wanted in text.casefold()), "")


def hits(records: list[dict[str, Any]], reader: Reader) -> Listing:
    """What was found, one a line; what was never sent says so."""
    return Listing(
        [
            Column("ref", "ref", fixed=True),
            Column("escalation", "esc", fixed=True),
            Column("account", "account", fixed=True),
            Column("at", "when", lambda record: reader.time(record["at"]), fixed=True),
            Column("text", "text", _text),
        ],
        records,
        empty="Nothing that was typed holds this text.",
    )


def _text(record: Record) -> str:
    return f"{record['text']} (draft)" if record["status"] == UpdateStatus.DRAFT else str(record["text"])
