"""What was said: an update, drafted, then sent and never changed again."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import JSON, Index
from sqlmodel import Field, Relationship

from warroom.domain import text
from warroom.domain.approval import Approval, refused
from warroom.domain.columns import among, filled, holds, prose, time, word
from warroom.domain.record import Record, Stamp
from warroom.errors import InvalidValue
from warroom.times import Deadline
from warroom.vocabulary import UNSENT, Audience, Channel, Precision, UpdateKind, UpdateStatus, spoken

if TYPE_CHECKING:
    from warroom.domain.account import Account

_LAZY = {"lazy": "raise_on_sql"}
BODY_LIMIT = 200_000  # characters; a document longer than that is not read by anyone


class Update(Approval, Record, table=True):
    """A message to one audience. A draft holds what a reader was shown; sent, it is frozen with its hash.

    ``mark`` is the last entry of the timeline that the text took in: what is above it is new for this audience.
    """

    __table_args__ = (
        Index("ix_update_audience", "escalation_id", "audience", "status"),
        Index("ix_update_text", "escalation_id", "sha256"),
        filled("body", BODY_LIMIT),
        among("audience", Audience),
        among("kind", UpdateKind),
        among("status", UpdateStatus),
        among("next_precision", Precision),
        among("channel", Channel),
        holds("sent_at_some_time", "(status = 'sent') = (sent_at IS NOT NULL)"),
        holds("skipped_for_a_reason", "status != 'skipped' OR why IS NOT NULL"),
        holds("next_named", "status != 'sent' OR audience != 'customer' OR kind = 'closure' OR next_at IS NOT NULL"),
        {"sqlite_autoincrement": True},
    )

    account_id: int = Field(default=None, nullable=False, foreign_key="account.id", index=True)
    escalation_id: int = Field(default=None, nullable=False, foreign_key="escalation.id")
    audience: Audience = word(Audience)
    kind: UpdateKind = word(UpdateKind)
    status: UpdateStatus = word(UpdateStatus)
    subject: str = prose()
    body: str = prose()
    sha256: str = Field(max_length=64)
    mark: int = 0
    next_at: datetime | None = time(default=None)
    next_precision: Precision | None = word(Precision, default=None)
    next_offset: int = 0
    sent_at: datetime | None = time(default=None)
    sent_by: str | None = prose(default=None)
    recipients: list[str] = Field(default_factory=list, sa_type=JSON)
    channel: Channel | None = word(Channel, default=None)
    due_at: datetime | None = time(default=None)  # when it was due, as the clock stood when it went out
    facts: list[str] = Field(default_factory=list, sa_type=JSON)  # the records it was written from, by reference
    approved_at: datetime | None = time(default=None)
    approved_by: str | None = prose(default=None)
    sending_at: datetime | None = time(default=None)
    message_id: str | None = prose(default=None)
    why: str | None = prose(default=None)  # why it was skipped, or sent although the scan said no

    account: "Account" = Relationship(sa_relationship_kwargs=_LAZY)

    @classmethod
    def drafted(
        cls,
        body: str,
        *,
        audience: Audience,
        kind: UpdateKind,
        subject: str,
        mark: int,
        next_update: Deadline | None,
        stamp: Stamp,
        facts: Sequence[str] = (),
    ) -> "Update":
        """A text that a reader has been shown; it starts no clock."""
        whole = text.prose(body, field="TEXT", limit=BODY_LIMIT)
        update = cls(
            audience=audience,
            kind=kind,
            status=UpdateStatus.DRAFT,
            subject=text.line(subject, field="subject"),
            body=whole,
            sha256=fingerprint(whole),
            mark=mark,
            facts=[*facts],
            created_at=stamp.at,
        )
        update.promise_next(next_update)
        return update

    @property
    def next_update(self) -> Deadline | None:
        """When the reader was told that they hear from us again."""
        if self.next_at is None or self.next_precision is None:
            return None
        return Deadline(self.next_at, self.next_precision, self.next_offset)

    @property
    def is_in_doubt(self) -> bool:
        """Whether it was handed over, and nobody has said yet what became of it."""
        return self.status in (UpdateStatus.SENDING, UpdateStatus.UNKNOWN)

    def promise_next(self, next_update: Deadline | None) -> None:
        """The time of the next update, as the text names it."""
        if next_update:
            self.next_at, self.next_precision = next_update.at, next_update.precision
            self.next_offset = next_update.offset

    @classmethod
    def skipped(
        cls, audience: Audience, why: str, *, next_update: Deadline, due_at: datetime | None, stamp: Stamp
    ) -> "Update":
        """An update that is not sent, for a reason that is kept, with the time of the next one."""
        if next_update.at <= stamp.at:
            raise InvalidValue("--next", "it has passed", "Give a later time.")
        reason = text.prose(why, field="--why")
        update = cls(
            audience=audience,
            kind=UpdateKind.NO_CHANGE,
            status=UpdateStatus.SKIPPED,
            subject="Skipped",
            body=reason,
            sha256=fingerprint(reason),
            why=reason,
            due_at=due_at,
            created_at=stamp.at,
        )
        update.promise_next(next_update)
        return update

    def hand_over(
        self, *, recipients: list[str], due_at: datetime | None, message_id: str, stamp: Stamp, again: bool = False
    ) -> None:
        """It is about to be delivered: recorded before, so that no two terminals deliver it both.

        ``again``: although it is recorded as under way, by a command that was killed. Raises Refused; InvalidValue when
        the next one was promised for before now, for then it could not be recorded as sent.
        """
        if not (again and self.status is UpdateStatus.SENDING):
            self._refuse_unless_unsent()
        if self.next_at is not None and self.next_at <= stamp.at:
            raise InvalidValue("--next", "it has passed", "Give a later time.")
        self.status, self.sending_at, self.message_id = UpdateStatus.SENDING, stamp.at, message_id
        self.sent_by, self.recipients, self.due_at = stamp.by, recipients, due_at
        self.channel = Channel.MAIL

    def come_back(self, *, certainly: bool) -> None:
        """It was not delivered; not ``certainly``, when nobody can tell. What was told of it meanwhile holds."""
        if self.status is not UpdateStatus.SENDING or not certainly:
            self.status = UpdateStatus.UNKNOWN if self.status is UpdateStatus.SENDING else self.status
            return
        self.status = UpdateStatus.APPROVED if self.approved_at else UpdateStatus.DRAFT
        # Nobody has a mail with this Message-ID: no later one may refer to it.
        self.sending_at = self.message_id = self.sent_by = self.channel = self.due_at = None
        self.recipients = []

    def freeze(
        self,
        *,
        at: datetime,
        recipients: list[str],
        stamp: Stamp,
        channel: Channel | None = None,
        due_at: datetime | None = None,
    ) -> None:
        """It went out at ``at``: from now on neither text nor time changes, and its clock runs.

        Raises Refused when it was sent before, InvalidValue when the next one was promised for before it went out.
        """
        if self.status is not UpdateStatus.SENDING:
            self._refuse_unless_unsent()
        if self.next_at is not None and self.next_at <= at:
            named = f"{stamp.said(self.next_at)}, of which it speaks as the next one, is before it went out"
            raise InvalidValue("--next", named, "Say when they hear from us next:  --next TIME")
        self.status = UpdateStatus.SENT
        self.sent_at, self.sent_by, self.recipients = at, stamp.by, recipients
        self.channel, self.due_at = channel or self.channel, due_at or self.due_at

    def refuse_to_record_again(self, stamp: Stamp) -> None:
        """What we delivered is recorded by that; told once more as sent, it would be two messages. Raises Refused."""
        if self.message_id is not None and self.sent_at is not None:
            words = f"U{self.id} was delivered and is recorded: {stamp.said(self.sent_at)}; nothing is new since"
            way_out = (
                f"Was it another one?  warroom sent {self.audience} FILE,  or  warroom sent {self.audience}"
                " --kind no_change"
            )
            raise refused("already_recorded", words, way_out)

    def refuse_unless_in_doubt(self, audience: Audience) -> None:
        """Only of what was handed over it can be told later that it arrived."""
        if self.audience is not audience or not self.is_in_doubt:
            words = f"U{self.id} is no {audience} update that may have gone out: it is {spoken(self.status)}"
            raise refused("not_in_doubt", words, f"See it:  warroom show U{self.id}")

    def _refuse_unless_unsent(self) -> None:
        if self.status is UpdateStatus.SENT:
            raise refused("already_sent", f"U{self.id} was sent already", "Draft the next:  warroom update")
        if self.status is UpdateStatus.SENDING:
            way_out = f"If it arrived:  warroom sent {self.audience} --update U{self.id};  else:  warroom send --again"
            raise refused("being_sent", f"U{self.id} is being sent by @{self.sent_by}", way_out)
        if self.status not in UNSENT:
            raise refused("wrong_status", f"U{self.id} is {spoken(self.status)}", "Draft anew:  warroom update")


def fingerprint(body: str) -> str:
    """The SHA-256 by which a text is known again, whatever line ends a mail program made of it and blanks around it."""
    lines = [line.rstrip() for line in body.replace("\r\n", "\n").strip().split("\n")]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
