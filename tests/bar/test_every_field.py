"""Every field of every command, given what no one means: it is refused in words, or it is legitimate and kept."""

import shutil
import sqlite3
from collections import Counter
from pathlib import Path

import pytest

from tests.bar.fields import Field, commands, fields, said, stage
from tests.story import Answer, Terminal

VALUES = {
    "empty": "", "blanks": "   ", "1 MB": "word " * (2**20 // 5), "wrong word": "wrong-word!", "NaN": "NaN", "-1": "-1",
    "2**63": str(2**63), "NUL": "a\0b", "lone surrogate": "a\ud800b", "half a character": "\udce9 and \U0001f525",
}  # fmt: skip


class Stage:
    """A war room that can be put back to how it was, and that knows whether anything was written to it."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        stage(terminal)
        self._store = sqlite3.connect(terminal.home / "warroom.db")
        self._store.execute("SELECT count(*) FROM entry").fetchall()
        self._before = sqlite3.connect(":memory:")
        self._store.backup(self._before)
        self._dump = self.dump()
        self._seen = self._version()
        self._settings = (terminal.home / "config.toml").read_bytes()

    def dump(self) -> list[str]:
        return list(self._store.iterdump())

    def _version(self) -> int:
        return int(self._store.execute("PRAGMA data_version").fetchone()[0])

    def is_unchanged(self) -> bool:
        """Whether all tables are as they were; they are compared when another connection has written at all."""
        return self._version() == self._seen or self.dump() == self._dump

    def put_back(self) -> None:
        if self._version() != self._seen:
            self._before.backup(self._store)
            self._seen = self._version()
        (self.terminal.home / "config.toml").write_bytes(self._settings)
        shutil.rmtree(self.terminal.home / "templates", ignore_errors=True)


@pytest.fixture
def room(pipe: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """A staged war room; the files that commands write lie beside it."""
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return Stage(pipe)


def test_the_line_that_every_field_is_tried_in_is_right(room: Stage) -> None:
    lines = {field.command: field.line for field in fields()}
    wrong = {}
    for command, line in lines.items():
        answer = room.terminal.say(*command.split(), *said(line))
        room.put_back()
        if answer.code:
            wrong[command] = answer
    print(f"{len(lines)} of {len(list(commands()))} commands take a value; lines that fail as they are: {wrong}")
    assert wrong == {}


def fault(field: Field, kind: str, answer: Answer, room: Stage) -> str | None:
    """What is wrong with an answer, if anything."""
    if answer.code not in (0, 2, 3, 4, 7, 9):
        return f"exit {answer.code}"
    if answer.code and not room.is_unchanged():
        return "it failed and wrote"
    if answer.code and "warroom: " not in answer.err:
        return "no words"
    if answer.code and max(map(len, answer.err.partition("warroom: ")[2].splitlines())) > 2000:
        return "an endless line"
    # A word that nothing can hold is named by its place; the value of a setting by the setting.
    named = (*field.names, "Word ", "user: ")
    if answer.code == 2 and not any(name in answer.err for name in named):
        return f"it names no field: {answer.err[:200]}"
    return None


def test_a_value_that_no_one_means_is_refused_in_words_or_kept(room: Stage) -> None:
    faults, codes = [], Counter[int]()
    for field in fields():
        for kind, value in VALUES.items():
            answer = room.terminal.say(*field.typed(value))
            codes[answer.code] += 1
            if found := fault(field, kind, answer, room):
                faults.append(f"{field.command} {field.option or field.name} {kind}: {found}")
            if answer.code == 0 or found:
                room.put_back()
    print(
        f"{len(fields())} fields × {len(VALUES)} values = {codes.total()} cases, codes {dict(codes)}, wrong: {faults}"
    )
    assert faults == []
