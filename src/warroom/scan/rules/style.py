"""How it reads: placeholders, blame, and the habits that make a message weaker than it has to be."""

import re
from collections.abc import Callable, Iterator

from warroom.scan.index import Span
from warroom.scan.names import words_of
from warroom.scan.reading import Reading
from warroom.scan.rule import Hit
from warroom.scan.similar import alike
from warroom.scan.text import Sentence
from warroom.scan.view import MESSAGE, Part
from warroom.scan.wordlists import listed
from warroom.vocabulary import Severity

_LEFT = re.compile(
    r"\{\{[^{}\n]{0,80}\}\}|\{\{.{0,80}|\}\}|\{%.{0,80}|%\}|\{#|#\}|\$\{[^}\n]{0,60}\}?"
    r"|\{[A-Za-z_][A-Za-z0-9_ .]{0,40}\}"
    r"|%\([a-z_]{1,30}\)s|(?<!\d)%[sd]\b"
    r"|<<[^<>\n]{1,60}>>|<[^\W\d_][\w ,.'_/-]{0,80}>|\[\[.{1,60}?\]\]"
    r"|(?i:\[(?:insert|add|name|your|the|date|time|customer|client|account|company|number|link|tbd|tbc|todo|xx"
    r"|to be|confirm|check|delete|remove|adapt|choose|select|optional|only if|if applicable"
    r"|how many|which|who|when|what|why|someone|somebody|signature|timezone|nummer|eintragen"
    r"|ergänzen|einfügen|anzahl|ort|grund|ursache|stand|frist|auswirkung"
    r"|placeholder|product|service|contact|nachname|vorname|löschen|streichen|auswählen"
    r"|zone|impact|cause|action|describe|fill|enter|hier|datum|uhrzeit|kunde|anrede|titel|bitte|details?|reference|region"
    r"|duration|first|last|recipient|n|x|eta|summary|figure|value|text|url)\b[^\]\n]{0,80}\])(?!\()"
    r"|\[[a-z][a-z ]{2,30} (?:of|for|by|in) [a-z ]{2,30}\](?!\()"
    r"|(?i:\[[^\]\[\n]{1,60}\b(?:add|insert|fill in|replace|tbd|tbc|todo|here|confirm(?:ed)?|placeholder)\b"
    r"[^\]\[\n]{0,60}\])(?!\()"
    r"|(?i:\([^)\n]{0,60}\b(?:vor versand|before sending|before you send)\b[^)\n]{0,40}\))"
    r"|(?i:\((?:insert|add here|fill in|to be (?:added|filled|confirmed|inserted|completed)"
    r"|tbd|tbc|todo)\b[^)\n]{0,80}\))"
    r"|(?i:\([^)\n]{0,160}\b(?:delete|remove|take out) this (?:line|paragraph|note|sentence|part|bit)\b[^)\n]{0,40}\))"
    r"|(?i:[(\[](?:delete|remove|drop|omit|leave out|keep|use|include|adapt|löschen|weglassen|diesen)"
    r"[ ](?:this|the|these|one|either|dies\w{0,2}|absatz|satz|zeile)\b[^)\]\n]{0,30}\b(?:if|unless|when|where|before"
    r"|as needed|falls|wenn|löschen|streichen|entfernen)\b[^)\]\n]{0,80}[)\]])"
    r"|(?<!\w)(?:FIRST|LAST|CUSTOMER|COMPANY|ACCOUNT|CLIENT|USER|CONTACT|AGENT|INCIDENT|TICKET|RECIPIENT|PRODUCT)"
    r"[ _-]?(?:NAME|NUMBER|DATE)(?!\w)"
    r"|(?<!\w)[A-Z]{3,20}_(?:NAME|DATE|TIME|NUMBER|HERE|TEXT|LINK|URL|EMAIL|STATUS|IMPACT|CAUSE|COUNT)(?!\w)"
    r"|\[[A-Z]{3,20}(?:[ _/-][A-Z]{2,20}){1,8}\](?!\()|(?<![\w%])%[A-Z][A-Z_]{2,40}%"
    r"|(?<!\w)\$[A-Z][A-Z_]{3,40}\b|(?<!\w)@@?[A-Z_]{3,40}@@"
    r"|\[(?:\.\.\.|…|_{2,20}|\?{1,5})\]|(?<![\w_])_{3,60}(?=[ \t.,;:)])|(?<![^\W\d_])\?{2,20}|(?<![\w.])\.{4,20}(?!\w)"
)
_MARKS = re.compile(
    r"(?<!\w)(?:TODO|TO DO:|[Tt]o be (?:filled in|filled|inserted|completed by|added here)"
    r"|FIXME|TBD|TBC|TBA|tbd|tbc|Tbd|X{2,12}|xxx{1,10}|XX[:./-]XX\S{0,8}|xx[:./]xx|HH:MM"
    r"|hh:mm|HH:mm|DD[./-]MM\S{0,5}|dd[./-]mm\S{0,5}|YYYY\S{0,6}|TT\.MM\S{0,5}"
    r"|\d{1,2}:(?:\?\?|xx|XX|__)|\d?[xX]:[xX]{2}|lorem ipsum|Lorem ipsum|LOREM|foo ?bar|[Ss]ample text"
    r"|[Pp]laceholder|PLACEHOLDER|CUSTOMER[_ ]NAME|NAME[_ ]HERE|INSERT[_ ]\w{2,20}|undefined|NaN"
    r"|\((?:hier |bitte |noch ){1,3}(?:ergänzen|einfügen|eintragen|ausfüllen|nachtragen)\)"
    r"|\((?:please |still |to ){1,3}(?:add|insert|fill in|complete|be added)(?: here)?\)"
    r"|N\.[ ]?N\.?|\[object Object\]|todo:)(?!\w)"
)
_HELLO = re.compile(
    r"^[ \t]{0,3}(?:dear|hello|hi|hallo|sehr geehrte[rs]?(?: (?:herr|frau))?|liebe[rs]?)[ \t]{0,3},[ \t]{0,3}$",
    re.I | re.M,
)
_PLACE = re.compile(r"<(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}>", re.I)  # <status.example.com>
_LEADERS = re.compile(r"^[ \t]{0,4}[^\W\d_][\w /'-]{1,30} ?\.{3,60} ?[^\s.]", re.M)
_GLUED = 20  # characters that may stand right before a rest, and belong to it
_ROMAN = re.compile(r"(?:Louis|Generation|Euro|Size|size|Rocky|Part|Chapter|Vol|Kapitel) $")


def placeholders(reading: Reading) -> Iterator[Hit]:
    """What was to be filled in, and was not."""
    shown = reading.text.shown
    is_list = len(_LEADERS.findall(shown)) > 1  # Start ....... 14:10 GMT
    for shape in (_LEFT, _MARKS):
        for found in shape.finditer(shown):
            if is_list and found[0][0] == ".":
                continue
            if reading.text.part(found.start()) in (*MESSAGE, Part.SIGNATURE, Part.CODE, Part.HEADER) and not _is_meant(
                reading, found
            ):
                yield Hit(found.start(), found.end())
    for found in _HELLO.finditer(shown):
        if re.search(r"dear|geehrte|liebe", found[0], re.I) and reading.text.part(found.start()) in MESSAGE:
            yield Hit(found.start(), found.end(), "a name is missing")


def _is_meant(reading: Reading, found: re.Match[str]) -> bool:
    words, shown = found[0], reading.text.shown
    before = shown[max(found.start() - _GLUED, 0) : found.start()]
    begun = found.start() - len(before) + len(before.rstrip("?:.-_"))  # "??:??"
    if reading.is_cited(begun, found.end()):
        return True
    if words in ("XX", "XXX") and _ROMAN.search(shown, max(found.start() - 12, 0), found.start()):
        return True
    if words[0] == "<" and (
        "@" in words or "/" in words[:-1] or _PLACE.fullmatch(words) or words[1:-1].lower() in _TAGS
    ):
        return True
    return words == "TBA" and "(" in shown[max(found.start() - 1, 0) : found.start()]


_TAGS = listed("tags")


def phrases(key: str) -> Callable[[Reading], Iterator[Hit]]:
    """A finder of the phrases of one key."""

    def find(reading: Reading) -> Iterator[Hit]:
        hits = (reading.hit(span) for span in reading.meant(key))
        yield from (hit for hit in hits if not reading.is_cited(hit.start, hit.end))

    return find


def minimisers(reading: Reading) -> Iterator[Hit]:
    """Words that make it smaller than it is for the reader, when it is grave."""
    if reading.known.severity in (None, Severity.STOPPED, Severity.DEGRADED):
        yield from phrases("minimiser")(reading)


def apologies(reading: Reading) -> Iterator[Hit]:
    """More than one apology, or one with an if."""
    spans = [span for span in reading.meant("apology") if reading.text.words[span.first] not in ("regret", "regrets")]
    sentences = list(dict.fromkeys(reading.text.sentence(span.first) for span in spans))
    told: set[str] = set()
    for sentence in sentences:
        failing = _failing(reading, sentence)
        if failing in told:
            yield reading.sentence_hit(sentence, "it apologises again")
            break
        told.add(failing)
    for span in reading.said("apology.if"):
        yield reading.hit(span, "an apology with an if is none")


def _failing(reading: Reading, sentence: Sentence) -> str:
    """What an apology is for: a late message, a promise that was not kept, or what it is all about."""
    if reading.says("failing.promise", sentence):
        return reading.text.said(sentence)
    beside = reading.says("apology.all", sentence)
    return "late" if reading.says("failing.late", sentence) and not beside else ""


def outages(reading: Reading) -> Iterator[Hit]:
    if not reading.known.full_outage:
        yield from phrases("outage")(reading)


def exclamations(reading: Reading) -> Iterator[Hit]:
    """Exclamation marks and words that shout."""
    for found in re.finditer(r"!(?=[\s\"')]|$)", reading.text.shown):
        if reading.text.part(found.start()) in MESSAGE:
            yield Hit(found.start(), found.end())
    yield from phrases("loud")(reading)


def suppliers(reading: Reading) -> Iterator[Hit]:
    """A supplier named as the cause, and nothing of what we do."""
    for span in reading.meant("supplier"):
        if not reading.said("doing"):
            yield reading.hit(span)


def agentless(reading: Reading) -> Iterator[Hit]:
    """A cause in which nobody did anything."""
    for span in reading.said("agentless"):
        sentence = reading.text.sentence(span.first)
        by = "by" in reading.text.words[span.last : span.last + 3]
        if not by and (reading.says("cause", sentence) or reading.text.words[span.first] == "mistakes"):
            yield reading.hit(span)


def percents(reading: Reading) -> Iterator[Hit]:
    """A percentage of nobody knows what."""
    words = reading.text.words
    for place, word in enumerate(words):
        is_percent = word[-1:] == "%" or (
            word in ("percent", "%", "prozent") and place and words[place - 1][:1].isdigit()
        )
        if is_percent and not {"of", "der", "des", "aller", "von", "your", "the", "in"} & set(
            words[place + 1 : place + 4]
        ):
            yield reading.hit(Span(place, place + 1))


def similar(reading: Reading) -> Iterator[Hit]:
    """Nearly the same as the message before."""
    before = reading.known.last_sent
    if not before:
        return
    now = [word for sentence in reading.text.sentences for word in reading.text.words[sentence.first : sentence.last]]
    now = [word for word in now if word and not word[0].isdigit()]
    then = [word for word in words_of(before) if not word[0].isdigit()]
    if len(now) > 20 and alike(now, then) > 0.9:
        yield reading.whole_hit("more than nine tenths of it stood in the message before")
