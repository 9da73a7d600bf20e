"""How a table is written, and those of sending.md: rhythms, their defaults, and what can become of an update."""

from collections.abc import Iterable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from warroom.insight.cadence import RHYTHMS
from warroom.times import written
from warroom.times.rhythm import read_rhythm
from warroom.vocabulary import UpdateStatus

NOW = datetime(2026, 11, 20, 13, 0, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


def table(titles: str, rows: Iterable[Iterable[object]], *, head: str = "") -> str:
    """A table in Markdown; ``titles`` and ``head`` without the outer bars."""
    lines = [
        titles,
        head or " | ".join("---" for _ in titles.split(" | ")),
        *(" | ".join(map(str, row)) for row in rows),
    ]
    return "\n".join(f"| {line} |" for line in lines) + "\n"


EVERY = (
    "30m", "60m", "4h", "daily", "1d", "2bd", "weekly", "17:00", "9:00,17:00", "fri 17:00", "mon,thu 9:00",
)  # fmt: skip
READERS = ("customer", "executive", "internal")
TEMPOS = {
    "sev1": "broken, severity 1", "sev2": "broken, severity 2", "sev3": "broken, severity 3",
    "red": "else, red", "amber": "else, amber or not rated", "green": "else, green",
}  # fmt: skip
_STATES = {
    UpdateStatus.DRAFT: "somebody was shown it; no clock runs for it",
    UpdateStatus.APPROVED: "who has to has read this very text and agreed",
    UpdateStatus.SENDING: "it was handed to the command, which has not ended yet, or was killed with warroom",
    UpdateStatus.SENT: "it went out; text, receivers and time are frozen, and the next clock runs",
    UpdateStatus.UNKNOWN: "it may have gone out, or not",
    UpdateStatus.SKIPPED: "it was left out, for a reason that is kept",
}


def rhythms() -> str:
    """What each form of a rhythm means."""
    rows = []
    for one in EVERY:
        rhythm = read_rhythm(one, field="EVERY|TIMES")
        then = rhythm.after(NOW, BERLIN)
        told = (written(time, BERLIN, now=NOW) for time in (then, rhythm.after(then, BERLIN)))
        rows.append((f"`{one}`", *told))
    return table("typed | the first | the one after", rows)


def defaults() -> str:
    """The rhythms that hold where nothing is planned."""
    rows = ((f"`{name}`", words, *(RHYTHMS[f"{name}.{one}"] for one in READERS)) for name, words in TEMPOS.items())
    return table("name | while it is | customer | executive | internal", rows)


def first_words() -> str:
    """The first word, where it has a rhythm of its own."""
    names = dict.fromkeys(name.rpartition(".")[0] for name in RHYTHMS if name.startswith("first."))
    rows = ((f"`{name}`", *(RHYTHMS.get(f"{name}.{one}", "") for one in READERS[:2])) for name in names)
    return table("name | customer | executive", rows)


def states() -> str:
    """What can become of an update."""
    return table("status | meaning", ((status.value, _STATES[status]) for status in UpdateStatus))
