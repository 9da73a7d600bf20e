"""What a document says of the end follows what happened: a workaround is none, and a dispute has no service."""

import pytest

from tests.documents.war import War
from warroom.documents import post_mortem
from warroom.documents.brief import brief
from warroom.documents.rendering import render
from warroom.domain import Fact, wording
from warroom.vocabulary import Audience, Certainty, EntryKind, Kind, Severity, UpdateKind

NOT_TECHNICAL = [Kind.SUPPORT, Kind.COMMERCIAL, Kind.RELATIONSHIP, Kind.DISPUTE, Kind.PROCESS, Kind.DELIVERY]


def restored(war: War, text: str = "Service restored", *, at: str = "09:30", **told: str) -> None:
    label = wording(text, customer=told.pop("customer", None), safe=bool(told.pop("safe", None)))
    war.escalation.restore(text, at=war.moment(at), stamp=war.stamp, label=label, workaround=told.get("workaround"))


@pytest.mark.parametrize("kind", NOT_TECHNICAL)
@pytest.mark.parametrize("stage", list(UpdateKind))
def test_what_is_not_technical_has_no_service(kind: Kind, stage: UpdateKind) -> None:
    war = War(kind=kind, drill=True)
    due = war.due("16:00").at.isoformat()
    war.log("By four", kind=EntryKind.ESTIMATE, told={"until": due, "committed": True})
    assert "service" not in war.draft(kind=stage).body_md.casefold()
    restored(war)
    text = war.draft(kind=stage).body_md
    assert "service" not in text.casefold()
    assert (
        stage not in (UpdateKind.RESTORED, UpdateKind.FIRST)
        or "This matter has been resolved since Sat 21 Nov 09:30 CET." in text
    )


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"workaround": "print with release 6.0."}, "A workaround is in place."),
        ({"workaround": "print with 6.0", "safe": "yes"}, "A workaround is in place: print with 6.0."),
        ({"workaround": "print with 6.0", "customer": "Labels print again"}, "A workaround is in place."),
        ({}, "Your service is working again."),
    ],
)  # fmt: skip
def test_a_workaround_is_called_one(told: dict[str, str], sentence: str) -> None:
    war = War()
    restored(war, **told)
    text = war.draft(kind=UpdateKind.RESTORED).body_md
    assert sentence in text.splitlines()
    assert ("working again" in text) is (not told)
    assert "In place since: " in text or not told
    if told:  # after a workaround the real one follows; a second real one is refused
        restored(war, "It runs for good", at="09:40")
    assert "Your service is working again." in war.at("2026-11-21T09:50Z").draft(kind=UpdateKind.RESTORED).body_md


def test_the_words_of_the_restoration_are_told_and_are_not_the_workaround() -> None:
    war = War()
    restored(war, workaround="print with 6.0", customer="Labels print again")
    document = war.draft(kind=UpdateKind.RESTORED).document
    english, german = render(document, format="md"), render(document, format="md", built_in="customer_update.de.md.j2")
    assert "\nA workaround is in place.\n" in english
    assert "\nEine Umgehungslösung ist eingerichtet.\n" in german
    for text in (english, german):
        assert text.count("Labels print again") == 1
        assert "6.0" not in text


def test_broken_again_no_workaround_counts_any_more() -> None:
    war = War()
    restored(war, workaround="print with 6.0")
    assert " by a workaround: print with 6.0\n" in war.draft(Audience.EXECUTIVE).body_md
    war.at("2026-11-21T10:00Z").escalation.relapse("the old release fails too", stamp=war.stamp)
    for _ in ("at once", "taken anew after a correction"):
        assert "- Status: active\n" in war.draft(Audience.EXECUTIVE).body_md
        assert "print with 6.0" not in war.draft(Audience.INTERNAL).body_md
        war.escalation.recount(war.lines, stamp=war.stamp)


READ_BY = (Audience.CUSTOMER, Audience.EXECUTIVE, Audience.INTERNAL)


@pytest.mark.parametrize("kind", NOT_TECHNICAL)
@pytest.mark.parametrize("language", [None, "de"])
def test_where_nothing_was_broken_nobody_speaks_of_data_cause_or_time_to_restore(
    kind: Kind, language: str | None
) -> None:
    war = War(kind=kind)
    war.account.language = language
    war.impact("Your tickets wait nine days", safe=True)
    war.send()
    for audience in READ_BY:
        assert not _words_of_a_failure(war.draft(audience).body_md), audience
    restored(war, "Every ticket has an answer", safe="yes")
    for audience in READ_BY:
        for stage in (UpdateKind.RESTORED, UpdateKind.CLOSURE):
            draft = war.draft(audience, kind=stage)
            assert not _words_of_a_failure(draft.body_md), audience
            assert not [note for note in draft.notes if "data" in note or "cause" in note or "service" in note]
    for document in (brief(war.dossier), post_mortem(war.dossier)):
        assert "data" not in render(document, format="md").casefold()


def _words_of_a_failure(text: str) -> list[str]:
    spoken_of = ("data", "daten", "cause", "ursache", "time to restore")
    return [word for word in spoken_of if word in text.casefold()]


def test_where_nothing_was_broken_they_are_told_what_the_record_says() -> None:
    war = War(kind=Kind.DISPUTE)
    war.suspect("The price list of 2025")
    war.impact("Two invoices are lost", safe=True, told={"data_loss": "unknown"})
    assert "The cause is not known yet." in war.draft(kind=UpdateKind.PROGRESS).body_md
    assert "We are still checking whether any data was affected." in war.draft(kind=UpdateKind.RESTORED).body_md
    assert "- It is not known whether data was lost." in war.draft(Audience.EXECUTIVE).body_md
    war.impact("Two invoices are lost", safe=True, told={"data_loss": "confirmed"})
    assert "Some data was lost." in war.draft(kind=UpdateKind.CLOSURE).body_md
    for audience in (Audience.EXECUTIVE, Audience.INTERNAL):
        assert "- Data loss: confirmed" in war.draft(audience).body_md
    war.log("By four", kind=EntryKind.ESTIMATE, told={"until": war.due("16:00").at.isoformat()})
    assert "- Expected to be resolved: Sat 21 Nov 16:00 CET (internal)" in war.draft(Audience.EXECUTIVE).body_md


def test_beside_a_confirmed_cause_nothing_is_suspected() -> None:
    war = War()
    war.log("Perhaps the disk", kind=EntryKind.CAUSE, certainty=Certainty.SUSPECTED)
    assert "Cause (suspected): Perhaps the disk" in war.draft(Audience.EXECUTIVE).body_md
    war.log("Not the network", kind=EntryKind.CAUSE, certainty=Certainty.RULED_OUT)
    war.log("A lock", kind=EntryKind.CAUSE, certainty=Certainty.CONFIRMED)
    for audience in (Audience.EXECUTIVE, Audience.INTERNAL):
        text = war.draft(audience).body_md
        assert "Perhaps the disk" not in text
        assert "Cause (confirmed): A lock" in text
        assert "Cause (ruled out): Not the network" in text


def test_the_estimate_is_told_inside() -> None:
    war = War()
    until = war.due("16:00").at.isoformat()
    assert "Expected time" not in war.draft(Audience.INTERNAL).body_md
    war.log("By four", kind=EntryKind.ESTIMATE, told={"until": until})
    line = "- Expected time to restore: Sat 21 Nov 16:00 CET (internal)"
    assert line in war.draft(Audience.INTERNAL).body_md.splitlines()
    war.at("2026-11-21T15:30Z")
    assert f"{line[:-1]}, passed)" in war.draft(Audience.INTERNAL).body_md.splitlines()
    restored(war, at="16:20")
    assert "Expected time" not in war.draft(Audience.INTERNAL).body_md


def test_times_that_contradict_each_other_are_not_told_to_a_customer() -> None:
    war = War(retrospective=True)
    for kind, time in ((EntryKind.IMPACT_START, "09:00"), (EntryKind.RESTORATION, "08:00")):
        fact = Fact.checked("x", kind=kind, moment=war.moment(time))
        war.escalation.record(fact, stamp=war.stamp)
    draft = war.draft(kind=UpdateKind.RESTORED)
    assert "We are still confirming from when until when you were affected." in draft.body_md
    assert "You were affected from" not in draft.body_md
    assert any("neither time is told" in note for note in draft.notes)


def test_why_a_rule_of_closing_was_passed_over_is_told_inside() -> None:
    war = War()
    war.escalation.close(
        at=war.now, stamp=war.stamp, outcome=None, cause=None, driver=None, last_update=None, force_why="Sold off"
    )
    for audience in (Audience.INTERNAL, Audience.EXECUTIVE):
        assert "- Closed although a rule said no: Sold off" in war.draft(audience).body_md.splitlines()


@pytest.mark.parametrize("template", [None, "customer_update.de.md.j2"])
def test_a_lower_severity_invents_no_way_around(template: str | None) -> None:
    war = War()
    war.send()
    war.escalation.rate(Severity.MINOR, stamp=war.at("2026-11-21T10:00Z").stamp, why="the queue moves")
    body = render(war.draft().document, format="md", built_in=template)
    assert "way around" not in body
    assert "darum herum" not in body
    lower = "lower than before: a part of your work is affected." if template is None else ""
    assert lower in body


@pytest.mark.parametrize("kind", [UpdateKind.RESTORED, UpdateKind.CLOSURE])
@pytest.mark.parametrize(
    ("template", "words"),
    [
        (None, "\nWe now treat this matter as less severe than before.\n"),
        ("customer_update.de.md.j2", "\nWir stufen diese Sache jetzt als weniger schwer ein als zuvor.\n"),
    ],
)
def test_once_restored_a_lower_severity_is_told_in_words_that_stand_alone(
    template: str | None, words: str, kind: UpdateKind
) -> None:
    war = War()
    war.send()
    war.log("Claims go through", kind=EntryKind.RESTORATION)
    war.escalation.rate(Severity.MINOR, stamp=war.at("2026-11-21T10:00Z").stamp, why="it is restored")
    assert words in render(war.draft(kind=kind).document, format="md", built_in=template)
