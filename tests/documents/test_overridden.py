"""What a check had said against an update stands in our documents in the words of that finding."""

import pytest

from tests.documents.war import War
from warroom.documents.executive import executive_update
from warroom.documents.postmortem import post_mortem
from warroom.domain.approval import passed_in, passed_over
from warroom.errors import Reason

ZONE = "The time of the next update has no zone."
FOUND = [
    Reason("T02", f"line 3: {ZONE} (at 10:40)", "Give it.", ZONE),
    Reason("not_approved", "@vp has not approved this text", "Ask @vp."),
]
OWN = Reason("Ours", "line 1: It names the depot. (north)", "", "It names\nthe depot.")
OLDER = "The next update has no clock time, or no zone. Who has to approve it had not."
TOLD = [
    (passed_over(FOUND, "she waits"), f"she waits. It said: {ZONE} @vp has not approved this text."),
    (passed_over([OWN], "she waits."), "she waits. It said: It names the depot."),
    (passed_over(FOUND[:1], "a\n\nIt said:\nT02: b"), f"a\n\nIt said:\nT02: b. It said: {ZONE}"),
    ("T02, not_approved: she waits", f"she waits. It said: {OLDER}"),
    ("Z99: she waits", "she waits. It said: Z99."),
    ("she waits: for long", "she waits: for long"),
]


@pytest.mark.parametrize(("kept", "told"), TOLD)
def test_an_override_is_told_with_what_was_found(kept: str, told: str) -> None:
    war = War()
    war.send(next="15:00")
    war.updates[0].why = kept
    assert executive_update(war.dossier, next_update=None).overrides == (told,)
    assert [one.why for one in post_mortem(war.dossier).overrides] == [told]


def test_what_is_kept_begins_with_the_checks_and_the_reason() -> None:
    kept = passed_over([*FOUND, *FOUND], "she waits")
    assert kept == (
        f"T02, not_approved: she waits\n\nIt said:\nT02: {ZONE}\nnot_approved: @vp has not approved this text"
    )


def test_of_a_text_with_hundreds_of_findings_the_first_are_kept() -> None:
    kept = passed_in(passed_over([Reason("L01", f"name {number}") for number in range(100)], "x" * 19_000))
    assert (len(kept.reason), kept.codes, len(kept.found)) == (19_000, ["L01"], 20)
