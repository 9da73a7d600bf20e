"""References, slugs and handles have one canonical form; nothing else is found by them, and no path is made of them."""

import json
from pathlib import Path

import pytest

from tests.story import Terminal

FOUND = ["E1", "e1", "E01", "e001"]
NOT_A_RECORD = [
    "E1/../../x", "../E1", "E1\n", " E1", "E1;drop table entry", "E-1", "E1.0", "E1e3", "E9", "E" + "9" * 10_000,
    "E" + "1" * 30, "\u0415" + "1", "E\u0661", "E\u00b9", "E\uff11", "\uff251", "E\u200b1", "E1\u202e", "Z1", "E",
    "1", "E1 --", "%", "_", "' OR 1=1 --", "*", "/etc/passwd", "x" * 10_000, "\x1b[31mE1",
]  # fmt: skip
ODD_SLUGS = {
    "ACME": "acme", "a.b": "a.b", "a-b_c": "a-b_c",
    "../x": None, "a/b": None, "s3": None, "e14": None, "@": None, "-rf": None, "acme\n": "acme", "ac me": None,
    "\u0430cme": None, "a" * 41: None, "a\u200bb": None, "\u00e4": None, "": None, ".": None, "..": None, "a\0b": None,
}  # fmt: skip


@pytest.mark.parametrize("typed", FOUND)
def test_a_reference_is_read_in_any_case_and_with_leading_zeros(pipe: Terminal, typed: str) -> None:
    pipe.say("open", "acme", "Exports stopped")
    assert json.loads(pipe.say("show", typed, "--json").out)["ref"] == "E1"


def test_what_names_no_record_is_not_found_in_a_short_line(pipe: Terminal) -> None:
    pipe.say("open", "acme", "Exports stopped")
    wrong = []
    for typed in NOT_A_RECORD:
        answer = pipe.say("show", "--", typed)
        lines = answer.err.splitlines()
        if answer.code != 3 or answer.out or len(lines) > 2 or max(map(len, lines)) > 200 or "\x1b" in answer.err:
            wrong.append((typed[:40], answer.code, answer.err[:200]))
    print(f"{len(NOT_A_RECORD)} names, {len(wrong)} not answered as not found: {wrong}")
    assert wrong == []


def test_a_slug_is_made_canonical_or_refused_before_anything_is_written(pipe: Terminal, tmp_path: Path) -> None:
    outside = sorted(path for path in tmp_path.rglob("*") if "home" not in path.parts)
    for typed, slug in ODD_SLUGS.items():
        answer = pipe.say("account", "add", "--new", "--json", "--", typed)
        if slug is None:
            assert (answer.code, answer.out) == (2, ""), (typed, answer)
        else:
            assert json.loads(answer.out)["account"] == slug
    refused = sum(slug is None for slug in ODD_SLUGS.values())
    print(f"{len(ODD_SLUGS)} slugs typed, {refused} refused, {len(ODD_SLUGS) - refused} taken in one form")
    assert sorted(path for path in tmp_path.rglob("*") if "home" not in path.parts) == outside


@pytest.mark.parametrize("name", ["dana/../x", "@../../x", "-rf", "d\u0430na"])
def test_a_person_is_never_named_by_what_is_no_name(pipe: Terminal, name: str) -> None:
    pipe.say("open", "acme", "Exports stopped")
    assert pipe.say("log", "x", f"--by={name}").code == 2
    assert pipe.say("do", "x", f"--owner={name}").code == 2
    assert pipe.say("actions", "--all", "-q").out == ""
