"""What somebody was told and is not so is stated: as it was told, and as it is."""

from datetime import datetime

import pytest

from tests.documents.war import War
from warroom.documents.corrections import corrections
from warroom.documents.draft import is_stale
from warroom.documents.since import since
from warroom.domain import Entry, wording
from warroom.times import iso
from warroom.vocabulary import Audience, Certainty, DataLoss, EntryKind, Estimate, UpdateKind

LATER, LATEST = "2026-11-21T10:00Z", "2026-11-21T10:40Z"
Stated = tuple[str, str, str | None]


def stated(war: War, audience: Audience = Audience.CUSTOMER) -> list[Stated]:
    return [(one.about, one.told, one.now) for one in corrections(since(war.dossier, audience))]


def told(audience: Audience = Audience.CUSTOMER) -> War:
    """It is 11:00 in Berlin; the reader was told at 10:20 that 400 claims wait."""
    war = War()
    war.impact("400 claims wait", safe=True)
    war.send(audience)
    return war.at(LATER)


def expect(war: War, until: str | None, *, committed: bool = True) -> Entry:
    told = {"until": iso(datetime.fromisoformat(until)) if until else None, "committed": committed or None}
    certainty = Certainty.CONFIRMED if committed else None
    return war.log("An estimate", kind=EntryKind.ESTIMATE, certainty=certainty, told=told)


def test_nobody_reads_a_correction_of_what_they_were_never_told() -> None:
    war = War()
    war.impact("400 claims wait", safe=True)
    war.amend(2, "775 claims wait", safe=True)
    assert stated(war) == []
    assert stated(told()) == []


def test_a_figure_is_corrected_against_what_was_told_and_not_against_the_first() -> None:
    war = War()
    war.impact("300 claims wait", safe=True)
    war.amend(2, "400 claims wait", safe=True)
    war.send()
    war.at(LATER)
    war.amend(2, "600 claims wait", safe=True)
    war.amend(2, "775 claims wait", safe=True)
    assert stated(war) == [("fact", "400 claims wait", "775 claims wait")]


def test_a_correction_is_stated_once() -> None:
    war = told()
    war.amend(2, "775 claims wait", safe=True)
    war.send()
    assert stated(war.at(LATEST)) == []


def test_what_is_put_back_as_it_was_told_needs_no_correction() -> None:
    war = told()
    war.amend(2, "775 claims wait", safe=True)
    war.amend(2, "400 claims wait", safe=True)
    assert stated(war) == []


def test_what_they_must_not_read_any_more_does_not_hold_and_its_new_words_stay_inside() -> None:
    war = told()
    war.amend(2, "775 claims of the board wait", audience=Audience.INTERNAL)
    assert stated(war) == [("fact", "400 claims wait", None)]
    assert "board" not in war.draft().body_md


def test_a_cause_that_was_withdrawn_does_not_hold_and_another_takes_its_place() -> None:
    war = War()
    war.log("A disk is full", kind=EntryKind.CAUSE, certainty=Certainty.CONFIRMED, customer="A full disk.")
    war.send(kind=UpdateKind.PROGRESS)
    war.at(LATER)
    war.amend(2, "A disk is full", certainty=Certainty.RULED_OUT, customer="A full disk.")
    assert stated(war) == [("cause", "A full disk", None)]
    war.amend(2, "A lock was held", certainty=Certainty.CONFIRMED, customer="A lock.")
    assert stated(war) == [("cause", "A full disk", "A lock")]


def test_a_fact_that_happened_at_another_time_is_told_with_both() -> None:
    war = War()
    war.log("Rolled back", at="10:05", safe=True)
    war.send()
    war.at(LATER)
    war.amend(2, "Rolled back", at=war.moment("10:15"), safe=True)
    assert stated(war) == [("fact", "Rolled back (Sat 21 Nov 10:05 CET)", "Rolled back (Sat 21 Nov 10:15 CET)")]


def test_since_when_they_are_affected_needs_no_wording_and_an_unknown_start_is_no_correction() -> None:
    war = War()
    war.send()
    war.at(LATER)
    war.log("Started", kind=EntryKind.IMPACT_START, at="10:02")
    assert stated(war) == []
    war.send()
    war.at(LATEST)
    war.log("Started earlier", kind=EntryKind.IMPACT_START, at="09:40")
    assert stated(war) == [("affected", "Sat 21 Nov 10:02 CET", "Sat 21 Nov 09:40 CET")]


def test_a_corrected_time_of_restoration_is_stated_and_a_second_restoration_is_news() -> None:
    war = War()
    label = wording("-")
    war.escalation.restore(at=war.moment("10:10"), stamp=war.stamp, label=label)
    restoration = next(line.first.id for line in war.lines if line.first.kind is EntryKind.RESTORATION)
    war.send()
    war.at(LATER)
    war.amend(restoration or 0, "Restored", at=war.moment("10:30"))
    war.escalation.recount(war.lines, stamp=war.stamp)
    assert stated(war) == [("restored", "Sat 21 Nov 10:10 CET", "Sat 21 Nov 10:30 CET")]
    war.send()
    war.at(LATEST)
    war.escalation.relapse("it broke again", stamp=war.stamp)
    assert stated(war) == []


@pytest.mark.parametrize(
    ("then", "now"),
    [("2026-11-21T12:00Z", "Sat 21 Nov 13:00 CET"), ("2026-11-21T09:50Z", None), (None, None)],
    ids=["moved", "moved to a time that has passed", "taken back"],
)
def test_a_committed_time_that_moved_or_was_taken_back_is_stated(then: str | None, now: str | None) -> None:
    war = War()
    expect(war, "2026-11-21T11:00Z")
    war.send()
    war.at(LATER)
    expect(war, then, committed=then is not None)
    assert stated(war) == [("estimate", "Sat 21 Nov 12:00 CET", now)]


def test_a_committed_time_that_passed_is_taken_back_once_and_makes_an_older_draft_stale() -> None:
    war = War()
    expect(war, "2026-11-21T10:00Z")
    war.send()
    shown = war.updates[-1]
    assert not is_stale(war.dossier, shown)
    war.at("2026-11-21T10:05Z")
    assert stated(war) == [("estimate", "Sat 21 Nov 11:00 CET", None)]
    assert is_stale(war.dossier, shown)
    assert war.draft().kind is UpdateKind.PROGRESS
    war.send()
    assert stated(war.at(LATEST)) == []


def test_an_estimate_of_ours_was_never_told() -> None:
    war = War()
    expect(war, "2026-11-21T10:00Z", committed=False)
    war.send()
    assert stated(war.at(LATEST)) == []


def test_data_loss_that_was_denied_or_told_is_corrected_and_doubt_says_so() -> None:
    war = War()
    war.impact("400 claims wait", told={"data_loss": "none"})
    war.send()
    war.at(LATER)
    war.impact("Two claims are gone", told={"data_loss": "confirmed"})
    assert stated(war) == [("data_loss", "none", "confirmed")]
    war.send()
    war.at(LATEST)
    war.impact("They may be found", told={"data_loss": "unknown"})
    assert stated(war) == [("data_loss", "confirmed", None)]


def test_readers_inside_read_the_entry_itself() -> None:
    war = told(Audience.EXECUTIVE)
    war.amend(2, "775 claims wait", safe=True)
    war.log("Started", kind=EntryKind.IMPACT_START, at="09:40")
    assert stated(war, Audience.EXECUTIVE) == [("fact", "400 claims wait", "775 claims wait")]
    assert stated(war, Audience.INTERNAL) == []


def broke_again(war: War) -> None:
    """Restored at 10:40, told, and broken again at 12:00."""
    war.escalation.restore(at=war.moment("10:40"), stamp=war.stamp, label=wording("-"))
    war.send()
    war.at(LATEST)
    war.escalation.relapse("it broke again", stamp=war.stamp)


def test_what_was_found_about_data_before_it_broke_again_is_no_finding_about_it_now() -> None:
    war = War()
    war.impact("Claims wait", told={"data_loss": "none"}, safe=True)
    war.send()
    war.at(LATER)
    broke_again(war)
    assert war.escalation.data_loss is DataLoss.UNKNOWN
    assert stated(war) == [("data_before", "none", None)]
    assert "\nNo data was lost." not in war.draft().body_md
    # A correction takes all of it anew: what was said before it broke again stays of then.
    war.amend(2, "Claims waited", safe=True)
    war.escalation.recount(war.lines, stamp=war.stamp)
    assert war.escalation.data_loss is DataLoss.UNKNOWN
    war.impact("Claims wait again", told={"data_loss": "none"}, safe=True)
    assert "No data was lost." in war.draft().body_md


def test_a_time_that_was_met_before_it_broke_again_is_not_taken_back() -> None:
    war = War()
    expect(war, "2026-11-21T11:00Z")
    war.send()
    war.send(Audience.EXECUTIVE)
    war.at(LATER)
    broke_again(war)
    assert (war.escalation.estimate, war.escalation.estimated_at) == (Estimate.NONE, None)
    assert stated(war) == []
    for audience in (Audience.CUSTOMER, Audience.EXECUTIVE):
        assert "does not hold" not in war.draft(audience).body_md
