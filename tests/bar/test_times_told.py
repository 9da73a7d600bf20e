"""Times as they are typed, kept and told: clock changes, a clock that steps back, many at the same minute."""

import json
import re
from io import BytesIO, StringIO, TextIOWrapper

import pytest

from tests.story import Terminal
from warroom.cli.app import run
from warroom.cli.room import Room

CHANGES = {
    # zone, now, typed: kept as, what is said
    ("Europe/Berlin", "2026-03-29T12:00:00Z", "2026-03-29 02:30"): "2026-03-29T01:30:00Z",
    ("Europe/Berlin", "2026-10-25T12:00:00Z", "2026-10-25 02:30"): "2026-10-25T00:30:00Z",
    ("Australia/Lord_Howe", "2026-10-04T12:00:00Z", "2026-10-04 02:15"): "2026-10-03T15:45:00Z",
    ("Australia/Lord_Howe", "2026-04-05T12:00:00Z", "2026-04-05 01:45"): "2026-04-04T14:45:00Z",
    ("America/St_Johns", "2026-03-08T20:00:00Z", "2026-03-08 02:15"): "2026-03-08T05:45:00Z",
    ("America/St_Johns", "2026-11-01T20:00:00Z", "2026-11-01 01:15"): "2026-11-01T03:45:00Z",
    ("Pacific/Apia", "2011-12-31T12:00:00Z", "2011-12-30 12:00"): "2011-12-30T22:00:00Z",
}


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_a_clock_change_is_said_when_it_moves_a_time(pipe: Terminal, change: tuple[str, str, str]) -> None:
    pipe.zone, pipe.now, typed = change
    pipe.say("open", "acme", "Exports stopped")
    answer = pipe.say("log", "x", "--at", typed)
    (entry,) = json.loads(pipe.say("timeline", "--json").out)
    print(f"{change}: {entry['occurred_at']}: {answer.err.splitlines()[0]}")
    assert answer.code == 0
    assert entry["occurred_at"] == CHANGES[change]
    assert len(answer.err.splitlines()) == 2
    assert re.search("does not exist|happens twice", answer.err.splitlines()[0])


def test_an_explicit_offset_decides_and_nothing_is_said(pipe: Terminal) -> None:
    pipe.now = "2026-10-25T12:00:00Z"
    pipe.say("open", "acme", "Exports stopped")
    for typed, kept in (("02:30+02:00", "00:30"), ("02:30+01:00", "01:30"), ("00:30Z", "00:30")):
        answer = pipe.say("log", "x", "--at", f"2026-10-25T{typed}")
        assert len(answer.err.splitlines()) == 1
        assert json.loads(pipe.say("timeline", "--json").out)[-1]["occurred_at"] <= "2026-10-25T01:30:00Z"
        assert kept in json.dumps(json.loads(pipe.say("timeline", "--json").out))


@pytest.mark.parametrize(
    ("now", "day", "hours"),
    [("2026-03-29T12:00:00Z", "2026-03-29", 1), ("2026-10-25T12:00:00Z", "2026-10-25", 3)],
)
def test_a_night_on_which_the_clocks_change_has_its_real_length(pipe: Terminal, now: str, day: str, hours: int) -> None:
    pipe.now = now
    pipe.say("open", "acme", "Exports stopped", "--impact-start", f"{day} 01:30", "--detected", f"{day} 01:30")
    pipe.say("restore", "--at", f"{day} 03:30")
    found = {
        "post-mortem": re.findall(r"(?i)time to restore: (.*)", pipe.say("postmortem").out),
        "customer": re.findall(r"You were affected from .* until .* \((.*)\)", pipe.say("update", "customer").out),
        "internal": re.findall(r"lasted ([^,\n]*)", pipe.say("update", "internal").out),
        "executive": re.findall(r"Lasted ([^.\n]*)\.", pipe.say("update", "executive").out),
    }
    print(f"{day}: {found}")
    length, spoken = f"{hours} h 00 min", f"{hours} hour{'s' if hours > 1 else ''}"
    assert found == {"post-mortem": [length], "customer": [spoken], "internal": [length], "executive": [length]}


def test_a_clock_that_steps_back_changes_neither_order_nor_numbers(pipe: Terminal) -> None:
    pipe.say("open", "acme", "Exports stopped")
    for now in ("2026-11-20T09:00:00Z", "2026-11-20T07:00:00Z", "2036-11-20T07:00:00Z", "2026-11-20T09:05:00Z"):
        pipe.now = now
        assert pipe.say("log", f"at {now}").code == 0
    entries = json.loads(pipe.say("timeline", "--all", "--json").out)
    print([(entry["seq"], entry["occurred_at"], entry["recorded_at"]) for entry in entries])
    assert sorted(entry["seq"] for entry in entries) == [1, 2, 3, 4, 5]
    notes = [entry for entry in entries if entry["kind"] == "note"]
    assert [entry["occurred_at"] for entry in notes] == sorted(entry["occurred_at"] for entry in notes)
    assert all(entry["occurred_at"] == entry["recorded_at"][:19] + "Z" for entry in notes)
    assert all(entry["clock_frozen"] for entry in entries)
    for words in (("update", "customer"), ("update", "internal"), ("update", "executive"), ("postmortem",), ("show",)):
        answer = pipe.say(*words)
        assert answer.code == 0, answer
        assert not re.search(r"(?<![\d-])-\d+ (min|h|d)", answer.out), words


def test_a_frozen_clock_is_said_once_by_whoever_writes(pipe: Terminal) -> None:
    said = []
    for words in (["open", "acme", "x"], ["log", "--lines", "-"], ["list"]):
        err = StringIO()
        stdin = None if words[0] != "log" else _lines(b"one\ntwo\n")
        run(Room(pipe.environ, stdin, StringIO(), err), words)
        said.append(err.getvalue().count("The clock is frozen at"))
    assert said == [1, 1, 0]


def _lines(raw: bytes) -> TextIOWrapper:
    return TextIOWrapper(BytesIO(raw), encoding="utf-8")


SAME = 50


def order(pipe: Terminal, *words: str) -> list[int]:
    return [int(found) for found in re.findall(r"note (\d+)", pipe.say(*words).out)]


def test_entries_of_the_same_minute_keep_the_order_in_which_they_were_written(pipe: Terminal) -> None:
    pipe.say("open", "acme", "Exports stopped")
    for number in range(SAME):
        pipe.say("log", f"note {number}", "--at", "09:00", "--safe")
    routes: list[tuple[str, ...]] = [("timeline", "--format", form) for form in ("table", "tsv", "csv", "md", "ndjson")]
    routes += [("timeline", "--all", "--format", "md"), ("postmortem",), ("update", "customer"), ("update", "internal")]
    every = list(range(SAME))
    before = {" ".join(words): order(pipe, *words) for words in routes}
    pipe.say("log", "earlier", "--at", "08:00")
    pipe.say("log", "later", "--at", "09:30")
    pipe.say("amend", "T20", "--at", "09:00", "--audience", "internal", "--why", "the label")
    pipe.say("amend", "T20", "--safe")
    after = {" ".join(words): order(pipe, *words) for words in routes if "--all" not in words}
    changes = [words for found in (before, after) for words, numbers in found.items() if every != _once(numbers)]
    print(f"{len(before) + len(after)} listings of {SAME} entries at one minute, order changed in: {changes}")
    assert changes == []


def _once(numbers: list[int]) -> list[int]:
    """The numbers, where a text and its customer wording stand in one row."""
    return [one for place, one in enumerate(numbers) if place == 0 or numbers[place - 1] != one]


FORMS = {
    "09:00": "Fri 20 Nov 09:00 CET",
    "23:50": "Thu 19 Nov 23:50 CET",
    "yesterday 14:00": "Thu 19 Nov 14:00 CET",
    "mon 09:00": "Mon 16 Nov 09:00 CET",
    "19 nov 14:05": "Thu 19 Nov 14:05 CET",
    "-20m": "Fri 20 Nov 09:20 CET",
    "20m ago": "Fri 20 Nov 09:20 CET",
    "2h ago": "Fri 20 Nov 07:40 CET",
    "2026-11-20T08:10Z": "Fri 20 Nov 09:10 CET",
    "2026-11-20T09:10:00+01:00": "Fri 20 Nov 09:10:00 CET",
    "2026-11-20 09:10": "Fri 20 Nov 09:10 CET",
    "2026-11-19": "Thu 19 Nov",
    "2026-10": "Oct 2026",
    "~09:10": "about Fri 20 Nov 09:10 CET",
    "2026-07-01 09:00": "Wed 1 Jul 09:00 CEST",
}
REFUSED = ["03/04/2026", "20.11.2026", "10", "7", "1430", "2m3", "1 month ago", "25:00", "09:60", "soon", "now-ish", "",
           "2026-13", "2026-02-30", "tomorrow 9:00", "2026-11-20T09:51Z", "-1mo", "9999-12-31", "٠٩:٠٠"]  # fmt: skip


def test_a_typed_time_is_echoed_whole_with_its_zone(pipe: Terminal) -> None:
    pipe.say("open", "acme", "Exports stopped")
    wrong = {}
    for typed, echo in FORMS.items():
        said = pipe.say("log", "x", f"--at={typed}").err
        if f" · {echo} · " not in said:
            wrong[typed] = said
    print(f"{len(FORMS)} forms, echoed otherwise: {wrong}")
    assert wrong == {}


def test_a_time_that_can_be_read_two_ways_is_refused_and_nothing_is_written(pipe: Terminal) -> None:
    pipe.say("open", "acme", "Exports stopped")
    for typed in REFUSED:
        answer = pipe.say("log", "x", f"--at={typed}")
        assert (answer.code, answer.out) == (2, ""), (typed, answer)
        assert answer.err.startswith("warroom: --at: "), (typed, answer)
    print(f"{len(REFUSED)} forms refused")
    assert pipe.say("timeline", "-q").out == ""


def test_another_zone_reads_and_shows_the_times_of_one_command(pipe: Terminal) -> None:
    pipe.say("open", "acme", "Exports stopped")
    said = pipe.say("log", "x", "--at", "2026-11-20 13:10", "--tz", "Asia/Kolkata").err
    assert "Fri 20 Nov 13:10 IST" in said
    times = [
        json.loads(pipe.say("timeline", "--json", "--tz", zone).out)[0]["occurred_at"] for zone in ("UTC", "Asia/Tokyo")
    ]
    assert times == ["2026-11-20T07:40:00Z"] * 2
