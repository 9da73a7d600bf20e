"""Wording: the zone is always said, the year when it is another, and no more than is known."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from warroom.times import Deadline, Moment, clock, day_of, iso, iso_moment, local, written, zone_label
from warroom.vocabulary import Precision

BERLIN = ZoneInfo("Europe/Berlin")
KOLKATA = ZoneInfo("Asia/Kolkata")
KATHMANDU = ZoneInfo("Asia/Kathmandu")
NEW_YORK = ZoneInfo("America/New_York")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


NOW = at("2026-11-21T13:00Z")
HALF_PAST = at("2026-11-21T08:37:20Z")
LATER = at("2026-11-21T10:37Z")
NEXT_DAY = at("2026-11-22T00:10Z")
NEXT_YEAR = at("2027-01-01T00:10Z")


def bounded(after: datetime | None, before: datetime | None) -> Moment:
    return Moment(None, Precision.RANGE, after=after, before=before)


SAID = [
    (HALF_PAST, "Sat 21 Nov 09:37 CET", "09:37"),
    (Moment(HALF_PAST, Precision.MINUTE), "Sat 21 Nov 09:37 CET", "09:37"),
    (Moment(HALF_PAST, Precision.SECOND), "Sat 21 Nov 09:37:20 CET", "09:37:20"),
    (Moment(HALF_PAST, Precision.APPROX), "about Sat 21 Nov 09:37 CET", "about 09:37"),
    (Moment(at("2026-11-20T23:00Z"), Precision.DAY, 60), "Sat 21 Nov", "during the day"),
    (Moment(at("2026-10-31T23:00Z"), Precision.MONTH, 60), "Nov 2026", "during the month"),
    (Deadline(at("2026-11-21T18:29:59Z"), Precision.DAY, 330), "Sat 21 Nov", "during the day"),
    (Deadline(NEXT_YEAR, Precision.MINUTE), "Fri 1 Jan 2027 01:10 CET", "01:10"),
    (bounded(HALF_PAST, LATER), "between Sat 21 Nov 09:37 CET and Sat 21 Nov 11:37 CET", "between 09:37 and 11:37"),
    (
        bounded(HALF_PAST, NEXT_DAY),
        "between Sat 21 Nov 09:37 CET and Sun 22 Nov 01:10 CET",
        "between Sat 21 Nov 09:37 and Sun 22 Nov 01:10",
    ),
    (
        bounded(HALF_PAST, NEXT_YEAR),
        "between Sat 21 Nov 09:37 CET and Fri 1 Jan 2027 01:10 CET",
        "between Sat 21 Nov 2026 09:37 and Fri 1 Jan 2027 01:10",
    ),
    (bounded(HALF_PAST, None), "after Sat 21 Nov 09:37 CET", "after 09:37"),
    (bounded(None, LATER), "before Sat 21 Nov 11:37 CET", "before 11:37"),
    (Moment(None, Precision.UNKNOWN), "time unknown", "time unknown"),
]


@pytest.mark.parametrize(("when", "long", "short"), SAID)
def test_a_time_is_said_whole_or_under_its_date(when: Moment | Deadline | datetime, long: str, short: str) -> None:
    assert written(when, BERLIN, now=NOW) == long
    assert clock(when, BERLIN) == short


def test_the_year_is_said_when_it_is_another_one_in_the_zone() -> None:
    eve = at("2026-12-31T23:30Z")
    assert written(eve, BERLIN, now=NOW) == "Fri 1 Jan 2027 00:30 CET"
    assert written(eve, NEW_YORK, now=NOW) == "Thu 31 Dec 18:30 EST"
    assert written(eve, NEW_YORK) == "Thu 31 Dec 2026 18:30 EST"
    assert written(eve, NEW_YORK, now=NOW, year="always") == "Thu 31 Dec 2026 18:30 EST"
    assert written(eve, BERLIN, year="never") == "Fri 1 Jan 00:30 CET"


@pytest.mark.parametrize("reader", ["UTC", "America/St_Johns", "Pacific/Kiritimati", "Asia/Kolkata"])
def test_a_day_keeps_its_date_for_every_reader(reader: str) -> None:
    typed_in_kiritimati = Moment(at("2026-11-20T10:00Z"), Precision.DAY, 840)
    assert written(typed_in_kiritimati, ZoneInfo(reader)) == "Sat 21 Nov 2026"
    assert day_of(typed_in_kiritimati, ZoneInfo(reader)) == "Sat 21 Nov 2026"
    assert iso_moment(typed_in_kiritimati) == "2026-11-21"


def test_the_date_of_a_heading_is_that_of_the_zone() -> None:
    late = at("2026-11-21T23:30Z")
    assert day_of(late, ZoneInfo("UTC")) == "Sat 21 Nov 2026"
    assert day_of(late, BERLIN) == "Sun 22 Nov 2026"
    assert day_of(bounded(None, late), BERLIN) == "Sun 22 Nov 2026"
    assert day_of(Moment(None, Precision.UNKNOWN), BERLIN) == "day unknown"


LABELS = [
    ("Europe/Berlin", "2026-07-01T00:00Z", "CEST"),
    ("Europe/London", "2026-01-01T00:00Z", "GMT"),
    ("UTC", "2026-01-01T00:00Z", "UTC"),
    ("Antarctica/Troll", "2026-01-01T00:00Z", "UTC"),
    ("Asia/Kathmandu", "2026-01-01T00:00Z", "UTC+05:45"),
    ("Pacific/Marquesas", "2026-01-01T00:00Z", "UTC-09:30"),
]


@pytest.mark.parametrize(("zone", "instant", "label"), LABELS)
def test_a_zone_is_labelled_as_people_know_it_or_by_its_offset(zone: str, instant: str, label: str) -> None:
    assert zone_label(at(instant), ZoneInfo(zone)) == label


def test_machines_read_utc_with_a_fraction_only_where_there_is_one() -> None:
    assert iso(local(HALF_PAST, KATHMANDU)) == "2026-11-21T08:37:20Z"
    assert iso(HALF_PAST.replace(microsecond=5)) == "2026-11-21T08:37:20.000005Z"
    assert iso_moment(Moment(None, Precision.UNKNOWN)) is None
    assert iso_moment(Moment(at("2026-10-31T18:30Z"), Precision.MONTH, 330)) == "2026-11"


SPANS = [
    (Moment(NOW, Precision.MINUTE), "2026-11-21T13:00Z", "2026-11-21T13:00Z"),
    (Moment(NOW, Precision.APPROX), "2026-11-21T12:45Z", "2026-11-21T13:15Z"),
    (Moment(at("2026-11-20T23:00Z"), Precision.DAY, 60), "2026-11-20T23:00Z", "2026-11-21T22:59:59Z"),
    (Moment(at("2026-11-30T18:30Z"), Precision.MONTH, 330), "2026-11-30T18:30Z", "2026-12-31T18:29:59Z"),
    (bounded(HALF_PAST, LATER), "2026-11-21T08:37:20Z", "2026-11-21T10:37Z"),
]


@pytest.mark.parametrize(("moment", "earliest", "latest"), SPANS)
def test_a_moment_knows_within_which_span_it_lies(moment: Moment, earliest: str, latest: str) -> None:
    assert (moment.earliest, moment.latest) == (at(earliest), at(latest))


def test_only_bounds_or_nothing_leave_the_span_open() -> None:
    assert (bounded(HALF_PAST, None).earliest, bounded(HALF_PAST, None).latest) == (HALF_PAST, None)
    assert Moment(None, Precision.UNKNOWN).earliest is None


def test_a_moment_is_sorted_by_what_is_known_of_it() -> None:
    recorded = NOW + timedelta(days=1)
    assert Moment(NOW, Precision.APPROX).sort_at(recorded) == NOW
    assert bounded(HALF_PAST, LATER).sort_at(recorded) == HALF_PAST
    assert bounded(None, LATER).sort_at(recorded) == LATER
    assert Moment(None, Precision.UNKNOWN).sort_at(recorded) == recorded


@pytest.mark.parametrize("precision", list(Precision))
def test_only_a_known_but_inexact_time_is_about(precision: Precision) -> None:
    assert Moment(NOW, precision).is_about == (precision.value in ("approx", "day", "month"))


def test_a_time_without_a_zone_is_never_taken_as_that_of_the_machine() -> None:
    naive = NOW.replace(tzinfo=None)
    with pytest.raises(ValueError, match="has no zone"):
        Moment(naive, Precision.MINUTE)
    with pytest.raises(ValueError, match="has no zone"):
        Deadline(naive, Precision.MINUTE)
    with pytest.raises(ValueError, match="has no zone"):
        iso(naive)
