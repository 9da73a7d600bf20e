"""Whole sentences, names and one order of time: what a reader would otherwise stumble over."""

import pytest

from tests.documents.test_brief import part
from tests.documents.war import War
from warroom.documents.headed import headed
from warroom.documents.postmortem import post_mortem
from warroom.documents.rendering import render
from warroom.domain import Contact, wording
from warroom.vocabulary import Answer, Audience, EntryKind, Kind, UpdateKind

INSIDE = [Audience.INTERNAL, Audience.EXECUTIVE]
LATER = "2026-11-21T10:00Z"
DE = "customer_update.de.md.j2"


def german(war: War, kind: UpdateKind | None = None) -> str:
    return render(war.draft(kind=kind).document, format="md", built_in=DE)


@pytest.mark.parametrize(
    ("text", "begins"),
    [("Restart it.", "Restart it:"), ("When?", "When? –"), ("Now!", "Now! –"), ("Restart it:", "Restart it:")],
)
def test_a_text_before_what_is_said_of_it(text: str, begins: str) -> None:
    assert headed(text) == begins


def test_a_question_and_an_answer_keep_their_signs() -> None:
    war = War()
    war.ask("?", by=war.dana, customer="When will it work again?")
    war.ask("?", by=war.dana, customer="Hourly lists", answer="We tell you every hour.")
    body = war.draft().body_md
    assert "- When will it work again? – we have not answered yet.\n" in body
    assert "- Hourly lists – instead: We tell you every hour.\n" in body
    assert "- Hourly lists – stattdessen: We tell you every hour.\n" in german(war)
    assert "- When will it work again? – noch nicht beantwortet.\n" in german(war)


def test_what_was_given_instead_is_never_called_what_they_asked_for() -> None:
    war = War()
    request = war.ask("A report", by=war.dana, customer="A report", answer="A short call on Monday.")
    request.deliver(at=war.now, stamp=war.stamp)
    assert "- A report – instead: A short call on Monday (done).\n" in war.draft().body_md
    assert "- A report – stattdessen: A short call on Monday (erledigt).\n" in german(war)
    for audience in INSIDE:
        told = "Q1 A report – instead: A short call on Monday (delivered) (Sam Okafor)\n"
        assert told in war.draft(audience).body_md


@pytest.mark.parametrize("audience", INSIDE)
def test_inside_no_full_stop_stands_before_a_colon(audience: Audience) -> None:
    war = War()
    war.do("Move traffic to the second provider.", owner=war.ines, due="12:00")
    request = war.ask("A discount.", by=war.dana)
    request.reply(Answer.DECLINE, "We cannot keep that.", stamp=war.stamp)
    body = war.draft(audience).body_md
    assert "- A1 Move traffic to the second provider: Ines Moreau, due" in body
    assert "Q1 A discount – declined: We cannot keep that (Sam Okafor)\n" in body
    assert ".:" not in body


@pytest.mark.parametrize("audience", INSIDE)
def test_what_is_new_stands_in_order_of_time(audience: Audience) -> None:
    war = War()
    action = war.do("Restart", owner=war.ines)
    war.send(audience)
    war.at(LATER)
    war.log("It is quiet", at="10:50")
    action.finish(at=war.moment("10:40").at or war.now, stamp=war.stamp)
    war.suspect("The disk", ruled_out="it is empty")
    war.log("It began to drain", at="10:30")
    assert part(war.draft(audience).body_md, "What is new")[:3] == [
        "- Sat 21 Nov 10:30 CET: It began to drain",
        "- Sat 21 Nov 10:40 CET: A1 Restart: done (Ines Moreau)",
        "- Sat 21 Nov 10:50 CET: It is quiet",
    ]


def test_readers_inside_read_names() -> None:
    war = War()
    promise = war.promise("A report", owner=war.ines, due="18:00", agreed="call")
    promise.release(war.dana, stamp=war.stamp, why="dana has it")
    assert "P1 A report: released by Dana Cho: dana has it (Ines Moreau)\n" in war.draft(Audience.EXECUTIVE).body_md
    war.send(next="12:00")
    war.updates[-1].recipients = ["dana", "lee"]
    assert "(first, to Dana Cho, lee)" in render(post_mortem(war.dossier), format="md")


def test_a_matter_without_a_service_is_resolved_in_one_sentence() -> None:
    war = War(kind=Kind.RELATIONSHIP)
    war.escalation.restore(at=war.moment("10:00"), stamp=war.stamp, label=wording("-"))
    for kind in (UpdateKind.RESTORED, UpdateKind.NO_CHANGE, UpdateKind.CLOSURE):
        body = war.draft(kind=kind).body_md
        assert "\nThis matter has been resolved since Sat 21 Nov 10:00 CET.\n" in body
        assert body.count("resolved") == 1
        assert "\nDiese Sache ist seit Sat 21 Nov 10:00 CET geklärt.\n" in german(war, kind)
        assert german(war, kind).count("geklärt") == 1


def test_what_they_owe_us_was_due_once_its_time_has_passed() -> None:
    war = War()
    war.do("Get ids", customer="Send us the ids", owner=war.dana, due="10:30")
    assert "- Dana Cho, by Sat 21 Nov 10:30 CET: Send us the ids\n" in war.draft().body_md
    war.at(LATER)
    assert "- Dana Cho, this was due by Sat 21 Nov 10:30 CET: Send us the ids\n" in war.draft().body_md
    assert "- Dana Cho, das war bis Sat 21 Nov 10:30 CET vorgesehen: Send us the ids\n" in german(war)


def test_a_wish_that_became_a_promise_is_read_as_the_promise() -> None:
    war = War()
    request = war.ask("A report for the board", by=war.dana, customer="A report")
    request.reply(Answer.AGREE, None, stamp=war.stamp)
    promise = request.pledge(war.stamp)
    promise.id = 1
    war.promises.append(promise)
    assert "- A report: agreed.\n" in war.draft().body_md  # nothing is promised yet
    promise.complete(to=war.dana, owner=war.ines, due=war.due("18:00"))
    promise.give("call", stamp=war.stamp)
    body, inside = war.draft().body_md, war.draft(Audience.EXECUTIVE).body_md
    assert "What you asked of us" not in body
    assert body.count("A report") == 1
    owed = inside.partition("## What the customer waits for")[2].partition("##")[0]
    assert [line for line in owed.splitlines() if line] == [
        "- P1 A report: Ines Moreau, due Sat 21 Nov 18:00 CET, given"
    ]


def test_a_last_message_while_it_is_broken_does_not_say_that_it_is_over() -> None:
    war = War()
    war.log("Errors", kind=EntryKind.IMPACT_START, at="10:02")
    body = war.draft(kind=UpdateKind.CLOSURE).body_md
    assert "You have been affected since Sat 21 Nov 10:02 CET.\n" in body
    assert "You were affected" not in body
    assert "Sie sind seit Sat 21 Nov 10:02 CET betroffen.\n" in german(war, UpdateKind.CLOSURE)
    quarrel = War(kind=Kind.DISPUTE)
    quarrel.log("The bill", kind=EntryKind.IMPACT_START, at="10:02")
    assert "It began: Sat 21 Nov 10:02 CET.\n" in quarrel.draft(kind=UpdateKind.CLOSURE).body_md


def test_a_name_that_is_not_known_stays_as_it_was_typed() -> None:
    war = War()
    lee = Contact.met(1, "lee", stamp=war.stamp)
    assert (war.dossier.name_of(lee.slug), war.dossier.name_of("dana")) == ("lee", "Dana Cho")


def failed(start: str, end: str, *, language: str = "en") -> str:
    """What a customer reads of how long it was broken."""
    war = War("2026-11-21T11:00Z")
    war.account.language = language
    war.log("Errors", kind=EntryKind.IMPACT_START, at=start)
    war.escalation.restore(at=war.moment(end), stamp=war.stamp, label=wording("-"))
    document = war.draft().document
    body = render(document, format="md", built_in=DE) if language == "de" else render(document, format="md")
    (line,) = (line for line in body.splitlines() if line.startswith(("You were affected", "Sie waren")))
    return line


LENGTHS = [
    ("2026-11-21 10:20:00", "2026-11-21 10:20:40", "10:20 CET until Sat 21 Nov 10:20 CET (40 seconds)."),
    ("10:20", "2026-11-21 10:20:40", "10:20 CET until Sat 21 Nov 10:20 CET (less than a minute)."),
    ("10:20", "10:20", "10:20 CET until Sat 21 Nov 10:20 CET (less than a minute)."),
    ("10:20", "10:21", "10:20 CET until Sat 21 Nov 10:21 CET (1 minute)."),
    ("~10:20", "10:21", "10:20 CET until Sat 21 Nov 10:21 CET (about 1 minute)."),
    ("~10:20", "2026-11-21 10:20:40", "10:20 CET until Sat 21 Nov 10:20 CET (less than a minute)."),
]


@pytest.mark.parametrize(("start", "end", "told"), LENGTHS)
def test_a_customer_reads_a_length_as_people_say_it(start: str, end: str, told: str) -> None:
    assert failed(start, end).endswith(told)


def test_a_length_is_told_in_german_too() -> None:
    exact = failed("2026-11-21 10:20:00", "2026-11-21 10:20:40", language="de")
    assert exact == "Sie waren von Sa. 21. Nov. 10:20 CET bis Sa. 21. Nov. 10:20 CET betroffen (40 Sekunden)."
    assert failed("10:20", "10:20", language="de").endswith("betroffen (weniger als eine Minute).")
    assert failed("~09:10", "11:25", language="de").endswith("betroffen (etwa 2 Stunden und 15 Minuten).")
