"""A mail says to whom, from whom and what as it was meant, whatever was typed; else it does not leave."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.conftest import GOLDEN
from warroom.documents.mail.address import Mailbox, without_doubles
from warroom.documents.mail.links import mailto
from warroom.documents.mail.message import Mail, differences, sealed
from warroom.documents.mail.plain import plain_text
from warroom.errors import InvalidValue, Refused
from warroom.escaping import plain

BODY = (GOLDEN / "customer-progress.md").read_text(encoding="utf-8")
SAM = Mailbox.of("Sam Okafor", "sam@ours.example")
DANA = Mailbox.of("Dana Cho", "dana@acme.example")
INJECTIONS = [
    "Outage\r\nBcc: evil@example.net", "Outage\nBcc: evil@example.net", "Outage\rBcc: evil@example.net",
    "Outage\r\n\r\nA body", "Outage\0Bcc: evil@example.net", "Outage\x0bBcc: evil@example.net",
    "Outage\x0cBcc: evil@example.net", "Outage\x1cBcc: x", "Outage\x85Bcc: evil@example.net",
    "Outage\u2028Bcc: evil@example.net", "Outage\u2029Bcc: evil@example.net", "Outage%0d%0aBcc: evil@example.net",
    "Outage\\r\\nBcc: evil@example.net", "\r\n Bcc: evil@example.net",
    "=?utf-8?q?Outage=0D=0ABcc=3A_evil=40example=2Enet?=", "=?utf-8?q?Outage=0D=0A=0D=0AA body?=",
    "=?utf-8?b?T3V0YWdlDQpCY2M6IGV2aWxAZXhhbXBsZS5uZXQ=?=", "a=?utf-8?q?=0D=0ABcc:x?=b", "=?x?q?=0ABcc:x", "a=?b c?=",
    "=?utf-8?q?one?= =?utf-8?q?two?=", "=?=?utf-8?q?a?=?=",
]  # fmt: skip
NAMES = [
    "Cho, Dana", 'Dana "DC" Cho', "Dana; <evil@example.net>", "evil@example.net, x", "Müller, Jürgen (Acme)",
    "日本 太郎 部長 の とても 長い 名前 です ので 折り返し 必要 です",
    "a: b@example.net;", "back\\slash", "ends in \\", '"',
    ".", "(comment)", "a" * 190, "é" * 190, "", "  ", "Ü  zwei", "-", "\U0001f469\u200d\U0001f680 Ada",
]  # fmt: skip


def letter(**told: Any) -> Mail:
    """A mail to Dana, with what is told otherwise."""
    usual: dict[str, Any] = {
        "sender": SAM, "to": (DANA,), "subject": "Claims cannot be submitted", "body": BODY, "language": "en",
        "date": datetime(2026, 11, 21, 9, 20, tzinfo=UTC), "token": "0123456789abcdef" * 2,
    }  # fmt: skip
    return Mail(**usual | told)


def read(raw: bytes) -> EmailMessage:
    return BytesParser(policy=policy.default).parsebytes(raw)


def test_a_mail_as_it_is_delivered(golden: Callable[[str, str], None]) -> None:
    team = Mailbox.of("Jürgen Müller, Betrieb", "betrieb@acme.example")
    earlier = ("<aaaaaaaaaaaaaaaa@ours.example>", "<bbbbbbbbbbbbbbbb@ours.example>")
    raw = sealed(letter(to=(DANA, team), cc=(Mailbox.of(None, "desk@ours.example"),), earlier=earlier))
    golden("customer-progress.eml", raw.decode("ascii").replace("\r\n", "\n"))
    assert raw == sealed(letter(to=(DANA, team), cc=(Mailbox.of(None, "desk@ours.example"),), earlier=earlier))


def test_its_lines_end_as_those_of_a_mail_do_and_are_short() -> None:
    raw = sealed(
        letter(body="# x\n\n.\n\nFrom here\n\n" + "long " * 4000 + "\n\n" + "x" * 10_000 + "\n\né\U0001f525  \n")
    )
    assert raw.isascii()
    assert re.search(rb"\r(?!\n)|(?<!\r)\n", raw) is None
    assert max(map(len, raw.split(b"\r\n"))) <= 78


@pytest.mark.parametrize("words", INJECTIONS)
def test_nothing_in_a_subject_becomes_a_header_a_reader_or_a_body(words: str) -> None:
    message = read(sealed(letter(subject=words)))
    assert message.keys() == ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"]
    assert message["Subject"] == plain(words)
    assert len(list(message.iter_parts())) == 2


@pytest.mark.parametrize("words", [*INJECTIONS, *NAMES])
def test_nothing_in_a_name_becomes_a_header_or_another_reader(words: str) -> None:
    message = read(
        sealed(letter(sender=Mailbox.of(words, "sam@ours.example"), to=(Mailbox.of(words, "a@b.example"), DANA)))
    )
    assert message.keys() == ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"]
    assert [one.addr_spec for one in message["To"].addresses] == ["a@b.example", "dana@acme.example"]
    assert [one.addr_spec for one in message["From"].addresses] == ["sam@ours.example"]


LINES = st.text(min_size=1, max_size=300).filter(lambda text: bool(plain(text).strip()))


@settings(max_examples=200, derandomize=True, deadline=None, database=None)
@given(LINES, st.text(max_size=200), st.text(max_size=500))
def test_any_text_arrives_as_it_is_shown(subject: str, name: str, body: str) -> None:
    mail = letter(subject=subject, to=(Mailbox.of(name, "a@b.example"), DANA), body=f"# x\n\n{body}\n")
    message = read(sealed(mail))
    assert message["Subject"] == plain(subject)
    text, html = (str(part.get_content()) for part in message.iter_parts())
    assert text.replace("\r\n", "\n") == plain_text(mail.body)
    assert html.replace("\r\n", "\n") == mail.html


@pytest.mark.parametrize(
    "address",
    [
        "", "dana", "dana@", "@example.com", "dana@example", "a@b.example, c@d.example", "a@b.example;c@d.example",
        "Dana <a@b.example>", "<a@b.example>", "a@b.example\r\nBcc: x@y.example", "a@b.example\n", "a b@c.example",
        '"a b"@c.example', "a@b@c.example", "alice@example.org)bob@example.com", "a@[127.0.0.1]", "group: a@b.example;",
        "a@-b.example", "a@b..example", ".a@b.example", "a..b@c.example", "a(x)@b.example", "a@b.example (x)",
        "=?utf-8?q?a?=@b.example", "dana@münchen.example", "dänä@example.com", "dana@example.com\u202e",
        "a\0@b.example",
        f"{'a' * 65}@b.example", f"a@{'b' * 64}.example", f"a@{'b.' * 130}example", "a@b.example ", " a@b.example",
    ],
)  # fmt: skip
def test_what_is_not_one_plain_address_is_refused(address: str) -> None:
    with pytest.raises(InvalidValue):
        Mailbox.of("Dana", address)


@pytest.mark.parametrize(
    "address", ["a@b.example", "o'neil+war.room@x-y.example", "a.b!c@1.example", "A@XN--MNCHEN-3YA.example"]
)
def test_a_plain_address_stays_as_it_is(address: str) -> None:
    message = read(sealed(letter(to=(Mailbox.of(None, address),))))
    assert [one.addr_spec for one in message["To"].addresses] == [address]


def test_five_hundred_readers_are_five_hundred_readers() -> None:
    to = tuple(Mailbox.of(f"Réader, {number}", f"reader{number}@acme.example") for number in range(500))
    raw = sealed(letter(to=to, subject="long " * 60))
    assert [one.addr_spec for one in read(raw)["To"].addresses] == [one.address for one in to]
    assert [one.display_name for one in read(raw)["To"].addresses] == [one.name for one in to]
    assert max(map(len, raw.split(b"\r\n"))) <= 120


def test_a_reader_who_stands_there_twice_is_refused_and_can_be_taken_out() -> None:
    twice = (DANA, Mailbox.of("D.", "Dana@ACME.example"), SAM)
    with pytest.raises(InvalidValue, match="twice"):
        sealed(letter(to=twice))
    assert without_doubles(twice) == (DANA, SAM)


def test_a_mail_to_nobody_or_about_nothing_is_refused() -> None:
    with pytest.raises(Refused, match="Nobody"):
        sealed(letter(to=()))
    with pytest.raises(InvalidValue, match="subject"):
        sealed(letter(subject=" \n "))


def test_a_thread_names_where_it_began_and_its_newest() -> None:
    earlier = tuple(f"<{number:016}@ours.example>" for number in range(40))
    message = read(sealed(letter(earlier=earlier)))
    assert message["In-Reply-To"] == earlier[-1]
    assert str(message["References"]).split() == [earlier[0], *earlier[-20:]]
    assert message["Message-ID"] == "<0123456789abcdef0123456789abcdef@ours.example>"


@pytest.mark.parametrize(
    "identity", ["x", "<x>", "<a@b.example>\r\nBcc: x", "<a @b.example>", "<a@b.example> <c@d.example>"]
)
def test_what_is_no_message_id_is_refused(identity: str) -> None:
    with pytest.raises(InvalidValue):
        sealed(letter(earlier=(identity,)))
    with pytest.raises(InvalidValue):
        sealed(letter(token=identity))


def test_the_boundary_is_of_the_content_and_tells_nothing_else() -> None:
    one, two = (sealed(letter(token=token)) for token in ("a" * 16, "b" * 16))
    assert one.replace(b"<aaaaaaaaaaaaaaaa@", b"<bbbbbbbbbbbbbbbb@") == two
    assert read(one).get_boundary() != read(sealed(letter(body="# other\n"))).get_boundary()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"To: Dana", b"Bcc: evil@example.net\r\nTo: Dana"),
        (b"To: Dana Cho <dana@acme.example>", b"To: Dana Cho <dana@acme.example>, evil@example.net"),
        (b"To: Dana Cho <dana@acme.example>", b"To: evil@example.net"),
        (b"To: Dana Cho <dana@acme.example>\r\n", b""),
        (b"Subject: Claims", b"Subject: No claims"),
        (b"Subject: Claims", b"Subject: x\r\nSubject: Claims"),
        (b"Sam Okafor <", b"Another <"),
        (b"MIME-Version", b"X-Internal: E14\r\nMIME-Version"),
        (b"working on this", b"not working on this"),
        (b"<p style", b"<p id"),
        (b"09:20:00", b"09:21:00"),
        (b"<0123456789abcdef", b"<host0123456789abcdef"),
        (b"text/plain", b"text/enriched"),
        (b"\r\n\r\n", b"\n\n"),
        (b"We are", b"W\xc3\xa9 are"),
    ],
)
def test_bytes_that_say_anything_else_are_noticed(old: bytes, new: bytes) -> None:
    mail = letter()
    raw = sealed(mail)
    assert list(differences(raw, mail)) == []
    assert old in raw
    assert list(differences(raw.replace(old, new, 1), mail)) != []


@settings(max_examples=100, derandomize=True, deadline=None, database=None)
@given(LINES, st.text(max_size=300))
def test_a_link_carries_readers_subject_and_body_and_nothing_more(subject: str, body: str) -> None:
    link = mailto([DANA, Mailbox.of("x", "a+b%c&d@e.example")], cc=[SAM], subject=subject, body=body)
    assert re.fullmatch(r"mailto:[A-Za-z0-9%@,._~-]+\?cc=[^&?#]+&subject=[^&?#]+&body=[^&?#]*", link)
    head, _, fields = link.partition("?")
    told = dict(field.split("=", 1) for field in fields.split("&"))
    assert unquote(head) == "mailto:dana@acme.example,a+b%c&d@e.example"
    assert unquote(told["cc"]) == "sam@ours.example"
    assert unquote(told["subject"]) == plain(subject)
    assert unquote(told["body"]) == plain_text(body).replace("\n", "\r\n")
    assert not re.search("(?i)%0[ad]", told["subject"])
