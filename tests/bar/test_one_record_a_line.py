"""Where one record is one line, it is one line, whatever stands in it; and the cells come back exactly."""

import csv
import io
import json

import pytest

from tests.bar.furnished import LISTINGS, furnish
from tests.story import Terminal
from warroom.escaping import from_csv, from_tsv

BREAKS = "a\nb\rc\r\nd\x85e\u2028f\u2029g\th\x0bi\x0cj\x1ck\x1dl\x1em\\n\\tn\\\\o,p;q\"r'=1+1"


@pytest.fixture
def broken(pipe: Terminal) -> Terminal:
    """A war room in which every text and name holds every line break."""
    furnish(pipe, BREAKS, BREAKS)
    return pipe


def cell(value: object) -> str:
    if value is None:
        return ""
    return json.dumps(value, separators=(",", ":")) if isinstance(value, bool | list | dict) else str(value)


def test_tsv_has_a_line_a_record_and_its_cells_come_back(broken: Terminal) -> None:
    mismatches, lines = [], 0
    for words in LISTINGS:
        records = json.loads(broken.say(*words, "--json").out)
        head, *rows = broken.say(*words, "--format", "tsv").out.removesuffix("\n").split("\n")
        keys = head.split("\t")
        assert len(rows) == len(records), words
        for row, record in zip(rows, records, strict=True):
            lines += 1
            cells = row.split("\t")
            assert len(cells) == len(keys), (words, row)
            if [from_tsv(one) for one in cells] != [cell(record[key]) for key in keys]:
                mismatches.append(row)
    print(f"{lines} lines, {len(mismatches)} mismatches")
    assert mismatches == []


def test_ndjson_has_a_line_a_record(broken: Terminal) -> None:
    for words in LISTINGS:
        records = json.loads(broken.say(*words, "--json").out)
        text = broken.say(*words, "--format", "ndjson").out
        assert [json.loads(line) for line in text.splitlines()] == records


def test_csv_has_a_row_a_record_and_its_cells_come_back(broken: Terminal) -> None:
    for words in LISTINGS:
        records = json.loads(broken.say(*words, "--json").out)
        head, *rows = csv.reader(io.StringIO(broken.say(*words, "--format", "csv").out, newline=""))
        assert [[from_csv(one) for one in row] for row in rows] == [[cell(r[key]) for key in head] for r in records]


def test_references_alone_are_a_line_each(broken: Terminal) -> None:
    assert broken.say("timeline", "-q").out.split("\n")[:-1] == [
        record["ref"] for record in json.loads(broken.say("timeline", "--json").out)
    ]


def test_talk_and_errors_stay_on_their_line(broken: Terminal) -> None:
    for words, lines in ((("log", BREAKS), 1), (("show", BREAKS), 2), (("do", BREAKS), 1), (("use", "E1"), 1)):
        assert len(broken.say(*words).err.splitlines()) == lines, words
