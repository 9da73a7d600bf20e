"""A change of state, as its entry in the timeline tells it: what held before and what holds since."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from warroom.domain.entry import Entry
from warroom.vocabulary import EntryKind, Status

# What of an escalation decides how often one has to speak.
PACE = ("severity", "rag", "status")


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one field of an escalation, at a moment."""

    at: datetime
    field: str
    old: str | None
    new: str | None

    @classmethod
    def told_by(cls, entries: Iterable[Entry]) -> "list[Change]":
        """The changes of pace among the entries of one timeline, in the order of writing.

        What another system once called a change is none of ours.
        """
        ours = [entry for entry in entries if entry.kind is EntryKind.CHANGE and entry.automatic]
        found = [entry for entry in ours if entry.is_about_the_whole]
        return [
            cls(entry.recorded_at, entry.data["field"], entry.data.get("old"), entry.data.get("new"))
            for entry in sorted(found, key=lambda entry: entry.seq)
            if entry.data.get("field") in PACE
        ]


def was_settled(entry: Entry) -> bool:
    """Whether it tells that somebody judged it stable, and why; what follows from a restoration has no reason."""
    if not entry.automatic or not entry.is_about_the_whole or entry.data.get("field") != "status":
        return False
    return entry.data.get("new") == Status.STABLE and entry.why is not None


def broke_again(entry: Entry) -> bool:
    """Whether it tells a relapse or a reopening: without it, two restorations would follow upon each other."""
    if not entry.automatic or not entry.is_about_the_whole or entry.data.get("field") != "status":
        return False
    return entry.data.get("new") == Status.ACTIVE and entry.data.get("old") not in (None, Status.REQUESTED)
