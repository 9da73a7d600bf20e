"""Where nothing technical was broken, nothing is restored and nothing affected: such matters have their own words."""

import pytest

from tests.documents.test_broken_again import german
from tests.documents.war import War
from warroom.documents.postmortem import post_mortem
from warroom.documents.rendering import render
from warroom.domain import wording
from warroom.vocabulary import TECHNICAL_KINDS, Audience, Kind, UpdateKind

INSIDE = [Audience.INTERNAL, Audience.EXECUTIVE]
TECHNICAL = ("restor", "Service", "affected", "disruption", "broke")
TECHNISCH = ("Störung", "betroffen", "wiederhergestellt", "Dienst")


def resolved(kind: Kind = Kind.RELATIONSHIP) -> War:
    war = War(kind=kind)
    war.escalation.restore(at=war.moment("10:00"), stamp=war.stamp, label=wording("-"))
    return war


def back(war: War) -> War:
    war.at("2026-11-21T10:00Z").escalation.relapse("they left the call", stamp=war.stamp, at=war.moment("10:30").at)
    return war


@pytest.mark.parametrize("kind", sorted(set(Kind) - TECHNICAL_KINDS))
def test_the_timeline_says_that_it_is_resolved(kind: Kind) -> None:
    told = {line.last.text for line in back(resolved(kind)).dossier.lines}
    assert told >= {"Resolved", "Stable: resolved", "Relapse: back since Sat 21 Nov 10:30 CET"}


@pytest.mark.parametrize("audience", INSIDE)
def test_readers_inside_read_that_it_was_resolved_and_that_it_came_back(audience: Audience) -> None:
    war = resolved()
    body = war.draft(audience).body_md
    assert "esolved" in body
    assert not [word for word in TECHNICAL if word in body]
    war.send(audience)
    body = back(war).draft(audience).body_md
    assert "- Came back once, Sat 21 Nov 10:30 CET: they left the call\n" in body
    assert "- Sat 21 Nov 10:30 CET: Came back: they left the call\n" in body
    assert not [word for word in TECHNICAL if word in body]


@pytest.mark.parametrize("kind", list(UpdateKind))
def test_a_customer_reads_of_no_disruption_and_of_nothing_affected(kind: UpdateKind) -> None:
    war = resolved()
    assert not [word for word in TECHNICAL if word in war.draft(kind=kind).body_md]
    assert not [word for word in TECHNISCH if word in german(war, kind)]


def test_what_they_are_told_instead() -> None:
    war = War(kind=Kind.DISPUTE)
    assert "\nWe are confirming what this means for you.\n" in war.draft().body_md
    assert "\nWir klären, was das für Sie bedeutet.\n" in german(war)
    closure = resolved().draft(kind=UpdateKind.CLOSURE).body_md
    assert "We are confirming" not in closure
    assert "\nWe are sorry for the trouble that you have had with this.\n" in closure
    assert "\nDie Mühe, die Sie damit hatten, tut uns leid.\n" in german(resolved(), UpdateKind.CLOSURE)


def test_its_post_mortem_asks_for_no_restoration() -> None:
    assert "restor" not in render(post_mortem(back(resolved()).dossier), format="md").lower()


def test_what_was_met_is_open_again_since_it_came_back() -> None:
    war = resolved()
    war.expect("Two calls without a complaint", by=war.dana)
    war.criteria[0].meet(at=war.now, stamp=war.stamp)
    war.at("2026-11-21T10:00Z").escalation.relapse("they left the call", stamp=war.stamp, criteria=war.criteria)
    assert "it came back" in [line.last.why for line in war.dossier.lines]
