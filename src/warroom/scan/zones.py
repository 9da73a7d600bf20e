"""Whether a clock time says its zone, and whether a message says it once for all of them."""

from functools import cached_property

from warroom.scan.text import Text
from warroom.scan.wordlists import listed

_ZONES = listed("zones")
_SURE = listed("sure")  # zones also in lower case
_OF_ZONE = listed("of zone")
_CONTINENTS = listed("continents")
_OF_DAY = listed("parts of a day")
_BY_WORD = listed("zones by word")  # 5 pm Eastern


class Zones:
    """The zones that a message names."""

    def __init__(self, text: Text) -> None:
        self.text = text

    def after(self, place: int) -> int | None:
        """The word after a zone that is said here: UTC, CET, (BST), UTC+1, Berlin time, your local time."""
        words = self.text.words
        if words[place : place + 2] == ["in", "the"] and words[place + 2] in _OF_DAY:  # nine in the morning, CET
            place += 3
        if self.is_zone(place):
            return place + (2 if words[place + 1][:1].isdigit() and len(words[place + 1]) <= 2 else 1)
        if words[place] in _CONTINENTS and words[place + 1] and "/" in self._between(place):
            return place + 2
        for ahead in range(place, min(place + 5, len(words))):
            word = words[ahead]
            if word in ("time", "zeit", "ortszeit"):
                return ahead + 1 if ahead > place or word == "ortszeit" else None
            if not (word in _OF_ZONE or word.endswith("er") or (word.isalpha() and self._is_large(ahead))):
                break
        return place + 1 if words[place] in _BY_WORD and self._is_large(place) else None

    def is_zone(self, place: int) -> bool:
        """Whether this word is the short name of a zone."""
        word = self.text.words[place]
        if word not in _ZONES:
            return False
        token = self.text.tokens[place]
        return word in _SURE or self.text.shown[token.start : token.end].isupper()

    @cached_property
    def is_general(self) -> bool:
        """Whether the message says of all its times at once in which zone they are."""
        words = self.text.words
        for place, word in enumerate(words):
            if word in ("times", "time", "zeiten", "zeit", "zeitangaben", "uhrzeiten", "clocks"):
                before = words[max(place - 4, 0) : place]
                headed = self.is_zone(place + 1) and "(" in self._between(place)  # Time (UTC), over a column
                general = headed or word in ("times", "zeiten", "zeitangaben", "uhrzeiten", "clocks") or "all" in before
                if general and any(self.after(ahead) for ahead in self._ahead(place + 1)):
                    return True
        return False

    def _ahead(self, place: int) -> range:
        end = place
        while end < min(place + 8, len(self.text.words)) and self.text.words[end]:
            end += 1
        return range(place, end)

    def _between(self, place: int) -> str:
        """What stands between a word and the next."""
        tokens = self.text.tokens
        return self.text.shown[tokens[place].end : tokens[place + 1].start]

    def _is_large(self, place: int) -> bool:
        token = self.text.tokens[place]
        return self.text.shown[token.start : token.start + 1].isupper()
