"""An update as a mail: who writes it, who reads it, in which words."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from warroom.cli.books import line_of
from warroom.cli.shapes import ENGLISH
from warroom.errors import Reason, Refused
from warroom.vocabulary import Audience

if TYPE_CHECKING:
    from collections.abc import Sequence

    from warroom.cli.room import Room
    from warroom.documents.mail.address import Mailbox
    from warroom.documents.mail.message import Mail
    from warroom.domain import Account, Cadence, Contact, Escalation, Person
    from warroom.store import Store


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who writes to whom, and after which mails."""

    sender: "Mailbox"
    to: "tuple[Mailbox, ...]"
    earlier: tuple[str, ...] = ()
    """The Message-IDs of the updates before it, oldest first."""


def envelope(
    room: "Room", store: "Store", escalation: "Escalation", audience: Audience, names: "Sequence[str]" = ()
) -> Envelope:
    """From and to whom an update goes: to ``names``, else to whom the plan says. Raises Refused without addresses."""
    line = line_of(store, escalation, audience)
    told = store.told(escalation)
    return Envelope(
        sender(room, escalation, line),
        receivers(store, escalation, audience, names or (line.recipients if line else ())),
        tuple(one.message_id for one in told if one.audience is audience and one.message_id),
    )


def sender(room: "Room", escalation: "Escalation", line: "Cadence | None" = None) -> "Mailbox":
    """Who sends it by the plan, else the escalation manager, at their own address or the one that is set.

    Raises Refused without an address.
    """
    from warroom.documents.mail.address import Mailbox

    writer, fixed = (line and line.sender) or escalation.owner, room.settings.mail_from
    if writer is None:
        raise _nobody("no_sender", f"E{escalation.id} has no owner, who would sign it", "warroom own PERSON")
    if not (fixed or writer.email):
        way = f"warroom person edit {writer.at_handle} --email ADDRESS"
        raise _nobody("no_sender", f"{writer.at_handle} has no address to write from", way)
    return Mailbox.of(writer.full_name, fixed or writer.email or "", field="mail_from" if fixed else writer.at_handle)


def receivers(
    store: "Store", escalation: "Escalation", audience: Audience, names: "Sequence[str]"
) -> "tuple[Mailbox, ...]":
    """Who reads it, each address once: those named; else our sponsor, or the task force; never every contact unasked.

    Raises Refused when there is nobody, or somebody who was named has no address.
    """
    from warroom.documents.mail.address import without_doubles

    account = escalation.account
    if names:
        named = [store.known_party(name, account if audience is Audience.CUSTOMER else None) for name in names]
        _need_addresses(named, account)
        return without_doubles(_addressed(named))
    match audience:
        case Audience.CUSTOMER:
            found, way = [], "warroom cadence customer --to CONTACT"
        case Audience.EXECUTIVE:
            sponsor = store.account(account.slug).sponsor
            found, way = _addressed([sponsor] if sponsor else []), "warroom cadence executive --to PERSON"
        case _:
            found = _addressed([member.person for member in store.members(escalation)])
            way = "warroom cadence internal --to PERSON"
    if not found:
        raise _nobody("no_recipient", f"nobody is named who receives the {audience} updates", way)
    return without_doubles(found)


def _need_addresses(people: "Sequence[Contact | Person]", account: "Account") -> None:
    """Raises Refused with everybody who has no address, and the command that gives it."""
    from warroom.domain import Contact

    reasons = [
        Reason(
            "no_address",
            f"{one.full_name} has no address",
            f"warroom contact edit {account.slug} {one.slug} --email ADDRESS"
            if isinstance(one, Contact)
            else f"warroom person edit {one.at_handle} --email ADDRESS",
        )
        for one in people
        if not one.email
    ]
    if reasons:
        raise Refused("This cannot be a mail yet.", *reasons)


def _addressed(people: "Sequence[Contact | Person]") -> "list[Mailbox]":
    from warroom.documents.mail.address import Mailbox

    return [Mailbox.of(one.full_name, one.email, field=one.full_name) for one in people if one.email]


def _nobody(code: str, words: str, way_out: str) -> Refused:
    return Refused("This cannot be a mail yet.", Reason(code, words, way_out))


def mail(room: "Room", envelope: Envelope, *, subject: str, body: str, language: str | None = None) -> "Mail":
    """The mail of a Markdown text, dated now, with an identity of its own: chance, of which no two are alike."""
    from secrets import token_hex

    from warroom.documents.mail.message import Mail

    return Mail(
        sender=envelope.sender, to=envelope.to, subject=subject, body=body, language=language or ENGLISH, date=room.now,
        token=token_hex(16), earlier=envelope.earlier,
    )  # fmt: skip


def eml(room: "Room", envelope: Envelope, *, subject: str, body: str, language: str | None = None) -> str:
    """The mail as it would be delivered: all of it is ASCII, its lines end with CRLF."""
    from warroom.documents.mail.message import sealed

    return sealed(mail(room, envelope, subject=subject, body=body, language=language)).decode("ascii")


def link(room: "Room", envelope: Envelope, *, subject: str, body: str, language: str | None = None) -> str:
    """A link that opens the mail in a mail program; one that is too long for some is said to be."""
    from warroom.documents.mail.links import SAFE_LENGTH, mailto

    made = mailto(envelope.to, subject=subject, body=body)
    if len(made) > SAFE_LENGTH:
        room.console.talk(f"This link has {len(made):,} characters; some mail programs take {SAFE_LENGTH:,} only. "
                          "A file with all of it:  --format eml -o FILE")  # fmt: skip
    return f"{made}\n"
