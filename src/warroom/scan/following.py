"""When the reader hears from us again: the sentences that say so, in whatever words."""

import re
from collections.abc import Sequence
from itertools import takewhile

from warroom.scan.clocks import Mention
from warroom.scan.lexicon import Lexicon
from warroom.scan.reading import Reading
from warroom.scan.text import Sentence
from warroom.scan.view import Part
from warroom.scan.wordlists import listed

_CLOSING = re.compile(r"\b(?:final (?:message|update|mail|note)|last (?:message|update|note) on this"
r"|close this (?:case|matter|incident)|abschließende|letzte nachricht)", re.I)  # fmt: skip
_LONGEST = 26  # words of a sentence that tells it by its time alone
_GREETING = 5  # words of a line that greets, signs, or names whom it comes from, at most
_HEADING = 8  # words of a heading, its time among them
_ELSEWHERE = ("fixing", "fixed_by", "eta", "their turn")  # what else can happen at a time
_DENYING = listed("denying")
_LAST = 4  # sentences at the end, where a message says when it goes on


def is_closing(reading: Reading) -> bool:
    """Whether it is the last message; without a stage on record, by its own words."""
    stage = reading.known.stage
    return stage == "closure" or (stage is None and _CLOSING.search(reading.text.shown) is not None)


def next_sentences(reading: Reading) -> list[Sentence]:
    """The sentences that tell when the reader hears from us again."""
    return [sentence for sentence in reading.text.sentences if tells_next(reading, sentence)]


def tells_next(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence tells when we speak again: by its phrases, or by a time to come beside a word of telling."""
    if sentence.part is Part.SUBJECT or _is_heading(reading, sentence):
        return False
    if reading.asks(sentence) and reading.says("next asked", sentence):
        return True  # a heading of questions and answers
    return any(not reading.denied("next", span, sentence) for span in reading.said_in("next", sentence)) or any(
        _tells_by_its_time(reading, lexicon, sentence) for lexicon in reading.lexicons
    )


def _is_heading(reading: Reading, sentence: Sentence) -> bool:
    """Whether it is the first line, with the time of the message itself: Update, 22 November, 09:30 UTC."""
    words = reading.text.words
    times = reading.times_in(sentence)
    return (
        sentence.first == reading.text.sentences[0].first < len(words) - sentence.last
        and len(times) == 1
        and sentence.last - sentence.first <= _HEADING
        and any(words[sentence.first] in one.words("word of ours") for one in reading.lexicons)
    )


def _tells_by_its_time(reading: Reading, lexicon: Lexicon, sentence: Sentence) -> bool:
    words = reading.text.words
    said = {
        word for place, word in enumerate(words[sentence.first : sentence.last], sentence.first)
        if not _is_number(words, place)
    }  # fmt: skip
    if sentence.last - sentence.first > _LONGEST or not said.isdisjoint(lexicon.words("gone by")):
        return False
    ahead = [  # what begins with its time tells what happened then
        one for one in reading.times_in(sentence)
        if one.first > sentence.first and words[one.first - 1] not in lexicon.words("as of")
    ]  # fmt: skip
    speaks = not said.isdisjoint(lexicon.words("word of ours"))
    returns = not (said.isdisjoint(lexicon.words("anew")) or said.isdisjoint(lexicon.words("between us")))
    return bool(ahead) and (speaks or returns) and not reading.says("fixing", sentence)


def ends_with_time(reading: Reading) -> list[Sentence]:
    """The sentences at the end with a time that nothing else claims: a message that ends with one goes on then."""
    told = _behind_heading([one for one in reading.text.sentences if one.part is not Part.SUBJECT])
    return [one for one in told[-_LAST - _signed(reading, told) :] if _is_to_come(reading, one)]


def _behind_heading(told: list[Sentence]) -> list[Sentence]:
    """What stands behind the first line, and behind the one after a greeting: they may say of when the message is."""
    greets = bool(told) and told[0].last - told[0].first <= _GREETING
    return told[2 if greets else 1 :]


def _signed(reading: Reading, told: Sequence[Sentence]) -> int:
    """How many of the last sentences only greet and sign."""
    return sum(1 for _ in takewhile(lambda one: one.last - one.first <= _GREETING, reversed(told[-_LAST:])))


def _is_to_come(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence holds a clock time of which no word says that it has passed, or what else happens then."""
    return not reading.asks(sentence) and any(
        not any(_is_claimed(reading, lexicon, sentence, one) for lexicon in reading.lexicons)
        for one in reading.times_in(sentence)
    )


def _is_claimed(reading: Reading, lexicon: Lexicon, sentence: Sentence, mention: Mention) -> bool:
    """Whether its clause says what happened at a time, or from when until when."""
    words = reading.text.words
    clause = _between_semicolons(reading, sentence, mention)
    if any(span.first in clause for key in _ELSEWHERE for span in reading.said_in(key, sentence)):
        return True
    before = words[max(mention.first - 2, clause.start) : mention.first]
    return (
        any(words[at] in lexicon.words("gone by") and words[at] not in _DENYING for at in clause)
        or any(word in lexicon.words("taken at") or word.endswith("ed") for word in before)
        or words[mention.first - 1] in lexicon.words("as of")
    )


def _between_semicolons(reading: Reading, sentence: Sentence, mention: Mention) -> range:
    """The words around a time that no semicolon parts from it."""
    text = reading.text
    parted = [
        at for at in range(sentence.first + 1, sentence.last)
        if ";" in text.shown[text.tokens[at - 1].end : text.tokens[at].start]
    ]  # fmt: skip
    first = max((at for at in parted if at <= mention.first), default=sentence.first)
    return range(first, min((at for at in parted if at > mention.first), default=sentence.last))


def _is_number(words: Sequence[str], place: int) -> bool:
    """Whether it is the short form of number: update no. 4."""
    return words[place] == "no" and words[place + 1][:1].isdigit()
