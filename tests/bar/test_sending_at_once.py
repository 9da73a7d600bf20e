"""Two at once, killed, interrupted: no text is delivered twice, and what is not known is never called sent."""

import random
import signal
import time
from collections import Counter

import pytest

from tests.bar.forked import Forked, Forks
from tests.bar.mailroom import deliver_by, furnish_mails, keeping, kept, message, rows, script, sent, states
from tests.bar.process import answered
from tests.story import Terminal

ROUNDS = 25
MOMENTS = 20
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@pytest.fixture
def room(pipe: Terminal) -> Terminal:
    return furnish_mails(pipe)


def sending(forks: Forks, room: Terminal) -> Forked:
    """A process that sends an update to the customer, at the time of the room."""
    return forks.started(room.home, "send", "customer", "--yes", variables={"WARROOM_NOW": room.now})


def texts(room: Terminal) -> Counter[str]:
    """How often each text was delivered."""
    return Counter(str(next(message(raw).iter_parts()).get_content()) for raw in kept(room))


def test_of_two_that_send_at_once_one_does_and_the_other_is_told(forks: Forks, room: Terminal) -> None:
    deliver_by(room, keeping(room, then="sleep 0.02"))
    codes: Counter[tuple[int, ...]] = Counter()
    for number in range(ROUNDS):
        assert room.say("log", "--safe", f"news {number}").code == 0
        assert room.say("update", "customer").code == 0
        racers = [sending(forks, room) for _ in range(2)]
        codes[tuple(sorted(answered(racer).code for racer in racers))] += 1
    found = texts(room)
    print(f"C11: {ROUNDS} rounds, ended with {dict(codes)}; {len(kept(room))} mails, {len(found)} texts, "
          f"most often {max(found.values())} times")  # fmt: skip
    assert set(found.values()) == {1}
    assert [row["status"] for row in rows(room)].count("sent") == len(kept(room))
    assert {*states(room)} <= {"sent", "draft"}
    assert all(codes_of_round in {(0, 4), (0, 0)} for codes_of_round in codes)


def test_a_text_that_is_told_twice_is_said_to_have_been_told(room: Terminal) -> None:
    deliver_by(room, keeping(room))
    text = room.home / "same.md"
    text.write_text(room.say("update", "customer").out)
    sent(room)
    answer = room.say("sent", "customer", str(text), terminal=True)
    assert (answer.code, states(room)) == (0, ["sent", "sent"]), answer
    assert "U1 had these very words: sent Fri 20 Nov 09:40 CET." in answer.err


def test_after_kill_9_it_is_known_to_be_under_way_and_nothing_is_lost(forks: Forks, room: Terminal) -> None:
    deliver_by(room, keeping(room, then="kill -9 $PPID"))
    assert answered(sending(forks, room)).code == -signal.SIGKILL
    assert (states(room), len(kept(room))) == (["sending"], 1)
    deliver_by(room, keeping(room))
    room.say("log", "--safe", "news after it")
    refused = room.say("send", "customer", "--yes")
    print(f"after kill -9: {refused.err}")
    assert (refused.code, len(kept(room))) == (4, 1)
    assert "U1 is being sent by @sam since Fri 20 Nov 09:40 CET" in refused.err
    assert "If it arrived:  warroom sent customer --update U1;" in refused.err
    assert room.say("sent", "customer").code == 0
    assert [(row["status"], row["sent_at"]) for row in rows(room)] == [("sent", "2026-11-20T08:40:00.000000Z")]
    sent(room)
    assert message(kept(room)[1])["In-Reply-To"] == message(kept(room)[0])["Message-ID"]


@pytest.mark.parametrize("news", [False, True])
def test_after_kill_9_again_sends_it_once_more_and_blocks_nothing(forks: Forks, room: Terminal, news: bool) -> None:
    deliver_by(room, script(room, "kills", "kill -9 $PPID"))
    assert answered(sending(forks, room)).code == -signal.SIGKILL
    deliver_by(room, keeping(room))
    if news:
        room.say("log", "--safe", "news after it")
    sent(room, "--again")
    assert states(room) == (["unknown", "sent"] if news else ["sent"])
    room.say("log", "--safe", "and more")
    sent(room)
    assert (len(kept(room)), states(room)[-1]) == (2, "sent")


@pytest.mark.parametrize("late", ["exit 0", "exit 1", "exit 76"])
def test_what_was_told_while_it_was_under_way_holds(forks: Forks, room: Terminal, late: str) -> None:
    gate = room.home / "gate"
    gate.write_text("")
    deliver_by(room, keeping(room, then=f"while [ -e {gate} ]; do sleep 0.02; done; {late}"))
    process = sending(forks, room)
    while not (room.home / "box").exists() or not kept(room):
        time.sleep(0.02)
    assert room.say("sent", "customer", "--update", "U1").code == 0
    (told,) = rows(room)
    gate.unlink()
    answer = answered(process)
    assert answer.code == (0 if late == "exit 0" else 8), answer
    assert rows(room) == [told]


def test_interrupted_at_any_moment_the_record_says_no_more_than_is_true(forks: Forks, room: Terminal) -> None:
    chance = random.Random(4)
    deliver_by(room, keeping(room, then="sleep 0.2"))
    begun = time.perf_counter()
    assert answered(sending(forks, room)).code == 0
    whole = time.perf_counter() - begun
    told: Counter[tuple[int, str, int]] = Counter()
    wrong = []
    for moment in range(MOMENTS):
        room.say("log", "--safe", f"news {moment}")
        before, known, number = len(kept(room)), len(rows(room)), chance.choice(SIGNALS)
        process = sending(forks, room)
        time.sleep(whole * (moment + chance.random()) / MOMENTS)
        process.send_signal(number)
        answer, delivered = answered(process), len(kept(room)) - before
        (state,) = states(room)[known:] or ["no record"]
        told[answer.code, state, delivered] += 1
        early = "KeyboardInterrupt" in answer.err and "warroom/cli" not in answer.err
        ends_as_it_should = answer.code in (0, 128 + number, -number) or early
        is_true = {
            "no record": delivered == 0,
            "draft": delivered == 0,
            "sent": delivered == 1,
            "unknown": "Nobody knows" in answer.err,
        }
        if not ends_as_it_should or not is_true.get(state, False):
            wrong.append((moment, number, state, delivered, answer))
        if state == "unknown":
            assert room.say("sent", "customer").code == 0
    print(f"S8: {MOMENTS} moments of {whole:.2f} s; (code, state, delivered): {dict(told)}; {len(wrong)} violations")
    assert wrong == []
