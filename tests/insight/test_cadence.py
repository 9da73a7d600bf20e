"""How often each audience hears from us, until somebody sets another rhythm."""

from datetime import UTC, datetime, timedelta

import pytest

from warroom.domain import Account, Cadence, Escalation, Opening, Person, Stamp, Update, wording
from warroom.insight.cadence import Defaults, in_force, next_update
from warroom.insight.past import Past
from warroom.insight.watch import due_at
from warroom.times import Deadline, Moment
from warroom.times.rhythm import read_rhythm
from warroom.vocabulary import Audience, Kind, Precision, Rag, Severity, UpdateKind

NOW = datetime.fromisoformat("2026-11-21T09:00Z")
STAMP = Stamp(NOW, "sam")
READERS = (Audience.CUSTOMER, Audience.EXECUTIVE, Audience.INTERNAL, Audience.LEGAL)


def escalation(severity: int = 1, kind: Kind = Kind.OUTAGE, rag: Rag | None = None) -> Escalation:
    account, owner = Account.met("acme", stamp=STAMP), Person.met("sam", stamp=STAMP)
    opened = Escalation.opened(
        account, "Down", Opening(severity=Severity(severity), kind=kind), owner=owner, stamp=STAMP
    )
    if rag:
        opened.judge(rag, stamp=STAMP)
    return opened


def rhythms(found: Escalation, **told: str) -> list[str]:
    return [str(in_force(found, reader, None, Defaults(told))) for reader in READERS]


@pytest.mark.parametrize(
    ("severity", "expected"),
    [(1, ["1h", "2h", "30m", "2h"]), (2, ["4h", "17:00", "2h", "17:00"]), (3, ["1d", "7d", "1d", "7d"])],
)
def test_while_something_is_broken_it_goes_by_severity(severity: int, expected: list[str]) -> None:
    assert rhythms(escalation(severity, rag=Rag.GREEN)) == expected


AMBER = ["2bd", "tue,fri 17:00", "2bd", "tue,fri 17:00"]


@pytest.mark.parametrize(
    ("rag", "expected"),
    [(Rag.RED, ["1d"] * 4), (Rag.AMBER, AMBER), (Rag.GREEN, ["7d", "7d", "3bd", "7d"]), (None, AMBER)],
)
def test_everything_else_goes_by_rag(rag: Rag | None, expected: list[str]) -> None:
    assert rhythms(escalation(1, Kind.RELATIONSHIP, rag)) == expected
    assert rhythms(escalation(4, Kind.OUTAGE, rag)) == expected


def test_once_service_is_restored_the_tempo_is_slow() -> None:
    found = escalation()
    found.restore(at=Moment(NOW, Precision.MINUTE), stamp=STAMP, label=wording("-"))
    assert rhythms(found) == AMBER


def test_what_the_settings_say_holds_over_ours() -> None:
    assert rhythms(escalation(1), **{"sev1.customer": "20m"}) == ["20m", "2h", "30m", "2h"]


@pytest.mark.parametrize(
    ("now", "due"),
    [("09:00:00", "10:00"), ("09:00:01", "10:05"), ("09:02:00", "10:05"), ("09:05:00", "10:05"), ("23:58:00", "01:00")],
)
def test_the_next_update_is_a_round_time_with_the_readers_offset(now: str, due: str) -> None:
    at = datetime.fromisoformat(f"2026-11-21T{now}Z")
    found = next_update(read_rhythm("60m", field="EVERY"), now=at, zone=UTC, offset_minutes=60)
    assert (f"{found.at:%H:%M}", found.at.second, found.precision, found.offset) == (due, 0, Precision.MINUTE, 60)


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="has no zone"):
        next_update(read_rhythm("60m", field="x"), now=datetime(2026, 11, 21, 9), zone=UTC, offset_minutes=0)


def sent(clock: str, promised: str | None = None) -> Update:
    at = datetime.fromisoformat(f"2026-11-21T{clock}Z")
    due = promised and Deadline(datetime.fromisoformat(f"2026-11-21T{promised}Z"), Precision.MINUTE)
    update = Update.drafted(
        "-",
        audience=Audience.CUSTOMER,
        kind=UpdateKind.PROGRESS,
        subject="-",
        mark=0,
        next_update=due or None,
        stamp=STAMP,
    )
    update.freeze(at=at, recipients=[], stamp=STAMP)
    return update


def next_due(found: Escalation, last: Update | None = None, rhythm: str | None = None) -> str | None:
    lines = [Cadence.planned(Audience.CUSTOMER, None, stamp=STAMP, rhythm=rhythm)] if rhythm else []
    past, now = Past(found, []), STAMP.at + timedelta(minutes=30)
    at = due_at(Audience.CUSTOMER, past, lines, last=last, defaults=Defaults(), zone=UTC, now=now)
    return f"{at:%d %H:%M}" if at else None


@pytest.mark.parametrize(("severity", "due"), [(1, "21 09:30"), (2, "21 10:00"), (3, "21 13:00"), (4, "23 09:00")])
def test_the_first_word_is_due_by_severity_whatever_the_tempo(severity: int, due: str) -> None:
    assert next_due(escalation(severity)) == due


def test_without_a_plan_the_promised_time_counts_and_with_one_the_earlier_of_both() -> None:
    found = escalation()
    assert next_due(found, sent("09:10", "12:00")) == "21 12:00"
    assert next_due(found, sent("09:10", "12:00"), rhythm="60m") == "21 10:10"
    assert next_due(found, sent("09:10", "09:40"), rhythm="60m") == "21 09:40"
    assert next_due(found, sent("09:10"), rhythm="2bd") == "24 09:10"


def test_the_round_time_that_a_draft_names_is_the_one_that_counts() -> None:
    found = escalation()
    assert next_due(found, sent("09:11", "10:15"), rhythm="60m") == "21 10:15"
    assert next_due(found, sent("09:11", "10:16"), rhythm="60m") == "21 10:11"


def test_no_clock_runs_when_it_is_over_or_was_written_down_afterwards() -> None:
    account, owner = Account.met("acme", stamp=STAMP), Person.met("sam", stamp=STAMP)
    old = Escalation.opened(account, "Down", Opening(retrospective=True), owner=owner, stamp=STAMP)
    assert next_due(old) is None
