"""A message as the rules read it: what was said, where, and whether it was denied in the same breath."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property

from warroom.scan.clauses import is_open
from warroom.scan.clocks import Clocks, Mention
from warroom.scan.index import Span
from warroom.scan.known import Known
from warroom.scan.lexicon import LANGUAGES, Lexicon, lexicon, spoken
from warroom.scan.own import Own
from warroom.scan.rule import Hit
from warroom.scan.text import Sentence, Text
from warroom.scan.tokens import END
from warroom.scan.wordlists import listed

_BACK = 14  # words before a phrase within which it can be denied


class Reading:
    """One message, one record, one project's words."""

    def __init__(self, text: Text, known: Known, own: Own) -> None:
        self.text = text
        self.known = known
        self.own = own
        message = [word for one in text.sentences for word in text.words[one.first : one.last]]
        self.count = sum(word[:1].isalnum() for word in message)
        self.languages = spoken(message, known.language)
        self.lexicons: list[Lexicon] = [lexicon(code) for code in self.languages]

    @cached_property
    def clocks(self) -> Clocks:
        every = [lexicon(code).lists for code in LANGUAGES]
        names = ("months", "weekdays", "units", "numbers")
        return Clocks(self.text, {name: [word for lists in every for word in lists.get(name, ())] for name in names})

    @cached_property
    def surnames(self) -> frozenset[str]:
        """The last names of our people, and the only names of those who have one."""
        return frozenset(one.name.lower().split()[-1] for one in self.known.people if one.name and one.name.strip())

    @cached_property
    def _said(self) -> dict[str, list[Span]]:
        found: dict[str, list[Span]] = {}
        words = [END] * len(self.text.words)
        for one in self.text.sentences:  # only what the message itself says
            words[one.first : one.last] = self.text.words[one.first : one.last]
        for index in (*(one.index for one in self.lexicons), self.own.index):
            for key, spans in index.find(words, self.clocks.marks).items():
                found[key] = sorted([*found.get(key, ()), *spans])
        return found

    # What was said

    def said(self, key: str) -> Sequence[Span]:
        """Where the phrases of this key stand, in order."""
        return self._said.get(key, ())

    def says(self, key: str, sentence: Sentence) -> bool:
        """Whether a sentence holds a phrase of this key."""
        return any(True for _ in self.said_in(key, sentence))

    def said_in(self, key: str, sentence: Sentence) -> Iterator[Span]:
        """The phrases of this key in one sentence."""
        every = self.said(key)
        for number in range(bisect_left(every, (sentence.first, 0)), len(every)):
            if every[number].first >= sentence.last:
                return
            yield every[number]

    def meant(self, key: str) -> Iterator[Span]:
        """Where the phrases of this key stand and are meant: not denied, not in the words of somebody else.

        What denies them stands under ``KEY.not``: a phrase that overlaps theirs or stands right before it.
        """
        last = -1
        for span in self.said(key):
            of_two = self._is_torn(span, soft=key.endswith(".soft"))
            if span.first < last or of_two:
                continue  # part of one that was found already, or of two sayings
            sentence = self.text.sentence(span.first)
            if self.denied(key, span, sentence) or self.is_quoted(span, sentence):
                continue
            last = span.last
            yield span

    def denied(self, key: str, span: Span, sentence: Sentence) -> bool:
        """Whether ``KEY.not`` is said over the span or right before it, ``KEY.over`` over it, ``KEY.before`` before.

        What stands before a semicolon denies nothing behind it. What is left open is denied, too.
        """
        if is_open(self, key, span, sentence):
            return True
        begun = span.first - (self.text.words[span.first - 1] in _ARTICLES)
        return any(
            one.first < span.last and (one.last > span.first or (reach and one.last + reach > begun))
            and (kind == "over" or not self._is_beyond(key, one.first, span.first))
            for kind, reach in (("not", 1), ("over", 0), ("before", _BACK + 1))
            for one in self.said_in(f"{key}.{kind}", sentence)
        )  # fmt: skip

    def is_parted(self, first: int, last: int) -> bool:
        """Whether a semicolon stands between two words."""
        tokens = self.text.tokens
        return first < last and ";" in self.text.shown[tokens[first].end : tokens[last].start]

    def parts(self, first: int, last: int) -> bool:
        """Whether a comma, a semicolon or the like stands somewhere from one word to another."""
        breaks = any(self.text.tokens[place].breaks for place in range(first, last + 1))
        return breaks or self.is_parted(max(first - 1, 0), last)

    def clause(self, span: Span, sentence: Sentence) -> tuple[int, int]:
        """The first word of the clause around a phrase, and the word behind its last; of a long one, what is near."""
        first, last = span
        while first > max(sentence.first, span.first - _LONGEST) and not self._begins_clause(first):
            first -= 1
        while last < min(sentence.last, span.last + _LONGEST) and not self._begins_clause(last):
            last += 1
        return first, last

    def _begins_clause(self, place: int) -> bool:
        """Whether a mark stands before a word, or a word that joins stands there, and goes on with another doer."""
        words = self.text.words
        joins = words[place] in _BOUNDS and not words[place + 1].endswith("ing")  # testing and fixing
        return joins or self.text.tokens[place].breaks or self.is_parted(place - 1, place)

    def _is_torn(self, span: Span, *, soft: bool) -> bool:
        """Whether a semicolon or a quotation mark stands within a phrase, which is then of two sayings.

        What softens is torn by a colon: what was entered so far: no data has been lost.
        """
        tokens = self.text.tokens
        within = self.text.shown[tokens[span.first].end : tokens[span.last - 1].start]
        return ":" in within if soft else (";" in within or '"' in within)

    def _is_beyond(self, key: str, first: int, last: int) -> bool:
        """Whether what is said first has ended before the other begins: a semicolon, a but, another clause."""
        turned = not _CLOSERS.isdisjoint(self.text.words[first:last]) or (key in _IS_SO and self._tells(first, last))
        return turned or self.is_parted(first, last) or self._resumes(key, first, last)

    def _tells(self, first: int, last: int) -> bool:
        """Whether a colon between two words announces what follows: good news for those who could not print: …"""
        tokens = self.text.tokens
        begun = self.text.sentence(first).first
        return any(
            place - begun > _LABEL and ":" in self.text.shown[tokens[place - 1].end : tokens[place].start]
            for place in range(first + 1, last + 1)
        )

    def _resumes(self, key: str, first: int, last: int) -> bool:
        """Whether another clause goes on after a comma: they could not print, that works again; the fault, …, is.

        What a time belongs to is told within its clause.
        """
        tokens, words = self.text.tokens, self.text.words
        breaks = (place for place in range(first + 1, last + 1) if tokens[place].breaks)
        return any(key in _OF_TIME or words[place] in _GOES_ON or (place == last and key in _IS_SO) for place in breaks)

    def is_quoted(self, span: Span, sentence: Sentence) -> bool:
        """Whether it stands in quotation marks beside a word of saying: the reader's words, given back to them."""
        shown, tokens = self.text.shown, self.text.tokens
        start, end = tokens[span.first].start, tokens[span.last - 1].end
        before = shown[max(start - 300, sentence.start) : start].count('"')
        after = shown[end : min(end + 300, sentence.end + 1)].count('"')
        if before % 2 == 0 or after == 0:
            return False
        words = self.text.words[max(sentence.first, span.first - 40) : min(sentence.last, span.last + 40)]
        return not _SAYING.isdisjoint(words)

    def is_cited(self, start: int, end: int) -> bool:
        """Whether a stretch of the visible text stands for itself in quotation marks: what a screen or a list shows."""
        shown = self.text.shown
        return shown[max(start - 1, 0) : start] == '"' and '"' in shown[end : end + 30]

    def names_thing(self, span: Span) -> bool:
        """Whether several words are the name of a thing: all written large, and before the word for it."""
        tokens, shown = self.text.tokens, self.text.shown
        large = all(shown[tokens[at].start].isupper() and not shown[tokens[at].start + 1 :][:1].isupper()
                    for at in range(*span))  # fmt: skip
        after = self.text.words[span.last] if span.last < len(self.text.words) else ""
        return large and span.last - span.first > 1 and after in _SCREENS

    def asks(self, sentence: Sentence) -> bool:
        """Whether a sentence is a question."""
        return self.text.said(sentence).rstrip(" \n\"')*_").endswith("?")

    # Where it stands

    def hit(self, span: Span, what: str = "", way_out: str = "", *, soft: bool = False) -> Hit:
        """A hit on these words."""
        tokens = self.text.tokens
        return Hit(tokens[span.first].start, tokens[max(span.last - 1, span.first)].end, what, way_out, soft)

    def sentence_hit(self, sentence: Sentence, what: str = "", way_out: str = "", *, soft: bool = False) -> Hit:
        """A hit on a whole sentence."""
        return Hit(sentence.start, sentence.end, what, way_out, soft)

    def whole_hit(self, what: str, way_out: str = "", *, soft: bool = False) -> Hit:
        """A hit on the message as such: what is missing in it."""
        start = self.text.sentences[0].start if self.text.sentences else 0
        return Hit(start, start, what, way_out, soft)

    def times_in(self, sentence: Sentence) -> list[Mention]:
        """The clock times of one sentence."""
        return _within(self.clocks.times, sentence)

    def dates_in(self, sentence: Sentence) -> list[Mention]:
        """The dates of one sentence."""
        return _within(self.clocks.dates, sentence)

    def lengths_in(self, sentence: Sentence) -> list[Mention]:
        """The lengths of time of one sentence."""
        return _within(self.clocks.lengths, sentence)


def _within(mentions: Sequence[Mention], sentence: Sentence) -> list[Mention]:
    found = []
    for number in range(bisect_left(mentions, sentence.first, key=_place), len(mentions)):
        if mentions[number].first >= sentence.last:
            break
        found.append(mentions[number])
    return found


def _place(mention: Mention) -> int:
    return mention.first


_SAYING = listed("saying")
_ARTICLES = listed("articles")
_OF_TIME = ("eta_alone", "fixed_by", "fixing")
_LONGEST = 40  # words of a clause on either side
_LABEL = 5  # words of a label before its colon, at most
_IS_SO = ("resolved", "restored", "data safe")
_CLOSERS = listed("closers")
_BOUNDS = listed("bounds")
_SCREENS = listed("screens")
_GOES_ON = listed("goes on")
