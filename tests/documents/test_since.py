"""What an audience has not been told: above the mark of its last update, and nothing else."""

from collections.abc import Callable

import pytest

from tests.documents.war import War
from warroom.documents.since import Since, since
from warroom.vocabulary import Audience, EntryKind, Severity

LATER = "2026-11-21T10:00Z"


def new(war: War, audience: Audience = Audience.CUSTOMER) -> Since:
    return since(war.dossier, audience)


def facts(war: War, audience: Audience = Audience.CUSTOMER) -> list[str]:
    return [line.last.text for line in new(war, audience).new_facts()]


def test_each_audience_has_a_mark_of_its_own() -> None:
    war = War()
    war.log("Rolled back", safe=True)
    war.send()
    war.at(LATER).log("Queue drained", safe=True)
    assert facts(war) == ["Queue drained"]
    assert facts(war, Audience.EXECUTIVE) == ["Rolled back", "Queue drained"]


def test_what_was_written_between_two_updates_and_happened_before_the_first_is_new() -> None:
    war = War()
    war.send()
    war.at(LATER).log("Seen by a customer first", at="10:00", safe=True)
    assert facts(war) == ["Seen by a customer first"]


def test_what_is_released_later_is_new_and_no_correction() -> None:
    war = War()
    war.log("Rolled back")
    war.send()
    war.at(LATER).amend(2, "Rolled back", customer="We undid our change.")
    assert facts(war) == ["Rolled back"]
    assert new(war).corrected() == []


def test_an_action_is_finished_dropped_or_moved_since() -> None:
    war = War()
    done = war.do("Roll back", customer="Undo our change", owner=war.ines, due="12:00")
    dropped = war.do("Restart", customer="Restart the service", owner=war.ines, due="12:00")
    moved = war.do("Replay", customer="Replay what waits", owner=war.ines, due="12:00")
    war.send()
    war.at(LATER)
    done.finish(at=war.now, stamp=war.stamp)
    dropped.drop("not needed", stamp=war.stamp)
    moved.move(war.due("13:00"), stamp=war.stamp)
    moved.move(war.due("14:00"), stamp=war.stamp)
    short = War()
    short.do("Never shown", owner=short.ines, due="12:00").drop("a mistake", stamp=short.stamp)
    found = new(war)
    assert (found.finished(), found.dropped()) == ([done], [dropped])
    assert found.moved() == {3: "2026-11-21T11:00:00Z"}
    assert new(short).dropped() == []


def test_what_was_ruled_out_since_is_known_and_what_was_before_is_not_told_again() -> None:
    war = War()
    war.suspect("Full disk", customer="a full disk", ruled_out="40 % free")
    war.send()
    found = war.at(LATER).suspect("DNS", customer="the name service", ruled_out="it answers")
    assert new(war).ruled_out() == [found]


def test_a_severity_that_rose_and_fell_again_did_not_fall() -> None:
    war = War(severity=Severity.DEGRADED)
    war.send()
    war.at(LATER)
    war.escalation.rate(Severity.STOPPED, stamp=war.stamp)
    war.escalation.rate(Severity.DEGRADED, stamp=war.stamp, why="half of it works")
    assert new(war).lowered_from() is None
    war.escalation.rate(Severity.MINOR, stamp=war.stamp, why="a way around")
    assert new(war).lowered_from() is Severity.DEGRADED


def test_what_only_we_read_is_no_news_to_the_customer() -> None:
    war = War()
    war.send()
    war.send(Audience.INTERNAL)
    war.at(LATER).log("Pool exhausted")
    war.suspect("Leak")
    war.do("Look at the pool", owner=war.ines, due="12:00")
    assert not new(war).has_news()
    assert new(war, Audience.INTERNAL).has_news()


TOLD: dict[str, Callable[[War], object]] = {
    "promise": lambda war: war.promise("A report", owner=war.ines, due="15:00", agreed="call"),
    "wish": lambda war: war.ask("A report", by=war.dana, customer="A report"),
    "data": lambda war: war.impact("-", told={"data_loss": "none"}),
    "estimate": lambda war: war.log(
        "-", kind=EntryKind.ESTIMATE, told={"committed": True, "until": "2026-11-21T12:00:00Z"}
    ),
}


@pytest.mark.parametrize("what", TOLD)
def test_a_promise_a_wish_and_the_state_of_knowledge_are_news(what: str) -> None:
    war = War()
    war.send()
    TOLD[what](war.at(LATER))
    assert new(war).has_news()


def test_a_draft_of_a_promise_and_a_wish_without_their_words_are_none() -> None:
    war = War()
    war.send()
    war.at(LATER).promise("A report", owner=war.ines)
    war.ask("A discount", by=war.dana)
    assert not new(war).has_news()
