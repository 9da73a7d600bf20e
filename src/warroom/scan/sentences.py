"""Where sentences begin and end: paragraphs, list items, headings and cells first, then full stops."""

import re
from collections.abc import Iterator

from warroom.scan.wordlists import listed

_BLOCK = re.compile(
    r"\n[ \t]*(?=\n|\*\*|__|[-*+•·–—][ \t]|\d{1,3}[.)][ \t]|#{1,6}[ \t]|\||>|={3,}|-{3,}"
    r"|[A-Za-z][\w'/-]{1,20}(?: [\w'/-]{1,20}){0,3}(?::[ \t]| ?\.{4}))"  # a line that begins with its label
)
_RULER = re.compile(r"[\s|:=-]*")
_STOP = re.compile(r"[.!?…。！？؟][\"')\]*_]{0,4}(?=\s)|[。！？؟]")
_SHORT = listed("short")
_WORD_BEFORE = re.compile(r"[\w.]{1,8}$")
_ZONE = re.compile(r"\s{1,3}\(?[A-Z]{2,5}\b(?:[+-]\d)?")
_HEADING = re.compile(r"[ \t]*(?:#{1,6}[ \t]|={3,}|-{3,}[ \t]*$)")


def blocks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The paragraphs, headings, list items and cells of a stretch."""
    begun = start
    for found in _BLOCK.finditer(text, start, end):
        if found.start() > begun:
            yield from _cells(text, begun, found.start())
        begun = found.end()
    yield from _cells(text, begun, end)


def _cells(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The cells of a row; a row of two says one thing: what, and how it stands."""
    if text.find("|", start, end) < 0:
        yield from _block(text, start, end)
        return
    cells, begun = [], start
    while begun <= end:
        stop = text.find("|", begun, end)
        stop = end if stop < 0 else stop
        if not _RULER.fullmatch(text, begun, stop):
            cells.append((begun, stop))
        begun = stop + 1
    if len(cells) == 2 and text.find("\n", cells[0][0], cells[1][1]) < 0:
        cells = [(cells[0][0], cells[1][1])]
    for begun, stop in cells:
        yield from _block(text, begun, stop)


def _block(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    first = text.find("\n", start, end)
    while first >= 0 and not text[start:first].strip():  # blank lines in front
        start = first + 1
        first = text.find("\n", start, end)
    if first >= 0 and (_HEADING.match(text, start, first) or _ends_alone(text, start, first)):
        yield start, first
        start = first + 1
        yield from _block(text, start, end) if _ends_alone(text, start, end) else [(start, end)]
    elif text[start:end].strip():
        yield start, end


def _ends_alone(text: str, start: int, first: int) -> bool:
    """Whether a line ends for itself: a salutation, a line of its own."""
    line = text[start:first].rstrip()
    return 0 < len(line) < 60 and line[-1:] in (",", ":") and text.find("\n", start, first) < 0


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of one block."""
    begun = start
    for found in _STOP.finditer(text, start, end):
        if not _ends(text, found.start(), found.end(), end):
            continue
        yield begun, found.end()
        begun = found.end()
    if text[begun:end].strip():
        yield begun, end


def _ends(text: str, stop: int, after: int, end: int) -> bool:
    if text[stop] != ".":
        return True
    if text[max(stop - 3, 0) : stop] == "...":
        return False  # dots that lead from a word to its value
    following = text[after : after + 40].lstrip()[:1] if after < end else ""
    if following.islower():
        return False
    before = _WORD_BEFORE.search(text, max(stop - 8, 0), stop)
    word = before[0].lower() if before else ""
    if word in (
        "a.m",
        "p.m",
        "am",
        "pm",
        "etc",
        "min",
        "max",
        "no",
        "co",
        "inc",
        "ltd",
        "corp",
        "est",
        "sun",
        "sat",
        "mar",
    ):
        if word in ("a.m", "p.m", "am", "pm") and _ZONE.match(text, after, end):
            return False
        return following.isupper() if word not in ("no",) else not following.isdigit()
    if word.isdigit() and len(word) <= 2 and following.isalpha():
        return not _is_day(text, after, end)
    if word in ("mo", "di", "mi", "do", "sa", "so") and _DAY.match(text, after, end):
        return False
    if len(word) == 1 and word.isalpha() and following.isupper():
        return not _is_initial(text, stop, after, end)
    return word not in _SHORT


_MONTHS = (
    "jan",
    "feb",
    "mar",
    "mär",
    "apr",
    "may",
    "mai",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "okt",
    "nov",
    "dec",
    "dez",
)


_DAY = re.compile(r"\s{1,3}\d{1,2}\.")
_NEXT_WORD = re.compile(r"\s{1,3}([^\W\d_]{2,30})")
_INITIAL = re.compile(r"(?:^|[\s(])[A-Z]$")


def _is_initial(text: str, stop: int, after: int, end: int) -> bool:
    """Whether the letter before a stop abbreviates a first name: J. Smith; not plan B. We …"""
    name = _NEXT_WORD.match(text, after, end)
    alone = _INITIAL.search(text, max(stop - 2, 0), stop) is not None
    return alone and name is not None and name[1].lower() not in _BEGINNINGS


_BEGINNINGS = listed("beginnings")


def _is_day(text: str, after: int, end: int) -> bool:
    """Whether the stop belongs to a date, as in 21. November."""
    return text[after : min(after + 12, end)].lstrip().lower().startswith(_MONTHS)
