"""A time to fix: when it will work again, told while no estimate is committed."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from warroom.scan.clocks import Mention
from warroom.scan.index import Span
from warroom.scan.names import words_of
from warroom.scan.reading import Reading
from warroom.scan.rule import Hit
from warroom.scan.rules.recorded import is_printed, is_taken_back
from warroom.scan.similar import meaning
from warroom.scan.text import Sentence
from warroom.scan.wordlists import listed
from warroom.vocabulary import Estimate

_OF_DAY = listed("of a day")
_BOUNDS = listed("bounds")
_JOINS = listed("joins")
_COMING = listed("coming")
_GONE = listed("gone")
_BEHIND = listed("behind")
_TENSE = listed("past tense")
_LAST = frozenset(["last", "yesterday", "gestern", "letzte", "letzten"])
_DONE = listed("happened")
_NOT_DONE = listed("not happened")
_AHEAD = listed("looks ahead")
_SPANS = frozenset(["matter", "within", "inside", "space", "course", "question", "in", "estimate", "time", "eta"])
_NAMED = listed("named by time")


def estimate(reading: Reading) -> Iterator[Hit]:
    """When it will work, while no estimate is committed; what the ledger holds was promised with an owner's yes."""
    known = reading.known
    works = known.restored or (known.restored is None and known.stage == "restored")
    if known.estimate is Estimate.COMMITTED or works or known.stage == "closure":
        return
    for sentence in reading.text.sentences:
        if reading.asks(sentence) or in_ledger(reading, sentence) or is_printed(reading, sentence):
            continue
        found = _alone(reading, sentence) or _promised(reading, sentence)
        if found:
            yield found


def in_ledger(reading: Reading, sentence: Sentence) -> bool:
    """Whether what a sentence says was given as a promise: that has an owner and a due time."""
    said = meaning(reading.text.words[sentence.first : sentence.last])
    return any(
        len(said & meaning(words_of(one.text))) * 2 >= len(meaning(words_of(one.text)))
        for one in reading.known.promises
    )


def _alone(reading: Reading, sentence: Sentence) -> Hit | None:
    """A length that is one to fix by its own words: a matter of minutes, not more than an hour."""
    for span in reading.said_in("eta_alone", sentence):
        spoken_of = reading.denied("eta_alone", span, sentence) or reading.is_quoted(span, sentence)
        measures = any(one.first >= span.first for one in reading.lengths_in(sentence) if one.first < span.last)
        compared = measures and reading.text.words[span.last] in ("than", "als")
        if not (
            compared
            or spoken_of
            or reading.says("next", sentence)
            or _is_denied(reading, sentence, span.first, span.last)
        ):
            return reading.hit(span)
    return None


def _promised(reading: Reading, sentence: Sentence) -> Hit | None:
    when = [*_ahead(reading, sentence)]
    for eta in reading.said_in("eta", sentence):
        for one in (*when, *_lengths(reading, sentence)):
            if not _is_denied(reading, sentence, min(eta.first, one.first), max(eta.last, one.last)):
                return reading.hit(eta)
    if not reading.says("estimating", sentence):
        return None
    for one in when:
        fix = _fix_of(reading, sentence, one)
        if fix is None or is_taken_back(reading, Span(one.first, one.last), sentence):
            continue
        if not _is_denied(reading, sentence, min(fix, one.first), max(fix + 1, one.last)):
            return reading.hit(Span(one.first, one.last))
    return None


def _is_denied(reading: Reading, sentence: Sentence, first: int, last: int) -> bool:
    """Whether ``eta.not`` is said in the clauses that hold these words; what another clause denies is another thing."""
    while first > sentence.first and not _begins_clause(reading, first):
        first -= 1
    while last < sentence.last and not _begins_clause(reading, last):
        last += 1
    return any(one.first < last and one.last > first for one in reading.said_in("eta.not", sentence))


def _begins_clause(reading: Reading, place: int) -> bool:
    return reading.text.tokens[place].breaks or reading.text.words[place] in _BOUNDS


def _ahead(reading: Reading, sentence: Sentence) -> Iterator[Mention]:
    """The times in a sentence that may lie ahead, also ``later today`` and ``two more hours``."""
    yield from (one for one in (*reading.times_in(sentence), *reading.dates_in(sentence)) if not _is_past(reading, one))
    yield from _lengths(reading, sentence)
    for key in ("soon_words", "eta_phrases"):
        phrases = (Mention(one.first, one.last) for one in reading.said_in(key, sentence) if _is_of_day(reading, one))
        yield from (one for one in phrases if not _is_past(reading, one))


def _lengths(reading: Reading, sentence: Sentence) -> Iterator[Mention]:
    """The lengths of time in a sentence that may lie ahead; not an hour ago, nor an hour a day."""
    words = reading.text.words
    for one in reading.lengths_in(sentence):
        measured = words[one.last - 1] in _MOMENTS  # how long a page takes; nothing is mended in seconds
        risen = not _RISEN.isdisjoint(words[max(one.first - 5, 0) : one.first])  # have gone up to about 35 minutes
        gone = words[one.last] in _GONE or words[one.first - 1] in _BEHIND or _is_amount(words, one)
        if not (measured or risen or gone or "than" in words[one.last : one.last + 2]):
            yield one


def _is_amount(words: Sequence[str], one: Mention) -> bool:
    """Whether it says how long something is: a gap of about ten minutes; not a matter of ten minutes."""
    before = words[max(one.first - 6, 0) : one.first]
    return "of" in before[-3:] and _SPANS.isdisjoint(words[max(one.first - 6, 0) : one.first])


def _is_of_day(reading: Reading, span: Span) -> bool:
    return not _OF_DAY.isdisjoint(reading.text.words[span.first : span.last])


def _is_past(reading: Reading, mention: Mention) -> bool:
    before = reading.text.words[mention.first - 1]
    if _has_happened(reading, mention):
        return True
    if before == "from" and not _COMING.isdisjoint(reading.text.words[max(mention.first - 12, 0) : mention.first]):
        return False
    if reading.text.words[mention.last] == "'s":
        return True  # Thursday's files
    if before in ("to", "bis", "on", "am") and (begun := _ends_before(reading, mention)):
        return _is_past(reading, begun)
    past = ("yesterday", "gestern")
    if before in ("between", "zwischen") or (before in ("and", "und") and _is_between(reading, mention)):
        return not _TENSE.isdisjoint(reading.text.words[mention.first : mention.last + 12])
    if before == "of" and reading.text.words[mention.first - 2] not in _TOWARDS:
        return True  # the run of tonight
    return before in ("since", "from", "seit", *past) or reading.text.words[mention.first] in past


def _ends_before(reading: Reading, mention: Mention) -> Mention | None:
    """The time right before the word that joins it to this one: from 09:40 to 10:10."""
    times = reading.times_in(reading.text.sentence(mention.first))
    return next((one for one in times if one.last == mention.first - 1), None)


def _has_happened(reading: Reading, mention: Mention) -> bool:
    """Whether the words before a time tell what happened then, and none of them looks ahead: taken this afternoon."""
    words, tokens = reading.text.words, reading.text.tokens
    sentence = reading.text.sentence(mention.first)
    bound = {"by", "before", "until", "for"}.isdisjoint(words[max(mention.first - 2, 0) : mention.first + 1])
    named = bound and words[mention.last] in _NAMED  # the 02:00 backup
    if named or not _LAST.isdisjoint(words[mention.first : mention.last]):
        return True
    first = mention.first
    while first > sentence.first and not tokens[first].breaks and mention.first - first < _NEAR:
        first -= 1
    clause = words[first : mention.first]
    if _MISSED in pairwise(clause):
        return True
    done = any(word in _DONE or (word.endswith("ed") and word not in _NOT_DONE) for word in clause[-4:])
    return (done or clause[-2:] == ["as", "of"]) and _AHEAD.isdisjoint(clause)


def _is_between(reading: Reading, mention: Mention) -> bool:
    before = reading.text.words[max(mention.first - 6, 0) : mention.first]
    return "between" in before or "zwischen" in before


def _fix_of(reading: Reading, sentence: Sentence, when: Mention) -> int | None:
    """The word of fixing to which a time belongs: the nearest deed before it in the sentence, else the one after."""
    fixes = [
        span.first for key in ("fixing", "fixed_by") for span in reading.said_in(key, sentence)
        if not reading.denied(key, span, sentence)
    ]  # fmt: skip
    others = _places(reading, "other_deed", sentence)
    fix = max((place for place in fixes if place < when.first), default=None)
    other = max((place for place in others if place < when.first), default=-1)
    if fix is not None and fix != other and (fix > other or not _is_joined(reading, fix, other)):
        return fix if fix < other or when.first - fix < 25 else None
    if fix is not None or other >= 0:
        return None
    fix = min((place for place in fixes if place >= when.last), default=None)
    other = min((place for place in others if place >= when.last), default=sentence.last)
    return fix if fix is not None and fix < other else None


def _is_joined(reading: Reading, fix: int, other: int) -> bool:
    """Whether a new deed begins between two words, so that the later one stands for itself."""
    between = range(fix + 1, other + 1)
    return any(reading.text.words[one] in _JOINS or reading.text.tokens[one].breaks for one in between)


def _places(reading: Reading, key: str, sentence: Sentence) -> list[int]:
    return [span.first for span in reading.said_in(key, sentence)]
