"""What has to hold before an update goes out: who has to read it first, who may receive it, what was found in it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from warroom.domain import text
from warroom.domain.record import Stamp
from warroom.errors import Reason, Refused
from warroom.vocabulary import Audience, UpdateKind, UpdateStatus, spoken

if TYPE_CHECKING:
    from warroom.domain.owed import Owed


class Approval:
    """The gates of an update."""

    if TYPE_CHECKING:  # what the update adds
        id: int | None
        audience: Audience
        status: UpdateStatus
        approved_at: datetime | None
        approved_by: str | None
        why: str | None

    def approve(self, *, approver: str | None, stamp: Stamp) -> None:
        """Who has to has read this very text and agrees to it; ``approver`` is a handle, None when anybody may."""
        if approver not in (None, stamp.by):
            raise refused("not_the_approver", f"@{approver} has to approve it, not @{stamp.by}", f"Ask @{approver}.")
        if self.status not in (UpdateStatus.DRAFT, UpdateStatus.APPROVED):
            raise refused("wrong_status", f"U{self.id} is {spoken(self.status)}", "Draft anew:  warroom update")
        self.status, self.approved_at, self.approved_by = UpdateStatus.APPROVED, stamp.at, stamp.by

    def pass_gates(
        self,
        findings: Sequence[Reason],
        *,
        approver: str | None,
        planned: Sequence[str],
        recipients: Sequence[str],
        override: str | None,
    ) -> Sequence[Reason]:
        """What has to hold before it goes out: approved by whoever has to, to those who are planned, without findings.

        ``approver`` is a handle. ``override`` is a reason that passes all, and is kept with what it passed, which is
        given back. Raises Refused.
        """
        reasons = [*findings, *lacking(self.audience, self.approved_by, approver, planned, recipients)]
        if reasons and override is None:
            raise Refused("This cannot go out yet.", *reasons)
        # Without reasons there was nothing to pass over.
        self.why = passed_over(reasons, override) if reasons and override is not None else None
        return reasons


def lacking(
    audience: Audience, approved_by: str | None, approver: str | None, planned: Sequence[str], recipients: Sequence[str]
) -> Iterator[Reason]:
    """What a text lacks that is to go out, whatever its words: an approval, a place in the plan for its receivers."""
    if approver and approved_by != approver:
        yield not_approved(audience, approver)
    for name in recipients:
        if planned and name not in planned:
            way_out = f"Plan it:  warroom cadence {audience} --to {name}"
            yield Reason("not_planned", f"{name} is not in the plan of the {audience} audience", way_out)


_CODE = r"(?:\w*\d\w*|not_\w+)"  # of a rule, of a gate
_CODED = re.compile(rf"({_CODE}(?:, {_CODE})*): (.+)", re.S)
_FOUND = re.compile(r"(\w+(?:, \w+)*): (.+)\n\nIt said:\n((?:\w+: [^\n]+\n?)+)", re.S)
_KEPT = 20  # findings, of which a long text may have hundreds


class Passed(NamedTuple):
    """What an update passed over, and why."""

    reason: str
    codes: Sequence[str] = ()
    """The checks that said no; none where none were kept."""
    found: Sequence[tuple[str, str]] = ()
    """What they had said, each by its code; earlier releases kept only the codes."""


def passed_over(reasons: Sequence[Reason], override: str) -> str:
    """Why an update went out although checks said no, as it is kept: ``W10, not_approved: she asked for it``.

    What each had said stands below, a line each.
    """
    codes = ", ".join(dict.fromkeys(one.code for one in reasons))
    why = text.prose(f"{codes}: {text.prose(override, field='--override')}", field="--override")
    found = dict.fromkeys(f"{one.code}: {' '.join((one.found or one.words).split())}" for one in reasons)
    return "\n".join([f"{why}\n\nIt said:", *[*found][:_KEPT]])


def passed_in(why: str) -> Passed:
    """What stands in the reason that is kept of an update."""
    if kept := _FOUND.fullmatch(why):
        found = (line.partition(": ") for line in kept[3].split("\n"))
        return Passed(kept[2], kept[1].split(", "), [(code, words) for code, _, words in found])
    coded = _CODED.fullmatch(why)
    return Passed(coded[2], coded[1].split(", ")) if coded else Passed(why)


def not_approved(audience: Audience, approver: str) -> Reason:
    """Why a text cannot go out that ``approver``, a handle, has to read first."""
    way_out = f"@{approver} reads and approves it:  warroom update {audience};  warroom approve {audience}"
    return Reason("not_approved", f"@{approver} has not approved this text", way_out)


def left_open(audience: Audience, kind: UpdateKind | None, owed: Iterable["Owed"]) -> Iterator[Reason]:
    """What a last message to the customer leaves open: they still wait for what is ``owed``, and hear no more of it."""
    if audience is Audience.CUSTOMER and kind is UpdateKind.CLOSURE:
        for one in owed:
            yield from one.left_open()


def refused(code: str, words: str, way_out: str) -> Refused:
    """A move on an update that does not apply."""
    return Refused(f"{words}.", Reason(code, words, way_out))
