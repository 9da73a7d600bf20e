"""A store that the migrations made has the shape of the tables, with its guards; its numbers are never used again."""

import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect

from tests.story import Terminal
from warroom.domain import every_table
from warroom.store import schema
from warroom.store.engine import sqlite_engine

Shape = dict[str, object]


def column(row: Any) -> list[object]:
    """A column without its place, which is history; a default is the same with quotes and without."""
    _, name, kind, required, default, key = row
    return [name, kind, required, str(default).strip("'"), key]


def link_name(link: Any, sql: str) -> str:
    """The name of a link; of one that was added to a table later, SQLAlchemy does not read it off."""
    (column,) = link["constrained_columns"]
    added = re.search(rf"\b{column} INTEGER CONSTRAINT (\w+) REFERENCES", sql)
    return link["name"] or (added[1] if added else "")


def shape(path: Path) -> Shape:
    """Everything that SQLite knows of the tables of a store, in an order of its own."""
    store = sqlite3.connect(path)
    there = {name for (name,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    # An index for searching is made of tables of its own, which hold no record.
    tables = sorted(name for name in there if not name.startswith(("sqlite_", "search")))
    found: Shape = {"tables": tables}
    inspector = inspect(sqlite_engine(path, write=False))
    for name in tables:
        (sql,) = store.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()
        found[name] = {
            "columns": sorted(map(column, store.execute(f"PRAGMA table_info('{name}')"))),
            "indexes": sorted((index["name"], index["column_names"]) for index in inspector.get_indexes(name)),
            "unique": sorted((one["name"], one["column_names"]) for one in inspector.get_unique_constraints(name)),
            "links": sorted((link_name(one, sql), one["constrained_columns"], one["referred_table"])
                            for one in inspector.get_foreign_keys(name)),
            "rules": sorted((one["name"], " ".join(str(one["sqltext"]).split()))
                            for one in inspector.get_check_constraints(name)),
            "numbers are for ever": "AUTOINCREMENT" in sql,
        }  # fmt: skip
    found["triggers"] = sorted(store.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    store.close()
    return found


@pytest.fixture
def migrated(tmp_path: Path) -> Path:
    """A new store, as the program makes it: by all migrations."""
    path = tmp_path / "migrated" / "warroom.db"
    schema.ready(path)
    return path


@pytest.fixture
def created(tmp_path: Path) -> Path:
    """A store made from the tables as they are written."""
    path = tmp_path / "created.db"
    path.touch()
    with sqlite_engine(path, write=True).connect() as connection, connection.begin():
        every_table().create_all(connection)
        schema.guard(connection)
    return path


def test_the_migrations_make_what_the_tables_say(migrated: Path, created: Path) -> None:
    upgraded, fresh = shape(migrated), shape(created)
    print(f"{len(fresh['tables'])} tables: {', '.join(fresh['tables'])}")  # type: ignore[arg-type]
    assert upgraded == fresh


def test_every_table_has_a_rule_and_keeps_its_numbers(migrated: Path) -> None:
    found = shape(migrated)
    tables = {name: about for name, about in found.items() if isinstance(about, dict)}
    assert [name for name, about in tables.items() if not about["numbers are for ever"]] == []
    assert [name for name, about in tables.items() if not about["rules"]] == []
    assert [name for name, about in tables.items() if ("uq_" + name + "_uid", ["uid"]) not in about["unique"]] == []


def test_the_guards_of_the_timeline_are_there_and_say_why(migrated: Path) -> None:
    triggers = dict(shape(migrated)["triggers"])  # type: ignore[call-overload]
    assert set(triggers) >= {"entry_is_never_edited", "entry_is_never_deleted", "entry_is_never_replaced"}
    assert all("append-only" in sql for name, sql in triggers.items() if name.startswith("entry"))


def test_what_was_sent_is_frozen_for_other_programs_too(pipe: Terminal) -> None:
    pipe.say("open", "acme", "Exports stopped")
    assert pipe.say("sent", "internal", "-", stdin=b"We are on it.").code == 0
    with sqlite3.connect(pipe.home / "warroom.db") as store:
        for change in (
            """UPDATE "update" SET body = 'We never said that.'""",
            'DELETE FROM "update"',
            'INSERT OR REPLACE INTO "update" SELECT * FROM "update"',
        ):
            with pytest.raises(sqlite3.IntegrityError, match="what was sent is frozen"):
                store.execute(change)


def test_a_new_store_is_known_by_its_header(migrated: Path) -> None:
    with sqlite3.connect(migrated) as store:
        assert store.execute("PRAGMA application_id").fetchone() == (0x5741524D,)
        assert store.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)
        assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_number_that_was_deleted_is_never_given_again(pipe: Terminal) -> None:
    pipe.say("open", "acme", "Exports stopped")
    for number in range(3):
        pipe.say("do", f"action {number}")
    with sqlite3.connect(pipe.home / "warroom.db") as store:
        store.execute("DROP TRIGGER entry_is_never_edited")
        store.execute("DROP TRIGGER entry_is_never_deleted")
        store.execute("DELETE FROM entry WHERE action_id = 3")
        store.execute("DELETE FROM action WHERE id = 3")
    assert pipe.say("do", "the next").out == "A4\n"


def older(path: Path) -> None:
    """Make a store that has been through no migration, as an older program would have left it."""
    with sqlite_engine(path, write=True).connect() as connection, connection.begin():
        connection.exec_driver_sql("PRAGMA application_id = 1463898701")


def test_a_failed_upgrade_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    path.touch()
    older(path)
    with sqlite3.connect(path) as store:
        store.execute("CREATE TABLE action (theirs TEXT)")  # in the way of a later migration
    before = shape(path)
    with pytest.raises(Exception, match="already exists"):
        schema.upgrade(path)
    assert shape(path) == before
    assert (tmp_path / "old.db.schema-0").exists()


def test_an_older_store_is_upgraded_once_after_a_copy_of_it(tmp_path: Path, migrated: Path) -> None:
    path = tmp_path / "old.db"
    path.touch()
    older(path)
    backup = schema.upgrade(path)
    assert backup is not None
    assert shape(path) == shape(migrated)
    assert shape(backup)["tables"] == []
    files = {file.name: file.stat().st_mtime_ns for file in tmp_path.glob("old.db.*")}
    assert schema.upgrade(path) is None
    assert {file.name: file.stat().st_mtime_ns for file in tmp_path.glob("old.db.*")} == files
