"""English names of days and months; strftime would follow the locale of the machine."""

from collections.abc import Sequence
from datetime import date

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def position_of(word: str, names: Sequence[str]) -> int | None:
    """Where a lower-case word, a whole name or its first three letters, stands among the names, from 0."""
    for position, name in enumerate(names):
        if word in (name.lower(), name[:3].lower()):
            return position
    return None


def weekday_of(day: date) -> str:
    """``Sat``."""
    return DAYS[day.weekday()][:3]


def month_of(day: date) -> str:
    """``Nov 2026``."""
    return f"{MONTHS[day.month - 1][:3]} {day.year}"


def date_of(day: date) -> str:
    """``21 Nov 2026``."""
    return f"{day.day} {month_of(day)}"
