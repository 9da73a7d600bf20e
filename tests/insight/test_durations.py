"""How long it took, as exactly as the milestones are known."""

from datetime import datetime, timedelta

from warroom.domain import Account, Escalation, Opening, Person, Stamp
from warroom.insight.durations import response_times, worded
from warroom.times import Moment
from warroom.vocabulary import EntryKind, Precision

STAMP = Stamp(datetime.fromisoformat("2026-11-21T09:00Z"), "sam")
START, DETECTION, ACK, MITIGATION, RESTORATION = (
    EntryKind.IMPACT_START, EntryKind.DETECTION, EntryKind.ACKNOWLEDGEMENT, EntryKind.MITIGATION, EntryKind.RESTORATION,
)  # fmt: skip


def told(times: dict[EntryKind, tuple[str, Precision] | str]) -> list[str]:
    """The four durations of an escalation with these milestones, in words."""
    return [worded(duration) for duration in response_times(escalation(times))]


def escalation(times: dict[EntryKind, tuple[str, Precision] | str]) -> Escalation:
    found = Escalation.opened(
        Account.met("acme", stamp=STAMP),
        "Down",
        Opening(retrospective=True),
        owner=Person.met("sam", stamp=STAMP),
        stamp=STAMP,
    )
    for kind, time in times.items():
        typed, precision = (time, Precision.MINUTE) if isinstance(time, str) else time
        found.mark(kind, Moment(datetime.fromisoformat(typed), precision), stamp=STAMP)
    return found


def test_each_is_measured_from_its_own_milestone() -> None:
    assert told(
        {
            START: "2026-11-21T02:10Z",
            DETECTION: "2026-11-21T02:14Z",
            ACK: "2026-11-21T02:30Z",
            MITIGATION: "2026-11-21T02:51Z",
            RESTORATION: "2026-11-21T05:30Z",
        }
    ) == ["4 min", "16 min", "41 min", "3 h 20 min"]


def test_what_is_missing_is_named() -> None:
    assert told({DETECTION: "2026-11-21T02:14Z"}) == [
        "unknown (no impact start recorded)",
        "unknown (no acknowledgement recorded)",
        "unknown (no impact start and no mitigation recorded)",
        "unknown (no impact start and no restoration recorded)",
    ]


def test_from_a_rough_time_it_is_about() -> None:
    to_detect, *_, to_restore = told(
        {
            START: ("2026-11-21T02:10Z", Precision.APPROX),
            DETECTION: "2026-11-21T02:14Z",
            RESTORATION: ("2026-11-23T00:00Z", Precision.DAY),
        }
    )
    assert (to_detect, to_restore) == ("about 4 min", "about 1 d 21 h")


def test_two_times_of_one_day_tell_no_duration() -> None:
    day = ("2026-11-21T00:00Z", Precision.DAY)
    assert told({START: day, RESTORATION: day})[3] == "unknown (the times are not known exactly enough)"
    assert told({START: "2026-11-21T02:10Z", RESTORATION: day})[3] == "unknown (the times are not known exactly enough)"


def test_an_end_before_its_beginning_is_out_of_order_and_no_duration() -> None:
    *_, to_restore = response_times(escalation({START: "2026-11-21T05:00Z", RESTORATION: "2026-11-21T04:00Z"}))
    assert to_restore.length is None
    assert worded(to_restore) == "out of order (restoration is recorded before impact start)"


def test_a_night_of_a_clock_change_has_its_real_length() -> None:
    times: dict[EntryKind, tuple[str, Precision] | str] = {
        START: "2026-10-25T02:30+02:00",
        RESTORATION: "2026-10-25T02:30+01:00",
    }
    *_, to_restore = response_times(escalation(times))
    assert to_restore.length == timedelta(hours=1)


def test_it_explains_itself() -> None:
    to_detect, to_acknowledge, *_ = response_times(
        escalation({START: "2026-11-21T02:10Z", DETECTION: "2026-11-21T02:14Z"})
    )
    assert to_detect.explain == (
        "time to detect = detection - impact start = 2026-11-21T02:14:00Z - 2026-11-21T02:10:00Z = 4 min"
    )
    assert to_acknowledge.explain == (
        "time to acknowledge = acknowledgement - detection = unknown - 2026-11-21T02:14:00Z = unknown"
    )
