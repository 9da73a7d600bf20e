"""A Markdown document as one HTML page: for a mail program of any width, for day and night, and for screen readers."""

import re
from collections.abc import Sequence
from functools import cache
from html import escape
from itertools import pairwise
from pathlib import Path

import css_inline
from markdown_it.token import Token

from warroom.documents.mail.markup import reader, shown

HERE = Path(__file__).parent

# No script, no picture, no font, no form: nothing that is loaded from anywhere, whatever a reader's program would do.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_FRAME = """\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
{body}
</body>
</html>
"""


def page(source: str, *, language: str, title: str) -> str:
    """The document as HTML, with the same words. ``language`` is a BCP 47 tag: ``en``, ``de-CH``.

    Each element carries its looks, since many mail programs drop a style sheet; what cannot stand in an element, the
    colours of the night, stays in one.
    """
    tokens = reader().parse(shown(source))
    _mark(tokens)
    _label(tokens)
    body = reader().renderer.render(tokens, reader().options, {})
    sheet = f'<div class="sheet"><div class="page" role="article" lang="{escape(language)}">\n{body}</div></div>'
    return _FRAME.format(
        language=escape(language), policy=_POLICY, title=escape(shown(title)), style=_sheet(body),
        body=_inliner().inline_fragment(sheet, _style("page.css")),
    )  # fmt: skip


def _sheet(body: str) -> str:
    """What cannot stand in an element: the night, and where there is a table, a narrow screen."""
    return _style("night.css") + ("\n" + _style("narrow.css") if "<table" in body else "")


def _mark(tokens: Sequence[Token]) -> None:
    """Name the paragraphs that are more than one: the line that opens a list, and the word that it is an exercise."""
    paragraphs = [place for place, token in enumerate(tokens) if token.type == "paragraph_open"]
    for place in paragraphs:
        words, after = tokens[place + 1].content, tokens[place + 3 : place + 4]
        if words.startswith("DRILL:"):
            tokens[place].attrSet("class", "drill")
        elif words.endswith(":") and after and after[0].type in ("bullet_list_open", "ordered_list_open"):
            tokens[place].attrSet("class", "lead")


def _label(tokens: Sequence[Token]) -> None:
    """Give each cell its heading, which stands before it where the table is too wide for the screen."""
    head: list[str] = []
    place = 0
    for token, inside in pairwise(tokens):
        if token.type == "table_open":
            head = []
        elif token.type == "th_open":
            head.append(inside.content)
        elif token.type == "tr_open":
            place = 0
        elif token.type == "td_open":
            if place < len(head) and head[place]:
                token.attrSet("data-label", head[place])
            place += 1


@cache
def _style(name: str) -> str:
    # Its comments are for us.
    return re.sub(r"(?s)/\*.*?\*/\s*", "", (HERE / name).read_text(encoding="utf-8"))


@cache
def _inliner() -> css_inline.CSSInliner:
    return css_inline.CSSInliner(load_remote_stylesheets=False)
