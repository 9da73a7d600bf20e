"""What is owed and what is suspected, as programs read it and as a person sees it listed."""

from typing import Any

from warroom.domain import Criterion, Hypothesis, Owed, Promise, Request, reference
from warroom.output.formats import Column, Listing
from warroom.output.listings import Reader, Record, at_handle, spoken_column
from warroom.output.records import deadline, short, stored
from warroom.vocabulary import OPEN_CRITERIA, Letter


def _owed(record: Owed) -> dict[str, Any]:
    return {
        "ref": reference(record.LETTER, record.id),
        "escalation": reference(Letter.ESCALATION, record.escalation_id),
        "account": record.account.slug,
        "text": record.text,
        "status": record.status,
        "due_at": deadline(record.due_at, record.due_precision, record.due_offset),
        "original_due_at": deadline(record.original_due_at, record.due_precision, record.due_offset),
        "slips": record.slips,
        "evidence": record.evidence,
        "created_at": stored(record.created_at),
    }


def promise_record(promise: Promise) -> dict[str, Any]:
    """A promise; ``to`` is a contact's slug, ``owner`` a handle, ``missed_at`` stays when it was kept late."""
    return {
        **_owed(promise),
        "to": short(promise.to),
        "owner": short(promise.owner),
        "agreed": promise.agreed,
        "told": promise.told,
        "given_at": stored(promise.given_at),
        "kept_at": stored(promise.kept_at),
        "missed_at": stored(promise.missed_at),
        "why": promise.why,
    }


def request_record(request: Request) -> dict[str, Any]:
    """A request; ``by`` is the contact who asks, None when we ask inside.

    ``owner`` was given it, ``carrier`` has to see to it: of what a customer asks and nobody owns, the escalation's
    owner.
    """
    return {
        **_owed(request),
        "direction": request.direction,
        "customer_text": request.customer_text,
        "by": short(request.contact),
        "owner": short(request.owner),
        "carrier": short(request.carrier),
        "asked_at": stored(request.asked_at),
        "answer": request.answer,
        "answer_text": request.answer_text,
        "answered_at": stored(request.answered_at),
        "delivered_at": stored(request.delivered_at),
        "promise": reference(Letter.PROMISE, request.promise_id),
        "why": request.why,
    }


def hypothesis_record(hypothesis: Hypothesis) -> dict[str, Any]:
    """A possible cause."""
    return {
        "ref": reference(Letter.HYPOTHESIS, hypothesis.id),
        "escalation": reference(Letter.ESCALATION, hypothesis.escalation_id),
        "account": hypothesis.escalation.account.slug,
        "text": hypothesis.text,
        "customer_text": hypothesis.customer_text,
        "status": hypothesis.status,
        "evidence": hypothesis.evidence,
        "why": hypothesis.why,
        "settled_at": stored(hypothesis.settled_at),
        "created_at": stored(hypothesis.created_at),
    }


def criterion_record(criterion: Criterion) -> dict[str, Any]:
    """An exit criterion; ``agreed_by`` and ``waived_by`` are the slugs of contacts."""
    return {
        **_owed(criterion),
        "agreed_by": short(criterion.agreed_by),
        "agreed_at": stored(criterion.agreed_at),
        "met_at": stored(criterion.met_at),
        "waived_by": short(criterion.waived_by),
        "waived_at": stored(criterion.waived_at),
        "why": criterion.why,
    }


def promises(records: list[dict[str, Any]], reader: Reader, *, here: bool = False) -> Listing:
    """Promises, one a line; one that is late or missed stands in red. ``here``: all are of the account at hand."""
    return Listing(
        [
            Column("ref", "ref", fixed=True),
            *([] if here else [Column("account", "account")]),
            Column("status", "status", lambda record: _promise_status(record, reader), fixed=True,
                   style=lambda record: "red" if _is_missed(record, reader) else None),
            Column("due_at", "due", lambda record: reader.time(record["due_at"]) or "undated", fixed=True),
            Column("owner", "owner", lambda record: at_handle(record["owner"]) or "unowned"),
            Column("to", "to"),
            Column("text", "text"),
        ],
        records,
        empty="Nothing is promised. Promise something with:  warroom promise TEXT --to dana",
    )  # fmt: skip


def _promise_status(record: Record, reader: Reader) -> str:
    if record["status"] == "missed" and record["kept_at"]:
        return "missed, kept late"
    late = record["status"] in ("given", "moved") and reader.is_past(record["due_at"])
    return f"{record['status']}, late" if late else str(record["status"])


def _is_missed(record: Record, reader: Reader) -> bool:
    return "late" in _promise_status(record, reader) or record["status"] == "missed"


def requests(records: list[dict[str, Any]], reader: Reader, *, here: bool = False) -> Listing:
    """Requests, one a line. ``here``: all are of the account at hand."""
    return Listing(
        [
            Column("ref", "ref", fixed=True),
            *([] if here else [Column("account", "account")]),
            Column("by", "asked by", lambda record: str(record["by"] or "us"), fixed=True),
            Column("owner", "owner", lambda record: at_handle(record["carrier"]) or "unowned"),
            Column("status", "status", _request_status, fixed=True),
            Column("due_at", "wanted", lambda record: reader.time(record["due_at"]), fixed=True,
                   style=lambda record: "red" if reader.is_past(record["due_at"]) else None),
            Column("text", "text"),
        ],
        records,
        empty="Nothing is asked. Keep what they ask:  warroom ask TEXT --by dana",
    )  # fmt: skip


def _request_status(record: Record) -> str:
    return f"{record['status']}: {record['answer']}" if record["answer"] else str(record["status"])


def hypotheses(records: list[dict[str, Any]]) -> Listing:
    """Possible causes, one a line."""
    return Listing(
        [
            Column("ref", "ref", fixed=True),
            spoken_column("status"),
            Column("text", "text"),
            Column("why", "why", lambda record: str(record["why"] or record["evidence"] or "")),
        ],
        records,
        empty="Nothing is suspected. Suspect with:  warroom suspect TEXT",
    )


def criteria(records: list[dict[str, Any]], reader: Reader) -> Listing:
    """Exit criteria, one a line, with who agreed and what became of each."""
    return Listing(
        [
            Column("ref", "ref", fixed=True),
            Column("status", "status", fixed=True),
            Column("agreed_by", "agreed by", _agreed,
                   style=lambda record: "red" if _agreed(record) == NOBODY else None),
            Column("due_at", "due", lambda record: reader.time(record["due_at"]), fixed=True,
                   style=lambda record: "red" if _is_open(record) and reader.is_past(record["due_at"]) else None),
            Column("text", "text"),
        ],
        records,
        empty="Nothing is agreed for the end. Begin:  warroom exit add TEXT --agreed-by dana",
    )  # fmt: skip


NOBODY = "nobody yet"


def _agreed(record: Record) -> str:
    return str(record["agreed_by"] or (NOBODY if _is_open(record) else ""))


def _is_open(record: Record) -> bool:
    return record["status"] in OPEN_CRITERIA
