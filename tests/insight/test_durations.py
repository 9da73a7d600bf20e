"""How long it took, as exactly as the milestones are known."""

from datetime import datetime, timedelta

from tests.documents.war import War
from warroom.domain import Account, Escalation, Opening, Person, Stamp, wording
from warroom.insight.durations import affected_so_far, response_times, time_affected, worded
from warroom.times import Moment
from warroom.vocabulary import EntryKind, Outcome, Precision

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


def affected(war: War) -> str:
    return worded(time_affected(war.escalation, war.lines))


def restored(war: War, at: str) -> None:
    war.escalation.restore(at=war.moment(at), stamp=war.stamp, label=wording(""))


def interrupted() -> War:
    """08:00 to 10:10, and again from 10:30, as somebody said at 11:00."""
    war = War("2026-11-21T09:20Z")
    war.escalation.begin({START: war.moment("08:00")}, stamp=war.stamp)
    restored(war, "10:10")
    war.at("2026-11-21T10:00Z").escalation.relapse("again", at=war.moment("10:30").at, stamp=war.stamp)
    return war


def test_the_time_affected_leaves_out_when_it_worked() -> None:
    war = interrupted()
    assert affected(war) == "unknown (no restoration recorded)"
    restored(war, "10:50")
    assert affected(war) == "2 h 30 min"
    assert time_affected(war.escalation, war.lines).explain == (
        "time affected = sum of (restoration - start) = (2026-11-21T09:10:00Z - 2026-11-21T07:00:00Z)"
        " + (2026-11-21T09:50:00Z - 2026-11-21T09:30:00Z) = 2 h 30 min"
    )
    *_, to_restore = response_times(war.escalation)
    assert worded(to_restore) == "2 h 50 min"
    war.log("back for good", kind=RESTORATION, at="10:55")  # of one failure the last one counts
    assert affected(war) == "2 h 35 min"
    line = next(line for line in war.lines if line.first.kind is RESTORATION)
    war.amend(line.first.number, "back", at="10:00")
    assert affected(war) == "2 h 25 min"


def test_while_it_is_broken_again_the_time_affected_runs_until_now_without_when_it_worked() -> None:
    war = interrupted()
    so_far = affected_so_far(war.escalation, war.lines, now=war.now)
    assert worded(so_far) == "2 h 40 min"
    assert so_far.explain == (
        "time affected = sum of (restoration - start) = (2026-11-21T09:10:00Z - 2026-11-21T07:00:00Z)"
        " + (2026-11-21T10:00:00Z - 2026-11-21T09:30:00Z) = 2 h 40 min"
    )


def test_the_time_affected_is_about_or_unknown_where_one_of_its_times_is() -> None:
    war = interrupted()
    restored(war, "~10:50")
    assert affected(war) == "about 2 h 30 min"
    late = interrupted()
    late.escalation.restore(at=late.moment("10:50"), stamp=late.stamp, label=wording(""))
    line = next(line for line in late.lines if line.first.kind is RESTORATION)
    late.amend(line.first.number, "it was no restoration", kind=EntryKind.NOTE)
    assert affected(late) == "unknown (the times are not known exactly enough)"


def test_what_was_closed_and_never_restored_has_not_worked_in_between() -> None:
    war = War("2026-11-21T09:20Z")
    war.escalation.begin({START: war.moment("08:00")}, stamp=war.stamp)
    war.escalation.close(
        at=war.now, stamp=war.stamp, outcome=Outcome.CHURNED, cause=None, driver=None, last_update=None, force_why="x"
    )
    war.at("2026-11-21T10:00Z").escalation.reopen("they are back", stamp=war.stamp)
    restored(war, "10:50")
    assert affected(war) == "2 h 50 min"
