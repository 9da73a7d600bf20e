"""A time to fix: when it will work again, told while no estimate is committed."""

from collections.abc import Iterator
from functools import partial

from warroom.scan.ahead import has_happened, lengths_ahead, times_ahead
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

_JOINS = listed("joins")


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
        gone = [
            one
            for one in (*reading.times_in(sentence), *reading.dates_in(sentence))
            if span.first <= one.first < span.last
        ]
        if gone and all(map(partial(has_happened, reading), gone)):
            continue  # came back around nine
        measures = any(one.first >= span.first for one in reading.lengths_in(sentence) if one.first < span.last)
        compared = measures and reading.text.words[span.last] in ("than", "als")
        if not (
            compared
            or spoken_of
            or any(not reading.denied("next", one, sentence) for one in reading.said_in("next", sentence))
            or _is_denied(reading, sentence, span.first, span.last)
        ):
            return reading.hit(span)
    return None


def _promised(reading: Reading, sentence: Sentence) -> Hit | None:
    when = [*times_ahead(reading, sentence)]
    for eta in reading.said_in("eta", sentence):
        for one in (*when, *lengths_ahead(reading, sentence)):
            if not _is_denied(reading, sentence, min(eta.first, one.first), max(eta.last, one.last)):
                return reading.hit(eta)
    if all(reading.denied("estimating", one, sentence) for one in reading.said_in("estimating", sentence)):
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
    begun, ended = reading.clause(Span(first, last), sentence)
    return any(
        one.first < ended and one.last > begun
        and not (_limits(reading, one, last) or reading.is_parted(one.first, one.last - 1))
        for one in reading.said_in("eta.not", sentence)
    )  # fmt: skip


def _limits(reading: Reading, denying: Span, said: int) -> bool:
    """Whether what would deny an estimate is its limit or its condition: before the shift begins, once it is tested."""
    words = reading.text.words
    return "before" in words[max(denying.first - 3, 0) : denying.first] or (
        words[denying.first] == "once" and denying.first >= said
    )


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
