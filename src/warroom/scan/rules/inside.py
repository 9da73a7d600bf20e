"""What is said inside and never outside: commercial words, and codes of ours."""

import re
from collections.abc import Iterator

from warroom.scan.index import Span
from warroom.scan.reading import Reading
from warroom.scan.rule import CUSTOMER, Hit, Rule, blocks
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
        if not reading.names_thing(span):
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
)
