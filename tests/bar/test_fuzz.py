"""Anything at all given to what reads: it is read, or refused in words; and what was escaped comes back."""

import json
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warroom.domain import fingerprint
from warroom.errors import WarroomError
from warroom.escaping import for_csv, for_tsv, from_csv, from_tsv
from warroom.exchange.ndjson import KEYS, read_records
from warroom.settings import read
from warroom.times import zone_named
from warroom.times.reading import read_due, read_duration, read_happened, read_instant

EXAMPLES = 2000
THOROUGH = settings(max_examples=EXAMPLES, derandomize=True, deadline=None, database=None)
NOW = datetime(2026, 11, 20, 8, 40, tzinfo=UTC)
ZONE = zone_named("Europe/Berlin", field="zone")

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)  # lone surrogates too
TIMES = ANY_TEXT | st.from_regex(r"[~+-]?[0-9]{0,4}[-:. ]?[0-9]{1,2}[-:TZmhdw. ]{0,2}[0-9a-z+:]{0,8}", fullmatch=True)
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_TEXT, inner, max_size=3),
    max_leaves=6,
)
RECORDS = st.dictionaries(st.sampled_from(sorted(KEYS)) | ANY_TEXT, JSON | TIMES, max_size=5)


def lines(record: Any) -> list[bytes]:
    return [json.dumps(record).encode()]


READERS: dict[str, tuple[Any, Callable[[Any], Any]]] = {
    "read_records, bytes": (st.lists(st.binary(max_size=200), max_size=4), partial(read_records, now=NOW)),
    "read_records, records": (RECORDS.map(lines), partial(read_records, now=NOW)),
    "read_happened": (TIMES, partial(read_happened, now=NOW, zone=ZONE, field="--at")),
    "read_due": (TIMES, partial(read_due, now=NOW, zone=ZONE, field="--due")),
    "read_duration": (TIMES, partial(read_duration, field="--every")),
    "read_instant": (TIMES, partial(read_instant, field="at")),
    "zone_named": (ANY_TEXT, partial(zone_named, field="zone")),
    "fingerprint": (st.text(max_size=60), fingerprint),
}


@pytest.mark.parametrize("name", READERS)
def test_anything_is_read_or_refused_in_words(name: str) -> None:
    given_to, reader = READERS[name]
    counted = {"read": 0, "refused": 0}

    @THOROUGH
    @given(given_to)
    def tried(value: Any) -> None:
        try:
            reader(value)
            counted["read"] += 1
        except WarroomError:
            counted["refused"] += 1

    tried()
    print(f"{name}: {counted}, 0 uncaught")


SETTINGS = st.binary(max_size=200) | st.from_regex(rb"[a-z_]{1,9} ?= ?[\"'\[{0-9a-z\x00-\xff]{0,20}\n?", fullmatch=True)


def test_any_settings_file_is_read_or_refused_in_words() -> None:
    counted = {"read": 0, "refused": 0}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "config.toml"

        @THOROUGH
        @given(SETTINGS)
        def tried(raw: bytes) -> None:
            file.write_bytes(raw)
            try:
                assert all(isinstance(value, str) for value in read(file).values())
                counted["read"] += 1
            except WarroomError:
                counted["refused"] += 1

        tried()
    print(f"settings: {counted}, 0 uncaught")


@THOROUGH
@given(ANY_TEXT | st.text("\\tnrxuU0123456789abcdef'=+-@;\t\n\r\x00\x85\u2028", max_size=40))
def test_a_cell_comes_back_as_it_was(text: str) -> None:
    cells = for_tsv(text), for_csv(text)
    assert (from_tsv(cells[0]), from_csv(cells[1])) == (text, text)
    assert not any(character in cell for cell in cells for character in "\t\n\r\x85\u2028")
    assert not cells[1].lstrip().startswith(("=", "+", "-", "@"))
