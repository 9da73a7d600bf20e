"""Whether data was lost is not what the customer cannot do: it stands beside the line on data."""

import pytest

from tests.documents.test_brief import part
from tests.documents.war import War
from warroom.documents.brief import brief
from warroom.documents.postmortem import post_mortem
from warroom.documents.rendering import render
from warroom.documents.wanting import wanting
from warroom.domain import wording
from warroom.vocabulary import Audience

INSIDE = [Audience.INTERNAL, Audience.EXECUTIVE]


def parcels(said: str | None = "Nothing was lost", *, safe: bool = True) -> War:
    war = War()
    war.impact("4200 parcels wait", safe=True, told={"figure": 4200, "unit": "parcels"})
    if said:
        war.impact(said, safe=safe, told={"data_loss": "none"})
    return war


def broken_again(war: War) -> War:
    war.escalation.restore(at=war.moment("10:20"), stamp=war.stamp, label=wording("-"))
    war.at("2026-11-21T10:00Z").escalation.relapse("it fell over", stamp=war.stamp)
    return war


def test_it_is_neither_the_headline_nor_an_impact() -> None:
    war = parcels()
    executive = war.draft(Audience.EXECUTIVE).body_md
    assert ": 4200 parcels wait. Trend" in executive
    assert part(executive, "Impact") == ["- 4200 parcels wait", "- Data loss: none"]
    assert "Nothing was lost" not in render(post_mortem(war.dossier), format="md")
    body = war.draft().body_md
    assert body.count("lost") == 1
    assert "What this means for you:\n\n- 4200 parcels wait\n" in body


@pytest.mark.parametrize("audience", INSIDE)
def test_what_it_says_beyond_none_stands_beside_the_line(audience: Audience) -> None:
    war = parcels("Every label is kept.")
    assert "- Data loss: none (Every label is kept)\n" in war.draft(audience).body_md
    assert "No data was lost. Every label is kept.\n" in war.draft().body_md


def test_alone_it_is_no_impact_and_a_first_impact_that_says_no_data_was_lost_is_one() -> None:
    war = War()
    war.impact("Nothing was lost", safe=True, told={"data_loss": "none"})
    assert "We are confirming what is affected." in war.draft().body_md
    assert "impact not yet known" in war.draft(Audience.EXECUTIVE).body_md
    other = War()
    other.impact("No rates are shown", safe=True, told={"data_loss": "none"})
    assert "- No rates are shown\n" in other.draft().body_md


def test_after_a_relapse_it_counts_no_more() -> None:
    war = broken_again(parcels("Every label is kept"))
    report = render(post_mortem(war.dossier), format="md")
    for text in (war.draft().body_md, war.draft(Audience.EXECUTIVE).body_md, report):
        assert "Every label is kept" not in text.partition("## What the customer was told")[0]


def test_nobody_is_asked_for_a_wording_of_what_they_read_without_one() -> None:
    war = parcels(safe=False)
    assert "customer wording" not in "".join(wanting(war.dossier))
    untold = "## Not told to the customer\n\n- Nothing was lost\n"
    assert untold in render(brief(war.dossier), format="md")
    war.send(next="12:00")
    assert "Not told to the customer" not in render(brief(war.dossier), format="md")
    assert "Nothing was lost" not in render(brief(broken_again(parcels(safe=False)).dossier), format="md")


def test_a_doubt_is_told_while_it_is_one_and_a_confirmed_loss_is_an_impact() -> None:
    war = parcels(None)
    war.impact("Some labels may be gone.", safe=True, told={"data_loss": "unknown"})
    assert "\nSome labels may be gone.\n" in war.draft().body_md
    war.impact("Forty labels are gone", safe=True, told={"data_loss": "confirmed"})
    assert "\n- Forty labels are gone\n" in war.draft().body_md
    assert "Some data was lost." in war.draft().body_md


def test_an_impact_that_says_how_much_is_one() -> None:
    war = parcels(None)
    war.impact("All 4200 parcels left late", safe=True, told={"data_loss": "none"})
    assert "- All 4200 parcels left late\n" in war.draft().body_md


@pytest.mark.parametrize("said", ["Customers cannot log in", "Orders are stuck, nothing was lost", "Feed late"])
def test_what_they_cannot_do_stays_an_impact_whatever_it_says_of_data(said: str) -> None:
    war = War()
    war.impact("No feed arrives", safe=True)
    war.impact(said, safe=True, told={"data_loss": "none"})
    assert f"- {said}\n" in war.draft().body_md
