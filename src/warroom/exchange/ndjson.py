"""Timeline records in NDJSON, one object a line: read and checked completely, then facts."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from warroom.domain import Fact, Source, refuse_change, wording
from warroom.errors import InvalidValue, Reason, UnreadableInput
from warroom.times import Moment
from warroom.times.reading import read_instant
from warroom.vocabulary import Audience, Certainty, EntryKind, Precision, matching, meant

# fmt: off
KEYS = frozenset({
    "at", "text", "kind", "customer_text", "audience", "certainty", "by", "precision", "after", "before", "evidence",
    "source", "source_id", "data",
})
# fmt: on
# A line longer than this holds no record that a person could read; only that much of it is kept.
LINE_LIMIT = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Told:
    """A fact that was read, and the name of who did or said it: the store knows whom it means."""

    fact: Fact
    by: str | None


def read_records(lines: Iterable[bytes], *, now: datetime) -> list[Told]:
    """All records of an input. Raises UnreadableInput naming every bad line; then nothing may be written."""
    told: list[Told] = []
    bad: list[Reason] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            told.append(_read(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line, now=now))
        except InvalidValue as error:
            bad.append(Reason(f"line {number}", error.message, error.hint))
    if bad:
        raise UnreadableInput(
            f"{len(bad)} of {len(bad) + len(told)} records cannot be read. Nothing was written.",
            bad,
            "Correct these lines and give the whole input again.",
        )
    return told


def _read(line: bytes, *, now: datetime) -> Told:
    record = _object(line)
    if unknown := record.keys() - KEYS:
        key = sorted(unknown)[0]
        raise InvalidValue(
            key[:40], "there is no such key", f"{meant(sorted(KEYS), key)}The keys are {', '.join(sorted(KEYS))}."
        )
    text = _text(record, "text")
    if text is None:
        raise InvalidValue("text", "it is missing", 'For example: {"text": "Queue drained"}')
    fact = Fact.checked(
        text,
        field="text",
        details_field="data",
        moment=_moment(record, now=now),
        kind=_word(record, "kind", EntryKind, EntryKind.NOTE),
        certainty=_word(record, "certainty", Certainty, None),
        wording=_wording(record, text),
        evidence=_text(record, "evidence"),
        source=_source(record),
        told=_structure(record),
    )
    refuse_change(fact, field="kind")
    return Told(fact, _text(record, "by"))


def _object(line: bytes) -> dict[str, Any]:
    if len(line) > LINE_LIMIT:
        raise InvalidValue("record", f"it is longer than {LINE_LIMIT // 1024} KB", "Shorten its text.")
    try:
        record = _DECODER.decode(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise InvalidValue("record", f"byte {error.start + 1} is not UTF-8", "Convert it to UTF-8.") from None
    except (ValueError, RecursionError) as error:
        if isinstance(error, InvalidValue):
            raise
        raise InvalidValue("record", f"it is not JSON ({_what(error)})", "One object a line.") from None
    if not isinstance(record, dict):
        raise InvalidValue("record", "it is not an object", 'For example: {"text": "Queue drained"}')
    return record


def _what(error: Exception) -> str:
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)[:80]


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not a number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) != len(pairs):
        raise ValueError("a key stands twice")
    return record


def _text(record: dict[str, Any], key: str) -> str | None:
    value = record.get(key)
    if value is not None and not isinstance(value, str):
        raise InvalidValue(key, "it is not a text", "Write it in quotes.")
    return value


def _word(record: dict[str, Any], key: str, choices: Any, default: Any) -> Any:
    value = _text(record, key)
    if value is None:
        return default
    try:
        return choices(value)  # the very word, as another program writes it
    except ValueError:
        found = matching(choices, value)
    if len(found) != 1:
        way_out = f"{meant(choices, value)}It takes {', '.join(choices)}."
        raise InvalidValue(key, f"{value[:40]} is not one of them", way_out)
    return found[0]


# Made once: json.loads would make one for every line.
_DECODER = json.JSONDecoder(parse_constant=_no_constant, object_pairs_hook=_once)


def _wording(record: dict[str, Any], text: str) -> Any:
    audience = _word(record, "audience", Audience, None)
    return wording(text, customer=_text(record, "customer_text"), audience=audience)


def _source(record: dict[str, Any]) -> Source | None:
    system, key = _text(record, "source"), record.get("source_id")
    if isinstance(key, int) and not isinstance(key, bool):
        key = str(key)
    if system is None and key is None:
        return None
    if not isinstance(key, str) or system is None:
        raise InvalidValue("source_id", "source and source_id belong together", "Give both, or neither.")
    return Source.read(f"{system.replace(':', '_')}:{key}", field="source")


def _structure(record: dict[str, Any]) -> dict[str, Any] | None:
    value = record.get("data")
    if value is not None and not isinstance(value, dict):
        raise InvalidValue("data", "it is not an object", 'For example: {"figure": 1840, "unit": "claims"}')
    return value


def _moment(record: dict[str, Any], *, now: datetime) -> Moment:
    """When it happened: ``at`` as exactly as ``precision`` says, or the bounds; now when none of them is given."""
    at, after, before = (_text(record, key) for key in ("at", "after", "before"))
    precision = _word(record, "precision", Precision, None)
    if at is None:
        if not any((after, before, precision)):
            return Moment(now, Precision.MINUTE)
        return _within(after, before, _bounded(precision))
    moment = read_instant(at, field="at")
    if after or before:
        bounds = _within(after, before, Precision.RANGE)
        moment = replace(moment, after=bounds.after, before=bounds.before)
    return moment if precision in (None, moment.precision) else _as_exact_as(moment, precision)


def _within(after: str | None, before: str | None, precision: Precision) -> Moment:
    return Moment(None, precision, after=_instant(after, "after"), before=_instant(before, "before"))


def _instant(typed: str | None, field: str) -> datetime | None:
    return read_instant(typed, field=field).at if typed is not None else None


def _bounded(precision: Precision | None) -> Precision:
    if precision in (None, Precision.RANGE, Precision.UNKNOWN):
        return precision or Precision.RANGE
    raise InvalidValue("at", f"it is missing, and the precision is {precision}", "Give at, or precision unknown.")


def _as_exact_as(moment: Moment, precision: Precision) -> Moment:
    """The moment with the precision that the record states, where its ``at`` allows it."""
    dated = moment.precision in (Precision.DAY, Precision.MONTH)
    if precision in (Precision.RANGE, Precision.UNKNOWN) or (dated and precision is not Precision.MONTH):
        raise InvalidValue("precision", f"{precision} does not fit this at", "Leave one of them out.")
    return replace(moment, precision=precision)
