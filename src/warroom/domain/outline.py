"""An escalation as a list tells it: its columns and two names, read without the records around it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from warroom.domain.escalation import Escalation
    from warroom.domain.situation import Situation


@dataclass(frozen=True, slots=True)
class Outline:
    """What a list needs of an escalation. ``account`` is a slug, ``owner`` a handle; None while nobody has it."""

    columns: "Situation"
    account: str
    owner: str | None
    deescalated_by: str | None = None
    """The slug of who at the customer agreed that it is de-escalated."""
    timezone: str | None = None
    """The customer's own clocks; None where they are not known."""

    @property
    def number(self) -> int:
        """The reference number of the escalation."""
        assert self.columns.id is not None, "what is listed stands in the store"
        return self.columns.id

    @classmethod
    def of(cls, escalation: "Escalation") -> "Outline":
        """The outline of an escalation that is at hand."""
        owner = escalation.owner.handle if escalation.owner else None
        agreed = escalation.deescalated_by.slug if escalation.deescalated_by else None
        return cls(escalation, escalation.account.slug, owner, agreed, escalation.account.timezone)
