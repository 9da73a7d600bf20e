"""Whatever is typed either reads or is refused in words; what was written reads back exactly."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from warroom.errors import InvalidValue
from warroom.times import iso, written, zone_named
from warroom.times.reading import read_due, read_duration, read_happened, read_instant

settings.register_profile("times", derandomize=True, max_examples=300, deadline=None, database=None)
THOROUGH = settings.get_profile("times")

NOW = datetime(2026, 3, 29, 0, 50, tzinfo=UTC)

ZONES = st.sampled_from(
    [ZoneInfo(name) for name in ("Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia", "America/St_Johns", "UTC")]
)

# Pieces of the grammar in any order come much nearer to a form than characters do.
PIECES = (
    *("mon", "fri", "yesterday", "today", "tomorrow", "now", "eod", "ago", "in", "nov", "feb", "29", "2026", "0000"),
    *("14:05", "02:30", ":60", ":", "-", "+", "~", "2", "99999999999", "h", "m", "d", "w", "bd", "M", "mo", ".", "/"),
    *("2026-03-29", "9999-12-31", "1900-01-01", "2200-12-31", "2011-12-30", "T", "Z", "+14:00", "-23:59", " ", "\x00"),
)
TEXTS = st.text(max_size=70) | st.lists(st.sampled_from(PIECES), max_size=6).map("".join)


@THOROUGH
@given(text=TEXTS, zone=ZONES)
def test_any_text_is_read_or_refused(text: str, zone: ZoneInfo) -> None:
    readers = (
        lambda: written(read_happened(text, now=NOW, zone=zone, future="allow"), zone),
        lambda: written(read_due(text, now=NOW, zone=zone), zone),
        lambda: written(read_instant(text, field="at", zone=zone, naive="zone"), zone),
        lambda: read_duration(text, field="--every"),
    )
    for read in readers:
        assert outcome_of(read).isprintable()


def outcome_of(read: Callable[[], object]) -> str:
    try:
        return str(read())
    except InvalidValue as refused:
        return refused.message + refused.hint


@settings(THOROUGH, max_examples=30)
@given(name=st.text(max_size=70))
def test_any_name_is_a_zone_or_refused(name: str) -> None:
    assert outcome_of(lambda: zone_named(name, field="--tz")).isprintable()


INSTANTS = st.datetimes(datetime(1900, 1, 2), datetime(2200, 12, 30), timezones=st.just(UTC))
OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@THOROUGH
@given(instant=INSTANTS, offset=OFFSETS, zone=ZONES)
def test_what_was_written_for_machines_reads_back_exactly(instant: datetime, offset: timezone, zone: ZoneInfo) -> None:
    assert read_instant(iso(instant), field="at").at == instant
    assert read_instant(instant.astimezone(offset).isoformat(), field="at").at == instant
    assert read_happened(iso(instant), now=NOW, zone=zone, future="allow").at == instant
    assert read_due(iso(instant), now=NOW, zone=zone).at == instant


@THOROUGH
@given(now=INSTANTS, zone=ZONES, minute=st.integers(0, 24 * 60 - 1))
def test_a_bare_clock_time_is_past_for_at_and_ahead_for_due(now: datetime, zone: ZoneInfo, minute: int) -> None:
    typed = f"{minute // 60:02}:{minute % 60:02}"
    happened = read_happened(typed, now=now, zone=zone).at
    assert happened is not None
    assert happened <= now < read_due(typed, now=now, zone=zone).at
