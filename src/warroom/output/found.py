"""Any record, whatever it is: as programs read it, and as a search shows it."""

from collections.abc import Callable
from typing import Any

from warroom.domain import (
    Account,
    Action,
    Contact,
    Entry,
    Escalation,
    Hypothesis,
    Line,
    Member,
    Person,
    Promise,
    Request,
    Update,
)
from warroom.output.formats import Column, Listing
from warroom.output.listings import Reader
from warroom.output.owed import hypothesis_record, promise_record, request_record
from warroom.output.parties import account_record, member_record, person_record
from warroom.output.records import action_record, entry_record, escalation_record, stored, update_record

_OF_TABLE: dict[type, Callable[[Any], dict[str, Any]]] = {
    Account: account_record,
    Action: action_record,
    Entry: entry_record,
    Hypothesis: hypothesis_record,
    Promise: promise_record,
    Request: request_record,
    Escalation: escalation_record,
    Line: entry_record,
    Member: member_record,
    Person: person_record,
    Update: update_record,
}


def record_of(found: Any) -> dict[str, Any]:
    """Any record as programs read it."""
    return _OF_TABLE[type(found)](found)


def hit_record(found: Any, words: str) -> dict[str, Any]:
    """A record in which something was found: where it stands, and the line that holds it."""
    record = record_of(found) if not isinstance(found, Contact) else {"contact": found.slug}
    name = next(str(record[key]) for key in ("ref", "person", "contact", "account") if record.get(key))
    return {
        "ref": name,
        "escalation": record.get("escalation") or (name if isinstance(found, Escalation) else None),
        "account": record.get("account"),
        "at": record.get("recorded_at") or record.get("created_at") or stored(found.created_at),
        "text": _line_with(words, [value for value in record.values() if isinstance(value, str)]),
    }


def _line_with(words: str, texts: list[str]) -> str:
    wanted = words.casefold()
    lines = [line for text in texts for line in text.splitlines() if wanted in line.casefold()]
    return lines[0] if lines else next((text for text in texts if wanted in text.casefold()), "")


def hits(records: list[dict[str, Any]], reader: Reader) -> Listing:
    """What was found, one a line."""
    return Listing(
        [
            Column("ref", "ref", fixed=True),
            Column("escalation", "esc", fixed=True),
            Column("account", "account", fixed=True),
            Column("at", "when", lambda record: reader.time(record["at"]), fixed=True),
            Column("text", "text"),
        ],
        records,
        empty="Nothing that was typed holds this text.",
    )
