"""Which lines of a timeline are asked for."""

from collections.abc import Iterable
from dataclasses import dataclass

from warroom.domain import Line, Unreadable
from warroom.domain.change import broke_again
from warroom.times import Moment
from warroom.vocabulary import MILESTONES, Audience, EntryKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What a reader of the timeline asked for; what is not said does not narrow."""

    milestones: bool = False
    kind: EntryKind | None = None
    # Legal facts are for legal alone, so whoever does not ask for them is not shown them (model, rule 13).
    audience: Audience = Audience.EXECUTIVE
    since: Moment | None = None
    until: Moment | None = None
    automatic: bool = False  # also what the tool wrote when state changed

    def of(self, lines: Iterable[Line]) -> list[Line]:
        """The lines that are asked for, in their order."""
        return [line for line in lines if self._wants(line) and self._within(line)]

    def _wants(self, line: Line) -> bool:
        entry = line.last
        # That it broke again is told by an entry of the tool, and is a milestone to whoever reads of two restorations.
        again = broke_again(entry)
        return (
            (self.automatic or again or not entry.automatic)
            and (not self.milestones or again or entry.kind in MILESTONES)
            and self.kind in (None, entry.kind)
            and (isinstance(entry.audience, Unreadable) or entry.audience in self.audience.may_read)
        )

    def _within(self, line: Line) -> bool:
        first = self.since.earliest if self.since else None
        last = self.until.latest if self.until else None
        return (first is None or line.last.sort_at >= first) and (last is None or line.last.sort_at <= last)
