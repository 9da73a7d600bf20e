"""What is promised: that it cannot happen again, when it will work, money, and dates that nobody keeps a list of."""

from collections.abc import Iterator

from warroom.scan.clocks import Mention
from warroom.scan.index import Span
from warroom.scan.reading import Reading
from warroom.scan.rule import CUSTOMER, EXECUTIVE, Hit, Rule, blocks, warns
from warroom.scan.text import Sentence
from warroom.scan.wordlists import listed
from warroom.vocabulary import Estimate

_AHEAD = listed("ahead")

_OF_DAY = listed("of a day")


def guarantees(reading: Reading) -> Iterator[Hit]:
    """That it cannot happen again. What is meant to prevent it only warns."""
    for span in reading.meant("guarantee"):
        sentence = reading.text.sentence(span.first)
        if not reading.asks(sentence) and not _is_product(reading, span):
            yield reading.hit(span)
    stopped = {reading.text.sentence(span.first).first for span in reading.meant("guarantee")}
    for span in reading.said("guarantee.soft"):
        sentence = reading.text.sentence(span.first)
        if sentence.first not in stopped and not reading.denied("guarantee", span, sentence):
            yield reading.hit(span, "it promises to prevent", soft=True)


def _is_product(reading: Reading, span: Span) -> bool:
    """Whether the word is part of a name, written large: Guarantee Fund."""
    text = reading.text
    for place in range(span.first, span.last):
        if text.words[place].startswith("guarant"):
            token = text.tokens[place]
            large = text.shown[token.start].isupper() and not text.shown[token.start : token.end].isupper()
            after = text.tokens[place + 1] if place + 1 < len(text.tokens) else token
            beside = bool(after.word) and text.shown[after.start].isupper()
            return large and (beside or place > text.sentence(place).first)
    return False


def credit(reading: Reading) -> Iterator[Hit]:
    """Credit, discount, refund and contract terms, where they are offered."""
    for span in reading.meant("credit"):
        yield reading.hit(span)


# A time to fix


def estimate(reading: Reading) -> Iterator[Hit]:
    """When it will work, while no estimate is committed; what the ledger holds was promised with an owner's yes."""
    known = reading.known
    if known.estimate is Estimate.COMMITTED or known.restored or known.stage == "closure":
        return
    for sentence in reading.text.sentences:
        found = _promised(reading, sentence)
        if found and not _in_ledger(reading, sentence):
            yield found


def _promised(reading: Reading, sentence: Sentence) -> Hit | None:
    # What was given as a promise has an owner and a due time: that is a commitment.
    if reading.asks(sentence) or reading.says("eta.not", sentence) or _in_ledger(reading, sentence):
        return None
    eta = next(reading.said_in("eta", sentence), None)
    when = [*_ahead(reading, sentence)]
    if eta and (when or reading.lengths_in(sentence)):
        return reading.hit(eta)
    if not reading.says("estimating", sentence):
        return None
    for mention in when:
        if _governed_by_fix(reading, sentence, mention):
            return reading.hit(Span(mention.first, mention.last))
    return None


def _ahead(reading: Reading, sentence: Sentence) -> Iterator[Mention]:
    """The times in a sentence that may lie ahead, also ``later today`` and ``two more hours``."""
    yield from (one for one in (*reading.times_in(sentence), *reading.dates_in(sentence)) if not _is_past(reading, one))
    for one in reading.lengths_in(sentence):
        words = reading.text.words
        if words[one.last] not in ("ago", "before", "earlier", "late", "long") and words[one.first - 1] not in (
            "for",
            "since",
            "after",
            "every",
            "last",
            "past",
            "seit",
        ):
            yield one
    for key in ("soon_words", "eta_phrases"):
        yield from (Mention(one.first, one.last) for one in reading.said_in(key, sentence) if _is_of_day(reading, one))


def _is_of_day(reading: Reading, span: Span) -> bool:
    words = set(reading.text.words[span.first : span.last])
    return bool(words & _OF_DAY)


def _is_past(reading: Reading, mention: Mention) -> bool:
    before = reading.text.words[mention.first - 1]
    if before == "from" and "will" in reading.text.words[max(mention.first - 12, 0) : mention.first]:
        return False
    return before in ("since", "yesterday", "from", "seit") or reading.text.words[mention.first] in (
        "yesterday",
        "gestern",
    )


def _governed_by_fix(reading: Reading, sentence: Sentence, when: Mention) -> bool:
    """Whether the time belongs to a word of fixing: the nearest deed before it in the sentence, else the one after."""
    back = [
        span.first for span in reading.said_in("fixed_by", sentence) if not reading.denied("fixed_by", span, sentence)
    ]
    fixes = [*_places(reading, "fixing", sentence), *back]
    others = _places(reading, "other_deed", sentence)
    before_fix = max((place for place in fixes if place < when.first), default=-1)
    before_other = max((place for place in others if place < when.first), default=-1)
    if before_fix >= 0 or before_other >= 0:
        if before_fix >= 0 and before_other > before_fix and not _joined(reading, before_fix, before_other):
            return True
        return before_fix > before_other and when.first - before_fix < 25
    after_fix = min((place for place in fixes if place >= when.last), default=None)
    after_other = min((place for place in others if place >= when.last), default=None)
    return after_fix is not None and (after_other is None or after_fix < after_other)


def _joined(reading: Reading, fix: int, other: int) -> bool:
    """Whether a new deed begins between two words, so that the later one stands for itself."""
    words = reading.text.words[fix + 1 : other + 1]
    return bool(
        {
            "and",
            "or",
            "then",
            "but",
            "we",
            "i",
            "you",
            "und",
            "oder",
            "wir",
            "ich",
            "sie",
            "dann",
            "so",
            "when",
            "once",
            "will",
        }
        & set(words)
    ) or any(token.breaks for token in reading.text.tokens[fix + 1 : other + 1])


def _places(reading: Reading, key: str, sentence: Sentence) -> list[int]:
    return [span.first for span in reading.said_in(key, sentence)]


# Promises that nobody keeps a list of


def dated(reading: Reading) -> Iterator[Hit]:
    """We will do something by a day or a time, and the ledger does not know it."""
    for span in reading.said("dated"):
        sentence = reading.text.sentence(span.first)
        if reading.says("next", sentence) or reading.asks(sentence):
            continue
        when = [*reading.times_in(sentence), *reading.dates_in(sentence)]
        if when and not _in_ledger(reading, sentence):
            yield reading.hit(span, "it promises something by a day or time that is not in the ledger")


def _in_ledger(reading: Reading, sentence: Sentence) -> bool:
    from warroom.scan.names import words_of
    from warroom.scan.similar import meaning

    said = meaning(reading.text.words[sentence.first : sentence.last])
    return any(
        len(said & meaning(words_of(one.text))) * 2 >= len(meaning(words_of(one.text)))
        for one in reading.known.promises
    )


RULES = (
    Rule(
        id="W10",
        title="It promises that it cannot happen again.",
        looks_for="guarantee as a deed, never again, will not happen again, 100 % sure, cannot recur, once and for"
        " all; what is meant to prevent it only warns",
        why="Four more outages followed such a sentence within five weeks.",
        source="PostHog September to November 2025; sentivel; documents.md W10",
        way_out="Say what you change, who does it and by when.",
        levels=blocks(CUSTOMER),
        find=guarantees,
        fires="This will never happen again.",
        clean="We cannot promise that this will never happen again.",
    ),
    Rule(
        id="W11",
        title="A time to fix is told, and none is committed.",
        looks_for="when it will be fixed, restored or back, as a time, a day or a length, while no estimate is"
        " committed; not the time of the next update",
        why="Published estimates failed one after the other on 21 October 2018; each one cost more than silence.",
        source="PD-CL; GH18; documents.md W11",
        way_out="Say when the next update comes. Or commit to it:  warroom estimate TIME --committed",
        levels=blocks(CUSTOMER),
        find=estimate,
        fires="We expect the export to be back by 15:00 CET.",
        clean="We cannot yet say when the export will be back; you will hear from us by 15:00 CET.",
    ),
    Rule(
        id="R08",
        title="Credit, discount or contract terms are spoken of.",
        looks_for="credits, refunds, discounts, fees waived, terms changed, where the words around them offer it; not"
        " the reader's own credit cards, refunds and terms",
        why="Money is offered once, in a note of its own, by somebody who may.",
        source="documents.md R08; domain.md 11.2",
        way_out="Leave it out; a remedy note follows approval.",
        levels=blocks(CUSTOMER),
        find=credit,
        fires="You will receive a service credit.",
        clean="The refunds of your shoppers wait in the queue, and so do credit card payments.",
    ),
    Rule(
        id="S07",
        title="A dated promise is not in the ledger.",
        looks_for="we will do something by a day or a time, other than write again, which no recorded promise holds",
        why="A promise that nobody keeps a list of is forgotten by us and by nobody else.",
        source="documents.md S07; domain.md 11.2",
        way_out="Record it first, with its owner's yes, or leave the date out.",
        levels=warns(CUSTOMER, EXECUTIVE),
        find=dated,
        fires="We will reprocess the claims by Friday.",
        clean="You will hear from us again by 16:00 CET.",
    ),
)
