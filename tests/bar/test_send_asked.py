"""A person at a terminal sends: the editor with the draft, who receives it, their yes; only then does it leave."""

import os
import pty
import re
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from tests.bar.forked import Forks
from tests.bar.mailroom import deliver_by, furnish_mails, keeping, kept, message, rows, script, states
from tests.story import Terminal


@pytest.fixture
def room(pipe: Terminal) -> Terminal:
    furnish_mails(pipe)
    assert pipe.say("cadence", "customer", "--to", "dana", "--to", "olu").code == 0
    deliver_by(pipe, keeping(pipe))
    return pipe


class Seat:
    """A process whose terminal is ours: what it shows, and what is typed into it."""

    taken: ClassVar[list["Seat"]] = []

    def __init__(self, forks: Forks, room: Terminal, *words: str, **extra: str) -> None:
        self.ours, theirs = pty.openpty()
        Seat.taken.append(self)
        around = {"WARROOM_NOW": room.now, "TERM": "xterm", "WARROOM_ESCALATION": "E1", **extra}
        self.process = forks.started(room.home, *words, stdin=theirs, stdout=theirs, stderr=theirs, variables=around)
        os.close(theirs)
        self.shown = ""

    def until(self, words: str) -> None:
        while words not in self.shown:
            piece = os.read(self.ours, 4096).decode("utf-8", "replace")
            assert piece
            self.shown += piece

    def type(self, words: str) -> None:
        os.write(self.ours, words.encode())

    def ended(self) -> int:
        try:
            while piece := os.read(self.ours, 4096):
                self.shown += piece.decode("utf-8", "replace")
        except OSError:  # the other end is closed
            pass
        self.leave()
        return self.process.wait(60)

    def leave(self) -> None:
        """Hang up: who waits for an answer waits no longer."""
        if self.ours >= 0:
            os.close(self.ours)
        self.ours = -1


@pytest.fixture(autouse=True)
def everybody_leaves(forks: Forks) -> Iterator[None]:
    """A test that fails while a process waits at its prompt leaves none waiting."""
    yield
    while Seat.taken:
        Seat.taken.pop().leave()


def editor(room: Terminal, change: str = "") -> str:
    return script(room, "editor", change or "true")


def saved(room: Terminal) -> list[Path]:
    return sorted((room.home / "state" / "saved").glob("*.txt"))


def test_yes_sends_what_the_editor_left(forks: Forks, room: Terminal) -> None:
    seat = Seat(forks, room, "send", "customer", EDITOR=editor(room, 'sed -i "s/1840 claims/1,840 claims/" "$1"'))
    seat.until("[y/N]")
    assert "To: Dana Cho <dana@example.com>" in seat.shown
    assert "To: Olu Adé, Betrieb <olu@example.org>" in seat.shown
    assert "Send it to 2 people?" in seat.shown
    assert (kept(room), states(room), len(saved(room))) == ([], [], 1)
    seat.type("y\n")
    assert seat.ended() == 0, seat.shown
    (raw,), (row,) = kept(room), rows(room)
    assert [one.addr_spec for one in message(raw)["To"].addresses] == ["dana@example.com", "olu@example.org"]
    assert "1,840 claims" in row["body"]
    assert "1,840 claims" in str(next(message(raw).iter_parts()).get_content())
    assert (row["status"], row["kind"], row["facts"], saved(room)) == ("sent", "first", ["T4"], [])
    assert "What has happened" not in room.say("update", "customer").out  # nothing is told twice


@pytest.mark.parametrize("typed", ["n\n", "\n", "yep\n", "\x04"])
def test_anything_but_yes_sends_nothing_and_keeps_the_text(forks: Forks, room: Terminal, typed: str) -> None:
    seat = Seat(forks, room, "send", "customer", EDITOR=editor(room, 'echo "A line of mine." >> "$1"'))
    seat.until("[y/N]")
    seat.type(typed)
    assert seat.ended() == 2, seat.shown
    assert "Nothing was sent." in seat.shown
    assert (kept(room), states(room)) == ([], [])
    (file,) = saved(room)
    assert file.read_text().endswith("A line of mine.\n")
    again = Seat(forks, room, "send", "customer", "--recover", EDITOR=editor(room))
    again.until("[y/N]")
    again.type("yes\n")
    assert again.ended() == 0, again.shown
    assert rows(room)[0]["body"].strip().endswith("A line of mine.")
    assert (len(kept(room)), saved(room)) == (1, [])


def test_an_emptied_text_or_a_failing_editor_sends_nothing(forks: Forks, room: Terminal) -> None:
    for change in (': > "$1"', "exit 1"):
        seat = Seat(forks, room, "send", "customer", EDITOR=editor(room, change))
        assert seat.ended() == 2, seat.shown
        assert "Nothing was written in the editor" in seat.shown
    missing = Seat(forks, room, "send", "customer", EDITOR="no-such-editor")
    assert (missing.ended(), kept(room), states(room)) == (2, [], []), missing.shown


def test_when_the_readers_change_while_it_is_asked_it_goes_to_nobody(forks: Forks, room: Terminal) -> None:
    seat = Seat(forks, room, "send", "customer", EDITOR=editor(room))
    seat.until("[y/N]")
    assert room.say("contact", "edit", "acme", "olu", "--email", "eve@example.net").code == 0
    seat.type("y\n")
    assert seat.ended() == 4, seat.shown
    assert "other_readers" in seat.shown
    assert (kept(room), states(room)) == ([], [])


def test_while_a_person_thinks_the_store_is_free_and_another_sends(forks: Forks, room: Terminal) -> None:
    room.extra["WARROOM_BUSY"] = "1"
    seat = Seat(forks, room, "send", "customer", EDITOR=editor(room))
    seat.until("[y/N]")
    assert room.say("send", "customer", "--yes").code == 0
    seat.type("y\n")
    assert seat.ended() == 4, seat.shown
    assert "U1 was sent in these very words by @sam, Fri 20 Nov 09:40 CET" in seat.shown
    assert (len(kept(room)), states(room)) == (1, ["sent"])


def test_an_edited_text_needs_its_own_approval(forks: Forks, room: Terminal) -> None:
    room.say("cadence", "customer", "--approver", "@vp")
    room.user = "vp"
    assert [room.say(word, "customer").code for word in ("update", "approve")] == [0, 0]
    seat = Seat(forks, room, "send", "customer", EDITOR=editor(room, 'echo more >> "$1"'))
    assert seat.ended() == 4, seat.shown  # it is said before anybody is asked for a yes in vain
    assert "[y/N]" not in seat.shown
    assert "@vp has not approved this text" in seat.shown
    assert (kept(room), "sent" in states(room), len(saved(room))) == ([], False, 1)


def test_who_passes_over_checks_sees_each_before_they_say_yes_and_all_of_them_are_kept(
    forks: Forks, room: Terminal
) -> None:
    added = "This will never happen again. The host db-prod-01 is back."
    words = ("send", "customer", "--override", "dana asked for it at once")
    room.say("cadence", "customer", "--approver", "@vp")
    seat = Seat(forks, room, *words, EDITOR=editor(room, f'echo "{added}" >> "$1"'))
    seat.until("[y/N]")
    before = seat.shown
    seat.type("y\n")
    assert seat.ended() == 0, seat.shown
    passed = re.findall(r"Passed over\. (\w+),", seat.shown)
    assert (passed, seat.shown.count("Passed over.")) == (["W10", "W02", "not_approved"], before.count("Passed over."))
    why, found = rows(room)[-1]["why"].split("\n\nIt said:\n")
    assert why == "W10, W02, not_approved: dana asked for it at once"
    assert found.splitlines()[1:] == [
        "W02: Db-prod-01 reads like a machine of ours.", "not_approved: @vp has not approved this text"
    ]  # fmt: skip
    read = room.say("update", "executive").out
    assert "dana asked for it at once. It said: It guarantees, or promises that it cannot happen again. " in read


def test_the_time_that_the_sender_wrote_is_the_one_that_is_promised(forks: Forks, room: Terminal) -> None:
    seat = Seat(forks, room, "send", "customer", EDITOR=editor(room, 'sed -i "s/10:40 CET/16:00 CET/" "$1"'))
    seat.until("[y/N]")
    seat.type("y\n")
    assert seat.ended() == 0, seat.shown
    assert "next Fri 20 Nov 16:00 CET, as the text says" in seat.shown
    assert rows(room)[-1]["next_at"].startswith("2026-11-20T15:00")


def test_what_cannot_go_out_whatever_is_written_is_refused_before_the_editor(forks: Forks, room: Terminal) -> None:
    room.say("cadence", "customer", "--approver", "@vp")
    seat = Seat(forks, room, "send", "customer", EDITOR=editor(room, 'touch "$1.opened"'))
    assert seat.ended() == 4, seat.shown
    assert "@vp has not approved this text" in seat.shown
    assert (kept(room), states(room), [*(room.home / "state").glob("saved/*.opened")]) == ([], [], [])


def test_what_the_scan_would_stop_is_said_before_the_editor_opens_so_that_it_can_be_mended(
    forks: Forks, room: Terminal
) -> None:
    room.say("impact", "-c", "We are fully resolved: E1 is closed", "It works again")
    seat = Seat(forks, room, "send", "customer", EDITOR=editor(room, "sed -i '/E1 is closed/d' \"$1\""))
    seat.until("[y/N]")
    assert "The scan stops it as it stands." in seat.shown
    seat.type("y\n")
    assert seat.ended() == 0, seat.shown
    assert (len(kept(room)), states(room)) == (1, ["sent"])


def test_without_a_terminal_nobody_is_asked(room: Terminal) -> None:
    answer = room.say("send", "customer")
    assert (answer.code, kept(room)) == (2, [])
    assert "--yes" in answer.err
