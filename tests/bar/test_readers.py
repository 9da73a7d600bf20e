"""Who receives an update: those who are named or planned, at addresses that are addresses, and nobody else."""

from email.header import decode_header, make_header
from email.parser import BytesParser
from email.utils import getaddresses

import pytest

from tests.bar.mailroom import add_contacts, deliver_by, furnish_mails, keeping, kept, message, rows, sent, states
from tests.story import Terminal

MALFORMED = [
    "dana", "@example.com", "dana@", "dana@example", "dana@@example.com", "dana@example.com,eve@example.net",
    "dana@example.com eve@example.net", "dana@example.com\r\nBcc: eve@example.net", "dana@example.com\nX: y",
    "Dana <dana@example.com>", "friends:dana@example.com;", '"d a"@example.com', "dana@exämple.com", "dána@example.com",
    "=?utf-8?q?dana?=@example.com", "dana@example..com", ".dana@example.com", "dana@-example.com",
    "dana(x)@example.com", f"{'d' * 65}@example.com", f"dana@{'e' * 250}.com", "-f@example.com -oQ/tmp",
    "dana@[127.0.0.1]", "dana@example.com\0",
]  # fmt: skip
NAMES = ["Cho, Dana", 'The "Dana" Cho', "Dana\\Cho", "Dana; Cho:", "Dana <eve@example.net>", "=?utf-8?q?x?=", "Ünïcødé",
         "eve@example.net", "Dana (Cho)", "D" * 200]  # fmt: skip


@pytest.fixture
def room(pipe: Terminal) -> Terminal:
    furnish_mails(pipe)
    deliver_by(pipe, keeping(pipe))
    return pipe


@pytest.mark.parametrize("address", MALFORMED)
def test_what_is_no_address_gets_no_mail(room: Terminal, address: str) -> None:
    typed = room.say("contact", "edit", "acme", "dana", f"--email={address}")
    if typed.code == 0:
        answer = room.say("send", "customer", "--yes")
        assert (answer.code, states(room)) in ((2, []), (4, [])), answer
        assert "Traceback" not in answer.err
    assert kept(room) == []


def test_a_name_can_be_anything_and_the_mail_goes_to_its_address(room: Terminal) -> None:
    wrong = []
    for name in NAMES:
        assert room.say("contact", "edit", "acme", "dana", "--", name).code == 0, name
        room.say("log", "--safe", f"news {len(kept(room))}")
        sent(room)
        # By the older of Python's two parsers: the newer one puts a blank between the pieces of a long name.
        ((words, address),) = getaddresses([str(BytesParser().parsebytes(kept(room)[-1])["To"])])
        if (str(make_header(decode_header(words))), address) != (name, "dana@example.com"):
            wrong.append((name, words, address))
    print(f"I6: {len(NAMES)} names, {len(MALFORMED)} malformed addresses, {len(wrong)} wrong")
    assert wrong == []


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("--to", "ola"), 4, "ola"),  # of another account: here somebody new, without an address and not planned
        (("--to", "olu"), 4, "olu is not in the plan of the customer audience"),
        (("--to", "@vp"), 2, "@vp is one of ours; this takes a contact of acme"),
        (("--to", "dan"), 3, "Did you mean dana"),
        (("--to", "dana@example.com"), 2, "--to"),
        (("--to", ""), 2, "--to"),
    ],
)
@pytest.mark.parametrize("way", [("send", "customer", "--yes"), ("sent", "customer")], ids=lambda way: way[0])
def test_who_is_not_meant_is_refused(
    room: Terminal, way: tuple[str, ...], words: tuple[str, ...], code: int, says: str
) -> None:
    room.say("account", "add", "borealis", "Borealis Bank")
    room.say("contact", "add", "borealis", "ola", "Ola Other", "--email", "ola@example.net")
    answer = room.say(*way, *words)
    assert (answer.code, kept(room), states(room)) == (code, [], []), answer
    assert says in answer.err


def test_with_a_reason_it_goes_to_somebody_who_is_not_planned(room: Terminal) -> None:
    sent(room, "--to", "olu", "--override", "dana is away")
    assert [one.addr_spec for one in message(kept(room)[0])["To"].addresses] == ["olu@example.org"]
    assert rows(room)[0]["recipients"] == ["olu"]


def test_p6_a_mail_knows_nobody_of_another_account_and_a_customers_none_of_ours(room: Terminal) -> None:
    for line in (
        ("account", "add", "borealis", "Borealis Bank"), ("contact", "add", "borealis", "dana", "Dana Other",
        "--email", "dana@example.net"), ("open", "borealis", "Logins", "-c", "Your logins", "--sev", "1"),
        ("cadence", "customer", "60m", "--to", "dana", "-e", "E2"), ("cadence", "executive", "--to", "@vp", "-e", "E2"),
    ):  # fmt: skip
        assert room.say(*line).code == 0, line
    for ref in ("E1", "E2"):
        sent(room, "-e", ref)
        sent(room, "-e", ref, audience="executive")
    theirs = {"E1": (b"borealis", b"example.net", b"logins"), "E2": (b"acme", b"example.com>,", b"export")}
    mails = [raw.lower() for raw in kept(room)]
    hits = [
        word for raw, ref in zip(mails, ("E1", "E1", "E2", "E2"), strict=True) for word in theirs[ref] if word in raw
    ]
    ours = [word for raw in (mails[0], mails[2]) for word in (b"vp@", b"vic prior", b"bcc", b"\ncc:") if word in raw]
    print(f"P6: {len(mails)} mails, {len(hits)} cross hits {hits}, {len(ours)} of ours {ours}")
    assert (hits, ours) == ([], [])


def test_a_drill_sends_nothing_to_a_customer(room: Terminal) -> None:
    assert room.say("open", "acme", "Exercise", "--drill", "-c", "Exercise").code == 0
    room.say("cadence", "customer", "--to", "dana", "-e", "E2")
    room.say("cadence", "executive", "--to", "@vp", "-e", "E2")
    answer = room.say("send", "customer", "--yes", "-e", "E2", "--override", "really")
    assert (answer.code, kept(room), states(room)) == (4, [], []), answer
    assert "drill: nothing of it goes to the customer" in answer.err
    sent(room, "-e", "E2", audience="executive")
    assert str(message(kept(room)[0])["Subject"]).startswith("DRILL: ")


def test_five_hundred_readers_get_one_mail_and_are_all_kept(room: Terminal) -> None:
    names = [f"reader-{number:03}" for number in range(500)]
    add_contacts(room, {name: f"{name}@example.net" for name in names}, "Readér")
    assert room.say("cadence", "customer", *(word for name in names for word in ("--to", name))).code == 0
    sent(room)
    (raw,), (row,) = kept(room), rows(room)
    assert [one.addr_spec for one in message(raw)["To"].addresses] == [f"{name}@example.net" for name in names]
    assert row["recipients"] == names
    longest = max(map(len, raw.splitlines()))
    print(f"500 readers: {len(raw):,} bytes, longest line {longest}")
