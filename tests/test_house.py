"""The house itself: what a start costs, what every command says of itself, and that each is told in a story."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.exceptions import TyperException

from tests.bar.process import answered, environ, started
from tests.story import Answer
from warroom import __version__
from warroom.cli.app import FAMILIES, tree
from warroom.cli.room import Room
from warroom.errors import Exit, WarroomError

SESSIONS = Path(__file__).parent / "sessions"
HEAVY = ("sqlmodel", "sqlalchemy", "jinja2", "alembic", "rich", "warroom.domain", "warroom.store")


def loaded(home: Path, *words: str) -> tuple[set[str], int]:
    """The modules that a fresh interpreter loads for a command, and the code with which it ends."""
    ended = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "warroom", *words], env=environ(home), stdin=subprocess.DEVNULL,
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    lines = [line for line in ended.stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip() for line in lines}, ended.returncode


@pytest.mark.parametrize(
    ("words", "code"),
    [(("--version",), 0), (("--help",), 0), (("log", "--help"), 0), (("team", "--help"), 0), (("frobnicate",), 2),
     (("list", "--frobnicate"), 2), (("sev", "9"), 2), (("show", "one", "two"), 2)],
)  # fmt: skip
def test_what_needs_no_store_loads_none(tmp_path: Path, words: tuple[str, ...], code: int) -> None:
    modules, ended = loaded(tmp_path / "home", *words)
    heavy = [name for name in HEAVY if name in modules]
    print(f"warroom {' '.join(words)}: {len(modules)} modules, of the heavy ones {heavy}")
    assert ended == code
    assert heavy == []
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("words", [("--version",), ("-q", "--version"), ("--version", "--quiet", "--json")])
def test_the_version_is_told_whatever_stands_beside_it_and_loads_nothing(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    assert answered(started(tmp_path / "home", *words)) == Answer(f"warroom {__version__}\n", "", 0)
    assert "typer" not in loaded(tmp_path / "home", *words)[0]


def test_the_version_of_a_command_is_no_option(tmp_path: Path) -> None:
    assert answered(started(tmp_path / "home", "list", "--version")).code == 2


def test_a_listing_loads_neither_templates_nor_migrations(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "warroom", "open", "acme", "x"], env=environ(tmp_path / "home"), check=True,
                   capture_output=True)  # fmt: skip
    modules, ended = loaded(tmp_path / "home", "log", "x")
    assert ended == 0
    assert [name for name in ("jinja2", "alembic", "rich", "warroom.documents") if name in modules] == []


def spoken() -> Iterator[tuple[str, Any]]:
    """Every command with its words."""
    root = tree()
    for family in FAMILIES.values():
        for word, place in family.items():
            found = root.get_command(None, word)  # type: ignore[arg-type]
            if not isinstance(place, dict):
                yield word, found
                continue
            for inner in place:
                yield f"{word} {inner}".strip(), found.get_command(None, inner) if inner else found


COMMANDS = dict(spoken())


@pytest.mark.parametrize("words", COMMANDS)
def test_a_command_says_what_it_does_in_one_sentence(words: str) -> None:
    first = " ".join((COMMANDS[words].help or "").strip().split("\n\n")[0].split())
    sentence = re.sub(r"(?<=[.]) .*", "", first)
    assert first.endswith("."), first
    verb = sentence.split(" ")[0]
    assert re.fullmatch(r"[A-Z][^.]*(?:\.[^ ][^.]*)*\.", sentence), sentence
    assert verb.isalpha(), sentence
    assert not verb.endswith(("s", "ing", "ed")) or verb in {"Bring", "Dismiss", "Pass"}, (
        f"{verb}: not what one tells it"
    )


@pytest.mark.parametrize("words", COMMANDS)
def test_the_example_of_a_command_is_one_that_it_reads(words: str) -> None:
    examples = re.findall(r"^\s*Example: (warroom .*)$", COMMANDS[words].help or "", re.MULTILINE)
    assert len(examples) == 1, f"{words}: {examples}"
    line = shlex.split(examples[0])[1:]
    count = len(words.split())
    assert line[:count] == words.split()
    try:
        COMMANDS[words].make_context(words, line[count:], obj=Room({}, None, None, None)).close()
    except (TyperException, WarroomError) as error:
        pytest.fail(f"{examples[0]}: {error}")


def test_every_command_is_told_in_a_story() -> None:
    stories = "\n".join(story.read_text(encoding="utf-8") for story in sorted(SESSIONS.glob("*.console")))
    typed = re.findall(r"^\$ .*?\bwarroom (.+)$", stories, re.MULTILINE)
    untold = [words for words in COMMANDS if not any(line == words or line.startswith(f"{words} ") for line in typed)]
    print(f"{len(COMMANDS)} commands, {len(typed)} lines told, untold: {untold}")
    assert untold == []


def test_the_exit_codes_are_those_of_the_table() -> None:
    assert {code.name: int(code) for code in Exit} == {
        "DONE": 0,
        "FOUND": 1,
        "USAGE": 2,
        "NOT_FOUND": 3,
        "REFUSED": 4,
        "BUSY": 5,
        "STORE": 6,
        "INPUT": 7,
        "DELIVERY": 8,
        "TEMPLATE": 9,
        "FAULT": 70,
        "UNANSWERED": 74,
        "HANGUP": 129,
        "INTERRUPTED": 130,
        "CLOSED_PIPE": 141,
        "TERMINATED": 143,
    }


def failures(kind: type[WarroomError]) -> Iterator[type[WarroomError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from failures(child)


def test_every_failure_has_a_code_of_the_table_and_a_kind_of_its_own() -> None:
    kinds = [(failure.kind, failure.exit) for failure in failures(WarroomError)]
    assert len({kind for kind, _ in kinds}) == len(kinds)
    assert all(isinstance(code, Exit) for _, code in kinds)
