"""Instants of machine records: ISO alone, and with an offset unless a zone is asked for."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from warroom.errors import InvalidValue
from warroom.times import iso, iso_moment
from warroom.times.reading import read_instant

BERLIN = ZoneInfo("Europe/Berlin")

READ = [
    ("2026-11-21T09:40Z", "2026-11-21T09:40:00Z", "minute"),
    ("2026-11-21t09:40:00z", "2026-11-21T09:40:00Z", "second"),
    ("2026-11-21 09:40:00+01", "2026-11-21T08:40:00Z", "second"),
    ("2026-11-21 09:40:00 -0330", "2026-11-21T13:10:00Z", "second"),
    ("2026-11-21T09:40:00,5Z", "2026-11-21T09:40:00.500000Z", "second"),
    ("2026-11-21T09:40:00.123456789Z", "2026-11-21T09:40:00.123456Z", "second"),
    ("2038-01-19T03:14:08Z", "2038-01-19T03:14:08Z", "second"),
    ("1900-01-01T00:00+14:00", "1899-12-31T10:00:00Z", "minute"),
    ("2200-12-31T23:59:59-14:00", "2201-01-01T13:59:59Z", "second"),
    ("2026-11-21", "2026-11-21", "day"),
    ("2026-11", "2026-11", "month"),
]


@pytest.mark.parametrize(("typed", "expected", "precision"), READ)
def test_each_form_is_read_exactly(typed: str, expected: str, precision: str) -> None:
    moment = read_instant(typed, field="at")
    assert (iso_moment(moment), moment.precision.value) == (expected, precision)


def test_a_date_is_one_of_the_zone() -> None:
    moment = read_instant("2026-11-21", field="at", zone=BERLIN)
    assert moment.at == datetime(2026, 11, 20, 23, 0, tzinfo=UTC)
    assert iso_moment(moment) == "2026-11-21"


def test_a_time_without_an_offset_is_refused_or_read_in_the_zone() -> None:
    with pytest.raises(InvalidValue) as refused:
        read_instant("2026-11-21T09:40", field="at", zone=BERLIN)
    assert refused.value.message == (
        'at: "2026-11-21T09:40" does not say in which zone; add Z or an offset such as +01:00'
    )
    moment = read_instant("2026-11-21T09:40", field="at", zone=BERLIN, naive="zone")
    assert moment.at is not None
    assert iso(moment.at) == "2026-11-21T08:40:00Z"


TYPED_BY_PEOPLE = ["14:05", "now", "yesterday", "-20m", "21 nov", "20261121T0940Z", "2026-W47-6", "1764000000", ""]


@pytest.mark.parametrize("typed", TYPED_BY_PEOPLE)
def test_what_depends_on_now_is_refused(typed: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        read_instant(typed, field="at")
    assert refused.value.hint == "Write it like 2026-11-21T09:40:00Z, 2026-11-21T09:40+01:00, 2026-11-21 or 2026-11."
