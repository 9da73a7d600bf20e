"""Published incidents whose first word was wrong, replayed with updates in between: the later ones state it, once."""

import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.story import Terminal

FILE = Path(__file__).parent.parent / "fixtures" / "incidents_corrected.toml"
INCIDENTS: dict[str, dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))
OPENS = "Corrections to what we told you before:"


@pytest.mark.parametrize("name", INCIDENTS)
def test_a_later_update_states_what_the_earlier_one_had_wrong_and_only_then(name: str, nowhere: Path) -> None:
    terminal = Terminal(nowhere, zone=INCIDENTS[name]["zone"])
    terminal.home.mkdir()
    told = INCIDENTS[name]["story"].strip().splitlines()
    assert [*replayed(told, terminal)] == told


def replayed(told: list[str], terminal: Terminal) -> Iterator[str]:
    """The story as it happens: under each update the corrections it states, and of the lines told what stands in it."""
    for place, line in enumerate(told):
        if line.startswith("@ "):
            terminal.now = line[2:]
        if line.startswith(("= ", "~ ")):
            continue
        yield line
        if line == "update":
            yield from sent(terminal, expected_under(told, place))
        elif not line.startswith("@ "):
            said(terminal, line)


def expected_under(told: list[str], place: int) -> list[str]:
    """The lines told under an update that have to stand somewhere in it."""
    under: list[str] = []
    for line in told[place + 1 :]:
        if not line.startswith(("= ", "~ ")):
            break
        under.append(line)
    return under


def sent(terminal: Terminal, expected: list[str]) -> Iterator[str]:
    """What is stated in the draft for the customer, which then goes out."""
    draft = said(terminal, "update customer").splitlines()
    said(terminal, 'sent customer --to dana --override "as it was published"')
    stated = [f"= {line.removeprefix('- ')}" for line in under(draft, OPENS)]
    present = [line for line in expected if line.startswith("~ ") and line.removeprefix("~ ") in draft]
    yield from (line for line in expected if line in stated or line in present)
    yield from (line for line in stated if line not in expected)


def under(draft: list[str], title: str) -> list[str]:
    """The items of the list below a line."""
    if title not in draft:
        return []
    rest = draft[draft.index(title) + 2 :]
    return rest[: rest.index("")]


def said(terminal: Terminal, line: str) -> str:
    answer = terminal.say(*shlex.split(line))
    assert answer.code == 0, f"{line}: {answer.err}"
    return answer.out
