"""What is known and how well: causes, data, times to fix, resolution, figures."""

from collections.abc import Iterator

from warroom.scan.index import Span
from warroom.scan.reading import Reading
from warroom.scan.rule import CUSTOMER, Hit, Rule, blocks, warns
from warroom.scan.rules.figures import figures
from warroom.scan.rules.recorded import is_ahead, is_printed, is_taken_back
from warroom.scan.text import Sentence
from warroom.scan.wordlists import listed
from warroom.vocabulary import DataLoss

_NOW_CANNOT = listed("now cannot")

# Data


def data(reading: Reading) -> Iterator[Hit]:
    """That no data was lost, while that is not confirmed; told as an impression, it warns."""
    if reading.known.data_loss is DataLoss.NONE:
        return
    soft_places = {span.first for span in reading.meant("data safe.soft")}
    sentences_with_soft = {reading.text.sentence(place).first for place in soft_places}
    for span in reading.meant("data safe"):
        sentence = reading.text.sentence(span.first)
        if reading.asks(sentence) or is_taken_back(reading, span, sentence) or is_printed(reading, sentence):
            continue
        soft = sentence.first in sentences_with_soft and reading.known.data_loss is not DataLoss.CONFIRMED
        soft = soft or _tells_loss(reading)
        if reading.known.data_loss is DataLoss.CONFIRMED:
            yield reading.hit(span, "the record says that some was lost", "Say what was lost, as recorded.", soft=soft)
        else:
            yield reading.hit(span, "it is not recorded that no data was lost", soft=soft)


def _tells_loss(reading: Reading) -> bool:
    """Whether the message itself says what was lost, as recorded: what it calls complete is the rest."""
    return reading.known.data_loss is DataLoss.CONFIRMED and any(reading.meant("loss told"))


# Resolution


def resolved(reading: Reading) -> Iterator[Hit]:
    """That it is resolved, or works again, while the record does not say so."""
    known = reading.known
    if known.restored is None:
        return
    keys = [] if known.restored and not known.workaround else ["resolved"]
    keys += [] if known.restored else ["restored"]
    keys += [] if known.restored else ["resolved_sure"]
    says = "it was restored by a workaround only"
    says = says if known.restored else "the record does not say that service is restored"
    told: set[int] = set()
    for key in keys:
        denying = key if key == "resolved_sure" else "resolved"
        for span in reading.said(key):
            sentence = reading.text.sentence(span.first)
            denied = reading.denied(denying, span, sentence) or reading.is_quoted(span, sentence)
            if sentence.first in told or denied or reading.asks(sentence) or is_taken_back(reading, span, sentence):
                continue
            if not (is_printed(reading, sentence) or is_ahead(reading, span, sentence)):
                told.add(sentence.first)
                yield reading.hit(span, says, soft=_is_partial(reading, span, sentence))


def _stays_impossible(reading: Reading, span: Span, sentence: Sentence) -> bool:
    """Whether another clause says what they cannot do now: the small ones go through, the large do not."""
    words = reading.text.words
    return any(
        words[one.first] in _NOW_CANNOT
        and "not" in words[one.first : one.first + 2]
        and reading.parts(min(one.last, span.last), max(one.first, span.first))
        for one in reading.said_in("impact", sentence)
    )


def _is_partial(reading: Reading, span: Span, sentence: Sentence) -> bool:
    """Whether the same sentence says what still does not work: it works in Germany, Austria is still shut out."""
    if _stays_impossible(reading, span, sentence):
        return True
    return any(
        (one.last <= span.first or one.first >= span.last) and not reading.denied("still broken", one, sentence)
        for one in reading.said_in("still broken", sentence)
    )


def lowered(reading: Reading) -> Iterator[Hit]:
    """A severity that fell since the last message, and no word of it."""
    now, before = reading.known.severity, reading.known.severity_before
    if now is not None and before is not None and now > before and not reading.said("lowered said"):
        yield reading.whole_hit("we judge it less severe than at the last message, and it is not said")


RULES = (
    Rule(
        id="W17",
        title="Data is called safe, and that is not confirmed.",
        looks_for="no data lost, your data is safe, nothing is missing, while the record does not say so; an"
        " impression (no sign of loss so far) warns",
        why="It is the one sentence that the reader passes on to their own customers.",
        source="PD-EC, WEB; documents.md W17",
        way_out="Say that you are checking it, or record it:  warroom impact TEXT --data-loss none",
        levels=blocks(CUSTOMER),
        find=data,
        fires="Your data is safe.",
        clean="We are checking whether any data was lost.",
    ),
    Rule(
        id="C01",
        title="It is called resolved, and the record says otherwise.",
        looks_for="resolved, fixed, restored, working again, while the record does not hold a restoration; resolved"
        " while only a workaround is in place",
        why="A customer who was told that it is over and finds it is not, calls the next level.",
        source="documents.md 4a and C01; GL, AZ",
        way_out="Say what improved and what did not, or by when it is promised: by TIME, NAME: …. Only a restoration"
        " that is one is recorded:  warroom restore --at TIME",
        levels=blocks(CUSTOMER),
        find=resolved,
        given={"restored": False},
        fires="The problem has been resolved.",
        clean="The problem is not resolved yet, and the DNS names are resolved as before.",
    ),
    Rule(
        id="N04",
        title="A figure differs from the record, or changed without a word.",
        looks_for="a number beside the recorded unit that is not the recorded one; a number that differs from the one"
        " told before, where no correction is said",
        why="400 became 775: the second figure is judged by the silence around it.",
        source="Atlassian 2022, Azure; documents.md N04",
        way_out="Use the recorded figure, and say: earlier we said …; it is ….",
        levels=warns(CUSTOMER),
        find=figures,
        given={"figures": "1840 claims"},
        fires="So far 1,700 claims were not filed.",
        clean="So far 1,840 claims were not filed.",
    ),
    Rule(
        id="B06",
        title="A lowered severity is not said.",
        looks_for="a severity that fell since the last message, in a message without a word of it",
        why="The reader finds out by our slower answers.",
        source="domain.md 11.2; design/model.md rule 10",
        way_out="Say: we now assess the effect on you as lower than before.",
        levels=warns(CUSTOMER),
        find=lowered,
        given={"severity": "lowered"},
        fires="We are still working on the export.",
        clean="The effect on you is smaller than before, and we are still working on the export.",
    ),
)
