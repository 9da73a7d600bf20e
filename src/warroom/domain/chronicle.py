"""How an escalation tells its timeline: entries are appended, corrected by new ones, and written when state changes."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from warroom.domain.entry import Entry, Fact, Line
from warroom.domain.record import Stamp, reference
from warroom.errors import InvalidValue, Reason, Refused
from warroom.times import Moment, iso
from warroom.vocabulary import (
    Audience,
    CauseCategory,
    Certainty,
    DataLoss,
    EntryKind,
    Estimate,
    Letter,
    Precision,
    Status,
)

if TYPE_CHECKING:
    from warroom.domain.situation import Situation as Base
else:
    Base = object

# What is known of data and of the restoration is so of one failure: it ends when it breaks again.
OF_ONE_FAILURE = frozenset({EntryKind.IMPACT, EntryKind.ESTIMATE, EntryKind.RESTORATION})


class Chronicle(Base):
    """The moves that write the timeline."""

    def record(self, fact: Fact, *, stamp: Stamp) -> Entry:
        """Append what someone tells. A milestone counts at once; a cause or an impact is what we know from now on."""
        self.refuse_when_closed()
        refuse_change(fact)
        self.learn(fact)
        self.reached(fact, stamp=stamp)
        return self.append(fact, stamp=stamp)

    def next_seq(self) -> int:
        """The number of the next entry within this escalation, taken for good."""
        self.last_seq += 1
        return self.last_seq

    def append(self, fact: Fact, *, stamp: Stamp, **about: Any) -> Entry:
        """Write an entry, whatever state the escalation is in: for moves that have judged that themselves."""
        entry = Entry.telling(fact, stamp=stamp, seq=self.next_seq(), account=self.account, **about)
        self.entries.add(entry)
        return entry

    def learn(self, fact: Fact) -> None:
        """Keep what a fact tells about the status of knowledge: the cause, an estimate, whether data was lost."""
        self._learn(fact.kind, fact.certainty, fact.told or {}, audience=fact.wording.audience)

    def _learn(self, kind: EntryKind, certainty: Certainty, told: dict[str, Any], *, audience: Audience) -> None:
        if audience is Audience.LEGAL:
            return  # it stays in its entry: the escalation's row reaches every reader (rule 13)
        match kind:
            case EntryKind.CAUSE:
                ruled_out = certainty is Certainty.RULED_OUT
                self.cause_certainty = None if ruled_out else certainty
                self.cause_category = None if ruled_out else _category(told) or self.cause_category
            case EntryKind.IMPACT if "data_loss" in told:
                self.data_loss = DataLoss(told["data_loss"])
            case EntryKind.ESTIMATE:
                self.estimate = Estimate.COMMITTED if told.get("committed") else Estimate.INTERNAL
                self.estimated_at = datetime.fromisoformat(told["until"]) if "until" in told else None
            case EntryKind.RESTORATION:
                self.workaround = told.get("workaround")

    def forget_what_was_found(self) -> None:
        """It broke again: what was found about data, and when or how it was to be restored, was of the one before."""
        self.data_loss, self.estimate, self.estimated_at = DataLoss.UNKNOWN, Estimate.NONE, None
        self.workaround = None

    def relearn(self, lines: Iterable[Line]) -> None:
        """Take the status of knowledge anew from the entries as they read now, in the order of writing."""
        self.forget_what_was_found()
        self.cause_certainty = self.cause_category = None
        for line in sorted(lines, key=lambda line: line.first.seq):
            last = line.last
            if last.kind not in OF_ONE_FAILURE or line.first.seq > self.relapsed_seq:
                self._learn(last.kind, last.certainty, last.data, audience=last.audience)

    def amend(self, line: Line, fact: Fact, *, stamp: Stamp) -> Entry:
        """Correct an entry: the new one takes its place wherever the timeline is read, the old one stays.

        The caller takes the milestones and the knowledge anew with ``recount``, since they may have moved.
        """
        self.refuse_when_closed()
        if line.first.automatic:
            raise Refused(
                "This entry was written by the tool when state changed; it cannot be corrected.",
                Reason("automatic", "the command for it changes its state", "Log what is right:  warroom log TEXT"),
            )
        if line.last.kind is not EntryKind.CHANGE:  # an earlier release let other systems tell of one
            refuse_change(fact)
        # The identity in another system stays with the first entry, so that an import still knows it.
        return self.append(replace(fact, source=None), stamp=stamp, amends_id=line.first.number)

    def changed(self, words: str, *, field: str, old: Any, new: Any, stamp: Stamp, **about: Any) -> Entry:
        """Write the entry of a change of state: marked as the tool's own, told by documents only where they need it.

        ``about`` is the record it is about, by its noun; the reason (``why``), who said so (``by``), and when it
        happened (``at``), where that is not now.
        """
        happened: datetime = about.pop("at", None) or stamp.at
        fact = Fact.checked(
            words,
            kind=EntryKind.CHANGE,
            # To the second, as times are typed: else a note of the same second would stand before it.
            moment=Moment(happened.replace(microsecond=0), Precision.MINUTE),
            told={"field": field, "old": _told(old), "new": _told(new)},
            why=about.pop("why", None),
            by=about.pop("by", None),
        )
        return self.append(fact, stamp=stamp, automatic=True, **about)

    def refuse_when_closed(self) -> None:
        """Nothing is added to what has ended."""
        if self.status in (Status.CLOSED, Status.DECLINED):
            ref = reference(Letter.ESCALATION, self.id)
            way_out = f"Open it again:  warroom reopen -e {ref} --why TEXT" if self.status is Status.CLOSED else ""
            raise Refused(
                f"{ref} is {self.status}; nothing can be added to it.",
                Reason("closed", f"{ref} is {self.status}", way_out or "Open a new one:  warroom open ACCOUNT TITLE"),
            )


def refuse_change(fact: Fact, *, field: str = "--kind") -> None:
    """A change of state is never told: it is made, and then its entry says what it was.

    Not by another system either: what an escalation was at a moment of its past is read off these entries. Raises
    InvalidValue.
    """
    if fact.kind is EntryKind.CHANGE:
        raise InvalidValue(
            field,
            "change is written by the tool, when a state changes",
            "Make the change, for example  warroom sev 2;  or tell what happened as a note.",
        )


def _category(details: dict[str, Any]) -> CauseCategory | None:
    return CauseCategory(details["category"]) if "category" in details else None


def _told(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return iso(value) if isinstance(value, datetime) else str(value)
