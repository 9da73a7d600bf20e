"""Tables where there are none, in plain text: each row stands as an item, each cell on a line behind its heading."""

import re
from collections.abc import Sequence

# Between two cells of a template's own table. No value can hold it: on its way out it is shown as ^B.
_CELL = "\x02"
_TAGS = re.compile(r"(\{\{.*?\}\}|\{%.*?%\})")


def marked(source: str) -> str:
    """The source of a template with the cells of its tables marked, so that no pipe in a value is taken for one."""
    return re.sub(r"(?m)^\|.*$", lambda row: _marked(row[0]), source)


def _marked(row: str) -> str:
    return "".join(part if part.startswith("{") else part.replace("|", _CELL) for part in _TAGS.split(row))


def unfolded(text: str) -> str:
    """A text with each of its marked tables as a list; rows without a heading stay as they were written."""
    return re.sub(rf"(?m)(?:^{_CELL}.*(?:\n|\Z))+", lambda table: _unfolded(table[0]), text).replace(_CELL, "|")


def _unfolded(table: str) -> str:
    rows = [[cell.strip() for cell in line.strip(f" {_CELL}").split(_CELL)] for line in table.splitlines()]
    if len(rows) < 2 or any(cell.strip(":-") for cell in rows[1]):
        return table
    return "\n".join(stacked(rows[0], row) for row in rows[2:]) + "\n"


def stacked(head: Sequence[str], row: Sequence[str]) -> str:
    """One row as an item of a list; a cell that is empty has no line."""
    lines = [f"{name}: {cell}" if name else cell for name, cell in zip(head, row, strict=False) if cell]
    return "- " + "\n  ".join(lines)
