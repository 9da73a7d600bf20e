"""A text as a mail message: built from its parts, and read again before it may leave."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.utils import format_datetime, getaddresses
from functools import cached_property

from warroom.documents.mail.address import Mailbox, encoded
from warroom.documents.mail.html import page
from warroom.documents.mail.plain import plain_text
from warroom.errors import InvalidValue, Reason, Refused
from warroom.escaping import plain

# Headers are stored as we fold them, and written as they are stored.
_AS_BUILT = policy.SMTP.clone(refold_source="none")
_ROOTS = 1  # of a thread, kept in References
_NEWEST = 20
_LONGEST_LINE = 998  # bytes; RFC 5322, 2.1.1
_ID = r"<[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9.-]+>"
_TOKEN = r"[A-Za-z0-9]{16,64}"  # noqa: S105


@dataclass(frozen=True, kw_only=True)
class Mail:
    """What is to be sent: to whom, in which words, in which thread. All readers see each other: there is no Bcc.

    Delivery hands the bytes to a command that takes the readers from the headers; a Bcc would have to stand in them,
    and whether it is taken out again would depend on that command. Who should not be seen gets a mail of their own.
    """

    sender: Mailbox
    to: tuple[Mailbox, ...]
    cc: tuple[Mailbox, ...] = ()
    subject: str
    """One line; hidden characters in it are shown."""
    body: str
    """Markdown. The HTML and the plain text are made of it."""
    language: str
    """Of the body: ``en``, ``de-CH``."""
    date: datetime
    """When it is sent, with a zone; told in UTC."""
    token: str
    """Letters and digits by chance, which make its Message-ID; nothing of ours may be in it."""
    earlier: tuple[str, ...] = ()
    """The Message-IDs of the updates before it, oldest first."""

    @property
    def message_id(self) -> str:
        """``<token@domain>``, with the domain that the reader sees as the sender's."""
        if not re.fullmatch(_TOKEN, self.token):
            raise InvalidValue("token", "it is not 16 to 64 letters and digits")
        return f"<{self.token}@{self.sender.domain}>"

    @cached_property
    def text(self) -> str:
        """The body for those who read no HTML."""
        return plain_text(self.body)

    @cached_property
    def html(self) -> str:
        """The body as a page."""
        return page(self.body, language=self.language, title=self.subject)

    @property
    def recipients(self) -> tuple[Mailbox, ...]:
        """All who get it."""
        return (*self.to, *self.cc)

    @property
    def thread(self) -> tuple[str, ...]:
        """The Message-IDs for References: where the thread began, and its newest."""
        return self.earlier[:_ROOTS] + self.earlier[_ROOTS:][-_NEWEST:]


def sealed(mail: Mail) -> bytes:
    """The bytes of the message, with CRLF line ends: as they are shown, kept and delivered.

    Read again by two parsers, they are what was meant, header by header, and part by part. Raises Refused when they
    are not, or when nobody would get them, InvalidValue for what cannot stand in a mail.
    """
    _check(mail)
    raw = _built(mail).as_bytes()
    if problems := list(differences(raw, mail)):
        way_out = "Change the subject, or the name of whom it concerns."
        reasons = [Reason("mail_differs", problem, way_out) for problem in problems]
        raise Refused("This mail would not arrive as it was written.", *reasons)
    return raw


def _check(mail: Mail) -> None:
    if not mail.to:
        raise Refused(
            "Nobody would get this mail.",
            Reason("no_recipient", "it has no recipient", "Give one with an address."),
        )
    known: set[str] = set()
    for one in mail.recipients:
        if one.identity in known:
            raise InvalidValue("recipients", f"{one.address} stands there twice", "Name each reader once.")
        known.add(one.identity)
    if not plain(mail.subject).strip():
        raise InvalidValue("subject", "it is empty", "Give the mail a subject.")
    if not all(re.fullmatch(_ID, identity) for identity in mail.earlier):
        raise InvalidValue("thread", "a Message-ID of the thread is not one")


def _headers(mail: Mail) -> dict[str, str]:
    """The headers in words, as a reader has them."""
    told = {
        "From": str(mail.sender),
        "To": _listed(mail.to),
        "Cc": _listed(mail.cc),
        "Subject": encoded(plain(mail.subject), after=len("Subject: ")),
        "Date": format_datetime(mail.date.astimezone(UTC)),
        "Message-ID": mail.message_id,
        "In-Reply-To": mail.earlier[-1] if mail.earlier else "",
        "References": "\r\n ".join(mail.thread),
    }
    return {name: value for name, value in told.items() if value}


def _listed(mailboxes: tuple[Mailbox, ...]) -> str:
    return ",\r\n ".join(map(str, mailboxes))


def _built(mail: Mail) -> EmailMessage:
    message = EmailMessage(policy=_AS_BUILT)
    for name, value in _headers(mail).items():
        message.set_raw(name, value)
    message["MIME-Version"] = "1.0"
    # Quoted-printable whatever the text: lines stay short, and a person can read what went out.
    message.set_content(mail.text, charset="utf-8", cte="quoted-printable")
    message.add_alternative(mail.html, subtype="html", charset="utf-8", cte="quoted-printable")
    for part in message.iter_parts():
        del part["MIME-Version"]
    # "=_" cannot stand in quoted-printable; the rest is of the content, so that the same mail has the same bytes.
    content = hashlib.sha256(f"{mail.text}\0{mail.html}".encode()).hexdigest()
    message.set_boundary(f"=_{content[:40]}")
    return message


def differences(raw: bytes, mail: Mail) -> Iterator[str]:
    """Where a message, as its readers' programs take it, is not what was meant."""
    meant = {**_headers(mail), "MIME-Version": "1.0", "Content-Type": ""}
    plainly = BytesParser().parsebytes(raw)
    strictly = BytesParser(policy=policy.default).parsebytes(raw)
    for name in sorted(set(meant) ^ set(plainly.keys())):
        yield f"the header {name} is {'missing' if name in meant else 'not ours'}"
    if len(plainly.keys()) != len(meant):
        yield "a header stands there twice"
    yield from (f"the {name} would be read otherwise" for name in _misread(plainly, strictly, mail))
    yield from _misshaped(raw, strictly)
    parts = [(part.get_content_type(), _unwrapped(part)) for part in strictly.walk() if not part.is_multipart()]
    if parts != [("text/plain", mail.text), ("text/html", mail.html)]:
        yield "the text would be read otherwise"


def _unwrapped(part: EmailMessage) -> str:
    return str(part.get_content()).replace("\r\n", "\n")


def _misread(plainly: "Message[str, str]", strictly: EmailMessage, mail: Mail) -> Iterator[str]:
    for name, meant in (("From", (mail.sender,)), ("To", mail.to), ("Cc", mail.cc)):
        found = getaddresses([_unfolded(plainly[name])]) if name in plainly else []
        if [(_decoded(words), address) for words, address in found] != [(one.name, one.address) for one in meant]:
            yield name
        listed = strictly[name].addresses if name in strictly else ()
        if [one.addr_spec for one in listed] != [one.address for one in meant]:
            yield name
    subject = plain(mail.subject)
    if _decoded(_unfolded(plainly["Subject"])) != subject or strictly["Subject"] != subject:
        yield "Subject"
    yield from (
        name
        for name, meant in _headers(mail).items()
        if name not in ("From", "To", "Cc", "Subject") and _unfolded(plainly[name]) != _unfolded(meant)
    )


def _misshaped(raw: bytes, message: EmailMessage) -> Iterator[str]:
    if not raw.isascii() or re.search(rb"\r(?!\n)|(?<!\r)\n|\0", raw):
        yield "a line does not end as lines of a mail do"
    if any(len(line) > _LONGEST_LINE for line in raw.split(b"\r\n")):
        yield "a line is too long"
    if [part.get_content_type() for part in message.walk()] != ["multipart/alternative", "text/plain", "text/html"]:
        yield "it does not have the two parts"
    if any(part.defects for part in message.walk()):
        yield "its parts are not well formed"


def _unfolded(value: str) -> str:
    return re.sub(r"\r?\n(?=[ \t])", "", value)


def _decoded(value: str) -> str:
    return str(make_header(decode_header(value)))
