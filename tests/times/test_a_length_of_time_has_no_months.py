"""Lengths of time, typed and said."""

from datetime import UTC, datetime, timedelta

import pytest

from warroom.errors import InvalidValue
from warroom.times.reading import elapsed, in_words, read_duration, until
from warroom.times.tongues import GERMAN

READ = [
    ("30m", timedelta(minutes=30)),
    ("8h", timedelta(hours=8)),
    ("2d", timedelta(days=2)),
    ("1h30m", timedelta(minutes=90)),
    ("1H 30m", timedelta(minutes=90)),
    ("2w", timedelta(days=14)),
    ("1d12h", timedelta(hours=36)),
    (" 1w1d1h1m ", timedelta(days=8, minutes=61)),
    ("3653d", timedelta(days=3653)),
]


@pytest.mark.parametrize(("typed", "expected"), READ)
def test_weeks_days_hours_and_minutes_are_read(typed: str, expected: timedelta) -> None:
    assert read_duration(typed, field="--every") == expected


REFUSED = [
    ("", "has no time in it"),
    ("30", "is a bare number: it could be an hour, a day or minutes"),
    ("0m", "is no time at all"),
    ("3654d", "is more than ten years"),
    ("5bd", "counts business days, which have no fixed length"),
    ("2mo", "counts months or years, which differ in length; count weeks"),
    ("3M", "counts in M, which could be minutes or months; minutes are m, months are not accepted"),
    ("90s", "counts seconds; the shortest unit is the minute, m"),
    ("-2h", "is not a form that can be read here"),
    ("1.5h", "is not a form that can be read here"),
    ("30m1h", "is not a form that can be read here"),
    ("1h1h", "is not a form that can be read here"),
]


@pytest.mark.parametrize(("typed", "problem"), REFUSED)
def test_anything_else_is_refused_in_words(typed: str, problem: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        read_duration(typed, field="--every")
    assert refused.value.message == f'--every: "{typed}" {problem}'
    assert refused.value.hint == "Write it like 30m, 8h, 1h30m, 2d, 1d12h or 2w."


SAID = [
    (timedelta(), "0 min"),
    (timedelta(milliseconds=-300), "0 min"),
    (timedelta(seconds=40), "40 s"),
    (timedelta(seconds=60), "1 min"),
    (timedelta(minutes=45, seconds=59), "45 min"),
    (timedelta(hours=2), "2 h 00 min"),
    (timedelta(hours=2, minutes=5), "2 h 05 min"),
    (timedelta(hours=24), "1 d"),
    (timedelta(days=3, hours=4, minutes=59), "3 d 4 h"),
    (timedelta(days=52, hours=2), "52 d"),
    (timedelta(minutes=-45), "-45 min"),
    (timedelta(hours=-2, minutes=-5), "-2 h 05 min"),
    (timedelta(seconds=-40), "-40 s"),
]


@pytest.mark.parametrize(("length", "expected"), SAID)
def test_a_length_is_said_in_its_two_largest_units(length: timedelta, expected: str) -> None:
    assert elapsed(length) == expected


WORDS = [
    (timedelta(), "less than a minute", "weniger als eine Minute"),
    (timedelta(seconds=40), "less than a minute", "weniger als eine Minute"),
    (timedelta(seconds=60), "1 minute", "1 Minute"),
    (timedelta(minutes=45, seconds=59), "45 minutes", "45 Minuten"),
    (timedelta(hours=1), "1 hour", "1 Stunde"),
    (timedelta(hours=2, minutes=5), "2 hours and 5 minutes", "2 Stunden und 5 Minuten"),
    (timedelta(hours=24, minutes=59), "1 day", "1 Tag"),
    (timedelta(days=3, hours=1, minutes=59), "3 days and 1 hour", "3 Tage und 1 Stunde"),
    (timedelta(days=52, hours=2), "52 days", "52 Tage"),
]


@pytest.mark.parametrize(("length", "english", "german"), WORDS)
def test_a_letter_says_a_length_in_words(length: timedelta, english: str, german: str) -> None:
    assert (in_words(length), in_words(length, tongue=GERMAN)) == (english, german)


def test_seconds_are_said_only_of_a_length_that_is_known_to_them() -> None:
    second = timedelta(seconds=1)
    assert in_words(40 * second, exactly=True) == "40 seconds"
    assert in_words(second, exactly=True, tongue=GERMAN) == "1 Sekunde"
    assert in_words(0 * second, exactly=True) == "less than a minute"
    assert in_words(100 * second, exactly=True) == "1 minute"


LEFT = [(125, "in 2 h 05 min"), (0, "in 0 min"), (-10, "late by 10 min")]


@pytest.mark.parametrize(("minutes", "expected"), LEFT)
def test_what_is_left_is_said_and_so_is_what_is_late(minutes: int, expected: str) -> None:
    now = datetime(2026, 11, 21, 13, 0, tzinfo=UTC)
    assert until(now + timedelta(minutes=minutes), now) == expected
