"""A message, understood a little: its parts, its sentences with their words, and where everything stands."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from warroom.scan import mail, markup
from warroom.scan.sentences import blocks, sentences
from warroom.scan.tokens import END, Token, tokens
from warroom.scan.view import MESSAGE, Part, View

_Stretch = tuple[int, int, Part]
_LONGEST = 150  # words; a sentence without end is cut, so that looking around in one costs the same everywhere


class Sentence(NamedTuple):
    """One sentence: where its words begin and end among all words, and where it stands in the visible text."""

    first: int
    last: int
    start: int
    end: int
    block: int
    part: Part


class Text:
    """A message as a reader sees it. Reading it takes time in proportion to its length, whatever it holds."""

    def __init__(self, raw: str) -> None:
        self.raw = mail.decoded(raw) if mail.is_encoded(raw) else raw
        view = View()
        pieces, start = mail.headers(self.raw)
        below = self.raw[start:]
        self.is_html = markup.is_html(below)
        body = markup.html(below, start) if self.is_html else markup.markdown(below, start)
        stretches = markup.seen(iter(pieces), view) + markup.seen(body, view)
        self._view = view
        self.shown = view.text
        """The visible text; below it, each in a paragraph of its own, where its links lead."""
        self._stretches = _settled(self.shown, stretches)
        self._starts = [start for start, _, _ in self._stretches]

    def part(self, place: int) -> Part:
        """Which part of the mail a place of the visible text belongs to."""
        found = bisect_right(self._starts, place) - 1
        return self._stretches[found][2] if found >= 0 else Part.BODY

    def position(self, place: int) -> tuple[int, int]:
        """Line and column, both from 1, of a place of the visible text, in the file."""
        origin = self._view.origin(place)
        line = bisect_right(self._lines, origin)
        return line, origin - self._lines[line - 1] + 1

    @cached_property
    def _lines(self) -> list[int]:
        starts, place = [0], self.raw.find("\n")
        while place >= 0:
            starts.append(place + 1)
            place = self.raw.find("\n", place + 1)
        return starts

    # Its words

    @cached_property
    def _read(self) -> tuple[list[Token], list[Sentence]]:
        return _read(self.shown, self._stretches)

    @property
    def tokens(self) -> list[Token]:
        """Every word of the mail, in order; a token without a word ends each sentence."""
        return self._read[0]

    @cached_property
    def words(self) -> list[str]:
        return [token.word for token in self.tokens]

    @property
    def every(self) -> list[Sentence]:
        """The sentences of every part, also of what is quoted, of headers and of links: what leaks, leaks anywhere."""
        return self._read[1]

    @cached_property
    def sentences(self) -> list[Sentence]:
        """The sentences of the message itself: subject, headings, list items and cells count as such."""
        return [sentence for sentence in self.every if sentence.part in MESSAGE]

    @cached_property
    def _firsts(self) -> list[int]:
        return [sentence.first for sentence in self.every]

    def sentence(self, token: int) -> Sentence:
        """The sentence that holds a word."""
        return self.every[bisect_right(self._firsts, token) - 1]

    @cached_property
    def _ends(self) -> list[int]:
        return [token.end for token in self.tokens]

    def token_at(self, place: int) -> int:
        """The number of the word that stands at, or first after, a place of the visible text."""
        return bisect_left(self._ends, place + 1)

    def said(self, sentence: Sentence) -> str:
        """A sentence as it stands there."""
        return self.shown[sentence.start : sentence.end]


def _settled(shown: str, stretches: list[_Stretch]) -> list[_Stretch]:
    merged: list[_Stretch] = []
    for start, end, part in stretches:
        if merged and merged[-1][2] is part and part is not Part.LINK:
            merged[-1] = (merged[-1][0], end, part)
        elif end > start:
            merged.append((start, end, part))
    parted = list(_parted(shown, merged))
    if any(part is Part.BODY and shown[start:end].strip() for start, end, part in parted):
        return parted
    # A message of nothing but quotation is the message.
    return [(start, end, Part.BODY if part is Part.QUOTED else part) for start, end, part in parted]


def _parted(shown: str, merged: list[_Stretch]) -> Iterator[_Stretch]:
    for first, last, whose in merged:
        if whose is not Part.BODY:
            yield first, last, whose
            continue
        place = first
        for start, end, part in mail.parts(shown, first, last):
            if start > place:
                yield place, start, Part.BODY
            yield start, end, part
            place = end
        if place < last:
            yield place, last, Part.BODY


def _read(shown: str, stretches: list[_Stretch]) -> tuple[list[Token], list[Sentence]]:
    made: list[Token] = []
    known: list[Sentence] = []
    block = 0
    for first, last, part in stretches:
        for start, end in blocks(shown, first, last):
            block += 1
            for begun, ended in sentences(shown, start, end):
                whole = tokens(shown, begun, ended)
                for first_word in range(0, len(whole), _LONGEST):
                    words = whole[first_word : first_word + _LONGEST]
                    stop = ended if len(whole) == len(words) else words[-1].end
                    known.append(Sentence(len(made), len(made) + len(words), words[0].start, stop, block, part))
                    made += words
                    made.append(Token(END, stop, stop))
    return made, known
