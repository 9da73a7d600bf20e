"""What was noted for ourselves: about the customer's people, in entries that were never released, for counsel alone."""

from collections.abc import Iterator
from itertools import pairwise

from warroom.scan.deeds import deeds
from warroom.scan.names import words_of
from warroom.scan.reading import Reading
from warroom.scan.rule import CUSTOMER, EXECUTIVE, INTERNAL, Hit, Rule, blocks
from warroom.scan.similar import Facts, claims
from warroom.scan.text import Sentence

_MOST = 0.6  # of what a fact says, for it to be told
_MOST_OF_PART = 0.75  # of one saying of a note, where we say that we know it


def notes(reading: Reading) -> Iterator[Hit]:
    """What was noted about the customer's people, and what was written for us alone."""
    told: set[int] = set()  # where a sentence begins that was found alone, and need not be again with its neighbour
    about, ours = _About(reading), _Entries(reading)
    for sentence in _everywhere(reading):
        if not told.isdisjoint(range(sentence.first, sentence.last)):
            continue
        what = ""
        if about.tells(sentence):
            what = "it was noted about one of the customer's people"
        elif ours.tell(sentence):
            what = "it stands so in an entry that was never released"
        if what:
            told.add(sentence.first)
            yield reading.sentence_hit(sentence, what)


class _About:
    """The notes on the customer's people; their names are left out, for a reader is called you."""

    def __init__(self, reading: Reading) -> None:
        known = reading.known
        names = [word for one in known.named for word in words_of(one.name or "")]
        sayings = [part for one in known.contact_notes for part in claims(one)]
        self._reading = reading
        self._whole = Facts(known.contact_notes, released=known.released, aside=names)
        self._parts = Facts(sayings, released=known.released, aside=names)

    def tells(self, sentence: Sentence) -> bool:
        """Whether a sentence tells most of a note; of one saying in it, where we say that we have heard or know it."""
        words = self._reading.text.words[sentence.first : sentence.last]
        if self._whole.verbatim(words, least=4) or self._whole.share(words) >= _MOST:
            return True
        return self._reading.says("hearsay", sentence) and self._parts.share(words, least=2) >= _MOST_OF_PART


class _Entries:
    """What was entered for ourselves, and never released."""

    def __init__(self, reading: Reading) -> None:
        known = reading.known
        sayings = [part for one in known.internal for part in claims(one)]
        self._reading = reading
        self._whole = Facts(known.internal, released=known.released)
        self._parts = Facts(sayings, released=known.released)

    def tell(self, sentence: Sentence) -> bool:
        """Whether an entry is told, in its words or in others; that we do now what it says is no leak."""
        reading = self._reading
        words = reading.text.words[sentence.first : sentence.last]
        if self._whole.verbatim(words, least=6) or self._whole.nearly(words, least=6):
            return True
        if reading.text.sentence(sentence.first).last != sentence.last:
            return False  # of two sentences together too much is near to anything
        now = [word for word in map(reading.text.words.__getitem__, deeds(reading, sentence)) if word.endswith("ing")]
        return self._whole.retold(words, doing=now) or self._parts.retold(words, doing=now)


def legal(reading: Reading) -> Iterator[Hit]:
    """Facts that are for counsel alone, and talk of law."""
    facts = Facts(reading.known.legal, released=())
    for sentence in _everywhere(reading):
        words = reading.text.words[sentence.first : sentence.last]
        if facts.verbatim(words, least=4) or facts.share(words) >= _MOST:
            yield reading.sentence_hit(sentence, "it is recorded for legal alone")
    for span in reading.meant("legal words"):
        if not reading.names_thing(span):
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
        id="B03",
        title="A note from inside stands in the text.",
        looks_for="what was noted about the customer's people, and unreleased entries, in their words or in others,"
        " and in another language",
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
