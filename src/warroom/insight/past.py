"""How an escalation stood at a moment of its past, read off the entries that its changes wrote."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from warroom.domain import Entry, Escalation
from warroom.insight.cadence import State, is_fast
from warroom.vocabulary import EntryKind, Rag, Severity, Status

_TOLD = ("severity", "rag", "status")


@dataclass(frozen=True, slots=True)
class Past:
    """The changes of what decides the tempo, in order of time."""

    escalation: Escalation
    changes: Sequence[Entry]

    @classmethod
    def of(cls, escalation: Escalation, entries: Iterable[Entry]) -> "Past":
        """From the entries of its timeline. What another system once called a change is none of ours."""
        ours = [entry for entry in entries if entry.kind is EntryKind.CHANGE and entry.automatic]
        changes = [entry for entry in ours if entry.is_about_the_whole]
        told = [entry for entry in changes if entry.data.get("field") in _TOLD]
        return cls(escalation, sorted(told, key=lambda entry: entry.seq))

    @property
    def moments(self) -> list[datetime]:
        """When any of it changed; restoration and relapse change the tempo as well."""
        return sorted({*(entry.recorded_at for entry in self.changes), *self._restorations()})

    def at(self, moment: datetime) -> State:
        """How it stood then."""
        rag = self._value("rag", moment)
        status = Status(self._value("status", moment) or Status.ACTIVE)
        restored = any(restored <= moment for restored in self._restorations())
        severity = Severity(int(self._value("severity", moment) or self.escalation.severity))
        fast = is_fast(self.escalation.kind, severity, status, restored=restored)
        return State(severity, Rag(rag) if rag else None, fast)

    def _restorations(self) -> list[datetime]:
        return [self.escalation.restored_at] if self.escalation.restored_at else []

    def _value(self, field: str, moment: datetime) -> str | None:
        """What a field held then: what the last change before it said, else what the first one after it replaced."""
        told = [entry for entry in self.changes if entry.data["field"] == field]
        before = [entry.data.get("new") for entry in told if entry.recorded_at <= moment]
        if before:
            return before[-1]
        if told:
            return told[0].data.get("old")
        return str(getattr(self.escalation, field).value) if getattr(self.escalation, field) is not None else None
