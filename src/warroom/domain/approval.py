"""What has to hold before an update goes out: who has to read it first, who may receive it, what was found in it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

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
    ) -> None:
        """What has to hold before it goes out: approved by whoever has to, to those who are planned, without findings.

        ``approver`` is a handle. ``override`` is a reason that passes all, and is kept. Raises Refused.
        """
        reasons = [*findings, *self._lacks(approver, planned, recipients)]
        if reasons and override is None:
            raise Refused("This cannot go out yet.", *reasons)
        # Without reasons there was nothing to pass over.
        self.why = text.prose(override, field="--override") if reasons and override is not None else None

    def _lacks(self, approver: str | None, planned: Sequence[str], recipients: Sequence[str]) -> Iterator[Reason]:
        if approver and self.approved_by != approver:
            yield not_approved(self.audience, approver)
        for name in recipients:
            if planned and name not in planned:
                way_out = f"Plan it:  warroom cadence {self.audience} --to {name}"
                yield Reason("not_planned", f"{name} is not in the plan of the {self.audience} audience", way_out)


def not_approved(audience: Audience, approver: str) -> Reason:
    """Why a text cannot go out that ``approver``, a handle, has to read first."""
    way_out = f"@{approver} reads and approves it:  warroom update {audience};  warroom approve {audience}"
    return Reason("not_approved", f"@{approver} has not approved this text", way_out)


def left_open(audience: Audience, kind: UpdateKind | None, owed: Iterable["Owed"]) -> Iterator[Reason]:
    """Why no last message can go to the customer yet: they still wait for what is ``owed``, and would hear no more."""
    if audience is Audience.CUSTOMER and kind is UpdateKind.CLOSURE:
        for one in owed:
            yield from one.left_open()


def refused(code: str, words: str, way_out: str) -> Refused:
    """A move on an update that does not apply."""
    return Refused(f"{words}.", Reason(code, words, way_out))
