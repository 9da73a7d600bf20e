"""Rows that an earlier release left behind are read as this one would have written them."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.story import Terminal

OLD = "labels are printed by hand"


@pytest.fixture
def room(tmp_path: Path) -> Terminal:
    """It was restored by a workaround and broke again; an earlier release kept the workaround in the row."""
    room = Terminal(tmp_path / "home", is_terminal=False)
    for words in (
        ("open", "acme", "Labels do not print", "--impact-start", "02:10"),
        ("restore", "Labels go out", "--workaround", OLD),
        ("relapse", "--why", "the printer is gone too"),
    ):
        assert room.say(*words).code == 0, words
    kept(room)
    return room


def kept(room: Terminal) -> None:
    """The workaround stands in the row, as an earlier release left it."""
    with closing(sqlite3.connect(room.home / "warroom.db")) as store, store:
        store.execute("UPDATE escalation SET workaround = ?", (OLD,))


def inside(room: Terminal) -> str:
    """What readers inside are told of how it stands, without what happened before."""
    told = [room.say(*words).out for words in (("update", "executive"), ("update", "internal"), ("brief",))]
    return "\n".join(line for text in told for line in text.splitlines() if "Status:" in line or "Restored:" in line)


LOOKING: list[Callable[[Terminal], Any]] = [
    lambda room: json.loads(room.say("list", "--json").out)[0],
    lambda room: json.loads(room.say("show", "--json").out),
]


@pytest.mark.parametrize("look", LOOKING, ids=["list", "show"])
def test_a_workaround_ends_when_it_breaks_again(room: Terminal, look: Callable[[Terminal], Any]) -> None:
    assert look(room)["workaround"] is None
    assert room.say("restore", "Labels go out", "--workaround", "by another printer").code == 0
    assert look(room)["workaround"] == "by another printer"


def test_no_document_tells_a_workaround_that_is_over(room: Terminal) -> None:
    assert "workaround" not in inside(room)
    assert room.say("restore", "Labels print again").code == 0
    kept(room)  # and again, where it was restored for good
    assert "restored" in inside(room)
    assert "workaround" not in inside(room)
    assert "working again" in room.say("update", "customer").out
