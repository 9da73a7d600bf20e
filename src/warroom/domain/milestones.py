"""The milestones of an escalation: the moments from which every duration is computed, and their order (rule 3)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from warroom.domain.entry import Entry, Fact, Line
from warroom.domain.record import Stamp
from warroom.domain.wording import Wording
from warroom.errors import Reason, Refused
from warroom.times import Moment
from warroom.vocabulary import MILESTONES, Audience, EntryKind, Precision, Status, matter_words, spoken

if TYPE_CHECKING:
    from warroom.domain.situation import Situation

    Base = Situation
else:
    Base = object

# Where the indexed copy of a milestone's time stands in the escalation's row.
_COLUMNS = {
    EntryKind.IMPACT_START: "impact_started",
    EntryKind.DETECTION: "detected",
    EntryKind.ACKNOWLEDGEMENT: "acknowledged",
    EntryKind.MITIGATION: "mitigated",
    EntryKind.RESTORATION: "restored",
}

# What an entry says when only its time was given; of the end that depends on what there was to restore.
_WORDS = {
    EntryKind.IMPACT_START: "Impact started",
    EntryKind.DETECTION: "Detected",
    EntryKind.ACKNOWLEDGEMENT: "Acknowledged to the customer",
    EntryKind.MITIGATION: "Impact mitigated",
}


class Milestones(Base):
    """The moves that reach a milestone. Each is an entry; the row keeps a copy of its time."""

    def milestone(self, kind: EntryKind) -> Moment | None:
        """When the milestone was reached; None when no entry tells its time."""
        return milestone_in(self, kind)

    def begin(self, times: Mapping[EntryKind, Moment], *, stamp: Stamp) -> None:
        """The milestones that were known when the escalation was opened."""
        for kind, moment in times.items():
            self.record(Fact.checked(_WORDS[kind], kind=kind, moment=moment), stamp=stamp)

    def take_in(self, facts: Iterable[Fact], *, stamp: Stamp) -> list[str]:
        """Take the milestones and the knowledge of many facts in; returns what breaks the order, which is kept."""
        broken = []
        for fact in facts:
            self.learn(fact)
            if fact.kind in _COLUMNS and fact.wording.audience is not Audience.LEGAL:
                broken += self.mark(fact.kind, fact.moment, stamp=stamp, check=False)
        if self.restored_at is not None and self.status is Status.ACTIVE:
            self._settle(stamp)
        return broken

    def acknowledge(self, words: str | None = None, *, at: Moment, stamp: Stamp, label: Wording) -> Entry:
        """We told the customer that we have it."""
        return self._reach(EntryKind.ACKNOWLEDGEMENT, words, at=at, stamp=stamp, label=label)

    def mitigate(self, words: str | None = None, *, at: Moment, stamp: Stamp, label: Wording) -> Entry:
        """The impact is less than it was, for all we know."""
        return self._reach(EntryKind.MITIGATION, words, at=at, stamp=stamp, label=label)

    def restore(
        self, words: str | None = None, *, at: Moment, stamp: Stamp, label: Wording, workaround: str | None = None
    ) -> Entry:
        """Service is back: an active escalation becomes stable. Raises Refused when it is back already, for good."""
        self._refuse_to_restore_again(stamp)
        return self._reach(
            EntryKind.RESTORATION, words, at=at, stamp=stamp, label=label, told={"workaround": workaround}
        )

    def _refuse_to_restore_again(self, stamp: Stamp) -> None:
        """A second restoration would tell the reader two times; after a workaround the real one follows."""
        if self.restored_at is None or self.workaround is not None or self.retrospective:
            return
        spoken_of = matter_words(self.kind)
        words = f"it was {spoken_of.ended} at {stamp.said(self.restored_at)}"
        way_out = (
            "Correct that entry (warroom timeline --milestones):  warroom amend REF --at TIME --why TEXT;  "
            f"if it {spoken_of.returned}:  warroom relapse --why TEXT"
        )
        raise Refused(f"It is {spoken_of.ended} already.", Reason("already_restored", words, way_out))

    def _reach(
        self, kind: EntryKind, words: str | None, *, at: Moment, stamp: Stamp, label: Wording, **told: Any
    ) -> Entry:
        return self.record(
            Fact.checked(words or self._usual_words(kind), moment=at, kind=kind, wording=label, **told), stamp=stamp
        )

    def _usual_words(self, kind: EntryKind) -> str:
        return _WORDS.get(kind) or matter_words(self.kind).over.capitalize()

    def reached(self, fact: Fact, *, stamp: Stamp) -> None:
        """Take the milestone that an entry tells into the row. Raises Refused when it breaks the order."""
        if fact.kind not in _COLUMNS or fact.wording.audience is Audience.LEGAL:
            return
        self.mark(fact.kind, fact.moment, stamp=stamp)
        if fact.kind is EntryKind.RESTORATION and self.status is Status.ACTIVE:
            self._settle(stamp)

    def _settle(self, stamp: Stamp) -> None:
        self.status, self.stable_since = Status.STABLE, self.restored_at or stamp.at
        words = f"Stable: {matter_words(self.kind).over}"
        self.changed(words, field="status", old=Status.ACTIVE, new=Status.STABLE, stamp=stamp)

    def mark(self, kind: EntryKind, moment: Moment, *, stamp: Stamp, check: bool = True) -> list[str]:
        """Keep the copy of a milestone's time: the earliest entry counts, of restorations the last.

        Returns what breaks the order of the milestones; with ``check`` that is refused, except for a retrospective.
        """
        if moment.at is None:
            return []
        known = self.milestone(kind)
        counts = known is None or (
            moment.at > known.at if kind is EntryKind.RESTORATION else moment.at < known.at  # type: ignore[operator]
        )
        if not counts:
            return []
        broken = order_broken({**self._known(), kind: moment}, stamp=stamp, changed=kind)
        if broken and check and not self.retrospective:
            raise Refused(
                "The milestones would be out of order.",
                *(
                    Reason(
                        "milestone_order", words, "Correct the time with --at, or the other entry with:  warroom amend"
                    )
                    for words in broken
                ),
            )
        self.keep_milestone(kind, moment)
        return broken

    def recount(self, lines: Sequence[Line], *, stamp: Stamp) -> None:
        """Take the milestones and the knowledge anew from the entries as they read now: after a correction."""
        found: dict[EntryKind, Moment] = {}
        for line in lines:
            kind, moment = line.last.kind, line.last.moment
            if kind in _COLUMNS and moment.at is not None and self._counts(line):
                found[kind] = _counting(kind, found.get(kind), moment)
        broken = order_broken(found, stamp=stamp)
        if broken and not self.retrospective:
            raise Refused(
                "The correction would put the milestones out of order.",
                *(Reason("milestone_order", words, "Give another --at, or correct the other entry first.")
                  for words in broken),
            )  # fmt: skip
        was_restored = self.restored_at is not None
        for kind in MILESTONES:
            self.keep_milestone(kind, found.get(kind))
        self.relearn(lines)
        self.agree(was_restored=was_restored, stamp=stamp)

    def agree(self, *, was_restored: bool, stamp: Stamp) -> None:
        """Let the status agree with the restoration: restored is stable, and what is not restored is active."""
        if self.restored_at is not None and self.status is Status.ACTIVE:
            self._settle(stamp)
        elif was_restored and self.restored_at is None and self.status in (Status.STABLE, Status.MONITORING):
            old, self.status, self.stable_since = self.status, Status.ACTIVE, None
            words = f"Active: no {matter_words(self.kind).end} is recorded any more"
            self.changed(words, field="status", old=old, new=Status.ACTIVE, stamp=stamp)
            self.stop_watching(stamp)

    def _counts(self, line: Line) -> bool:
        """Whether an entry's milestone counts: not for legal alone, and no restoration written before a relapse."""
        undone = line.last.kind is EntryKind.RESTORATION and line.first.seq < self.relapsed_seq
        return line.last.audience is not Audience.LEGAL and not undone

    def keep_milestone(self, kind: EntryKind, moment: Moment | None) -> None:
        """Keep the copy of a milestone's time, or none."""
        setattr(self, f"{_COLUMNS[kind]}_at", moment and moment.at)
        known = {other: exactness for other, exactness in self.milestone_exactness.items() if other != kind}
        # A new dictionary: a change within the old one would not be noticed, and so not be stored.
        self.milestone_exactness = {**known, kind: (moment.precision, moment.offset)} if moment else known

    def _known(self) -> dict[EntryKind, Moment]:
        return {kind: moment for kind in MILESTONES if (moment := self.milestone(kind))}


def milestone_in(columns: "Situation", kind: EntryKind) -> Moment | None:
    """The moment of a milestone as the columns of an escalation hold it; None when no entry tells its time."""
    at = getattr(columns, f"{_COLUMNS[kind]}_at")
    if at is None:
        return None
    precision, offset = columns.milestone_exactness[kind]
    return Moment(at, Precision(precision), offset)


def workaround_in(columns: "Situation") -> str | None:
    """The workaround by which it is restored now, as the columns of an escalation hold it; None while it is broken.

    An earlier release kept it in the row when it broke again.
    """
    return columns.workaround if columns.restored_at is not None else None


def _counting(kind: EntryKind, known: Moment | None, moment: Moment) -> Moment:
    if known is None or known.at is None or moment.at is None:
        return moment
    later = moment.at > known.at
    return moment if later is (kind is EntryKind.RESTORATION) else known


def order_broken(times: Mapping[EntryKind, Moment], *, stamp: Stamp, changed: EntryKind | None = None) -> list[str]:
    """Each pair of milestones that cannot have happened in this order, in words with both times.

    A time that is known only to the day is out of order only when no moment of that day would be right.
    """
    known = [(kind, times[kind]) for kind in MILESTONES if kind in times]
    return [
        f"{spoken(first).capitalize()} ({stamp.said(one)}) is after {spoken(second)} ({stamp.said(two)})"
        for place, (first, one) in enumerate(known)
        for second, two in known[place + 1 :]
        if changed in (None, first, second) and _after(one, two)
    ]


def _after(one: Moment, two: Moment) -> bool:
    return one.earliest is not None and two.latest is not None and one.earliest > two.latest
