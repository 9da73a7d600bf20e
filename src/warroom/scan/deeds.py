"""Deeds: a clause in which one of ours does something, told by its build, for nobody can list every verb of work."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from warroom.scan.index import Span
from warroom.scan.lexicon import Lexicon
from warroom.scan.reading import Reading
from warroom.scan.text import Sentence
from warroom.scan.wordlists import listed

_LONGEST = 6  # words of a name such as: two engineers of our database team
_BETWEEN = 4  # adverbs before a verb
_ASKING = listed("asking")
_HANDLED = listed("handled")
_HAD = ("had", "has", "have")
_PRESENT = listed("present deeds")
_OUR = ("unser", "mein")
_HANDS = tuple(listed("hand endings"))
_TURNS = listed("turns to another")
_NO_NAME = listed("no name")
_PLACING = ("on", "in", "at", "to", "into", "onto", "from")
_PLACED = ("of", "from", "at", "in", "on", "for")


def deeds(reading: Reading, sentence: Sentence) -> Iterator[int]:
    """Where a verb stands by which one of ours does, or has done, something; talking, hoping and knowing are none."""
    for lexicon in reading.lexicons:
        clause = (_German if lexicon.code == "de" else _English)(reading, lexicon, sentence)
        found = (clause.verb_of(place) for place in range(sentence.first, sentence.last))
        yield from (verb for verb in found if verb is not None)


def is_worked_on(reading: Reading, span: Span, sentence: Sentence) -> bool:
    """Whether words stand behind a deed of ours in its clause: they tell what we work on, not what we found.

    So does what the reader is asked to do, or thanked for.
    """
    words, tokens = reading.text.words, reading.text.tokens
    if words[sentence.first] in _ASKING or words[sentence.first : sentence.first + 2] == ["thanks", "for"]:
        return True
    told = (one for one in reading.said_in("doing", sentence) if not reading.denied("doing", one, sentence))
    verbs = {*deeds(reading, sentence), *(one.last - 1 for one in told), *_beside_hands(reading, sentence)}
    return any(
        place < span.last
        and _is_work(words, place)
        and not any(tokens[at].breaks or words[at] in _TURNS for at in range(place + 1, span.first + 1))
        for place in verbs
    )


def _beside_hands(reading: Reading, sentence: Sentence) -> Iterator[int]:
    """The words right behind whoever works: the developers replay."""
    words = reading.text.words
    for lexicon in reading.lexicons:
        hands = lexicon.words("hands")
        yield from (place for place in range(sentence.first + 1, sentence.last) if words[place - 1] in hands)


def _is_work(words: Sequence[str], place: int) -> bool:
    """Whether a verb of ours tells work in hand, and not what went wrong by it."""
    if words[place].endswith("ing") or words[place] in _HANDLED:
        return True
    return words[place] in _PRESENT and words[place - 1] not in _HAD


@dataclass(frozen=True, slots=True)
class _English:
    """A sentence in which the verb stands behind who does it."""

    reading: Reading
    lexicon: Lexicon
    sentence: Sentence

    def verb_of(self, place: int) -> int | None:
        """The verb of work of whoever is named from this word on, if it is one of ours."""
        if self._is(place, "selves"):
            return self._of_selves(place)
        if self._is_one_of_ours(place):
            return self._verb(place + 1, is_known=False)
        if (behind := self._unnamed_hands(place)) is not None:
            return self._verb(behind, is_known=True)
        return self._of_named(place) if self._is(place, "of ours") else None

    def _of_selves(self, place: int) -> int | None:
        """The verb behind we, I, they; … which they check: that may be the readers."""
        verb = self._verb(place + 1, is_known=True)
        if verb is None or self._word(place) != "they" or place == self.sentence.first:
            return verb
        return verb if self._word(verb).endswith(("ing", "ed")) else None

    def _unnamed_hands(self, place: int) -> int | None:
        """The word behind those who work, where a clause begins with them: engineers, billing engineers."""
        if place != self.sentence.first and not self.reading.text.tokens[place].breaks:
            return None
        many = self._word(place).endswith("s") or self._is(place, "departments")
        if many and self._is(place, "hands"):
            return place + 1
        return place + 2 if self._is(place + 1, "trades") else None

    def _of_named(self, place: int) -> int | None:
        """The verb behind a name that begins here: two engineers of our database team, our network."""
        within = takewhile(lambda one: not self._ends_name(one), range(place + 1, self.sentence.last))
        for _, head in zip(range(_LONGEST), within, strict=False):
            if self._is(head, "hands"):
                verb = self._verb(self._behind_its_place(head + 1), is_known=self._names_some(place, head))
                return verb if verb and (self._word(verb).endswith("ing") or not self._is_placed(place)) else None
            ours = self._word(place) in ("our", "my") and not self._is(head, "no hands")
            if ours and (verb := self._verb(head + 1, is_known=False)):
                return verb
        return None

    def _is_placed(self, place: int) -> bool:
        """Whether a preposition stands before a name, by which it does nothing there: on the staff phones."""
        return self._word(place - 1) in _PLACING and place > self.sentence.first

    def _names_some(self, place: int, head: int) -> bool:
        """Whether a name tells enough: the database people, two people; not the people."""
        some = self._word(place) not in ("the", "these", "those") and self._word(head).endswith("s")
        return some or head > place + 1

    def _ends_name(self, place: int) -> bool:
        return self.reading.text.tokens[place].breaks or self._word(place) in _NO_NAME

    def _is_one_of_ours(self, place: int) -> bool:
        return (
            self._word(place) in self.reading.surnames
            and self.reading.text.shown[self.reading.text.tokens[place].start].isupper()
        )

    def _word(self, place: int) -> str:
        return self.reading.text.words[place] if place < self.sentence.last else ""

    def _is(self, place: int, kind: str) -> bool:
        return self._word(place) in self.lexicon.words(kind)

    def _verb(self, place: int, *, is_known: bool) -> int | None:
        """The verb that begins here; where the name may be anything, it must show that it is one."""
        place = self._past_adverbs(place)
        shows = is_known or self._word(place).endswith(("s", "ed"))
        if self._word(place) in ("is", "are", "am", "have", "has"):
            has = self._word(place) in ("have", "has")
            place = self._past_adverbs(place + 1)
            if has and self._word(place) == "been":
                place = self._past_adverbs(place + 1)
            shows = has or self._word(place).endswith("ing") or self._is(place, "at work")
        named = self._word(place - 1) == "the" and not self._is(place, "at work")  # technicians in the field
        works = not named and self._word(place).isalpha() and not self._is(place, "idle") and not self._talks(place)
        return place if shows and works else None

    def _talks(self, place: int) -> bool:
        """Whether a verb of many meanings is no work here: taking this seriously, sending you this message."""
        return any(span.first == place for span in self.reading.said_in("idle deed", self.sentence))

    def _behind_its_place(self, place: int) -> int:
        """Where the verb may be behind a name: the engineer of the second shift has …"""
        if self._word(place) in _PLACED:
            after = range(place + 1, place + _LONGEST)
            return next((one for one in after if self._word(one) in ("is", "are", "has", "have")), self.sentence.last)
        return place

    def _past_adverbs(self, place: int) -> int:
        for _ in range(_BETWEEN):
            place += self._is(place, "adverbs") or self._word(place).endswith("ly")
        return place


class _German(_English):
    """A sentence in which the verb stands on either side of who does it, and nouns are written large."""

    def verb_of(self, place: int) -> int | None:
        """The verb of work of whoever is named from this word on, if it is one of ours."""
        if self._is(place, "selves"):
            return self._beside(place, place)
        if not self._is(place, "of ours"):
            return None
        after = range(place + 1, min(place + _LONGEST, self.sentence.last))
        noun = next((one for one in after if self._is_large(one)), None)
        if noun is None or self._is(noun, "no hands"):
            return None
        if not (self._word(place).startswith(_OUR) or self._are_hands(noun)):
            return None
        return self._beside(place, noun)

    def _are_hands(self, noun: int) -> bool:
        """Whether a noun names people who work, whatever it is put together of: Datenbankteam, Netzwerktechniker."""
        return self._is(noun, "hands") or self._word(noun).endswith(_HANDS)

    def _beside(self, first: int, last: int) -> int | None:
        return next((one for one in (last + 1, first - 1) if self._is_verb(one)), None)

    def _is_verb(self, place: int) -> bool:
        if not self.sentence.first <= place < self.sentence.last:
            return False
        small = place == self.sentence.first or not self._is_large(place)
        return small and self._word(place).endswith(("t", "en", "rn", "ln", "e")) and not self._is(place, "idle")

    def _is_large(self, place: int) -> bool:
        return self.reading.text.shown[self.reading.text.tokens[place].start].isupper()
