"""How an escalation tells its timeline: entries are appended, corrected by new ones, and written when state changes."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from warroom.domain.entry import Entry, Fact, Line
from warroom.domain.record import Stamp, reference
from warroom.errors import Reason, Refused
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


class Chronicle(Base):
    """The moves that write the timeline."""

    def record(self, fact: Fact, *, stamp: Stamp) -> Entry:
        """Append what someone tells. A milestone counts at once; a cause or an impact is what we know from now on."""
        self.refuse_when_closed()
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
        """Keep what a fact tells about the status of knowledge: the cause, an estimate, whether data was lost.

        What is legal's alone stays in its entry: the escalation's row reaches every reader (rule 13).
        """
        told = fact.told or {}
        if fact.wording.audience is Audience.LEGAL:
            return
        if fact.kind is EntryKind.CAUSE and fact.certainty is not Certainty.RULED_OUT:
            self.cause_certainty = fact.certainty
            self.cause_category = CauseCategory(told["category"]) if "category" in told else self.cause_category
        if fact.kind is EntryKind.IMPACT and "data_loss" in told:
            self.data_loss = DataLoss(told["data_loss"])
        if fact.kind is EntryKind.ESTIMATE:
            self._expect(told)

    def _expect(self, told: dict[str, Any]) -> None:
        self.estimate = Estimate.COMMITTED if told.get("committed") else Estimate.INTERNAL
        self.estimated_at = datetime.fromisoformat(told["until"]) if "until" in told else None

    def amend(self, line: Line, fact: Fact, *, stamp: Stamp) -> Entry:
        """Correct an entry: the new one takes its place wherever the timeline is read, the old one stays.

        The caller takes the milestones anew with ``recount``, since they may have moved.
        """
        self.refuse_when_closed()
        if line.first.automatic:
            raise Refused(
                "This entry was written by the tool when state changed; it cannot be corrected.",
                Reason("automatic", "the command for it changes its state", "Log what is right:  warroom log TEXT"),
            )
        self.learn(fact)
        # The identity in another system stays with the first entry, so that an import still knows it.
        return self.append(replace(fact, source=None), stamp=stamp, amends_id=line.first.number)

    def changed(self, words: str, *, field: str, old: Any, new: Any, stamp: Stamp, **about: Any) -> Entry:
        """Write the entry of a change of state: marked as the tool's own, told by documents only where they need it."""
        fact = Fact.checked(
            words,
            kind=EntryKind.CHANGE,
            # To the second, as times are typed: else a note of the same second would stand before it.
            moment=Moment(stamp.at.replace(microsecond=0), Precision.MINUTE),
            told={"field": field, "old": _told(old), "new": _told(new)},
            why=about.pop("why", None),
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


def _told(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return iso(value) if isinstance(value, datetime) else str(value)
