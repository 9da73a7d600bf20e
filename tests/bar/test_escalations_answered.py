"""An escalation is the same record wherever it is answered with: by a list, by a card, by every write."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.bar.fields import commands, right_words, stage
from tests.story import Terminal

ANSWER = "accept close decline deescalate edit level link list open own rag relapse reopen sev stable trend use wait"


@pytest.fixture
def staged(pipe: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    stage(pipe)
    shutil.copytree(pipe.home, tmp_path / "before")
    return pipe


def answered(terminal: Terminal, before: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each escalation that a command answers with when it is said as its help says it, from the same start each."""
    for path, command in commands():
        shutil.rmtree(terminal.home)
        shutil.copytree(before, terminal.home)
        answer = terminal.say(*path.split(), *right_words(path, command), "--json").out
        found = json.loads(answer) if answer.startswith(("{\n", "[\n")) else []  # a template may begin with a brace
        for one in found if isinstance(found, list) else [found]:
            if "next_update_at" in one and "impact_started_at" in one:
                yield path, one


def test_every_answer_with_an_escalation_is_the_record_that_show_gives(staged: Terminal, tmp_path: Path) -> None:
    wrong, seen = [], set()
    for path, record in answered(staged, tmp_path / "before"):
        seen.add(path)
        if json.loads(staged.say("show", record["ref"], "--json").out) != record:
            wrong.append(f"{path}: {record['ref']}")
    assert wrong == []
    assert seen >= set(ANSWER.split())
