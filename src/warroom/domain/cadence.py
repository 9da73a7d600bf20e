"""What is due to be said: to whom, how often, by which way, by whom, and who has to approve it."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlmodel import Field, Relationship

from warroom.domain.columns import among, filled, prose, time, word
from warroom.domain.owed import LAZY
from warroom.domain.people import Person
from warroom.domain.record import Record, Stamp
from warroom.errors import InvalidValue
from warroom.vocabulary import Audience, Channel


class Cadence(Record, table=True):
    """A line of the communication plan of an escalation: one audience, from a moment until another line replaces it.

    What is None is not planned: the rhythm is then the default one, the sender the escalation's owner. ``recipients``
    are contacts' slugs for the customer, handles of ours for everybody else.
    """

    __table_args__ = (
        Index("ix_cadence_audience", "escalation_id", "audience", "ended_at"),
        among("audience", Audience),
        among("channel", Channel),
        filled("rhythm", 64),
        {"sqlite_autoincrement": True},
    )

    escalation_id: int = Field(default=None, nullable=False, foreign_key="escalation.id")
    audience: Audience = word(Audience)
    rhythm: str | None = prose(default=None)  # as times.rhythm spells it
    recipients: list[str] = Field(default_factory=list, sa_type=JSON)
    channel: Channel | None = word(Channel, default=None)
    sender_id: int | None = Field(default=None, foreign_key="person.id")
    approver_id: int | None = Field(default=None, foreign_key="person.id")
    ended_at: datetime | None = time(default=None)

    sender: Person | None = Relationship(sa_relationship_kwargs=LAZY | {"foreign_keys": "Cadence.sender_id"})
    approver: Person | None = Relationship(sa_relationship_kwargs=LAZY | {"foreign_keys": "Cadence.approver_id"})

    @classmethod
    def planned(
        cls, audience: Audience, before: "Cadence | None", *, stamp: Stamp, emptied: Collection[str] = (), **told: Any
    ) -> "Cadence":
        """The line that holds from now on: what is told of it, and for the rest what held before.

        ``told`` are ``rhythm``, ``recipients``, ``channel``, ``sender`` and ``approver``; ``emptied`` are the names of
        those that are nobody from now on. Raises InvalidValue.
        """
        if audience is Audience.LEGAL:
            raise InvalidValue("AUDIENCE", "there are no updates for legal", "It takes customer, internal, executive.")
        kept = ("rhythm", "recipients", "channel", "sender", "approver")
        held = {name: getattr(before, name) for name in kept if before and name not in emptied}
        values: dict[str, Any] = {name: told.get(name) or held.get(name) for name in kept}
        values["recipients"] = list(dict.fromkeys(values["recipients"] or []))
        return cls(audience=audience, created_at=stamp.at, **values)

    def end(self, stamp: Stamp) -> None:
        """Another line takes its place; the row stays, so that it can be told what was due when."""
        self.ended_at = stamp.at

    @property
    def holds(self) -> bool:
        """Whether this is the plan now."""
        return self.ended_at is None
