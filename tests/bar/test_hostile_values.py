"""Markup, formulas, templates and document structure as values: kept as typed, harmless wherever they are shown; and
found again to the letter."""

import csv
import io
import json
import re

import pytest
from markdown_it import MarkdownIt

from tests.bar.furnished import CARDS, DOCUMENTS, LISTINGS, furnish
from tests.story import Terminal

VALUES = {
    "template": "{{ 7 * 6 }}{% for x in y %}{{ cycler.__init__.__globals__ }}{# gone #}${7*6} #{7*6} <%= 7*6 %>",
    "formula": "=HYPERLINK(\"http://e.example\";\"x\");+1+1;-1;@SUM(1)",
    "markdown": "# head | a | ![i](http://e.example/x.png) [l](javascript:alert(1)) **b** `c` - [ ] x --- > q",
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)>&lt;b&gt;<!-- c --></p></table>",
    "rich": "[bold red]x[/] [/etc/passwd] [link=http://e.example]x[/link] :boom:",
    "shell": "$(id) `id` ${HOME} %s %n {0} {x} \\n ; rm -rf ~ 'q' \"d\"",
}  # fmt: skip


@pytest.mark.parametrize("kind", VALUES)
def test_a_value_with_structure_is_kept_and_never_acts(pipe: Terminal, kind: str) -> None:
    value = VALUES[kind]
    furnish(pipe, value, "Somebody")
    kept = {entry["text"] for entry in json.loads(pipe.say("timeline", "--json").out)}
    assert kept == {value, "Impact started", "Detected"}
    live: list[object] = []
    for words in DOCUMENTS:
        text = pipe.say(*words).out
        html = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
        live += [(words, tag) for tag in re.findall(r"<(script|img|a) ", html)]
        live += [words] if re.search(r"<script|<img|onerror=alert\(1\)>|(?<!\d)42(?!\d)|globals__'", html) else []
        assert pipe.say(*words, "--format", "json").code == 0
    for words in (*LISTINGS, *CARDS):
        rows = csv.reader(io.StringIO(pipe.say(*words, "--format", "csv").out, newline=""))
        live += [(words, cell) for row in rows for cell in row if cell.lstrip().startswith(("=", "+", "@"))]
        assert pipe.say(*words, terminal=True).code == 0
    print(f"{kind}: {len(DOCUMENTS)} documents, {len(LISTINGS) + len(CARDS)} listings, live: {live}")
    assert live == []


SOUGHT = {
    "100%": "done to 100% now", "a_b": "the key a_b is", "'; drop table": "x'; drop table entry; --", "\\": "C:\\temp",
    "NEAR(": "NEAR(a b)", "*": "a * b", '"': 'said "no"', "AND": "you AND me", "x-y": "x-y", "^": "a^b", ":": "text:x",
    "é": "café", "日本": "日本語", "🔥": "on 🔥", "{{": "a {{ b }}", "<b>": "a <b> c", "Queue": "QUEUE drained",
    "qu": "A quick one", "z": "zebra",
}  # fmt: skip


def test_find_takes_what_is_typed_to_the_letter(pipe: Terminal) -> None:
    pipe.say("open", "acme", "Nothing")
    for told in (*SOUGHT.values(), "100 lost", "axb", "NEARLY", "x y", "cafe"):
        assert pipe.say("log", "--", told).code == 0
    everything = {entry["ref"]: entry["text"] for entry in json.loads(pipe.say("timeline", "--json").out)}
    wrong = {}
    for typed, told in SOUGHT.items():
        answer = pipe.say("find", "--json", "--", typed)
        found = {hit["ref"] for hit in json.loads(answer.out)} if answer.code == 0 else set()
        meant = {ref for ref, text in everything.items() if typed.casefold() in text.casefold()}
        if found & set(everything) != meant or told not in [everything[ref] for ref in meant]:
            wrong[typed] = answer
    print(f"{len(SOUGHT)} texts sought, wrong: {wrong}")
    assert wrong == {}


@pytest.mark.parametrize("typed", ["", " ", "\0", "\ud800", "x" * 20_001])
def test_find_refuses_what_no_record_can_hold(pipe: Terminal, typed: str) -> None:
    pipe.say("open", "acme", "Nothing")
    assert pipe.say("find", "--", typed).code == 2
