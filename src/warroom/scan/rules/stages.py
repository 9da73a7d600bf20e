"""What a message must hold while it lasts: the effect, what we do, whom to turn to; and who must have approved it."""

from collections.abc import Callable, Iterator

from warroom.scan.deeds import deeds
from warroom.scan.following import tells_next
from warroom.scan.index import Span
from warroom.scan.level import Level
from warroom.scan.reading import Reading
from warroom.scan.rule import CUSTOMER, Hit, Rule, blocks
from warroom.scan.text import Sentence
from warroom.scan.view import Part
from warroom.scan.wordlists import listed

_READERS = listed("readers")
_ABLE = listed("able")
_SELVES = listed("selves")
_OF_ANOTHER = listed("no effect")


def no_impact(reading: Reading) -> Iterator[Hit]:
    """No word on what the reader cannot do; far down, it warns."""
    first = next((number for number, one in enumerate(_body(reading)) if _tells_impact(reading, one)), None)
    subject = any(_tells_impact(reading, one) for one in reading.text.sentences if one.part is Part.SUBJECT)
    if first is None and not subject:
        yield reading.whole_hit("it does not say what the reader cannot do")
    elif first is not None and first > 4 and not subject:
        yield reading.sentence_hit(_body(reading)[first], "what the reader cannot do stands far down", soft=True)


def _body(reading: Reading) -> list[Sentence]:
    return [one for one in reading.text.sentences if one.part is not Part.SUBJECT and one.last - one.first > 2]


def _tells_impact(reading: Reading, sentence: Sentence) -> bool:
    words = reading.text.words
    if words[sentence.first] in _OF_ANOTHER:
        return False  # a cause and thanks say nothing of what they cannot
    told = [
        span for span in reading.said_in("impact", sentence)
        if not (reading.denied("impact", span, sentence) or _is_ours(reading, span, sentence))
    ]  # fmt: skip
    if any(words[span.first] in _ABLE for span in told):
        return True  # we are sorry that you cannot work
    return bool(told or _stays_so(reading, sentence)) and not _is_only_sorry(reading, sentence)


def _is_ours(reading: Reading, span: Span, sentence: Sentence) -> bool:
    """Whether it tells, in its clause, what we do or have not done, and so nothing of what the readers cannot."""
    words = reading.text.words
    first, last = reading.clause(span, sentence)
    if not _ABLE.isdisjoint(words[span.first : span.last]) or not _READERS.isdisjoint(words[first:last]):
        return False
    behind_us = not _SELVES.isdisjoint(words[max(span.first - 2, first) : span.first])  # we have not
    return behind_us or any(first <= place < span.first for place in _works(reading, sentence))


def _stays_so(reading: Reading, sentence: Sentence) -> bool:
    """Whether something stays as it should not, in whatever words: the displays stay dark, the map is still the old."""
    said = set(reading.text.words[sentence.first : sentence.last])
    return (
        not tells_next(reading, sentence)
        and any(
            not said.isdisjoint(one.words("lasting")) and said.isdisjoint(one.words("nothing said"))
            for one in reading.lexicons
        )
        and not (any(deeds(reading, sentence)) or reading.says("doing", sentence))
    )


def _is_only_sorry(reading: Reading, sentence: Sentence) -> bool:
    return reading.says("apology", sentence) and sentence.last - sentence.first < 14


def no_action(reading: Reading) -> Iterator[Hit]:
    """No word on what we are doing."""
    if reading.known.restored or reading.known.is_open is False:
        return  # nothing is left to be doing
    for sentence in reading.text.sentences:
        if _is_over(reading, sentence):
            continue
        if any(not _is_next_only(reading, sentence, place) for place in _works(reading, sentence)):
            return
    yield reading.whole_hit("it does not say what we are doing")


def _works(reading: Reading, sentence: Sentence) -> Iterator[int]:
    """Where a sentence tells work in hand: by a phrase, or by the build of a deed."""
    for span in reading.said_in("doing", sentence):
        if not (reading.is_parted(span.first, span.last - 1) or reading.denied("doing", span, sentence)):
            yield span.first
    yield from deeds(reading, sentence)


def _is_over(reading: Reading, sentence: Sentence) -> bool:
    """Whether it tells what was done then, which is not what is done now."""
    return reading.says("done before", sentence) and not reading.says("done before.not", sentence)


def _is_next_only(reading: Reading, sentence: Sentence, place: int) -> bool:
    return any(
        span.first <= place < span.last and not reading.denied("next", span, sentence)
        for span in reading.said_in("next", sentence)
    )


def approval(reading: Reading) -> Iterator[Hit]:
    """Somebody has to approve it, and has not."""
    if reading.known.approver and not reading.known.approved:
        yield reading.whole_hit(f"{reading.known.approver} has not approved this text")


def _absent(key: str, what: str) -> Callable[[Reading], Iterator[Hit]]:
    def find(reading: Reading) -> Iterator[Hit]:
        if not reading.said(key):
            yield reading.whole_hit(what)

    return find


def contact(reading: Reading) -> Iterator[Hit]:
    """Nobody to turn to."""
    if not reading.said("contact") and "@" not in reading.text.shown:
        yield reading.whole_hit("it does not say whom to turn to")


WHOLE = (
    "Your export has failed since 02:10 CET. We are restarting it now."
    " You will hear from us again at 16:00 CET. For questions please reply to this message."
)
_FIRST_AND_PROGRESS = ("customer.first", "customer.progress")

RULES = (
    Rule(
        id="C02",
        title="It does not say what the reader cannot do.",
        looks_for="a first notice or a progress update without the effect on the reader; far down, it warns",
        why="The effect on them is what customers read for.",
        source="PD-CL, AZ; documents.md C02",
        way_out="Say in the first two sentences what they cannot do, or that you are confirming what is affected.",
        levels=dict.fromkeys(_FIRST_AND_PROGRESS, Level.BLOCK),
        find=no_impact,
        given={"stage": "progress"},
        fires="Hello, here is our update. We are restarting it. You will hear from us again at 16:00 CET.",
        clean=WHOLE,
    ),
    Rule(
        id="C03",
        title="It does not say what we are doing.",
        looks_for="a message before restoration without a current action",
        why="Silence on the work reads as no work.",
        source="PD-CL, PD-EC; documents.md C03",
        way_out="Say what is being tried now.",
        levels=dict.fromkeys(("customer.first", "customer.progress", "customer.no_change"), Level.BLOCK),
        find=no_action,
        given={"stage": "progress"},
        fires="Your export has failed since 02:10 CET. You will hear from us again at 16:00 CET.",
        clean=WHOLE,
    ),
    Rule(
        id="C10",
        title="It is not approved.",
        looks_for="a configured approver who has not approved this very text",
        why="Whoever is asked later wants to have read it before.",
        source="PD-CL, TL, GDS; documents.md C10 and W20",
        way_out="Have it approved:  warroom approve AUDIENCE",
        levels=blocks(CUSTOMER),
        find=approval,
        any_language=True,
        given={"approver": "@vp"},
        fires=WHOLE,
        clean="",
    ),
    Rule(
        id="C05",
        title="It does not say what is not affected.",
        looks_for="a first notice or progress update without its scope",
        why="Who does not know what still works, stops that too.",
        source="PD-EC; documents.md C05",
        way_out="Say what is not affected, or that you are confirming it.",
        levels=dict.fromkeys(_FIRST_AND_PROGRESS, Level.INFO),
        find=_absent("not affected", "it does not say what is not affected"),
        given={"stage": "first"},
        fires="Your export fails.",
        clean="Your export fails; the portal is not affected.",
    ),
    Rule(
        id="C06",
        title="No workaround, and no word that there is none.",
        looks_for="a first notice or progress update that speaks of no way around it",
        why="It is the first thing that the reader asks.",
        source="PD-CL; documents.md C06",
        way_out="Name the workaround, or say that there is none yet.",
        levels=dict.fromkeys(_FIRST_AND_PROGRESS, Level.INFO),
        find=_absent("workaround", "it does not speak of a way around it"),
        given={"stage": "first"},
        fires="Your export fails.",
        clean="Your export fails; there is no workaround yet.",
    ),
    Rule(
        id="C13",
        title="Nobody to turn to.",
        looks_for="a message without a way to reach us",
        why="A question without an address goes to the top.",
        source="NOTIFY; documents.md C13",
        way_out="Say whom to write to or call.",
        levels=dict.fromkeys((CUSTOMER,), Level.INFO),
        find=contact,
        fires="Your export fails.",
        clean="Your export fails. Please call us with any question.",
    ),
)
