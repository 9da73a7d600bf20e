"""How an escalation stood in its past, and the slots that follow: no change of today moves what was due yesterday."""

from datetime import UTC, datetime

from tests.documents.war import War
from warroom.domain import Cadence, wording
from warroom.domain.change import Change
from warroom.insight.cadence import Defaults, State
from warroom.insight.kept import Record
from warroom.insight.past import Past
from warroom.insight.slots import SlotState
from warroom.vocabulary import Audience, Rag, Severity

OPENED = "2026-11-21T09:20Z"


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-21T{clock}Z")


def past_of(war: War) -> Past:
    return Past(war.escalation, Change.told_by(war.entries))


def record(war: War, *lines: Cadence) -> Record:
    return Record(
        audience=Audience.CUSTOMER,
        lines=lines,
        told=war.updates,
        past=past_of(war),
        defaults=Defaults(),
        zone=UTC,
    )


def slots(war: War, *lines: Cadence) -> list[tuple[str, SlotState]]:
    return [(f"{slot.due:%H:%M}", slot.state) for slot in record(war, *lines).slots(now=war.now)]


def test_a_state_is_what_the_last_change_before_said_and_before_all_changes_what_the_first_replaced() -> None:
    war = War(OPENED)
    war.at("2026-11-21T10:00Z").escalation.rate(Severity.DEGRADED, stamp=war.stamp, why="half of it works")
    war.at("2026-11-21T10:30Z").escalation.judge(Rag.RED, stamp=war.stamp)
    war.at("2026-11-21T11:00Z").escalation.rate(Severity.MINOR, stamp=war.stamp, why="a way around")
    past = past_of(war)
    assert past.at(at("09:59")) == State(Severity.STOPPED, None, fast=True)
    assert past.at(at("10:00")) == State(Severity.DEGRADED, None, fast=True)
    assert past.at(at("10:45")) == State(Severity.DEGRADED, Rag.RED, fast=True)
    assert past.at(at("12:00")) == State(Severity.MINOR, Rag.RED, fast=True)


def test_restoration_ends_the_fast_tempo_from_when_it_was() -> None:
    war = War(OPENED)
    war.at("2026-11-21T11:00Z").escalation.restore(at=war.moment("11:30"), stamp=war.stamp, label=wording("-"))
    past = past_of(war)
    assert (past.at(at("10:29")).fast, past.at(at("10:30")).fast) == (True, False)


def sent(war: War, time: str, *, promised: bool = False) -> None:
    war.at(f"2026-11-21T{time}Z").send()
    if not promised:
        war.updates[-1].next_at = war.updates[-1].next_precision = None


def test_a_severity_that_falls_moves_the_open_slot_counted_from_the_last_update() -> None:
    war = War(OPENED)
    sent(war, "09:40")
    war.at("2026-11-21T10:00Z").escalation.rate(Severity.DEGRADED, stamp=war.stamp, why="half of it works")
    assert slots(war) == [("09:50", SlotState.ON_TIME), ("13:40", SlotState.OPEN)]


def test_a_severity_that_rises_brings_the_open_slot_nearer_and_makes_nobody_late_for_what_did_not_hold_yet() -> None:
    soon, later = War(OPENED, severity=Severity.DEGRADED), War(OPENED, severity=Severity.DEGRADED)
    sent(soon, "09:40")
    soon.at("2026-11-21T10:00Z").escalation.rate(Severity.STOPPED, stamp=soon.stamp)
    assert slots(soon)[-1] == ("10:40", SlotState.OPEN)
    sent(later, "09:40")
    later.at("2026-11-21T12:00Z").escalation.rate(Severity.STOPPED, stamp=later.stamp)
    assert slots(later)[-1] == ("13:00", SlotState.OPEN)


def test_what_was_promised_while_it_was_calm_does_not_hold_when_it_breaks_again() -> None:
    war = War(OPENED)
    war.at("2026-11-21T09:30Z").escalation.restore(at=war.moment("10:20"), stamp=war.stamp, label=wording("-"))
    war.send(next="2026-11-24 11:10")
    war.at("2026-11-21T12:00Z").escalation.relapse("it broke again", stamp=war.stamp)
    assert slots(war)[-1] == ("13:00", SlotState.OPEN)


def test_a_severity_that_falls_heals_no_slot_that_has_passed() -> None:
    war = War(OPENED)
    sent(war, "09:40")
    war.at("2026-11-21T10:50Z").escalation.rate(Severity.DEGRADED, stamp=war.stamp, why="half of it works")
    assert slots(war)[-1] == ("10:40", SlotState.MISSED)
    sent(war, "11:00")
    assert slots(war)[1:] == [("10:40", SlotState.LATE), ("15:00", SlotState.OPEN)]


def test_a_promised_time_holds_until_a_plan_names_an_earlier_one() -> None:
    war = War(OPENED)
    war.at("2026-11-21T09:40Z").send(next="13:00")
    assert slots(war)[-1] == ("12:00", SlotState.OPEN)
    line = Cadence.planned(Audience.CUSTOMER, None, stamp=war.at("2026-11-21T10:00Z").stamp, rhythm="1h")
    assert slots(war, line)[-1] == ("10:40", SlotState.OPEN)


def test_what_is_due_at_the_very_minute_of_the_restoration_was_due_before_it() -> None:
    for restored, left in (("10:39", "09:40"), ("10:40", "10:40"), ("10:41", "10:40")):
        war = War(OPENED)
        sent(war, "09:40:20")
        war.at("2026-11-21T10:45Z").escalation.restore(
            at=war.moment(f"2026-11-21T{restored}Z"), stamp=war.stamp, label=wording("-")
        )
        expected = SlotState.OPEN if left == "09:40" else SlotState.MISSED
        assert slots(war)[-1] == (left, expected)


def test_nothing_was_due_of_what_was_written_down_afterwards() -> None:
    war = War(OPENED, retrospective=True)
    assert (slots(war), record(war).adherence(now=war.now)) == ([], None)
