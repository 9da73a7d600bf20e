"""Which kind of update it is, when the next one is due, and what its writer is told."""

from datetime import datetime

import pytest

from tests.documents.test_customer_update import outage, restored, under_way
from tests.documents.war import War
from warroom.documents import wanting
from warroom.domain import Person, wording
from warroom.errors import InvalidValue
from warroom.vocabulary import Audience, Certainty, EntryKind, Severity, UpdateKind


def test_the_record_suggests_the_kind() -> None:
    war = outage()
    assert war.send().kind is UpdateKind.FIRST
    assert war.draft().kind is UpdateKind.NO_CHANGE
    war.log("Failover done", customer="We moved to other machines.")
    assert war.send().kind is UpdateKind.PROGRESS
    war.escalation.restore(at=war.moment("10:19"), stamp=war.stamp, label=wording("-"))
    assert war.send().kind is UpdateKind.RESTORED
    assert war.draft().kind is UpdateKind.NO_CHANGE


def test_what_stays_inside_is_no_news_to_the_customer_and_news_to_us() -> None:
    war = outage()
    for audience in (Audience.CUSTOMER, Audience.EXECUTIVE, Audience.INTERNAL):
        war.send(audience)
    kinds = [war.draft(audience).kind for audience in (Audience.CUSTOMER, Audience.EXECUTIVE, Audience.INTERNAL)]
    assert kinds == [UpdateKind.NO_CHANGE] * 3
    war.log("Failover done")
    assert war.draft().kind is UpdateKind.NO_CHANGE
    assert war.draft(Audience.EXECUTIVE).kind is UpdateKind.PROGRESS
    war.escalation.rate(Severity.DEGRADED, stamp=war.stamp, why="workaround")
    assert war.draft().kind is UpdateKind.PROGRESS


def test_a_fallen_severity_is_told_once() -> None:
    war = under_way()
    assert "lower than before" in war.send().body_md
    assert "lower than before" not in war.draft(kind=UpdateKind.PROGRESS).body_md


def test_the_next_update_is_what_was_named_or_the_default_rhythm() -> None:
    war = outage()
    named, by_rhythm = war.draft(next="16:00").next_update, war.draft().next_update
    assert named is not None
    assert by_rhythm is not None
    assert named.at == datetime.fromisoformat("2026-11-21T15:00Z")
    assert (by_rhythm.at, by_rhythm.offset) == (datetime.fromisoformat("2026-11-21T10:20Z"), 60)


def test_a_draft_knows_the_last_entry_it_took_in() -> None:
    war = outage()
    assert war.draft().mark == war.escalation.last_seq == 8


CONTRADICTIONS = [
    (under_way, UpdateKind.FIRST, "The record says that the customer audience has had an update: U1."),
    (outage, UpdateKind.PROGRESS, "The record says that nothing was sent to the customer audience yet."),
    (under_way, UpdateKind.NO_CHANGE, "The record holds what is new for the customer audience: T11."),
    (
        restored,
        UpdateKind.PROGRESS,
        "The record says that service is restored and that the customer audience has not been told.",
    ),
    (
        outage,
        UpdateKind.RESTORED,
        "The record does not say that service is restored; say when with:  warroom restore --at TIME",
    ),
    (outage, UpdateKind.CLOSURE, "The record says that this outage is still active and not restored."),
]


@pytest.mark.parametrize(("told", "kind", "words"), CONTRADICTIONS)
def test_a_kind_that_the_record_contradicts_is_written_and_said(told: object, kind: UpdateKind, words: str) -> None:
    assert callable(told)
    draft = told().draft(kind=kind)
    assert draft.kind is kind
    assert words in draft.notes


def test_what_lacks_customer_wording_is_listed_with_its_command() -> None:
    war = War(customer_title=None)
    war.impact("POST /claims fails")
    war.impact("For counsel", audience=Audience.LEGAL)
    war.log("Maybe the index", kind=EntryKind.CAUSE, certainty=Certainty.SUSPECTED)
    war.log("The index", kind=EntryKind.CAUSE, certainty=Certainty.CONFIRMED)
    war.log("Read-only mode", kind=EntryKind.MITIGATION)
    war.log("Just a note")
    war.do("Get sample ids", owner=war.dana)
    war.escalation.own(Person.met("kim", stamp=war.stamp), stamp=war.stamp)
    assert wanting(war.dossier) == [
        "E14 has no customer title; give one with:  warroom edit E14 -c TITLE",
        "@kim has no name to sign with; give it with:  warroom person edit kim NAME",
        'T2 has no customer wording; add one with:  warroom amend T2 -c TEXT --why "customer wording"',
        'T5 has no customer wording; add one with:  warroom amend T5 -c TEXT --why "customer wording"',
        'T6 has no customer wording; add one with:  warroom amend T6 -c TEXT --why "customer wording"',
        "A1 has no customer wording, so Dana Cho does not read it; give it anew with:  "
        "warroom do TEXT -c TEXT --owner dana",
    ]
    assert war.draft().notes == tuple(wanting(war.dossier))
    assert war.draft(Audience.EXECUTIVE).notes == ()


def test_there_is_no_update_for_counsel() -> None:
    with pytest.raises(InvalidValue, match="there is no update for legal"):
        War().draft(Audience.LEGAL)


def test_of_what_was_written_down_afterwards_nothing_more_is_promised() -> None:
    war = War(retrospective=True)
    assert "You will hear from us again" not in war.draft().body_md
