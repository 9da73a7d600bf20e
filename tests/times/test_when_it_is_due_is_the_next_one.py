"""``--due``: what leaves the day or the year open is the next one after now; a day written out may be past."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from warroom.errors import InvalidValue
from warroom.times import iso, iso_deadline, written
from warroom.times.reading import read_due

BERLIN = ZoneInfo("Europe/Berlin")
KOLKATA = ZoneInfo("Asia/Kolkata")

# A Friday, 14:00 in Berlin and 18:30 in Kolkata.
NOW = datetime(2026, 11, 20, 13, 0, tzinfo=UTC)

READ = [
    ("14:00", BERLIN, "Sat 21 Nov 14:00 CET"),
    ("14:01", BERLIN, "Fri 20 Nov 14:01 CET"),
    ("9:00", BERLIN, "Sat 21 Nov 09:00 CET"),
    ("fri", BERLIN, "Fri 27 Nov"),
    ("mon", BERLIN, "Mon 23 Nov"),
    ("fri 17:00", BERLIN, "Fri 20 Nov 17:00 CET"),
    ("fri 17:00", KOLKATA, "Fri 27 Nov 17:00 IST"),
    ("Friday 14:00", BERLIN, "Fri 27 Nov 14:00 CET"),
    ("tomorrow", BERLIN, "Sat 21 Nov"),
    ("tomorrow 9:00", BERLIN, "Sat 21 Nov 09:00 CET"),
    ("today", BERLIN, "Fri 20 Nov"),
    ("today 17:00", BERLIN, "Fri 20 Nov 17:00 CET"),
    ("today 12:00", BERLIN, "Fri 20 Nov 12:00 CET"),
    ("+2h", BERLIN, "Fri 20 Nov 16:00 CET"),
    ("in 2h", BERLIN, "Fri 20 Nov 16:00 CET"),
    ("2h", BERLIN, "Fri 20 Nov 16:00 CET"),
    ("+1h30m", BERLIN, "Fri 20 Nov 15:30 CET"),
    ("eod", BERLIN, "Fri 20 Nov 17:00 CET"),
    ("eod", KOLKATA, "Sat 21 Nov 17:00 IST"),
    ("2d", BERLIN, "Sun 22 Nov 14:00 CET"),
    ("+2d", BERLIN, "Sun 22 Nov 14:00 CET"),
    ("in 1d12h", BERLIN, "Sun 22 Nov 02:00 CET"),
    ("1bd", BERLIN, "Mon 23 Nov 14:00 CET"),
    ("5bd", BERLIN, "Fri 27 Nov 14:00 CET"),
    ("+6bd", BERLIN, "Mon 30 Nov 14:00 CET"),
    ("2w", BERLIN, "Fri 4 Dec 14:00 CET"),
    ("21 nov", BERLIN, "Sat 21 Nov"),
    ("20 nov", BERLIN, "Fri 20 Nov"),
    ("19 nov", BERLIN, "Fri 19 Nov 2027"),
    ("20 nov 14:00", BERLIN, "Sat 20 Nov 2027 14:00 CET"),
    ("21 nov 2025 14:00", BERLIN, "Fri 21 Nov 2025 14:00 CET"),
    ("29 feb", BERLIN, "Tue 29 Feb 2028"),
    ("2026-11-21T09:40Z", BERLIN, "Sat 21 Nov 10:40 CET"),
    ("2026-11-01 09:40", BERLIN, "Sun 1 Nov 09:40 CET"),
    ("2026-11-01", BERLIN, "Sun 1 Nov"),
]


@pytest.mark.parametrize(("typed", "zone", "expected"), READ)
def test_each_form_is_read_and_said_back(typed: str, zone: ZoneInfo, expected: str) -> None:
    assert written(read_due(typed, now=NOW, zone=zone), zone, now=NOW) == expected


@pytest.mark.parametrize(("today", "expected"), [(20, "2026-11-23"), (21, "2026-11-23"), (22, "2026-11-23")])
def test_business_days_go_from_monday_to_friday(today: int, expected: str) -> None:
    now = datetime(2026, 11, today, 13, 0, tzinfo=UTC)
    assert iso(read_due("1bd", now=now, zone=BERLIN).at) == f"{expected}T13:00:00Z"


def test_the_end_of_the_working_day_is_a_setting() -> None:
    deadline = read_due("eod", now=NOW, zone=BERLIN, day_end=time(18, 30))
    assert written(deadline, BERLIN) == "Fri 20 Nov 2026 18:30 CET"


def test_a_day_is_over_with_its_last_second_and_stays_that_date_in_every_zone() -> None:
    deadline = read_due("sat", now=NOW, zone=KOLKATA)
    assert (iso(deadline.at), deadline.offset) == ("2026-11-21T18:29:59Z", 330)
    assert written(deadline, ZoneInfo("Pacific/Kiritimati")) == "Sat 21 Nov 2026"
    assert iso_deadline(deadline) == "2026-11-21"
    assert iso_deadline(read_due("fri 17:00", now=NOW, zone=BERLIN)) == "2026-11-20T16:00:00Z"


REFUSED = [
    ("yesterday", "is not a form that can be read here"),
    ("20m ago", "is not a form that can be read here"),
    ("~14:00", "is not a form that can be read here"),
    ("+", "is not a form that can be read here"),
    ("in", "is not a form that can be read here"),
    ("2026-11", "is a whole month; what is owed needs a day"),
    ("7", "is a bare number: it could be an hour, a day or minutes"),
    ("+2", "is a bare number: it could be an hour, a day or minutes"),
    ("2mo", "counts months or years, which differ in length; count weeks"),
    ("3M", "counts in M, which could be minutes or months; minutes are m, months are not accepted"),
    ("0bd", "is no time at all"),
    ("+0h", "is no time at all"),
    ("9999999bd", "is more than ten years"),
    ("99999w", "is more than ten years"),
    ("2201-01-01", "is not between the years 1900 and 2200"),
]


@pytest.mark.parametrize(("typed", "problem"), REFUSED)
def test_what_cannot_be_owed_is_refused_in_words(typed: str, problem: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        read_due(typed, now=NOW, zone=BERLIN)
    assert refused.value.message == f'--due: "{typed}" {problem}'
    assert refused.value.hint == (
        'Write it like 14:00, fri, "fri 17:00", "tomorrow 9:00", "21 nov 14:00", +2h, eod, 2d, 5bd, '
        "2026-11-21T09:40Z or 2026-11-21."
    )
