"""What the customer reads, from the first notice to the last message."""

from collections.abc import Callable

from tests.documents.war import War
from warroom.documents import render
from warroom.documents.postmortem import post_mortem
from warroom.domain import AccountFacts, wording
from warroom.vocabulary import Audience, CauseCategory, Certainty, EntryKind, Severity, UpdateKind

Golden = Callable[[str, str], None]


def outage() -> War:
    """It is 10:20 in Berlin; the claims service has been failing since 10:02."""
    war = War()
    war.log("Customers get HTTP 500 on claim submit", kind=EntryKind.IMPACT_START, at="10:02")
    war.log("Pager alert: error rate 40 %", kind=EntryKind.DETECTION, at="10:08", by=war.sam)
    war.impact(
        "POST /claims fails for all tenants on cluster fra-2",
        customer="You cannot submit claims; 1,840 are waiting.",
        told={"figure": 1840, "unit": "claims"},
    )
    war.log("Release 4.2 dropped an index", kind=EntryKind.CAUSE, certainty=Certainty.SUSPECTED)
    war.do("Roll back release 4.2", customer="We are undoing our last change.", owner=war.ines, due="12:00")
    war.do("Find out who approved 4.2", owner=war.ines, due="12:00")
    war.do("Get sample ids", customer="Send us three numbers of waiting claims.", owner=war.dana, due="13:00")
    return war


def under_way() -> War:
    """It is 11:10; the first notice went out at 10:20, and some things have changed since."""
    war = outage()
    war.send()
    war.at("2026-11-21T10:10Z")
    war.amend(4, "POST /claims fails in fra-2 only", customer="You cannot submit claims; 1,200 are waiting.")
    war.log("Rollback started", customer="We began to undo our last change.", at="11:05")
    war.actions[0].finish(at=war.now, stamp=war.stamp)
    war.do("Replay the queue", customer="We are submitting the waiting claims for you.", owner=war.ines)
    war.escalation.rate(Severity.MINOR, stamp=war.stamp, why="read-only mode works")
    return war


def restored() -> War:
    """It is 11:50; service is back since 11:40, and the cause is confirmed."""
    war = under_way()
    war.send()
    war.at("2026-11-21T10:50Z")
    label = wording("-", customer="All claims can be submitted again.")
    war.escalation.restore("Rollback done", at=war.moment("11:40"), stamp=war.stamp, label=label)
    war.log(
        "Release 4.2 dropped idx_claims_tenant",
        kind=EntryKind.CAUSE,
        certainty=Certainty.CONFIRMED,
        customer="Our change at 09:55 removed a part of the database that claims need.",
        told={"category": CauseCategory.CHANGE_RELEASE},
    )
    return war


def test_a_first_notice_says_what_it_means_for_them_and_names_no_cause(golden: Golden) -> None:
    draft = outage().draft()
    assert (draft.kind, draft.subject) == (UpdateKind.FIRST, "Claims cannot be submitted")
    golden("customer-first.md", draft.body_md)


def test_a_first_notice_without_released_impact_says_that_we_are_confirming_it(golden: Golden) -> None:
    war = War(customer_title=None)
    war.impact("POST /claims fails on fra-2")
    golden("customer-first-bare.md", war.draft().body_md)


def test_no_change_is_said_as_such_and_a_late_update_says_so(golden: Golden) -> None:
    war = outage()
    war.send()
    draft = war.at("2026-11-21T10:30Z").draft()
    assert draft.kind is UpdateKind.NO_CHANGE
    golden("customer-no-change-late.md", draft.body_md)


def test_progress_says_what_is_new_what_is_corrected_and_that_it_is_less_severe(golden: Golden) -> None:
    draft = under_way().draft()
    assert draft.kind is UpdateKind.PROGRESS
    golden("customer-progress.md", draft.body_md)


def test_restored_says_from_when_to_when_and_what_is_known_of_the_data(golden: Golden) -> None:
    draft = restored().draft()
    assert draft.kind is UpdateKind.RESTORED
    golden("customer-restored.md", draft.body_md)


def test_the_last_message_promises_no_other(golden: Golden) -> None:
    war = restored()
    war.send()
    draft = war.at("2026-11-25T09:00Z").draft(kind=UpdateKind.CLOSURE)
    assert draft.next_update is None
    golden("customer-closure.md", draft.body_md)


def test_text_has_underlined_headings_and_no_markup(golden: Golden) -> None:
    golden("customer-progress.txt", render(under_way().draft().document, format="text"))


def test_an_exercise_says_so_on_top(golden: Golden) -> None:
    draft = War(drill=True).draft()
    assert draft.subject == "DRILL: Claims cannot be submitted"
    golden("customer-drill.md", draft.body_md)


def test_without_words_of_theirs_the_subject_names_the_day_on_which_they_came_or_on_which_it_was_noticed() -> None:
    live, old = War("2026-11-21T09:20Z", customer_title=None), War(customer_title=None, retrospective=True)
    for war in (live, old):
        war.escalation.begin({EntryKind.IMPACT_START: war.moment("2026-11-18 08:00")}, stamp=war.stamp)
    assert live.draft().subject.endswith("your report of Sat 21 Nov 2026")
    assert old.draft().subject.endswith("your report of Wed 18 Nov 2026")


def test_times_are_on_the_clocks_of_the_customer() -> None:
    war = outage()
    war.account.describe(AccountFacts(timezone="America/New_York"), stamp=war.stamp)
    body = war.draft(next="16:00").body_md
    assert "You have been affected since Sat 21 Nov 04:02 EST." in body
    assert "You will hear from us again by Sat 21 Nov 10:00 EST, whether or not there is news." in body
    assert "CET" not in body


def test_a_next_update_promised_for_a_day_is_told_as_a_clock_time() -> None:
    assert "again by Mon 23 Nov 23:59 CET, whether" in outage().draft(next="mon").body_md


def test_a_cause_that_is_confirmed_but_not_worded_is_not_called_unknown() -> None:
    war = outage()
    war.send()
    war.log("An index was dropped", kind=EntryKind.CAUSE, certainty=Certainty.CONFIRMED)
    draft = war.draft(kind=UpdateKind.PROGRESS)
    assert "We will explain the cause in a later message." in draft.body_md
    assert "not known" not in draft.body_md


def test_a_suspected_cause_is_not_known_yet_even_with_a_wording() -> None:
    war = outage()
    war.send()
    war.log("CANARY", customer="CANARY", kind=EntryKind.CAUSE, certainty=Certainty.SUSPECTED)
    war.log("CANARY", customer="CANARY", kind=EntryKind.HYPOTHESIS)
    draft = war.draft(kind=UpdateKind.PROGRESS)
    assert "The cause is not known yet." in draft.body_md
    assert "CANARY" not in draft.body_md


def test_what_is_not_affected_is_told_only_with_a_text_released_as_it_stands() -> None:
    war = War()
    war.impact("Claims fail", customer="You cannot submit claims.", told={"not_affected": "CANARY"})
    war.impact("Reports are slow.", safe=True, told={"not_affected": "Payments"})
    body = war.draft().body_md
    assert "Not affected:\n\n- Payments\n" in body
    assert "CANARY" not in body


def test_data_loss_is_spoken_of_once_it_is_known() -> None:
    war = outage()
    assert "data" not in war.draft().body_md
    war.impact("Nothing lost", told={"data_loss": "none"})
    assert "No data was lost." in war.draft().body_md
    war.impact("Three claims lost", told={"data_loss": "confirmed"})
    assert "Some data was lost." in war.draft().body_md


def test_a_wording_added_later_is_new_and_no_correction() -> None:
    war = War()
    war.log("Failover done", at="10:15")
    war.send()
    war.amend(2, "Failover done", customer="We moved to other machines.")
    draft = war.draft()
    assert draft.kind is UpdateKind.PROGRESS
    assert "- Sat 21 Nov 10:15 CET: We moved to other machines." in draft.body_md


def test_a_correction_that_they_cannot_read_is_not_new() -> None:
    war = War()
    war.log("Failover done", customer="We moved to other machines.", at="10:15")
    war.send()
    war.amend(2, "Failover to fra-3 done", customer="We moved to other machines.")
    assert war.draft().kind is UpdateKind.NO_CHANGE
    war.amend(2, "Failover to fra-3 done", customer="We moved to other machines.", at="10:17")
    assert "We moved to other machines (Sat 21 Nov 10:17 CET)." in war.draft().body_md


def test_an_audience_never_hears_of_what_only_counsel_knows() -> None:
    war = outage()
    readers = (Audience.CUSTOMER, Audience.EXECUTIVE, Audience.INTERNAL)
    told = [war.draft(reader).body_md for reader in readers]
    war.log("CANARY", audience=Audience.LEGAL)
    war.log("CANARY", audience=Audience.LEGAL, kind=EntryKind.CAUSE)
    assert told == [war.draft(reader).body_md for reader in readers]


def test_what_worked_in_between_is_not_counted_as_time_without_it() -> None:
    war = War("2026-11-21T09:20Z")
    war.escalation.begin({EntryKind.IMPACT_START: war.moment("08:00")}, stamp=war.stamp)
    war.escalation.restore(at=war.moment("10:10"), stamp=war.stamp, label=wording("-"))
    assert "from Sat 21 Nov 08:00 CET until Sat 21 Nov 10:10 CET (2 hours and 10 minutes)." in war.draft().body_md
    war.at("2026-11-21T10:00Z").escalation.relapse("it broke again", stamp=war.stamp)
    war.at("2026-11-21T11:00Z").escalation.restore(at=war.moment("11:50"), stamp=war.stamp, label=wording("-"))
    words = "until Sat 21 Nov 11:50 CET, apart from the time in between in which it worked."
    assert words in war.draft(kind=UpdateKind.RESTORED).body_md


def test_what_ended_with_the_restoration_is_not_told_again_when_it_breaks_again() -> None:
    war = War("2026-11-21T09:20Z")
    war.impact("POST /claims fails", customer="You cannot submit claims")
    war.escalation.restore(at=war.moment("10:10"), stamp=war.stamp, label=wording("-"))
    war.send()
    war.at("2026-11-21T10:00Z").escalation.relapse("it broke again", stamp=war.stamp)
    assert "cannot submit" not in war.draft().body_md
    assert "We are confirming what is affected." in war.draft().body_md
    war.impact("GET /claims fails", customer="You cannot read your claims")
    assert "You cannot read your claims" in war.draft().body_md
    war.at("2026-11-21T11:00Z").escalation.restore(at=war.moment("11:50"), stamp=war.stamp, label=wording("-"))
    whole = war.draft(kind=UpdateKind.CLOSURE).body_md
    assert "You cannot submit claims" in whole
    assert "You cannot read your claims" in whole


def test_what_broke_again_lasts_since_then_and_not_since_the_first_time() -> None:
    war = War("2026-11-21T09:20Z")
    war.escalation.begin({EntryKind.IMPACT_START: war.moment("08:00")}, stamp=war.stamp)
    war.escalation.restore(at=war.moment("10:10"), stamp=war.stamp, label=wording("-"))
    war.send()
    war.at("2026-11-21T10:00Z").escalation.relapse("it broke again", stamp=war.stamp)
    assert "affected again since Sat 21 Nov 11:00 CET." in war.send().body_md
    body = war.draft().body_md
    assert "You have been affected again since Sat 21 Nov 11:00 CET." in body
    assert "08:00" not in body
    war.account.language = "de"
    body = render(war.draft().document, format="md", built_in="customer_update.de.md.j2")
    assert "Sie sind seit Sa. 21. Nov. 11:00 CET wieder betroffen." in body
    assert "08:00" not in body
    war.account.language = None
    war.at("2026-11-21T11:00Z").escalation.restore(at=war.moment("11:50"), stamp=war.stamp, label=wording("-"))
    measures = {one.name: one.length for one in post_mortem(war.dossier).measures}
    assert measures["Time to restore"] == "3 h 50 min, from first impact to last restoration"
    assert measures["Time affected"] == "3 h 00 min"
    assert "was affected for 3 h 00 min, working again in between, from" in render(
        post_mortem(war.dossier), format="md"
    )


def test_a_restoration_that_did_not_last_is_no_news() -> None:
    war = War("2026-11-21T09:20Z")
    war.send()
    war.escalation.restore(
        at=war.moment("10:10"), stamp=war.stamp, label=wording("Restored", customer="Your claims work again")
    )
    assert "Your claims work again" in war.draft().body_md
    war.at("2026-11-21T10:00Z").escalation.relapse("it broke again", stamp=war.stamp)
    assert "work again" not in war.draft().body_md
