"""What a relapse undid is told as of before it, and why it broke again is told to readers inside."""

import pytest

from tests.documents.test_broken_again import german, relapsed, restored, told_that_it_works
from tests.documents.war import War
from warroom.documents.brief import brief
from warroom.documents.rendering import render
from warroom.vocabulary import Audience, CauseCategory, Certainty, Driver, EntryKind, Outcome

INSIDE = [Audience.INTERNAL, Audience.EXECUTIVE]
WHY = "the node fell over once more"


def reopened(war: War) -> War:
    """Restored at 11:20, closed at 12:00, and reopened at 13:00."""
    restored(war, "11:20")
    war.at("2026-11-21T11:00Z").escalation.close(
        at=war.now, stamp=war.stamp, outcome=Outcome.RESOLVED, cause=CauseCategory.OTHER, driver=Driver.SILENCE,
        last_update=None, force_why="a test",
    )  # fmt: skip
    war.at("2026-11-21T12:00Z").escalation.reopen("it is the same fault", stamp=war.stamp)
    return war


@pytest.mark.parametrize("audience", INSIDE)
def test_why_it_broke_again_is_told_inside_and_is_new_once(audience: Audience) -> None:
    war = told_that_it_works()
    war.send(audience)
    body = relapsed(war, "11:00").draft(audience).body_md
    assert f"- Broke again once, Sat 21 Nov 11:00 CET: {WHY}\n" in body
    assert f"- Sat 21 Nov 11:00 CET: Broke again: {WHY}\n" in body
    war.send(audience)
    assert "CET: Broke again" not in war.at("2026-11-21T11:00Z").draft(audience).body_md
    assert f"- Broke again once, Sat 21 Nov 11:00 CET: {WHY}\n" in render(brief(war.dossier), format="md")


@pytest.mark.parametrize("audience", INSIDE)
def test_a_reopening_is_new_and_counted_as_one(audience: Audience) -> None:
    war = relapsed(told_that_it_works(), "11:00")
    war.send(audience)
    body = reopened(war).draft(audience).body_md
    assert "- Broke again once, reopened once; last Sat 21 Nov 13:00 CET: it is the same fault\n" in body
    assert "- Sat 21 Nov 13:00 CET: Reopened: it is the same fault\n" in body


def test_the_customer_reads_no_reason_of_ours() -> None:
    war = reopened(relapsed(told_that_it_works(), "11:00"))
    body = war.draft().body_md
    assert WHY not in body
    assert "same fault" not in body


def test_a_promise_kept_before_it_broke_again_was_kept_then() -> None:
    war = told_that_it_works()
    war.promise("A report", owner=war.ines, due="18:00", agreed="call")
    war.promises[0].keep(at=war.now, stamp=war.stamp)
    relapsed(war.at("2026-11-21T10:40Z"), "11:35")
    assert "- Kept on Sat 21 Nov 11:30 CET, before the problem came back: A report.\n" in war.draft().body_md
    assert "- Eingehalten am Sat 21 Nov 11:30 CET, bevor es erneut zur Störung kam: A report.\n" in german(war)


def test_a_promise_kept_after_it_broke_again_is_kept() -> None:
    war = told_that_it_works()
    war.promise("A report", owner=war.ines, due="18:00", agreed="call")
    relapsed(war, "11:00")
    war.promises[0].keep(at=war.now, stamp=war.stamp)
    assert "- Kept: A report.\n" in war.draft().body_md


def confirmed(war: War, text: str) -> None:
    war.log(text, kind=EntryKind.CAUSE, certainty=Certainty.CONFIRMED, safe=True)


def test_a_cause_told_before_it_broke_again_is_not_told_as_the_cause_now() -> None:
    war = told_that_it_works()
    confirmed(war, "Our latest change")
    war.send(next="15:00")
    body = relapsed(war, "11:00").draft().body_md
    assert "Our latest change" not in body
    assert "Why it broke again is not known yet.\n" in body
    assert "Warum es erneut zur Störung kam, ist noch nicht bekannt.\n" in german(war)
    for audience in INSIDE:
        assert "- Cause (confirmed, before it broke again): Our latest change\n" in war.draft(audience).body_md
    confirmed(war, "A full disk")
    assert "What caused it:\n\n- A full disk\n" in war.draft().body_md


def test_an_untold_cause_of_before_and_every_cause_after_the_end_is_told_as_of_before() -> None:
    war = told_that_it_works()
    confirmed(war, "Our latest change")
    relapsed(war, "11:00")
    told = "What caused it before it broke again:\n\n- Our latest change\n"
    assert told in war.draft().body_md
    assert "Was die Ursache war, bevor es erneut zur Störung kam:\n\n- Our latest change\n" in german(war)
    war.send(next="15:00")
    assert "Our latest change" not in war.at("2026-11-21T11:00Z").draft().body_md
    assert told in restored(war, "11:40").draft().body_md


def test_a_new_suspicion_stands_beside_the_cause_of_before() -> None:
    war = told_that_it_works()
    confirmed(war, "Our latest change")
    relapsed(war, "11:00")
    war.log("A lock", kind=EntryKind.CAUSE, certainty=Certainty.SUSPECTED)
    assert "- Cause (suspected): A lock\n" in war.draft(Audience.INTERNAL).body_md
