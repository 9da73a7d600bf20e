"""The post-mortem holds what is recorded, in order of time, as exactly as it is known."""

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from tests.documents.test_customer_update import restored
from tests.documents.war import War
from warroom.documents import post_mortem, render
from warroom.times import Moment
from warroom.vocabulary import (
    Audience,
    CauseCategory,
    Certainty,
    DetectedBy,
    Driver,
    EntryKind,
    Outcome,
    Precision,
    Severity,
    Trigger,
)

Golden = Callable[[str, str], None]


def written(war: War) -> str:
    return render(post_mortem(war.dossier), format="md")


def test_a_review_finds_all_of_it_in_one_document(golden: Golden) -> None:
    war = restored()
    war.send()
    war.log("Keep 4.2 off until Monday", kind=EntryKind.DECISION, by=war.sam, why="no test data", at="11:45",
            told={"tradeoff": "the new report waits"})  # fmt: skip
    war.log("The deploy job ran without review", kind=EntryKind.TRIGGER, at="09:55", evidence="https://ci.example/7")
    war.log("The pager was muted", certainty=Certainty.SUSPECTED, at="10:03")
    war.do("Add a check for dropped indexes")
    war.log("CANARY", audience=Audience.EXECUTIVE)
    war.log("CANARY", audience=Audience.LEGAL)
    golden("postmortem.md", written(war))


def test_a_retrospective_keeps_what_is_unknown_unknown(golden: Golden) -> None:
    war = War(
        retrospective=True,
        title="Nodes lost",
        severity=Severity.DEGRADED,
        trigger=Trigger.SLA_BREACH,
        detected_by=DetectedBy.CUSTOMER,
    )
    monday = datetime(2026, 11, 16, 7, tzinfo=UTC)
    noon = datetime(2026, 11, 16, 11, tzinfo=UTC)
    war.log("Node lost", at=Moment(None, Precision.RANGE, after=monday, before=noon))
    war.log("First complaint", kind=EntryKind.DETECTION, at="~mon 12:30")
    war.log("Degraded", kind=EntryKind.IMPACT_START, at="2026-11-17")
    war.log("Restarted", kind=EntryKind.MITIGATION, at="mon 14:05")
    war.log("The rollout was prepared", at="2026-11")
    war.log("Nobody knows when", at=Moment(None, Precision.UNKNOWN))
    war.impact("Logs were missing")
    war.do("Write down the rollover")
    golden("postmortem-retrospective.md", written(war))


def test_a_correction_stands_once_and_is_marked() -> None:
    war = War()
    war.log("Restart of node 3", at="09:40")
    war.log("Disk full", at="09:50")
    war.amend(2, "Restart of node 4", at="09:55")
    war.amend(3, "Disk full", customer="A disk was full.")
    assert (
        "- **09:50** Disk full\n"
        "- **09:55** Restart of node 4 (corrected)\n"
    ) in written(war)  # fmt: skip
    assert "node 3" not in written(war)


def test_on_the_night_of_a_clock_change_each_time_has_its_label() -> None:
    """The clocks in Berlin go back from 03:00 to 02:00 on 25 October 2026."""
    war = War("2026-10-25T08:00Z")
    war.log("Down", kind=EntryKind.IMPACT_START, at="2026-10-25T02:30+02:00")
    war.log("Up", kind=EntryKind.RESTORATION, at="2026-10-25T02:30+01:00")
    war.log("Someone restarted it", at="2026-10-25")
    text = written(war)
    assert (
        "All times in CEST and CET (Europe/Berlin).\n\n"
        "### Sun 25 Oct 2026\n\n"
        "- **during the day** Someone restarted it\n"
        "- **02:30 CEST** Impact start: Down\n"
        "- **02:30 CET** Restoration: Up\n"
    ) in text  # fmt: skip
    assert "- Time to restore: 1 h 00 min\n" in text


def test_a_night_on_which_the_clocks_go_forward_is_an_hour_shorter() -> None:
    war = War("2026-03-29T08:00Z")
    war.log("Down", kind=EntryKind.IMPACT_START, at="01:30")
    war.log("Up", kind=EntryKind.RESTORATION, at="03:30")
    assert "- Time to restore: 1 h 00 min\n" in written(war)


def test_a_day_keeps_its_date_among_times_of_another_zone() -> None:
    """What was typed in Berlin for 21 November begins on the evening of the 20th in New York."""
    war = War()
    war.log("All day long", at="2026-11-21")
    war.zone = ZoneInfo("America/New_York")
    war.log("In the evening", at="2026-11-20T23:30-05:00")
    war.log("At night", at="2026-11-21T02:00-05:00")
    assert (
        "### Fri 20 Nov 2026\n\n- **23:30** In the evening\n\n"
        "### Sat 21 Nov 2026\n\n- **during the day** All day long\n- **02:00** At night\n"
    ) in written(war)  # fmt: skip


def test_only_the_timeline_is_called_so_in_a_heading() -> None:
    war = War(title="The timeline is broken")
    headings = [line for line in written(war).splitlines() if line.startswith("#") and "timeline" in line.lower()]
    assert headings == ["## Timeline"]


def test_a_rule_passed_over_when_closing_shows() -> None:
    war = War()
    war.escalation.close(
        at=war.now, stamp=war.stamp, outcome=Outcome.RESOLVED, cause=CauseCategory.OTHER,
        driver=Driver.OTHER, last_update=None, force_why="customer unreachable",
    )  # fmt: skip
    text = written(war)
    assert "- Status: closed (resolved)\n" in text
    assert "- Closed although a rule said no: customer unreachable\n" in text
    assert "- A rule of closing was passed over: customer unreachable\n" in text
    assert "- Closed although a rule said no: customer unreachable\n" in war.draft(Audience.EXECUTIVE).body_md
