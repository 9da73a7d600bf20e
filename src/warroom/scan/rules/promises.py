"""What is promised: that it cannot happen again, when it will work, money, and dates that nobody keeps a list of."""

from collections.abc import Iterator

from warroom.scan.index import Span
from warroom.scan.reading import Reading
from warroom.scan.rule import CUSTOMER, EXECUTIVE, Hit, Rule, blocks, warns
from warroom.scan.rules import estimates
from warroom.scan.rules.estimates import in_ledger
from warroom.scan.rules.recorded import is_printed


def guarantees(reading: Reading) -> Iterator[Hit]:
    """That it cannot happen again. What is meant to prevent it only warns."""
    for span in (*reading.meant("guarantee"), *reading.meant("guarantee.sure")):
        sentence = reading.text.sentence(span.first)
        hit = reading.hit(span)
        if not (reading.asks(sentence) or _is_product(reading, span) or reading.is_cited(hit.start, hit.end)):
            yield hit
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
        sentence = reading.text.sentence(span.first)
        if reading.says("giving", sentence) or not reading.says("their trade", sentence):
            yield reading.hit(span)  # what the reader's own customers are refunded is no offer of ours


# Promises that nobody keeps a list of


def dated(reading: Reading) -> Iterator[Hit]:
    """We will do something by a day or a time, and the ledger does not know it."""
    for span in reading.said("dated"):
        sentence = reading.text.sentence(span.first)
        if reading.says("next", sentence) or reading.asks(sentence):
            continue
        when = [*reading.times_in(sentence), *reading.dates_in(sentence)]
        if when and not in_ledger(reading, sentence) and not is_printed(reading, sentence):
            yield reading.hit(span, "it promises something by a day or time that is not in the ledger")


RULES = (
    Rule(
        id="W10",
        title="It guarantees, or promises that it cannot happen again.",
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
        find=estimates.estimate,
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
