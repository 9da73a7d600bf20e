"""The post-mortem holds what is recorded, in order of time, as exactly as it is known."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from tests.documents.test_customer_update import restored
from tests.documents.war import War
from warroom.documents import post_mortem, render
from warroom.domain import Update, wording
from warroom.times import Moment
from warroom.vocabulary import (
    Audience,
    CauseCategory,
    Certainty,
    DetectedBy,
    Driver,
    EntryKind,
    Kind,
    Level,
    Outcome,
    Precision,
    Rag,
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


def test_what_was_written_down_afterwards_promised_no_next_update_but_in_the_text_that_went_out() -> None:
    war = War(retrospective=True)
    war.send()
    assert "next update promised" not in written(war)
    war.updates[0].body += "\nYou will hear from us again at 11:20 CET."
    assert "; next update promised for Sat 21 Nov 11:20 CET\n" in written(war)


def test_where_nothing_was_broken_nobody_is_asked_who_detected_mitigated_or_restored_it() -> None:
    war = War(kind=Kind.RELATIONSHIP, severity=Severity.MINOR)
    report = written(war)
    summary = "The matter of Acme Insurance is active; no resolution is recorded."
    assert report.partition("## Summary\n\n")[2].partition("\n\n##")[0] == f"{summary}\n\n- Impact: not recorded"
    assert "## Detection" not in report
    assert "## Response" not in report
    assert "Impact began" not in report
    assert report.endswith("## Open questions\n\nNone recorded.\n")
    war.escalation.restore(at=war.moment("10:00"), stamp=war.stamp, label=wording("-"))
    report = written(war)
    assert "- Resolved: Sat 21 Nov 10:00 CET\n" in report
    assert "\nThe matter of Acme Insurance has been resolved since Sat 21 Nov 10:00 CET.\n" in report
    assert "was affected" not in report


def test_a_correction_stands_once_with_what_was_recorded_before() -> None:
    war = War()
    war.log("Restart of node 3", at="09:40")
    war.log("Disk full", at="09:50")
    war.amend(2, "Restart of node 4", at="09:55")
    war.amend(2, "Restart of node 4 by the vendor")
    war.amend(3, "Disk full", customer="A disk was full.")
    called = war.log("They called", at="09:56")
    war.amend(called.seq, "They called", at="09:57", kind=EntryKind.DETECTION)
    before = "Restart of node 3, Sat 21 Nov 09:40 CET; Restart of node 4"
    assert (
        "- **09:50** Disk full\n"
        f"- **09:55** Restart of node 4 by the vendor (corrected; earlier: {before})\n"
        "- **09:57** Detection: They called (corrected; earlier: as note, Sat 21 Nov 09:56 CET)\n"
    ) in written(war)  # fmt: skip


def test_what_was_for_legal_alone_is_not_told_as_what_stood_there_before() -> None:
    war = War()
    war.log("Counsel says that we are liable", at="09:40", audience=Audience.LEGAL)
    war.amend(2, "Counsel was asked", audience=Audience.INTERNAL)
    assert "- **09:40** Counsel was asked (corrected)\n" in written(war)
    assert "liable" not in written(war)


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


def test_the_summary_names_every_impact() -> None:
    war = War()
    war.impact("Exports fail")
    war.impact("Reports are empty", certainty=Certainty.SUSPECTED)
    summary = written(war).partition("## Summary")[2].partition("##")[0]
    assert "- Impact: Exports fail\n- Impact: Reports are empty (suspected)\n- Cause: not known" in summary


def test_an_estimate_stands_with_its_time_and_is_no_open_question_once_another_took_its_place() -> None:
    war = War()
    for due, told in (("13:00", {}), ("14:00", {"committed": True})):
        until = war.due(due).at.isoformat()
        war.log("once the lock is gone", kind=EntryKind.ESTIMATE, certainty=Certainty.SUSPECTED,
                told={"until": until, **told})  # fmt: skip
    report = written(war)
    assert "Estimate: once the lock is gone (by Sat 21 Nov 13:00 CET, not committed) (suspected)\n" in report
    assert "Estimate: once the lock is gone (by Sat 21 Nov 14:00 CET, committed) (suspected)\n" in report
    assert "- Expected time to restore, as last estimated: Sat 21 Nov 14:00 CET (committed)\n" in report
    assert "once the lock is gone" not in report.partition("## Open questions")[2]
    war.log("Back", kind=EntryKind.RESTORATION)
    assert "Expected time to restore" not in written(war)


def test_what_the_customer_asked_and_how_we_judged_it_are_in_it() -> None:
    war = War()
    war.ask("A call", by=war.dana, due="16:00", answer="A written summary.")
    war.ask("A refund", by=war.dana)
    war.ask("An engineer", of=war.ines)
    war.escalation.judge(Rag.RED, stamp=war.stamp, why="their board called")
    war.escalation.carry_to(Level.DIRECTOR, stamp=war.stamp, why="a week without progress")
    report = written(war)
    asked = report.partition("## What the customer asked")[2].partition("##")[0]
    assert [line for line in asked.splitlines() if line] == [
        "- Q1 A call: Sam Okafor, wanted Sat 21 Nov 16:00 CET, offered instead on Sat 21 Nov: A written summary",
        "- Q2 A refund: Sam Okafor, open",
    ]
    assert "- Sat 21 Nov 10:20 CET: RAG red: their board called\n" in report
    assert "- Sat 21 Nov 10:20 CET: Level 2: director (before: 1): a week without progress\n" in report


def test_how_the_customer_was_kept_informed_is_counted() -> None:
    war = War()
    war.send(next="11:00")
    war.at("2026-11-21T12:20Z").send(next="14:30")
    skipped = Update.skipped(
        Audience.CUSTOMER, "they are asleep", next_update=war.due("18:00"), due_at=None, stamp=war.stamp
    )
    papers = replace(war.at("2026-11-21T12:50Z").dossier, skipped=[skipped])
    report = render(post_mortem(papers), format="md")
    assert "- Updates in time: 1; late: 1; due and never sent: 0; skipped: 1\n" in report
    assert "  - Skipped Sat 21 Nov 13:20 CET: they are asleep\n- Longest silence: 3 h 00 min\n" in report
    retrospective = War(retrospective=True)
    assert "Longest silence" not in written(retrospective)


def test_silence_is_counted_from_the_impact_on_though_it_was_written_down_later() -> None:
    war = War()
    war.log("Export is down", kind=EntryKind.IMPACT_START, at="08:00")
    war.at("2026-11-21T09:22Z").send(next="11:00")
    assert "- Longest silence: 2 h 22 min\n" in written(war)
    vague = War()
    vague.log("Export is down", kind=EntryKind.IMPACT_START, at="2026-11-20")
    vague.at("2026-11-21T09:22Z").send(next="11:00")
    assert "- Longest silence: 2 min\n" in written(vague)


def test_a_reader_counts_in_minutes_and_not_in_seconds() -> None:
    war = War()
    war.at("2026-11-21T09:20:09Z")
    assert "- Longest silence: under a minute\n" in written(war)
    assert " under a minute since it was raised.\n" in war.draft(Audience.EXECUTIVE).body_md


def test_as_plain_text_a_table_is_a_list() -> None:
    war = War()
    war.do("Read a | b", owner=war.ines, due="13:00")
    war.do("Ask them")
    text = render(post_mortem(war.dossier), format="text")
    assert text.partition("Actions\n-------\n\n")[2].partition("\n\n")[0] == (
        "- Action: A1\n  What: Read a | b\n  Owner: Ines Moreau\n  Due: Sat 21 Nov 13:00 CET\n  Status: open\n"
        "- Action: A2\n  What: Ask them\n  Owner: unowned\n  Due: undated\n  Status: open"
    )
    assert "|" not in text.replace("a | b", "")


def test_lines_of_a_template_that_are_no_table_keep_their_pipes() -> None:
    text = render(post_mortem(War().dossier), format="text", template="| a | {{ zone }} |\n| b |\n\n|\n")
    assert text == "| a | CET (Europe/Berlin) |\n| b |\n\n|\n"
