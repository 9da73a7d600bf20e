"""What the customer cannot do, and apart from it what was said of their data."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from warroom.domain import Entry, Escalation, Line
from warroom.vocabulary import Audience, Certainty, DataLoss, EntryKind

_LOSS = re.compile(
    r"\b(lost|loss|lose|losing|gone|kept|intact|safe|saved|preserved|verloren|verlust\w*|erhalten|unversehrt|sicher)\b",
    re.IGNORECASE,
)
# What says no more than that no data, or some, was lost: the line on data says it already.
_SAID = re.compile(
    r"(it is not known whether )?((no|some) data|nothing)( (was|has been|is))? lost"
    r"|(es (sind|wurden|ist|wurde) )?(keine )?(daten|nichts)( (sind|wurden|ist|wurde))? verloren( gegangen)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Impacts:
    """The entries of kind impact that hold, of one escalation, without those for legal alone."""

    lines: Sequence[Line]
    escalation: Escalation

    @classmethod
    def among(cls, lines: Iterable[Line], escalation: Escalation) -> "Impacts":
        """Out of a whole timeline."""
        return cls([line for line in lines if _holds(line.last)], escalation)

    @property
    def effects(self) -> list[Line]:
        """What they cannot do; while it is broken again, only what was told since."""
        since_then = 0 if self.escalation.restored_at else self.escalation.relapsed_seq
        return [line for line in self.of_any_time if line.last.seq > since_then]

    @property
    def of_any_time(self) -> list[Line]:
        """What they cannot do or could not, also what ended with the restoration before it broke again."""
        apart = {line.first.seq for line in self.about_data}
        return [line for line in self.lines if line.first.seq not in apart]

    @property
    def about_data(self) -> list[Line]:
        """What says only whether data was lost, for all we can tell.

        It names no figure and nothing that is spared, and its words speak of loss alone.
        """
        found: list[Line] = []
        for is_later in (False, True):
            ours = [line for line in self.lines if (line.first.seq > self.escalation.relapsed_seq) is is_later]
            found += _about_data(sorted(ours, key=lambda line: line.first.seq))
        return found

    @property
    def beside_data(self) -> list[Line]:
        """What of it may stand beside the line on data: of this failure, and so now."""
        now, after = self.escalation.data_loss.value, self.escalation.relapsed_seq
        return [line for line in self.about_data if line.first.seq > after and line.last.data["data_loss"] == now]


def says_more(words: str) -> bool:
    """Whether a statement says more of data than the line on data does."""
    return _SAID.fullmatch(words.strip(" .!")) is None


def _holds(entry: Entry) -> bool:
    told = entry.kind is EntryKind.IMPACT and not entry.automatic and entry.audience is not Audience.LEGAL
    return told and entry.certainty is not Certainty.RULED_OUT


def _about_data(lines: Iterable[Line]) -> list[Line]:
    return [line for line in lines if _is_alone(line.last) and _speaks_of_loss_alone(line.last.text)]


def _speaks_of_loss_alone(words: str) -> bool:
    """Whether every part of a statement speaks of loss: not ``Orders are stuck, nothing was lost``."""
    parts = [part for part in re.split(r"[,;.:–]", words) if part.strip()]
    return bool(parts) and all(_LOSS.search(part) for part in parts)


def _is_alone(entry: Entry) -> bool:
    """Whether nothing is kept beside the words but that no data was lost, or that this is not known."""
    return entry.data.keys() == {"data_loss"} and entry.data["data_loss"] != DataLoss.CONFIRMED
