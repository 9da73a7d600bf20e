"""A stored value in a Markdown document reads as it was typed and is never structure."""

from html.parser import HTMLParser

import markdown as python_markdown  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.documents.war import War
from warroom.documents import post_mortem, render
from warroom.escaping import markdown, plain
from warroom.vocabulary import Audience, EntryKind, UpdateKind

PARAGRAPH = "before\n\n{}\n\nafter\n"
ITEM = "- {}\n- after\n"
CELL = "| head | next |\n| --- | --- |\n| {} | after |\n"
HEADING = "## {}\n\nafter\n"
INSIDE = "before **{}** after\n"
PLACES = [PARAGRAPH, ITEM, CELL, HEADING, INSIDE]

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</div><style>*{display:none}</style>",
    "<!-- hidden -->",
    "<![CDATA[ hidden ]]>",
    "<?php echo 1 ?>",
    "<http://evil.example>",
    "<javascript:alert(1)>",
    "<1@evil.example> or <a@evil.example>",
    "<<a@evil.example> <1<a@evil.example>",
    "<1\n2@evil.example>",
    "[click](javascript:alert(1))",
    "[click][ref]",
    '[ref]: http://evil.example "title"',
    "![pixel](http://evil.example/x.png)",
    "[![nested](a)](b)",
    "[^1] and [^1]: footnote",
    "[x] done, [ ] not done",
    "*emphasis* **strong** ***both***",
    "_emphasis_ __strong__ _a_b_ __init__ a__b",
    "~~struck~~ ~once~ ~~~",
    "`code` ``more` `` ```",
    "```\nfenced\n```",
    "# heading",
    "#heading",
    "heading ##",
    "underlined\n=====",
    "underlined\n---",
    "===",
    "- - -",
    "-- -",
    "***",
    "- item\n  - nested\n    - deeper",
    "+ item",
    "* item",
    "1. item",
    "1986) item",
    "1.",
    "> quoted\n> > twice",
    "    indented code",
    "a | b\n--|--\n1 | 2",
    "a | b\n:-- | --:",
    "a | b\n:--",
    "a | b\n--:",
    "| a |\n|---|",
    "\\| \\\\| \\*not\\* C:\\temp\\",
    "&lt;b&gt; &amp; &copy; &#60;script&#62; &#x3c; R&D AT&T; &",
    "https://example.com/a_b?c=d&e=f*g* www.example.com dana@example.com",
    "line\\\nbreak  \nhard",
    "\x1b[31mred\x1b[0m \u202eturned\u202c \u200b \x00 \x02",
    "*[HTML]: abbreviation",
    "! [x] !\\[x]",
    "2 < 3 > 1 <",
]

PLAIN = [
    "Claims are 3.5 GB late; 5 < 7, R&D said 100 % (maybe).",
    "-20 % since 14:05, +49 30 1234, --force, case #3 is last?",
    "https://status.example.com/incidents?id=4&lang=de dana@example.com",
    "claims_batch_worker and CLAIMS_DB are down!",
    "Dana said: 'no', \"never\"; {json}: (1) $5 ^up @sam",
    "\U0001f469\u200d\U0001f680 caf\u00e9 \u65e5\u672c\u8a9e",
]


class _Elements(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, object]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, attrs))

    def handle_comment(self, data: str) -> None:
        self.found.append(("comment", data))

    def unknown_decl(self, data: str) -> None:
        self.found.append(("declaration", data))

    def handle_decl(self, decl: str) -> None:
        self.found.append(("declaration", decl))

    def handle_pi(self, data: str) -> None:
        self.found.append(("instruction", data))


def _commonmark(document: str) -> tuple[list[str], list[str]]:
    """The structure of a document and its texts, as CommonMark with tables and strikethrough sees them."""
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tokens = [child for token in reader.parse(document) for child in token.children or [token]]
    return [token.type for token in tokens], [token.content for token in tokens if token.content]


def _python_markdown(document: str) -> list[tuple[str, object]]:
    """The elements that python-markdown, an older reader with its own rules, makes of a document."""
    return _Elements(python_markdown.markdown(document, extensions=["tables"])).found


def test_a_value_makes_no_structure_and_reads_as_it_was_typed() -> None:
    violations = []
    for place in PLACES:
        structure, texts = _commonmark(place.format("value"))
        elements = _python_markdown(place.format("value"))
        for text in HOSTILE:
            document = place.format(markdown(text))
            shown = [plain(text) if one == "value" else one for one in texts]
            violations += [(text, place)] if _commonmark(document) != (structure, shown) else []
            violations += [(text, place)] if _python_markdown(document) != elements else []
    print(f"I9: {len(HOSTILE)} texts × {len(PLACES)} places × 2 readers, violations: {violations}")
    assert violations == []


def documents(text: str) -> list[str]:
    """All documents of an escalation in which everything that can be typed is this text."""
    war = War(customer_title=text, title=text)
    for record in (war.account, war.dana, war.sam, war.ines):
        record.name = text
    for kind in EntryKind:
        if kind is not EntryKind.CHANGE:
            war.log(text, safe=True, kind=kind, evidence=text, by=war.dana)
    war.impact(text, customer=text, told={"not_affected": text, "unit": text, "figure": 7})
    war.do(text, customer=text, owner=war.dana)
    war.do(text, customer=text, owner=war.sam)
    war.promise(text, owner=war.ines, due="+2h", agreed=text)
    war.ask(text, customer=text, by=war.dana, answer=text)
    war.suspect(text, customer=text)
    war.suspect(text, customer=text, ruled_out=text)
    every = (Audience.CUSTOMER, Audience.EXECUTIVE, Audience.INTERNAL)
    drafts = [war.draft(audience, UpdateKind.PROGRESS).body_md for audience in every]
    return [*drafts, render(post_mortem(war.dossier), format="md")]


def test_in_every_field_of_every_document_a_value_makes_no_structure() -> None:
    plain_ones = [(_commonmark(one)[0], _python_markdown(one)) for one in documents("value")]
    violations, many = [], 0
    for text in (text for text in HOSTILE if "\0" not in text):  # which no record can hold
        for number, document in enumerate(documents(text)):
            many += 1
            if (_commonmark(document)[0], _python_markdown(document)) != plain_ones[number]:
                violations.append((text, number))
    print(f"I9: {many} documents with the text in every field × 2 readers, violations: {violations}")
    assert violations == []


@pytest.mark.parametrize("text", PLAIN)
def test_plain_prose_stays_plain_in_the_source(text: str) -> None:
    assert markdown(text) == text


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("# 1", "\\# 1"),
        ("- item", "\\- item"),
        ("1. item", "1\\. item"),
        ("== ", "\\=="),
        ("> 5", "\\> 5"),
        ("see [E14] and *this*", "see \\[E14\\] and \\*this\\*"),
        ("<b>", "&lt;b>"),
        ("&lt;", "\\&lt;"),
        ("a_b _c_", "a_b \\_c\\_"),
        ("one\r\n two", "one two"),
        ("\x1b]0;x\x07", "^\\[\\]0;x^G"),
        (" \n ", ""),
    ],
)
def test_what_would_be_structure_is_escaped_in_the_source(text: str, source: str) -> None:
    assert markdown(text) == source


MARKS = "\\`*_[]()|~!<>&#+-=.:;/?@ \t\n\r1aB\x1b\u202e"
any_text = st.text(MARKS, max_size=20) | st.text(max_size=20)
searched = settings(derandomize=True, max_examples=300, database=None, deadline=None)


@searched
@given(any_text, st.sampled_from(PLACES))
def test_any_value_reads_as_it_was_typed(text: str, place: str) -> None:
    value = text if plain(text) else "an empty value is no text at all"
    structure, texts = _commonmark(place.format("value"))
    expected = (structure, [plain(value) if shown == "value" else shown for shown in texts])
    assert _commonmark(place.format(markdown(value))) == expected
