"""An update as a mail: who writes it, who reads it, in which words."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from warroom.errors import Reason, Refused
from warroom.vocabulary import Audience

if TYPE_CHECKING:
    from collections.abc import Sequence

    from warroom.cli.room import Room
    from warroom.documents.mail.address import Mailbox
    from warroom.documents.mail.message import Mail
    from warroom.domain import Contact, Escalation, Person
    from warroom.store import Store

LANGUAGE = "en"  # of the words of the built-in templates


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who writes to whom, and after which mails."""

    sender: "Mailbox"
    to: "tuple[Mailbox, ...]"
    earlier: tuple[str, ...] = ()
    """The Message-IDs of the updates before it, oldest first."""


def envelope(room: "Room", store: "Store", escalation: "Escalation", audience: Audience) -> Envelope:
    """From and to whom an update of this audience goes. Raises Refused when one of them has no address."""
    return Envelope(sender(room, escalation), receivers(store, escalation, audience))


def sender(room: "Room", escalation: "Escalation") -> "Mailbox":
    """Who signs: the escalation manager, at their own address or the one that is set. Raises Refused without one."""
    from warroom.documents.mail.address import Mailbox

    owner, fixed = escalation.owner, room.settings.mail_from
    if owner is None:
        raise _nobody("no_sender", f"E{escalation.id} has no owner, who would sign it", "warroom own PERSON")
    if not (fixed or owner.email):
        way = f"warroom person edit {owner.at_handle} --email ADDRESS"
        raise _nobody("no_sender", f"{owner.at_handle} has no address to write from", way)
    return Mailbox.of(owner.full_name, fixed or owner.email or "", field="mail_from" if fixed else owner.at_handle)


def receivers(store: "Store", escalation: "Escalation", audience: Audience) -> "tuple[Mailbox, ...]":
    """Who reads the updates of this audience, each address once. Raises Refused when there is nobody."""
    from warroom.documents.mail.address import without_doubles

    account = escalation.account
    match audience:
        case Audience.CUSTOMER:
            found = _addressed(store.contacts(account))
            way = f"warroom contact edit {account.slug} SLUG --email ADDRESS"
        case Audience.EXECUTIVE:
            sponsor = store.account(account.slug).sponsor
            found = _addressed([sponsor] if sponsor else [])
            way = f"warroom account edit {account.slug} --sponsor PERSON"
        case _:
            found = _addressed([member.person for member in store.members(escalation)])
            way = "warroom person edit HANDLE --email ADDRESS"
    if not found:
        raise _nobody("no_recipient", f"nobody of the {audience} audience has an address", way)
    return without_doubles(found)


def _addressed(people: "Sequence[Contact | Person]") -> "list[Mailbox]":
    from warroom.documents.mail.address import Mailbox

    return [Mailbox.of(one.full_name, one.email, field=one.full_name) for one in people if one.email]


def _nobody(code: str, words: str, way_out: str) -> Refused:
    return Refused("This cannot be a mail yet.", Reason(code, words, way_out))


def mail(room: "Room", envelope: Envelope, *, subject: str, body: str) -> "Mail":
    """The mail of a Markdown text, dated now, with an identity of its own: chance, of which no two are alike."""
    from secrets import token_hex

    from warroom.documents.mail.message import Mail

    return Mail(
        sender=envelope.sender, to=envelope.to, subject=subject, body=body, language=LANGUAGE, date=room.now,
        token=token_hex(16), earlier=envelope.earlier,
    )  # fmt: skip


def eml(room: "Room", envelope: Envelope, *, subject: str, body: str) -> str:
    """The mail as it would be delivered: all of it is ASCII, its lines end with CRLF."""
    from warroom.documents.mail.message import sealed

    return sealed(mail(room, envelope, subject=subject, body=body)).decode("ascii")


def link(room: "Room", envelope: Envelope, *, subject: str, body: str) -> str:
    """A link that opens the mail in a mail program; one that is too long for some is said to be."""
    from warroom.documents.mail.links import SAFE_LENGTH, mailto

    made = mailto(envelope.to, subject=subject, body=body)
    if len(made) > SAFE_LENGTH:
        room.console.talk(f"This link has {len(made):,} characters; some mail programs take {SAFE_LENGTH:,} only. "
                          "A file with all of it:  --format eml -o FILE")  # fmt: skip
    return f"{made}\n"
