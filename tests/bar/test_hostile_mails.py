"""What somebody typed changes neither the headers nor the readers nor the page of a mail that is really delivered."""

import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from tests.bar.mailroom import clients, deliver_by, furnish_mails, keeping, kept, message, rows, sent, states
from tests.bar.postoffice import PostOffice, post_office
from tests.story import Terminal

HEADERS = [
    "x\r\nBcc: eve@example.net", "x\nBcc: eve@example.net", "x\rBcc: eve@example.net", "x\r\n\r\n<p>body</p>",
    "x\r\n Bcc: eve@example.net", "x\u2028Bcc: eve@example.net", "x\u0085Bcc: eve@example.net", "x\x0bBcc: eve", "x\0y",
    "x%0d%0aBcc: eve@example.net", "=?utf-8?q?x=0d=0aBcc:_eve@example.net?=", "=?utf-8?b?DQpCY2M6IGV2ZQ==?=",
    "=?utf-8?q?x?= =?utf-8?q?=0aBcc:_e?=", "x" * 998, "=?iso-8859-1?q?=FC?=", "a =?utf-8?q?b?", "?=x=?", "\u202ex",
]  # fmt: skip
BODIES = [
    ".", "..", ".\r\n", "line\r\n.\r\nQUIT\r\nMAIL FROM:<eve@example.net>", "From here", "From a\nFrom b", ">From c",
    "bare\rreturn", "bare\nfeed", "mixed\r\n\r\r\n\n", "y" * 10_000, " ".join(["word"] * 3000),
    "\U0001f525 ünïcode \u2713", "trailing   \nblanks\t\n", "=3D=0A =\n=", "--=_boundary--",
    "Content-Type: text/html\n\n<b>x</b>", "\x1a", "\t.\n",
]  # fmt: skip
SCRIPTS = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "<iframe src=//e.example>",
    "<a href='javascript:alert(1)'>x</a>", "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:a)", "[x](data:text/html;base64,PHNjcmlwdD4=)", "[x](vbscript:x)",
    "![x](http://e.example/p.png)", "![x](data:image/png,x)", "<style>*{background:url(//e.example)}</style>",
    "<link rel=stylesheet href=//e.example>", "<base href=//e.example>",
    "<meta http-equiv=refresh content=0;//e.example>", "<form action=//e.example><input></form>", "<object data=x>",
    "<embed src=x>", "<video src=x onerror=a>", "<body onload=a>", "</div></body><script>x</script>",
    "<!--><script>x", "<![CDATA[<script>x</script>]]>", "<math><mi xlink:href='javascript:x'>",
    "<details open ontoggle=a>", "&lt;script&gt;", "&#60;script&#62;x", "\\<script\\>x", "`<script>x</script>`",
    "```\n</code><script>x</script>\n```", "<https://e.example>", "[x]: javascript:a\n\n[x]", "[x](<javascript:a>)",
    "[x](&#106;avascript:a)", "[x](//e.example)", "[x](file:///etc/passwd)", "<p style='position:fixed'>x",
    "<a href=x\nonclick=a>", "| a |\n|---|\n| <script>x</script> |", "<ScRiPt >x</sCrIpT>",
]  # fmt: skip
# What our own page is made of.
ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "div", "h1", "h2", "h3", "p", "ul", "ol", "li", "strong", "em",
    "blockquote", "code", "pre", "hr", "br", "a", "table", "thead", "tbody", "tr", "th", "td", "s",
}  # fmt: skip
HEADINGS = {"Action", "What", "Owner", "Due", "Status"}  # of our own tables, before each cell on a narrow screen
ATTRIBUTES = {"lang", "charset", "http-equiv", "content", "name", "class", "style", "role", "href", "start", "scope"}
FIELDS: tuple[tuple[str, ...], ...] = (
    ("account", "edit", "acme", "--", "{}"), ("person", "edit", "@sam", "--", "{}"),
    ("contact", "edit", "acme", "dana", "--", "{}"), ("edit", "-c", "{}"), ("log", "--safe", "--", "{}"),
    ("impact", "-c", "{}", "--", "x"), ("do", "--owner=dana", "-c", "{}", "--", "x"),
)  # fmt: skip


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with post_office() as open_office:
        yield open_office


@pytest.fixture
def room(pipe: Terminal) -> Terminal:
    furnish_mails(pipe)
    deliver_by(pipe, keeping(pipe))
    return pipe


def write(room: Terminal, payload: str) -> int:
    """Write it into every field that a customer reads; into how many it could be."""
    return sum(room.say(*(word.replace("{}", payload) for word in words)).code == 0 for words in FIELDS)


def test_i5_no_header_is_injected_into_a_mail_that_is_sent(room: Terminal) -> None:
    injected, refused, fields = [], 0, 0
    for payload in HEADERS:
        fields += write(room, payload)
        before = len(kept(room))
        answer = room.say("send", "customer", "--yes", "--override", "a test")
        if answer.code:
            assert (answer.code, len(kept(room))) in ((2, before), (4, before)), (payload, answer)
            refused += 1
            continue
        found = message(kept(room)[-1])
        names = {
            "From",
            "To",
            "Subject",
            "Date",
            "Message-ID",
            "In-Reply-To",
            "References",
            "MIME-Version",
            "Content-Type",
        }
        readers = [one.addr_spec for one in found["To"].addresses]
        if (
            not set(found.keys()) <= names
            or len(found.keys()) != len(set(found.keys()))
            or readers != ["dana@example.com"]
        ):
            injected.append((payload, found.keys(), readers))
    print(f"I5: {len(HEADERS)} payloads in {fields} fields, {len(kept(room))} mails, {refused} refused, "
          f"{len(injected)} injected {injected}")  # fmt: skip
    assert injected == []


def test_i7_whatever_a_body_holds_it_is_one_mail_with_that_body(room: Terminal, office: PostOffice) -> None:
    differences, longest, count = [], 0, 0
    for name, command in clients(office).items():
        deliver_by(room, command)
        for number, body in enumerate(BODIES):
            file = room.home / "body.md"
            file.write_bytes(f"# Update {name} {number}\n\n{body}\n\nYou hear from us by 11:00.\n".encode())
            before = len(office.received)
            answer = room.say("update", "customer", "--next", "12:00")
            approved = room.say("approve", "customer", str(file))
            if approved.code:
                assert approved.code == 2, (body, approved)
                continue
            answer = room.say("send", "customer", "--yes", "--override", "a test")
            assert (answer.code, len(office.received)) == (0, before + 1), (body, answer)
            got, row = office.received[-1].content, rows(room)[-1]
            assert isinstance(got, bytes)
            count += 1
            longest = max(longest, *(len(line) for line in got.split(b"\r\n")))
            text = str(next(message(got).iter_parts()).get_content())
            if re.sub(r"\W", "", body)[:50] not in re.sub(r"\W", "", text) or row["status"] != "sent":
                differences.append((name, body[:40]))
    print(f"I7: {count} mails by {', '.join(clients(office))}, {len(differences)} differ {differences}, "
          f"longest line {longest}")  # fmt: skip
    assert (differences, longest <= 998) == ([], True)


class Page(HTMLParser):
    """What a page has that ours would not."""

    def __init__(self) -> None:
        super().__init__()
        self.foreign: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ELEMENTS:
            self.foreign.append(f"<{tag}>")
        for name, value in attrs:
            if name == "data-label" and value in HEADINGS:
                continue
            if name not in ATTRIBUTES:
                self.foreign.append(f"{tag} {name}")
            elif (name == "href" and not re.match(r"(https?|mailto):", value or "")) or (
                name == "style" and re.search(r"url|expression|import|position", value or "")
            ):
                self.foreign.append(f"{tag} {name}={value}")


def foreign(page: str) -> list[str]:
    reader = Page()
    reader.feed(page)
    reader.close()
    return reader.foreign + (
        [] if "default-src &#x27;none&#x27;" in page or "default-src 'none'" in page else ["no CSP"]
    )


def test_i8_no_page_that_is_sent_holds_what_was_typed_as_markup(room: Terminal) -> None:
    violations, pages = [], 0
    before = room.home.rename(room.home.with_name("before"))
    for payload in SCRIPTS:
        shutil.copytree(before, room.home)  # in a room with all of them each document would hold each of them
        write(room, payload)
        sent(room, "--override", "a test")
        found = [str(list(message(kept(room)[-1]).iter_parts())[1].get_content())]
        found += [
            room.say("update", audience, "--format", "html").out for audience in ("customer", "executive", "internal")
        ]
        found.append(room.say("postmortem", "--format", "html").out)
        pages += len(found)
        violations += [(payload, hit) for page in found for hit in foreign(page)]
        shutil.rmtree(room.home)
    print(
        f"I8: {len(SCRIPTS)} payloads in {len(FIELDS)} fields, {pages} pages, {len(violations)} violations {violations}"
    )
    assert violations == []


def test_p5_a_draft_says_that_it_is_stale_and_what_was_sent_stays(room: Terminal) -> None:
    room.say("log", "Something inside")  # T5, internal
    room.say("update", "customer")
    assert room.say("amend", "T5", "--safe", "--why", "may be read").code == 0
    stale = room.say("send", "customer", "--yes", terminal=True)
    assert (stale.code, "is stale" in stale.err) == (0, True), stale
    first = rows(room)[-1]
    assert "Something inside" in first["body"]
    for words in (("amend", "T4", "775 claims are not filed", "--safe", "--why", "counted again"),
                  ("amend", "T5", "--audience", "internal", "--why", "it was not to be read")):  # fmt: skip
        assert room.say(*words).code == 0, words
    sent(room)
    second = rows(room)[-1]
    print(f"P5: 3 cases; then told:\n{second['body']}")
    assert [row for row in rows(room) if row["id"] == first["id"]] == [first]
    assert "1840" in second["body"]
    assert "775" in second["body"]
    assert "Something inside" not in second["body"].partition("rlier")[0]


def test_c12_a_server_that_fails_in_the_middle_is_recorded_for_what_is_known(
    room: Terminal, office: PostOffice
) -> None:
    room.say("contact", "add", "acme", "third", "--email", "third@example.com")
    room.say("cadence", "customer", "--to", "dana", "--to", "olu", "--to", "third")
    told = {}
    for name, command in clients(office).items():
        for case in ("accepts 1 of 3", "drops after DATA", "is gone"):
            room.say("log", "--safe", f"news {name} {case}")
            office.drops = case == "drops after DATA"
            office.refused = frozenset({"olu@example.org", "third@example.com"}) if "1 of 3" in case else frozenset()
            before = len(office.received)
            deliver_by(room, re.sub(r"\d+$|(?<=--port=)\d+", "1", command) if case == "is gone" else command)
            answer = room.say("send", "customer", "--yes", "--override", "a test")
            state, delivered = states(room)[-1], len(office.received) - before
            told[f"{name} {case}"] = (answer.code, state, delivered)
            assert answer.code == 8, (name, case, answer)
            assert state == "unknown" or delivered == 0, (name, case, answer)
    print(f"C12: (code, state, delivered) {told}")
