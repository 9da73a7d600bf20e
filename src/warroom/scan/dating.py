"""A clock time and a date as they stand in a mail, in the words in which they would be typed here."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from warroom.scan.clocks import Mention
from warroom.scan.text import Sentence, Text
from warroom.scan.wordlists import listed

_ZONES = listed("zones")
_CLOCK = re.compile(
    r"(?:t?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.]\d{2})?|(?P<army>\d{4})|(?P<bare>\d{1,2})|noon|midday|mittag)"
    r"\s*(?:(?P<half>[ap])\.?\s?m\b\.?|h\b|hrs\b|hours\b|o'clock|uhr(?:\s+(?P<uhr>\d{2})\b)?)?",
    re.I,
)
_ZONE = re.compile(
    r"[ \t,(]*\n?[ \t]*(?P<zone>(?:utc|gmt)\s?[+-]\s?\d{1,2}(?::?\d{2})?|[+-]\d{2}:?\d{2}|[a-z]+/[a-z_]+(?:/[a-z_]+)?"
    r"|(?:[a-zäöü]+ ){1,3}(?:time|zeit)\b|ortszeit|[a-z]{1,5}\b)",
    re.I,
)
_FARTHEST = 80  # characters from the beginning of a clock time to the end of its zone
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_AS_MONTH = {"mär": "mar", "mrz": "mar", "mai": "may", "okt": "oct", "dez": "dec"}
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_AS_DAY = {"mo": "mon", "di": "tue", "mi": "wed", "do": "thu", "fr": "fri", "sa": "sat", "so": "sun", "tu": "tue",
    "we": "wed", "th": "thu", "su": "sun"}  # fmt: skip
_NEAR = {"today": "today", "tonight": "today", "heute": "today", "tomorrow": "tomorrow", "morgen": "tomorrow"}
_WEEKDAY = r"(?P<weekday>[a-zäöü]+)\.?,?\s+"
_DAY_FIRST = re.compile(
    rf"(?:{_WEEKDAY})?(?:den\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?\s*(?:of\s+)?(?P<month>[a-zäöü]+)\.?,?"
    r"(?:\s+(?P<year>\d{4}))?",
    re.I,
)
_MONTH_FIRST = re.compile(
    rf"(?:{_WEEKDAY})?(?P<month>[a-zäöü]+)\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?(?:\s+(?P<year>\d{{4}}))?", re.I
)
_FIGURES = re.compile(rf"(?:{_WEEKDAY})?(?P<day>\d{{1,2}})[./-](?P<month>\d{{1,2}})(?:[./-](?P<year>\d{{4}})?)?", re.I)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock time of a mail."""

    mention: Mention
    minutes: int | None
    """After midnight; None when it is no time of one day."""
    zone: str
    """The words that say its zone; empty without any."""
    has_half: bool
    """Whether it says am or pm."""
    end: int
    """Where it ends in the visible text, with its zone."""


def clock_at(text: Text, mention: Mention, sentence: Sentence) -> Clock:
    """The clock time that is mentioned, with the zone that stands beside it."""
    start = text.tokens[mention.first].start
    said = text.shown[start : start + _FARTHEST]  # also after the point of p.m., which may end the sentence
    clock = _CLOCK.match(said)
    if clock is None:  # midnight of which day?
        return Clock(mention, None, "", False, text.tokens[mention.last - 1].end)
    zone = _ZONE.match(said, clock.end())
    words = zone["zone"] if zone and _is_zone(zone["zone"]) else ""
    end = zone.end() if zone and words else clock.end()
    before = text.shown[text.tokens[mention.first - 1].start : text.tokens[mention.first - 1].end]
    if not words and mention.first > sentence.first and before.isupper() and before.casefold() in _ZONES:
        words = before
    return Clock(mention, _minutes(clock), words, clock["half"] is not None, start + end)


def _is_zone(words: str) -> bool:
    """Whether it is one, and not the next word of the sentence."""
    large = words.isupper() or words.casefold() in ("utc", "gmt", "cet", "cest", "mez", "mesz")
    return not words.isalpha() or words.casefold() == "ortszeit" or (large and words.casefold() in _ZONES)


def _minutes(clock: re.Match[str]) -> int | None:
    if clock["army"]:
        hour, minute = int(clock["army"][:2]), int(clock["army"][2:])
    elif clock["hour"] or clock["bare"]:
        hour, minute = int(clock["hour"] or clock["bare"]), int(clock["minute"] or clock["uhr"] or 0)
    else:
        hour, minute = 12, 0
    if clock["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if clock["half"].casefold() == "p" else 0)
    return hour * 60 + minute if hour < 24 and minute < 60 else None


def zones_in(said: str) -> list[str]:
    """The zones that a sentence names by their abbreviation or their place."""
    words = re.findall(r"(?:UTC|GMT)\s?[+-]\d{1,2}(?::?\d{2})?|[A-Za-z]+/[A-Za-z_/]+|[A-Z]{3,5}\b", said)
    return [word for word in words if not word.isalpha() or word.casefold() in _ZONES]


class Day(NamedTuple):
    """A date of a mail."""

    words: str
    """As it would be typed: ``18 dec``, ``2026-12-18``, ``fri``, ``tomorrow``; empty where there is none."""
    weekday: str = ""
    """The day of the week that is said beside it, ``fri``; empty without one."""


def day_said(said: str) -> Day | None:
    """What the words of a date mean; None when that cannot be told."""
    words = said.strip().casefold().rstrip(".")
    if iso := _ISO.search(words):
        return Day(iso[0])
    first = words.split()[0]
    if first in _NEAR:
        return Day(_NEAR[first])
    for form in (_DAY_FIRST, _MONTH_FIRST, _FIGURES):
        if (found := form.fullmatch(words)) and (month := _month(found["month"])):
            weekday = _weekday(found["weekday"] or "")
            return Day(f"{int(found['day'])} {month} {found['year'] or ''}".strip(), weekday)
    weekday = _weekday(first)
    return Day(weekday) if weekday else None


def _month(said: str) -> str:
    if said.isdecimal():
        return _MONTHS[int(said) - 1] if 1 <= int(said) <= 12 else ""
    month = _AS_MONTH.get(said[:3], said[:3])
    return month if month in _MONTHS else ""


def _weekday(said: str) -> str:
    return said[:3] if said[:3] in _DAYS else _AS_DAY.get(said[:2], "")
