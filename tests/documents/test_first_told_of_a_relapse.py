"""Who hears of it only after it broke again reads of no second time: nothing is "again" to them."""

import re

import pytest

from tests.documents.war import War
from warroom.documents.rendering import render
from warroom.domain import wording
from warroom.vocabulary import Certainty, EntryKind, Kind, UpdateKind

DE = "customer_update.de.md.j2"
AGAIN = re.compile(r"(?i)\bagain\b|\bis back\b|came back|\berneut|\bwieder\b|zurück")
# What the last lines of every update say: you will hear from us again.
FAREWELL = re.compile(r"(?m)^(?:You will hear from us again by|Sie hören wieder von uns bis) .*$")


def relapsed(*, begun: str | None = "09:40", kind: Kind = Kind.OUTAGE) -> War:
    """It is 11:30; it broke, worked from 10:20 on, and broke again at 11:00. Nobody told the customer."""
    war = War("2026-11-21T10:30Z", kind=kind)
    if begun:
        war.log("Errors", kind=EntryKind.IMPACT_START, at=begun)
    war.log("Disk sda1 is full", kind=EntryKind.CAUSE, certainty=Certainty.CONFIRMED, customer="A full disk.")
    war.escalation.restore(at=war.moment("10:20"), stamp=war.stamp, label=wording("-"))
    war.escalation.relapse("the disk filled up", at=war.moment("11:00").at, stamp=war.stamp)
    return war


def bodies(war: War, kind: UpdateKind | None = None) -> tuple[str, str]:
    """The update in English and in German, without the words that take leave."""
    document = war.draft(kind=kind).document
    told = (render(document, format="md"), render(document, format="md", built_in=DE))
    return FAREWELL.sub("", told[0]), FAREWELL.sub("", told[1])


@pytest.mark.parametrize("kind", [Kind.OUTAGE, Kind.DISPUTE])
@pytest.mark.parametrize("begun", ["09:40", None])
@pytest.mark.parametrize("stage", [None, UpdateKind.PROGRESS, UpdateKind.NO_CHANGE, UpdateKind.CLOSURE])
def test_nothing_is_again_in_the_first_message(kind: Kind, begun: str | None, stage: UpdateKind | None) -> None:
    for body in bodies(relapsed(begun=begun, kind=kind), stage):
        assert AGAIN.findall(body) == []


def test_since_when_they_are_affected_leaves_out_the_time_in_which_it_worked() -> None:
    english, german = bodies(relapsed())
    assert (
        "You have been affected since Sat 21 Nov 09:40 CET, apart from the time in between in which it worked."
        in english
    )
    assert "Sie sind seit Sat 21 Nov 09:40 CET betroffen, abgesehen von der Zeit dazwischen, in der es lief." in german


def test_without_another_beginning_it_began_when_it_broke_again() -> None:
    english, german = bodies(relapsed(begun=None))
    assert "You have been affected since Sat 21 Nov 11:00 CET." in english
    assert "Sie sind seit Sat 21 Nov 11:00 CET betroffen." in german


def test_the_messages_after_it_do_not_say_so_either() -> None:
    war = relapsed(begun=None)
    war.send(next="15:00")
    for body in bodies(war.at("2026-11-21T11:00Z"), UpdateKind.PROGRESS):
        assert AGAIN.findall(body) == []
    assert "You have been affected since Sat 21 Nov 11:00 CET." in bodies(war)[0]


def test_once_it_is_over_the_causes_are_told_as_those_of_one_failure() -> None:
    war = relapsed()
    war.send(next="15:00")
    war.at("2026-11-21T11:00Z").log(
        "A job wrote logs", kind=EntryKind.CAUSE, certainty=Certainty.CONFIRMED, customer="A job that wrote too much."
    )
    war.escalation.restore(at=war.moment("11:50"), stamp=war.stamp, label=wording("-"))
    body = war.draft().body_md
    assert "What caused it:\n\n- A full disk.\n- A job that wrote too much.\n" in body
    assert "before it broke again" not in body


def test_who_was_told_of_the_failure_before_reads_that_it_is_back() -> None:
    war = War()
    war.log("Errors", kind=EntryKind.IMPACT_START, at="09:40")
    war.send(next="15:00")
    war.escalation.restore(at=war.moment("10:10"), stamp=war.stamp, label=wording("-"))
    war.at("2026-11-21T10:30Z").escalation.relapse("again", at=war.moment("11:00").at, stamp=war.stamp)
    assert "your service has been affected again since Sat 21 Nov 11:00 CET" in war.send(next="15:00").body_md
    assert "You have been affected again since Sat 21 Nov 11:00 CET." in war.draft().body_md
