"""What the customer reads of promises and of what they asked: each state in its own words."""

from collections.abc import Callable

import pytest

from tests.documents.war import War
from warroom.documents.brief import brief
from warroom.documents.pledges import Asked, Pledge, asked, pledges
from warroom.documents.rendering import render
from warroom.documents.since import since
from warroom.documents.wanting import wanting
from warroom.domain import Promise, Request, wording
from warroom.errors import Refused
from warroom.vocabulary import Answer, Audience

LATER, PAST_DUE = "2026-11-21T10:00Z", "2026-11-21T14:30Z"  # promises are due at 15:00 in Berlin
DUE, MOVED = "Sat 21 Nov 15:00 CET", "Sat 21 Nov 16:00 CET"


def promised() -> tuple[War, Promise]:
    war = War()
    war.ines.describe(title="Technical lead")
    promise = war.promise("The export runs again.", owner=war.ines, due="15:00", agreed="call")
    war.send()
    return war.at(LATER), promise


def read(war: War) -> list[tuple[str, str, str | None]]:
    return [(one.state, one.by, one.moved_from) for one in pledges(since(war.dossier, Audience.CUSTOMER))]


def test_a_promise_says_by_when_who_and_what_they_will_see() -> None:
    war, _ = promised()
    assert pledges(since(war.dossier, Audience.CUSTOMER)) == (
        Pledge(by=DUE, who="Ines Moreau", role="Technical lead", text="The export runs again", state="open",
               moved_from=None, kept_on=None),
    )  # fmt: skip


def test_it_is_open_until_its_time_and_late_after_it_without_anybody_saying_so() -> None:
    war, _ = promised()
    assert read(war) == [("open", DUE, None)]
    assert read(war.at(PAST_DUE)) == [("late", DUE, None)]


def test_moved_it_names_the_time_they_were_told_and_says_so_once() -> None:
    war, promise = promised()
    promise.move(war.due("16:00"), stamp=war.stamp, told="call")
    assert read(war) == [("open", MOVED, DUE)]
    war.send()
    assert read(war) == [("open", MOVED, None)]


@pytest.mark.parametrize(
    ("time", "end", "state"),
    [
        (LATER, lambda war, promise: promise.keep(at=war.now, stamp=war.stamp), "kept"),
        (LATER, lambda war, promise: promise.release(war.dana, stamp=war.stamp), "released"),
    ],
)
def test_what_is_settled_is_told_once(time: str, end: Callable[[War, Promise], None], state: str) -> None:
    war, promise = promised()
    end(war.at(time), promise)
    assert read(war) == [(state, DUE, None)]
    war.send()
    assert read(war) == []


def test_missed_it_stands_until_it_is_kept_late() -> None:
    war, promise = promised()
    promise.miss("the index was broken", stamp=war.at(PAST_DUE).stamp)
    assert read(war) == [("missed", DUE, None)]
    war.send()
    assert read(war) == [("missed", DUE, None)]
    promise.keep(at=war.now, stamp=war.stamp)
    assert read(war) == [("kept_late", DUE, None)]
    war.send()
    assert read(war) == []


def test_a_draft_is_no_promise() -> None:
    war = War()
    war.promise("The export runs again", owner=war.ines, due="15:00").drop("they prefer a call", stamp=war.stamp)
    war.promise("A visit")
    assert read(war) == []


def wishes(war: War) -> list[Asked]:
    return [*asked(since(war.dossier, Audience.CUSTOMER))]


def wish() -> tuple[War, Request]:
    war = War()
    request = war.ask("A report for the board of Acme", by=war.dana, customer="A report.")
    war.send()
    return war.at(LATER), request


def test_a_wish_is_open_in_the_words_released_to_them() -> None:
    war, _ = wish()
    assert wishes(war) == [Asked(text="A report", state="open", answer=None)]


@pytest.mark.parametrize(
    ("answer", "words", "read"),
    [
        (Answer.AGREE, None, None),
        (Answer.DECLINE, "We do not write reports.", "We do not write reports"),
        (Answer.INSTEAD, "A call with your board.", "A call with your board"),
    ],
)
def test_an_answer_is_told_and_a_no_only_once(answer: Answer, words: str | None, read: str | None) -> None:
    war, request = wish()
    request.reply(answer, words, stamp=war.stamp)
    told = [Asked(text="A report", state=answer.value, answer=read)]
    assert wishes(war) == told
    war.send()
    assert wishes(war) == ([] if answer is Answer.DECLINE else told)


def test_delivered_it_is_told_once_and_withdrawn_never() -> None:
    war, request = wish()
    request.reply(Answer.AGREE, None, stamp=war.stamp)
    request.deliver(at=war.now, stamp=war.stamp)
    assert [one.state for one in wishes(war)] == ["delivered"]
    war.send()
    assert wishes(war) == []
    other, gone = wish()
    gone.withdraw("they found it", stamp=other.stamp)
    assert wishes(other) == []


def test_what_we_need_from_somebody_inside_and_what_has_no_words_for_them_stays_inside() -> None:
    war = War()
    war.ask("An engineer", of=war.ines, customer="An engineer")
    war.ask("A discount", by=war.dana)
    assert wishes(war) == []


def test_readers_inside_read_the_words_of_an_answer() -> None:
    war = War()
    war.ask("A call with the board", by=war.dana, answer="A written summary on Friday.")
    for audience in (Audience.EXECUTIVE, Audience.INTERNAL):
        answer = "offered instead on Sat 21 Nov: A written summary on Friday"
        assert f"- Q1 A call with the board: Sam Okafor, undated, {answer}\n" in war.draft(audience).body_md


def test_an_answer_to_what_has_no_wording_is_named_to_who_writes_until_it_has_one() -> None:
    war = War()
    request = war.ask("A call with the board", by=war.dana)
    assert "Q1" not in "".join(wanting(war.dossier))  # nothing of it is answered yet
    request.reply(Answer.DECLINE, "No", stamp=war.stamp)
    assert (
        "Q1 has no customer wording, so they read neither what they asked nor our answer; "
        "give it one:  warroom edit Q1 -c TEXT"
    ) in wanting(war.dossier)
    request.reword(wording("", customer="A call with your board"), stamp=war.stamp)
    assert "Q1" not in "".join(wanting(war.dossier))
    assert "- A call with your board: we cannot do this. No.\n" in war.draft().body_md


OFFERED = "- Q1 A second engineer: Ines Moreau offers instead: Two months, then we look again\n"


def test_an_ask_answered_with_something_else_is_told_as_answered_and_not_asked_again() -> None:
    war = War()
    request = war.ask("A second engineer.", of=war.ines, answer="Two months, then we look again.", due="12:00")
    texts = [
        war.draft(Audience.EXECUTIVE).body_md,
        war.draft(Audience.INTERNAL).body_md,
        render(brief(war.dossier), format="md"),
    ]
    for text in texts:
        assert OFFERED in text
        assert "Ines Moreau, by" not in text
    for text in (texts[0], texts[2]):
        assert f"## The ask\n\nNo decision is needed. For information.\n\n{OFFERED}" in text
    request.deliver(at=war.now, stamp=war.stamp)
    assert "offers instead" not in render(brief(war.dossier), format="md")


AGREED = "- Q1 A second engineer: Ines Moreau agreed on Sat 21 Nov, not delivered, due Sat 21 Nov 12:00 CET\n"


def test_an_ask_that_was_agreed_to_is_told_as_agreed_and_not_delivered() -> None:
    war = War()
    request = war.ask("A second engineer.", of=war.ines, due="12:00")
    request.reply(Answer.AGREE, None, stamp=war.stamp)
    executives, ours = war.draft(Audience.EXECUTIVE).body_md, war.draft(Audience.INTERNAL).body_md
    page = render(brief(war.dossier), format="md")
    for text in (executives, page):
        assert f"## The ask\n\nNo decision is needed. For information.\n\n{AGREED}" in text
    assert f"## Needs\n\n{AGREED}" in ours
    assert "not delivered, due Sat 21 Nov 12:00 CET, late\n" in render(
        brief(war.at("2026-11-21T12:00Z").dossier), format="md"
    )
    request.deliver(at=war.now, stamp=war.stamp)
    assert "not delivered" not in render(brief(war.dossier), format="md")


def test_what_the_customer_was_told_yes_to_is_told_inside_as_not_delivered() -> None:
    war = War()
    war.ask("A call", by=war.dana).reply(Answer.AGREE, None, stamp=war.stamp)
    assert "- Q1 A call: Sam Okafor, undated, agreed on Sat 21 Nov, not delivered\n" in render(
        brief(war.dossier), format="md"
    )


def test_beside_what_was_answered_the_others_are_still_asked() -> None:
    war = War()
    war.ask("A second engineer", of=war.ines, answer="Two months, then we look again")
    war.ask("A credit", of=war.sam)
    asked_next = f"## The ask\n\n- Q2 A credit: Sam Okafor, no time set\n{OFFERED}"
    assert asked_next in war.draft(Audience.EXECUTIVE).body_md
    assert asked_next in render(brief(war.dossier), format="md")


def test_what_we_ask_inside_takes_no_wording_for_a_customer() -> None:
    war = War()
    request = war.ask("A database engineer", of=war.ines)
    with pytest.raises(Refused, match="is asked inside, and no customer reads it"):
        request.reword(wording("", customer="An engineer"), stamp=war.stamp)
    request.reword(wording("Two"), words="Two database engineers", stamp=war.stamp)
    assert request.text == "Two database engineers"
