"""Escalations that can be written on, commands that deliver, and what the record says of what was sent."""

import json
import shutil
import sqlite3
import sys
from contextlib import closing
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import Any

from tests.bar.arranged import arranged
from tests.bar.postoffice import PostOffice
from tests.story import Answer, Terminal
from warroom.domain import Stamp
from warroom.store import writing

CLIENT = Path(__file__).with_name("sendmail.py")


def furnish_mails(room: Terminal) -> Terminal:
    """E1 on acme, whose customer, owner and executive can be written to."""
    lines = (
        ("account", "add", "acme", "Acme Insurance", "--timezone", "Europe/Berlin"),
        ("person", "add", "@sam", "Sam Weber", "--email", "sam@example.com"),
        ("person", "add", "@vp", "Vic Prior", "--email", "vp@example.com"),
        ("contact", "add", "acme", "dana", "Dana Cho", "--email", "dana@example.com"),
        ("contact", "add", "acme", "olu", "Olu Adé, Betrieb", "--email", "olu@example.org"),
        ("open", "acme", "Exports stopped", "--sev", "1", "-c", "Your nightly export"),
        ("cadence", "customer", "60m", "--to", "dana"), ("cadence", "executive", "2h", "--to", "@vp"),
        ("impact", "--safe", "1840 claims are not filed"),
    )  # fmt: skip
    arranged(room, lines)
    return room


def add_contacts(room: Terminal, emails: dict[str, str], name: str) -> None:
    """Many contacts of acme at once, by their short names."""
    stamp = Stamp(datetime.fromisoformat(room.now), "sam")
    with writing(room.home / "warroom.db", stamp) as store:
        acme = store.account("acme")
        for slug, email in emails.items():
            store.theirs(slug, acme, field="SLUG", new=True).describe(name=f"{name} {slug}", email=email)


def clients(office: PostOffice) -> dict[str, str]:
    """What delivers mails here, as the setting has it: our own client, and msmtp where it is installed."""
    found = {"ours": f"{sys.executable} {CLIENT} {office.port}"}
    if shutil.which("msmtp"):
        found["msmtp"] = f"msmtp -t --host=127.0.0.1 --port={office.port} --from=sam@example.com"
    return found


def deliver_by(room: Terminal, command: str, *, timeout: int | None = None) -> None:
    """Set what delivers."""
    assert room.say("config", "delivery_command", command).code == 0
    if timeout is not None:
        assert room.say("config", "delivery_timeout", str(timeout)).code == 0


def script(room: Terminal, name: str, lines: str) -> str:
    """A shell script of the person's own, as the command that delivers it."""
    file = room.home / name
    file.write_text(f"#!/bin/bash\n{lines}\n")
    file.chmod(0o755)
    return str(file)


def keeping(room: Terminal, *, then: str = "") -> str:
    """A command that keeps the bytes of each mail in a file of its own, in ``home/box``."""
    box = room.home / "box"
    box.mkdir(exist_ok=True)
    return script(room, "keep.sh", f'cat > "$(mktemp {box}/XXXXXXXX.eml)"\n{then}')


def kept(room: Terminal) -> list[bytes]:
    """The mails that such a command kept, in the order of their coming."""
    files = sorted((room.home / "box").glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
    return [file.read_bytes() for file in files]


def sent(room: Terminal, *words: str, audience: str = "customer") -> Answer:
    """Send an update without being asked; it has to succeed."""
    answer = room.say("send", audience, "--yes", *words)
    assert answer.code == 0, answer
    return answer


def message(raw: bytes) -> EmailMessage:
    """A mail as a mail program reads it."""
    found = BytesParser(policy=policy.default).parsebytes(raw)
    assert isinstance(found, EmailMessage)
    return found


def rows(room: Terminal) -> list[dict[str, Any]]:
    """The updates that are kept, the oldest first, as they stand in the store."""
    with closing(sqlite3.connect(room.home / "warroom.db", timeout=30)) as store:
        store.row_factory = sqlite3.Row
        found = [dict(row) for row in store.execute('SELECT * FROM "update" ORDER BY id')]
    return [row | {name: json.loads(row[name]) for name in ("recipients", "facts")} for row in found]


def states(room: Terminal) -> list[str]:
    """The states of the updates that are kept, the oldest first."""
    return [row["status"] for row in rows(room)]
