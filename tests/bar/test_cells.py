"""A text that a spreadsheet would compute, in every exported field: it is text there, and comes back as it was."""

import csv
import io
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.bar.furnished import furnish
from tests.output.payloads import FORMULAS
from tests.story import Terminal
from warroom.domain import every_table
from warroom.domain.columns import Prose
from warroom.escaping import from_csv

EXPORTED: list[tuple[str, ...]] = [
    ("list", "--all"), ("timeline", "--all"), ("actions", "--all"), ("promises", "--all"), ("requests", "--all"),
    ("hypotheses",), ("exit",), ("updates", "--all"), ("due",), ("cadence",), ("team",), ("people",),
    ("contacts", "acme"), ("accounts",), ("account", "show", "acme"), ("show", "T5"), ("show", "A1"), ("show", "U1"),
]  # fmt: skip
# What names a record, or is one of a language's own: nobody types a formula there.
NAMES = {"handle", "slug", "rhythm", "uid"}


def fields() -> list[tuple[str, str]]:
    """Every field that holds a text of a person."""
    tables = every_table().tables.values()
    return [(table.name, column.name) for table in tables for column in table.columns
            if isinstance(column.type, Prose) and column.name not in NAMES]  # fmt: skip


def fill(path: Path, text: str) -> None:
    """Write the text into every field that holds one."""
    with closing(sqlite3.connect(path)) as store:
        for (guard,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            store.execute(f"DROP TRIGGER {guard}")
        store.execute("PRAGMA ignore_check_constraints = ON")
        for table, column in fields():
            store.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE "{column}" IS NOT NULL', (text,))
        store.commit()


def cells_of(written: str, sign: str = ",") -> list[str]:
    return [one for row in csv.reader(io.StringIO(written, newline=""), delimiter=sign) for one in row]


def computed(written: str) -> list[str]:
    """The cells that a spreadsheet would compute, whichever sign it takes to part them."""
    found = [one for sign in (",", ";", "\t") for one in cells_of(written, sign)]
    signs = tuple("=+@-\uff0b\uff0d\uff1d\uff20")
    return [one for one in found if one.strip().startswith(signs) and not one.removeprefix("-").isdigit()]


MARK = "What stands in each of them"


def test_i10_no_exported_cell_is_a_formula_and_each_comes_back(pipe: Terminal) -> None:
    furnish(pipe)
    store = pipe.home / "warroom.db"
    fill(store, MARK)
    marked = {words: pipe.say(*words, "--format", "csv").out for words in EXPORTED}
    formulas, different, count = [], [], 0
    for text in FORMULAS:
        fill(store, text)
        for words in EXPORTED:
            answer = pipe.say(*words, "--format", "csv")
            assert answer.code == 0, (words, text, answer)
            assert all(line[0] == line[-1] == '"' for line in answer.out.splitlines()), answer.out
            formulas += [(words, one) for one in computed(answer.out)]
            found = [from_csv(one) for one in cells_of(answer.out)]
            count += len(found)
            different += [words] if found != [one.replace(MARK, text) for one in cells_of(marked[words])] else []
    office = "" if shutil.which("soffice") else "; LibreOffice is not installed"
    print(f"I10: {len(FORMULAS)} texts in {len(fields())} fields, {count} cells × 3 readers: {len(formulas)} formulas "
          f"{formulas[:3]}, {len(different)} tables differ {different[:3]}{office}")  # fmt: skip
    assert (formulas, different) == ([], [])
