"""What the scan says against a text that is about to go out."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from warroom.cli import papers
from warroom.errors import Reason
from warroom.vocabulary import Audience

if TYPE_CHECKING:
    from warroom.cli.room import Room
    from warroom.scan import Finding

_SHOWN = 5  # warnings; whoever wants all asks the scan itself
_APPROVAL = "C10"  # the gates of the update itself say who has to approve it


def findings(room: "Room", draft: papers.Paper, order: papers.Order) -> list[Reason]:
    """What the scan finds in a message to the customer that must stop it; what it warns of is said, and stops nothing.

    Nothing is locked while it reads. Readers inside are spared: their messages stay in the house.
    """
    from warroom.scan import blocking
    from warroom.scan.level import Level

    found = _scanned(room, draft, order)
    warned = [_reason(one) for one in found if one.level is Level.WARN]
    for reason in warned[:_SHOWN]:
        room.console.talk(f"The scan warns. {reason.code}, {reason.words}")
    if len(warned) > _SHOWN:
        room.console.talk(f"It warns of {len(warned) - _SHOWN} more.")
    return [_reason(one) for one in blocking(found)]


def say_what_stops(room: "Room", draft: papers.Paper, order: papers.Order) -> None:
    """Say what the scan will stop in a text that has not gone out yet, while it can still be mended."""
    from warroom.scan import blocking

    for reason in map(_reason, blocking(_scanned(room, draft, order))):
        room.console.talk(f"The scan stops it as it stands. {reason.code}, {reason.words}: {reason.way_out}")


def say_passed(room: "Room", reasons: Sequence[Reason]) -> None:
    """Say each check that a text is let pass although it says no: a reason is given for what one knows of."""
    for reason in reasons:
        room.console.talk(f"Passed over. {reason.code}, {reason.words}")


def _scanned(room: "Room", draft: papers.Paper, order: papers.Order) -> "list[Finding]":
    if order.audience is not Audience.CUSTOMER:
        return []
    from warroom.cli.scans import scanned

    every = scanned(room, draft.body, name="the message", audience=order.audience, kind=order.kind).findings
    return [one for one in every if one.rule != _APPROVAL]


def _reason(finding: "Finding") -> Reason:
    words = f"line {finding.line}: {finding.message}{_quoted(finding.words)}"
    return Reason(finding.rule, words, finding.way_out, finding.message)


def _quoted(words: str) -> str:
    return f" ({words})" if words else ""
