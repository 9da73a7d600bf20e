"""Records are made and changed by the moves of the domain alone; behind them the database refuses what is wrong."""

import ast
import sqlite3
from pathlib import Path

import pytest

import warroom
from tests.story import Terminal
from warroom.domain import Identified

SOURCE = Path(warroom.__file__).parent
TABLES = {mapper.class_.__name__: mapper for mapper in Identified._sa_registry.mappers}
COLUMNS = {attribute.key for mapper in TABLES.values() for attribute in mapper.attrs}
# What is called like a record and is none: an object of our own, and the spot of a line that is being completed.
NOT_RECORDS = {"self", "spot"}


def sources() -> list[Path]:
    return [path for path in SOURCE.rglob("*.py") if path.relative_to(SOURCE).parts[0] != "domain"]


def around(tree: ast.Module) -> list[str]:
    """Where a module makes a record by itself, or sets a field of one."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TABLES:
            found.append(f"{node.lineno}: {node.func.id}(…)")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "setattr":
            found.append(f"{node.lineno}: setattr")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in (
            "model_construct", "sqlmodel_update", "model_validate"
        ):  # fmt: skip
            found.append(f"{node.lineno}: {node.func.attr}")
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                found += [f"{node.lineno}: {ast.unparse(part)} = …" for part in ast.walk(target) if is_field(part)]
    return found


def is_field(target: ast.AST) -> bool:
    return (
        isinstance(target, ast.Attribute)
        and isinstance(target.ctx, ast.Store)
        and target.attr in COLUMNS
        and not (isinstance(target.value, ast.Name) and target.value.id in NOT_RECORDS)
    )


def test_nothing_outside_the_domain_makes_a_record_or_sets_a_field() -> None:
    hits = [
        f"{path.relative_to(SOURCE)}:{hit}"
        for path in sources()
        for hit in around(ast.parse(path.read_text(encoding="utf-8")))
    ]
    print(f"{len(sources())} modules, {len(TABLES)} tables, {len(COLUMNS)} fields, {len(hits)} ways around: {hits}")
    # The room keeps the typed text and the options of the command: those are no records.
    assert [hit for hit in hits if "room.typed" not in hit and "options." not in hit] == []


NOW = "'2026-11-20T08:40:00.000000Z'"


def entry(**other: str) -> str:
    values = {
        "account_id": "1", "escalation_id": "1", "seq": "99", "kind": "'note'", "text": "'x'", "audience": "'internal'",
        "certainty": "'confirmed'", "occurred_offset": "0", "precision": "'minute'", "sort_at": NOW, "recorded_at": NOW,
        "recorded_by": "'sam'", "clock_frozen": "0", "data": "'{}'", "automatic": "0", "uid": "'u'", **other,
    }  # fmt: skip
    return f"INSERT INTO entry ({', '.join(values)}) VALUES ({', '.join(values.values())})"


def action(**other: str) -> str:
    values = {
        "account_id": "1", "escalation_id": "1", "text": "'x'", "status": "'open'", "due_offset": "0", "slips": "0",
        "created_at": NOW, "uid": "'u'", **other,
    }  # fmt: skip
    return f"INSERT INTO action ({', '.join(values)}) VALUES ({', '.join(values.values())})"


def criterion(**other: str) -> str:
    values = {
        "account_id": "1", "escalation_id": "1", "text": "'x'", "status": "'proposed'", "due_offset": "0", "slips": "0",
        "created_at": NOW, "uid": "'u'", **other,
    }  # fmt: skip
    return f"INSERT INTO criterion ({', '.join(values)}) VALUES ({', '.join(values.values())})"


AGREED = {"agreed_by_id": "1", "agreed_at": NOW}
RIGHT = [entry(), action(), criterion(status="'met'", met_at=NOW, **AGREED)]
WRONG = [
    entry(kind="'flood'"),
    entry(audience="'all'"),
    entry(certainty="'maybe'"),
    entry(precision="'week'"),
    entry(text="''"),
    entry(text="'   '"),
    entry(text="NULL"),
    entry(text="printf('%.20001c', 'x')"),
    entry(customer_text="'for them'"),
    entry(audience="'customer'"),
    entry(seq="1"),
    entry(seq="NULL"),
    entry(escalation_id="77"),
    entry(account_id="77"),
    entry(person_id="77"),
    entry(amends_id="7777"),
    entry(person_id="1", contact_id="1"),
    entry(source="'jira'"),
    entry(source_id="'7'"),
    entry(sort_at="NULL"),
    entry(recorded_at="NULL"),
    entry(uid="(SELECT uid FROM entry LIMIT 1)"),
    entry(id="1"),
    entry(id="1").replace("INSERT", "INSERT OR REPLACE"),
    entry(id="1").replace("INSERT", "REPLACE", 1),
    entry(seq="1").replace("INSERT", "INSERT OR REPLACE"),
    entry(uid="(SELECT uid FROM entry LIMIT 1)").replace("INSERT", "INSERT OR REPLACE"),
    f"{entry(id='1')} ON CONFLICT (id) DO UPDATE SET text = 'other'",
    "UPDATE entry SET text = 'other'",
    "UPDATE entry SET audience = 'customer', customer_text = text",
    "UPDATE entry SET recorded_at = '2020-01-01T00:00:00.000000Z' WHERE id = 1",
    "UPDATE OR REPLACE entry SET seq = 9",
    "DELETE FROM entry",
    "DELETE FROM entry WHERE id = 1",
    "DELETE FROM escalation",
    "DELETE FROM account",
    action(status="'maybe'"),
    action(text="' '"),
    action(phase="'later'"),
    action(slips="-1"),
    action(due_at=NOW),
    action(due_precision="'minute'"),
    action(owner_person_id="1", owner_contact_id="1"),
    action(escalation_id="77"),
    action(owner_person_id="77"),
    action(status="NULL"),
    criterion(status="'dropped'"),
    criterion(text="' '"),
    criterion(status="'agreed'"),
    criterion(status="'met'", met_at=NOW),
    criterion(status="'met'", **AGREED),
    criterion(status="'waived'"),
    criterion(status="'waived'", waived_by_id="1", waived_at=NOW),
    criterion(status="'agreed'", why="'x'", waived_by_id="1", waived_at=NOW, **AGREED),
    criterion(agreed_by_id="1"),
    criterion(agreed_by_id="77", agreed_at=NOW),
    criterion(slips="-1"),
    "UPDATE escalation SET status = 'monitoring'",
    "UPDATE escalation SET deescalated_by_id = 77",
    "UPDATE escalation SET severity = 9",
    "UPDATE escalation SET severity = 'worst'",
    "UPDATE escalation SET title = ''",
    "UPDATE escalation SET status = 'paused'",
    "UPDATE escalation SET owner_id = NULL",
    "UPDATE escalation SET owner_id = 77",
    "UPDATE escalation SET last_seq = -1",
    "UPDATE escalation SET closed_at = '2020-01-01T00:00:00.000000Z'",
    "UPDATE escalation SET rag = 'blue'",
    "UPDATE account SET notice_days = -1",
    "UPDATE account SET arr_minor = -1",
    "UPDATE account SET arr_minor = 1, currency = NULL",
    "UPDATE account SET slug = ''",
    "UPDATE account SET tier = 'gold'",
    "UPDATE person SET handle = ''",
    "UPDATE contact SET account_id = 77",
    "UPDATE contact SET role = 'boss'",
]


@pytest.fixture
def store(pipe: Terminal) -> sqlite3.Connection:
    """A connection to a store as anyone with sqlite3 has it, only with links enforced."""
    pipe.say("open", "acme", "Exports stopped", "--by", "dana")
    pipe.say("log", "a note")
    connection = sqlite3.connect(pipe.home / "warroom.db", isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def test_the_database_itself_refuses_what_no_record_may_hold(store: sqlite3.Connection) -> None:
    passed = []
    for statement in WRONG:
        store.execute("BEGIN")
        try:
            store.execute(statement)
            passed.append(statement)
        except sqlite3.IntegrityError:
            pass
        store.execute("ROLLBACK")
    for statement in RIGHT:
        store.execute(statement)
    store.close()
    print(f"{len(WRONG) - len(passed)} of {len(WRONG)} wrong statements refused; passed: {passed}")
    assert passed == []
