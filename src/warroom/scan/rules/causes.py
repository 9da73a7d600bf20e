"""Causes: told as a fact, told as suspected, told too early, told although they were ruled out."""

import re
from collections.abc import Iterator

from warroom.scan.deeds import is_worked_on
from warroom.scan.index import Span
from warroom.scan.level import Level
from warroom.scan.reading import Reading
from warroom.scan.rule import CUSTOMER, EXECUTIVE, Hit, Rule, blocks
from warroom.scan.rules.recorded import is_taken_back
from warroom.scan.similar import Facts
from warroom.scan.text import Sentence
from warroom.scan.view import MESSAGE
from warroom.scan.wordlists import listed
from warroom.vocabulary import Certainty

_LABEL = re.compile(
    r"(?:^|[|\n*_#>-])[ \t*_]{0,4}(?:(?:root|probable|likely|technical|suspected|confirmed"
    r"|underlying)[ -])?(?:causes?|reason|why|ursachen?|grund|grundursache|warum)[ \t*_]{0,4}[:|–-]+[ \t*_]{0,4}"
    r"(?=(\S[^\n|]{0,200}))",
    re.I,
)
_NO_CAUSE = re.compile(
    r"(?:not|un(?:known|clear|confirmed)|under|being|still|open|tbc|to be|investigat|pending|n/a|none|in progress"
    r"|could not|cannot|no (?:information|news|finding|word|idea|statement|cause|result)"
    r"|(?:we )?(?:are|do|don|can|have|will|want)|nobody|no one|that is|asked|noch|wissen|das|prüf|nicht|kein"
    r"|unbekannt|offen|wird|in (?:klärung|arbeit|prüfung|untersuchung|ermittlung|analyse))",
    re.I,
)


def cause(reading: Reading) -> Iterator[Hit]:
    """A cause told as a fact while none is confirmed; told as suspected, it warns. What was ruled out stops anyway."""
    known = reading.known
    yield from _ruled_out(reading)
    if known.cause is Certainty.CONFIRMED and known.stage != "first":
        return
    yield from _causes(reading)


def first_cause(reading: Reading) -> Iterator[Hit]:
    """Any cause in a first notice."""
    for hit in _causes(reading):
        yield Hit(hit.start, hit.end, hit.what, hit.way_out)


def _causes(reading: Reading) -> Iterator[Hit]:
    """Each sentence that states a cause, once."""
    stated: set[int] = set()
    for span in (*reading.meant("cause"), *reading.said("cause.irreal")):
        sentence = reading.text.sentence(span.first)
        if sentence.first in stated or not _is_statement(reading, span, sentence):
            continue
        if _is_ruled_out(reading, span, sentence) or is_taken_back(reading, span, sentence):
            continue
        if _CAUSAL.isdisjoint(reading.text.words[span.first : span.last]) and is_worked_on(reading, span, sentence):
            continue
        stated.add(sentence.first)
        yield reading.hit(span, soft=_is_hedged(reading, sentence, span))
    yield from _suspected(reading, stated)
    for found in _LABEL.finditer(reading.text.shown):
        place = reading.text.token_at(found.end())
        if _NO_CAUSE.match(found[1]) or place >= len(reading.text.words) or not reading.text.words[place]:
            continue
        sentence = reading.text.sentence(place)
        if sentence.first not in stated and sentence.part in MESSAGE:
            stated.add(sentence.first)
            yield Hit(found.end(), found.end() + len(found[1]), soft=_is_hedged(reading, sentence, None))


_BECAUSE = listed("because")
_CAUSAL = listed("causal")
_WEAK = listed("weak")
_TURNS = listed("turns")
_THEREFORE = listed("therefore")
_CLAUSE = 14  # words of a clause that gives a reason
_WHY = ("why", "warum", "wieso", "weshalb")


def _is_ruled_out(reading: Reading, span: Span, sentence: Sentence) -> bool:
    """Whether it stands after the words that rule it out: ruled out as the cause: a full disk."""
    labels = [
        one for one in reading.said_in("ruled out", sentence)
        if one.last <= span.first and not reading.is_parted(one.last - 1, span.first)
    ]  # fmt: skip
    return any(_TURNS.isdisjoint(reading.text.words[one.last : span.first]) for one in labels)


def _is_statement(reading: Reading, span: Span, sentence: Sentence) -> bool:
    """Words that join any two sentences tell a cause only beside something that failed."""
    if reading.is_parted(span.first, span.last - 1):
        return False
    if reading.text.words[span.first] in _BECAUSE and _answers(reading, span, sentence):
        return True
    if reading.text.words[span.first] not in _WEAK | _BECAUSE:
        return not reading.asks(sentence)
    if reading.text.words[span.first] in _BECAUSE and not _names_ours(reading, span, sentence):
        return False  # the list comes empty, because of which nobody can work: what they see, and no cause of it
    failing = [
        one for one in reading.said_in("cause.failing", sentence) if one.last <= span.first or one.first >= span.last
    ]
    return bool(failing) and not reading.asks(sentence)


def _names_ours(reading: Reading, span: Span, sentence: Sentence) -> bool:
    """Whether the clause that gives the reason names something of ours: behind because, before therefore."""
    follows = reading.text.words[span.first] not in _THEREFORE
    return any(
        (one.first > span.first) == follows
        and abs(one.first - span.first) < _CLAUSE
        and not reading.denied("of ours or inside", one, sentence)
        for one in reading.said_in("of ours or inside", sentence)
    )


def _answers(reading: Reading, span: Span, sentence: Sentence) -> bool:
    """Whether a sentence that begins with its because answers a question that we asked ourselves: why?"""
    before = reading.text.sentence(max(span.first - 2, 0))
    return span.first == sentence.first > 0 and reading.asks(before) and reading.text.words[before.first] in _WHY


def _is_hedged(reading: Reading, sentence: Sentence, span: Span | None) -> bool:
    return any(span is None or abs(one.first - span.first) < 14 for one in reading.said_in("hedge", sentence))


def _suspected(reading: Reading, stated: set[int]) -> Iterator[Hit]:
    """The suspected cause as it is recorded, told in other words."""
    facts = Facts(reading.known.causes_suspected, released=())
    for sentence in reading.text.sentences:
        if sentence.first in stated or sentence.last - sentence.first > 200:
            continue
        words = reading.text.words[sentence.first : sentence.last]
        if (
            facts.share(words) >= 0.6
            and not reading.says("cause.not", sentence)
            and not reading.says("doing", sentence)
        ):
            stated.add(sentence.first)
            hedged = _is_hedged(reading, sentence, None)
            yield reading.sentence_hit(sentence, "it tells what is only suspected", soft=hedged)


def _ruled_out(reading: Reading) -> Iterator[Hit]:
    facts = Facts(reading.known.causes_ruled_out, released=reading.known.causes_confirmed)
    for sentence in reading.text.sentences if reading.known.causes_ruled_out else ():
        words = reading.text.words[sentence.first : sentence.last]
        if (
            len(words) < 200
            and facts.share(words) >= 0.7
            and not reading.says("cause.not", sentence)
            and reading.says("cause", sentence)
        ):
            yield reading.sentence_hit(sentence, "this cause was ruled out")


_CAUSE_WHY = "The first cause told is often wrong, and the second one is believed less."

RULES = (
    Rule(
        id="W08",
        title="A cause is stated that is not confirmed.",
        looks_for="a cause in any phrasing while the record holds no confirmed one; told as suspected, it warns",
        why=_CAUSE_WHY,
        source="PD-CL never guess; AZ; CF25 suspected an attack first; model rule 12",
        way_out="Say: the cause is not known yet. Or confirm it:  warroom cause TEXT --certainty confirmed",
        levels=blocks(CUSTOMER, EXECUTIVE),
        find=cause,
        fires="The export failed because of a schema change.",
        clean="The cause of the failure is not known yet, and we do not want to guess.",
    ),
    Rule(
        id="C07",
        title="A first notice tells a cause.",
        looks_for="any cause in a first notice, suspected or not",
        why=_CAUSE_WHY,
        source="PD-EC, PD-CL; documents.md 4a",
        way_out="Leave it out of the first notice.",
        levels={"customer.first": Level.BLOCK},
        find=first_cause,
        given={"stage": "first"},
        fires="We suspect that last night's release caused this.",
        clean="We are looking for the cause.",
    ),
)
