"""Clock changes: a skipped time moves forward, a doubled one is the earlier, an offset decides; hours are real."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from warroom.times import iso, local, written
from warroom.times.reading import elapsed, read_due, read_happened, until

NOW = datetime(2026, 12, 1, tzinfo=UTC)

TYPED = [
    (
        "Europe/Berlin",
        "2026-03-29 02:30",
        "2026-03-29T01:30:00Z",
        "02:30 does not exist on 29 Mar 2026 in Europe/Berlin (clocks go forward); taken as 03:30 CEST",
    ),
    (
        "Europe/Berlin",
        "2026-10-25 02:30",
        "2026-10-25T00:30:00Z",
        "02:30 happens twice on 25 Oct 2026 in Europe/Berlin; taken as the earlier, CEST. "
        "Write an offset to choose: 2026-10-25T02:30+01:00",
    ),
    (
        "Australia/Lord_Howe",
        "2026-10-04 02:15:20",
        "2026-10-03T15:45:20Z",
        "02:15:20 does not exist on 4 Oct 2026 in Australia/Lord_Howe (clocks go forward); taken as 02:45:20 UTC+11:00",
    ),
    (
        "Australia/Lord_Howe",
        "2026-04-05 01:45",
        "2026-04-04T14:45:00Z",
        "01:45 happens twice on 5 Apr 2026 in Australia/Lord_Howe; taken as the earlier, UTC+11:00. "
        "Write an offset to choose: 2026-04-05T01:45+10:30",
    ),
    (
        "America/St_Johns",
        "2026-03-08 02:30",
        "2026-03-08T06:00:00Z",
        "02:30 does not exist on 8 Mar 2026 in America/St_Johns (clocks go forward); taken as 03:30 NDT",
    ),
    (
        "America/St_Johns",
        "2026-11-01 01:30",
        "2026-11-01T04:00:00Z",
        "01:30 happens twice on 1 Nov 2026 in America/St_Johns; taken as the earlier, NDT. "
        "Write an offset to choose: 2026-11-01T01:30-03:30",
    ),
    (
        "Pacific/Apia",
        "2011-12-30 12:00",
        "2011-12-30T22:00:00Z",
        "12:00 does not exist on 30 Dec 2011 in Pacific/Apia (clocks go forward); taken as 31 Dec 2011 12:00 UTC+14:00",
    ),
    (
        "Pacific/Apia",
        "2011-12-30",
        "2011-12-30T10:00:00Z",
        "30 Dec 2011 does not exist in Pacific/Apia; taken as 31 Dec 2011",
    ),
]


@pytest.mark.parametrize(("zone", "typed", "at", "note"), TYPED)
def test_a_skipped_or_doubled_time_is_taken_by_the_rule_and_noted(zone: str, typed: str, at: str, note: str) -> None:
    moment = read_happened(typed, now=NOW, zone=ZoneInfo(zone))
    assert moment.at is not None
    assert (iso(moment.at), moment.notes) == (at, (note,))


PLAIN = [
    ("Europe/Berlin", "2026-10-25T02:30+01:00", "2026-10-25T01:30:00Z"),
    ("Europe/Berlin", "2026-10-25T02:30+02:00", "2026-10-25T00:30:00Z"),
    ("Europe/Berlin", "2026-03-29T02:30+01:00", "2026-03-29T01:30:00Z"),
    ("Europe/Berlin", "2026-03-29 03:00", "2026-03-29T01:00:00Z"),
    ("Europe/Berlin", "2026-10-25 03:00", "2026-10-25T02:00:00Z"),
    ("Pacific/Apia", "2011-12-29 23:59", "2011-12-30T09:59:00Z"),
    ("Pacific/Apia", "2011-12-31 00:00", "2011-12-30T10:00:00Z"),
    ("Pacific/Kiritimati", "2026-11-21 00:30", "2026-11-20T10:30:00Z"),
    ("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z"),
]


@pytest.mark.parametrize(("zone", "typed", "at"), PLAIN)
def test_an_offset_or_a_time_beside_the_change_needs_no_note(zone: str, typed: str, at: str) -> None:
    moment = read_happened(typed, now=NOW, zone=ZoneInfo(zone))
    assert moment.at is not None
    assert (iso(moment.at), moment.notes) == (at, ())


ENDS = [
    ("Europe/Berlin", "2026-10-25", "2026-10-25T22:59:59Z", "Sun 25 Oct 2026"),
    ("America/Sao_Paulo", "2018-02-17", "2018-02-18T02:59:59Z", "Sat 17 Feb 2018"),
    ("Pacific/Apia", "2011-12-29", "2011-12-30T09:59:59Z", "Thu 29 Dec 2011"),
    ("Pacific/Apia", "2011-12-30", "2011-12-31T09:59:59Z", "Sat 31 Dec 2011"),
    ("Pacific/Kiritimati", "2026-11-21", "2026-11-21T09:59:59Z", "Sat 21 Nov 2026"),
    ("Europe/Amsterdam", "1920-01-05", "1920-01-05T23:40:27Z", "Mon 5 Jan 1920"),
]


@pytest.mark.parametrize(("zone", "typed", "at", "said"), ENDS)
def test_a_day_that_is_owed_ends_with_its_last_second(zone: str, typed: str, at: str, said: str) -> None:
    deadline = read_due(typed, now=NOW, zone=ZoneInfo(zone))
    assert (iso(deadline.at), written(deadline, ZoneInfo("UTC"))) == (at, said)


@pytest.mark.parametrize(("day", "length"), [("2026-03-29", "1 h 00 min"), ("2026-10-25", "3 h 00 min")])
def test_from_half_past_one_to_half_past_three_is_counted_in_real_hours(day: str, length: str) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    start, end = (read_happened(f"{day} {clock}", now=NOW, zone=berlin).at for clock in ("01:30", "03:30"))
    assert start is not None
    assert end is not None
    assert elapsed(end - start) == length
    assert until(local(end, berlin), local(start, berlin)) == f"in {length}"


# The eve of each change, 12:00 in Berlin.
SPRING = datetime(2026, 3, 28, 11, 0, tzinfo=UTC)
AUTUMN = datetime(2026, 10, 24, 10, 0, tzinfo=UTC)

SPANS = [
    (SPRING, "1d", timedelta(hours=23)),
    (SPRING, "+24h", timedelta(hours=24)),
    (AUTUMN, "1d", timedelta(hours=25)),
    (AUTUMN, "1bd", timedelta(hours=49)),
    (AUTUMN, "+24h", timedelta(hours=24)),
]


@pytest.mark.parametrize(("now", "typed", "real"), SPANS)
def test_a_day_on_is_the_same_clock_time_and_hours_are_real(now: datetime, typed: str, real: timedelta) -> None:
    assert read_due(typed, now=now, zone=ZoneInfo("Europe/Berlin")).at - now == real


def test_the_latest_past_of_a_skipped_time_is_never_in_the_future() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    soon_after = datetime(2026, 3, 29, 1, 10, tzinfo=UTC)
    assert written(read_happened("02:30", now=soon_after, zone=berlin), berlin) == "Sat 28 Mar 2026 02:30 CET"
    apia = ZoneInfo("Pacific/Apia")
    after_the_gap = datetime(2011, 12, 30, 10, 10, tzinfo=UTC)
    taken = read_happened("23:00", now=after_the_gap, zone=apia)
    assert written(taken, apia) == "Thu 29 Dec 2011 23:00 UTC-10:00"
