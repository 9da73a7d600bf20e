"""What a person sees of each listing: its columns, and how a value reads. Programs get the values as they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from warroom.errors import InvalidValue
from warroom.output.formats import Column, Listing
from warroom.times import Moment, written
from warroom.times.stamp import read_instant
from warroom.vocabulary import OPEN_ACTIONS, Precision

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a listing: in which zone, and when."""

    zone: ZoneInfo
    now: datetime

    def time(self, value: object) -> str:
        """A time of a record, as this reader's clocks show it; blank for none, as it is when unreadable."""
        if not isinstance(value, str):
            return ""
        try:
            moment = read_instant(value, field="time")
        except InvalidValue:
            return value
        dated = moment.precision in (Precision.DAY, Precision.MONTH)
        return written(moment if dated or moment.at is None else moment.at, self.zone, now=self.now)

    def is_past(self, value: object) -> bool:
        """Whether a time of a record has passed."""
        return _is_late(value, self)


def spoken_column(key: str) -> Column:
    """A column of words, as people read them."""
    return Column(key, key, lambda record: str(record[key] or "").replace("_", " "))


def escalations(records: list[dict[str, Any]], reader: Reader) -> Listing:
    """Escalations, one a line."""
    return Listing(
        [
            Column("ref", "ref", fixed=True),
            Column("account", "account", fixed=True),
            Column("title", "title"),
            Column("severity", "sev", right=True, fixed=True),
            Column("rag", "rag", fixed=True, style=lambda record: "red" if record["rag"] == "red" else None),
            Column("status", "status", _status, fixed=True),
            Column("owner", "owner", lambda record: at_handle(record["owner"]), fixed=True),
            Column(
                "next_update_at", "next update", lambda record: _next_update(record, reader), fixed=True,
                style=lambda record: "red" if _is_late(record["next_update_at"], reader) else None,
            ),
        ],
        records,
        empty="No escalation is open. Open one with:  warroom open ACCOUNT TITLE",
    )  # fmt: skip


def _status(record: Record) -> str:
    marks = [word for word in ("drill", "retrospective") if record.get(word)]
    return " ".join([str(record["status"]), *(f"({mark})" for mark in marks)])


def _next_update(record: Record, reader: Reader) -> str:
    due = record["next_update_at"]
    return f"late {reader.time(due)}" if _is_late(due, reader) else reader.time(due)


def _is_late(value: object, reader: Reader) -> bool:
    moment = _instant(value)
    return moment is not None and moment < reader.now


def named(record: Record, key: str) -> str:
    """Who is meant: ``@sam`` for ours, ``dana`` for the customer's."""
    return at_handle(record[key]) if record[f"{key}_party"] == "us" else str(record[key] or "")


def at_handle(handle: object) -> str:
    """One of ours as people write it; blank for nobody."""
    return f"@{handle}" if handle else ""


def entries(records: list[dict[str, Any]], reader: Reader) -> Listing:
    """Timeline entries, one a line."""
    return Listing(
        [
            Column("ref", "ref", fixed=True),
            Column("occurred_at", "when", lambda record: _when(record, reader), fixed=True),
            spoken_column("kind"),
            Column("audience", "audience"),
            Column("by", "by", lambda record: named(record, "by")),
            Column("text", "text", _text),
        ],
        records,
        empty="Nothing has been logged yet. Begin with:  warroom log TEXT",
    )


def _when(record: Record, reader: Reader) -> str:
    if _instant(record["occurred_at"]) is None and record["occurred_at"]:
        return str(record["occurred_at"])
    try:
        moment = Moment(
            *(_instant(record["occurred_at"]), Precision(record["precision"])),
            after=_instant(record["after_at"]),
            before=_instant(record["before_at"]),
        )
    except ValueError:
        return str(record["occurred_at"])
    if moment.precision in (Precision.DAY, Precision.MONTH):
        return reader.time(record["occurred_at"])
    return written(moment, reader.zone, now=reader.now)


def _instant(value: object) -> datetime | None:
    """The instant of a time of a record; None for none, and for what cannot be read."""
    try:
        return read_instant(value, field="time").at if isinstance(value, str) else None
    except InvalidValue:
        return None


def _text(record: Record) -> str:
    marks = []
    if record["certainty"] != "confirmed":
        marks.append(str(record["certainty"]).replace("_", " "))
    if record["amended_by"]:
        marks.append("corrected")
    return f"{record['text']} ({', '.join(marks)})" if marks else str(record["text"])


def actions(records: list[dict[str, Any]], reader: Reader, *, everywhere: bool = False) -> Listing:
    """Actions, one a line; what has no owner or no due time says so in red."""
    place = [Column("escalation", "esc", fixed=True), Column("account", "account", fixed=True)] if everywhere else []
    return Listing(
        [
            Column("ref", "ref", fixed=True),
            *place,
            Column("status", "status", lambda record: _action_status(record, reader), fixed=True,
                   style=lambda record: "red" if _is_overdue(record, reader) else None),
            Column("due_at", "due", lambda record: reader.time(record["due_at"]) or _missing(record, "undated"),
                   fixed=True,
                   style=lambda record: None if record["due_at"] else "red"),
            Column("owner", "owner", lambda record: named(record, "owner") or _missing(record, "unowned"), fixed=True,
                   style=lambda record: None if record["owner"] else "red"),
            Column("text", "text"),
        ],
        records,
        empty="No action is open. Hand one out with:  warroom do TEXT --owner @sam --due 14:00",
    )  # fmt: skip


def _missing(record: Record, word: str) -> str:
    return word if record["status"] in OPEN_ACTIONS else ""


def _is_overdue(record: Record, reader: Reader) -> bool:
    return record["status"] in OPEN_ACTIONS and _is_late(record["due_at"], reader)


def _action_status(record: Record, reader: Reader) -> str:
    status = str(record["status"]).replace("_", " ")
    return f"{status}, late" if _is_overdue(record, reader) else status


def updates(records: list[dict[str, Any]], reader: Reader) -> Listing:
    """Updates, one a line."""
    return Listing(
        [
            Column("ref", "ref", fixed=True),
            Column("audience", "audience", fixed=True),
            spoken_column("kind"),
            Column("status", "status", fixed=True),
            Column("sent_at", "sent", lambda record: reader.time(record["sent_at"]), fixed=True),
            Column("sent_by", "by", lambda record: at_handle(record["sent_by"])),
            Column("next_at", "next", lambda record: reader.time(record["next_at"]), fixed=True),
            Column("subject", "subject"),
        ],
        records,
        empty="Nothing has been sent yet. Draft the first one with:  warroom update customer",
    )


def settings(records: list[dict[str, Any]]) -> Listing:
    """Settings, one a line."""
    return Listing([Column("key", "setting"), Column("value", "value"), Column("from", "from")], records)
