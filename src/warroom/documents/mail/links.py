"""A link that opens a mail program with the text in it: RFC 6068."""

from collections.abc import Sequence
from urllib.parse import quote

from warroom.documents.mail.address import Mailbox
from warroom.documents.mail.plain import plain_text
from warroom.escaping import plain

# What goes through all the ways on which a link reaches a mail program; the narrowest is a command line of Windows.
SAFE_LENGTH = 2000  # characters


def mailto(to: Sequence[Mailbox], *, cc: Sequence[Mailbox] = (), subject: str, body: str) -> str:
    """The link for a Markdown text; names of readers do not fit into one, only their addresses.

    It may be longer than ``SAFE_LENGTH``; then some mail programs cut it or open nothing.
    """
    told = {
        "cc": ",".join(_quoted(one.address, safe="@") for one in cc),
        "subject": _quoted(plain(subject)),
        "body": _quoted(plain_text(body).replace("\n", "\r\n")),
    }
    head = "&".join(f"{name}={value}" for name, value in told.items() if value)
    return f"mailto:{','.join(_quoted(one.address, safe='@') for one in to)}?{head}"


def _quoted(words: str, *, safe: str = "") -> str:
    return quote(words, safe=safe)
