"""How often each audience hears from us, until somebody sets another rhythm."""

from datetime import datetime, timedelta

import pytest

from warroom.domain import Account, Escalation, Opening, Person, Stamp, wording
from warroom.insight.cadence import default_rhythm, next_update
from warroom.times import Moment
from warroom.vocabulary import Audience, Kind, Precision, Rag, Severity

NOW = datetime.fromisoformat("2026-11-21T09:00Z")
STAMP = Stamp(NOW, "sam")
READERS = (Audience.CUSTOMER, Audience.EXECUTIVE, Audience.INTERNAL, Audience.LEGAL)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def escalation(severity: int = 1, kind: Kind = Kind.OUTAGE, rag: Rag | None = None) -> Escalation:
    account, owner = Account.met("acme", stamp=STAMP), Person.met("sam", stamp=STAMP)
    opened = Escalation.opened(
        account, "Down", Opening(severity=Severity(severity), kind=kind), owner=owner, stamp=STAMP
    )
    if rag:
        opened.judge(rag, stamp=STAMP)
    return opened


def rhythms(found: Escalation) -> list[timedelta]:
    return [default_rhythm(found, reader) for reader in READERS]


@pytest.mark.parametrize(
    ("severity", "expected"),
    [(1, [HOUR, 2 * HOUR, HOUR / 2, 2 * HOUR]), (2, [4 * HOUR, DAY, 2 * HOUR, DAY]), (3, [DAY, 7 * DAY, DAY, 7 * DAY])],
)
def test_while_something_is_broken_it_goes_by_severity(severity: int, expected: list[timedelta]) -> None:
    assert rhythms(escalation(severity, rag=Rag.GREEN)) == expected


AMBER = [2 * DAY, 84 * HOUR, 2 * DAY, 84 * HOUR]


@pytest.mark.parametrize(
    ("rag", "expected"),
    [
        (Rag.RED, [DAY, DAY, DAY, DAY]),
        (Rag.AMBER, AMBER),
        (Rag.GREEN, [7 * DAY, 7 * DAY, 3 * DAY, 7 * DAY]),
        (None, AMBER),
    ],
)
def test_everything_else_goes_by_rag(rag: Rag | None, expected: list[timedelta]) -> None:
    assert rhythms(escalation(1, Kind.RELATIONSHIP, rag)) == expected
    assert rhythms(escalation(4, Kind.OUTAGE, rag)) == expected


def test_once_service_is_restored_the_tempo_is_slow() -> None:
    found = escalation()
    found.restore(at=Moment(NOW, Precision.MINUTE), stamp=STAMP, label=wording("-"))
    assert rhythms(found) == AMBER


@pytest.mark.parametrize(
    ("now", "due"),
    [("09:00:00", "10:00"), ("09:00:01", "10:05"), ("09:02:00", "10:05"), ("09:05:00", "10:05"), ("23:58:00", "01:00")],
)
def test_the_next_update_is_a_round_time(now: str, due: str) -> None:
    found = next_update(
        escalation(), Audience.CUSTOMER, now=datetime.fromisoformat(f"2026-11-21T{now}Z"), offset_minutes=60
    )
    assert (f"{found.at:%H:%M}", found.at.second, found.precision, found.offset) == (due, 0, Precision.MINUTE, 60)


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="has no zone"):
        next_update(escalation(), Audience.CUSTOMER, now=NOW.replace(tzinfo=None), offset_minutes=0)
