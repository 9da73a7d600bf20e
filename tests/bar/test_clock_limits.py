"""The ends of the calendar, and the one form in which times are kept."""

import json
import re
import sqlite3
from itertools import pairwise

import pytest

from tests.bar.furnished import DOCUMENTS, furnish
from tests.story import Terminal

ENDS = [
    "0001-01-01", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "9999-12-31", "1899-12-31", "2201-01-01",
    "1900-01-01T00:00+14:00", "2200-12-31T23:59-14:00", "2026-11-20T08:00+14:00", "2026-11-20T08:00-14:00",
    "2026-11-20T08:00+14:01", "2026-11-20T08:00+23:59:59", "2026-06-30T23:59:60Z", "2038-01-19T03:14:08Z",
    "2016-12-31T23:59:60Z", "2026-11-20T24:00Z", "1969-12-31T23:59:59.999999Z", "2026-11-20T08:00:00.123456789Z",
    "1900-01", "2200-12", "0000-00-00", "+12026-01-01", "-0001-01-01T00:00Z", "2026-W47-5", "20261120", "1e9",
]  # fmt: skip
ZONES = ("UTC", "Asia/Kolkata", "America/St_Johns", "Pacific/Kiritimati", "Pacific/Niue", "Africa/Monrovia")


@pytest.mark.parametrize("zone", ZONES)
def test_the_ends_of_the_calendar_are_exact_or_refused(pipe: Terminal, zone: str) -> None:
    pipe.zone = zone
    pipe.say("open", "acme", "x", "--retrospective")
    codes: dict[int, int] = {}
    for told in ENDS:
        record = json.dumps({"text": "x", "at": told}).encode()
        for answer in (
            pipe.say("log", "x", f"--at={told}"), pipe.say("do", "x", f"--due={told}"),
            pipe.say("timeline", f"--since={told}", f"--until={told}"), pipe.say("edit", f"--deadline={told}"),
            pipe.say("log", "--ndjson", "-", stdin=record), pipe.say("sent", "internal", f"--next={told}"),
        ):  # fmt: skip
            codes[answer.code] = codes.get(answer.code, 0) + 1
            assert answer.code in (0, 2, 7), (told, answer)
    for words in (("timeline",), ("timeline", "--json"), ("actions",), ("actions", "--json"), ("show",), *DOCUMENTS):
        assert pipe.say(*words, terminal=True).code == 0, words
    print(f"{zone}: {len(ENDS)} times × 6 commands, codes {codes}")


@pytest.mark.parametrize("now", ["1900-01-01T00:00:00Z", "2200-12-31T23:59:00Z", "2038-01-19T03:14:07Z"])
def test_a_clock_at_the_end_of_the_calendar_works_or_is_refused(pipe: Terminal, now: str) -> None:
    pipe.now = now
    for words in (
        ("open", "acme", "x"), ("log", "x", "--at=-20m"), ("log", "x", "--at", "23:59"), ("do", "x", "--due", "eod"),
        ("do", "x", "--due", "+10d"), ("do", "x", "--due", "mon"), ("sent", "internal"), ("timeline", "--since", "mon"),
        ("update", "customer"), ("postmortem",), ("list",), ("relapse", "--why", "x"),
    ):  # fmt: skip
        answer = pipe.say(*words)
        assert answer.code in (0, 2, 4), (words, answer)


FORM = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")


def test_every_time_is_kept_in_one_form_whose_order_is_that_of_time(pipe: Terminal) -> None:
    for number, zone in enumerate(ZONES):
        pipe.zone, pipe.now = zone, f"2026-11-{20 + number}T08:40:0{number}{'.5' * (number % 2)}Z"
        if number == 0:
            furnish(pipe)
        for told in ("-20m", "2026-11-19", "2026-10", "2026-11-20T08:00:00.5Z", "2026-11-20T08:00:00Z", "00:30"):
            assert pipe.say("log", "x", f"--at={told}", "-e", "E1").code == 0
        assert pipe.say("do", "x", "--due", "fri", "-e", "E1").code == 0
    store = sqlite3.connect(pipe.home / "warroom.db")
    seen, others = 0, []
    tables = [name for (name,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        for _, column, *_ in store.execute(f"PRAGMA table_info('{table}')").fetchall():
            if column.endswith("_at") or column == "stable_since":
                values = [one for (one,) in store.execute(f'SELECT "{column}" FROM "{table}"') if one is not None]
                seen += len(values)
                others += [(table, column, one) for one in values if not FORM.fullmatch(str(one))]
    rows = [one for (one,) in store.execute("SELECT sort_at FROM entry ORDER BY sort_at")]
    instants = [one for (one,) in store.execute("SELECT sort_at FROM entry ORDER BY julianday(sort_at), sort_at")]
    store.close()
    print(f"{seen} kept times, {len(others)} in another form: {others[:3]}; {len(rows)} entries in the order of time")
    assert others == []
    assert rows == instants
    assert all(one <= two for one, two in pairwise(rows))
