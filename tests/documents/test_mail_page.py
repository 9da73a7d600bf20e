"""A text as an HTML page: the same words, nothing that loads or acts, and looks that a mail program cannot lose."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.conftest import GOLDEN
from tests.documents.test_markdown_escape import HOSTILE
from warroom.documents.mail.html import page
from warroom.documents.mail.plain import plain_text
from warroom.escaping import markdown, plain

DOCUMENTS = sorted(GOLDEN.glob("*.md"), key=lambda file: file.name)
ELEMENTS = frozenset(
    ["html", "head", "meta", "title", "style", "body", "div", "h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li",
     "strong", "em", "code", "pre", "a", "blockquote", "hr", "br", "table", "thead", "tbody", "tr", "th", "td"]
)  # fmt: skip
ATTRIBUTES = frozenset(
    [
        "lang",
        "charset",
        "name",
        "content",
        "http-equiv",
        "class",
        "role",
        "style",
        "href",
        "title",
        "start",
        "data-label",
    ]
)
OF_THE_FRAME = [
    ("http-equiv", "Content-Security-Policy"), ("content", "default-src 'none'; style-src 'unsafe-inline'"),
]  # fmt: skip


class Reading(HTMLParser):
    """What a mail program makes of a page: its elements, its attributes and its words."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.other: list[str] = []
        self.words = ""
        self.title = ""
        self._within = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        self._within = tag
        self.words += " " if tag in ("br", "li", "p", "td", "th", "tr") else ""

    def handle_endtag(self, tag: str) -> None:
        self._within = ""

    def handle_data(self, data: str) -> None:
        if self._within == "title":
            self.title += data
        elif self._within != "style":
            self.words += data

    def handle_comment(self, data: str) -> None:
        self.other.append(data)

    def handle_pi(self, data: str) -> None:
        self.other.append(data)

    def foreign(self) -> list[str]:
        """What our pages never hold: other elements, other attributes, addresses that act or load."""
        links = [value for name, value in self.attributes if name == "href"]
        return [
            *(self.elements - ELEMENTS),
            *(name for name, _ in self.attributes if name not in ATTRIBUTES),
            *(link for link in links if not re.match(r"(https?|mailto|tel):", link)),
            *(value for name, value in self.attributes if name == "style" and re.search(r"(?i)url|expression", value)),
            *self.other,
        ]


def words(text: str) -> list[str]:
    """The words of a text, without the marks of lists and headings."""
    return re.sub(r"(?m)^[-=]{3,}$|^\s*- |\|", " ", text).split()


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.stem)
def test_page_and_text_have_the_words_of_the_document(file: Path) -> None:
    source = file.read_text(encoding="utf-8")
    read = Reading(page(source, language="en", title="A title"))
    assert read.words.split() == words(plain_text(source))
    assert read.foreign() == []


def test_the_text_of_a_mail_is_the_text_that_is_shown() -> None:
    source, shown = (GOLDEN / f"customer-progress.{ending}" for ending in ("md", "txt"))
    assert plain_text(source.read_text(encoding="utf-8")) == shown.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["customer-progress", "customer-drill", "executive"])
def test_a_page_as_its_reader_gets_it(golden: Callable[[str, str], None], name: str) -> None:
    source = (GOLDEN / f"{name}.md").read_text(encoding="utf-8")
    golden(f"{name}.html", page(source, language="en", title="Claims cannot be submitted"))


def test_a_screen_reader_is_told_the_language_and_the_title() -> None:
    read = Reading(page("# Störung\n", language="de-CH", title='R&D "heute" </title><b>'))
    assert [value for name, value in read.attributes if name == "lang"] == ["de-CH", "de-CH"]
    assert read.title == 'R&D "heute" </title><b>'


def test_day_and_night_stand_in_the_page_and_every_element_has_its_looks() -> None:
    made = page((GOLDEN / "customer-progress.md").read_text(encoding="utf-8"), language="en", title="x")
    assert '<meta name="color-scheme" content="light dark">' in made
    assert "@media (prefers-color-scheme: dark)" in made
    assert re.findall(r"<(?:h1|p|ul|li)(?! [^>]*style=)[^>]*>", made) == []


def test_a_page_loads_nothing_and_says_so() -> None:
    made = page("![x](https://example.com/x.png) <img src=x>\n", language="en", title="x")
    read = Reading(made)
    assert set(OF_THE_FRAME) <= set(read.attributes)
    assert "img" not in read.elements
    assert "<link" not in made


ACTING = [
    "javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "file:///etc/passwd", "//x", "java\tscript:x", "x.html",
    "vbscript:x", "&#106;avascript:x", "http://user:pw@example.com/", "https://bank.example@evil.example/",
    "https://example.com/a b", "https://ex ample.com/",
]  # fmt: skip
LEADING = {
    "https://example.com/a?b=c&d": "https://example.com/a?b=c&d", "HTTP://example.com": "HTTP://example.com",
    "mailto:dana@example.com": "mailto:dana@example.com",
    "https://\u0430pple.example/": "https://xn--pple-43d.example/",  # a Cyrillic a: the address says what it is
    "https://example.com/\u202egpj.exe": "https://example.com/%3CU+202E%3Egpj.exe",
}  # fmt: skip


def test_only_what_leads_to_a_page_or_a_mail_is_a_link() -> None:
    linked = []
    for link in ACTING:
        read = Reading(page(f"[click]({link}) <{link}>\n", language="en", title="x"))
        linked += [link] if "a" in read.elements else []
        assert read.foreign() == [], link
        assert re.sub(r"\s|&#106;", "", link.removeprefix("&#106;")) in re.sub(r"\s", "", read.words), link
    led = {
        link: [value for name, value in Reading(page(f"[x]({link})\n", language="en", title="x")).attributes
               if name == "href"]
        for link in LEADING
    }  # fmt: skip
    print(f"I16: {len(ACTING)} that act, of them links: {linked}; {len(led)} that lead somewhere: {led}")
    assert linked == []
    assert led == {link: [address] for link, address in LEADING.items()}


def test_a_link_keeps_its_address_in_the_text() -> None:
    source = "[our page](https://example.com/a) <https://example.com/b> <dana@example.com>\n"
    assert plain_text(source) == "our page (https://example.com/a) https://example.com/b dana@example.com\n"


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_text_as_it_was_typed_into_a_body_does_nothing(value: str) -> None:
    read = Reading(page(f"# Title\n\n{value}\n", language="en", title=value))
    assert read.foreign() == []
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202e\u200b]", read.words)


@settings(derandomize=True, deadline=None, database=None)
@given(st.text(max_size=80))
def test_any_value_reads_in_the_page_and_in_the_text_as_it_is_shown(value: str) -> None:
    source = f"before {markdown(value)} after\n"
    made = page(source, language="en", title="x")
    assert " ".join(Reading(made).words.split()) == " ".join(f"before {plain(value)} after".split())
    assert " ".join(plain_text(source).split()) == " ".join(f"before {plain(value)} after".split())


@settings(derandomize=True, deadline=None, database=None)
@given(st.text(alphabet="<>&\"'`*_[]()#-=!/:;\\ \n\t\0abjs\u202e", max_size=120))
def test_any_typed_body_makes_a_page_of_our_elements_only(source: str) -> None:
    assert Reading(page(source, language="en", title=source)).foreign() == []


def test_lists_quotes_code_and_tables_read_well_as_text() -> None:
    source = (
        "## Head\n\n1. one\n2. two\n   - inner\n\n> said\n> twice\n\n```\ncode  here\n```\n\n---\n\n"
        "| a | b |\n|---|---|\n| 1 | 2 |\n\nline\\\nbreak\n"
    )
    assert plain_text(source) == (
        "Head\n----\n\n1. one\n2. two\n   - inner\n\n> said\n> twice\n\n    code  here\n\n----\n\na | b\n1 | 2\n\n"
        "line\nbreak\n"
    )


def test_on_a_narrow_screen_a_cell_stands_on_a_line_behind_its_heading() -> None:
    made = page("a | b & c\n--|--\n1 | 2\n", language="en", title="x")
    assert "@media (max-width: 480px)" in made
    labels = [value for name, value in Reading(made).attributes if name == "data-label"]
    assert labels == ["a", "b & c"]
    assert "max-width: 480px" not in page("No table\n", language="en", title="x")
