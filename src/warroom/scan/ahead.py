"""Times, dates and lengths that may lie ahead; what a sentence tells of the past is none of them."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from warroom.scan.clocks import Mention
from warroom.scan.index import Span
from warroom.scan.reading import Reading
from warroom.scan.text import Sentence
from warroom.scan.wordlists import listed

_OF_DAY = listed("of a day")
_COMING = listed("coming")
_GONE = listed("gone")
_BEHIND = listed("behind")
_TENSE = listed("past tense")
_LAST = listed("gone day")
_DONE = listed("happened")
_NOT_DONE = listed("not happened")
_LOOKS_AHEAD = listed("looks ahead")
_RISEN = listed("risen")
_NAMED = listed("named by time")
_ABLE = listed("able")
_LIMITS = listed("limits")
_SPANS = listed("spans of time")
_AS_OF = (("as", "of"), ("as", "on"), ("as", "at"))
_MISSED = ("should", "have")  # should have been there by noon
_MOST_JOINED = 3  # times that are joined to one another: 22 November from 09:40 to 10:10
_NEAR = 14  # words before a time that can tell what happened then
_TOWARDS = listed("towards")
_MOMENTS = listed("moments")


def times_ahead(reading: Reading, sentence: Sentence) -> Iterator[Mention]:
    """The times in a sentence that may lie ahead, also ``later today`` and ``two more hours``."""
    yield from (one for one in (*reading.times_in(sentence), *reading.dates_in(sentence)) if not _is_past(reading, one))
    yield from lengths_ahead(reading, sentence)
    for key in ("soon_words", "eta_phrases"):
        phrases = (Mention(one.first, one.last) for one in reading.said_in(key, sentence) if _is_of_day(reading, one))
        yield from (one for one in phrases if not _is_past(reading, one))


def lengths_ahead(reading: Reading, sentence: Sentence) -> Iterator[Mention]:
    """The lengths of time in a sentence that may lie ahead; not an hour ago, nor an hour a day."""
    words = reading.text.words
    for one in reading.lengths_in(sentence):
        measured = words[one.last - 1] in _MOMENTS  # how long a page takes; nothing is mended in seconds
        risen = not _RISEN.isdisjoint(words[max(one.first - 5, 0) : one.first])  # have gone up to about 35 minutes
        gone = words[one.last] in _GONE or words[one.first - 1] in _BEHIND or _is_amount(words, one)
        compared = "than" in (*words[one.last : one.last + 2], words[one.first - 1])
        if not (measured or risen or gone or compared):
            yield one


def _is_amount(words: Sequence[str], one: Mention) -> bool:
    """Whether it says how long something is: a gap of about ten minutes; not a matter of ten minutes."""
    before = words[max(one.first - 6, 0) : one.first]
    return "of" in before[-3:] and _SPANS.isdisjoint(before)


def _is_of_day(reading: Reading, span: Span) -> bool:
    return not _OF_DAY.isdisjoint(reading.text.words[span.first : span.last])


def _is_past(reading: Reading, mention: Mention, joined: int = 0) -> bool:
    """Whether a time lies behind; of two that are ``joined``, the later lies where the earlier does."""
    before = reading.text.words[mention.first - 1]
    if has_happened(reading, mention):
        return True
    if before == "from" and not _COMING.isdisjoint(reading.text.words[max(mention.first - 12, 0) : mention.first]):
        return False
    if reading.text.words[mention.last] == "'s":
        return True  # Thursday's files
    joins = before in ("to", "bis", "on", "am", "today", "heute") or before[:1].isdigit()
    if joins and joined < _MOST_JOINED and (begun := _ends_before(reading, mention)):
        return _is_past(reading, begun, joined + 1)
    past = ("yesterday", "gestern")
    if before in ("between", "zwischen") or (before in ("and", "und") and _is_between(reading, mention)):
        return not _TENSE.isdisjoint(reading.text.words[mention.first : mention.last + 12])
    if before == "of" and reading.text.words[mention.first - 2] not in _TOWARDS:
        return True  # the run of tonight
    return before in ("since", "from", "seit", *past) or reading.text.words[mention.first] in past


def _ends_before(reading: Reading, mention: Mention) -> Mention | None:
    """The time right before this one, or before the word that joins the two: from 09:40 to 10:10, 20 November."""
    if reading.text.words[mention.first - 1] in ("today", "heute"):
        mention = Mention(mention.first - 1, mention.last)
    times = reading.clocks.times
    place = bisect_left(times, mention.first - 1, key=_end)
    sentence = reading.text.sentence(mention.first)
    return next(
        (one for one in times[place : place + 1] if one.last <= mention.first and one.first >= sentence.first), None
    )


def _end(mention: Mention) -> int:
    return mention.last


def has_happened(reading: Reading, mention: Mention) -> bool:
    """Whether the words before a time tell what happened then, and none of them looks ahead: taken this afternoon."""
    words, tokens = reading.text.words, reading.text.tokens
    sentence = reading.text.sentence(mention.first)
    free = _LIMITS.isdisjoint(words[max(mention.first - 2, 0) : mention.first + 1])
    named = free and words[mention.last] in _NAMED  # the 02:00 backup
    if named or not _LAST.isdisjoint(words[mention.first : mention.last]):
        return True
    said = words[sentence.first : sentence.last]
    ahead = _LOOKS_AHEAD - _ABLE if "not" in said else _LOOKS_AHEAD  # what they cannot do this morning
    if "morning" in words[mention.first : mention.last] and ahead.isdisjoint(said):
        return True  # this morning lies behind, unless something is to come
    first = mention.first
    while first > sentence.first and not tokens[first].breaks and mention.first - first < _NEAR:
        first -= 1
    clause = words[first : mention.first]
    if _was_missed(clause) or tuple(clause[-2:]) in _AS_OF:
        return True
    done = any(word.endswith("ed") and word not in _NOT_DONE for word in clause[-4:])
    done = done or not (_DONE | _TENSE).isdisjoint(clause)
    return done and _LOOKS_AHEAD.isdisjoint(clause)


def _was_missed(clause: Sequence[str]) -> bool:
    """Whether something should have been there by then."""
    threes = zip(clause, clause[1:], clause[2:], strict=False)
    return any((one, two) == _MISSED and (three == "been" or three.endswith("ed")) for one, two, three in threes)


def _is_between(reading: Reading, mention: Mention) -> bool:
    before = reading.text.words[max(mention.first - 6, 0) : mention.first]
    return "between" in before or "zwischen" in before
