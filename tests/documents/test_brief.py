"""The brief says how it went, also when it is over, and names a word that was not kept."""

from tests.documents.war import War
from warroom.documents.brief import brief
from warroom.documents.rendering import render
from warroom.vocabulary import Audience, EntryKind


def written(war: War) -> str:
    return render(brief(war.dossier), format="md")


def part(body: str, heading: str) -> list[str]:
    return [line for line in body.partition(f"## {heading}\n")[2].partition("##")[0].splitlines() if line]


def test_when_only_three_facts_fit_the_newest_milestones_stand() -> None:
    war = War()
    for kind, at in (
        (EntryKind.IMPACT_START, "09:00"),
        (EntryKind.DETECTION, "09:10"),
        (EntryKind.ACKNOWLEDGEMENT, "09:20"),
        (EntryKind.MITIGATION, "09:30"),
        (EntryKind.RESTORATION, "09:40"),
    ):
        war.log(f"It was the {kind}", kind=kind, at=at)
    war.log("A note of later")
    happened = part(written(war), "What happened")
    assert happened[1:4] == [
        "- Sat 21 Nov 09:20 CET: It was the acknowledgement",
        "- Sat 21 Nov 09:30 CET: It was the mitigation",
        "- Sat 21 Nov 09:40 CET: It was the restoration",
    ]


def test_a_missed_promise_is_a_risk_also_when_it_was_kept_late() -> None:
    war = War()
    for text, due in (("A report.", "10:30"), ("A call", "10:30"), ("A list", "10:40")):
        war.promise(text, owner=war.ines, due=due, agreed="call")
    war.at("2026-11-21T09:50Z")
    war.promises[0].miss("too much to do", stamp=war.stamp)
    war.promises[1].keep(at=war.now, stamp=war.stamp)
    assert part(written(war), "Risks")[:2] == [
        "- Promises missed: P1 A report; P2 A call.",
        "- Promises late: P3 A list.",
    ]
    assert "- Promises missed: P1 A report; P2 A call.\n" in war.draft(Audience.EXECUTIVE).body_md


def test_among_what_we_owe_them_stands_the_next_update_as_long_as_one_is_due() -> None:
    war = War()
    update = "- E14 The next customer update: Sam Okafor, due Sat 21 Nov"
    assert part(written(war), "What we owe them") == [f"{update} 10:50 CET, not sent"]
    war.send(next="14:00")
    war.promise("A call", owner=war.ines, due="12:30", agreed="call")
    war.promise("A report", owner=war.ines, due="17:00", agreed="call")
    assert part(written(war.at("2026-11-21T13:05Z")), "What we owe them") == [
        "- P1 A call: Ines Moreau, due Sat 21 Nov 12:30 CET, given, late",
        f"{update} 14:00 CET, not sent, late",
        "- P2 A report: Ines Moreau, due Sat 21 Nov 17:00 CET, given",
    ]


def test_where_no_clock_runs_and_nothing_is_promised_it_says_so() -> None:
    assert part(written(War(retrospective=True)), "What we owe them") == ["Nothing is promised."]
