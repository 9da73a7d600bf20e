"""One record on one screen: the whole escalation as a board, anything else as a card."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from warroom.domain import Action, Criterion, Line, Member, Promise, Request, Update, money
from warroom.escaping import for_terminal, for_terminal_block
from warroom.insight.impacts import Impacts, says_more
from warroom.output.formats import Listing, render
from warroom.output.listings import Reader, actions, entries, named
from warroom.output.owed import promise_record, promises, request_record, requests
from warroom.output.records import action_record, entry_record
from warroom.times import iso
from warroom.vocabulary import Audience, CriterionStatus, EntryKind, Format, Status, UpdateKind, matter_words, spoken

Record = Mapping[str, Any]

LATEST = 5  # entries of the timeline that a board shows


def card(record: Record, reader: Reader) -> str:
    """The fields of a record, one a line; what is not known is left out, long texts stand below."""
    carried = "owner" if "carrier" in record else None  # people read who has to see to it, whoever was named
    known = {
        _NAMES.get(key, key.replace("_", " ")): _value(key, record, reader)
        for key, value in record.items()
        if value not in (None, "", [], {}, False) and key not in _ELSEWHERE and key != carried
    }
    wide = max(map(len, known))
    lines = [f"{name:<{wide}}  {value}" for name, value in known.items()]
    body = ["", for_terminal_block(str(record["body"])).rstrip("\n")] if record.get("body") else []
    return "\n".join([*lines, *body]) + "\n"


# How a card names a field that is not called as it reads, and which fields stand in others' lines.
_NAMES = {"arr_minor": "arr", "carrier": "owner"}
_ELSEWHERE = frozenset({"body", "owner_party", "by_party", "currency"})


def _value(key: str, record: Record, reader: Reader) -> str:
    value = record[key]
    if f"{key}_party" in record:
        value = named(record, key)
    elif key.endswith(("_at", "_as_of", "_until")):
        value = reader.time(value)
    elif key == "arr_minor":
        value = money.worded(value, record["currency"])
    elif isinstance(value, dict | list):
        value = ", ".join(map(str, value)) if isinstance(value, list) else json.dumps(value, ensure_ascii=False)
    return for_terminal("yes" if value is True else str(value).replace("_", " ") if key in _WORDED else str(value))


_WORDED = frozenset({"kind", "status", "phase", "role", "certainty"})


@dataclass(frozen=True, slots=True)
class Board:
    """What stands on the board of an escalation."""

    escalation: Record
    actions: Sequence[Action]
    promises: Sequence[Promise]
    requests: Sequence[Request]
    lines: Sequence[Line]
    team: Sequence[Member]
    exits: Sequence[Criterion]
    told: Update | None
    """What the customer was sent last."""
    impacts: Impacts

    def last(self, kind: EntryKind) -> str | None:
        """What was said last of the impact, or of the cause with how sure we are."""
        told = self.impacts.effects if kind is EntryKind.IMPACT else self.lines
        found = [line.last for line in told if line.last.kind is kind and _is_shown(line)]
        if not found:
            return None
        last = found[-1]
        if kind is not EntryKind.IMPACT:
            return f"{spoken(last.certainty)}: {last.text}"
        spared = last.data.get("not_affected")
        return f"{last.text} (not affected: {spared})" if spared else last.text


@dataclass(frozen=True, slots=True)
class Screen:
    """For whom and how wide a board is drawn."""

    reader: Reader
    width: int | None
    colour: bool

    def of(self, board: Board) -> Iterable[str]:
        """The escalation as its owner wants it: what it is, what was told, what is owed, what happened last."""
        escalation = board.escalation
        yield f"{escalation['ref']} {escalation['account']} · {for_terminal(escalation['title'])}\n"
        yield " · ".join(_state(escalation)) + "\n\n"
        for name, value in _facts(board, self.reader):
            yield f"{name:<14}  {for_terminal(value)}\n"
        yield f"\nActions ({len(board.actions)} open)\n"
        yield from self._table(actions([action_record(action) for action in board.actions], self.reader))
        if board.promises:
            yield f"\nPromises ({len(board.promises)} not kept yet)\n"
            yield from self._table(promises([promise_record(one) for one in board.promises], self.reader, here=True))
        if board.requests:
            yield f"\nRequests ({len(board.requests)} open)\n"
            yield from self._table(requests([request_record(one) for one in board.requests], self.reader, here=True))
        yield "\nLatest\n"
        latest = [entry_record(line) for line in board.lines if _is_shown(line)][-LATEST:]
        yield from self._table(entries(latest, self.reader))

    def _table(self, listing: Listing) -> Iterable[str]:
        return render(listing, Format.TABLE, width=self.width, colour=self.colour)


def _state(escalation: Record) -> list[str]:
    rag = escalation["rag"] or "no RAG yet"
    trend = f", {escalation['trend']}" if escalation["trend"] else ""
    marks = [word.upper() for word in ("drill", "retrospective") if escalation[word]]
    owner = f"@{escalation['owner']}" if escalation["owner"] else "unowned"
    state = [f"severity {escalation['severity']}", escalation["kind"], escalation["status"], f"{rag}{trend}", owner]
    return [for_terminal(str(word)) for word in [*marks, *state]]


def _facts(board: Board, reader: Reader) -> list[tuple[str, str]]:
    escalation = board.escalation
    milestones = ("impact_started", "detected", "acknowledged", "mitigated", "restored", "closed")
    times = {name: escalation[f"{name}_at"] for name in milestones}
    return [
        *((_called(name, escalation), reader.time(at)) for name, at in times.items() if at),
        ("impact", board.last(EntryKind.IMPACT) or "not recorded yet; say it with:  warroom impact TEXT"),
        ("estimate", _estimate(escalation, reader)),
        ("data loss", _data_loss(board)),
        ("cause", board.last(EntryKind.CAUSE) or "not known yet"),
        *_end(board, reader),
        ("next update", _next_update(board, reader)),
        ("team", ", ".join(f"{member.person.at_handle} {spoken(member.role)}" for member in board.team)),
    ]


def _called(milestone: str, escalation: Record) -> str:
    return matter_words(escalation["kind"]).ended if milestone == "restored" else milestone.replace("_", " ")


def _data_loss(board: Board) -> str:
    shown = (line.last.text.rstrip(". ") for line in board.impacts.beside_data if _is_shown(line))
    said = "; ".join(dict.fromkeys(words for words in shown if says_more(words)))
    known = str(board.escalation["data_loss"])
    return f"{known} ({said})" if said else known


def _next_update(board: Board, reader: Reader) -> str:
    due, told = board.escalation["next_update_at"], board.told
    if told is None or told.sent_at is None:
        unsent = "nothing has been sent to the customer yet"
        return f"{reader.time(due)}; {unsent}" if due else unsent
    last = "final" if told.kind is UpdateKind.CLOSURE else "last"
    return reader.time(due) if due else f"none: the {last} update was sent {reader.time(iso(told.sent_at))}"


def _end(board: Board, reader: Reader) -> Iterable[tuple[str, str]]:
    """Where the end stands, once anything is said of it."""
    states = [one.status for one in board.exits]
    counts = [f"{states.count(state)} {state}" for state in CriterionStatus if state in states]
    if board.escalation["status"] == Status.MONITORING:
        until, by = board.escalation["monitoring_until"], board.escalation["deescalated_by"]
        agreed = f", agreed by {by}" if by else ""
        yield "monitoring", f"{f'until {reader.time(until)}' if until else 'without an end'}{agreed}"
    if counts:
        yield "exit", ", ".join(counts)


def _is_shown(line: Line) -> bool:
    return not line.last.automatic and line.last.audience in Audience.EXECUTIVE.may_read


def _estimate(escalation: Record, reader: Reader) -> str:
    if escalation["estimated_at"] is None or escalation["restored_at"] is not None:
        return "none"
    return f"{reader.time(escalation['estimated_at'])} ({escalation['estimate']})"
