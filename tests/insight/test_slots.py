"""Whether an audience heard from us when it should have."""

from datetime import UTC, datetime, timedelta

import pytest

from warroom.insight.slots import Adherence, SlotState, adherence, slots
from warroom.insight.watch import Clock, Send
from warroom.times.rhythm import Rhythm, read_rhythm


def at(clock: str, day: int = 21) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def hourly(**told: object) -> Clock:
    """First due at 09:10, then every hour, as planned."""
    return Clock(**{
        "start": at("8:40"), "first": lambda moment: Rhythm(minutes=30), "rhythm": lambda moment: Rhythm(minutes=60),
        "planned": lambda moment: True, "changes": (), "zone": UTC, **told,
    })  # type: ignore[arg-type]  # fmt: skip


def sent(*clocks: str) -> list[Send]:
    return [Send(at(clock)) for clock in clocks]


def counted(found: Adherence) -> tuple[int, int, int]:
    return found.on_time, found.late, found.missed


def test_a3_an_hour_and_a_quarter_after_the_last_is_late_and_the_next_is_missed_when_it_passes() -> None:
    updates = sent("9:10", "10:05", "11:20")
    before = adherence(updates, hourly(), declared=at("8:40"), now=at("12:00"))
    after = adherence(updates, hourly(), declared=at("8:40"), now=at("12:21"))
    assert (counted(before), before.on_time, before.due) == ((2, 1, 0), 2, 3)
    assert (counted(after), after.on_time, after.due) == ((2, 1, 1), 2, 4)
    assert [slot.due for slot in slots(updates, hourly(), now=at("12:00"))] == [
        at("9:10"), at("10:10"), at("11:05"), at("12:20")]  # fmt: skip


def test_a4_a_promised_time_before_the_rhythm_wins_and_one_after_it_does_not() -> None:
    early, late = [Send(at("9:00"), at("9:30"))], [Send(at("9:00"), at("11:00"))]
    assert slots(early, hourly(), now=at("9:10"))[-1].due == at("9:30")
    assert slots(late, hourly(), now=at("9:10"))[-1].due == at("10:00")


def test_the_round_time_that_an_update_names_is_its_slot() -> None:
    updates = [Send(at("9:01"), at("10:05")), Send(at("10:03"))]
    assert [slot.state for slot in slots(updates, hourly(), now=at("10:04"))][1] is SlotState.ON_TIME


def test_as_long_as_nothing_is_planned_the_promise_alone_counts() -> None:
    unplanned = hourly(planned=lambda moment: False)
    assert slots([Send(at("9:00"), at("11:00"))], unplanned, now=at("9:10"))[-1].due == at("11:00")


def test_three_updates_in_one_slot_fill_it_once() -> None:
    updates = sent("9:00", "9:20", "9:40", "10:00")
    found = slots(updates, hourly(), now=at("10:10"))
    assert [(slot.due, slot.state) for slot in found] == [
        (at("9:10"), SlotState.ON_TIME), (at("10:00"), SlotState.ON_TIME), (at("11:00"), SlotState.OPEN)]  # fmt: skip


def test_a_skipped_update_names_the_next_time_and_is_neither_kept_nor_late() -> None:
    updates = [Send(at("9:00")), Send(at("9:50"), at("13:00"), skipped=True)]
    found = adherence(updates, hourly(), declared=at("8:40"), now=at("12:00"))
    assert counted(found) == (1, 0, 0)
    assert slots(updates, hourly(), now=at("12:00"))[-1].due == at("13:00")


def test_what_is_skipped_is_the_next_slot_also_while_the_one_that_was_filled_has_not_passed() -> None:
    updates = [Send(at("9:00")), Send(at("9:05"), at("13:00"), skipped=True, ref="U2", why="they sit in the call")]
    found = slots(updates, hourly(), now=at("12:00"))
    assert [(slot.due, slot.state, slot.ref, slot.why) for slot in found] == [
        (at("9:10"), SlotState.ON_TIME, None, None),
        (at("10:00"), SlotState.SKIPPED, "U2", "they sit in the call"),
        (at("13:00"), SlotState.OPEN, None, None),
    ]
    assert counted(adherence(updates, hourly(), declared=at("8:40"), now=at("12:00"))) == (1, 0, 0)


def test_a_skip_after_the_slot_has_passed_does_not_undo_that_it_was_late() -> None:
    updates = [Send(at("9:00")), Send(at("10:50"), at("13:00"), skipped=True)]
    assert counted(adherence(updates, hourly(), declared=at("8:40"), now=at("12:00"))) == (1, 1, 0)


def test_a_change_of_rhythm_counts_from_the_last_update_but_never_heals_a_slot_that_has_passed() -> None:
    def clock(changed: datetime) -> Clock:
        rhythm = lambda moment: Rhythm(minutes=60 if moment < changed else 240)  # noqa: E731
        return hourly(rhythm=rhythm, changes=(changed,))

    updates = sent("9:00")
    assert (
        slots(updates, clock(at("9:30")), now=at("12:00"))[-1]
        == slots(sent("9:00"), clock(at("9:30")), now=at("9:31"))[-1]
    )
    assert slots(updates, clock(at("9:30")), now=at("12:00"))[-1].due == at("13:00")
    late = slots(updates, clock(at("10:30")), now=at("12:00"))[-1]
    assert (late.due, late.state) == (at("10:00"), SlotState.MISSED)


def test_silence_is_the_time_nobody_said_a_word_and_a_skip_does_not_break_it() -> None:
    updates = [Send(at("9:10")), Send(at("10:00"), at("12:00"), skipped=True), Send(at("12:00"))]
    found = adherence(updates, hourly(), declared=at("8:40"), now=at("12:40"))
    assert found.longest_silence == timedelta(hours=2, minutes=50)
    assert found.silence_ratio == pytest.approx(110 / 240)  # 1 h 50 min beyond the hour, of 4 hours


def test_grace_is_added_to_every_slot() -> None:
    lenient = hourly(grace=timedelta(minutes=15))
    assert counted(adherence(sent("9:10", "10:05", "11:20"), lenient, declared=at("8:40"), now=at("12:00"))) == (
        3,
        0,
        0,
    )


@pytest.mark.parametrize(
    ("typed", "kept", "after"),
    [
        ("60m", "1h", at("10:00")),
        ("every 4h", "4h", at("13:00")),
        ("1h30m", "1h30m", at("10:30")),
        ("daily", "1d", at("9:00", 22)),
        ("2bd", "2bd", at("9:00", 24)),  # a Saturday: Monday, Tuesday
        ("17:00", "17:00", at("17:00")),
        ("9:00, 17:00", "09:00,17:00", at("17:00")),
        ("tue,fri 17:00", "tue,fri 17:00", at("17:00", 24)),
        ("weekly", "7d", at("9:00", 28)),
    ],
)
def test_a_rhythm_reads_as_it_is_typed_and_is_kept_in_one_spelling(typed: str, kept: str, after: datetime) -> None:
    rhythm = read_rhythm(typed, field="EVERY")
    assert str(rhythm) == kept
    assert read_rhythm(kept, field="EVERY") == rhythm
    assert rhythm.after(at("9:00"), UTC) == after


def test_after_the_last_message_nobody_waits_until_it_breaks_again() -> None:
    ended = [Send(at("9:00")), Send(at("9:50"), closes=True)]
    assert [slot.state for slot in slots(ended, hourly(), now=at("20:00"))] == [SlotState.ON_TIME, SlotState.ON_TIME]
    found = adherence(ended, hourly(), declared=at("8:40"), now=at("20:00"))
    assert (counted(found), found.longest_silence) == ((2, 0, 0), timedelta(minutes=50))
    again = hourly(again=(at("9:55"),))
    assert slots(ended, again, now=at("10:00"))[-1].due == at("10:25")
    late = [*ended, Send(at("10:30"))]
    assert [(slot.due, slot.state) for slot in slots(late, again, now=at("10:40"))][2:] == [
        (at("10:25"), SlotState.LATE), (at("11:30"), SlotState.OPEN)]  # fmt: skip
