"""How a command answers: a listing, a record, a document, or the one line that says what a write did."""

import errno
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from warroom.errors import InvalidValue, OutputLost, Reason, Refused, StoreUnusable
from warroom.files import put
from warroom.vocabulary import Audience, Format

if TYPE_CHECKING:
    from warroom.cli.room import Room
    from warroom.domain import Action, Entry, Escalation, Outline
    from warroom.output.formats import Listing
    from warroom.output.listings import Reader
    from warroom.store import Store
    from warroom.store.overview import Overview


def reader(room: "Room") -> "Reader":
    """For whom listings are worded: this person's zone, and now."""
    from warroom.output.listings import Reader

    return Reader(room.zone, room.now)


def show_listing(room: "Room", listing: "Listing", format: Format | None, *, key: str = "ref") -> None:
    """Answer with records: a table on a terminal, TSV off it, references alone with ``-q``.

    Rows that hold what they never should are shown with the others; then they are named, and the command has failed.
    """
    if room.options.quiet and not room.options.as_json and format is None:
        room.console.data(f"{record[key]}\n" for record in listing.records)
    else:
        room.console.listing(listing, _format(room, format))
    _name_unreadable(listing.records, key=key)


def show_one(room: "Room", record: dict[str, Any], format: Format | None, *, key: str = "ref") -> None:
    """Answer with one record: a card on a terminal, data off it."""
    from warroom.output.board import card

    if room.options.quiet and not room.options.as_json and format is None:
        room.console.data(f"{record[key]}\n")
    elif _format(room, format) is Format.TABLE:
        room.console.data(card(record, reader(room)))
    else:
        room.console.record(record, _format(room, format))
    _name_unreadable([record], key=key)


def escalation_records(room: "Room", overview: "Overview", outlines: "Sequence[Outline]") -> list[dict[str, Any]]:
    """Escalations as programs read them, each with the time by which its customer is next to hear from us."""
    from warroom.cli.books import next_updates
    from warroom.output.records import outline_record

    due = next_updates(room, overview, outlines)
    return [outline_record(one, next_update=due.get(one.number)) for one in outlines]


def show_escalation(room: "Room", store: "Store", escalation: "Escalation", format: Format | None) -> None:
    """Answer with the whole escalation: a board on a terminal, its record as data off it."""
    from warroom.domain import Outline
    from warroom.insight.impacts import Impacts
    from warroom.output import board

    [record] = escalation_records(room, store.overview, [Outline.of(escalation)])
    if room.options.quiet or _format(room, format) is not Format.TABLE:
        show_one(room, record, format)
    else:
        lines = store.lines(escalation)
        shown = board.Board(
            escalation=record,
            actions=store.actions(escalation=escalation),
            promises=store.promises(escalation=escalation),
            requests=store.requests(escalation=escalation),
            lines=lines,
            impacts=Impacts.among(lines, escalation),
            team=store.members(escalation),
            exits=store.criteria(escalation),
            told=store.last_sent(escalation, Audience.CUSTOMER),
        )
        screen = board.Screen(reader(room), room.console.width, room.console.colour)
        room.console.data(screen.of(shown))


def _format(room: "Room", format: Format | None) -> Format:
    if format is not None:
        return format
    if room.options.as_json:
        return Format.JSON
    return Format.TABLE if room.console.out_is_terminal else Format.TSV


def _name_unreadable(records: Sequence[Any], *, key: str) -> None:
    from warroom.output.records import unreadable

    bad = [f"{record[key]} ({', '.join(fields)})" for record in records if (fields := unreadable(record))]
    if bad:
        raise StoreUnusable(
            f"{len(bad)} of {len(records)} rows hold values that cannot be read: {', '.join(bad)}.",
            "The others are right. Restore these from a backup.",
            kind="store_damaged",
        )


def wrote(
    room: "Room",
    escalation: "Escalation | None",
    *words: str | None,
    refs: Sequence[str] = (),
    records: Sequence[Any] = (),
) -> None:
    """Answer to a write: one line of talk that says which escalation it hit, and the references for whoever pipes."""
    said(room, escalation, *words)
    answered(room, refs=refs, records=records)


def said(room: "Room", escalation: "Escalation | None", *words: str | None) -> None:
    """Say in one line what a write did, and to which escalation."""
    place = f"E{escalation.id} {escalation.account.slug}" if escalation is not None else None
    room.console.talk(" · ".join(word for word in (place, *words) if word))


def answered(room: "Room", *, refs: Sequence[str], records: Sequence[Any]) -> None:
    """Answer with the records of a write, whole with ``--json``, else by reference when nobody reads along."""
    if room.options.as_json:
        from warroom.output.formats import Listing

        found = [_record(room, record) for record in records]
        if len(found) == 1:
            room.console.record(found[0], Format.JSON)
        else:
            room.console.listing(Listing([], found), Format.JSON)
    elif refs and (room.options.quiet or not room.console.out_is_terminal):
        room.console.data(f"{ref}\n" for ref in refs)


def _record(room: "Room", record: Any) -> dict[str, Any]:
    """The record of a write, as a listing has it; what runs on an escalation stands in records of its own."""
    from warroom.domain import Escalation, Outline
    from warroom.output.found import record_of

    if isinstance(record, dict):
        return record
    if not isinstance(record, Escalation):
        return record_of(record)
    with room.overview() as overview:
        return escalation_records(room, overview, [Outline.of(record)])[0]


def already_there(room: "Room", escalation: "Escalation", known: "Entry | Action") -> None:
    """Answer to a write whose identity in another system is known: the first reference, and nothing changed."""
    from warroom.domain import Action

    ref = f"A{known.id}" if isinstance(known, Action) else f"T{known.id}"
    wrote(
        room, escalation, f"{ref} was already there; nothing was written", refs=[ref],
        records=[known],
    )  # fmt: skip


def document(room: "Room", text: str, *, output: str | None, force: bool = False) -> None:
    """Answer with a document: on stdout, or in a file that is whole or not there, and never over another unasked."""
    if output is None or output == "-":
        room.console.document(text)
        return
    write_file(Path(output), text, force=force)
    room.console.talk(f"Written: {output}")


def copied(room: "Room", text: str) -> None:
    """Put a document on the clipboard, and say so. Raises Refused when there is no way to one."""
    from warroom.output.clipboard import copy

    by = copy(text, console=room.console, environ=room.environ)
    room.console.talk(f"Copied to the clipboard by {by}: {len(text):,} characters")


# What a full disk says, or one that fails.
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})


def write_file(path: Path, text: str, *, force: bool) -> None:
    """Write a document; with ``force`` a link is followed, and what it points to is replaced.

    Raises Refused where something stands already, InvalidValue for a path that is none, OutputLost on a full disk.
    """
    try:
        put(_target(path) if force else path, text, over=force)
    except FileExistsError:
        raise Refused(
            f"{path} exists already; nothing was written over it.",
            Reason("file_exists", str(path), "Add --force to write over it."),
        ) from None
    except (OSError, RuntimeError, ValueError) as error:
        if isinstance(error, OSError) and error.errno in _NO_ROOM:
            raise OutputLost(str(path), error.strerror or str(error), written=False) from None
        # Not only the system says no: Python knows links that lead to themselves, and names that are none.
        why = getattr(error, "strerror", None) or "no file can have this name, or it is a link that leads to itself"
        raise InvalidValue("-o", f"{path} cannot be written: {why}", "Name another file.") from None


def _target(path: Path) -> Path:
    """What is to be replaced. Raises InvalidValue for what is no file, such as a device or a pipe."""
    target = path.resolve()
    if target.exists() and not target.is_file():
        raise InvalidValue("-o", f"{path} is not a file", "Name another file.")
    return target
