"""``log --ndjson``: the records of another tool are all taken or none, once, and as exactly as they are known."""

import json
from typing import Any

import pytest

from tests.story import Answer, Terminal


@pytest.fixture
def room(pipe: Terminal) -> Terminal:
    """A war room with one escalation, and a contact."""
    pipe.say("open", "acme", "Exports stopped", "--by", "dana")
    return pipe


def give(terminal: Terminal, *lines: bytes | dict[str, Any], end: bytes = b"\n") -> Answer:
    """Log these lines, bytes as they are and records as JSON."""
    raw = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    return terminal.say("log", "--ndjson", "-", stdin=end.join(raw) + end)


def entries(terminal: Terminal) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(terminal.say("timeline", "--json").out)
    return found


DEEP = b'{"text": "x", "data": ' + b'{"a": ' * 200_000 + b"1" + b"}" * 200_001
BAD: list[bytes] = [
    b'{"text": "cut',
    b'{"text": "x"',
    b"[]",
    b'["text"]',
    b'"text"',
    b"7",
    b"null",
    b"text",
    b"{}",
    b'{"text": null}',
    b'{"text": ""}',
    b'{"text": "  "}',
    b'{"text": 7}',
    b'{"text": ["x"]}',
    b'{"text": "x", "text": "y"}',
    b'{"text": "x", "colour": "red"}',
    b'{"text": "x", "data": NaN}',
    b'{"text": "x", "data": {"figure": Infinity}}',
    b'{"text": "x", "kind": "impact", "data": {"figure": 1e999}}',
    b'{"text": "x", "kind": "impact", "data": {"figure": -1}}',
    b'{"text": "x", "kind": "impact", "data": {"figure": "many"}}',
    b'{"text": "x", "kind": "impact", "data": {"colour": 1}}',
    b'{"text": "x", "kind": "impact", "data": {"figure": ' + b"9" * 5000 + b"}}",
    b'{"text": "x", "data": {"figure": 1}}',
    b'{"text": "x", "data": []}',
    b'{"text": "x", "kind": "flood"}',
    b'{"text": "x", "kind": 7}',
    b'{"text": "x", "kind": "change"}',
    b'{"text": "x", "kind": "change", "data": {"field": "severity", "old": "1", "new": "9"}}',
    b'{"text": "x", "audience": "all"}',
    b'{"text": "x", "audience": "customer"}',
    b'{"text": "x", "certainty": "maybe"}',
    b'{"text": "x", "customer_text": "y", "audience": "legal"}',
    b'{"text": "x", "at": "soon"}',
    b'{"text": "x", "at": 7}',
    b'{"text": "x", "at": "2026-11-20T09:00"}',
    b'{"text": "x", "at": "20/11/2026"}',
    b'{"text": "x", "at": "2026-02-30"}',
    b'{"text": "x", "precision": "minute"}',
    b'{"text": "x", "at": "2026-11-20", "precision": "minute"}',
    b'{"text": "x", "at": "2026-11-20T09:00Z", "precision": "range"}',
    b'{"text": "x", "after": "yesterday"}',
    b'{"text": "x", "source": "jira"}',
    b'{"text": "x", "source_id": "7"}',
    b'{"text": "x", "source": "jira", "source_id": true}',
    b'{"text": "x\\u0000y"}',
    b'{"text": "\\ud83d"}',
    b'{"text": "caf\xe9"}',
    b'\xff\xfe{\x00"\x00',
    DEEP,
    b'{"text": "' + b"x" * 20_001 + b'"}',
    b'{"text": "' + b"x" * 1_100_000 + b'"}',
]


def test_every_bad_line_is_named_and_nothing_is_written(room: Terminal) -> None:
    good = {"text": "a good one"}
    answer = give(room, good, *BAD, good)
    named = [line.split(":")[0].strip() for line in answer.err.splitlines() if line.startswith("  line ")]
    print(f"{len(named)} of {len(BAD)} bad lines named, longest message {max(map(len, answer.err.splitlines()))}")
    assert (answer.code, answer.out) == (7, "")
    assert named == [f"line {number}" for number in range(2, len(BAD) + 2)]
    assert answer.err.splitlines()[0] == (
        f"warroom: {len(BAD)} of {len(BAD) + 2} records cannot be read. Nothing was written."
    )
    assert max(map(len, answer.err.splitlines())) < 400
    assert entries(room) == []


@pytest.mark.parametrize("line", BAD, ids=lambda line: repr(line[:50]))
def test_a_bad_line_alone_is_one_reason_for_programs_too(room: Terminal, line: bytes) -> None:
    answer = room.say("log", "--ndjson", "-", "--json", stdin=line)
    error = json.loads(answer.err.splitlines()[-1])["error"]
    assert (answer.code, error["kind"], error["written"]) == (7, "unreadable_input", False)
    assert [reason["code"] for reason in error["reasons"]] == ["line 1"]


@pytest.mark.parametrize("name", ["", "@", "dana/../x", 7, ["dana"]])
def test_a_name_that_is_none_is_refused_and_nothing_is_written(room: Terminal, name: object) -> None:
    answer = give(room, {"text": "first"}, {"text": "x", "by": name})
    assert answer.code in (2, 7), answer
    assert entries(room) == []


def test_a_byte_order_mark_and_blank_lines_are_no_records(room: Terminal) -> None:
    answer = give(room, b'\xef\xbb\xbf{"text": "one"}', b"", b"   ", b'\t{"text": "two"} ', end=b"\r\n")
    assert answer == Answer("T2\nT3\n", "E1 acme · 2 entries added\n", 0)


def test_an_empty_input_adds_nothing(room: Terminal) -> None:
    assert give(room) == Answer("", "E1 acme · 0 entries added\n", 0)


def test_the_same_input_again_changes_nothing(room: Terminal) -> None:
    lines = [{"text": f"note {n}", "source": "Jira", "source_id": n} for n in range(40)]
    first = give(room, *lines)
    again = give(room, *lines)
    more = give(room, *lines[:5], {"text": "new", "source": "jira", "source_id": "40"}, {"text": "no identity"})
    print(first.err, again.err, more.err)
    assert len(first.out.split()) == 40
    assert again == Answer("", "E1 acme · 0 entries added · 40 already there\n", 0)
    assert more == Answer("T42\nT43\n", "E1 acme · 2 entries added · 5 already there\n", 0)
    assert len(entries(room)) == 42


def test_one_identity_twice_in_an_input_is_one_entry(room: Terminal) -> None:
    twice = {"text": "first", "source": "slack", "source_id": "1"}
    answer = give(room, twice, {"text": "other"}, {**twice, "text": "second"}, {**twice, "source": "SLACK"})
    assert answer == Answer("T2\nT3\n", "E1 acme · 2 entries added · 2 already there\n", 0)
    assert [entry["text"] for entry in entries(room)] == ["first", "other"]
    assert [entry["seq"] for entry in entries(room)] == [2, 3]


def test_the_same_identity_on_another_escalation_is_another_entry(room: Terminal) -> None:
    room.say("open", "borealis", "Login slow")
    line = b'{"text": "x", "source": "jira", "source_id": "1"}\n'
    assert room.say("log", "--ndjson", "-", "-e", "E1", stdin=line).out == "T3\n"
    assert room.say("log", "--ndjson", "-", "-e", "E2", stdin=line).out == "T4\n"


EXACTNESS = [
    ({"at": "2026-11-20T08:00:00Z"}, ("2026-11-20T08:00:00Z", "second", None, None)),
    ({"at": "2026-11-20T08:00Z"}, ("2026-11-20T08:00:00Z", "minute", None, None)),
    ({"at": "2026-11-20T09:00:00+01:00", "precision": "approx"}, ("2026-11-20T08:00:00Z", "approx", None, None)),
    ({"at": "2026-11-19"}, ("2026-11-19", "day", None, None)),
    ({"at": "2026-10"}, ("2026-10", "month", None, None)),
    ({"after": "2026-11-20T07:00Z", "before": "2026-11-20T08:00Z"},
     (None, "range", "2026-11-20T07:00:00Z", "2026-11-20T08:00:00Z")),
    ({"after": "2026-11-20T07:00Z", "precision": "unknown"}, (None, "unknown", "2026-11-20T07:00:00Z", None)),
    ({"precision": "unknown"}, (None, "unknown", None, None)),
]  # fmt: skip


def test_a_time_is_kept_as_exactly_as_it_is_known(room: Terminal) -> None:
    answer = give(room, *[{"text": f"n{place}", **told} for place, (told, _) in enumerate(EXACTNESS)])
    assert answer.code == 0, answer
    kept = {
        entry["text"]: (entry["occurred_at"], entry["precision"], entry["after_at"], entry["before_at"])
        for entry in entries(room)
    }
    print(kept)
    assert kept == {f"n{place}": known for place, (_, known) in enumerate(EXACTNESS)}


def test_milestones_out_of_order_are_kept_and_said(room: Terminal) -> None:
    answer = give(
        room,
        {"text": "restored", "kind": "restoration", "at": "2026-11-20T07:00Z"},
        {"text": "began", "kind": "impact_start", "at": "2026-11-20T08:00Z"},
    )
    assert (answer.code, answer.out) == (0, "T2\nT3\n")
    assert answer.err.startswith("Out of order, kept as given: Impact start (Fri 20 Nov 09:00 CET")
    (escalation,) = json.loads(room.say("list", "--all", "--json").out)
    assert escalation["impact_started_at"] > escalation["restored_at"]
    assert "out of order" in room.say("postmortem").out


def test_a_record_tells_everything_that_the_command_can(room: Terminal) -> None:
    told = {
        "text": "1840 claims not filed",
        "kind": "impact",
        "customer_text": "Claims are not filed",
        "certainty": "suspected",
        "by": "dana",
        "evidence": "https://logs.example.com/q/17",
        "source": "jira",
        "source_id": "OPS-7",
        "data": {"figure": 1840, "unit": "claims", "data_loss": "none"},
    }
    assert give(room, told).code == 0
    (entry,) = entries(room)
    assert {key: entry[key] for key in told} == told
    assert (entry["audience"], entry["by_party"]) == ("customer", "customer")


def test_a_closed_escalation_takes_nothing(room: Terminal) -> None:
    room.say("close", "--force", "--why", "a test")
    answer = room.say("log", "--ndjson", "-", "-e", "E1", stdin=b'{"text": "x"}\n')
    assert (answer.code, answer.out) == (4, "")


def test_a_change_is_made_and_never_told_by_another_system(room: Terminal) -> None:
    told = {"text": "Status set to major", "kind": "change", "data": {"field": "severity", "old": "2", "new": "1"}}
    answer = give(room, {"text": "a good one"}, told)
    assert (answer.code, answer.out, entries(room)) == (7, "", [])
    assert "line 2: kind: change is written by the tool, when a state changes" in answer.err
    assert "as a note" in answer.err
    assert give(room, told | {"kind": "note", "data": None}).code == 0


def test_five_thousand_records_are_one_transaction(room: Terminal) -> None:
    answer = give(room, *[{"text": f"note {n}", "source": "x", "source_id": n} for n in range(5000)], b'{"text": ""}')
    assert (answer.code, entries(room)) == (7, [])
    answer = give(room, *[{"text": f"note {n}", "source": "x", "source_id": n} for n in range(5000)])
    assert len(answer.out.split()) == 5000
    assert [entry["seq"] for entry in entries(room)] == list(range(2, 5002))
