"""``find`` looks through everything that a person typed, wherever it is kept."""

import sqlite3
from contextlib import closing

import pytest

from tests.story import Terminal
from warroom.store.engine import sqlite_engine
from warroom.store.schema import migrate

TYPED: dict[str, tuple[str, str]] = {
    "sev 3 --why 'only the export is slow'": ("export is slow", "T2"),
    "rag red --why 'the board has called'": ("board has called", "T2"),
    "level 2 --why 'asked for by Dana'": ("asked for by Dana", "T2"),
    "wait customer --why 'they look for the file'": ("look for the file", "T2"),
    "own @ines --new": ("ines", "ines"),
    "link E1 jira:OPS-88214": ("jira:OPS-88214", "E1"),
    "link E1 customer:CASE-7": ("case-7", "E1"),
    "log 'seen in the log' --source jira:OPS-5": ("jira:OPS-5", "T2"),
    "log 'seen in the log' --evidence https://ci.example.com/611": ("example.com/611", "T2"),
    "decide 'roll back' --why 'close week' --tradeoff 'the connector slips'": ("connector slips", "T2"),
    "impact 'claims stop' --figure 7 --unit parcels --not-affected 'parcels within the EU'": ("within the EU", "T2"),
    "impact 'claims stop' --figure 7 --unit crates": ("crates", "T2"),
    "restore --workaround 'print with 6.0'": ("print with 6.0", "T3"),
    "team add @ines --role expert --need 'the lock report'": ("lock report", "ines"),
    "contact add acme dana Dana Cho --email dana@example.com": ("Dana Cho", "dana"),
}


@pytest.mark.parametrize("line", TYPED)
def test_it_is_found_and_shown(pipe: Terminal, line: str) -> None:
    pipe.say("open", "acme", "Exports stopped")
    words, ref = TYPED[line]
    answer = pipe.type(f"warroom {line}")
    assert answer.code == 0, answer.err
    head, *rows = [row.split("\t") for row in pipe.say("find", words).out.splitlines()]
    found = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
    assert ref in found, rows
    assert words.casefold() in found[ref]["text"].casefold()
    assert found[ref]["account"] == ("" if line.startswith("own") else "acme")


def test_the_words_of_the_vocabulary_are_no_typed_text(pipe: Terminal) -> None:
    pipe.say("open", "acme", "Exports stopped")
    pipe.say("decide", "roll back")
    pipe.say("cause", "a lock", "--category", "change_release")
    assert pipe.say("find", "decision", "-q").out == ""
    assert pipe.say("find", "change_release", "-q").out == ""


def test_reasons_of_dropped_and_unblocked_actions_stay_found(pipe: Terminal) -> None:
    for line in ("open acme Exports", "do write the script", "block A1 --why 'no access to it'", "unblock A1"):
        assert pipe.type(f"warroom {line}").code == 0, line
    assert pipe.say("find", "no access", "-q").out == "T3\n"


def test_a_draft_is_not_taken_for_what_was_sent(terminal: Terminal) -> None:
    for line in ("open acme Exports -c Exports", "update customer", "sent customer"):
        assert terminal.type(f"warroom {line}").code == 0, line
    shown = terminal.say("find", "Exports").out.splitlines()
    assert [line.endswith("(draft)") for line in shown if line.startswith("U")] == [False]
    terminal.say("update", "customer")
    shown = terminal.say("find", "Exports").out.splitlines()
    assert [line.endswith("(draft)") for line in shown if line.startswith("U")] == [True, False]
    assert '"status": "draft"' in terminal.say("find", "Exports", "--json").out


def test_an_index_of_an_older_program_is_made_anew_by_the_upgrade(pipe: Terminal) -> None:
    pipe.say("open", "acme", "Exports stopped")
    pipe.say("rag", "red", "--why", "the board has called")
    with closing(sqlite3.connect(pipe.home / "warroom.db")) as store, store:
        store.execute("DELETE FROM search")
    assert pipe.say("find", "board", "-q").out == ""
    with sqlite_engine(pipe.home / "warroom.db", write=True).connect() as connection, connection.begin():
        migrate(connection)
    assert pipe.say("find", "board", "-q").out == "T2\n"
    assert pipe.say("find", "Exports", "-q").out == "E1\n"
