"""How an update goes out: the text, who receives it, who has to approve it, the yes of who sends it, delivery."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from warroom.cli import papers
from warroom.cli.typed import bounded, decoded, edited, read_input
from warroom.errors import DeliveryFailed, InvalidValue, Reason, Refused, WrongUsage
from warroom.vocabulary import Audience, Channel

if TYPE_CHECKING:
    from datetime import datetime

    from warroom.cli.mails import Envelope
    from warroom.cli.room import Room
    from warroom.domain import Escalation, Update
    from warroom.exchange.delivery import Delivery
    from warroom.store import Store


def paper(room: "Room", order: papers.Order, file: str | None) -> papers.Paper:
    """The text that is meant: that of a file, or the draft as it stands."""
    return papers.Paper(text_of(room, file)) if file else papers.standing(room, order)


def text_of(room: "Room", file: str) -> str:
    """The text of a file. Raises InvalidValue when it cannot be read, or is empty."""
    if file == "-":
        text = read_input(room)
    else:
        try:
            with Path(file).open("rb") as source:
                text = decoded(bounded(source, field="FILE"), where=file)
        except OSError as error:
            raise InvalidValue("FILE", f"{file} cannot be read: {error.strerror}", "Name another file.") from None
    room.typed = text
    return text


@dataclass(frozen=True, slots=True)
class Place:
    """Where an update goes by the plan, and what stands before it."""

    recipients: list[str]
    planned: Sequence[str]
    channel: Channel | None
    approver: str | None
    due_at: "datetime | None"

    def admit(self, update: "Update", findings: Sequence[Reason], *, override: str | None) -> None:
        """Let an update pass that may go out, with what the scan said against it. Raises Refused."""
        update.pass_gates(
            findings, approver=self.approver, planned=self.planned, recipients=self.recipients, override=override
        )


def place(
    room: "Room", store: "Store", escalation: "Escalation", audience: Audience, to: Sequence[str] | None
) -> Place:
    """Who receives an update, ``to`` or those of the plan; by which way, and who has to approve it."""
    from warroom.cli.books import books

    found = books(room, store, [escalation])
    line = found.plan.get((escalation.number, audience))
    named = [store.recipient(name, escalation, audience, new=room.options.new) for name in to or ()]
    planned = line.recipients if line else []
    return Place(
        recipients=named or [*planned],
        planned=planned,
        channel=line.channel if line else None,
        approver=approver(room, store, escalation, audience),
        due_at=found.next_due(escalation, audience),
    )


def findings(room: "Room", draft: papers.Paper, order: papers.Order) -> list[Reason]:
    """What the scan finds in a message to the customer that must stop it; what it warns of is said, and stops nothing.

    Nothing is locked while it reads. Readers inside are spared: their messages stay in the house.
    """
    if order.audience is not Audience.CUSTOMER:
        return []
    from warroom.cli.scans import scanned
    from warroom.scan import blocking

    found = scanned(room, draft.body, name="the message", audience=order.audience, kind=order.kind).findings
    stopping = blocking(found)
    if warned := len(found) - len(stopping):
        several = warned > 1
        what, them = f"{warned} thing{'s' * several}", "them" if several else "it"
        room.console.talk(f"The scan warns of {what}; read {them} with:  warroom scan")
    return [Reason(one.rule, f"line {one.line}: {one.message} ({one.words})", one.way_out) for one in stopping]


def approver(room: "Room", store: "Store", escalation: "Escalation", audience: Audience) -> str | None:
    """The handle of who has to approve what this audience reads: by the plan, else by the settings; None for nobody."""
    from warroom.cli.books import line_of
    from warroom.settings import approvers

    line = line_of(store, escalation, audience)
    if line and line.approver:
        return line.approver.handle
    return approvers(room.settings).get(int(escalation.severity)) if audience is Audience.CUSTOMER else None


def confirmed(
    room: "Room", draft: papers.Paper, order: papers.Order, to: Sequence[str] | None, *, yes: bool
) -> papers.Paper:
    """The text as its sender leaves it, after they saw who receives it and said yes. Raises WrongUsage without one."""
    if yes:
        return draft
    if not room.on_terminal or room.stdin is None or not room.stdin.isatty():
        raise WrongUsage("Nobody can be asked here whether to send it.", "Add --yes to send the draft as it stands.")
    body = edited(room, draft.body)
    with room.reading() as store:
        escalation = draft.escalation(room, store)
        envelope = _envelope(room, store, escalation, order.audience, to)
    for one in envelope.to:
        room.console.talk(f"To: {one}")
    count = len(envelope.to)
    room.console.talk(f"Send it to {count} {'person' if count == 1 else 'people'}? [y/N]")
    if room.stdin.readline().strip().casefold() not in ("y", "yes"):
        raise WrongUsage("Nothing was sent.", "The text is kept; take it up again:  warroom send … ")
    changed = body.strip() != draft.body.strip()
    return papers.Paper(body, None, draft.number) if changed else draft


def _envelope(
    room: "Room", store: "Store", escalation: "Escalation", audience: Audience, to: Sequence[str] | None
) -> "Envelope":
    from warroom.cli import mails

    return mails.envelope(room, store, escalation, audience, [*(to or ())])


@dataclass(frozen=True, slots=True)
class Parcel:
    """A mail that is recorded as under way, and not yet delivered."""

    number: int
    update: int
    raw: bytes
    recipients: list[str]


def hand_over(
    room: "Room", draft: papers.Paper, order: papers.Order, to: Sequence[str] | None, *, override: str | None,
    again: bool,
) -> Parcel:  # fmt: skip
    """Record that an update is about to be delivered, before it is: of two terminals, one is refused."""
    from warroom.cli import mails
    from warroom.documents.mail.message import sealed
    from warroom.settings import delivery_command

    delivery_command(room.settings)  # what cannot be delivered is not recorded as under way
    found = findings(room, draft, order)
    with room.writing() as store:
        escalation = draft.escalation(room, store)
        escalation.refuse_in_a_drill(order.audience)
        update = draft.kept(room, store, escalation, order)
        _refuse_twice(store, escalation, update, again=again)
        there = place(room, store, escalation, order.audience, to)
        there.admit(update, found, override=override)
        envelope = _envelope(room, store, escalation, order.audience, to)
        mail = mails.mail(
            room, envelope, subject=update.subject, body=update.body, language=escalation.account.language
            if order.audience is Audience.CUSTOMER else None,
        )  # fmt: skip
        raw = sealed(mail)
        recipients = there.recipients or [one.address for one in envelope.to]
        update.hand_over(
            recipients=recipients, due_at=there.due_at, message_id=mail.message_id, stamp=room.stamp, again=again
        )
        store.add(update)
    return Parcel(escalation.number, update.number, raw, recipients)


def _refuse_twice(store: "Store", escalation: "Escalation", update: "Update", *, again: bool) -> None:
    going = store.under_way(escalation, update.audience, sha256=update.sha256)
    last = store.last_sent(escalation, update.audience)
    if going is None or again or (last is not None and last.number > going.number):
        return
    words = "is being sent" if going.sent_at is None else "went out in these very words"
    way_out = f"If it arrived:  warroom sent {update.audience} …;  to send it once more:  --again"
    raise Refused(f"U{going.id} {words}.", Reason("already_sent", f"U{going.id} {words}", way_out))


def deliver(room: "Room", parcel: Parcel) -> "tuple[Update, Escalation]":
    """Deliver a mail and record what became of it. Raises DeliveryFailed when it is not known to be sent."""
    from warroom.exchange.delivery import Delivery, Fate
    from warroom.exchange.delivery import deliver as handed
    from warroom.settings import delivery_command, delivery_timeout

    settings = room.settings
    try:
        result = handed(parcel.raw, command=delivery_command(settings), timeout=delivery_timeout(settings))
    except BaseException:
        _record(room, parcel, Delivery(Fate.UNKNOWN, "it was interrupted"))
        raise
    update, escalation = _record(room, parcel, result)
    if result.fate is not Fate.SENT:
        raise _failed(update, result)
    return update, escalation


def _record(room: "Room", parcel: Parcel, result: "Delivery") -> "tuple[Update, Escalation]":
    from warroom.exchange.delivery import Fate
    from warroom.vocabulary import Letter

    with room.writing() as store:
        escalation = store.escalation(f"E{parcel.number}")
        update: Update = store.record(f"U{parcel.update}", Letter.UPDATE)
        if result.fate is Fate.SENT:
            escalation.tell(update, at=room.now, recipients=parcel.recipients, stamp=room.stamp)
        else:
            update.come_back(certainly=result.fate is Fate.UNSENT)
        store.add(update)
    return update, escalation


def _failed(update: "Update", result: "Delivery") -> DeliveryFailed:
    from warroom.exchange.delivery import Fate

    said = f" It said: {result.said}" if result.said else ""
    if result.fate is Fate.UNSENT:
        return DeliveryFailed(
            f"U{update.id} was not sent: {result.why}.{said}", "It is a draft again; send it when the cause is gone.",
            written=True,
        )  # fmt: skip
    return DeliveryFailed(
        f"Nobody knows whether U{update.id} was sent: {result.why}.{said}",
        f"Look whether it arrived. If it did:  warroom sent {update.audience};  else:  warroom send {update.audience}",
        written=True,
    )
