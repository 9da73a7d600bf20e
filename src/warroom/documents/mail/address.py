"""Who writes and who reads: a name and an address, of which a header is built; nothing is pasted into one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from email.header import Header
from email.headerregistry import Address

from warroom.errors import InvalidValue
from warroom.escaping import for_terminal, plain

# RFC 5321, 4.5.3.1
_LONGEST, _LONGEST_LOCAL = 254, 64  # characters
_LONGEST_WORD = 60  # characters; of a header
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = rf"(?P<local>{_ATOM}(?:\.{_ATOM})*)@(?P<domain>{_LABEL}(?:\.{_LABEL})+)"


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One reader or writer. Made with ``of``, which checks the address."""

    name: str
    """The name to show, as it is read; empty when there is none."""
    local: str
    domain: str

    @classmethod
    def of(cls, name: str | None, address: str, *, field: str = "address") -> "Mailbox":
        """The mailbox of somebody; hidden characters of the name are shown.

        Raises InvalidValue unless ``address`` is one plain address in ASCII: not a list, not a group, no comment, no
        quotes, no encoded word.
        """
        if not address.isascii():
            raise InvalidValue(
                field, f"{for_terminal(address)[:80]} has letters that not every mail server takes",
                "Write the domain in its ASCII form (xn--…); the part before @ has to be ASCII itself.",
            )  # fmt: skip
        found = re.fullmatch(_ADDRESS, address)
        if not found or "=?" in address or len(address) > _LONGEST or len(found["local"]) > _LONGEST_LOCAL:
            raise InvalidValue(
                field, f"{for_terminal(address)[:80]} is not one plain address", "For example: dana@example.com"
            )
        return cls(plain(name or ""), found["local"], found["domain"])

    @property
    def address(self) -> str:
        """The address alone: ``dana@example.com``."""
        return f"{self.local}@{self.domain}"

    @property
    def identity(self) -> str:
        """By which two mailboxes are one; in theory the part before @ knows capitals, in practice no one does."""
        return self.address.casefold()

    def __str__(self) -> str:
        """As a header has it: ``"Cho, Dana" <dana@example.com>``, the name encoded where it is not ASCII."""
        built = Address(self.name, username=self.local, domain=self.domain)
        return f"{encoded(self.name)} <{self.address}>" if _needs_code(self.name) else str(built)


def encoded(words: str, *, after: int = 0) -> str:
    """Words of a header on lines of at most 78 characters; ``after`` is the length of the header's name.

    Python's own folding loses blanks between two words that are not ASCII, and Python 3.11.7 decodes an encoded word
    that a person typed, line breaks included, and writes it out. Here such a word is encoded like any other text.
    """
    charset = "utf-8" if _needs_code(words) else "us-ascii"
    return Header(words, charset=charset, maxlinelen=76, header_name="x" * after).encode(linesep="\r\n")


def _needs_code(words: str) -> bool:
    # A word longer than a line has no blank at which it could be folded.
    return "=?" in words or not words.isascii() or any(len(word) > _LONGEST_WORD for word in words.split(" "))


def without_doubles(mailboxes: Iterable[Mailbox]) -> tuple[Mailbox, ...]:
    """Each address once, in the order in which they were named."""
    known: dict[str, Mailbox] = {}
    for one in mailboxes:
        known.setdefault(one.identity, one)
    return tuple(known.values())
