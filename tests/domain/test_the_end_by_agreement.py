"""Exit criteria, de-escalation and the window that is watched: what each asks for, and what a relapse undoes."""

from collections.abc import Callable

import pytest

from tests.documents.war import War
from tests.domain.test_the_life_of_an_escalation import closed, codes
from warroom.domain import Criterion, wording
from warroom.errors import InvalidValue, Refused
from warroom.vocabulary import CauseCategory, CriterionStatus, Driver, EntryKind, Kind, Level, Outcome, Status

FORCED = {"outcome": Outcome.RESOLVED, "cause": CauseCategory.OTHER, "driver": Driver.OTHER, "force_why": "x"}


def calm(**opened: object) -> War:
    """A situation that is stable, with nothing agreed about its end."""
    war = War(**opened)  # type: ignore[arg-type]
    war.escalation.restore(at=war.moment("now"), stamp=war.stamp, label=wording("x"))
    return war


def met(war: War) -> Criterion:
    criterion = war.expect("Five clean runs", by=war.dana)
    criterion.meet(at=war.now, stamp=war.stamp, evidence="runs of 22 to 26 Nov")
    return criterion


def watched(monitor: str = "5d") -> War:
    war = calm()
    met(war)
    war.deescalate(monitor, by=war.dana)
    return war


# Criteria


def test_a_criterion_is_proposed_agreed_and_met_and_each_step_writes_its_entry() -> None:
    war = calm()
    criterion = war.expect("Five clean runs", due="fri")
    assert (criterion.status, criterion.is_theirs, criterion.owner) == (CriterionStatus.PROPOSED, False, war.sam)
    criterion.agree(war.dana, at=war.now, stamp=war.stamp)
    criterion.meet(at=war.now, stamp=war.stamp, evidence="runs")
    told = [(entry.text, entry.by, entry.automatic) for entry in war.entries if entry.criterion]
    assert told == [
        ("Criterion proposed: Five clean runs", None, True),
        ("Criterion agreed: Five clean runs", "dana", True),
        ("Criterion met: Five clean runs", None, True),
    ]
    assert (criterion.is_theirs, criterion.is_open, criterion.evidence) == (True, False, "runs")
    assert not any(entry.is_about_the_whole for entry in war.entries if entry.criterion)


def test_what_nobody_agreed_to_cannot_be_met() -> None:
    war = calm()
    with pytest.raises(Refused) as refusal:
        war.expect("Five clean runs").meet(at=war.now, stamp=war.stamp)
    assert codes(refusal) == ["not_agreed"]
    assert refusal.value.hint == "Say who agreed to it:  warroom exit agree X1 --by CONTACT"


def test_what_is_settled_is_neither_agreed_met_waived_nor_moved_again() -> None:
    war = calm()
    criterion = met(war)
    moves: tuple[Callable[[], None], ...] = (
        lambda: criterion.agree(war.dana, at=war.now, stamp=war.stamp),
        lambda: criterion.meet(at=war.now, stamp=war.stamp),
        lambda: criterion.waive(war.dana, "x", at=war.now, stamp=war.stamp),
        lambda: criterion.move(war.due("fri"), stamp=war.stamp),
    )
    for move in moves:
        with pytest.raises(Refused) as refusal:
            move()
        assert codes(refusal) == ["wrong_status"]


def test_a_waived_criterion_keeps_who_let_it_go_and_why_also_when_it_was_only_proposed() -> None:
    war = calm()
    criterion = war.expect("A report")
    criterion.waive(war.dana, "the call was enough", at=war.now, stamp=war.stamp)
    assert (criterion.status, criterion.waived_by, criterion.why) == (
        CriterionStatus.WAIVED, war.dana, "the call was enough",
    )  # fmt: skip
    assert (war.entries[-1].why, war.entries[-1].by) == ("the call was enough", "dana")
    assert not criterion.is_theirs


def test_a_reason_is_needed_to_waive() -> None:
    war = calm()
    with pytest.raises(InvalidValue):
        war.expect("A report").waive(war.dana, " ", at=war.now, stamp=war.stamp)


def test_a_criterion_moves_and_counts_its_slips() -> None:
    war = calm()
    criterion = war.expect("A report", by=war.dana, due="mon 12:00")
    first = criterion.due_at
    criterion.move(war.due("wed 12:00"), stamp=war.stamp, why="the vendor answers tomorrow")
    assert (criterion.original_due_at, criterion.slips, war.entries[-1].why) == (
        first, 1, "the vendor answers tomorrow",
    )  # fmt: skip


def test_nothing_is_proposed_for_what_has_ended() -> None:
    war = War()
    closed(war, **FORCED)
    with pytest.raises(Refused):
        war.expect("A report")


# De-escalation


@pytest.mark.parametrize("status", [Status.ACTIVE, Status.CLOSED])
def test_only_what_is_stable_is_deescalated(status: Status) -> None:
    war = War()
    if status is Status.CLOSED:
        closed(war, **FORCED)
    with pytest.raises(Refused) as refusal:
        war.deescalate(by=war.dana, force="it must be")
    assert codes(refusal) == ["wrong_status"]
    assert war.escalation.status is status


def test_every_gate_that_does_not_hold_is_told_at_once_with_the_way_out() -> None:
    war = calm()
    war.expect("Five clean runs", by=war.dana)
    war.expect("A report")
    war.do("Replace the lock check")
    war.do("Look at it", owner=war.ines)
    with pytest.raises(Refused) as refusal:
        war.deescalate(None)
    assert codes(refusal) == [
        "no_contact", "no_window", "criterion_open", "criterion_proposed", "action_unowned", "action_undated",
        "action_undated",
    ]  # fmt: skip
    assert all(reason.way_out for reason in refusal.value.reasons)
    assert (war.escalation.status, war.escalation.monitoring_until) == (Status.STABLE, None)


def test_without_a_criterion_that_the_customer_agreed_to_nothing_is_withdrawn() -> None:
    war = calm()
    with pytest.raises(Refused) as none_at_all:
        war.deescalate(by=war.dana)
    war.expect("A report").waive(war.dana, "not needed", at=war.now, stamp=war.stamp)
    with pytest.raises(Refused) as never_agreed:
        war.deescalate(by=war.dana)
    assert codes(none_at_all) == codes(never_agreed) == ["no_criterion"]


def test_what_is_met_or_waived_and_an_action_with_owner_and_due_stand_in_nobodys_way() -> None:
    war = calm()
    met(war)
    war.expect("A report", by=war.dana).waive(war.dana, "not needed", at=war.now, stamp=war.stamp)
    war.do("Replace the lock check", owner=war.ines, due="fri")
    war.do("Drop it").drop("no use", stamp=war.stamp)
    entry = war.deescalate("5d", by=war.dana)
    escalation = war.escalation
    assert (escalation.status, escalation.deescalated_at, escalation.deescalated_by) == (
        Status.MONITORING, war.now, war.dana,
    )  # fmt: skip
    assert entry.text == "De-escalated: monitoring until Thu 26 Nov 10:20 CET"
    assert (entry.by, entry.data) == ("dana", {"field": "status", "old": "stable", "new": "monitoring"})
    assert escalation.deescalated_why is None


def test_the_level_of_our_management_goes_back_to_the_first() -> None:
    war = calm()
    met(war)
    war.escalation.carry_to(Level.C_LEVEL, stamp=war.stamp, why="their board")
    war.deescalate(by=war.dana)
    assert (war.escalation.level, war.entries[-1].why) == (Level.TEAM, "de-escalated")


@pytest.mark.parametrize("monitor", ["2026-11-21T09:20Z", "2026-11-20"])
def test_a_window_lies_ahead(monitor: str) -> None:
    war = calm()
    met(war)
    with pytest.raises(InvalidValue, match="--monitor"):
        war.deescalate(monitor, by=war.dana)


def test_it_is_not_deescalated_before_it_was_opened() -> None:
    war = calm()
    met(war)
    with pytest.raises(Refused) as refusal:
        war.at("2026-11-21T09:19Z").deescalate(by=war.dana)
    assert codes(refusal) == ["out_of_order"]


def test_a_force_keeps_its_reason_and_names_what_was_passed_over() -> None:
    war = calm()
    entry = war.deescalate("5d", force="their project has ended")
    assert war.escalation.deescalated_why == entry.why == "their project has ended"
    assert entry.text.endswith("(passed over: no_contact, no_criterion)")


def test_a_force_that_had_nothing_to_pass_is_none() -> None:
    war = calm()
    met(war)
    entry = war.deescalate("5d", by=war.dana, force="to be safe")
    assert (war.escalation.deescalated_why, entry.why) == (None, None)


def test_the_window_is_made_longer_and_the_first_day_of_it_stays() -> None:
    war = watched("2d")
    began = war.escalation.deescalated_at
    entry = war.at("2026-11-23T08:00Z").deescalate("3d", by=war.dana)
    assert (war.escalation.deescalated_at, war.escalation.status) == (began, Status.MONITORING)
    assert entry.text == "Still monitoring until Thu 26 Nov 09:00 CET"
    assert entry.data["field"] == "monitoring_until"


# After it


def test_a_relapse_ends_the_window_and_what_was_met_has_to_be_shown_anew() -> None:
    war = watched()
    waived = war.expect("A report", by=war.dana)
    waived.waive(war.dana, "not needed", at=war.now, stamp=war.stamp)
    war.at("2026-11-22T09:00Z")
    war.escalation.relapse("it failed again", stamp=war.stamp, criteria=war.criteria)
    escalation = war.escalation
    assert (escalation.status, escalation.relapses) == (Status.ACTIVE, 1)
    assert (escalation.deescalated_at, escalation.deescalated_by, escalation.monitoring_until) == (None, None, None)
    assert [one.status for one in war.criteria] == [CriterionStatus.AGREED, CriterionStatus.WAIVED]
    assert [entry.text for entry in war.entries[-3:]] == [
        "Relapse", "Monitoring ended", "Criterion agreed: Five clean runs",
    ]  # fmt: skip
    assert war.entries[-2].data == {"field": "monitoring_until", "old": "2026-11-26T09:20:00Z"}


def test_a_relapse_of_what_was_not_watched_ends_nothing() -> None:
    war = calm()
    war.escalation.relapse("it failed again", stamp=war.stamp)
    assert war.entries[-1].text == "Relapse"


def test_it_is_closed_from_monitoring_and_a_window_that_is_cut_short_is_told() -> None:
    early, late = watched(), watched()
    late.at("2026-11-27T09:00Z")
    for war in (early, late):
        closed(war, **FORCED)
        assert war.escalation.status is Status.CLOSED
    assert early.entries[-1].text.endswith("(monitoring was agreed until Thu 26 Nov 10:20 CET)")
    assert late.entries[-1].text == "Closed: resolved (passed over: no_final_update)"


def test_it_is_not_closed_before_it_was_deescalated() -> None:
    war = calm()
    met(war)
    war.at("2026-11-22T09:00Z").deescalate(by=war.dana)
    with pytest.raises(Refused) as refusal:
        closed(war.at("2026-11-22T08:00Z"), **FORCED)
    assert codes(refusal) == ["out_of_order"]


def test_a_reopening_begins_the_end_anew() -> None:
    war = watched()
    closed(war, **FORCED)
    war.escalation.reopen("the same lock", stamp=war.stamp, criteria=war.criteria)
    assert (war.escalation.status, war.escalation.monitoring_until) == (Status.ACTIVE, None)
    assert war.criteria[0].is_open


def test_where_nothing_was_broken_a_reason_makes_it_stable_and_the_gates_are_the_same() -> None:
    war = War(kind=Kind.RELATIONSHIP)
    war.escalation.settle("both sides agreed on the plan", stamp=war.stamp)
    with pytest.raises(Refused) as refusal:
        war.deescalate(by=war.dana)
    assert codes(refusal) == ["no_criterion"]


def test_what_is_written_down_afterwards_was_deescalated_when_it_was() -> None:
    war = calm(retrospective=True)
    met(war)
    at = war.at("2026-05-01T10:00Z").now
    war.deescalate("5d", by=war.dana)
    assert war.escalation.deescalated_at == at


def test_what_turns_out_never_to_have_been_restored_is_not_watched_either() -> None:
    war = watched()
    entry = next(entry for entry in war.entries if entry.kind is EntryKind.RESTORATION)
    war.amend(entry.number, "Only the queue was drained", kind=EntryKind.NOTE)
    war.escalation.recount(war.lines, stamp=war.stamp)
    assert (war.escalation.status, war.escalation.monitoring_until) == (Status.ACTIVE, None)
    assert [entry.text for entry in war.entries[-2:]] == [
        "Active: no restoration is recorded any more", "Monitoring ended",
    ]  # fmt: skip
