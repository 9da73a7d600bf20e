"""How an escalation stood at a moment of its past, read off the entries that its changes wrote."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from warroom.domain.change import Change
from warroom.domain.situation import Situation
from warroom.insight.cadence import State, is_fast
from warroom.vocabulary import Rag, Severity, Status


@dataclass(frozen=True, slots=True)
class Past:
    """The changes of what decides the tempo, in the order of writing."""

    escalation: Situation
    changes: Sequence[Change]

    @property
    def moments(self) -> list[datetime]:
        """When any of it changed; restoration and relapse change the tempo as well."""
        return sorted({*(change.at for change in self.changes), *self._restorations()})

    @property
    def again(self) -> list[datetime]:
        """When it broke again, or was taken up again after its end, as that was said, and when it was written."""
        told = [change.at for change in self.changes if change.field == "status" and change.new == Status.ACTIVE]
        begun = self.escalation.declared_at
        last = self.escalation.relapsed_at
        return sorted({*(at for at in told if begun is None or at > begun), *([last] if last else [])})

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
        told = [change for change in self.changes if change.field == field]
        before = [change.new for change in told if change.at <= moment]
        if before:
            return before[-1]
        if told:
            return told[0].old
        return str(getattr(self.escalation, field).value) if getattr(self.escalation, field) is not None else None
