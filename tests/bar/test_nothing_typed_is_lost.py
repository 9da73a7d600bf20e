"""Whatever a command fails for, all that was typed as text is in a file, and reads back as it was typed."""

import random
import shlex
from pathlib import Path
from typing import Any

import pytest

from tests.bar.fields import commands
from tests.story import Terminal
from warroom.cli.prose import Prose, read, takes_text

PROSE = ("TEXT", "TEXT…", "TITLE…")
PARTS = ["a", " ", "\n", "\\", "[--why]", "[--customer]", "-", "ä", "\t", "[--]", "."]


def with_prose() -> list[Any]:
    """Every command that takes prose, with its parameters that hold it."""
    every = [(path, command, [one for one in command.params if one.metavar in PROSE]) for path, command in commands()]
    return [pytest.param(path, command, found, id=path) for path, command, found in every if found]


def with_places() -> list[Any]:
    """Those of them that take so many words and no more."""
    return [one for one in with_prose() if all(taken.nargs == 1 for taken in one.values[1].params)]


@pytest.mark.parametrize(("path", "command", "parameters"), with_prose())
@pytest.mark.parametrize("wrong", [["--debug=1"], ["--nonsense"], ["--escalation"], ["--tz"]], ids=str)
def test_every_text_of_a_line_that_cannot_be_read_is_saved(
    path: str, command: Any, parameters: list[Any], wrong: list[str], tmp_path: Path
) -> None:
    room = Terminal(tmp_path)
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    options = {max(one.opts, key=len): f"the words of {one.name}" for one in parameters if one not in arguments}
    first = ["x" for one in arguments if one not in parameters]
    main = ["said", "-5", "times"] if takes_text(command) else []
    answer = room.say(*path.split(), *first, *(word for pair in options.items() for word in pair), *main, *wrong)
    (saved,) = (tmp_path / "state" / "saved").iterdir()
    kept = read(saved.read_text(encoding="utf-8"))
    assert answer.code == 2
    assert str(saved) in answer.err
    assert kept.options == options
    assert kept.text.startswith(" ".join(main))


@pytest.mark.parametrize(("path", "command", "parameters"), with_places())
def test_a_text_without_quotation_marks_is_shown_as_it_has_to_be_typed(
    path: str, command: Any, parameters: list[Any], tmp_path: Path
) -> None:
    places = [one for one in command.params if one.param_type_name == "argument"]
    room = Terminal(tmp_path)
    words = [*path.split(), *(one.metavar.split("|")[0] for one in places)]
    options = [one.opts[0] for one in command.params if one.required and one not in places]
    needed = [word for option in options for word in (option, "owner" if option == "--role" else "fri")]
    for one in parameters:
        name, text = max(one.opts, key=len), "Monday's call, by five"
        answer = room.say(*words, name, *text.split(), *needed)
        line = shlex.join(["warroom", *words, name, text, *needed])
        assert answer.code == 2
        assert line in answer.err.splitlines()[1]
        assert "extra argument" not in room.say(*shlex.split(line)[1:]).err


def test_what_is_saved_reads_back_as_it_was_typed() -> None:
    chance = random.Random(5)
    for _ in range(20_000):
        words = ["".join(chance.choices(PARTS, k=chance.randrange(6))) for _ in range(3)]
        given = Prose(words[0], dict(zip(("--customer", "--why"), words[1 : 1 + chance.randrange(3)], strict=False)))
        assert read(given.written()) == given
