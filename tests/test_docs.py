"""The pages in docs/ say what is so: what is generated is as it would be now, and every example happens as told."""

import importlib.util
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.bar.forked import Forks
from tests.bar.furnished import furnish
from tests.story import Terminal, settled
from warroom.escaping import for_csv, for_tsv

DOCS = Path(__file__).parent.parent / "docs"
SCRIPTING = DOCS / "scripting.md"
BLOCK = re.compile(r"(?:<!-- clock (?P<clock>\S+) -->\n)?^```console\n(?P<told>.*?)^```$", re.MULTILINE | re.DOTALL)
CRONTAB = re.compile(r"^```crontab\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TOOLS = ("jq", "fzf")


@pytest.fixture
def generate(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The program that writes the pages."""
    monkeypatch.syspath_prepend(DOCS)
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_what_is_generated_is_as_it_would_be_now(generate: ModuleType, update: bool) -> None:
    pages: dict[Path, str] = generate.pages()
    for path, text in pages.items():
        if update:
            path.write_text(text, encoding="utf-8")
    old = [path.name for path, text in pages.items() if path.read_text(encoding="utf-8") != text]
    assert old == [], "run docs/generate.py"
    assert {path.name for path in pages if path.suffix == ".json"} == {path.name for path in DOCS.glob("schemas/*")}


# The examples


def test_every_example_happens_as_it_is_told(forks: Forks, nowhere: Path, update: bool) -> None:
    nowhere.mkdir()
    terminal = Terminal(nowhere, is_terminal=False, extra={"HOME": str(nowhere)}, path=forks.path)
    told = SCRIPTING.read_text(encoding="utf-8")
    happens = BLOCK.sub(lambda block: _happening(block, terminal), told)
    if update:
        SCRIPTING.write_text(happens, encoding="utf-8")
    assert happens == told or update
    for line in (line for block in CRONTAB.findall(told) for line in block.splitlines()):
        *_, command = line.split(maxsplit=5)
        assert terminal.type(command).code == 0
    if missing := [tool for tool in TOOLS if shutil.which(tool) is None]:
        pytest.skip(f"the lines with {' and '.join(missing)} were not run: not installed")


def _happening(block: re.Match[str], terminal: Terminal) -> str:
    terminal.now = block["clock"] or terminal.now
    screen: list[str] = []
    for example in re.split(r"^(?=\$ )", block["told"], flags=re.MULTILINE)[1:]:
        line = example.splitlines()[0]
        if any(re.search(rf"\b{tool}\b", line) and shutil.which(tool) is None for tool in TOOLS):
            screen += example.splitlines()
            continue
        answer = terminal.type(line[2:])
        screen += [line, *(said.rstrip() for said in settled(answer.out + answer.err, terminal.home).splitlines())]
    return "\n".join([f"{block[0].partition('```console')[0]}```console", *screen, "```"])


def test_the_escapes_are_those_of_the_page() -> None:
    page = SCRIPTING.read_text(encoding="utf-8")
    for text in ("\\", "\t", "\n", "\r", "\x1b", "\u202e", "\U000e0001"):
        assert f"`{for_tsv(text)}`" in page
    guarded = [sign for sign in map(chr, range(0x10000)) if for_csv(sign).startswith("'")]
    assert guarded == ["'", "+", "-", "=", "@", "\uff0b", "\uff0d", "\uff1d", "\uff20"]
    assert for_csv("a; =b") == "a\\x3B =b"


# The schemas

ANSWERS = {
    "escalation": ["list", "list --all", "show", "show E1", "sev 2 --why x", "use E1", "edit --title x"],
    "entry": ["timeline", "timeline --all", "show T5"],
    "action": ["actions", "actions --all", "show A1", "do something", "start A3", "unblock A1", "verify A2"],
    "update": ["updates", "updates --all", "show U1", "sent internal"],
    "promise": ["promises", "promises --all", "show P1", "promise something", "kept P1"],
    "request": ["requests", "requests --all", "show Q1", "need something --from @ines", "deliver Q2"],
    "hypothesis": ["hypotheses", "show H1", "suspect something", "support H1"],
    "criterion": ["exit", "show X1", "exit add something", "exit met X3"],
    "clock": ["due", "owe", "due --within 2d"],
    "plan": ["cadence", "cadence executive 4h"],
    "slot": ["cadence customer --explain"],
    "account": ["accounts", "account show acme", "account edit acme --tier smb"],
    "contact": ["contacts acme", "contact edit acme dana --email d@example.com"],
    "person": ["people", "person edit @ines --title x"],
    "member": ["team", "team drop @ines"],
    "hit": ["find Something"],
    "setting": ["config"],
    "template": ["template list", "template check", "template copy customer"],
    "store": ["db status"],
}


@pytest.mark.parametrize("name", ANSWERS)
def test_what_a_command_answers_fits_the_schema(name: str, pipe: Terminal) -> None:
    furnish(pipe)
    schema = json.loads((DOCS / "schemas" / f"{name}.json").read_text(encoding="utf-8"))
    many = 0
    for line in ANSWERS[name]:
        answer = pipe.say(*line.split(), "--json")
        assert answer.code == 0, answer.err
        found = json.loads(answer.out)
        records = found if isinstance(found, list) else [found]
        assert records
        many += len(records)
        assert [fault for record in records for fault in faults(record, schema)] == [], line
    print(f"S9: {name}: {many} records of {len(ANSWERS[name])} commands fit")


DOCUMENTS = {
    "customer-update": "update customer",
    "executive-update": "update executive",
    "internal-update": "update internal",
    "postmortem": "postmortem",
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_fits_its_schema_full_or_bare(name: str, pipe: Terminal) -> None:
    schema = json.loads((DOCS / "schemas" / f"{name}.json").read_text(encoding="utf-8"))
    furnish(pipe)
    pipe.say("open", "bare", "Exports stopped")
    for account in ("bare", "acme"):
        answer = pipe.say(*DOCUMENTS[name].split(), "--format", "json", "-e", account)
        assert answer.code == 0, answer.err
        assert list(faults(json.loads(answer.out), schema)) == []
    assert list(faults({**json.loads(answer.out), "why": "x"}, schema)) == ["there is no key why"]


@pytest.mark.parametrize("line", ["log something", "cause something", "ack --at 09:31"])
def test_the_entry_that_was_written_fits_the_schema(line: str, pipe: Terminal) -> None:
    pipe.say("open", "acme", "Something")
    answer = pipe.say(*line.split(), "--json")
    assert answer.code == 0, answer.err
    schema = json.loads((DOCS / "schemas" / "entry.json").read_text(encoding="utf-8"))
    assert list(faults(json.loads(answer.out), schema)) == []


@pytest.mark.parametrize("line", ["show A99", "frobnicate", "close --outcome resolved", "log --at 7 x", "show Z1"])
def test_an_error_fits_its_schema(line: str, pipe: Terminal) -> None:
    furnish(pipe)
    answer = pipe.say(*line.split(), "--json")
    assert answer.code != 0
    schema = json.loads((DOCS / "schemas" / "error.json").read_text(encoding="utf-8"))
    assert list(faults(json.loads(answer.err.splitlines()[-1]), schema)) == []


def test_every_listing_and_card_of_the_furnished_room_has_a_schema(pipe: Terminal) -> None:
    from tests.bar.furnished import CARDS, LISTINGS

    furnish(pipe)
    every = [json.loads(path.read_text(encoding="utf-8")) for path in DOCS.glob("schemas/*.json")]
    checked = {*ANSWERS, *DOCUMENTS, "error"}
    print(f"S9: {len(checked)} of {len(every)} schemas checked")
    assert checked == {path.stem for path in DOCS.glob("schemas/*.json")}
    for words in (*LISTINGS, *CARDS):
        found = json.loads(pipe.say(*words, "--json").out)
        for record in found if isinstance(found, list) else [found]:
            assert any(not list(faults(record, schema)) for schema in every), words


def test_a_changed_key_does_not_fit() -> None:
    schema = json.loads((DOCS / "schemas" / "person.json").read_text(encoding="utf-8"))
    person = {"person": "sam", "name": None, "email": None, "title": None, "department": None,
              "created_at": "2026-11-20T08:40:00Z"}  # fmt: skip
    assert list(faults(person, schema)) == []
    assert list(faults({**person, "handle": "sam"}, schema)) == ["there is no key handle"]
    assert list(faults({**person, "department": "sale"}, schema)) == ["department: sale is not one of the words"]
    assert list(faults({**person, "created_at": "today"}, schema)) == ["created_at: today does not look right"]
    del person["name"]
    assert list(faults(person, schema)) == ["name is missing"]


TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "integer": (int,), "number": (int, float),
    "boolean": (bool,), "null": (type(None),),
}  # fmt: skip
KNOWN = {"$schema", "title", "type", "enum", "pattern", "minimum", "items", "properties", "required",
         "additionalProperties"}  # fmt: skip


def faults(value: Any, schema: dict[str, Any]) -> Iterator[str]:
    """Where a value does not fit, by the part of JSON Schema that our schemas use."""
    assert schema.keys() <= KNOWN
    kinds = schema.get("type", [])
    if kinds and not any(_is(value, kind) for kind in ([kinds] if isinstance(kinds, str) else kinds)):
        yield f"{value} is not {kinds}"
    elif "enum" in schema and value not in schema["enum"]:
        yield f"{value} is not one of the words"
    elif isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        yield f"{value} does not look right"
    elif isinstance(value, int) and value < schema.get("minimum", value):
        yield f"{value} is too small"
    elif isinstance(value, list):
        yield from (fault for one in value for fault in faults(one, schema.get("items", {})))
    elif isinstance(value, dict) and "properties" in schema:
        yield from _faults_of_keys(value, schema)


def _faults_of_keys(value: dict[str, Any], schema: dict[str, Any]) -> Iterator[str]:
    yield from (f"{key} is missing" for key in schema["required"] if key not in value)
    for key, one in value.items():
        if key in schema["properties"]:
            yield from (f"{key}: {fault}" for fault in faults(one, schema["properties"][key]))
        elif schema["additionalProperties"] is False:
            yield f"there is no key {key}"


def _is(value: Any, kind: str) -> bool:
    return isinstance(value, TYPES[kind]) and (kind != "integer" or not isinstance(value, bool))
