"""Impact start, detection, acknowledgement, mitigation, restoration: in this order, as exactly as each is known."""

from itertools import combinations
from typing import Any

import pytest

from tests.documents.war import War
from warroom.domain.amending import correction
from warroom.errors import Refused
from warroom.vocabulary import MILESTONES, EntryKind, Status

TIMES = dict(zip(MILESTONES, ("02:10", "02:14", "02:31", "09:41", "10:05"), strict=True))


def told(war: War, **times: str) -> War:
    for kind, at in times.items():
        war.log(kind, kind=EntryKind(kind), at=at)
    return war


def at(war: War, kind: EntryKind) -> Any:
    moment = war.escalation.milestone(kind)
    return moment and moment.at


def test_in_their_order_they_are_taken_in_any_order_of_telling() -> None:
    war = War()
    for kind in reversed(MILESTONES):
        war.log("reached", kind=kind, at=TIMES[kind])
    assert [kind for kind in MILESTONES if at(war, kind) is None] == []
    assert sorted(at(war, kind) for kind in MILESTONES) == [at(war, kind) for kind in MILESTONES]


@pytest.mark.parametrize(("first", "second"), [*combinations(MILESTONES, 2)])
def test_a_time_that_breaks_the_order_is_refused_with_both_times(first: EntryKind, second: EntryKind) -> None:
    war = War()
    war.log("known", kind=second, at="08:00")
    with pytest.raises(Refused) as refusal:
        war.log("too late", kind=first, at="08:01")
    (reason,) = refusal.value.reasons
    assert reason.code == "milestone_order"
    assert "08:00" in reason.words
    assert "08:01" in reason.words
    assert reason.way_out
    war.log("at the same minute", kind=first, at="08:00")


def test_a_day_is_out_of_order_only_when_no_moment_of_it_would_fit() -> None:
    war = told(War(), impact_start="09:00")
    war.log("that day", kind=EntryKind.DETECTION, at="2026-11-21")
    with pytest.raises(Refused):
        war.log("the day before", kind=EntryKind.DETECTION, at="2026-11-20")


def test_an_approximate_time_is_out_of_order_only_when_it_cannot_be_right() -> None:
    war = told(War(), impact_start="09:00")
    war.log("about then", kind=EntryKind.DETECTION, at="~08:50")
    with pytest.raises(Refused):
        told(War(), impact_start="09:00").log("too early", kind=EntryKind.DETECTION, at="~08:30")


def test_the_earliest_entry_counts_and_of_restorations_the_last() -> None:
    war = told(War(), impact_start="03:00", restoration="08:00")
    told(war, impact_start="02:10", restoration="09:00")
    told(war, impact_start="02:30", restoration="08:30")
    assert [moment.strftime("%H:%M") for kind in (EntryKind.IMPACT_START, EntryKind.RESTORATION)
            if (moment := at(war, kind))] == ["01:10", "08:00"]  # fmt: skip


def test_a_retrospective_keeps_what_is_out_of_order() -> None:
    war = told(War(retrospective=True), restoration="08:00", impact_start="08:30")
    assert at(war, EntryKind.IMPACT_START) > at(war, EntryKind.RESTORATION)


def test_records_of_other_tools_are_kept_and_what_they_break_is_told() -> None:
    war = War()
    facts = [war.fact("restored", kind=EntryKind.RESTORATION, at="08:00"),
             war.fact("began", kind=EntryKind.IMPACT_START, at="08:30")]  # fmt: skip
    broken = war.escalation.take_in(facts, stamp=war.stamp)
    assert len(broken) == 1
    assert broken[0].startswith("Impact start (")
    assert war.escalation.status is Status.STABLE


def test_a_correction_moves_a_milestone_and_is_refused_when_it_breaks_the_order() -> None:
    war = told(War(), impact_start="02:10", detection="02:14")
    line = next(line for line in war.lines if line.first.kind is EntryKind.IMPACT_START)
    fact = correction(line, None, at=war.moment("02:20"), why="their log says so")
    war.escalation.amend(line, fact, stamp=war.stamp)
    with pytest.raises(Refused) as refusal:
        war.escalation.recount(war.lines, stamp=war.stamp)
    assert [reason.code for reason in refusal.value.reasons] == ["milestone_order"]


def test_a_correction_to_another_kind_takes_the_milestone_away() -> None:
    war = told(War(), impact_start="02:10", mitigation="09:41")
    line = next(line for line in war.lines if line.first.kind is EntryKind.MITIGATION)
    war.escalation.amend(line, correction(line, None, kind=EntryKind.NOTE), stamp=war.stamp)
    war.escalation.recount(war.lines, stamp=war.stamp)
    assert at(war, EntryKind.MITIGATION) is None


def test_restoring_makes_an_active_escalation_stable_with_an_entry_of_its_own() -> None:
    war = told(War(), restoration="09:00")
    assert war.escalation.status is Status.STABLE
    changes = [entry.text for entry in war.entries if entry.automatic]
    assert changes == ["Escalation opened", "Stable: service restored"]
    assert war.escalation.stable_since == at(war, EntryKind.RESTORATION)
