"""What a reader sees of a text, with the way back: every character knows where in the file it stands."""

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """What a stretch of a message is; most rules look at the message itself only."""

    SUBJECT = "subject"
    BODY = "body"
    CODE = "code"
    SIGNATURE = "signature"
    QUOTED = "quoted"  # the reply chain below the message
    HEADER = "header"
    LINK = "link"  # where a link leads to, and what else is not shown


MESSAGE = frozenset({Part.SUBJECT, Part.BODY})

_PLAIN = {
    **dict.fromkeys("\u2018\u2019\u201b\u02bc\u2032\u00b4\u0060\uff07", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2212\ufe63\uff0d", "-"),
    "\u2014": "–",
    "\u2026": "…",
    "\x85": "\n",
    "\u2028": "\n",
    "\u2029": "\n",
    "\x0b": "\n",
    "\x0c": "\n",
}
del _PLAIN["\u0060"]  # a backtick marks code
# Marks that are seen by nobody: zero-width, soft hyphens, direction, variation selectors.
_UNSEEN = frozenset({"\u00ad", "\u034f", "\ufeff", "\u180e", *map(chr, (*range(0x200B, 0x2010),
    *range(0x202A, 0x202F), *range(0x2060, 0x2070), *range(0xFE00, 0xFE10)))})  # fmt: skip
_known: dict[str, str] = {}


def plain(character: str) -> str:
    """A character as it is compared: one apostrophe, one blank, no compatibility forms, nothing unseen."""
    if character not in _known:
        if character in _UNSEEN:
            made = ""
        elif character.isspace() and character not in "\n\r\t" and character not in _PLAIN:
            made = " "
        else:
            made = _PLAIN.get(character) or unicodedata.normalize("NFKC", character)
        _known[character] = made
    return _known[character]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where one part of the visible text begins and ends."""

    start: int
    end: int
    part: Part


class View:
    """The visible text, put together from pieces of the file."""

    def __init__(self) -> None:
        self._chunks: list[str] = []
        self._starts: list[int] = []  # where a chunk starts in the visible text …
        self._origins: list[int] = []  # … and where in the file
        self._exact: list[bool] = []  # whether its characters stand there one by one
        self.length = 0

    def add(self, words: str, origin: int) -> None:
        """Take in a piece of the file that stands at ``origin``."""
        if words.isascii():
            self._chunk(words, origin)
            return
        begun = 0
        for place, character in enumerate(words):
            if character < "\x7f":
                continue
            made = plain(character)
            if made == character:
                continue
            self._chunk(words[begun:place], origin + begun)
            self._chunk(made, origin + place, exact=False)
            begun = place + 1
        self._chunk(words[begun:], origin + begun)

    def insert(self, words: str, origin: int) -> None:
        """Put in what does not stand in the file as such: a decoded entity, a break."""
        self._chunk("".join(map(plain, words)), origin, exact=False)

    def _chunk(self, words: str, origin: int, *, exact: bool = True) -> None:
        if words:
            self._chunks.append(words)
            self._starts.append(self.length)
            self._origins.append(origin)
            self._exact.append(exact)
            self.length += len(words)

    @property
    def text(self) -> str:
        return "".join(self._chunks)

    def origin(self, place: int) -> int:
        """Where a character of the visible text stands in the file."""
        if not self._starts:
            return 0
        chunk = max(bisect_right(self._starts, place) - 1, 0)
        return self._origins[chunk] + (place - self._starts[chunk] if self._exact[chunk] else 0)
