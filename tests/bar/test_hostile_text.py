"""Text that would act on a terminal, whoever typed it, is shown and never acts; programs get it as it was typed."""

import json
import os
import pty
import re
from pathlib import Path

import pytest

from tests.bar.forked import Forks
from tests.bar.furnished import CARDS, DOCUMENTS, FORMATS, LISTINGS, furnish
from tests.story import Answer, Terminal

PAYLOADS = [
    "\x1b[31mred\x1b[0m",
    "\x1b[2J\x1b[H",
    "\x1bc",
    "\x1b]0;owned\x07",
    "\x1b]8;;http://e.example\x1b\\x\x1b]8;;\x1b\\",
    "\x1b]52;c;cm0gLXJm\x07",
    '\x1bP$q"p\x1b\\',
    "\x1b(0lqk",
    "\x1b[?1049h",
    "\x1b[6n",
    "\x9b31mred",
    "\x9d0;owned\x9c",
    "x\x85y",
    "over\rwritten",
    "back\x08\x08",
    "bell\x07",
    "vt\x0bff\x0c",
    "so\x0esi\x0f",
    "fs\x1cgs\x1drs\x1eus\x1f",
    "del\x7f",
    "line\u2028par\u2029",
    "fdp\u202e.exe",
    "a\u2066b\u2069\u200e\u200f\u061c",
    "zero\u200bwidth\u2060\ufeff\u180e",
    "tag\U000e0041\U000e007f",
    "note\ufff9over\ufffb",
]
# A single line may hold everything; so every field is tried with all of them at once, and some with each.
ALL = "x " + " ".join(PAYLOADS) + " x"
NAME = re.sub("[a-wyz.:/]", "", ALL.replace(" ", ""))  # a name is shorter
LIVE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def live(text: str) -> list[str]:
    """The characters that would act. TSV parts its cells by tabs, which are its own."""
    return LIVE.findall(text)


@pytest.fixture
def hostile(terminal: Terminal) -> Terminal:
    """A war room in which every text and name holds every payload."""
    furnish(terminal, ALL, NAME)
    return terminal


def routes() -> list[tuple[str, ...]]:
    shown = [(*words, "--format", format) for words in (*LISTINGS, *CARDS) for format in FORMATS]
    return [*shown, *LISTINGS, *CARDS, *DOCUMENTS, *((*words, "--format", "text") for words in DOCUMENTS)]


def test_nothing_that_was_typed_acts_on_a_terminal_or_in_a_pipe(hostile: Terminal) -> None:
    hits: dict[str, int] = {}
    for words in routes():
        for on_terminal in (True, False):
            answer = hostile.say(*words, terminal=on_terminal)
            assert answer.code == 0, (words, answer)
            shown = answer.out.replace("\t", "") if "tsv" in words or not on_terminal else answer.out
            if found := live(shown) + live(answer.err):
                hits[f"{words} {'terminal' if on_terminal else 'pipe'}"] = len(found)
    print(f"{len(routes())} routes × 2 streams × {len(PAYLOADS)} payloads: {sum(hits.values())} live: {hits}")
    assert hits == {}


ERRORS: list[tuple[str, ...]] = [
    ("{}",),
    ("show", "{}"),
    ("show", "E1", "{}"),
    ("list", "--{}"),
    ("list", "--account", "{}"),
    ("use", "{}"),
    ("log", "x", "--at", "{}"),
    ("log", "x", "--kind", "{}"),
    ("log", "x", "--tz", "{}"),
    ("log", "--ndjson", "{}"),
    ("log", "--lines", "{}"),
    ("log", "x", "-e", "{}"),
    ("log", "x", "--by", "{}"),
    ("do", "x", "--due", "{}"),
    ("do", "x", "--owner", "{}"),
    ("open", "{}", "x"),
    ("sev", "{}"),
    ("rag", "{}"),
    ("update", "{}"),
    ("update", "customer", "-o", "/nowhere/{}"),
    ("sent", "customer", "{}"),
    ("sent", "customer", "--to", "{}"),
    ("contact", "add", "acme", "{}"),
    ("contact", "add", "acme", "dana", "--email", "{}"),
    ("person", "add", "{}"),
    ("account", "show", "{}"),
    ("account", "add", "acme", "--arr", "{}"),
    ("account", "add", "acme", "--timezone", "{}"),
    ("account", "add", "acme", "--language", "{}"),
    ("config", "{}"),
    ("config", "timezone", "{}"),
    ("team", "add", "@x", "--role", "{}"),
    ("amend", "{}"),
    ("timeline", "--since", "{}"),
    ("actions", "--owner", "{}"),
    ("impact", "x", "--figure", "{}"),
    ("account", "add", "acme", "--notice-days", "{}"),
]


def few_at_once() -> list[str]:
    """The payloads in texts so short that an error message repeats them whole."""
    groups = [""]
    for payload in PAYLOADS:
        groups = [*groups, payload] if len(groups[-1] + payload) > 38 else [*groups[:-1], groups[-1] + payload]
    return groups


def test_no_error_message_lets_its_argument_act(terminal: Terminal) -> None:
    furnish(terminal)
    hits = {}
    for words in ERRORS:
        for several in few_at_once():
            typed = [word.replace("{}", several) for word in words]
            answer = terminal.say(*typed)
            assert answer.code in (2, 3, 4, 7), (typed, answer)
            if found := live(answer.out) + live(answer.err):
                hits[" ".join(words)] = found
    print(f"{len(ERRORS)} errors × {len(PAYLOADS)} payloads: {len(hits)} live: {hits}")
    assert hits == {}


def test_a_hostile_file_name_does_not_act_where_it_is_named(terminal: Terminal, tmp_path: Path) -> None:
    furnish(terminal)
    for payload in PAYLOADS:
        target = tmp_path / payload.replace("/", "_")
        answers = [terminal.say("postmortem", "-o", str(target)) for _ in range(2)]
        assert [answer.code for answer in answers] == [0, 4]
        assert target.read_text().startswith("# Post-mortem E1")
        assert live("".join(answer.err + answer.out for answer in answers)) == []
    print(f"{len(PAYLOADS)} file names, 0 live")


def on_pty(forks: Forks, home: Path, *words: str) -> Answer:
    """What a command writes on a real terminal: both streams at once."""
    ours, theirs = pty.openpty()
    process = forks.started(home, *words, stdin=theirs, stdout=theirs, stderr=theirs, variables={"TERM": "xterm"})
    os.close(theirs)
    read = bytearray()
    while True:
        try:
            block = os.read(ours, 65536)
        except OSError:  # how a terminal says that nobody writes to it any more
            break
        if not block:
            break
        read += block
    os.close(ours)
    return Answer(read.decode(), "", process.wait())


def test_a_real_terminal_gets_no_control_but_our_own_colours(forks: Forks, hostile: Terminal) -> None:
    found = []
    for words in (("timeline",), ("show",), ("actions",), ("list",), ("update", "customer"), ("show", ALL)):
        answer = (
            on_pty(forks, hostile.home, *words, "-e", "E1") if words[-1] != ALL else on_pty(forks, hostile.home, *words)
        )
        assert answer.code == (3 if words[-1] == ALL else 0), answer
        shown = re.sub("\x1b\\[[0-9;]*m", "", answer.out).replace("\r\n", "\n")
        found += live(shown)
    print(f"6 commands on a terminal, {len(found)} live")
    assert found == []


def test_a_program_gets_what_was_typed_to_the_letter(hostile: Terminal) -> None:
    breaks = "[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+"
    line, name = re.sub(breaks, " ", ALL), re.sub(breaks, " ", NAME)
    (escalation,) = json.loads(hostile.say("list", "--json").out)
    assert (escalation["title"], escalation["customer_title"]) == (line, line)
    raw = hostile.say("timeline", "--json").out
    assert raw.isascii()
    entries = json.loads(raw)
    told = [entry for entry in entries if entry["text"] not in ("Impact started", "Detected")]
    assert {entry["text"] for entry in told} == {ALL}
    assert {entry["customer_text"] for entry in told} <= {ALL, None}
    assert {action["text"] for action in json.loads(hostile.say("actions", "--all", "--json").out)} == {ALL}
    assert json.loads(hostile.say("account", "show", "acme", "--json").out)["name"] == name
    assert [json.loads(row)["text"] for row in hostile.say("actions", "--format", "ndjson").out.splitlines()] == [
        ALL,
        ALL,
    ]
    print(f"{len(told)} entries, 3 actions, 4 names: 0 strings differ")


MARKUP = ["[bold]x[/bold]", "[link=http://evil.example]x[/link]", "see [/etc/passwd] now", "[ERROR]", "[0]", "[a=b]",
          ":boom:", "[/]", "\\[x]", "[red]", "[@click=app.bell]x[/]"]  # fmt: skip


def test_square_brackets_are_words(terminal: Terminal) -> None:
    told = " ".join(MARKUP)
    terminal.columns = 400
    furnish(terminal, told, told)
    altered = []
    for words in (*LISTINGS, *CARDS):
        answer = terminal.say(*words)
        assert answer.code == 0, (words, answer)
        if (
            words not in (("config",), ("team",), ("cadence",), ("cadence", "customer", "--explain"))
            and "--milestones" not in words
            and told not in answer.out
        ):
            altered.append(words)
    for words in ERRORS:
        answer = terminal.say(*[word.replace("{}", "[/x][bold]:boom:[0]") for word in words])
        assert answer.code in (2, 3, 4, 7), (words, answer)
    print(f"{len(LISTINGS) + len(CARDS)} screens, {len(ERRORS)} errors, altered: {altered}")
    assert altered == []
