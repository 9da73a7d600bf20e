"""How the end is told: to the customer what they agreed to, to us all of it."""

from tests.documents.war import War
from warroom.documents import CustomerUpdate, PostMortem
from warroom.documents.knowing import known
from warroom.documents.postmortem import post_mortem
from warroom.documents.rendering import render
from warroom.domain import wording
from warroom.vocabulary import Audience, Kind, UpdateKind

AGREED = "What we agreed with you must hold before this ends:"


def calm() -> War:
    """Restored and told so."""
    war = War()
    war.impact("Claims fail", safe=True, told={"data_loss": "none"})
    war.escalation.restore(at=war.moment("now"), stamp=war.stamp, label=wording("Claims go through", safe=True))
    war.send()
    return war


def customer(war: War, kind: UpdateKind | None = None) -> CustomerUpdate:
    document = war.draft(kind=kind).document
    assert isinstance(document, CustomerUpdate)
    return document


def paragraphs(text: str, begun: str) -> str:
    """From the paragraph that begins so to the end."""
    return text[text.index(begun) :]


def test_the_customer_reads_what_they_agreed_to_and_nothing_that_is_only_proposed() -> None:
    war = calm()
    war.expect("Five nightly runs without an error", by=war.dana)
    war.expect("A dinner with their board")
    assert [(one.text, one.state) for one in customer(war).criteria] == [("Five nightly runs without an error", "open")]
    assert f"{AGREED}\n\n- Still open: Five nightly runs without an error.\n" in war.draft().body_md
    assert war.draft().kind is UpdateKind.PROGRESS
    assert war.draft().facts == ("X1",)


def test_a_proposal_is_no_news_to_the_customer() -> None:
    war = calm()
    war.expect("A dinner with their board")
    assert (war.draft().kind, customer(war).criteria) == (UpdateKind.NO_CHANGE, ())


def test_what_became_of_a_criterion_is_told_once() -> None:
    war = calm()
    first, second = war.expect("Five runs", by=war.dana), war.expect("A report", by=war.dana)
    war.send()
    first.meet(at=war.now, stamp=war.stamp)
    second.waive(war.dana, "CANARY", at=war.now, stamp=war.stamp)
    assert [one.state for one in customer(war).criteria] == ["met", "waived"]
    assert "- No longer needed, as agreed with you: A report." in war.draft().body_md
    war.send()
    assert (war.draft().kind, customer(war).criteria) == (UpdateKind.NO_CHANGE, ())


def test_another_due_time_is_ours_alone() -> None:
    war = calm()
    criterion = war.expect("A report", by=war.dana, due="fri 12:00")
    war.send()
    criterion.move(war.due("mon 12:00"), stamp=war.stamp)
    assert war.draft().kind is UpdateKind.NO_CHANGE
    assert "12:00" not in war.draft(next="16:00").body_md


def watched() -> War:
    war = calm()
    war.expect("Five runs", by=war.dana).meet(at=war.now, stamp=war.stamp)
    war.send()
    war.deescalate("5d", by=war.dana)
    return war


def test_the_message_that_tells_of_monitoring_has_all_of_it_and_until_when() -> None:
    war = watched()
    assert war.draft().kind is UpdateKind.PROGRESS
    assert paragraphs(war.draft().body_md, AGREED).startswith(
        f"{AGREED}\n\n- Met: Five runs.\n\n"
        "We keep watching this until Thu 26 Nov 10:20 CET, as agreed with Dana Cho. If it comes back, please tell us.\n"
    )
    war.send()
    assert war.draft().kind is UpdateKind.NO_CHANGE
    assert customer(war).criteria == ()
    assert "We keep watching this until Thu 26 Nov 10:20 CET" in war.draft().body_md


def test_a_longer_window_is_news() -> None:
    war = watched()
    war.send()
    war.deescalate("6d", by=war.dana)
    assert war.draft().kind is UpdateKind.PROGRESS


def test_a_window_that_is_over_is_told_as_past_and_one_that_a_last_message_cuts_short_is_said_to_its_writer() -> None:
    war = watched()
    early = war.draft(kind=UpdateKind.CLOSURE)
    assert "watch" not in early.body_md
    assert "- Met: Five runs." in early.body_md
    assert early.notes[0] == "The record says that we watch this until Thu 26 Nov 10:20 CET; a last message ends that."
    war.at("2026-11-27T09:00Z")
    late = war.draft(kind=UpdateKind.CLOSURE)
    assert "We watched this until Thu 26 Nov 10:20 CET, as agreed with Dana Cho." in late.body_md
    assert not any("watch" in note for note in late.notes)


def test_what_is_closed_is_not_watched_any_more() -> None:
    war = watched()
    war.escalation.close(
        at=war.now, stamp=war.stamp, outcome=None, cause=None, driver=None, last_update=None, force_why="they asked"
    )
    ended = "monitoring ended early, with the closing (agreed until Thu 26 Nov 10:20 CET)\n"
    for body in (war.draft(Audience.EXECUTIVE).body_md, render(post_mortem(war.dossier), format="md")):
        assert ended in body
        assert "monitoring until" not in body


def test_what_breaks_again_is_open_again_and_nothing_is_watched() -> None:
    war = watched()
    war.send()
    war.escalation.relapse("x", stamp=war.stamp, criteria=war.criteria)
    draft = customer(war)
    assert ([one.state for one in draft.criteria], draft.watch) == (["open"], None)


def test_what_was_never_broken_is_not_said_to_be_worked_on_while_it_is_watched() -> None:
    war = War(kind=Kind.RELATIONSHIP)
    war.send()
    war.escalation.settle("x", stamp=war.stamp)
    war.deescalate("5d", force="x")
    assert "This matter has calmed down." in war.draft().body_md
    assert "still working" not in war.draft().body_md
    assert "We keep watching this until Thu 26 Nov 10:20 CET. If it" in war.draft().body_md
    war.send()
    assert "still working" not in war.draft().body_md


def test_in_german_it_says_the_same() -> None:
    war = watched()
    war.account.language = "de"
    body = render(war.draft().document, format="md", built_in="customer_update.de.md.j2")
    assert "- Erfüllt: Five runs." in body
    assert "Wir beobachten dies weiter bis Do. 26. Nov. 10:20 CET, wie mit Dana Cho vereinbart." in body


def test_readers_inside_see_all_of_it() -> None:
    war = watched()
    war.expect("A report", by=war.dana, due="fri 12:00")
    war.expect("A dinner with their board")
    war.at("2026-11-27T12:00Z")
    assert paragraphs(war.draft(Audience.INTERNAL).body_md, "## Exit").startswith(
        "## Exit\n\n"
        "- X1 Five runs: met\n"
        "- X2 A report: agreed with Dana Cho, due Fri 27 Nov 12:00 CET, late\n"
        "- X3 A dinner with their board: proposed\n"
        "- De-escalated: Sat 21 Nov 10:20 CET, agreed by Dana Cho; monitoring ended Thu 26 Nov 10:20 CET\n"
    )
    assert paragraphs(war.draft(Audience.EXECUTIVE).body_md, "## Exit").startswith(
        "## Exit\n\n"
        "- Exit criteria: 1 met, 2 open\n"
        "- Open: X2 A report, agreed with Dana Cho, due Fri 27 Nov 12:00 CET, late\n"
        "- Open: X3 A dinner with their board, not agreed yet\n"
        "- De-escalated: Sat 21 Nov 10:20 CET, agreed by Dana Cho; monitoring ended Thu 26 Nov 10:20 CET\n\n"
        "## Risks to the account\n\n"
        "- Exit criteria are late: X2.\n"
        "- The time that we watch is over, and it is not closed.\n"
    )


def test_nothing_is_said_of_an_end_that_nobody_spoke_of() -> None:
    war = calm()
    for audience in (Audience.CUSTOMER, Audience.INTERNAL, Audience.EXECUTIVE):
        assert "exit" not in war.draft(audience).body_md.casefold()


def reviewed(war: War) -> PostMortem:
    return post_mortem(war.dossier)


def test_the_post_mortem_lists_who_agreed_and_what_was_left_open() -> None:
    war = calm()
    war.expect("Five runs", by=war.dana).meet(at=war.now, stamp=war.stamp, evidence="the log")
    war.expect("A report").waive(war.dana, "not needed", at=war.now, stamp=war.stamp)
    war.expect("A call", by=war.dana)
    war.deescalate("5d", force="their project has ended")
    assert paragraphs(render(reviewed(war), format="md"), "## Exit").startswith(
        "## Exit\n\n"
        "- X1 Five runs: met Sat 21 Nov 10:20 CET, agreed by Dana Cho; evidence: the log\n"
        "- X2 A report: waived Sat 21 Nov 10:20 CET by Dana Cho (not needed), never agreed\n"
        "- X3 A call: agreed with Dana Cho\n"
    )
    questions = reviewed(war).questions
    assert questions[-2:] == (
        "Exit criteria neither met nor waived: X3.",
        "A rule of de-escalating was passed over: their project has ended",
    )


def test_a_force_is_told_inside_also_after_a_relapse_and_never_to_the_customer() -> None:
    war = calm()
    war.deescalate("5d", force="their project has ended")
    war.escalation.relapse("x", stamp=war.stamp)
    told = "- De-escalated although a rule said no: their project has ended"
    assert all(told in war.draft(audience).body_md for audience in (Audience.INTERNAL, Audience.EXECUTIVE))
    assert "project" not in war.draft().body_md


def test_a_scan_knows_what_was_agreed_and_what_is_ours_alone() -> None:
    war = calm()
    war.expect("Five runs", by=war.dana)
    war.expect("A dinner with their board")
    told = known(war.dossier, Audience.CUSTOMER, kind=None, accounts=[], people=[], contacts=[], elsewhere=[])
    assert "Five runs" in told.released
    assert "A dinner with their board" in told.internal
    assert {"X1", "X2"} <= set(told.references)
