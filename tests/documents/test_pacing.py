"""What a writer is told of a next time that leaves a reader waiting."""

from datetime import UTC, datetime, timedelta

from warroom.documents.pacing import left_waiting
from warroom.times import Deadline
from warroom.times.rhythm import read_rhythm
from warroom.vocabulary import Audience, Precision

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def remarks(rhythm: str, hours: float) -> list[str]:
    named = Deadline(NOW + timedelta(hours=hours), Precision.MINUTE)
    return left_waiting(Audience.CUSTOMER, read_rhythm(rhythm, field="EVERY"), named, now=NOW, zone=UTC)


def test_a_whole_update_left_out_is_told_with_both_numbers() -> None:
    assert remarks("60m", 23) == [
        "The cadence asks for customer updates every 1h; this leaves them without one for 23 h 00 min."
    ]


def test_up_to_two_turns_of_the_rhythm_nothing_is_said() -> None:
    assert [remarks("60m", 1), remarks("60m", 2), remarks("17:00", 32), remarks("1bd", 72)] == [[], [], [], []]
    assert remarks("60m", 2.1)
