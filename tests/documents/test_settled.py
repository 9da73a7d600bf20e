"""What came to an end since the last update is new to readers inside, once."""

import pytest

from tests.documents.war import War
from warroom.vocabulary import Answer, Audience, Certainty, EntryKind

INSIDE = [Audience.INTERNAL, Audience.EXECUTIVE]


def busy(audience: Audience) -> War:
    """A room in which all of it was open when the audience was told, and came to an end half an hour later."""
    war = War()
    work = [war.do(f"Task {number}", owner=war.ines) for number in (1, 2)]
    promises = [
        war.promise(f"Word {number}", owner=war.ines, due=due, agreed="call")
        for number, due in ((1, "16:00"), (2, "10:40"), (3, "10:40"), (4, "16:00"))
    ]
    asked = war.ask("A call", by=war.dana)
    disk, cause = war.suspect("The disk"), war.log("A lock", kind=EntryKind.CAUSE, certainty=Certainty.SUSPECTED)
    war.send(audience)
    war.at("2026-11-21T09:50Z")
    work[0].finish(at=war.now, stamp=war.stamp)
    work[1].drop("not needed", stamp=war.stamp)
    promises[0].keep(at=war.now, stamp=war.stamp)
    promises[1].miss("the rebuild took longer", stamp=war.stamp)
    promises[2].keep(at=war.now, stamp=war.stamp)
    promises[3].release(war.dana, stamp=war.stamp)
    asked.reply(Answer.DECLINE, "No time before Friday", stamp=war.stamp)
    disk.rule_out("it is empty", stamp=war.stamp)
    war.amend(cause.seq, "A lock", certainty=Certainty.CONFIRMED)
    return war


@pytest.mark.parametrize("audience", INSIDE)
def test_what_came_to_an_end_is_new_once(audience: Audience) -> None:
    war = busy(audience)
    body = war.send(audience).body_md
    new = [line for line in body.partition("## What is new")[2].partition("##")[0].splitlines() if line]
    when = "Sat 21 Nov 10:50 CET"
    ruled_out = "Ruled out: The disk: it is empty"
    assert new == [
        "- Sat 21 Nov 10:20 CET: Cause confirmed: A lock",
        f"- {when}: A1 Task 1: done (Ines Moreau)",
        f"- {when}: A2 Task 2: dropped: not needed (Ines Moreau)",
        f"- {when}: P1 Word 1: kept (Ines Moreau)",
        f"- {when}: P2 Word 2: missed: the rebuild took longer (Ines Moreau)",
        f"- {when}: P3 Word 3: missed, kept late (Ines Moreau)",
        f"- {when}: P4 Word 4: released by Dana Cho (Ines Moreau)",
        f"- {when}: Q1 A call – declined: No time before Friday (Sam Okafor)",
        *([f"- {when}: Ruled out: The disk: it is empty"] if audience is Audience.EXECUTIVE else []),
    ]
    assert ruled_out in body
    war.at("2026-11-21T10:20Z")
    assert "## What is new" not in war.draft(audience).body_md


def test_an_executive_reads_the_newest_of_what_was_done_and_the_number_of_the_others() -> None:
    war = War()
    for number in range(1, 9):
        war.do(f"Task {number}").finish(at=war.now, stamp=war.stamp)
    body = war.draft(Audience.EXECUTIVE).body_md
    assert "Task 3" not in body
    assert "A4 Task 4: done\n" in body
    assert "- Earlier finished actions not shown here: 3\n" in body
