"""What the customer was told is what stood in the text they got: neither what was meant for it nor what was not."""

import pytest

from tests.documents.war import War
from warroom.documents import post_mortem
from warroom.documents.wholly import says
from warroom.vocabulary import Audience, Certainty, EntryKind


def estimated(war: War, until: str, *, committed: bool = True, **told: str) -> None:
    data = {"until": war.due(until).at.isoformat(), "committed": committed or None}
    war.log("Back once the rebuild is through", kind=EntryKind.ESTIMATE, told=data, **told)


def told(war: War) -> list[tuple[str, ...]]:
    return [update.said for update in post_mortem(war.dossier).told]


def test_the_time_we_committed_to_is_told_with_the_words_that_stood_beside_it() -> None:
    war = War()
    estimated(war, "14:00", customer="once the rebuild is through.")
    sentence = "We expect your service to be restored by Sat 21 Nov 14:00 CET. Once the rebuild is through.\n"
    assert sentence in war.send().body_md
    said = "Expected to be restored by Sat 21 Nov 14:00 CET: once the rebuild is through."
    assert told(war) == [(said,)]
    assert f"  - {said}\n" in war.draft(Audience.EXECUTIVE).body_md
    war.at("2026-11-21T10:20Z").send()
    assert told(war) == [(said,), ()]  # it stands in both and is new in one


def test_without_words_of_its_own_the_time_stands_alone() -> None:
    war = War()
    estimated(war, "14:00")
    assert "restored by Sat 21 Nov 14:00 CET.\n" in war.send().body_md
    assert told(war) == [("Expected to be restored by Sat 21 Nov 14:00 CET",)]


def test_nothing_is_told_of_an_estimate_that_is_not_committed_and_of_a_cause_that_is_not_confirmed() -> None:
    war = War()
    estimated(war, "14:00", committed=False, customer="once the rebuild is through")
    war.log("Perhaps the index", kind=EntryKind.CAUSE, certainty=Certainty.SUSPECTED, customer="An index was missing")
    body = war.send().body_md
    assert "rebuild" not in body
    assert told(war) == [()]


def test_what_a_first_notice_leaves_out_is_told_with_the_update_that_says_it() -> None:
    war = War()
    war.log("The index", kind=EntryKind.CAUSE, certainty=Certainty.CONFIRMED, customer="We removed <an> index_of 5*5")
    war.send()
    war.at("2026-11-21T10:20Z").send()
    assert told(war) == [(), ("We removed <an> index_of 5*5",)]


def test_a_promise_given_after_an_update_was_not_told_in_it() -> None:
    war = War()
    war.ask("A weekly report", by=war.dana, customer="A weekly report")
    assert "A weekly report: we have not answered yet." in war.send().body_md
    war.at("2026-11-21T10:20Z").promise("A weekly report", due="fri 17:00", agreed="in a call", owner=war.ines)
    assert told(war) == [()]
    war.at("2026-11-21T10:30Z").send()
    assert told(war) == [(), ("Promise P1: A weekly report",)]


def test_a_fact_is_told_by_a_whole_sentence_and_not_by_a_part_of_another_one() -> None:
    war = War()
    war.log("Back", customer="Jetzt wieder da")
    war.send()
    later = war.at("2026-11-21T10:20Z").log("Also back", customer="Wieder da")
    update = war.updates[-1]
    update.mark, update.facts = later.seq, [*update.facts, f"T{later.id}"]
    assert told(war) == [("Jetzt wieder da",)]


@pytest.mark.parametrize(
    "text",
    [
        "- Wieder da\n- Danke",
        "Sat 21 Nov 10:20 CET: Wieder da.\n",
        "Guten Tag\n\nWieder\n  da\n\nSam",
        "<ul><li>**Wieder** da</li></ul>",
        "Gut. Wieder da! Danke",
    ],
)
def test_a_text_says_what_stands_in_it_as_an_item_or_a_sentence(text: str) -> None:
    assert says(text, "Wieder da.")


@pytest.mark.parametrize("text", ["Jetzt wieder da.", "Wieder da: das wissen wir noch nicht.", "Nicht wieder damit"])
def test_a_text_does_not_say_what_is_a_part_of_another_sentence(text: str) -> None:
    assert not says(text, "Wieder da")
