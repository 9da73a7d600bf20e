"""Loops that write to a store, for processes of their own."""

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from warroom.domain import Fact, Stamp
from warroom.store import writing
from warroom.times import Moment
from warroom.vocabulary import Precision

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def note(text: str, at: datetime = NOON) -> Fact:
    """A note at noon."""
    return Fact.checked(text, moment=Moment(at, Precision.MINUTE))


def add_notes(path: Path, name: str, many: int, done: Any) -> None:
    """Add notes to E1, each in its own transaction; tell ``done`` which were acknowledged and how long each took."""
    stamp = Stamp(NOON, name)
    told: list[tuple[str, float]] = []
    for number in range(many):
        begun = time.perf_counter()
        with writing(path, stamp) as store:
            store.escalation("E1").record(note(f"{name}-{number}"), stamp=stamp)
        told.append((f"{name}-{number}", time.perf_counter() - begun))
    done.put(told)
