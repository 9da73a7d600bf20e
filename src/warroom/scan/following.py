"""When the reader hears from us again: the sentences that say so, in whatever words."""

import re

from warroom.scan.lexicon import Lexicon
from warroom.scan.reading import Reading
from warroom.scan.text import Sentence
from warroom.scan.view import Part

_CLOSING = re.compile(r"\b(?:final (?:message|update|mail|note)|last (?:message|update|note) on this"
r"|close this (?:case|matter|incident)|abschließende|letzte nachricht)", re.I)  # fmt: skip
_LONGEST = 26  # words of a sentence that tells it by its time alone


def is_closing(reading: Reading) -> bool:
    """Whether it is the last message; without a stage on record, by its own words."""
    stage = reading.known.stage
    return stage == "closure" or (stage is None and _CLOSING.search(reading.text.shown) is not None)


def next_sentences(reading: Reading) -> list[Sentence]:
    """The sentences that tell when the reader hears from us again."""
    return [sentence for sentence in reading.text.sentences if tells_next(reading, sentence)]


def tells_next(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence tells when we speak again: by its phrases, or by a time to come beside a word of telling."""
    if sentence.part is Part.SUBJECT:
        return False
    if reading.asks(sentence) and reading.says("next asked", sentence):
        return True  # a heading of questions and answers
    return any(not reading.denied("next", span, sentence) for span in reading.said_in("next", sentence)) or any(
        _tells_by_its_time(reading, lexicon, sentence) for lexicon in reading.lexicons
    )


def _tells_by_its_time(reading: Reading, lexicon: Lexicon, sentence: Sentence) -> bool:
    words = reading.text.words
    said = set(words[sentence.first : sentence.last])
    if sentence.last - sentence.first > _LONGEST or not said.isdisjoint(lexicon.words("gone by")):
        return False
    ahead = [  # what begins with its time tells what happened then
        one for one in reading.times_in(sentence)
        if one.first > sentence.first and words[one.first - 1] not in lexicon.words("as of")
    ]  # fmt: skip
    speaks = not said.isdisjoint(lexicon.words("word of ours"))
    returns = not (said.isdisjoint(lexicon.words("anew")) or said.isdisjoint(lexicon.words("between us")))
    return bool(ahead) and (speaks or returns) and not reading.says("fixing", sentence)
