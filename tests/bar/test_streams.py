"""Streams that are closed or full, and warnings as errors: a lost answer is said by the exit code, the rest goes on."""

import json
import os
from io import StringIO, TextIOWrapper
from pathlib import Path

import pytest

from tests.bar.fields import commands, right_words, said, stage
from tests.bar.fields import right_line as line_of
from tests.bar.forked import Forks
from tests.bar.process import shell
from tests.story import Terminal
from warroom.cli.app import run
from warroom.cli.room import Room

FULL = Path("/dev/full")


def lines() -> list[list[str]]:
    """Every command in a line that is right."""
    return [[*path.split(), *said(line_of(path, command))] for path, command in commands()]


@pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full here")
def test_a_full_or_closed_stdout_is_74_for_whoever_had_an_answer(pipe: Terminal) -> None:
    stage(pipe)
    outcome: dict[str, int] = {}
    for words in lines():
        for name in ("full", "closed", "none"):
            out = FULL.open("w", encoding="utf-8") if name == "full" else StringIO()
            if name == "closed":
                out.close()
            err = StringIO()
            code = int(run(Room(pipe.environ, None, None if name == "none" else out, err), words))
            outcome[f"{name} {code}"] = outcome.get(f"{name} {code}", 0) + 1
            assert code in (0, 4, 74), (words, name, err.getvalue())
            assert "Traceback" not in err.getvalue()
            assert code != 74 or "could not be written to stdout" in err.getvalue()
            _let_go(out)
    print(f"{len(lines())} commands × full, closed, none: {outcome}")


def _let_go(out: StringIO | TextIOWrapper) -> None:
    if isinstance(out, TextIOWrapper):
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())  # what is left in its buffer has to go somewhere
    out.close()


def test_without_stderr_or_stdin_every_command_does_its_work(pipe: Terminal) -> None:
    stage(pipe)
    codes: dict[int, int] = {}
    for words in lines():
        code = int(run(Room(pipe.environ, None, StringIO(), None), words))
        codes[code] = codes.get(code, 0) + 1
        assert code in (0, 4), words
    print(f"{len(lines())} commands without stderr and stdin: {codes}")


@pytest.mark.parametrize(
    ("line", "code"),
    [("warroom log a 2>&-", 0), ("warroom log b <&-", 0), ("warroom log - <&-", 2), ("warroom list >&- 2>&-", 74),
     ("warroom log --lines - <&-", 2), ("warroom show 2>/dev/full", 0), ("warroom log c >&- <&- 2>&-", 74)],
)  # fmt: skip
def test_a_process_with_closed_streams_says_how_it_ended(pipe: Terminal, line: str, code: int) -> None:
    pipe.say("open", "acme", "Exports stopped")
    answer = shell(pipe.home, line)
    assert answer.code == code, answer
    assert "Traceback" not in answer.err


@pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("verb", ["log", "do"])
def test_what_was_kept_without_an_answer_is_kept_once_when_it_is_said_again(
    forks: Forks, pipe: Terminal, verb: str
) -> None:
    pipe.say("open", "acme", "Exports stopped")
    line = f"warroom {verb} Queue drained --source jira:7"
    codes = [shell(pipe.home, f"{line} >/dev/full", PATH=forks.path).code for _ in range(2)]
    again = shell(pipe.home, line, PATH=forks.path)
    kept = json.loads(pipe.say({"log": "timeline", "do": "actions"}[verb], "--json").out)
    print(f"{verb}: codes {codes}, then {again.code}; rows: {len(kept)}")
    assert (codes, again.code, len(kept)) == ([74, 74], 0, 1)
    assert again.out.strip() == kept[0]["ref"]


def test_with_warnings_as_errors_every_command_answers_the_same(newcomer: Terminal) -> None:
    looking = ("list", "show", "timeline", "actions", "updates", "find", "update", "postmortem", "team", "accounts",
               "contacts", "config", "db", "log", "do", "rag", "template")  # fmt: skip
    told = [[*path.split(), *said(line_of(path, command))] for path, command in commands() if path.split()[0] in looking
            and path != "template check" and right_words(path, command) is not None]  # fmt: skip

    def stray(forks: Forks, words: list[str]) -> tuple[list[str], int, str]:
        command = [*words, "--json"] if "--" not in words else words
        ended = forks.said(newcomer.home, *command, variables=newcomer.extra)
        noise = "Warning" in ended.err or "Traceback" in ended.err or "Warning" in ended.out
        if "--json" in command and words[0] not in ("template",):
            json.loads(ended.out)
        return words, ended.code, ended.err if noise or ended.code else ""

    with Forks("-W", "error", home=newcomer.home) as forks:
        stage(newcomer)
        wrong = [found for found in (stray(forks, words) for words in told) if found[1] or found[2]]
    print(f"{len(told)} commands under -W error, stray: {wrong}")
    assert wrong == []
