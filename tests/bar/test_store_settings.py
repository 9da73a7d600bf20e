"""The settings on which durability rests, asked of the very connections on which commands work."""

import sqlite3
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import text

from tests.story import Terminal
from warroom.domain import Stamp
from warroom.store import reading, writing

STAMP = Stamp(datetime(2026, 11, 20, tzinfo=UTC), "sam")


def settings(store: Any) -> dict[str, object]:
    names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "trusted_schema", "query_only")
    return {name: store.session.connection().execute(text(f"PRAGMA {name}")).scalar_one() for name in names}


@pytest.mark.parametrize(("transaction", "query_only"), [(writing, 0), (reading, 1)])
def test_a_connection_syncs_checks_links_waits_and_trusts_no_schema(
    terminal: Terminal, transaction: Any, query_only: int
) -> None:
    terminal.say("open", "acme", "Exports stopped")
    with transaction(terminal.home / "warroom.db", STAMP) as store:
        found = settings(store)
    print(found)
    assert found.pop("busy_timeout") >= 30_000  # type: ignore[operator]
    assert found == {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "trusted_schema": 0, "query_only": query_only,
    }  # fmt: skip


def test_a_reader_answers_while_another_process_holds_the_write_lock(terminal: Terminal) -> None:
    terminal.say("open", "acme", "Exports stopped")
    other = sqlite3.connect(terminal.home / "warroom.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert terminal.say("list", "-q").out == "E1\n"
    other.close()
