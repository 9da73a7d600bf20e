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


# Everywhere the same word; what stands for the customer holds it beside a word of its own.
COURIER = (
    "open acme The courier waits --owner @sam",
    "log the courier has called us",
    "log the courier drove off -c 'Your parcels wait'",
    "log their courier -c 'The courier waits for you'",
    "log courier to lawyers --audience legal",
    "impact Parcels wait --safe --not-affected 'courier of the night'",
    "do ring the courier --owner @sam --due 18:00",
    "do ring them -c 'We ring your courier' --owner @sam --due 18:00",
    "need 'Who pays the courier?' --from @vera --due 12:00",
    "ask 'the courier list' --by dana",
    "ask 'the list' --by dana -c 'A list of the courier'",
    "suspect the courier lost the key",
    "suspect 'the key' -c 'A courier without a key'",
    "suspect 'the lock' -c 'A courier at the lock'",
    "ruleout H3 --why 'the courier has one'",
    "promise 'A courier by six' --to dana --owner @sam --due 18:00 --agreed call",
    "promise 'A courier a day' --to dana",
    "exit add 'Two days with a courier' --agreed-by dana",
    "exit add 'A courier of ours'",
    "contact edit acme dana --notes 'shouts at every courier'",
    "skip customer --why 'the courier is on the phone' --next 20:00",
    "update internal",
    "update executive",
    "update customer",
    "open globex The courier waits -c 'Your courier is late'",
)


def found_for(pipe: Terminal, reader: str) -> dict[str, str]:
    """The line of each record that is found for a reader, by its reference."""
    head, *rows = [row.split("\t") for row in pipe.say("find", "courier", "--audience", reader).out.splitlines()]
    found = {row[0]: row[head.index("text")] for row in rows}
    assert all("courier" in text.casefold() for text in found.values())
    return found


def test_for_a_reader_only_what_they_may_read_is_found_and_in_their_words(pipe: Terminal) -> None:
    for line in COURIER:
        assert pipe.type(f"warroom {line}").code == 0, line
    assert found_for(pipe, "customer") == {
        "E2": "Your courier is late",
        "U4": "- courier of the night",
        "X1": "Two days with a courier",
        "P1": "A courier by six",
        "H3": "A courier at the lock",
        "Q3": "A list of the courier",
        "A2": "We ring your courier",
        "T6": "courier of the night",
        "T4": "The courier waits for you",
    }
    inside = {reader: found_for(pipe, reader) for reader in ("executive", "internal", "legal")}
    assert {reader: [ref for ref in found if ref.startswith("U")] for reader, found in inside.items()} == {
        "executive": ["U3"],
        "internal": ["U2"],
        "legal": ["U4", "U3", "U2", "U1"],
    }
    assert [reader for reader, found in inside.items() if "dana" in found] == ["legal"]
    assert [reader for reader, found in inside.items() if "P2" in found] == ["internal", "legal"]
    assert all("Q1" in found and "H1" in found and "X2" in found for found in inside.values())
