"""How an update is handed over, delivered and recorded: whatever happens, what is known of it is written."""

import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from warroom.cli import mails, outgoing, papers, stops
from warroom.errors import DeliveryFailed, Reason, Refused, WarroomError
from warroom.vocabulary import Audience, Letter, UpdateStatus

if TYPE_CHECKING:
    from warroom.cli.room import Room
    from warroom.domain import Escalation, Update
    from warroom.exchange.delivery import Delivery
    from warroom.store import Store

Told = tuple["Update", "Escalation"]


@dataclass(frozen=True, slots=True)
class Parcel:
    """A mail that is recorded as under way, and not yet delivered."""

    number: int
    update: int
    audience: Audience
    raw: bytes
    recipients: list[str]
    tried_before: bool
    """Whether it was handed over before, and nobody knows what became of that."""


def send(
    room: "Room", draft: papers.Paper, order: papers.Order, to: Sequence[str] | None, *, override: str | None
) -> Told:
    """Record that an update is about to be delivered, deliver it, record what became of it.

    Raises DeliveryFailed when it is not known to be sent.
    """
    waiting: list[Parcel] = []
    try:
        _hand_over(room, draft, order, to, override=override, waiting=waiting)
        return _deliver(room, waiting)
    except BaseException:
        for parcel in waiting:  # interrupted after it was recorded and before it was handed to anybody
            _take_back(room, parcel)
        raise


def _take_back(room: "Room", parcel: Parcel) -> None:
    from warroom.exchange.delivery import Delivery, Fate

    with suppress(WarroomError):  # it was not recorded either
        _recorded(room, parcel, Delivery(Fate.UNSENT, "it was interrupted"))
        room.console.warn(f"warroom: U{parcel.update} was not sent: it was interrupted.")


def _hand_over(
    room: "Room", draft: papers.Paper, order: papers.Order, to: Sequence[str] | None, *, override: str | None,
    waiting: list[Parcel],
) -> None:  # fmt: skip
    """Record that an update is about to be delivered, before it is: of two terminals, one is refused.

    ``waiting`` takes the mail with the record. ``order.under_way``: although one is recorded as under way, or went out
    in these very words.
    """
    from warroom.documents.mail.message import sealed
    from warroom.settings import delivery_command

    delivery_command(room.settings)  # what cannot be delivered is not recorded as under way
    found = stops.findings(room, draft, order) if draft.stopping is None else draft.stopping
    with room.writing() as store:
        escalation = draft.escalation(room, store)
        escalation.refuse_to_send(order.audience, stamp=room.stamp)
        update = draft.kept(room, store, escalation, order)
        escalation.refuse_after_the_end(update, room.now)
        _look_for_earlier(room, store, escalation, update, again=order.under_way)
        there = outgoing.place(room, store, escalation, order.audience, to)
        passed = there.admit(update, found, override=override)
        if draft.stopping is None:  # else its sender read them before they said yes
            stops.say_passed(room, passed)
        envelope = mails.envelope(room, store, escalation, order.audience, [*(to or ())])
        draft.refuse_other_readers([one.address for one in envelope.to])
        language = escalation.account.language if order.audience is Audience.CUSTOMER else None
        mail = mails.mail(room, envelope, subject=update.subject, body=update.body, language=language)
        raw, recipients = sealed(mail), there.recipients or [one.address for one in envelope.to]
        tried_before = update.is_in_doubt
        update.hand_over(
            recipients=recipients, due_at=there.due_at, message_id=mail.message_id, stamp=room.stamp,
            again=order.under_way,
        )  # fmt: skip
        store.add(update)
        waiting.append(Parcel(escalation.number, update.number, order.audience, raw, recipients, tried_before))


def _look_for_earlier(room: "Room", store: "Store", escalation: "Escalation", update: "Update", *, again: bool) -> None:
    """Refuse to send what went out, or while another one is under way; ``again``: of that one nobody knows then."""
    for going in store.under_way(escalation, update.audience, sha256=update.sha256):
        if not again:
            raise _went_before(room, going)
        if going is not update:
            going.come_back(certainly=False)
            store.add(going)


def _went_before(room: "Room", going: "Update") -> Refused:
    if going.status is UpdateStatus.SENDING:
        words = f"U{going.id} is being sent by @{going.sent_by} since {room.written(going.sending_at)}"
        way_out = _way_out(going.audience, going.number, "--again")
    else:
        words = f"U{going.id} was sent in these very words by @{going.sent_by}, {room.written(going.sent_at)}"
        way_out = f"To send it once more:  warroom send {going.audience} --again"
    return Refused(f"{words}.", Reason("already_sent", words, way_out))


def _deliver(room: "Room", waiting: list[Parcel]) -> Told:
    """Deliver the mail that waits and record what became of it; from the first byte on it waits no more."""
    from warroom.exchange.delivery import Delivery, Fate
    from warroom.exchange.delivery import deliver as handed
    from warroom.settings import delivery_command, delivery_timeout

    command, timeout = delivery_command(room.settings), delivery_timeout(room.settings)
    (parcel,) = waiting
    try:
        waiting.clear()
        result = handed(parcel.raw, command=command, timeout=timeout)
    except BaseException:
        interrupted = Delivery(Fate.UNKNOWN, "it was interrupted")
        update, _ = _recorded(room, parcel, interrupted)
        failure = _failed(update, interrupted)
        room.console.warn(f"warroom: {failure.message}")
        room.console.warn(failure.hint)
        raise
    update, escalation = _recorded(room, parcel, result)
    if result.fate is not Fate.SENT:
        raise _failed(update, result)
    return update, escalation


def _recorded(room: "Room", parcel: Parcel, result: "Delivery") -> Told:
    """What became of it, written; when that cannot be, it is said, for nobody else knows."""
    from warroom.exchange.delivery import Fate

    try:
        with _undisturbed():
            return _record(room, parcel, result)
    except WarroomError as error:
        words = {Fate.SENT: "was delivered", Fate.UNSENT: f"was not sent: {result.why}"}
        became = words.get(result.fate, "may have been delivered")
        why = error.message.removesuffix(" Nothing was written.")
        raise DeliveryFailed(
            f"U{parcel.update} {became}; this could not be recorded: {why}",
            _way_out(parcel.audience, parcel.update, "--again"),
            written=True,
        ) from None


def _record(room: "Room", parcel: Parcel, result: "Delivery") -> Told:
    from warroom.exchange.delivery import Fate

    with room.writing() as store:
        escalation = store.escalation(f"E{parcel.number}")
        update: Update = store.record(f"U{parcel.update}", Letter.UPDATE)
        if result.fate is not Fate.SENT:
            update.come_back(certainly=result.fate is Fate.UNSENT and not parcel.tried_before)
        elif update.status is not UpdateStatus.SENT:  # unless somebody told meanwhile that it arrived
            escalation.tell(update, at=room.now, recipients=parcel.recipients, stamp=room.stamp)
        store.add(update)
    return update, escalation


@contextmanager
def _undisturbed() -> Iterator[None]:
    """A signal waits until the block has ended."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _failed(update: "Update", result: "Delivery") -> DeliveryFailed:
    from warroom.exchange.delivery import Fate

    said = f" It said: {result.said}" if result.said else ""
    way_out = _way_out(update.audience, update.number)
    if result.fate is Fate.UNKNOWN:
        return DeliveryFailed(
            f"Nobody knows whether U{update.id} was sent: {result.why}.{said}", f"Look whether it arrived. {way_out}",
            written=True,
        )  # fmt: skip
    again = f"It was tried before, and nobody knows what became of that. {way_out}"
    draft = "It is a draft again; send it when the cause is gone."
    return DeliveryFailed(
        f"U{update.id} was not sent: {result.why}.{said}", again if update.is_in_doubt else draft, written=True
    )


def _way_out(audience: Audience, number: int, *more: str) -> str:
    again = " ".join(("warroom send", audience, *more))
    return f"If it arrived:  warroom sent {audience} --update U{number};  else:  {again}"
