"""A cause is told to the customer once it is confirmed; beside it nobody says that there is nothing new."""

from typing import Any

import pytest

from tests.documents.war import War
from warroom.documents.rendering import render
from warroom.vocabulary import Audience, Certainty, EntryKind, UpdateKind

DE = "customer_update.de.md.j2"
LATER = "2026-11-21T10:00Z"


def confirmed(war: War, customer: str | None = "A full disk.") -> War:
    war.log("Disk sda1 is full", kind=EntryKind.CAUSE, certainty=Certainty.CONFIRMED, customer=customer)
    return war


def cause(war: War, kind: UpdateKind | None = None) -> tuple[UpdateKind, Any, Any]:
    draft = war.draft(kind=kind)
    return draft.kind, draft.document.cause, draft.document.cause_state  # type: ignore[attr-defined]


@pytest.fixture
def war() -> War:
    """The cause was known before the first notice, which tells none."""
    war = confirmed(War())
    assert "disk" not in war.send(next="15:00").body_md
    return war.at(LATER)


def test_a_cause_that_the_first_notice_left_out_is_news(war: War) -> None:
    assert cause(war) == (UpdateKind.PROGRESS, ("A full disk.",), "known")
    draft = war.send(next="16:00")
    assert "What caused it:\n\n- A full disk." in draft.body_md
    assert "nothing new" not in draft.body_md
    assert draft.facts == ("T2",)
    german = render(draft.document, format="md", built_in=DE)
    assert "- A full disk." in german
    assert "nichts Neues" not in german


def test_it_is_news_once(war: War) -> None:
    war.send(next="16:00")
    assert cause(war) == (UpdateKind.NO_CHANGE, ("A full disk.",), "known")


def test_beside_nothing_new_no_cause_is_told_for_the_first_time_and_it_stays_news(war: War) -> None:
    draft = war.draft(kind=UpdateKind.NO_CHANGE)
    assert "The record holds what is new for the customer audience: T2." in draft.notes
    body = war.send(kind=UpdateKind.NO_CHANGE, next="16:00").body_md
    assert "nothing new" in body
    assert "disk" not in body
    assert "cause" not in body
    assert cause(war.at("2026-11-21T10:30Z")) == (UpdateKind.PROGRESS, ("A full disk.",), "known")


def test_who_wrote_it_into_the_first_notice_has_told_it() -> None:
    war = confirmed(War())
    war.send(next="15:00")
    war.updates[0].body += "\n\nThe cause: a full disk.\n"
    assert cause(war.at(LATER)) == (UpdateKind.NO_CHANGE, ("A full disk.",), "known")
    war.amend(2, "A lock was held", certainty=Certainty.CONFIRMED, customer="A lock.")
    (correction,) = war.draft().document.corrections  # type: ignore[attr-defined]
    assert (correction.told, correction.now) == ("A full disk", "A lock")


def test_what_they_never_read_is_not_corrected(war: War) -> None:
    war.amend(2, "A lock was held", certainty=Certainty.CONFIRMED, customer="A lock.")
    draft = war.draft()
    assert (draft.kind, draft.document.corrections) == (UpdateKind.PROGRESS, ())  # type: ignore[attr-defined]
    assert "- A lock." in draft.body_md


def test_that_the_cause_is_known_is_news_without_its_wording() -> None:
    war = War()
    war.send(next="15:00")
    war.send(kind=UpdateKind.PROGRESS, next="15:00")
    confirmed(war.at(LATER), None)
    draft = war.send(next="16:00")
    assert draft.kind is UpdateKind.PROGRESS
    assert "We will explain the cause in a later message." in draft.body_md
    war.amend(war.lines[-2].first.id, "Disk sdb1 is full", certainty=Certainty.CONFIRMED)
    assert war.draft().kind is UpdateKind.NO_CHANGE
    war.log("A draft for counsel", kind=EntryKind.CAUSE, certainty=Certainty.CONFIRMED, audience=Audience.LEGAL)
    assert war.draft().kind is UpdateKind.NO_CHANGE


def test_the_cause_of_the_failure_before_is_told_though_the_first_notice_left_it_out(war: War) -> None:
    war.escalation.restore(at=war.moment("10:50"), stamp=war.stamp, label=war.fact("-").wording)
    war.escalation.relapse("again", at=war.moment("10:55").at, stamp=war.stamp)
    body = war.send(next="16:00").body_md
    assert "What caused it before it broke again:\n\n- A full disk." in body
    assert "A full disk" not in war.draft().body_md
