"""``--at``: what leaves the day or the year open is the latest past one; anything else is refused with a way out."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from warroom.errors import InvalidValue
from warroom.times import Moment, iso, iso_moment, written
from warroom.times.reading import read_happened

BERLIN = ZoneInfo("Europe/Berlin")
KOLKATA = ZoneInfo("Asia/Kolkata")

# A Saturday, 14:00 in Berlin and 18:30 in Kolkata.
NOW = datetime(2026, 11, 21, 13, 0, tzinfo=UTC)

READ = [
    ("14:05", BERLIN, "Fri 20 Nov 14:05 CET"),
    ("14:05", KOLKATA, "Sat 21 Nov 14:05 IST"),
    ("14:00", BERLIN, "Sat 21 Nov 14:00 CET"),
    ("9:00", BERLIN, "Sat 21 Nov 09:00 CET"),
    ("14:00:01", BERLIN, "Fri 20 Nov 14:00:01 CET"),
    ("13:05:30", BERLIN, "Sat 21 Nov 13:05:30 CET"),
    ("yesterday 14:05", BERLIN, "Fri 20 Nov 14:05 CET"),
    ("today 13:05", BERLIN, "Sat 21 Nov 13:05 CET"),
    ("mon 09:00", BERLIN, "Mon 16 Nov 09:00 CET"),
    ("monday 09:00", BERLIN, "Mon 16 Nov 09:00 CET"),
    ("sat 14:00", BERLIN, "Sat 21 Nov 14:00 CET"),
    ("sat 14:01", BERLIN, "Sat 14 Nov 14:01 CET"),
    ("21 nov 13:05", BERLIN, "Sat 21 Nov 13:05 CET"),
    ("21 nov 14:05", BERLIN, "Fri 21 Nov 2025 14:05 CET"),
    ("21 november 2024 14:05", BERLIN, "Thu 21 Nov 2024 14:05 CET"),
    ("21 nov", BERLIN, "Sat 21 Nov"),
    ("22 nov", BERLIN, "Sat 22 Nov 2025"),
    ("29 feb", BERLIN, "Thu 29 Feb 2024"),
    ("yesterday", BERLIN, "Fri 20 Nov"),
    ("today", BERLIN, "Sat 21 Nov"),
    ("fri", BERLIN, "Fri 20 Nov"),
    ("sat", BERLIN, "Sat 14 Nov"),
    ("now", BERLIN, "Sat 21 Nov 14:00:00 CET"),
    ("-20m", BERLIN, "Sat 21 Nov 13:40 CET"),
    ("20m ago", BERLIN, "Sat 21 Nov 13:40 CET"),
    ("2h ago", BERLIN, "Sat 21 Nov 12:00 CET"),
    ("-1h30m", BERLIN, "Sat 21 Nov 12:30 CET"),
    ("-2d", BERLIN, "Thu 19 Nov 14:00 CET"),
    ("2026-11-21T09:40Z", BERLIN, "Sat 21 Nov 10:40 CET"),
    ("2026-11-21T09:40:00+01:00", BERLIN, "Sat 21 Nov 09:40:00 CET"),
    ("2026-11-21 09:40:07.250 +0530", BERLIN, "Sat 21 Nov 05:10:07 CET"),
    ("2026-11-21 09:40", BERLIN, "Sat 21 Nov 09:40 CET"),
    ("2026-11-21 09:40", KOLKATA, "Sat 21 Nov 09:40 IST"),
    ("2026-11-21T09:40+14:00", BERLIN, "Fri 20 Nov 20:40 CET"),
    ("2026-11-21", BERLIN, "Sat 21 Nov"),
    ("2026-11", BERLIN, "Nov 2026"),
    ("~13:05", BERLIN, "about Sat 21 Nov 13:05 CET"),
    ("~ 13:05:10", BERLIN, "about Sat 21 Nov 13:05 CET"),
    ("~mon 09:00", BERLIN, "about Mon 16 Nov 09:00 CET"),
    ("~2h ago", BERLIN, "about Sat 21 Nov 12:00 CET"),
    ("  MON \t 09:00  ", BERLIN, "Mon 16 Nov 09:00 CET"),
]


@pytest.mark.parametrize(("typed", "zone", "expected"), READ)
def test_each_form_is_read_and_said_back(typed: str, zone: ZoneInfo, expected: str) -> None:
    assert written(read_happened(typed, now=NOW, zone=zone), zone, now=NOW) == expected


NEAR_MIDNIGHT = [
    (datetime(2026, 11, 20, 22, 59, tzinfo=UTC), "yesterday 14:00", "2026-11-19T13:00:00Z"),
    (datetime(2026, 11, 20, 23, 1, tzinfo=UTC), "yesterday 14:00", "2026-11-20T13:00:00Z"),
    (datetime(2026, 11, 20, 23, 1, tzinfo=UTC), "23:59", "2026-11-20T22:59:00Z"),
    (datetime(2026, 12, 31, 23, 1, tzinfo=UTC), "31 dec 23:59", "2026-12-31T22:59:00Z"),
]


@pytest.mark.parametrize(("now", "typed", "expected"), NEAR_MIDNIGHT)
def test_yesterday_is_that_of_the_zone_not_of_utc(now: datetime, typed: str, expected: str) -> None:
    assert iso_moment(read_happened(typed, now=now, zone=BERLIN)) == expected


STORED = [
    ("2026-11-21T09:40+01:00", "minute", "2026-11-21T08:40:00Z", 60),
    ("2026-11-21T09:40Z", "minute", "2026-11-21T09:40:00Z", 0),
    ("2026-11-21T09:40:07-02:30", "second", "2026-11-21T12:10:07Z", -150),
    ("13:05", "minute", "2026-11-21T12:05:00Z", 60),
    ("~13:05", "approx", "2026-11-21T12:05:00Z", 60),
    ("2026-07-01", "day", "2026-06-30T22:00:00Z", 120),
    ("2026-07", "month", "2026-06-30T22:00:00Z", 120),
]


@pytest.mark.parametrize(("typed", "precision", "at", "offset"), STORED)
def test_utc_the_offset_and_the_precision_are_kept(typed: str, precision: str, at: str, offset: int) -> None:
    moment = read_happened(typed, now=NOW, zone=BERLIN)
    assert moment.at is not None
    assert (moment.precision.value, iso(moment.at), moment.offset) == (precision, at, offset)


def test_five_minutes_ahead_pass_and_more_is_refused() -> None:
    assert read_happened("2026-11-21T13:05Z", now=NOW, zone=BERLIN).at == datetime(2026, 11, 21, 13, 5, tzinfo=UTC)
    with pytest.raises(InvalidValue) as refused:
        read_happened("2026-11-21T13:06Z", now=NOW, zone=BERLIN)
    assert refused.value.message == "--at: Sat 21 Nov 2026 14:06 CET is in the future"
    assert refused.value.hint == "Write a time that has passed; it is now Sat 21 Nov 2026 14:00 CET."


@pytest.mark.parametrize("typed", ["today 15:00", "2026-11-22", "2026-12", "21 nov 2027", "~2026-11-22 09:00"])
def test_the_future_is_refused_unless_allowed(typed: str) -> None:
    assert isinstance(read_happened(typed, now=NOW, zone=BERLIN, future="allow"), Moment)
    with pytest.raises(InvalidValue, match="is in the future"):
        read_happened(typed, now=NOW, zone=BERLIN)


BARE = "is a bare number: it could be an hour, a day or minutes"
MONTHS = "counts months or years, which differ in length; count weeks"
CAPITAL = "counts in M, which could be minutes or months; minutes are m, months are not accepted"
SLASH = "could mean the day first or the month first"
POINT = "has a point: it could be a clock time or a date"
OTHER = "has other characters than plain letters, digits and signs"
CLOCK = "is no time of day: hours go from 00 to 23, minutes and seconds from 00 to 59"
YEARS = "is not between the years 1900 and 2200"
OFFSET = "has an offset that no place has: they go from -14:00 to +14:00"
UNREAD = "is not a form that can be read here"

REFUSED = [
    ("", "", "has no time in it"),
    ("~", "~", "has no time in it"),
    ("7", "7", BARE),
    ("14", "14", BARE),
    ("1405", "1405", BARE),
    ("-20", "-20", BARE),
    ("20260301", "20260301", BARE),
    ("03/04/2026", "03/04/2026", SLASH),
    ("3/4 14:00", "3/4 14:00", SLASH),
    ("14.05", "14.05", POINT),
    ("21.11.2026", "21.11.2026", POINT),
    ("2026-W09-7", "2026-W09-7", "is a week date"),
    ("2026-3-1", "2026-3-1", "needs two digits for the month and two for the day"),
    ("2mo", "2mo", MONTHS),
    ("3 months ago", "3 months ago", MONTHS),
    ("1y", "1y", MONTHS),
    ("3M", "3M", CAPITAL),
    ("-20M", "-20M", CAPITAL),
    ("-5bd", "-5bd", "counts business days, which have no fixed length"),
    ("30s ago", "30s ago", "counts seconds; the shortest unit is the minute, m"),
    ("2pm", "2pm", "is on a 12-hour clock; write the hours from 00 to 23"),
    ("24:00", "24:00", CLOCK),
    ("12:60", "12:60", CLOCK),
    ("mon 25:00", "mon 25:00", CLOCK),
    ("23:59:60", "23:59:60", "names a leap second, which computers do not keep; write the second before it"),
    ("30 feb", "30 feb", "is no day: February has no day 30"),
    ("0 nov", "0 nov", "is no day: November has no day 0"),
    ("29 feb 2025", "29 feb 2025", "is no day: there is no 29 Feb 2025"),
    ("2026-02-30", "2026-02-30", "is no day: there is no 30 Feb 2026"),
    ("2026-13-01", "2026-13-01", "names month 13; months go from 01 to 12"),
    ("2026-00", "2026-00", "names month 00; months go from 01 to 12"),
    ("0001-01-01", "0001-01-01", YEARS),
    ("1899-12-31", "1899-12-31", YEARS),
    ("2201-01-01T00:00Z", "2201-01-01T00:00Z", YEARS),
    ("9999-12-31T23:59:59-12:00", "9999-12-31T23:59:59-12:00", YEARS),
    ("21 nov 9999", "21 nov 9999", YEARS),
    ("2026-11-21T09:40+14:01", "2026-11-21T09:40+14:01", OFFSET),
    ("2026-11-21T09:40-23:59", "2026-11-21T09:40-23:59", OFFSET),
    ("2026-11-21T09:40+00:60", "2026-11-21T09:40+00:60", OFFSET),
    ("2026-11-21T09:40+23:59:59", "2026-11-21T09:40+23:59:59", UNREAD),
    ("12026-11-21", "12026-11-21", UNREAD),
    ("-0m", "-0m", "is no time at all"),
    ("-3654d", "-3654d", "is more than ten years"),
    ("-" + "9" * 60 + "h", "-" + "9" * 60 + "h", "is more than ten years"),
    ("~2026-11", "~2026-11", "has no time of day that ~ could make approximate"),
    ("~yesterday", "~yesterday", "has no time of day that ~ could make approximate"),
    ("tomorrow 09:00", "tomorrow 09:00", UNREAD),
    ("nov 21", "nov 21", UNREAD),
    ("31 smarch", "31 smarch", UNREAD),
    ("noon", "noon", UNREAD),
    ("-20m ago", "-20m ago", UNREAD),
    ("1m30h ago", "1m30h ago", UNREAD),
    ("\u0661\u0664:05", "\u0661\u0664:05", OTHER),
    ("14:05\u00a0", "14:05\\xa0", OTHER),
    ("14:05\n", "14:05\\n", OTHER),
    ("a\x00b\x1b[31m\u202e", "a\\x00b\\x1b[31m\\u202e", OTHER),
    ("\ud800", "\\ud800", OTHER),
]


@pytest.mark.parametrize(("typed", "shown", "problem"), REFUSED)
def test_what_is_ambiguous_or_cannot_be_is_refused_in_words(typed: str, shown: str, problem: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        read_happened(typed, now=NOW, zone=BERLIN, field="--since")
    assert refused.value.message == f'--since: "{shown}" {problem}'
    assert refused.value.hint == (
        'Write it like 14:05, "yesterday 14:05", "mon 09:00", "21 nov 14:05", -20m, "20m ago", ~14:05, '
        "2026-11-21T09:40Z, 2026-11-21 or 2026-11."
    )


def test_a_long_text_is_refused_without_echoing_it() -> None:
    with pytest.raises(InvalidValue) as refused:
        read_happened("14:05" * 1000, now=NOW, zone=BERLIN)
    assert refused.value.message == "--at: 5000 characters are too many for a time"
