"""Many entries at once: lines as they arrive, or records that are written all together or not at all."""

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from warroom.cli.answer import wrote
from warroom.errors import InvalidValue, Reason, UnreadableInput, WarroomError, WrongUsage

if TYPE_CHECKING:
    from warroom.cli.params import Telling
    from warroom.cli.room import Room
    from warroom.exchange.ndjson import Told

# What is checked as a whole and written in one transaction; beyond it the memory of a laptop would not do.
LINES_LIMIT = 150_000
SIZE_LIMIT = 40 * 1024 * 1024
# Bad lines are named as they are met; so many are named again at the end.
NAMED_AGAIN = 1000


def log_records(room: "Room", file: str) -> None:
    """Write the records of an NDJSON input in one transaction; those that are there already are counted and skipped."""
    from warroom.exchange.ndjson import read_records

    # Long work: what it makes on the way is worth collecting.
    gc.enable()
    told = read_records(_lines_of(room, file), now=room.now)
    with room.writing() as store:
        escalation = room.current(store, write=True)
        written, broken = store.append(escalation, _facts(room, store, escalation, told))
        records = store.records_of(written) if room.options.as_json else []
    for words in broken:
        room.console.talk(f"Out of order, kept as given: {words}")
    skipped = len(told) - len(written)
    wrote(
        room, escalation, f"{counted(len(written), 'entry', 'entries')} added",
        f"{skipped} already there" if skipped else None,
        refs=[f"T{number}" for number in written], records=records,
    )  # fmt: skip


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun: ``1 entry``, ``2 entries``."""
    return f"{number} {one if number == 1 else many}"


def _facts(room: "Room", store: Any, escalation: Any, told: "list[Told]") -> Iterator[Any]:
    """The facts with whoever did or said them; each name is looked up once."""
    from dataclasses import replace

    known: dict[str, Any] = {}
    for one in told:
        if one.by is None:
            yield one.fact
            continue
        if one.by not in known:
            known[one.by] = room.party(store, one.by, escalation.account, field="by")
            store.settle()
        yield replace(one.fact, by=known[one.by])


def _lines_of(room: "Room", file: str) -> Iterator[bytes]:
    """Lines ended by LF (CR before it is blank to JSON). Raises InvalidValue beyond what one transaction takes."""
    if file != "-":
        try:
            with Path(file).open("rb") as source:
                yield from _within_limits(source)
        except OSError as error:
            raise InvalidValue("--ndjson", f"{file} cannot be read: {error.strerror}", "Name another file.") from None
        return
    yield from _within_limits(_standard_input(room))


def _within_limits(source: Any) -> Iterator[bytes]:
    size = 0
    for number, (line, length) in enumerate(_short_lines(source), start=1):
        size += length
        if number > LINES_LIMIT or size > SIZE_LIMIT:
            limits = f"{LINES_LIMIT:,} lines or {SIZE_LIMIT // 2**20} MB"
            raise InvalidValue("--ndjson", f"it is larger than {limits}; nothing was written", "Give it in parts.")
        yield line


def _short_lines(source: Any) -> Iterator[tuple[bytes, int]]:
    """The lines of a stream, each as far as anyone reads it, and its length: one without an end takes no memory."""
    from warroom.exchange.ndjson import LINE_LIMIT

    while line := source.readline(LINE_LIMIT + 2):
        rest, length = line, len(line)
        while rest and not rest.endswith(b"\n") and length <= SIZE_LIMIT:
            rest = source.readline(LINE_LIMIT)
            length += len(rest)
        yield line, length


def _standard_input(room: "Room") -> Any:
    if room.stdin is None:
        raise WrongUsage("Standard input is closed, and - asks to read it.", "Give it something to read.")
    return room.stdin.buffer


def log_lines(room: "Room", file: str, telling: "Telling", told: dict[str, Any]) -> None:
    """Write one entry a line as it arrives, each kept and acknowledged before the next is read.

    Raises UnreadableInput at the end when lines could not be taken; the others are written.
    """
    if file != "-":
        raise WrongUsage("--lines reads standard input only.", "Write:  warroom log --lines - < FILE")
    bad: list[Reason] = []
    refused = 0
    for number, (line, length) in enumerate(_short_lines(_standard_input(room)), start=1):
        try:
            if length > len(line):
                raise InvalidValue("TEXT", f"it is longer than {len(line) // 1024} KB")
            _log_line(room, line, telling, told)
        except (InvalidValue, UnicodeDecodeError) as error:
            words = error.message if isinstance(error, WarroomError) else "it is not UTF-8"
            room.console.warn(f"warroom: line {number} was not taken: {words}")
            refused += 1
            bad += [Reason(f"line {number}", words)] if refused <= NAMED_AGAIN else []
    if bad:
        what = f"{counted(refused, 'line', 'lines')} could not be taken; the others are recorded."
        raise UnreadableInput(what, bad, "Give these again.")


def _log_line(room: "Room", raw: bytes, telling: "Telling", told: dict[str, Any]) -> None:
    from warroom.domain import Fact, wording

    words = raw.removesuffix(b"\n").removesuffix(b"\r").decode("utf-8-sig")
    if not words.strip():
        return
    room.clock_again()
    with room.writing() as store:
        escalation = room.current(store, write=True)
        by = room.party(store, telling.by, escalation.account, field="--by")
        label = wording(words, **telling.label)
        fact = Fact.checked(words, moment=room.happened(None), wording=label, by=by, evidence=telling.evidence, **told)
        entry = escalation.record(fact, stamp=room.stamp)
        store.settle()
    wrote(room, escalation, f"T{entry.id}", room.written(entry.moment), words,
          refs=[f"T{entry.id}"], records=[entry])  # fmt: skip
    room.console.flush()
