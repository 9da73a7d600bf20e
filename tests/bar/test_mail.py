"""An update goes out as a mail: what the server gets is what was shown, byte for byte."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from email import policy
from email.parser import BytesParser
from pathlib import Path

import pytest

from tests.bar.mailroom import add_contacts
from tests.bar.postoffice import PostOffice, post_office
from tests.bar.process import WARROOM, environ, shell
from tests.bar.test_hostile_text import PAYLOADS
from tests.story import Terminal
from warroom.exchange.delivery import Delivery, Fate, deliver

CLIENT = Path(__file__).with_name("sendmail.py")


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with post_office() as open_office:
        yield open_office


def clients(office: PostOffice) -> dict[str, list[str]]:
    """What delivers mails here: our own client, and msmtp where it is installed."""
    found = {"ours": [sys.executable, str(CLIENT), str(office.port)]}
    if shutil.which("msmtp"):
        found["msmtp"] = ["msmtp", "-t", "--host=127.0.0.1", f"--port={office.port}", "--from=sam@example.com"]
    print(f"delivered by {', '.join(found)}")
    return found


@pytest.fixture
def room(pipe: Terminal) -> Terminal:
    """An escalation whose customer and whose owner can be written to."""
    for line in (
        ("account", "add", "acme", "Acme Insurance"),
        ("person", "add", "@sam", "Sam Öztürk, EMEA", "--email", "sam@example.com"),
        ("contact", "add", "acme", "dana", "Dana Cho", "--email", "dana@example.com"),
        ("contact", "add", "acme", "olu", "Olu Adé, Betrieb", "--email", "olu@example.org"),
        ("contact", "add", "acme", "mute", "No Address"), ("open", "acme", "x", "-c", "Überweisungen laufen nicht"),
        ("impact", "-c", ".\nFrom here: 100 % \U0001f525", "--", "x"),
        ("cadence", "customer", "--to", "dana", "--to", "olu"),
    ):  # fmt: skip
        assert pipe.say(*line).code == 0, line
    return pipe


def mail(room: Terminal, *words: str) -> bytes:
    file = room.home / "mail.eml"
    answer = room.say("update", "customer", "--format", "eml", "-o", str(file), "--force", *words)
    assert answer.code == 0, answer
    return file.read_bytes()


def test_what_the_server_gets_is_what_was_shown(room: Terminal, office: PostOffice) -> None:
    raw = mail(room)
    for name, command in clients(office).items():
        assert deliver(raw, command=command, timeout=30) == Delivery(Fate.SENT), name
        # aiosmtpd gives the lines as they came, without what SMTP itself adds: dots doubled, a dot at the end.
        assert office.received[-1].content == raw, name
        assert office.received[-1].rcpt_tos == ["dana@example.com", "olu@example.org"], name
        assert office.received[-1].mail_from == "sam@example.com", name


def test_a_mail_on_stdout_and_in_a_file_are_one(room: Terminal) -> None:
    shown = [*WARROOM, "update", "customer", "--format", "eml"]
    out = subprocess.run(shown, env=environ(room.home, WARROOM_NOW=room.now), capture_output=True, check=True).stdout
    kept = mail(room)
    same = [(one, two) for one, two in zip(out.split(b"\r\n"), kept.split(b"\r\n"), strict=True) if one != two]
    assert [one[:11] for one, _ in same] == [b"Message-ID:"]


def test_a_drill_says_so_in_subject_text_and_page(room: Terminal) -> None:
    assert room.say("open", "acme", "--drill", "y", "-c", "Exports").code == 0
    assert room.say("cadence", "customer", "--to", "dana", "-e", "E2").code == 0
    message = BytesParser(policy=policy.default).parsebytes(mail(room, "-e", "E2"))
    assert message["Subject"] == "DRILL: Exports"
    exercise = "DRILL: this is an exercise. Nothing has happened to your service."
    assert [exercise in str(part.get_content()) for part in message.iter_parts()] == [True, True]


def test_five_hundred_readers_get_one_mail(room: Terminal, office: PostOffice) -> None:
    more = [f"reader-{number}" for number in range(2, 500)]
    add_contacts(room, {name: f"{name}@example.net" for name in more}, "Readér, Acme,")
    names = ["dana", "olu", *more]
    assert room.say("cadence", "customer", *(word for name in names for word in ("--to", name))).code == 0
    raw = mail(room)
    for name, command in clients(office).items():
        assert deliver(raw, command=command, timeout=60) == Delivery(Fate.SENT), name
        assert len(set(office.received[-1].rcpt_tos)) == 500, name
        assert office.received[-1].content == raw, name


def test_a_server_that_breaks_off_leaves_it_unknown(room: Terminal, office: PostOffice) -> None:
    office.drops = True
    raw = mail(room)
    for name, command in clients(office).items():
        ended = deliver(raw, command=command, timeout=30)
        assert (ended.fate, ended.why) == (Fate.UNKNOWN, "it ended with 76"), name
    assert office.received == []


def test_a_server_that_is_not_there_or_wants_none_of_it_has_sent_nothing(room: Terminal) -> None:
    raw = mail(room)
    with post_office() as office:
        office.refused = frozenset({"dana@example.com", "olu@example.org"})
        for name, command in clients(office).items():
            assert deliver(raw, command=command, timeout=30).fate is Fate.UNSENT, name
        assert office.received == []
    for name, command in clients(office).items():  # it is closed by now
        assert deliver(raw, command=command, timeout=30).fate is Fate.UNSENT, name


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_in_every_field_of_a_mail_changes_nobody_and_nothing(pipe: Terminal, payload: str) -> None:
    for line in (
        ("account", "add", "acme", "--", payload),
        ("person", "add", "@sam", "--email", "sam@example.com", "--", payload),
        ("contact", "add", "acme", "dana", "--email", "dana@example.com", "--", payload),
        ("open", "acme", "-c", payload, "--", payload), ("impact", "--safe", "--", payload),
        ("cadence", "customer", "--to", "dana"),
    ):  # fmt: skip
        if pipe.say(*line).code:
            return  # refused when it was typed
    message = BytesParser(policy=policy.default).parsebytes(mail(pipe))
    assert message.keys() == ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"]
    assert [one.addr_spec for one in message["To"].addresses] == ["dana@example.com"]
    assert [one.addr_spec for one in message["From"].addresses] == ["sam@example.com"]
    text, page = (str(part.get_content()) for part in message.iter_parts())
    assert str(message["Subject"]).split()[:1] == text.split()[:1]
    assert "<script" not in page


def test_no_other_customer_and_nobody_of_ours_is_in_a_mail_to_a_customer(room: Terminal) -> None:
    for line in (
        ("account", "add", "borealis", "Borealis Bank"),
        ("contact", "add", "borealis", "ola", "--email", "ola@example.com"),
        ("person", "add", "@vp", "The VP", "--email", "vp@example.com"), ("open", "borealis", "y"),
        ("account", "edit", "acme", "--sponsor", "@vp"), ("team", "add", "@vp", "--role", "exec_sponsor", "-e", "E1"),
    ):  # fmt: skip
        assert room.say(*line).code == 0, line
    room.extra["WARROOM_ESCALATION"] = "E1"
    raw = mail(room).lower()
    assert [word for word in (b"borealis", b"ola@", b"vp@", b"bcc") if word in raw] == []
    executive = room.say("update", "executive", "--format", "eml")
    assert "To: The VP <vp@example.com>" in executive.out, executive
    assert "dana@" not in executive.out


def test_the_clipboard_of_the_platform_gets_the_draft(room: Terminal) -> None:
    tools = room.home / "tools"
    tools.mkdir()
    (tools / "xsel").write_text(f"#!/bin/sh\ncat > {tools}/copied\n")
    (tools / "xsel").chmod(0o755)
    path = f"{tools}:{environ(room.home)['PATH']}"
    answer = shell(room.home, "warroom update customer --copy", PATH=path, DISPLAY=":0", WAYLAND_DISPLAY="")
    assert (answer.code, (tools / "copied").read_text()) == (0, answer.out)
    assert "Copied to the clipboard by xsel" in answer.err


def test_the_msmtp_settings_of_the_page_deliver(room: Terminal, office: PostOffice, tmp_path: Path) -> None:
    if not shutil.which("msmtp"):
        pytest.skip("msmtp is not installed; its settings were not tried")
    page = (Path(__file__).parents[2] / "docs" / "sending.md").read_text(encoding="utf-8")
    (told,) = re.findall(r"^```msmtprc\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    here = {"smtp.example.com": "127.0.0.1", "587": str(office.port), "pass show": "echo", "tls on": "tls off",
            "auth on": "auth off"}  # fmt: skip
    for theirs, ours in here.items():
        assert theirs in told
        told = told.replace(theirs, ours)
    settings = tmp_path / "msmtprc"
    settings.write_text(told)
    settings.chmod(0o600)
    raw = mail(room)
    assert deliver(raw, command=["msmtp", "-C", str(settings), "-t"], timeout=30) == Delivery(Fate.SENT)
    assert office.received[-1].content == raw
