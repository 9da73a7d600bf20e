"""Times, dates and lengths of time as people write them in mails, and whether a clock time says its zone."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from warroom.scan.text import Text
from warroom.scan.wordlists import listed
from warroom.scan.zones import Zones

_CLOCK = re.compile(r"([01]?\d|2[0-4])[:.]([0-5]\d)(?:[:.][0-5]\d)?")
_HOURS = re.compile(r"[01]?\d|2[0-4]")
_ARMY = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d")
_ISO_TIME = re.compile(r"t([01]\d|2[0-3])")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")
_FIGURES = re.compile(r"(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4}|\d{2})|\.)(?![\d:])")
_DAY = re.compile(r"\d{1,2}\.(?:0?[1-9]|1[0-2])\.,")  # ab 23.11., 14:00 Uhr
_CLOCK_WORDS = frozenset(["noon", "midday", "midnight", "mittag", "mitternacht"])
_HOUR_WORDS = listed("hour words")
_BEFORE_CLOCK = listed("before clock")
_ORDINALS = ("st", "nd", "rd", "th")
_BEGINNINGS = listed("beginnings") | {""}
_TO = ("bis", "to", "until", "till", "and", "und")
_OF_A_UNIT = ("couple", "quarter", "quarters", "pair")  # a quarter of an hour
_IN_LENGTH = (*_OF_A_UNIT, "more", "business", "working", "to", "or")
_SHORT_DAYS = listed("short days")
_AFTER_H = re.compile(r"h([0-5]\d)")
_PARTS = {"half": 30, "quarter": 15, "viertel": 15}
_SPOKEN = ("one two three four five six seven eight nine ten eleven twelve",
           "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf")  # fmt: skip
_HOURS_SPOKEN = {word: number for words in _SPOKEN for number, word in enumerate(words.split(), 1)}
_RELATIVE = frozenset(["today", "tomorrow", "tonight", "yesterday", "heute", "morgen", "gestern", "übermorgen"])


@dataclass(frozen=True, slots=True)
class Mention:
    """A time as it stands in the text: words ``first`` to ``last``."""

    first: int
    last: int
    has_zone: bool = False
    minutes: int | None = None
    """Of a clock time: minutes after midnight."""
    ambiguous: bool = False
    """Of a date: it can be read as two days."""


class Clocks:
    """Every time, date and length of time in a message."""

    def __init__(self, text: Text, lists: Mapping[str, Sequence[str]]) -> None:
        self.text = text
        self.zones = Zones(text)
        self._months = frozenset(lists.get("months", ()))
        self._weekdays = frozenset(lists.get("weekdays", ()))
        self._units = frozenset(lists.get("units", ()))
        self._numbers = frozenset(lists.get("numbers", ()))
        self.times: list[Mention] = []
        self.dates: list[Mention] = []
        self.lengths: list[Mention] = []
        for sentence in text.sentences:
            self._read(sentence.first, sentence.last)

    @cached_property
    def marks(self) -> dict[str, dict[int, int]]:
        """By class, where each begins and ends: for phrases."""
        words = self.text.words
        return {
            "time": {one.first: one.last for one in self.times},
            "date": {one.first: one.last for one in self.dates},
            "length": {one.first: one.last for one in self.lengths},
            "number": {n: n + 1 for n, word in enumerate(words) if word[:1].isdigit() or word in self._numbers},
            "name": {n: n + 1 for n, word in enumerate(words) if word not in _BEGINNINGS and self._is_name(n)},
            "start": self._starts(),
            "unread": {n: n + 1 for n, word in enumerate(words) if word == "\x00"},
        }

    def _starts(self) -> dict[int, int]:
        """Where a sentence or a clause begins: a class of no words."""
        firsts = {one.first: one.first for one in self.text.sentences}
        return firsts | {n: n for n, token in enumerate(self.text.tokens) if token.breaks}

    def _is_name(self, place: int) -> bool:
        token = self.text.tokens[place]
        return self.text.shown[token.start : token.start + 1].isupper()

    def _read(self, first: int, last: int) -> None:
        place, begun = first, len(self.times)
        while place < last:
            place = self._time(place) or self._date(place) or self._length(place) or place + 1
        self._lend_zones(begun)

    def _lend_zones(self, begun: int) -> None:
        """A zone said once in a sentence holds for the times beside it: from 14:00 to 16:00 CET."""
        mentions = self.times[begun:]
        if not any(one.has_zone for one in mentions) or all(one.has_zone for one in mentions):
            return
        known = [one for one in mentions if one.has_zone]
        for number, one in enumerate(mentions):
            if not one.has_zone and any(abs(one.first - other.first) <= 12 for other in known[:50]):
                self.times[begun + number] = Mention(one.first, one.last, True, one.minutes)

    # Clock times

    def _time(self, place: int) -> int | None:
        found = self._clock(place)
        if found is None:
            return None
        end, minutes = found
        zoned = self.zones.after(end)
        has_zone = zoned is not None or (place > 0 and self.zones.is_zone(place - 1))
        self.times.append(Mention(place, zoned or end, has_zone, minutes))
        return zoned or end

    def _clock(self, place: int) -> tuple[int, int | None] | None:
        """The word after a clock time that begins here, and its minutes."""
        words, word = self.text.words, self.text.words[place]
        if word in _CLOCK_WORDS:
            return place + 1, 720 if word in ("noon", "midday", "mittag") else 0
        if (spoken := self._spoken(place)) is not None:
            return spoken
        if not word[:1].isdigit():
            iso = _ISO_TIME.fullmatch(word)
            return (place + 2, int(iso[1]) * 60) if iso and words[place + 1][:2].isdigit() else None
        after, half = self._half(place + 1)
        if found := _CLOCK.fullmatch(word):
            minutes = int(found[1]) * 60 + int(found[2]) + half
            if ":" in word or after > place + 1 or self.zones.after(place + 1):
                return after, minutes
            dotted = len(word) in (4, 5) and place > 0 and words[place - 1] in _BEFORE_CLOCK
            dotted = dotted or self._leads_to_clock(place + 1)
            dotted = dotted and not _DAY.match(self.text.shown, self.text.tokens[place].start)
            return (after, minutes) if dotted and words[place + 1] not in self._units else None
        if _ARMY.fullmatch(word) and (words[place + 1] in ("hrs", "hours", "h", "uhr") or self.zones.after(place + 1)):
            return after, int(word[:2]) * 60 + int(word[2:])
        if _HOURS.fullmatch(word) and (found := _AFTER_H.fullmatch(words[place + 1])):  # 18h30
            return place + 2, int(word) * 60 + int(found[1])
        if _HOURS.fullmatch(word) and self._is_hour(place, after):
            if words[after - 1] == "uhr" and words[after][:2].isdigit() and int(words[after][:2]) < 60:
                after += 1
            return after, int(word) * 60 + half
        return None

    def _leads_to_clock(self, place: int) -> bool:
        """Whether a clock time with its hour word follows: 09.25 bis 14.35 Uhr."""
        words = self.text.words
        end = place + (words[place] in _TO)
        return _CLOCK.fullmatch(words[end]) is not None and (
            words[end + 1] in _HOUR_WORDS or self.zones.after(end + 1) is not None
        )

    def _spoken(self, place: int) -> tuple[int, int] | None:
        """The word after a time told by the half or the quarter of an hour, and its minutes: half past three."""
        parts, way, hour = self.text.words[place : place + 3] if place + 3 <= len(self.text.words) else ("", "", "")
        if parts == "halb" and way in _HOURS_SPOKEN:
            return place + 2, _HOURS_SPOKEN[way] * 60 - 30
        if parts not in _PARTS or way not in ("past", "to", "nach", "vor"):
            return None
        number = int(hour) if _HOURS.fullmatch(hour) else _HOURS_SPOKEN.get(hour)
        if number is None:
            return None
        return place + 3, number * 60 + (_PARTS[parts] if way in ("past", "nach") else -_PARTS[parts])

    def _is_hour(self, place: int, after: int) -> bool:
        words = self.text.words
        if after > place + 1:
            return words[place + 1] not in ("h", "hrs", "hours") or (place > 0 and words[place - 1] in ("at", "by"))
        return self.zones.after(place + 1) is not None

    def _half(self, place: int) -> tuple[int, int]:
        """After ``pm`` or ``Uhr``, when one stands here, and the minutes that it adds."""
        words = self.text.words
        if words[place] in _HOUR_WORDS:
            return place + 1, 720 if words[place] == "pm" else 0
        if words[place] in ("a", "p") and words[place + 1] == "m":
            return place + 2, 720 if words[place] == "p" else 0
        return place, 0

    # Dates and lengths

    def _date(self, place: int) -> int | None:
        words, word = self.text.words, self.text.words[place]
        end, ambiguous = None, False
        if word[:1].isdigit():
            end, ambiguous = self._figures(place)
            after = place + 1 + (words[place + 1] in _ORDINALS)
            after += words[after] == "of"
            if end is None and len(word) <= 2 and words[after] in self._months:
                end = self._year(after + 1)
        elif word in self._months and words[place + 1].isdecimal() and len(words[place + 1]) <= 2:
            end = self._year(place + 2 + (words[place + 2] in _ORDINALS))
        elif word in self._weekdays and (len(word) > 3 or self._is_name(place)):
            return self._day_before_date(place) or self._dated(place, place + 1)
        elif word in _SHORT_DAYS and self._is_name(place):
            return self._day_before_date(place)
        elif word in _RELATIVE:
            end = place + 1 + (words[place + 1] in ("morning", "afternoon", "evening", "night"))
        return None if end is None else self._dated(place, end, ambiguous=ambiguous)

    def _day_before_date(self, place: int) -> int | None:
        """The word after a date that follows the day of the week, which is part of it."""
        if (end := self._date(place + 1)) and self.text.words[place + 1][:1].isdigit():
            self.dates[-1] = replace(self.dates[-1], first=place)
        return end

    def _dated(self, place: int, end: int, *, ambiguous: bool = False) -> int:
        self.dates.append(Mention(place, end, ambiguous=ambiguous))
        return end

    def _figures(self, place: int) -> tuple[int | None, bool]:
        token = self.text.tokens[place]
        shown = self.text.shown
        if found := _ISO_DATE.match(shown, token.start):
            return self._until(place, found.end()), False
        found = _FIGURES.match(shown, token.start)
        if not found or not (0 < int(found[1]) <= 31 and 0 < int(found[2]) <= 31):
            return None, False
        if found[3] is None and not (int(found[2]) <= 12 and "." in found[0]):
            return None, False
        both = int(found[1]) <= 12 and int(found[2]) <= 12 and found[1] != found[2]
        return self._until(place, found.end()), both and "/" in found[0]

    def _until(self, place: int, end: int) -> int:
        while place < len(self.text.tokens) and self.text.tokens[place].start < end and self.text.words[place]:
            place += 1
        return place

    def _year(self, place: int) -> int:
        word = self.text.words[place]
        return place + 1 if len(word) == 4 and word[:2] in ("19", "20") and word.isdecimal() else place

    def _length(self, place: int) -> int | None:
        words = self.text.words
        if not (words[place][:1].isdigit() or words[place] in self._numbers):
            return None
        if words[place] in ("a", "an") and place and words[place - 1][:1].isdigit():
            return None  # 900 a day
        for ahead in range(place + 1, min(place + 5, len(words))):
            word = words[ahead]
            if word in ("a", "an") and words[ahead - 1][:1].isdigit():
                return None  # 900 a day
            if word in self._units:
                self.lengths.append(Mention(place, ahead + 1))
                return ahead + 1
            joins = word in _IN_LENGTH or (word == "of" and words[ahead - 1] in _OF_A_UNIT)
            if not (word[:1].isdigit() or word in self._numbers or joins):
                return None
        return None
