"""A question is a constant number of queries, whatever the size of the store."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event

from tests.story import Terminal

QUESTIONS = [
    ("list",), ("list", "--all"), ("timeline",), ("timeline", "--all"), ("actions",), ("actions", "--everywhere"),
    ("updates", "--all"), ("team",), ("show",), ("show", "T2"), ("account", "show", "acme"), ("update", "customer"),
    ("update", "internal"), ("update", "executive"), ("postmortem",), ("sev", "1"), ("log", "x", "--by", "dana"),
    ("do", "x", "--owner", "dana"), ("amend", "T5", "x", "--safe"), ("sent", "internal"),
]  # fmt: skip


@contextmanager
def statements() -> Iterator[list[str]]:
    """Every statement that goes to a database meanwhile."""
    found: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        found.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def filled(terminal: Terminal, many: int) -> Terminal:
    """A war room with ``many`` entries by as many people, actions and other escalations."""
    terminal.say("open", "acme", "Exports stopped", "--impact-start", "02:10", "--by", "dana")
    lines = (f'{{"text": "note {n}", "by": "@person{n % 40}", "customer_text": "note {n}"}}' for n in range(many))
    answer = terminal.say("log", "--ndjson", "-", stdin="\n".join(lines).encode())
    assert answer.code == 0, answer
    for number in range(many // 10):
        terminal.say("do", f"action {number}", "--owner", f"@owner{number}", "--due", "14:00", "-e", "E1", "--new")
        terminal.say("open", f"other{number}", "Login slow", "--by", f"ola{number}", "--new")
        terminal.say("team", "add", f"@owner{number}", "--role", "expert", "-e", "E1")
    terminal.extra["WARROOM_ESCALATION"] = "E1"
    return terminal


def counted(terminal: Terminal) -> dict[tuple[str, ...], int]:
    found = {}
    for words in QUESTIONS:
        with statements() as each:
            answer = terminal.say(*words)
        assert answer.code == 0, (words, answer)
        found[words] = len(each)
    return found


def test_no_question_asks_more_of_a_larger_store(tmp_path_factory: pytest.TempPathFactory) -> None:
    small, large = (
        counted(filled(Terminal(tmp_path_factory.mktemp(f"home{many}"), is_terminal=False), many)) for many in (10, 300)
    )
    print({" ".join(words): many for words, many in large.items()})
    assert large == small
    assert max(large.values()) <= 60


def test_what_is_looked_at_most_often_takes_one_statement_beside_the_escalations(pipe: Terminal) -> None:
    filled(pipe, 10)
    with statements() as each:
        assert pipe.say("list").code == 0
    assert len([one for one in each if one.startswith("SELECT")]) == 2


def test_the_list_reads_of_the_timeline_only_what_its_clocks_are_read_off(pipe: Terminal) -> None:
    filled(pipe, 10)
    with statements() as each:
        assert pipe.say("list").code == 0
    (clocks,) = (one for one in each if "FROM entry" in one)
    with sqlite3.connect(pipe.home / "warroom.db") as store:
        plan = store.execute(f"EXPLAIN QUERY PLAN {clocks}", [None] * clocks.count("?")).fetchall()
    assert [step[-1] for step in plan if " entry " in step[-1]] == [
        "SEARCH entry USING INDEX ix_entry_kind (escalation_id=? AND kind=?)"
    ]
