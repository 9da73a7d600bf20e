"""Who has to approve what goes out has read that very text; who passes over it says why, and that is kept."""

import pytest

from tests.bar.mailroom import deliver_by, furnish_mails, keeping, kept, rows, sent, states
from tests.story import Answer, Terminal


@pytest.fixture(params=["settings", "plan"])
def room(pipe: Terminal, request: pytest.FixtureRequest) -> Terminal:
    """An escalation on which @vp approves what the customer reads: by the settings, or by its plan."""
    furnish_mails(pipe)
    deliver_by(pipe, keeping(pipe))
    by = {"settings": ("config", "approvers", "1=@VP"), "plan": ("cadence", "customer", "--approver", "@vp")}
    assert pipe.say(*by[request.param]).code == 0
    return pipe


def by(room: Terminal, user: str, *words: str) -> Answer:
    room.user, before = user, room.user
    answer = room.say(*words)
    room.user = before
    return answer


def approved(room: Terminal) -> None:
    """@vp has read the draft and agrees to it."""
    for word in ("update", "approve"):
        answer = by(room, "vp", word, "customer")
        assert answer.code == 0, answer


WAYS = [("send", "customer", "--yes"), ("sent", "customer")]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way[0])
def test_it_goes_out_when_who_has_to_has_approved_it(room: Terminal, way: tuple[str, ...]) -> None:
    refused = room.say(*way)
    assert (refused.code, kept(room)) == (4, []), refused
    assert "not_approved: @vp has not approved this text" in refused.err
    room.say("update", "customer")
    wrong = by(room, "ines", "approve", "customer")
    assert (wrong.code, "not_the_approver" in wrong.err) == (4, True), wrong
    assert "sent" not in states(room)
    approved(room)
    answer = room.say(*way)
    assert answer.code == 0, answer
    assert [(row["status"], row["approved_by"], row["why"]) for row in rows(room)][-1] == ("sent", "vp", None)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way[0])
def test_an_approval_is_of_the_record_as_it_was(room: Terminal, way: tuple[str, ...]) -> None:
    approved(room)
    room.say("log", "--safe", "news after the approval")
    answer = room.say(*way)
    assert (answer.code, kept(room)) == (4, []), answer
    assert "is stale" in room.say(*way, terminal=True).err


def test_an_approval_is_of_the_very_text(room: Terminal) -> None:
    text = room.home / "text.md"
    text.write_text(room.say("update", "customer").out)
    assert by(room, "vp", "approve", "customer", str(text)).code == 0
    same = text.read_text()
    text.write_text(same.replace("1840", "18"))
    edited = room.say("sent", "customer", str(text))
    assert (edited.code, "not_approved" in edited.err) == (4, True), edited
    text.write_text("\n" + same.replace("\n", " \r\n"))  # what a mail program makes of it
    assert room.say("sent", "customer", str(text)).code == 0


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way[0])
def test_who_passes_over_it_says_why_and_our_leadership_reads_it(room: Terminal, way: tuple[str, ...]) -> None:
    assert room.say(*way, "--override", " ").code == 2
    assert room.say(*way, "--override", "the VP sits in a plane").code == 0
    assert [row["why"] for row in rows(room) if row["status"] == "sent"] == [
        "not_approved: the VP sits in a plane\n\nIt said:\nnot_approved: @vp has not approved this text"
    ]
    read = room.say("update", "executive").out
    assert "the VP sits in a plane. It said: @vp has not approved this text." in read
    assert "plane" not in room.say("update", "customer").out


def test_an_approval_outlives_a_delivery_that_failed(room: Terminal) -> None:
    approved(room)
    deliver_by(room, "false")
    assert (room.say("send", "customer", "--yes").code, states(room)[-1]) == (8, "approved")
    deliver_by(room, keeping(room))
    sent(room)


def test_what_was_sent_is_not_approved_after_it(room: Terminal) -> None:
    sent(room, "--override", "urgent")
    approved(room)  # of the next one
    assert [(row["status"], row["approved_by"]) for row in rows(room)] == [("sent", None), ("approved", "vp")]


def test_others_need_no_approval(pipe: Terminal) -> None:
    room = furnish_mails(pipe)
    deliver_by(room, keeping(room))
    room.say("config", "approvers", "1=@vp, 2=@ines")
    sent(room, audience="executive")
    room.say("sev", "3", "--why", "only a part")
    sent(room)
    assert states(room) == ["sent", "sent"]


def test_nobody_approves_a_text_that_nobody_has_read(room: Terminal) -> None:
    unread = by(room, "vp", "approve", "customer")
    assert (unread.code, "Nobody has read this text yet" in unread.err) == (4, True), unread
    room.say("update", "customer")
    room.say("log", "--safe", "our supplier broke it")
    stale = by(room, "vp", "approve", "customer")
    assert (stale.code, "unread" in stale.err, states(room)) == (4, True, ["draft"]), stale


def test_who_approves_is_told_what_the_scan_will_stop(room: Terminal) -> None:
    room.say("log", "--safe", "E1 is in our war room")
    room.say("update", "customer")
    answer = by(room, "vp", "approve", "customer")
    assert (answer.code, "The scan stops it as it stands." in answer.err) == (0, True), answer
