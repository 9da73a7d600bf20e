"""The list of escalations, over which a person looks most often, loads no table but those whose columns it shows."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from sqlalchemy.types import TypeEngine

from tests.story import Terminal
from warroom.domain import every_table
from warroom.store.pace import TYPES

_HEAVY = (
    "domain.action domain.cadence domain.opening domain.promise domain.request domain.update insight.slots times.due"
)
_PROGRAM = """\
import io, os, sys
from warroom.cli.app import run
from warroom.cli.room import Room
code = run(Room(os.environ, None, io.StringIO(), sys.stderr), ["list"])
print(code, [name for name in {names} if f"warroom.{{name}}" in sys.modules])
"""


def test_it_loads_only_what_it_shows(tmp_path: Path) -> None:
    room = Terminal(tmp_path / "home")
    for words in (("open", "acme", "Export stopped"), ("cadence", "customer", "60m"), ("sent", "customer")):
        assert room.say(*words).code == 0, words
    program = _PROGRAM.format(names=_HEAVY.split())
    environ = {**os.environ, **room.environ}
    del environ["WARROOM_NOW"]  # a clock that is typed has to be read
    ended = subprocess.run(
        [sys.executable, "-c", program], env=environ, capture_output=True, text=True, check=True, timeout=60
    )
    assert (ended.stdout, ended.stderr) == ("0 []\n", "")


def test_the_types_that_it_reads_by_are_those_of_the_tables() -> None:
    tables = every_table().tables
    held = {**tables["entry"].c, **tables["cadence"].c, **tables["update"].c}
    read = {name: held[name].type for name in TYPES}
    assert {name: kind(one) for name, one in TYPES.items()} == {name: kind(one) for name, one in read.items()}


def kind(column: TypeEngine[Any]) -> tuple[object, object]:
    """What a column holds: of words and ranks, of which list."""
    return type(column), getattr(column, "choices", None)
