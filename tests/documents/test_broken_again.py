"""A relapse is told to whoever was told that it works: also one that began and ended between two mails."""

import pytest

from tests.documents.war import War
from warroom.documents.customer import CustomerUpdate
from warroom.documents.postmortem import post_mortem
from warroom.documents.rendering import render
from warroom.domain import wording
from warroom.vocabulary import Audience, EntryKind, UpdateKind

DE = "customer_update.de.md.j2"


def restored(war: War, at: str, text: str = "Claims go through again") -> War:
    war.escalation.restore(text, at=war.moment(at), stamp=war.stamp, label=wording(text, safe=True))
    return war


def told_that_it_works(*, data_loss: str | None = "none") -> War:
    """It is 11:30 in Berlin; the customer was told at 10:20 that it was broken from 09:40 until 10:20."""
    war = War()
    war.log("Errors", kind=EntryKind.IMPACT_START, at="09:40")
    war.impact("No claims are taken", safe=True, told={"data_loss": data_loss, "figure": 10, "unit": "claims"})
    restored(war, "10:20")
    war.send(next="15:00")
    return war.at("2026-11-21T10:30Z")


def relapsed(war: War, at: str, why: str = "the node fell over once more") -> War:
    war.escalation.relapse(why, stamp=war.stamp, at=war.moment(at).at)
    return war


def german(war: War, kind: UpdateKind | None = None) -> str:
    return render(war.draft(kind=kind).document, format="md", built_in=DE)


def test_a_relapse_that_ended_before_the_next_mail_is_told() -> None:
    war = restored(relapsed(told_that_it_works(), "11:00"), "11:20")
    body = war.draft().body_md
    assert "\nIt broke again from Sat 21 Nov 11:00 CET until Sat 21 Nov 11:20 CET.\n" in body
    assert (
        "- Earlier we said that you were affected until Sat 21 Nov 10:20 CET; after that it broke again, and you were "
        "affected until Sat 21 Nov 11:20 CET.\n" in body
    )
    assert (
        "- Earlier we said that no data was lost; that held for the time before it broke again. "
        "We are checking whether any was lost since then.\n" in body
    )
    words = german(war)
    assert "\nVon Sat 21 Nov 11:00 CET bis Sat 21 Nov 11:20 CET kam es erneut zur Störung.\n" in words
    assert (
        "das gilt für die Zeit, bevor es erneut zur Störung kam. Wir prüfen, ob seither Daten verloren gegangen sind.\n"
        in words
    )


def test_it_is_told_once() -> None:
    war = restored(relapsed(told_that_it_works(), "11:00"), "11:20")
    war.send(next="16:00")
    body = war.at("2026-11-21T11:00Z").draft().body_md
    assert "It broke again from" not in body
    assert "Earlier we said" not in body


def test_two_relapses_that_ended_are_both_told_and_one_that_lasts_is_told_as_now() -> None:
    war = relapsed(told_that_it_works(data_loss=None), "11:30")
    restored(war.at("2026-11-21T10:40Z"), "11:35")
    relapsed(war.at("2026-11-21T10:50Z"), "11:50")
    body = war.draft().body_md
    assert "The problem is back: your service has been affected again since Sat 21 Nov 11:50 CET." in body
    assert body.count("It broke again from") == 1
    assert "It broke again from Sat 21 Nov 11:30 CET until Sat 21 Nov 11:35 CET.\n" in body
    restored(war.at("2026-11-21T11:00Z"), "11:55")
    both = war.draft().document
    assert isinstance(both, CustomerUpdate)
    assert [(one.since, one.until) for one in both.interruptions] == [
        ("Sat 21 Nov 11:30 CET", "Sat 21 Nov 11:35 CET"),
        ("Sat 21 Nov 11:50 CET", "Sat 21 Nov 11:55 CET"),
    ]


def test_what_data_was_said_to_be_lost_before_is_kept_apart_from_the_new_failure() -> None:
    war = relapsed(told_that_it_works(data_loss="confirmed"), "11:00")
    war.impact("Checked", told={"data_loss": "none", "figure": 0, "unit": "claims"})
    body = restored(war, "11:20").draft().body_md
    assert (
        "- Earlier we said that some data was lost; that held for the time before it broke again. "
        "Since then no data was lost.\n" in body
    )


def test_who_was_never_told_that_it_worked_reads_no_correction() -> None:
    war = War()
    war.log("Errors", kind=EntryKind.IMPACT_START, at="09:40")
    war.send(next="15:00")
    restored(relapsed(restored(war, "10:20").at("2026-11-21T10:30Z"), "11:00"), "11:20")
    body = war.draft().body_md
    assert "Earlier we said" not in body
    assert "It broke again from Sat 21 Nov 11:00 CET until Sat 21 Nov 11:20 CET.\n" in body
    assert "broke again from" not in war.draft(Audience.INTERNAL).body_md


def test_since_when_it_is_back_is_said_as_one_says_it() -> None:
    war = relapsed(told_that_it_works(), "11:00")
    assert "your service has been affected again since Sat 21 Nov 11:00 CET." in war.draft().body_md
    assert "Ihr Dienst ist seit Sat 21 Nov 11:00 CET wieder betroffen." in german(war)


INSIDE = [Audience.INTERNAL, Audience.EXECUTIVE]


@pytest.mark.parametrize("audience", INSIDE)
def test_how_long_it_has_been_broken_leaves_out_when_it_worked(audience: Audience) -> None:
    war = relapsed(told_that_it_works(), "11:00")
    assert "1 h 10 min affected, working again in between" in war.draft(audience).body_md
    assert "since the impact began" not in war.draft(audience).body_md


def test_where_that_is_not_known_it_is_said_since_when_it_is_broken_again() -> None:
    war = War()
    relapsed(restored(war, "10:20").at("2026-11-21T10:30Z"), "11:00")
    assert "30 min since it broke again" in war.draft(Audience.EXECUTIVE).body_md


def summed_up(war: War) -> list[str]:
    report = render(post_mortem(war.dossier), format="md")
    told = report.partition("## Summary\n\n")[2].partition("- Impact:")[0]
    return [line for line in told.splitlines() if line] + [
        line
        for line in report.splitlines()
        if line.startswith(("- Time to restore", "- Time affected", "- It has not"))
    ]


def test_a_post_mortem_names_each_time_in_which_it_was_broken() -> None:
    war = relapsed(restored(relapsed(told_that_it_works(), "11:00"), "11:20"), "11:25")
    each = [
        "- Affected from Sat 21 Nov 09:40 CET until Sat 21 Nov 10:20 CET (40 min)",
        "- Affected again from Sat 21 Nov 11:00 CET until Sat 21 Nov 11:20 CET (20 min)",
    ]
    assert summed_up(war) == [
        "Acme Insurance has been affected again since Sat 21 Nov 11:25 CET.",
        *each,
        "- Affected again since Sat 21 Nov 11:25 CET",
        "- Time to restore: 1 h 40 min, from first impact to last restoration, before it broke again",
        "- Time affected: 1 h 05 min, so far",
        "- It has not been restored since it broke again.",
    ]
    assert summed_up(restored(war, "11:28")) == [
        "Acme Insurance was affected for 1 h 03 min, working again in between, "
        "from Sat 21 Nov 09:40 CET to Sat 21 Nov 11:28 CET.",
        *each,
        "- Affected again from Sat 21 Nov 11:25 CET until Sat 21 Nov 11:28 CET (3 min)",
        "- Time to restore: 1 h 48 min, from first impact to last restoration",
        "- Time affected: 1 h 03 min",
    ]
