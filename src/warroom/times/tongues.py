"""The words in which times are told: English, and German for customers who read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from warroom.times import names

Unit = Literal["day", "hour", "minute", "second"]


@dataclass(frozen=True, slots=True)
class Tongue:
    """Names and phrases of one language; ``{}`` stands for a time."""

    days: tuple[str, ...]
    months: tuple[str, ...]
    dated: str
    """A date, of ``day``, ``month`` and ``year``."""
    about: str
    between: str
    after: str
    before: str
    unknown: str
    day_unknown: str
    units: Mapping[Unit, tuple[str, str]]
    """Of a length: one of each unit, and several."""
    both: str
    """A length of two units."""
    moment: str
    """A length that is shorter than can be told."""

    def month_of(self, day: date) -> str:
        """``Nov 2026``."""
        return f"{self.months[day.month - 1]} {day.year}"

    def day_of(self, day: date) -> str:
        """``Sat 21 Nov 2026``."""
        return f"{self.days[day.weekday()]} {self.dated.format(day=day.day, month=self.month_of(day))}"


ENGLISH = Tongue(
    days=tuple(name[:3] for name in names.DAYS),
    months=tuple(name[:3] for name in names.MONTHS),
    dated="{day} {month}",
    about="about {}",
    between="between {} and {}",
    after="after {}",
    before="before {}",
    unknown="time unknown",
    day_unknown="day unknown",
    units={unit: (unit, f"{unit}s") for unit in ("day", "hour", "minute", "second")},
    both="{} and {}",
    moment="less than a minute",
)
GERMAN = Tongue(
    days=("Mo.", "Di.", "Mi.", "Do.", "Fr.", "Sa.", "So."),
    months=("Jan.", "Feb.", "März", "April", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."),
    dated="{day}. {month}",
    about="etwa {}",
    between="zwischen {} und {}",
    after="nach {}",
    before="vor {}",
    unknown="Zeit unbekannt",
    day_unknown="Tag unbekannt",
    units={
        "day": ("Tag", "Tage"),
        "hour": ("Stunde", "Stunden"),
        "minute": ("Minute", "Minuten"),
        "second": ("Sekunde", "Sekunden"),
    },
    both="{} und {}",
    moment="weniger als eine Minute",
)
_TONGUES = {"en": ENGLISH, "de": GERMAN}


def tongue_of(language: str | None) -> Tongue:
    """The words of a language by its tag, such as ``de-CH``; English for one that we do not have."""
    return _TONGUES.get((language or "en").partition("-")[0], ENGLISH)
