"""First the rows, then the format: one listing, six ways to write it.

Tables and Markdown are for people and show a column as it reads best; JSON, NDJSON, CSV and TSV are for programs and
carry the values as they are: UTC times, references, words of the vocabulary.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING

from warroom.escaping import for_csv, for_terminal, for_tsv, markdown
from warroom.vocabulary import Format

if TYPE_CHECKING:
    from rich.console import JustifyMethod
    from rich.table import Table
    from rich.text import Text

Record = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a listing: where its value is, what its head says, how a person reads it.

    ``key`` is the name of the value in a record and the head for programs; ``title`` is the head for people.
    ``show`` words the value for people; without it a missing value is blank and a truth is ``yes`` or ``no``.
    ``style`` names the look of a cell on a terminal with colours: ``bold``, ``dim``, ``red``.
    A ``fixed`` column, a reference or a time, is wrapped last, and then between its words.
    """

    key: str
    title: str
    show: Callable[[Record], str] | None = None
    right: bool = False
    fixed: bool = False
    style: Callable[[Record], str | None] | None = None

    def shown(self, record: Record) -> str:
        """What a person reads in this column, not yet escaped."""
        return self.show(record) if self.show else _words(record.get(self.key))


@dataclass(frozen=True, slots=True)
class Listing:
    """Records with the columns to show of them; ``empty`` is what a person reads when there are none."""

    columns: Sequence[Column]
    records: Sequence[Record]
    empty: str = "Nothing to show."


@dataclass(frozen=True, slots=True)
class _Page:
    width: int | None
    colour: bool


def render(listing: Listing, format: Format, *, width: int | None = None, colour: bool = False) -> Iterable[str]:
    """The listing as chunks of text, each ending a line.

    ``width`` is that of the terminal in columns, None where nothing may be wrapped; it and ``colour`` concern tables.
    """
    return _FORMATS[format](listing, _Page(width, colour))


def render_record(
    record: Record, format: Format, *, columns: Sequence[Column] = (), width: int | None = None, colour: bool = False
) -> Iterable[str]:
    """One record: the object itself in JSON and NDJSON, else a listing of one row.

    Without ``columns`` each value of the record is a column.
    """
    if format is Format.JSON:
        return [_object(record, indent=2)]
    listing = Listing(columns or [Column(key, key) for key in record], [record])
    return render(listing, format, width=width, colour=colour)


def _json(listing: Listing, page: _Page) -> Iterable[str]:
    yield json.dumps([dict(record) for record in listing.records], indent=2) + "\n"


def _ndjson(listing: Listing, page: _Page) -> Iterable[str]:
    return (_object(record) for record in listing.records)


def _object(record: Record, *, indent: int | None = None) -> str:
    # ASCII only, json's default: C1 controls and bidirectional marks would act on a terminal.
    return json.dumps(dict(record), indent=indent) + "\n"


def _csv(listing: Listing, page: _Page) -> Iterable[str]:
    text = io.StringIO(newline="")
    # Quoting every cell is what keeps a spreadsheet from looking for separators inside of one.
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(column.key for column in listing.columns)
    for record in listing.records:
        writer.writerow(_csv_cell(record.get(column.key)) for column in listing.columns)
    yield text.getvalue()


def _csv_cell(value: object) -> str:
    # A number stays one: -5 is no formula, and with an apostrophe in front nobody could add it up.
    return _cell(value) if isinstance(value, int | float) else for_csv(_cell(value))


def _tsv(listing: Listing, page: _Page) -> Iterable[str]:
    yield "\t".join(column.key for column in listing.columns) + "\n"
    for record in listing.records:
        yield "\t".join(for_tsv(_cell(record.get(column.key))) for column in listing.columns) + "\n"


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool | dict | list | tuple):
        return json.dumps(value, separators=(",", ":"))
    return str(value)


def _markdown(listing: Listing, page: _Page) -> Iterable[str]:
    if not listing.records:
        yield markdown(listing.empty) + "\n"
        return
    yield _markdown_row(column.title for column in listing.columns)
    yield f"| {' | '.join('--:' if column.right else '---' for column in listing.columns)} |\n"
    for record in listing.records:
        yield _markdown_row(column.shown(record) for column in listing.columns)


def _markdown_row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(map(markdown, cells))} |\n"


def _words(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(_words, value)) if isinstance(value, list | tuple) else str(value)


_GAP = 2  # blanks between two columns of a table
# A wrapping column keeps the first while there is any other way, a fixed one the last: only a name is ever longer.
_NARROWEST, _NARROW, _TIGHT, _LONG_NAME = 12, 8, 6, 14
_SMALL = 45  # in less than this for its texts a table is left to the terminal rather than made of broken times


def _table(listing: Listing, page: _Page) -> Iterable[str]:
    if not listing.records:
        yield for_terminal(listing.empty) + "\n"
        return
    rows = [[for_terminal(column.shown(record)) for column in listing.columns] for record in listing.records]
    cells = [[column.title for column in listing.columns], *rows]
    widths = _widths(cells)
    if page.width is not None:
        widths = _fitted(listing.columns, cells, widths, room=page.width - _GAP * (len(widths) - 1))
    table = _empty_table(listing.columns, widths, colour=page.colour)
    for record, row in zip(listing.records, rows, strict=True):
        table.add_row(*map(_text, listing.columns, row, repeat(record)))
    yield from _drawn(table, sum(widths) + _GAP * len(widths), colour=page.colour)


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    from rich.cells import cell_len

    return [max(map(cell_len, cells)) for cells in zip(*rows, strict=True)]


def _fitted(columns: Sequence[Column], cells: Sequence[Sequence[str]], widths: list[int], *, room: int) -> list[int]:
    """The widths in which the table fits: text wraps first, then what is fixed, and words are broken last of all."""
    if sum(widths) <= room:
        return widths
    words = _widths([[max(cell.split(), key=len, default="") for cell in row] for row in cells])
    for bound in _BOUNDS if room >= _SMALL else _BOUNDS[:-1]:
        lows = [bound(one.fixed, *both) for one, *both in zip(columns, widths, words, strict=True)]
        fitted = _levelled(widths, lows, room)
        if sum(fitted) <= room:
            return fitted
    # Too narrow for any of it: the terminal breaks the lines, and references and times stay whole.
    return [width if one.fixed else min(width, _NARROWEST) for one, width in zip(columns, widths, strict=True)]


# What a column keeps, in ever harder times: a time takes two lines rather than make the text unreadable.
_BOUNDS: Sequence[Callable[[bool, int, int], int]] = (
    lambda fixed, width, word: width if fixed else max(word, _NARROWEST),
    lambda fixed, width, word: width if fixed else _NARROWEST,
    lambda fixed, width, word: max(word, width // 2) if fixed else _NARROWEST,
    lambda fixed, width, word: max(word, width // 2) if fixed else word,
    lambda fixed, width, word: max(word, width // 2) if fixed else _NARROW,
    lambda fixed, width, word: min(max(word, width // 2), _LONG_NAME) if fixed else _NARROW,
    lambda fixed, width, word: min(word, _LONG_NAME) if fixed else _NARROW,
    lambda fixed, width, word: min(word, _LONG_NAME) if fixed else _TIGHT,
)


def _levelled(widths: Sequence[int], lows: Sequence[int], room: int) -> list[int]:
    # Only the widest columns get narrower, down to one common width: short ones stay on one line.
    for most in range(max(widths), 0, -1):
        fitted = [min(width, max(most, low)) for width, low in zip(widths, lows, strict=True)]
        if sum(fitted) <= room:
            break
    return fitted


def _empty_table(columns: Sequence[Column], widths: Sequence[int], *, colour: bool) -> "Table":
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="bold" if colour else "")
    for column, width in zip(columns, widths, strict=True):
        justify: JustifyMethod = "right" if column.right else "left"
        table.add_column(Text(column.title), width=width, overflow="fold", justify=justify)
    return table


def _text(column: Column, cell: str, record: Record) -> "Text":
    # Text, because rich reads a plain string as markup and crashes on "[/etc/passwd]".
    from rich.text import Text

    return Text(cell, style=(column.style and column.style(record)) or "")


def _drawn(table: "Table", width: int, *, colour: bool) -> Iterable[str]:
    from rich.console import Console

    # Every choice is ours: rich must not look at the environment or at the terminal.
    screen = Console(
        file=io.StringIO(), width=width, height=25, force_terminal=colour, no_color=not colour,
        color_system="standard" if colour else None, legacy_windows=False, _environ={},
    )  # fmt: skip
    with screen.capture() as drawing:
        screen.print(table, crop=False)
    return (line.rstrip(" ") + "\n" for line in drawing.get().splitlines())


_FORMATS: dict[Format, Callable[[Listing, _Page], Iterable[str]]] = {
    Format.TABLE: _table,
    Format.JSON: _json,
    Format.NDJSON: _ndjson,
    Format.CSV: _csv,
    Format.TSV: _tsv,
    Format.MD: _markdown,
}
