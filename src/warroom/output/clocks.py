"""What is due, what we owe, and how each audience is to hear from us, as programs read it and as a person sees it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from warroom.domain import Cadence, Person, reference
from warroom.insight.clocks import Due
from warroom.insight.slots import Adherence, Slot
from warroom.output.formats import Column, Listing
from warroom.output.listings import Reader, Record, at_handle, named
from warroom.output.records import short, stored
from warroom.times import iso
from warroom.vocabulary import Audience, Letter


def due_record(due: Due, *, now: datetime) -> dict[str, Any]:
    """One clock; ``ref`` is the promise, request or action it runs for, else the escalation."""
    escalation = reference(Letter.ESCALATION, due.escalation.id) if due.escalation else None
    owner = short(due.owner)
    return {
        "ref": due.record.ref if due.record else escalation,
        "escalation": escalation,
        "account": due.account.slug,
        "what": due.what,
        "audience": due.audience,
        "due_at": iso(due.at),
        "overdue": due.is_overdue(now),
        "owner": owner,
        "owner_party": _party(due),
        "text": due.text,
    }


def _party(due: Due) -> str | None:
    if due.owner is None:
        return None
    return "us" if isinstance(due.owner, Person) else "customer"


def clocks(records: list[dict[str, Any]], reader: Reader) -> Listing:
    """Clocks, one a line, those that have run out in red."""
    return Listing(
        [
            Column("ref", "ref", fixed=True),
            Column("account", "account"),
            Column("due_at", "due", lambda record: _when(record, reader), fixed=True,
                   style=lambda record: "red" if record["overdue"] else None),
            Column("what", "what", fixed=True),
            Column("owner", "owner", lambda record: named(record, "owner") or "unowned"),
            Column("text", "text"),
        ],
        records,
        empty="Nothing is due.",
    )  # fmt: skip


def _when(record: Record, reader: Reader) -> str:
    words = reader.time(record["due_at"])
    return f"late {words}" if record["overdue"] else words


def owed(records: list[dict[str, Any]], reader: Reader) -> Listing:
    """What we owe, one a line, by account."""
    listing = clocks(records, reader)
    account, ref = listing.columns[1], listing.columns[0]
    return Listing([account, ref, *listing.columns[2:]], records, empty="We owe nothing.")


def plan_record(
    audience: Audience,
    line: Cadence | None,
    *,
    rhythm: str,
    sender: Person | None,
    due: datetime | None,
    kept: Adherence | None,
) -> dict[str, Any]:
    """How one audience is to hear from us, and how well that was kept; a rhythm is ours until somebody plans one."""
    return {
        "audience": audience,
        "rhythm": rhythm,
        "planned": bool(line and line.rhythm),
        "recipients": line.recipients if line else [],
        "channel": line.channel if line else None,
        "sender": short(sender),
        "approver": short(line.approver) if line else None,
        "due_at": stored(due),
        "on_time": kept.on_time if kept else 0,
        "slots": kept.due if kept else 0,
        "longest_silence_minutes": int(kept.longest_silence.total_seconds() // 60) if kept else None,
        "silence_ratio": round(kept.silence_ratio, 3) if kept and kept.silence_ratio is not None else None,
    }


def plan(records: list[dict[str, Any]], reader: Reader) -> Listing:
    """The communication plan, an audience a line."""
    return Listing(
        [
            Column("audience", "audience", fixed=True),
            Column("rhythm", "every", lambda record: _rhythm(record), fixed=True),
            Column("due_at", "next", lambda record: reader.time(record["due_at"]), fixed=True,
                   style=lambda record: "red" if reader.is_past(record["due_at"]) else None),
            Column("recipients", "to", _recipients),
            Column("sender", "sender", lambda record: at_handle(record["sender"])),
            Column("approver", "approver", lambda record: at_handle(record["approver"])),
            Column("on_time", "on time", _kept, fixed=True),
        ],
        records,
        empty="",
    )  # fmt: skip


def _recipients(record: Record) -> str:
    names = record["recipients"]
    return ", ".join(names) if isinstance(names, list) and names else "-"


def _rhythm(record: Record) -> str:
    return str(record["rhythm"]) if record["planned"] else f"{record['rhythm']} (default)"


def _kept(record: Record) -> str:
    """Fewer than five cases print as counts (model, rule 15)."""
    met, due = record["on_time"], record["slots"]
    if not due:
        return "-"
    return f"{met} of {due}" if due < 5 else f"{round(100 * met / due)} % of {due}"


def slot_records(slots: Sequence[Slot]) -> list[dict[str, Any]]:
    """The slots of an audience: by when it was to hear from us, when it did, what became of it, why it was skipped."""
    return [
        {"ref": slot.ref, "due_at": iso(slot.due), "at": stored(slot.at), "state": slot.state, "why": slot.why}
        for slot in slots
    ]


def slot_listing(records: list[dict[str, Any]], reader: Reader) -> Listing:
    """Slots, one a line."""
    return Listing(
        [
            Column("due_at", "due", lambda record: reader.time(record["due_at"]), fixed=True),
            Column("at", "sent", lambda record: reader.time(record["at"]) or "-", fixed=True),
            Column("state", "state", lambda record: str(record["state"]).replace("_", " "), fixed=True),
            Column("ref", "update", lambda record: str(record["ref"] or ""), fixed=True),
            Column("why", "why", lambda record: str(record["why"] or "")),
        ],
        records,
        empty="No clock runs for this audience.",
    )
