"""Text on its way to a screen, a table of a program, a spreadsheet, a text document."""

import csv
import io
from collections.abc import Callable
from itertools import chain, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.output.payloads import FORMULAS, HARMLESS, TERMINAL
from warroom.escaping import (
    for_csv,
    for_terminal,
    for_terminal_block,
    for_tsv,
    from_csv,
    from_tsv,
    plain,
)

HOSTILE = [*TERMINAL, *HARMLESS, *FORMULAS, "", "C:\\temp\\new", "\\", "\\\\t", "\\u202E", "\\q"]
any_text = st.text(st.characters()) | st.text("\\tnrxuU0123=+-@';\", \t\r\n\x85\u2028\u202e\ud800\U000e0041")
searched = settings(derandomize=True, max_examples=300, database=None, deadline=None)


@pytest.mark.parametrize(("text", "seen"), TERMINAL.items())
def test_what_acts_on_a_terminal_is_shown_instead(text: str, seen: str) -> None:
    assert for_terminal(text) == seen


@pytest.mark.parametrize("text", HARMLESS)
def test_emoji_and_every_script_reach_the_terminal_unchanged(text: str) -> None:
    assert for_terminal(text) == text


def test_nothing_that_counts_as_printable_is_hidden() -> None:
    # for_terminal passes printable text through unread; a new Unicode version must not open a hole there.
    hidden = [char for char in map(chr, range(0x110000)) if for_terminal(f"\x00{char}") != f"^@{char}"]
    assert "\x1b" in hidden
    assert [char for char in hidden if char.isprintable()] == []


def test_a_block_keeps_its_lines_and_opens_its_tabs() -> None:
    assert for_terminal_block("a\tb\n\x1b[31mred\r\n") == "a       b\n^[[31mred^M\n"


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("plain", "plain"),
        ("C:\\temp", "C:\\\\temp"),
        ("a\tb\nc\rd", "a\\tb\\nc\\rd"),
        ("\x0b\x1b\x7f\x85", "\\x0B\\x1B\\x7F\\x85"),
        ("\u2028\u202e\u200b", "\\u2028\\u202E\\u200B"),
        ("\U000e0041\ud83d", "\\U000E0041\\uD83D"),
    ],
)
def test_a_tsv_cell_writes_hidden_characters_as_documented(text: str, cell: str) -> None:
    assert for_tsv(text) == cell


@pytest.mark.parametrize("text", HOSTILE)
def test_a_tsv_cell_is_one_line_without_a_tab_and_reads_back_exactly(text: str) -> None:
    cell = for_tsv(text)
    assert "\t" not in cell
    assert len(f"x{cell}".splitlines()) == 1
    assert from_tsv(cell) == text


def test_a_foreign_tsv_cell_with_an_unknown_escape_stays_as_it_is() -> None:
    assert from_tsv("\\q \\x4 \\UFFFFFFFF \\") == "\\q \\x4 \\UFFFFFFFF \\"


def test_what_an_output_stream_could_not_encode_reads_back_from_its_escape() -> None:
    assert from_tsv("\u00fc \U0001f525".encode("ascii", "backslashreplace").decode()) == "\u00fc \U0001f525"


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("plain", "plain"),
        ("=1+1", "'=1+1"),
        (" @sam", "' @sam"),
        ("'quoted", "''quoted"),
        ("\t=1+1", "\\t=1+1"),
        ("x;=1+1", "x\\x3B=1+1"),
        ("down; up again", "down; up again"),
    ],
)
def test_a_csv_cell_is_guarded_where_a_formula_could_begin(text: str, cell: str) -> None:
    assert for_csv(text) == cell


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_no_spreadsheet_finds_a_formula_however_it_splits(separator: str) -> None:
    assert _formulas(for_csv, separator=separator) == []
    assert _formulas(str, separator=separator) != []


def _formulas(escape: Callable[[str], str], *, separator: str) -> list[str]:
    text = io.StringIO(newline="")
    rows = product(map(escape, FORMULAS), repeat=2)
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    text.seek(0)
    cells = chain.from_iterable(csv.reader(text, delimiter=separator))
    return [cell for cell in cells if cell.lstrip().startswith(tuple("=+-@\uff1d\uff0b\uff0d\uff20"))]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_csv_cell_reads_back_exactly(text: str) -> None:
    assert from_csv(for_csv(text)) == text


@searched
@given(any_text)
def test_any_text_comes_back_from_tsv_and_from_csv(text: str) -> None:
    assert (from_tsv(for_tsv(text)), from_csv(for_csv(text))) == (text, text)


def test_a_value_in_a_text_document_is_one_line_with_nothing_hidden() -> None:
    assert plain("  Claims \tare\r\n\r\n  late\x1b[0m \u202e*again*\n") == "Claims  are late^[[0m <U+202E>*again*"
