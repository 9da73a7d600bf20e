"""What is seen of Markdown and of HTML; where links lead stands apart. One pass each, whatever the input."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from warroom.scan.view import Part, View
from warroom.scan.wordlists import listed

_HTML = re.compile(r"<(?:!doctype|html|head|body|div|p|br|table|span|ul|ol|h[1-6]|blockquote|a)(?=[\s>/])", re.I)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,30})(?=[\s/>])")
_ATTRIBUTE = re.compile(
    r"\b(href|src|alt|title|content|action)\s{0,5}=\s{0,5}(?:\"([^\"<>]{0,4000})\"|'([^'<>]{0,4000})')", re.I
)
_QUOTE_CLASS = re.compile(r"(?:gmail_quote|moz-cite-prefix|yahoo_quoted|OutlookMessageHeader|divRplyFwdMsg)", re.I)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_BREAKS = listed("breaks")
_HTML_TAGS = listed("html tags")
_UNSHOWN = frozenset({"script", "style", "template"})
_TARGET = re.compile(r"\]\(\s{0,3}<?([^()<>\s]{1,2000})>?(?:\s{1,3}\"([^\"\n]{0,300})\")?\s{0,3}\)")
_DEFINITION = re.compile(r"^ {0,3}\[[^\]\n]{1,200}\]:[ \t]{1,5}(\S{1,2000})", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the file as it is seen; ``made`` when it does not stand there letter by letter."""

    words: str
    origin: int
    part: Part = Part.BODY
    made: bool = False


def is_html(text: str) -> bool:
    """Whether the text is an HTML mail."""
    found = _HTML.search(text, 0, 20_000)
    return found is not None and (text.lstrip()[:1] == "<" or len(_HTML.findall(text, 0, 20_000)) > 2)


def markdown(text: str, origin: int) -> Iterator[Piece]:
    """Markdown as it is read: without link targets, which stand apart, and without emphasis inside a word."""
    links, begun = [], 0
    for found in _TARGET.finditer(text):
        yield Piece(text[begun : found.start() + 1], origin + begun)
        begun = found.end()
        links += [Piece(found[1], origin + found.start(1), Part.LINK)]
        links += [Piece(found[2], origin + found.start(2), Part.LINK)] if found[2] else []
    yield Piece(text[begun:], origin + begun)
    links += [Piece(found[1], origin + found.start(1), Part.LINK) for found in _DEFINITION.finditer(text)]
    yield from links


def html(text: str, origin: int) -> Iterator[Piece]:
    """HTML as it is shown; comments and the values of attributes, which are not shown, stand apart as links do."""
    links: list[Piece] = []
    place, quoted = 0, 0
    while place < len(text):
        start = text.find("<", place)
        start = len(text) if start < 0 else start
        yield from _shown(text, place, start, origin, Part.QUOTED if quoted else Part.BODY)
        if start == len(text):
            break
        found = _TAG.match(text, start)
        if found is None:
            place = _comment(text, start, origin, links)
            if place == start + 1:  # a lone bracket is a character like any other
                yield Piece("<", origin + start)
            continue
        end = text.find(">", found.end())
        end = len(text) if end < 0 else end + 1
        tag, closes = found[2].lower(), bool(found[1])
        if tag not in _HTML_TAGS and ":" not in text[found.end() : found.end() + 1]:
            yield Piece("<", origin + start)  # no tag of HTML: what somebody was to fill in
            place = start + 1
            continue
        inside = text[found.end() : end]
        links += _attributes(inside, origin + found.end())
        if tag in _BREAKS:
            yield Piece("\n" if tag == "br" else "\n\n", origin + start, made=True)
        if tag == "blockquote" or (not closes and not quoted and _QUOTE_CLASS.search(inside[:300])):
            quoted = max(quoted + (-1 if closes else 1), 0)
        place = _after_unshown(text, tag, end) if tag in _UNSHOWN and not closes else end
        if tag in ("td", "th"):
            yield Piece(" | " if closes else " ", origin + start, made=True)
    yield from links


def _shown(text: str, start: int, end: int, origin: int, part: Part) -> Iterator[Piece]:
    begun = start
    for found in _ENTITY.finditer(text, start, end):
        if found.start() > begun:
            yield Piece(text[begun : found.start()], origin + begun, part)
        yield Piece(unescape(found[0]), origin + found.start(), part, made=True)
        begun = found.end()
    if end > begun:
        yield Piece(text[begun:end], origin + begun, part)


def _comment(text: str, start: int, origin: int, links: list[Piece]) -> int:
    """After a comment or a declaration; a comment is not shown, and is sent all the same."""
    if text.startswith("<!--", start):
        end = text.find("-->", start)
        end = len(text) if end < 0 else end
        links.append(Piece(text[start + 4 : end], origin + start + 4, Part.LINK))
        return end + 3
    if text.startswith(("<!", "<?"), start):
        end = text.find(">", start)
        return len(text) if end < 0 else end + 1
    return start + 1


def _attributes(inside: str, origin: int) -> list[Piece]:
    found = _ATTRIBUTE.finditer(inside) if "=" in inside else ()
    return [
        Piece(unescape(one[2] or one[3] or ""), origin + one.start(), Part.LINK, made=True)
        for one in found
        if one[2] or one[3]
    ]


def _after_unshown(text: str, tag: str, start: int) -> int:
    closing = re.compile(rf"</{tag}\s{{0,5}}>", re.I).search(text, start)
    return closing.end() if closing else len(text)


def seen(pieces: Iterator[Piece], view: View) -> list[tuple[int, int, Part]]:
    """Put pieces into the view; where which part stands."""
    stretches = []
    for piece in pieces:
        before = view.length
        if piece.part is Part.LINK:
            view.insert("\n\n", piece.origin)
            before = view.length
        if piece.made:
            view.insert(piece.words, piece.origin)
        else:
            view.add(piece.words, piece.origin)
        stretches.append((before, view.length, piece.part))
    return stretches
