"""What our leadership and the task force read."""

from collections.abc import Callable
from datetime import date

from tests.documents.test_customer_update import outage, restored, under_way
from tests.documents.war import War
from warroom.documents.brief import brief
from warroom.documents.postmortem import post_mortem
from warroom.documents.rendering import render
from warroom.domain import AccountFacts
from warroom.vocabulary import Audience, EntryKind, Kind, Rag

Golden = Callable[[str, str], None]


def valued(war: War) -> War:
    facts = AccountFacts(arr="240000", currency="EUR", renewal_on=date(2027, 3, 31), notice_days=90)
    war.account.describe(facts, stamp=war.stamp)
    return war


def test_an_executive_reads_state_stakes_and_what_the_customer_was_told(golden: Golden) -> None:
    war = valued(under_way())
    war.escalation.judge(Rag.RED, stamp=war.stamp)
    war.do("Call their operations director")
    war.actions[1].block("no access to the change log", stamp=war.stamp)
    war.log("They consider leaving", audience=Audience.EXECUTIVE, at="11:00", by=war.dana)
    body = war.at("2026-11-21T11:30Z").draft(Audience.EXECUTIVE).body_md
    assert len(body.split()) < 330
    golden("executive.md", body)


def test_what_is_not_known_is_called_unknown(golden: Golden) -> None:
    body = War().draft(Audience.EXECUTIVE).body_md
    assert len(body.split()) < 250
    golden("executive-bare.md", body)


def test_the_task_force_reads_conditions_actions_and_needs(golden: Golden) -> None:
    war = valued(outage())
    war.do("Call their operations director")
    war.actions[1].block("no access to the change log", stamp=war.stamp)
    war.log("CANARY", audience=Audience.EXECUTIVE)
    golden("internal.md", war.draft(Audience.INTERNAL).body_md)


def test_after_restoration_the_clock_stands(golden: Golden) -> None:
    golden("internal-restored.md", restored().at("2026-11-22T08:00Z").draft(Audience.INTERNAL).body_md)


def test_an_impact_that_the_customer_has_not_been_told_is_a_risk() -> None:
    war = War()
    war.impact("POST /claims fails")
    assert "- The impact has not been put into words for the customer." in war.draft(Audience.EXECUTIVE).body_md


def test_an_executive_gets_the_newest_facts_and_the_number_of_the_others() -> None:
    war = War()
    for number in range(1, 9):
        war.log(f"Fact {number}", at=f"10:0{number}")
    body = war.draft(Audience.EXECUTIVE).body_md
    assert "Fact 3" not in body
    assert "- Sat 21 Nov 10:04 CET: Fact 4\n" in body
    assert "- Earlier facts not shown here: 3\n" in body


def test_an_estimate_is_told_inside() -> None:
    war = War()
    war.log("Back at 13:00, half sure", kind=EntryKind.ESTIMATE)
    assert "- Expected time to restore: Back at 13:00, half sure" in war.draft(Audience.EXECUTIVE).body_md


def test_what_is_not_affected_is_told_inside_and_to_the_customer_only_with_a_text_released_as_it_stands() -> None:
    war = War()
    entry = war.impact("Exports fail", customer="Your exports fail", told={"not_affected": "Imports work"})
    spared = "Exports fail\n  - Not affected: Imports work\n"
    for audience in (Audience.INTERNAL, Audience.EXECUTIVE):
        assert spared in war.draft(audience).body_md
    assert spared in render(brief(war.dossier), format="md")
    assert "Imports work" not in war.draft().body_md
    war.amend(entry.seq, "Exports fail", safe=True, told={"not_affected": "Imports work"})
    assert "Not affected:\n\n- Imports work\n" in war.draft().body_md


def test_the_headline_says_that_other_impacts_stand_beside_the_newest() -> None:
    war = War()
    friday = war.impact("1790 claims of Friday are not filed")
    war.impact("310 claims of today are not filed")
    assert "Acme Insurance: 310 claims of today are not filed (and one more). Trend" in executive(war)
    war.amend(friday.number, "1800 claims of Friday are not filed")
    assert "not filed (and one more). Trend" in executive(war)
    war.impact("The portal is slow")
    assert "Acme Insurance: The portal is slow (and 2 more). Trend" in executive(war)


def test_why_it_was_judged_stable_stands_in_every_document_inside() -> None:
    war = War(kind=Kind.DISPUTE)
    war.escalation.settle("both sides agreed on the plan", stamp=war.stamp)
    reason = "- Sat 21 Nov 10:20 CET: Stable (before: active): both sides agreed on the plan\n"
    report = render(post_mortem(war.dossier), format="md")
    assert reason in report
    assert "- **10:20** Stable: both sides agreed on the plan\n" in report
    assert reason in executive(war)
    assert reason in war.draft(Audience.INTERNAL).body_md


def executive(war: War) -> str:
    return war.draft(Audience.EXECUTIVE).body_md
