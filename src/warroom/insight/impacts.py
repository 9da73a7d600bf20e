"""What the customer cannot do, and apart from it what was said of their data."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
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

    def said_once(self, lines: Sequence[Line], read: Callable[[Entry], str | None]) -> list[Line]:
        """Of these impacts, without what another one says in the same words; ``read`` gives those of an entry.

        The one that holds more stays, else the first. One that was repeated and then corrected is corrected for both.
        What broke again is said anew.
        """
        alike: dict[tuple[str | None, bool], list[Line]] = defaultdict(list)
        for line in sorted(lines, key=lambda line: line.first.seq):
            if not any(_repeats(line, one, read) for one in alike[self._key(line.last, line, read)]):
                for key in {self._key(entry, line, read) for entry in (line.first, *line.between, line.last)}:
                    alike[key].append(line)
        kept = {line.first.seq for several in alike.values() for line in several}
        return [
            line
            for line in lines
            if line.first.seq in kept
            and not any(_holds_more(one, line, read) for one in alike[self._key(line.last, line, read)])
        ]

    def _key(self, entry: Entry, line: Line, read: Callable[[Entry], str | None]) -> tuple[str | None, bool]:
        return _plain(read(entry)), self._is_later(line)

    def standing(self, entry: Entry) -> Line | None:
        """The impact that said the same in the same words before this entry, since it last broke."""
        words, ours = _plain(entry.text), (line for line in self.lines if line.first.seq < entry.seq)
        return next((one for one in ours if self._is_later(one) and _plain(one.last.text) == words), None)

    def _is_later(self, line: Line) -> bool:
        return line.first.seq > self.escalation.relapsed_seq


def says_more(words: str) -> bool:
    """Whether a statement says more of data than the line on data does."""
    return _SAID.fullmatch(words.strip(" .!")) is None


def _plain(words: str | None) -> str | None:
    return words and " ".join(words.casefold().split()).rstrip(". ")


def _repeats(line: Line, other: Line, read: Callable[[Entry], str | None]) -> bool:
    """Whether an impact said, when it was written, no more than an earlier one did then, and was not corrected."""
    before = other.as_of(line.first.seq)
    repeated = line.last is line.first and before is not None and _covers(before, line.last, read)
    return repeated and not _holds_more(line, other, read)


def _holds_more(one: Line, other: Line, read: Callable[[Entry], str | None]) -> bool:
    """Whether one of two says all of the other, and more; of two that say the same, the first."""
    is_first = one.first.seq < other.first.seq
    return (
        one is not other
        and _covers(one.last, other.last, read)
        and (is_first or not _covers(other.last, one.last, read))
    )


def _covers(one: Entry, other: Entry, read: Callable[[Entry], str | None]) -> bool:
    same = _plain(read(one)) == _plain(read(other)) and one.certainty is other.certainty
    return same and _details(other).items() <= _details(one).items()


def _details(entry: Entry) -> dict[str, object]:
    """What is printed beside the words of an impact; whether data was lost has a line of its own."""
    return {key: value for key, value in entry.data.items() if key != "data_loss"}


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
