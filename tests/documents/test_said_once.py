"""A document says each thing once, in the order of its language, and with names where a customer reads."""

import pytest

from tests.documents.war import War
from warroom.documents.rendering import render
from warroom.documents.wanting import wanting
from warroom.domain import Contact
from warroom.vocabulary import Audience, EntryKind, UpdateKind


def german(war: War, kind: UpdateKind | None = None) -> str:
    return render(war.draft(kind=kind).document, format="md", built_in="customer_update.de.md.j2")


def test_the_german_update_has_its_verb_at_the_end() -> None:
    war = War()
    war.log("Errors", kind=EntryKind.IMPACT_START, at="10:02")
    assert "\nSie sind seit Sat 21 Nov 10:02 CET betroffen.\n" in german(war)
    assert "\nSie sind seit Sat 21 Nov 10:02 CET betroffen.\n" in german(war, UpdateKind.CLOSURE)
    war.log("Rolled back", kind=EntryKind.RESTORATION, at="10:15")
    assert "\nSie waren von Sat 21 Nov 10:02 CET bis Sat 21 Nov 10:15 CET betroffen (13 minutes).\n" in german(war)


def test_what_is_suspected_is_called_so_once() -> None:
    war = War()
    war.suspect("The index")
    war.suspect("The disk").support(stamp=war.stamp)
    body = war.draft(Audience.INTERNAL).body_md
    assert "- Suspected: The index\n- Suspected: The disk (supported)\n" in body


@pytest.mark.parametrize(
    ("text", "figure", "unit", "shown"),
    [
        ("12100 invoices are stuck", 12100, "invoices", "12100 invoices are stuck"),
        ("12,100 Invoices are stuck", 12100, "invoices", "12,100 Invoices are stuck"),
        ("12.100 of their invoices are stuck", 12100, "invoices", "12.100 of their invoices are stuck"),
        ("Some 12 100 are stuck", 12100, None, "Some 12 100 are stuck"),
        ("Invoices are stuck", 12100, "invoices", "Invoices are stuck (12,100 invoices)"),
        ("112100 invoices are stuck", 12100, "invoices", "112100 invoices are stuck (12,100 invoices)"),
        ("12100.5 invoices are stuck", 12100, "invoices", "12100.5 invoices are stuck (12,100 invoices)"),
        ("5 of 40 clinics", 40, "users", "5 of 40 clinics (40 users)"),
    ],
)
def test_a_figure_that_the_statement_holds_is_not_said_again(
    text: str, figure: int, unit: str | None, shown: str
) -> None:
    war = War()
    war.impact(text, told={"figure": figure, "unit": unit})
    assert f"- Impact: {shown}\n" in war.draft(Audience.INTERNAL).body_md


def test_whom_the_customer_would_read_with_a_slug_is_named_to_who_writes() -> None:
    war = War()
    lee = Contact.met(1, "lee", stamp=war.stamp)
    lee.id = 2
    war.do("Get the log", owner=lee)
    give = "lee has no name that the customer could read; give it with:  warroom contact edit acme lee NAME"
    assert give not in wanting(war.dossier)  # without a wording it is not read
    war.do("Get the log", customer="Send us the log", owner=lee, due="14:00")
    war.do("Get the ids", customer="Send us the ids", owner=war.dana, due="14:00")
    assert give in wanting(war.dossier)
    assert "- lee, by Sat 21 Nov 14:00 CET: Send us the log\n" in war.draft().body_md
    lee.describe(name="Lee Ash")
    assert give not in wanting(war.dossier)


def impacts(war: War, audience: Audience = Audience.INTERNAL) -> list[str]:
    body = war.draft(audience).body_md
    return [line for line in body.splitlines() if line.startswith("-") and "laims" in line]


def test_an_impact_that_was_recorded_twice_is_said_once_and_is_no_news() -> None:
    war = War()
    war.impact("Claims cannot be filed", told={"figure": 40, "unit": "claims"}, safe=True)
    war.send()
    war.impact("claims  cannot be filed.", safe=True)
    assert impacts(war) == ["- Impact: Claims cannot be filed (40 claims)"]
    assert impacts(war, Audience.CUSTOMER) == ["- Claims cannot be filed"]
    assert war.draft().kind is UpdateKind.NO_CHANGE
    assert len([line for line in war.lines if line.last.kind is EntryKind.IMPACT]) == 2


def test_of_two_alike_the_one_that_holds_more_stays() -> None:
    war = War()
    war.impact("Claims cannot be filed")
    war.impact("Claims cannot be filed", told={"figure": 40, "unit": "claims", "data_loss": "none"})
    assert impacts(war) == ["- Impact: Claims cannot be filed (40 claims)"]


def test_a_correction_of_what_was_repeated_corrects_it_for_both() -> None:
    war = War()
    first = war.impact("40 claims are stuck", safe=True)
    war.impact("40 claims are stuck", safe=True)
    war.amend(first.seq, "60 claims are stuck", safe=True)
    assert impacts(war) == ["- Impact: 60 claims are stuck (corrected)"]
    war.impact("40 claims are stuck", safe=True)
    assert impacts(war) == ["- Impact: 60 claims are stuck (corrected)", "- Impact: 40 claims are stuck"]


def test_whoever_may_read_only_the_second_reads_that() -> None:
    war = War()
    war.impact("Claims are stuck")
    war.impact("Claims are stuck", customer="Your claims are not filed")
    assert impacts(war) == ["- Impact: Claims are stuck"]
    assert impacts(war, Audience.CUSTOMER) == ["- Your claims are not filed"]
