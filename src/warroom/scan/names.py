"""Names in a text: of people and firms, told apart from the ordinary words that they also are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from warroom.scan.index import Span
from warroom.scan.lexicon import common_words, lexicon
from warroom.scan.text import Sentence, Text
from warroom.scan.tokens import MARK, tokens
from warroom.scan.view import plain
from warroom.scan.wordlists import listed

_ARTICLES = listed("articles")
_MONTHS = frozenset(["may", "april", "june", "august", "march", "january"])
_BEFORE_MONTHS = listed("before months")
_SAINTS = listed("saints")
_BEFORE_DEEDS = listed("before deeds")
_BESIDE_PEOPLE = listed("beside people")
_TITLES = listed("titles")
_OBJECTS = listed("objects")
_FORMS = listed("forms")
_CALLED = listed("what firms are called")
_ACTS = listed("acts")
_FIRM_ACTS = listed("firm acts")


def words_of(name: str) -> tuple[str, ...]:
    """A name as it is compared."""
    shown = "".join(map(plain, name))
    return tuple(token.word for token in tokens(shown, 0, len(shown)) if token.word not in (MARK, "'s"))


@dataclass(slots=True)
class Names:
    """Names to be looked for, by their first word."""

    _known: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)
    of_people: bool = False
    """Whether they are people: a common word is a name, too, where it begins a sentence and does what they do."""

    def add(self, words: tuple[str, ...], whose: str) -> None:
        """Take in one way to call somebody."""
        if words:
            self._known.setdefault(words[0], []).append((words, whose))

    def in_text(self, text: Text, sentences: Iterable[Sentence]) -> Iterator[tuple[Span, str]]:
        """Where one of the names stands, and whose it is."""
        if not self._known:
            return
        words = text.words
        for sentence in sentences:
            place = sentence.first
            while place < sentence.last:
                found = self._at(text, sentence, place) if words[place] in self._known else None
                if found:
                    yield found
                place = found[0].last if found else place + 1

    def _at(self, text: Text, sentence: Sentence, place: int) -> tuple[Span, str] | None:
        for name, whose in sorted(self._known[text.words[place]], key=lambda one: -len(one[0])):
            if tuple(text.words[place : place + len(name)]) == name:
                span = Span(place, place + len(name))
                doing = _ACTS if self.of_people else _FIRM_ACTS
                if not _is_written(text, place) or (
                    len(name) == 1 and (self._goes_on(text, place) or _ends_title(text, sentence, place))
                ):
                    continue
                after = text.words[place + 1]
                acts = place == sentence.first and (after in doing or (self.of_people and after == "'s"))
                if acts or (is_name(text, sentence, place) if len(name) == 1 else _is_large(text, span)):
                    return span, whose
        return None

    def _goes_on(self, text: Text, place: int) -> bool:
        """Whether a common word is the first of another name: Mark Brandenburg."""
        if text.words[place] not in common_words() or place + 1 >= len(text.tokens):
            return False
        after, word = text.tokens[place + 1], text.words[place + 1]
        joined = text.shown[text.tokens[place].end : after.start] == " " and text.shown[after.start].isupper()
        known = any(word in name for several in self._known.values() for name, _ in several)
        known = known or (self.of_people and word in common_words())  # Harbour View is no Harbour Parcels
        return joined and word.isalpha() and len(word) > 3 and not known


def _ends_title(text: Text, sentence: Sentence, place: int) -> bool:
    """Whether a common word is the last of a thing's name: Claims Portal Next."""
    words = range(place - 2, place + 1)
    if text.words[place] not in common_words() or words.start <= sentence.first or text.words[place - 1] in _CALLED:
        return False
    return all(
        text.shown[text.tokens[at].start].isupper() and text.words[at].isalpha()
        and (at == place or text.shown[text.tokens[at].end : text.tokens[at + 1].start] == " ") for at in words
    )  # fmt: skip


def _is_large(text: Text, span: Span) -> bool:
    """Whether several words stand as a name: of words that are all common ones, each is written large."""
    places = range(span.first, span.last)
    if any(text.words[place] not in common_words() for place in places):
        return True
    return all(text.shown[text.tokens[place].start].isupper() for place in places)


def _is_written(text: Text, place: int) -> bool:
    """Whether a word stands there itself, and not in a contraction: Will, not We'll."""
    token = text.tokens[place]
    shown = text.shown[token.start : token.end].lower()
    return not shown.isascii() or shown.startswith(token.word)


def is_name(text: Text, sentence: Sentence, place: int) -> bool:
    """Whether one word stands as a name: written large, and where it is a common word too, only as a name can be."""
    token = text.tokens[place]
    shown = text.shown[token.start : token.end]
    if token.word not in common_words():
        return shown[:1].isupper() or len(shown) > 5 or not shown.isalpha()
    if not shown[:1].isupper() or place == sentence.first:
        return False
    before, after = text.words[place - 1], text.words[place + 1]
    if before in _TITLES:
        return True
    if after in _OBJECTS:
        return False  # Mark as paid
    if before in _BEFORE_DEEDS or (_is_german_noun(text, sentence, token.word) and not _is_of_person(before, after)):
        return False
    if before.isdigit() and place - 1 == sentence.first:
        return False  # 5/ Next update
    if "\n" in text.shown[text.tokens[place - 1].end : token.start]:
        return False
    if before in _SAINTS or token.breaks or before in _ARTICLES or (shown.isupper() and len(shown) > 4):
        return False
    if token.word in _MONTHS and (before[:1].isdigit() or after[:1].isdigit() or before in _BEFORE_MONTHS):
        return False
    return not _is_titled(text, place, sentence)


def _is_german_noun(text: Text, sentence: Sentence, word: str) -> bool:
    """Whether German writes it large wherever it stands, so that its letters tell nothing."""
    if word not in lexicon("de").common:
        return False
    words = text.words[sentence.first : sentence.last]
    return sum(one in lexicon("de").small for one in words) > sum(one in lexicon("en").small for one in words)


def _is_of_person(before: str, after: str) -> bool:
    return before in _BESIDE_PEOPLE or after in _ACTS


def _is_titled(text: Text, place: int, sentence: Sentence) -> bool:
    """Whether every longer word around is written large, as in a heading: there, it says nothing."""
    around = [*range(max(place - 3, sentence.first), place), *range(place + 1, min(place + 4, sentence.last))]
    longer = [text.tokens[one] for one in around if len(text.words[one]) > 3 and text.words[one].isalpha()]
    return bool(longer) and all(text.shown[one.start].isupper() for one in longer)


def short_forms(name: str) -> Iterator[tuple[str, ...]]:
    """The ways to call a firm: its whole name, without its legal form, and by the first word that tells it."""
    words = words_of(name)
    yield words
    bare = tuple(word for word in words if word not in _FORMS)
    if bare and bare != words:
        yield bare
    if len(bare) > 1 and len(bare[0]) > 3:
        yield bare[:1]
