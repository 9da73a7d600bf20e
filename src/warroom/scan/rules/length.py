"""How much it asks of its reader: long sentences and messages, hard words, acronyms."""

import re
from collections.abc import Iterator

from warroom.scan.index import Span
from warroom.scan.reading import Reading
from warroom.scan.rule import Hit
from warroom.scan.text import Sentence
from warroom.scan.view import MESSAGE, Part
from warroom.scan.wordlists import listed

LONGEST_SENTENCE = 25  # words
LONGEST_SUBJECT = 78  # characters
LONGEST = {"first": 120, "progress": 180, "no_change": 150, "restored": 200, "closure": 300}  # words of running text
SHORTEST = 150  # words of a whole message whose length nobody minds, halved
LONGEST_EXECUTIVE = 350
HARDEST = 12.0  # years of school
_ENOUGH = 60  # words; of fewer no grade is told
_LISTED = re.compile(r"[ \t]{0,12}(?:[-*+•·][ \t]|\d{1,3}[.)][ \t]|#{1,6}[ \t]|\|)")
_VOWELS = re.compile(r"[aeiouyäöü]+")
_ACRONYM = re.compile(r"(?<![\w.@/&-])[A-Z][A-Z0-9]{1,5}s?(?![\w@/-]|\.\w)")
_SPELLED = re.compile(r"\([^()\n]{0,80}\)")
_ZONES = frozenset(map(str.upper, listed("zones")))
_USUAL = listed("usual")


def long_sentences(reading: Reading) -> Iterator[Hit]:
    """Sentences of more than 25 words."""
    for sentence in reading.text.sentences:
        words = _words_in(reading, sentence)
        if words > LONGEST_SENTENCE:
            yield reading.sentence_hit(sentence, f"the sentence has {words} words")


def _words_in(reading: Reading, sentence: Sentence) -> int:
    """How many words are read in one breath: a time with day and zone is one, a colon lets one breathe."""
    tokens, times = reading.text.tokens, [*reading.times_in(sentence), *reading.dates_in(sentence)]
    timed = {place for one in times for place in range(one.first, one.last)}
    longest = words = 0
    start = end = sentence.start
    for place in range(sentence.first, sentence.last):
        token = tokens[place]
        if token.breaks and ":" in reading.text.shown[end : token.start]:
            longest, words = max(longest, words), 0
        is_new = place == sentence.first or (token.start != start and not {place - 1, place} <= timed)
        words += is_new and token.word[:1].isalnum()
        start, end = token.start, token.end
    return max(longest, words)


def too_long(reading: Reading) -> Iterator[Hit]:
    """Messages and subjects that are longer than their stage needs.

    What runs on is counted; a list is looked through, and does not make a message long before it is twice as long.
    """
    known = reading.known
    if known.audience == "executive":
        most, words = LONGEST_EXECUTIVE, reading.count
    else:
        most, words = LONGEST.get(known.stage or "", 200), _running(reading)
    if words > most:
        yield reading.whole_hit(f"it has {words} words of running text; {most} are enough")
    elif reading.count > 2 * max(most, SHORTEST):
        yield reading.whole_hit(f"it has {reading.count} words; {2 * max(most, SHORTEST)} are enough")
    for sentence in reading.text.sentences:
        if sentence.part is Part.SUBJECT and sentence.end - sentence.start > LONGEST_SUBJECT:
            yield reading.sentence_hit(sentence, f"the subject has more than {LONGEST_SUBJECT} characters")


def _running(reading: Reading) -> int:
    """The words of a message without its subject, headings, lists and tables."""
    shown, listed = reading.text.shown, dict[int, bool]()
    words = 0
    for sentence in reading.text.sentences:
        if sentence.block not in listed:
            line = shown.rfind("\n", max(sentence.start - 200, 0), sentence.start) + 1
            listed[sentence.block] = _LISTED.match(shown, line, sentence.start) is not None
        if sentence.part is not Part.SUBJECT and not listed[sentence.block]:
            words += sum(word[:1].isalnum() for word in reading.text.words[sentence.first : sentence.last])
    return words


def too_hard(reading: Reading) -> Iterator[Hit]:
    """A reading grade above 12 (Flesch and Kincaid 1975); English only, since the formula is."""
    if reading.count < _ENOUGH or reading.languages != ("en",):
        return
    grade = reading_grade(reading)
    if grade > HARDEST:
        yield reading.whole_hit(f"it asks for {grade:.0f} years of school; 12 are many")


def reading_grade(reading: Reading) -> float:
    """Years of school that the message asks for: 0.39 × words a sentence + 11.8 × syllables a word − 15.59."""
    text = reading.text
    sentences = [one for one in text.sentences if one.last - one.first > 2]
    words = [word for one in sentences for word in text.words[one.first : one.last] if word[:1].isalpha()]
    if not words or not sentences:
        return 0.0
    beats = sum(syllables(word) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * beats / len(words) - 15.59


def syllables(word: str) -> int:
    """About how many syllables an English word has: its runs of vowels, without a silent e."""
    runs = len(_VOWELS.findall(word[:60]))
    silent = word.endswith("e") and not word.endswith(("le", "ee")) and runs > 1
    return max(runs - silent - (word.endswith(("es", "ed")) and runs > 1 and word[-3:-2] not in "tdszx"), 1)


def acronyms(reading: Reading) -> Iterator[Hit]:
    """Acronyms that are not spelled out."""
    shown = reading.text.shown
    known = (
        _USUAL
        | _ZONES
        | {word.upper() for word in reading.own.of("acronyms")}
        | {name.upper() for name in reading.known.account.names}
    )
    spelled = {match for found in _SPELLED.finditer(shown) for match in _ACRONYM.findall(found[0])}
    told: set[str] = set()
    for found in _ACRONYM.finditer(shown):
        word = found[0].rstrip("s")
        if word in known or word in told or found[0] in spelled or shown[found.end() : found.end() + 2] == " (":
            continue
        if reading.text.part(found.start()) in MESSAGE and not word[1:].isdigit() and not _is_loud(shown, found):
            told.add(word)
            yield Hit(found.start(), found.end(), f"{word} is not spelled out")


def _is_loud(shown: str, found: re.Match[str]) -> bool:
    """Whether it stands among other words written large: that is shouting, no acronym."""
    return (
        shown[found.end() : found.end() + 12].isupper() and shown[max(found.start() - 12, 0) : found.start()].isupper()
    )


def spans_of_code(reading: Reading) -> Iterator[Hit]:
    """Names as programs write them."""
    for found in re.finditer(
        r"(?<![\w./@-])(?:[a-z]{2,30}(?:_[a-z0-9]{1,30}){1,8}|[a-z]{2,30}[A-Z][a-zA-Z]{2,40}"
        r"|[A-Z][a-zA-Z]{2,40}(?:Exception|Error))(?:\(\))?(?![\w@-])",
        reading.text.shown,
    ):
        if reading.text.part(found.start()) in MESSAGE:
            yield Hit(found.start(), found.end(), f"{found[0]} is written as programs write")


def hard_words(reading: Reading) -> Iterator[Hit]:
    """Acronyms and names of programs."""
    yield from acronyms(reading)
    yield from spans_of_code(reading)


def unknown_language(reading: Reading) -> Iterator[Hit]:
    """A text in a language that the rules have no words for: said, not guessed."""
    if not reading.languages and reading.count:
        first = reading.text.sentences[0]
        yield reading.hit(
            Span(first.first, first.first + 1), "the language is none that the rules know: only leaks were looked for"
        )


__all__ = ["hard_words", "long_sentences", "too_hard", "too_long", "unknown_language"]
