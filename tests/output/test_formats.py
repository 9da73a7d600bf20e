"""One listing in six formats; what is hostile in it; how a table fits a screen."""

import csv
import json

import pytest

from tests.output.payloads import FORMULAS, HARMLESS, MARKUP, TERMINAL
from warroom.escaping import for_terminal, from_csv, from_tsv
from warroom.output.formats import Column, Listing, Record, render, render_record
from warroom.vocabulary import Format

COLUMNS = [
    Column("ref", "Ref", fixed=True),
    Column("due", "Due", fixed=True, show=lambda record: f"{record['due']}".replace("T", " ").removesuffix(":00Z")),
    Column("text", "Action"),
    Column("owner", "Owner", show=lambda record: f"@{record['owner']}" if record["owner"] else "unowned"),
    Column("late", "Late", style=lambda record: "bold red" if record["late"] else None),
    Column("figure", "Figure", right=True),
]
RECORDS: list[Record] = [
    {
        "ref": "A7",
        "due": "2026-11-20T13:00:00Z",
        "text": "Drain the | claims_queue",
        "owner": "sam",
        "late": True,
        "figure": -1840,
        "to": ["dana", "lee"],
    },
    {
        "ref": "A12",
        "due": "2026-11-21T09:30:00Z",
        "text": "=1+1\nC\u00e9line says *no*",
        "owner": None,
        "late": False,
        "figure": None,
        "to": [],
    },
]
ACTIONS = Listing(COLUMNS, RECORDS, empty="No actions.")

GOLDEN = {
    Format.TABLE: """\
Ref  Due               Action                    Owner    Late  Figure
A7   2026-11-20 13:00  Drain the | claims_queue  @sam     yes    -1840
A12  2026-11-21 09:30  =1+1^JC\u00e9line says *no*    unowned  no
""",
    Format.JSON: r"""[
  {
    "ref": "A7",
    "due": "2026-11-20T13:00:00Z",
    "text": "Drain the | claims_queue",
    "owner": "sam",
    "late": true,
    "figure": -1840,
    "to": [
      "dana",
      "lee"
    ]
  },
  {
    "ref": "A12",
    "due": "2026-11-21T09:30:00Z",
    "text": "=1+1\nC\u00e9line says *no*",
    "owner": null,
    "late": false,
    "figure": null,
    "to": []
  }
]
""",
    Format.NDJSON: (
        '{"ref": "A7", "due": "2026-11-20T13:00:00Z", "text": "Drain the | claims_queue", '
        '"owner": "sam", "late": true, "figure": -1840, "to": ["dana", "lee"]}\n'
        r'{"ref": "A12", "due": "2026-11-21T09:30:00Z", "text": "=1+1\nC\u00e9line says *no*", '
        '"owner": null, "late": false, "figure": null, "to": []}\n'
    ),
    Format.CSV: """\
"ref","due","text","owner","late","figure"
"A7","2026-11-20T13:00:00Z","Drain the | claims_queue","sam","true","-1840"
"A12","2026-11-21T09:30:00Z","'=1+1\\nC\u00e9line says *no*","","false",""
""",
    Format.TSV: """\
ref\tdue\ttext\towner\tlate\tfigure
A7\t2026-11-20T13:00:00Z\tDrain the | claims_queue\tsam\ttrue\t-1840
A12\t2026-11-21T09:30:00Z\t=1+1\\nC\u00e9line says *no*\t\tfalse\t
""",
    Format.MD: """\
| Ref | Due | Action | Owner | Late | Figure |
| --- | --- | --- | --- | --- | --: |
| A7 | 2026-11-20 13:00 | Drain the \\| claims_queue | @sam | yes | -1840 |
| A12 | 2026-11-21 09:30 | =1+1 C\u00e9line says \\*no\\* | unowned | no |  |
""",
}

HOSTILE = [*TERMINAL, *HARMLESS, *FORMULAS, *MARKUP]
RAW = Listing([Column("text", "Text"), Column("ref", "Ref", fixed=True)], [{"text": t, "ref": "T8"} for t in HOSTILE])


def text_of(listing: Listing, format: Format, *, width: int | None = None, colour: bool = False) -> str:
    return "".join(render(listing, format, width=width, colour=colour))


@pytest.mark.parametrize("format", Format)
def test_each_format_of_a_listing(format: Format) -> None:
    assert text_of(ACTIONS, format) == GOLDEN[format]


@pytest.mark.parametrize(
    ("format", "text"),
    [
        (Format.TABLE, "No actions.\n"),
        (Format.JSON, "[]\n"),
        (Format.NDJSON, ""),
        (Format.CSV, '"ref","due","text","owner","late","figure"\n'),
        (Format.TSV, "ref\tdue\ttext\towner\tlate\tfigure\n"),
        (Format.MD, "No actions.\n"),
    ],
)
def test_each_format_of_nothing(format: Format, text: str) -> None:
    assert text_of(Listing(COLUMNS, [], empty="No actions."), format) == text


@pytest.mark.parametrize(
    ("format", "text"),
    [
        (Format.TABLE, "ref  on   to\nE1   yes  dana, lee\n"),
        (Format.JSON, '{\n  "ref": "E1",\n  "on": true,\n  "to": [\n    "dana",\n    "lee"\n  ]\n}\n'),
        (Format.NDJSON, '{"ref": "E1", "on": true, "to": ["dana", "lee"]}\n'),
        (Format.CSV, '"ref","on","to"\n"E1","true","[""dana"",""lee""]"\n'),
        (Format.TSV, 'ref\ton\tto\nE1\ttrue\t["dana","lee"]\n'),
        (Format.MD, "| ref | on | to |\n| --- | --- | --- |\n| E1 | yes | dana, lee |\n"),
    ],
)
def test_each_format_of_one_record(format: Format, text: str) -> None:
    assert "".join(render_record({"ref": "E1", "on": True, "to": ["dana", "lee"]}, format)) == text


def test_one_record_shows_the_columns_asked_for() -> None:
    assert "".join(render_record(RECORDS[0], Format.TSV, columns=COLUMNS[:1])) == "ref\nA7\n"


@pytest.mark.parametrize("format", Format)
def test_nothing_hidden_reaches_the_screen_in_any_format(format: Format) -> None:
    unprintable = {char for char in text_of(RAW, format, width=40) if not char.isprintable()}
    assert unprintable - set("".join(HARMLESS)) == ({"\n", "\t"} if format is Format.TSV else {"\n"})


def test_json_carries_every_text_exactly_in_ascii() -> None:
    for text in (text_of(RAW, Format.JSON), f"[{','.join(text_of(RAW, Format.NDJSON).splitlines())}]"):
        assert text.isascii()
        assert [record["text"] for record in json.loads(text)] == HOSTILE


def test_tsv_has_one_line_for_each_record_and_carries_every_text_exactly() -> None:
    rows = [line.split("\t") for line in text_of(RAW, Format.TSV).splitlines()]
    assert [[from_tsv(text), ref] for text, ref in rows] == [["text", "ref"], *([text, "T8"] for text in HOSTILE)]


def test_csv_has_one_line_for_each_record_and_carries_every_text_exactly() -> None:
    lines = text_of(RAW, Format.CSV).splitlines()
    rows = [[from_csv(cell) for cell in row] for row in csv.reader(lines)]
    assert rows == [["text", "ref"], *([text, "T8"] for text in HOSTILE)]


def test_a_table_off_a_terminal_has_one_whole_line_for_each_record() -> None:
    long = Listing(RAW.columns, [*RAW.records, {"text": "https://status.example.com/" + "a" * 5000, "ref": "T9"}])
    lines = text_of(long, Format.TABLE).splitlines()[1:]
    assert [line.split()[-1] for line in lines] == [*["T8"] * len(HOSTILE), "T9"]
    assert [line.removesuffix("T8").rstrip() for line in lines[:-1]] == [
        for_terminal(text).rstrip() for text in HOSTILE
    ]
    assert lines[-1].startswith("https://status.example.com/" + "a" * 5000 + " ")


def test_a_table_on_a_terminal_wraps_words_and_never_a_reference_or_a_time() -> None:
    assert (
        text_of(ACTIONS, Format.TABLE, width=60)
        == """\
Ref  Due               Action          Owner    Late  Figure
A7   2026-11-20 13:00  Drain the |     @sam     yes    -1840
                       claims_queue
A12  2026-11-21 09:30  =1+1^JC\u00e9line    unowned  no
                       says *no*
"""
    )


@pytest.mark.parametrize("width", [1, 20, 40, 60, 80])
def test_a_table_on_a_small_terminal_loses_nothing(width: int) -> None:
    words = [f"word{number}" for number in range(40)] + ["https://status.example.com/" + "incident" * 10]
    record = {"ref": "A1234567", "at": "2026-11-20 13:00 CET", "text": " ".join(words), "note": "short"}
    columns = [
        Column("ref", "Ref", fixed=True),
        Column("at", "At", fixed=True),
        Column("text", "T"),
        Column("note", "N"),
    ]
    lines = text_of(Listing(columns, [record]), Format.TABLE, width=width).splitlines()[1:]
    # The reference stays whole, the time is broken between its words, and only where the table fits by that.
    time = "2026-11-20" if width == 40 else "2026-11-20 13:00 CET"
    assert lines[0].startswith(f"A1234567  {time}  word0 ")
    assert lines[0].endswith("  short")
    assert max(map(len, lines)) <= max(width, 51)  # 51: the reference, the time, a note and twelve columns of text
    start = lines[0].index("word0")
    assert "".join(line[start:].removesuffix("  short").strip() for line in lines).replace(" ", "") == "".join(words)


def test_colour_marks_only_what_a_column_asks_for() -> None:
    listing = Listing(COLUMNS[3:5], RECORDS)
    assert text_of(listing, Format.TABLE, colour=True) == (
        "\x1b[1mOwner  \x1b[0m\x1b[1m  \x1b[0m\x1b[1mLate\x1b[0m\n@sam     \x1b[1;31myes \x1b[0m\nunowned  no\n"
    )


@pytest.mark.parametrize("name", ["FORCE_COLOR", "COLUMNS", "TTY_COMPATIBLE"])
def test_a_table_does_not_look_at_the_environment(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "20")
    assert text_of(ACTIONS, Format.TABLE) == GOLDEN[Format.TABLE]
