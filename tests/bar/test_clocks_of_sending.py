"""The clocks of updates, promises and requests when life is untidy: in the past, twice, over a clock change."""

import json
from typing import Any

import pytest

from tests.bar.mailroom import deliver_by, furnish_mails, keeping, kept, rows, sent, states
from tests.story import Terminal


@pytest.fixture
def room(pipe: Terminal) -> Terminal:
    furnish_mails(pipe)
    deliver_by(pipe, keeping(pipe))
    return pipe


def due(room: Terminal, audience: str = "customer") -> str:
    """When an audience is next to hear from us."""
    found: list[dict[str, Any]] = json.loads(room.say("due", "--json").out)
    (line,) = [one for one in found if one["what"] == "update" and audience in one["text"]]
    return str(line["due_at"])[:16]


def slots(room: Terminal) -> list[tuple[str, str]]:
    found = json.loads(room.say("cadence", "customer", "--explain", "--json").out)
    return [(one["due_at"][11:16], one["state"]) for one in found]


def test_an_update_of_the_past_starts_its_clock_in_the_past(room: Terminal) -> None:
    room.now = "2026-11-20T11:00:00Z"
    assert room.say("sent", "customer", "--at", "10:00", "--next", "12:30").code == 0
    assert due(room) == "2026-11-20T10:00"  # planned: an hour after 10:00 Berlin, before what it promised
    future = room.say("sent", "customer", "--at", "14:00")
    assert future.code in (2, 4), future
    raised = room.say("sent", "customer", "--at", "09:00", "--next", "13:00")
    assert (raised.code, "out_of_order" in raised.err) == (4, True), raised


def test_updates_told_out_of_order_stand_in_the_order_in_which_they_went_out(room: Terminal) -> None:
    room.now = "2026-11-20T11:30:00Z"
    for clock in ("12:00", "10:00", "11:00"):
        assert room.say("sent", "customer", "--at", clock, "--next", "13:00").code == 0
    assert due(room) == "2026-11-20T12:00"
    print(slots(room))
    assert [clock for clock, _ in slots(room)] == sorted(clock for clock, _ in slots(room))
    assert slots(room)[-1] == ("12:00", "open")


def test_one_text_sent_twice_goes_out_once(room: Terminal) -> None:
    file = room.home / "text.md"
    sent(room)
    file.write_text(rows(room)[0]["body"])
    assert room.say("approve", "customer", str(file)).code == 0
    answer = room.say("send", "customer", "--yes")
    assert (answer.code, len(kept(room))) == (4, 1), answer
    assert "U1 was sent in these very words by @sam, Fri 20 Nov 09:40 CET." in answer.err


def test_a_plan_changed_in_the_middle_counts_from_the_last_update_and_heals_nothing(room: Terminal) -> None:
    sent(room)
    room.now = "2026-11-20T09:00:00Z"
    assert room.say("cadence", "customer", "4h").code == 0
    assert due(room) == "2026-11-20T09:40"  # that is what the reader was told
    room.now = "2026-11-20T09:50:00Z"
    assert room.say("cadence", "customer", "30m").code == 0
    assert slots(room)[-1] == ("09:40", "missed")
    sent(room)
    assert due(room) == "2026-11-20T10:20"


@pytest.mark.parametrize(
    ("rhythm", "told"),
    [
        (("12h",), ["2026-10-25T02:00", "2026-10-25T14:00"]),  # true time: 16:00, 04:00 in summer, 15:00 in winter
        (("4h",), ["2026-10-24T18:00"]),
        (("17:00",), ["2026-10-24T15:00", "2026-10-25T16:00"]),
        (("2:30,17:00",), ["2026-10-24T15:00", "2026-10-25T00:30", "2026-10-25T16:00"]),
        (("1d",), ["2026-10-25T15:00", "2026-10-26T15:00"]),  # a day is the same clock time a day on
    ],
)
def test_over_the_night_of_the_clock_change_clock_times_stay_and_lengths_are_true(
    pipe: Terminal, rhythm: tuple[str, ...], told: list[str]
) -> None:
    pipe.now = "2026-10-24T13:50:00Z"
    furnish_mails(pipe)
    deliver_by(pipe, keeping(pipe))
    assert pipe.say("cadence", "customer", *rhythm).code == 0
    pipe.now = "2026-10-24T14:00:00Z"
    found = []
    for _ in told:
        sent(pipe, "--next", "2026-11-30T12:00Z")
        found.append(due(pipe))
        pipe.now = f"{found[-1]}:00Z"
    assert found == told


def test_an_account_without_zone_goes_by_ours(pipe: Terminal) -> None:
    furnish_mails(pipe)
    deliver_by(pipe, keeping(pipe))
    pipe.say("open", "borealis", "Logins", "--sev", "1", "-c", "Your logins")
    pipe.say("contact", "add", "borealis", "ola", "--email", "ola@example.net")
    pipe.say("cadence", "customer", "17:00", "--to", "ola", "-e", "E2")
    sent(pipe, "-e", "E2")
    assert "by Fri 20 Nov 17:00 CET" in rows(pipe)[-1]["body"]
    pipe.say("account", "edit", "borealis", "--timezone", "America/New_York")
    pipe.say("log", "--safe", "news", "-e", "E2")
    sent(pipe, "-e", "E2")
    assert "by Fri 20 Nov 17:00 EST" in rows(pipe)[-1]["body"]


def test_a_promise_that_was_due_does_not_move_and_is_told_as_missed(room: Terminal) -> None:
    assert (
        room.say("promise", "A report", "--to", "dana", "--owner", "@sam", "--due", "11:00", "--agreed", "call").code
        == 0
    )
    sent(room)
    room.now = "2026-11-20T10:30:00Z"
    late = room.say("move", "P1", "--due", "15:00", "--told", "call 11:30")
    assert (late.code, "due_passed" in late.err) == (4, True), late
    assert room.say("missed", "P1", "--why", "the log was not there").code == 0
    assert (
        room.say("promise", "A report", "--to", "dana", "--owner", "@sam", "--due", "15:00", "--agreed", "call").code
        == 0
    )
    sent(room)
    body = rows(room)[-1]["body"]
    print(body)
    assert "15:00 CET" in body
    assert "Not kept in time, and we are sorry: A report." in body


def test_a_request_is_answered_once(room: Terminal) -> None:
    assert room.say("ask", "A discount", "--by", "dana", "-c", "A discount").code == 0
    assert room.say("answer", "Q1", "--decline", "We talk about it at the renewal").code == 0
    again = room.say("answer", "Q1", "--agree")
    assert (again.code, "already_answered: Q1 was answered already: decline" in again.err) == (4, True), again
    sent(room)
    assert "We talk about it at the renewal" in rows(room)[-1]["body"]
    assert states(room) == ["sent"]
