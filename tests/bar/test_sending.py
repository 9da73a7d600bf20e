"""An update is sent: the server gets what was sealed and is kept; what went wrong is said, and never guessed."""

import hashlib
import os
import re
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.bar.forked import Forks
from tests.bar.mailroom import clients, deliver_by, furnish_mails, keeping, kept, message, rows, script, sent, states
from tests.bar.postoffice import PostOffice, post_office
from tests.bar.process import answered
from tests.story import Terminal
from warroom.documents.mail.plain import plain_text


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with post_office() as open_office:
        yield open_office


@pytest.fixture
def room(pipe: Terminal) -> Terminal:
    return furnish_mails(pipe)


def without_chance(raw: bytes) -> bytes:
    return re.sub(rb"(?m)^(Date|Message-ID):.*\r\n", b"", raw)


def test_what_the_server_gets_is_what_was_shown_piped_and_kept(room: Terminal, office: PostOffice) -> None:
    differences = 0
    for number, (name, command) in enumerate(clients(office).items(), 1):
        room.say("log", "--safe", f"news {number}")
        piped = room.home / f"{name}.eml"
        deliver_by(room, script(room, "deliver", f"tee {piped} | {command}"))
        shown = room.say("update", "customer", "--format", "eml").out.encode()
        text = room.say("update", "customer").out
        sent(room)
        got, row = office.received[-1], rows(room)[-1]
        assert got.content == piped.read_bytes(), name
        differences += without_chance(got.content) != without_chance(shown)
        differences += row["body"].strip() != text.strip()
        first, _ = message(got.content).iter_parts()
        differences += str(first.get_content()).replace("\r\n", "\n") != plain_text(row["body"])
        assert message(got.content)["Message-ID"] == row["message_id"]
        assert (got.mail_from, got.rcpt_tos) == ("sam@example.com", ["dana@example.com"])
    print(f"P10: {len(office.received)} mails by {', '.join(clients(office))}, {differences} differences")
    assert differences == 0


def test_what_was_sent_is_frozen_with_all_that_belongs_to_it(room: Terminal) -> None:
    deliver_by(room, keeping(room))
    sent(room, "--next", "16:00")
    (row,) = rows(room)
    body = row["body"]
    assert row["sha256"] == hashlib.sha256(body.strip().encode()).hexdigest()
    assert (row["status"], row["recipients"], row["channel"], row["sent_by"]) == ("sent", ["dana"], "mail", "sam")
    assert (row["sent_at"], row["next_at"]) == ("2026-11-20T08:40:00.000000Z", "2026-11-20T15:00:00.000000Z")
    assert row["facts"] == ["T4"], row["facts"]
    assert row["message_id"] == message(kept(room)[0])["Message-ID"]
    room.say("amend", "T4", "775 claims are not filed", "--safe", "--why", "counted again")
    room.say("contact", "edit", "acme", "dana", "--email", "dana@example.net")
    assert rows(room)[0] == row


def test_the_updates_of_one_audience_stand_in_one_thread(room: Terminal) -> None:
    deliver_by(room, keeping(room))
    for number in range(3):
        room.say("log", "--safe", f"news {number}")
        sent(room)
        sent(room, audience="executive")
    mails = [message(raw) for raw in kept(room)]
    for address in ("dana@example.com", "vp@example.com"):
        ours = [one for one in mails if address in one["To"]]
        ids = [one["Message-ID"] for one in ours]
        assert [one["In-Reply-To"] for one in ours] == [None, ids[0], ids[1]]
        assert [(one["References"] or "").split() for one in ours] == [[], ids[:1], ids[:2]]


@pytest.mark.parametrize(
    ("lines", "state", "says"),
    [
        ("cat >/dev/null; exit 1", "draft", "U1 was not sent: it ended with 1."),
        ("exit 75", "draft", "U1 was not sent: it ended with 75."),
        ("echo 'no such user' >&2; exit 67", "draft", "it ended with 67. It said: no such user"),
        ("cat >/dev/null; exit 76", "unknown", "Nobody knows whether U1 was sent: it ended with 76."),
        ("cat >/dev/null; kill -9 $$", "unknown", "it was stopped by signal 9"),
        ("cat >/dev/null; sleep 300", "unknown", "it had not ended after 1 s and was stopped"),
        ("printf '\\033[2J\\233owned\\r\\n' >&2; exit 1", "draft", "It said: ^[[2J"),
        ("head -c 3000000 /dev/urandom >&2; exit 1", "draft", "It said: "),
    ],
)
def test_a_command_that_fails_leaves_it_unsent_or_unknown(room: Terminal, lines: str, state: str, says: str) -> None:
    deliver_by(room, script(room, "deliver", lines), timeout=1)
    answer = room.say("send", "customer", "--yes", terminal=True)
    assert (answer.code, answer.out, states(room)) == (8, "", [state]), answer
    assert says in answer.err
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", answer.err)
    if state == "draft":
        row = rows(room)[0]
        left = [row[name] for name in ("message_id", "sent_by", "sending_at", "channel", "due_at", "sent_at")]
        assert (left, row["recipients"]) == ([None] * 6, [])
    deliver_by(room, keeping(room))
    sent(room)
    assert (states(room), len(kept(room))) == (["sent"], 1)


@pytest.mark.parametrize("command", ["no-such-command-here", "/etc/passwd", "/"])
def test_a_command_that_is_missing_leaves_a_draft(room: Terminal, command: str) -> None:
    deliver_by(room, command)
    answer = room.say("send", "customer", "--yes")
    assert (answer.code, states(room)) == (8, ["draft"]), answer
    assert "could not be started" in answer.err
    assert "It is a draft again" in answer.err


def test_without_a_command_nothing_is_recorded(room: Terminal) -> None:
    answer = room.say("send", "customer", "--yes")
    assert (answer.code, states(room)) == (2, []), answer
    assert "warroom config delivery_command" in answer.err


def test_a_next_time_that_has_passed_is_refused_before_anything_leaves(room: Terminal) -> None:
    deliver_by(room, keeping(room))
    answer = room.say("send", "customer", "--yes", "--next", "2026-11-20T08:00Z")
    assert (answer.code, kept(room), states(room)) == (2, [], []), answer
    sent(room)


def test_after_the_end_only_a_closure_leaves(room: Terminal) -> None:
    deliver_by(room, keeping(room))
    assert room.say("close", "--force", "--why", "their project has ended").code == 0
    refused = room.say("send", "customer", "--kind", "progress", "--yes", "--override", "x")
    assert (refused.code, "can be sent a closure only" in refused.err) == (4, True), refused
    assert (kept(room), "sent" in states(room)) == ([], False)
    sent(room, "--override", "x")
    assert [row["kind"] for row in rows(room) if row["status"] == "sent"] == ["closure"]


def test_what_may_have_arrived_is_told_later_as_it_was_handed_over(room: Terminal) -> None:
    deliver_by(room, keeping(room, then="exit 76"))
    assert room.say("send", "customer", "--yes", "--to", "olu", "--override", "dana is away").code == 8
    (before,) = rows(room)
    room.say("log", "--safe", "news that nobody was told")
    room.now = "2026-11-20T12:00:00Z"
    answer = room.say("sent", "customer")
    (row,) = rows(room)
    told = ("body", "sha256", "recipients", "message_id", "channel", "facts", "why")
    assert {name: row[name] for name in told} == {name: before[name] for name in told}
    assert (row["status"], row["sent_at"], row["recipients"]) == ("sent", "2026-11-20T08:40:00.000000Z", ["olu"])
    assert "news that nobody was told" in room.say("update", "customer").out, answer


def test_after_it_is_unknown_the_same_is_sent_once_more_or_recorded_by_its_reference(room: Terminal) -> None:
    deliver_by(room, keeping(room, then=f"test $(ls {room.home}/box | wc -l) -gt 1 || exit 74"))
    assert room.say("send", "customer", "--yes").code == 8
    sent(room)
    assert (states(room), len(kept(room))) == (["sent"], 2)
    deliver_by(room, script(room, "dies", "kill -9 $$"))
    room.say("log", "--safe", "more")
    assert room.say("send", "customer", "--yes").code == 8
    room.say("log", "--safe", "and more")
    room.say("update", "customer")
    assert states(room) == ["sent", "unknown", "draft"]
    wrong = room.say("sent", "customer", "--update", "U1")
    assert (wrong.code, "not_in_doubt" in wrong.err) == (4, True), wrong
    assert room.say("sent", "executive", "--update", "U2").code == 4
    assert room.say("sent", "customer", "--update", "U2").code == 0
    assert states(room) == ["sent", "sent", "draft"]


def test_one_that_failed_after_a_try_of_which_nobody_knows_stays_unknown(room: Terminal) -> None:
    deliver_by(room, script(room, "dies", "kill -9 $$"))
    assert room.say("send", "customer", "--yes").code == 8
    deliver_by(room, script(room, "fails", "exit 1"))
    answer = room.say("send", "customer", "--yes")
    assert (answer.code, states(room)) == (8, ["unknown"])
    assert "It was tried before, and nobody knows what became of that." in answer.err


def test_when_the_record_cannot_be_written_after_delivery_it_is_said(forks: Forks, room: Terminal) -> None:
    room.extra["WARROOM_BUSY"] = "1"
    gate = room.home / "gate"
    os.mkfifo(gate)
    deliver_by(room, keeping(room, then=f"echo ready > {gate}; cat {gate}"))
    sending = forks.started(room.home, "send", "customer", "--yes", variables=room.extra | {"WARROOM_NOW": room.now})
    gate.read_text()
    with closing(sqlite3.connect(room.home / "warroom.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        gate.write_text("go")
        answer = answered(sending)
        other.execute("ROLLBACK")
    assert (answer.code, states(room)) == (8, ["sending"]), answer
    assert "U1 was delivered; this could not be recorded" in answer.err
    assert "Nothing was written" not in answer.err
    assert "warroom sent customer --update U1" in answer.err
    assert room.say("sent", "customer", "--update", "U1").code == 0
    assert states(room) == ["sent"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupt_during_delivery_leaves_it_unknown_and_says_so(
    forks: Forks, room: Terminal, number: signal.Signals
) -> None:
    gate = room.home / "gate"
    os.mkfifo(gate)
    deliver_by(room, script(room, "slow", f"cat > /dev/null; echo $$ > {gate}; sleep 300"))
    sending = forks.started(room.home, "send", "customer", "--yes", variables={"WARROOM_NOW": room.now})
    pid = int(gate.read_text())
    sending.send_signal(number)
    answer = answered(sending)
    assert (answer.code, answer.out, states(room)) == (128 + number, "", ["unknown"]), answer
    assert "Nobody knows whether U1 was sent: it was interrupted." in answer.err
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
