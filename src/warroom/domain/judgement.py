"""How an escalation is judged: severity, level, RAG, trend, whose move it is."""

from enum import StrEnum
from typing import TYPE_CHECKING

from warroom.domain.entry import Entry
from warroom.domain.record import Stamp
from warroom.errors import Reason, Refused
from warroom.vocabulary import Level, Rag, Severity, Trend, WaitingOn, spoken

if TYPE_CHECKING:
    from warroom.domain.situation import Situation as Base
else:
    Base = object


class Judgement(Base):
    """The moves that say how bad it is, how high it has gone, and where it is heading. Each keeps its reason."""

    def rate(self, severity: Severity, *, stamp: Stamp, why: str | None = None) -> Entry:
        """Rate how badly the customer is hurt. It may rise at any time; it falls after restoration or with a reason."""
        self.refuse_when_closed()
        if severity > self.severity and self.restored_at is None and why is None:
            raise Refused(
                "Severity falls only after restoration, or with a reason.",
                Reason(
                    "reason_missing", f"severity {self.severity} → {severity} before restoration", "Add --why TEXT."
                ),
            )
        old, self.severity = self.severity, severity
        words = f"Severity {severity}"
        return self.changed(words, field="severity", old=int(old), new=int(severity), stamp=stamp, why=why)

    def carry_to(self, level: Level, *, stamp: Stamp, why: str) -> Entry:
        """Take it to another level of our management."""
        self.refuse_when_closed()
        old, self.level = self.level, level
        words = f"Level {level}: {level.name.lower().replace('_', ' ')}"
        return self.changed(words, field="level", old=int(old), new=int(level), stamp=stamp, why=why)

    def judge(self, rag: Rag, *, stamp: Stamp, why: str | None = None) -> Entry:
        """Judge the relationship: red, amber or green."""
        old, self.rag = self.rag, rag
        return self._judged("rag", f"RAG {rag}", old, rag, stamp=stamp, why=why)

    def head(self, trend: Trend, *, stamp: Stamp, why: str | None = None) -> Entry:
        """Say where the relationship is heading."""
        old, self.trend = self.trend, trend
        return self._judged("trend", f"Trend {trend}", old, trend, stamp=stamp, why=why)

    def wait_on(self, party: WaitingOn, *, stamp: Stamp, why: str | None = None) -> Entry:
        """Say whose move it is."""
        old, self.waiting_on = self.waiting_on, party
        return self._judged("waiting_on", f"Waiting on {spoken(party)}", old, party, stamp=stamp, why=why)

    def _judged(
        self, field: str, words: str, old: StrEnum | None, new: StrEnum, *, stamp: Stamp, why: str | None
    ) -> Entry:
        self.refuse_when_closed()
        return self.changed(words, field=field, old=old, new=new, stamp=stamp, why=why)
