"""What is said inside and never outside: commercial words, codes, notes, legal facts."""

import re
from collections.abc import Iterator
from itertools import pairwise

from warroom.scan.deeds import deeds
from warroom.scan.index import Span
from warroom.scan.names import words_of
from warroom.scan.reading import Reading
from warroom.scan.rule import CUSTOMER, EXECUTIVE, INTERNAL, Hit, Rule, blocks
from warroom.scan.similar import Facts, claims
from warroom.scan.text import Sentence
from warroom.scan.wordlists import listed

_REFERENCE = re.compile(r"(?<![\w/.#&-])[ETAPQHXUI]\d{1,6}(?![\w%/-]|[.,:]\d)")
_CONTEXT = re.compile(
    r"(?:\b(?:references?|ref|escalations?|case|tickets?|incidents?|actions?|entry|entries|promises?|updates?"
    r"|requests?|hypothes[ei]s"
    r"|tracked|logged|recorded|internally|timeline|record|vorgang|eskalation|referenz|ticket|massnahme|maßnahme"
    r"|eintrag)"
    r"[ \t]{0,2}(?:no\.?|number|id|nr\.?|as|under|in|is|unter|als)?[ \t:#(\[]{0,4}|[(\[]|^(?:(?:re|fwd|aw"
    r"|wg):?[ \t]{0,3}))$",
    re.I,
)
_AMOUNT = re.compile(
    r"(?:([€$£])\s?|\b(EUR|USD|GBP|CHF)\s?)?(\d[\d.,' ]{0,15}\d|\d)\s?(k|m|mn|mio|million|thousand|tsd"
    r"|tausend)?\b\s?([€$£]|EUR|USD|GBP|CHF|euros?|dollars?|pounds?)?",
    re.I,
)
_ACCOUNT = re.compile(r"[ -]{0,2}(?:account|customer|client|contract|deal|kunde|vertrag|(?:a|per) year|p\.?a\b)", re.I)
_THEIR_GOODS = re.compile(
    r"\b(?:goods|orders?|claims|invoices|payments|parcels|stock|policies|transfers|sales|bookings|shipments|deposits"
    r"|waren|aufträge|bestellungen|zahlungen)(?: [a-z]{2,12}){0,2} (?:worth|of|for|im wert von|über)[ \t]{1,2}$",
    re.I,
)
_TIMES = {
    "k": 1000,
    "thousand": 1000,
    "tsd": 1000,
    "tausend": 1000,
    "m": 10**6,
    "mn": 10**6,
    "mio": 10**6,
    "million": 10**6,
}


def internal_words(reading: Reading) -> Iterator[Hit]:
    """Value, renewal, churn, health, risk and war-room talk; the sense is told by the words around."""
    for span in reading.meant("internal words"):
        yield reading.hit(span)
    yield from _value(reading)
    yield from _renewal_date(reading)


def _value(reading: Reading) -> Iterator[Hit]:
    value = reading.known.value
    if not value or value < 1000:
        return
    shown = reading.text.shown
    for found in _AMOUNT.finditer(shown):
        money = found[1] or found[2] or found[5]
        if _THEIR_GOODS.search(shown, max(found.start() - 40, 0), found.start()):
            continue
        if (money or _ACCOUNT.match(shown, found.end())) and _amount(found[3], (found[4] or "").lower()) == value:
            yield Hit(found.start(), found.end(), "it is what the account is worth")


def _amount(figures: str, times: str) -> int | None:
    digits = re.sub(r"[ ']", "", figures)
    whole, _, part = digits.replace(",", ".").rpartition(".")
    try:
        if times in _TIMES:
            return round(float(f"{re.sub(r'[.]', '', whole) or '0'}.{part}" if whole else part) * _TIMES[times])
        if whole and len(part) == 2:
            return int(re.sub(r"\D", "", whole))
        return int(re.sub(r"\D", "", digits))
    except ValueError:
        return None


def _renewal_date(reading: Reading) -> Iterator[Hit]:
    day = reading.known.renewal_on
    if day is None:
        return
    forms = {f"{day:%Y-%m-%d}", f"{day:%d.%m.}", f"{day:%d/%m}"}
    forms |= {
        words.lower() for month in (f"{day:%b}", f"{day:%B}") for words in (f"{day.day} {month}", f"{month} {day.day}")
    }
    for mention in reading.clocks.dates:
        sentence = reading.text.sentence(mention.first)
        hit = reading.hit(Span(mention.first, mention.last))
        shown = reading.text.shown[hit.start : hit.end].lower()
        words = set(reading.text.words[sentence.first : sentence.last])
        if any(form in shown for form in forms) and words & _CONTRACT:
            yield Hit(hit.start, hit.end, "it is the day on which the contract renews")


_CONTRACT = listed("contract")  # fmt: skip


def codes(reading: Reading) -> Iterator[Hit]:
    """Our references, and severity, level and RAG as codes."""
    for span in reading.meant("severity codes"):
        hit = reading.hit(span, "severity, level and RAG are codes of ours")
        if not reading.is_cited(hit.start, hit.end):  # the desk that is called "Code Red"
            yield hit
    known = {reference.upper() for reference in reading.known.references}
    shown = reading.text.shown
    for found in _REFERENCE.finditer(shown):
        line = shown.rfind("\n", 0, found.start()) + 1
        before = shown[max(line, found.start() - 40) : found.start()]
        ours = found[0] in known or (_CONTEXT.search(before) and not _YOURS.search(before))
        if ours and not _THINGS.search(before) and not _POSTCODE.match(shown, found.end()):
            yield Hit(found.start(), found.end(), f"{found[0]} is a reference of ours")


_POSTCODE = re.compile(r" \d[A-Z]{2}\b")  # E14 5AB
_YOURS = re.compile(r"\b(?:your|ihre?[nmrs]?)(?:[ ][\w'-]{1,30}){0,3}[ #:(]{0,3}$", re.I)
_THINGS = re.compile(
    r"\b(?:form|paper|gate|seat|room|row|cell|column|exit|junction|terminal|platform|section|shelf|phase|block|field"
    r"|aisle|motorway|bus|line|page|zone|hall|building|bay|slot|size|format|model|type|ward|park|road|route|street|highway"
    r"|track|dock|door|lift|elevator|stand|floor|table|desk|class|grade|engine|printer|machine|unit|station|store|shop"
    r"|warehouse|site|pump|lane|tower|rack|cabinet|bed|theatre|locker|tram|train|flight|coach|carriage|box|area|pier"
    r"|level|lot|wing|sheet|register|till|window|counter|valve|the|london|paris|[ae]\d{1,3} (?:and|or|und)(?: the)?)s?"
    r"[ ]{1,2}$",
    re.I,
)


# Notes, entries, legal facts


_MOST = 0.6  # of what a fact says, for it to be told
_MOST_OF_PART = 0.75  # of one saying of a note, where we say that we know it


def notes(reading: Reading) -> Iterator[Hit]:
    """What was noted about the customer's people, and what was written for us alone, word by word."""
    known = reading.known
    names = [word for one in known.named for word in words_of(one.name or "")]
    about = Facts(known.contact_notes, released=known.released, aside=names)
    parts = Facts([part for one in known.contact_notes for part in claims(one)], released=known.released, aside=names)
    ours = Facts(known.internal, released=known.released)
    told: set[int] = set()  # where a sentence begins that was found alone, and need not be again with its neighbour
    for sentence in _everywhere(reading):
        words = reading.text.words[sentence.first : sentence.last]
        if not told.isdisjoint(range(sentence.first, sentence.last)):
            continue
        what = ""
        if about.verbatim(words, least=4) or about.share(words) >= _MOST or (
            reading.says("hearsay", sentence) and parts.share(words, least=2) >= _MOST_OF_PART
        ):
            what = "it was noted about one of the customer's people"
        elif ours.verbatim(words, least=6) or ours.nearly(words, least=6) or _retold(reading, ours, sentence):
            what = "it stands so in an entry that was never released"
        if what:
            told.add(sentence.first)
            yield reading.sentence_hit(sentence, what)


def _retold(reading: Reading, facts: Facts, sentence: Sentence) -> bool:
    """Whether an entry is told in other words; that we do now what it says is no leak."""
    words = reading.text.words[sentence.first : sentence.last]
    if reading.text.sentence(sentence.first).last != sentence.last:
        return False  # of two sentences together too much is near to anything
    now = [word for word in map(reading.text.words.__getitem__, deeds(reading, sentence)) if word.endswith("ing")]
    return facts.retold(words, doing=now)


def legal(reading: Reading) -> Iterator[Hit]:
    """Facts that are for counsel alone, and talk of law."""
    facts = Facts(reading.known.legal, released=())
    for sentence in _everywhere(reading):
        words = reading.text.words[sentence.first : sentence.last]
        if facts.verbatim(words, least=4) or facts.share(words) >= _MOST:
            yield reading.sentence_hit(sentence, "it is recorded for legal alone")
    for span in reading.meant("legal words"):
        yield reading.hit(span, "it speaks of our lawyers, or of what we may owe by law")
    for span in reading.meant("legal words.soft"):
        yield reading.hit(span, "it speaks of law", soft=True)


def _everywhere(reading: Reading) -> Iterator[Sentence]:
    """Every sentence, and each with the next: what was noted may be told in two."""
    every = [one for one in reading.text.every if one.last - one.first < 400]
    yield from every
    for one, other in pairwise(every):
        if one.block == other.block and other.last - one.first < 60:
            yield Sentence(one.first, other.last, one.start, other.end, one.block, one.part)


RULES = (
    Rule(
        id="B01",
        title="Talk from inside: value, renewal, churn, health, risk, war room.",
        looks_for="words of our own business with the customer, where the words around them show that sense; the"
        " recorded value and renewal date",
        why="The reader learns that they are a figure to us.",
        source="domain.md 11.2",
        way_out="Leave it out; it belongs into the executive update.",
        levels=blocks(CUSTOMER),
        find=internal_words,
        fires="With your renewal in March we treat this with priority.",
        clean="The renewal of the certificate went well, and the health check is green.",
    ),
    Rule(
        id="B02",
        title="A code of ours: a reference, a severity, a level, RAG.",
        looks_for="references such as E14, severity and priority codes, management levels, red, amber and green as a"
        " status of account or escalation",
        why="Codes leak how we judge the reader, and mean nothing to them.",
        source="domain.md 11.1 and 11.2; design/model.md rule 7",
        way_out="Say it in plain words: an essential part of your work is stopped.",
        levels=blocks(CUSTOMER),
        find=codes,
        everywhere=True,
        fires="We handle this as Sev 1.",
        clean="An essential part of your work is stopped.",
    ),
    Rule(
        id="B03",
        title="A note from inside stands in the text.",
        looks_for="what was noted about the customer's people, and unreleased entries word by word",
        why="It was written for us, about them.",
        source="domain.md 11.2; reliability.md P5",
        way_out="Take it out, or release the fact in words for the customer:  warroom amend REF -c TEXT",
        levels=blocks(CUSTOMER),
        find=notes,
        everywhere=True,
        any_language=True,
        given={"contact_notes": ("Dana is under pressure from her board and hates phone calls",)},
        fires="We know that Dana is under pressure from her board.",
        clean="We will write to Dana rather than call.",
    ),
    Rule(
        id="B05",
        title="A legal fact stands in the text.",
        looks_for="facts recorded for legal alone, in their words or most of them; what our lawyers say, and what we"
        " may owe by law; other talk of law only warns",
        why="What counsel knows is privileged until somebody writes it to somebody else.",
        source="domain.md 11.2; design/model.md rule 13",
        way_out="Take it out, and ask counsel.",
        levels=blocks(CUSTOMER, EXECUTIVE, INTERNAL),
        find=legal,
        everywhere=True,
        any_language=True,
        given={"legal": ("Counsel expects a claim for the missed filing deadline",)},
        fires="Our counsel expects a claim for the missed filing deadline.",
        clean="We know that the filing deadline matters to you.",
    ),
)
