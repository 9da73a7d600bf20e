"""In a pipeline: readers that leave early, no terminal, any width, colours only where they can be seen."""

import io
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

import pytest

from tests.bar.forked import Forks
from tests.bar.furnished import CARDS, DOCUMENTS, FORMATS, LISTINGS, furnish
from tests.bar.process import shell
from tests.story import Terminal
from warroom.cli.app import FAMILIES, run
from warroom.cli.room import Room


@contextmanager
def pipe_without_reader() -> Iterator[TextIO]:
    reading, writing = os.pipe()
    os.close(reading)
    stream = os.fdopen(writing, "w", encoding="utf-8")
    yield stream
    with suppress(BrokenPipeError):
        stream.close()


def test_a_reader_that_has_left_ends_every_listing_quietly(pipe: Terminal) -> None:
    furnish(pipe)
    routes = [(*words, "--format", form) for words in (*LISTINGS, *CARDS) for form in FORMATS] + DOCUMENTS
    codes: dict[int, int] = {}
    for words in routes:
        err = io.StringIO()
        with pipe_without_reader() as out:
            code = int(run(Room(pipe.environ, None, out, err), [*words, "-q"] if words in DOCUMENTS else list(words)))
        codes[code] = codes.get(code, 0) + 1
        assert (code, err.getvalue()) == (141, ""), (words, err.getvalue())
    print(f"{len(routes)} routes, codes {codes}")


def test_head_leaves_every_listing_as_a_shell_expects_it(forks: Forks, pipe: Terminal) -> None:
    pipe.say("open", "acme", "Exports stopped")
    pipe.say("log", "--ndjson", "-", stdin=b'{"text": "a long enough line of words"}\n' * 3000)
    codes = []
    for words in ("timeline", "timeline --format ndjson", "timeline -q", "list", "postmortem"):
        answer = shell(pipe.home, f"warroom {words} | head -1", PATH=forks.path)
        codes.append(answer.code)
        assert answer.err == "", answer
        assert len(answer.out.splitlines()) == 1
    print(f"{len(codes)} pipelines, codes {codes}")
    assert set(codes) <= {0, 141}


def words_of(words: dict[str, object]) -> list[tuple[str, ...]]:
    """Every command, as it is said alone."""
    found: list[tuple[str, ...]] = []
    for word, place in words.items():
        found += [(word, *inner) for inner in words_of(place)] if isinstance(place, dict) else [(word,) if word else ()]
    return found


EVERY = [line for words in FAMILIES.values() for line in words_of(words)]


@pytest.mark.parametrize("term", ["", "dumb"])
def test_without_a_terminal_every_command_answers_or_says_what_it_needs(pipe: Terminal, term: str) -> None:
    furnish(pipe)
    pipe.extra["TERM"] = term
    slowest, codes = 0.0, dict[int, int]()
    for words in ((), *EVERY):
        for more in ((), ("-",), ("A1",), ("x", "y")):
            out, err = io.StringIO(), io.StringIO()
            begun = time.perf_counter()
            with Path(os.devnull).open(encoding="utf-8") as nothing:
                code = int(run(Room(pipe.environ, nothing, out, err), [*words, *more]))
            slowest = max(slowest, time.perf_counter() - begun)
            codes[code] = codes.get(code, 0) + 1
            # 1: an empty message is scanned, and blocks
            assert code in (0, 1, 2, 3, 4, 9), (words, more, err.getvalue())
            assert code == 0 or err.getvalue().startswith(("warroom: ", "The clock is frozen")), (words, more)
            assert "\x1b" not in out.getvalue() + err.getvalue()
    print(f"{4 * (len(EVERY) + 1)} lines, slowest {slowest:.2f} s, codes {codes}")
    assert slowest < 5


def test_a_real_process_without_a_terminal_does_not_wait(forks: Forks, pipe: Terminal) -> None:
    pipe.say("open", "acme", "Exports stopped")
    for line, code in (("warroom", 0), ("warroom log", 2), ("warroom open acme", 2), ("warroom update customer", 0)):
        begun = time.perf_counter()
        answer = shell(pipe.home, f"{line} </dev/null", timeout=5, PATH=forks.path)
        print(f"{line}: {answer.code} in {time.perf_counter() - begun:.2f} s")
        assert answer.code == code, answer


LONG = "word " * 200 + "end"


@pytest.mark.parametrize("columns", [1, 20, 40, 80])
def test_what_is_piped_is_never_wrapped_or_cut(pipe: Terminal, columns: int) -> None:
    pipe.columns = columns
    pipe.say("open", "acme", "Exports stopped")
    pipe.say("log", LONG)
    pipe.say("do", LONG)
    lost = []
    for words in (("timeline",), ("actions",), ("show", "T2"), ("show", "A1"), ("postmortem",)):
        for form in FORMATS if words != ("postmortem",) else ("md", "text"):
            out = pipe.say(*words, "--format", form).out
            if not any(LONG in line for line in out.splitlines()):
                lost.append((words, form))
    print(f"{columns} columns: values lost: {lost}")
    assert lost == []


@pytest.mark.parametrize("columns", [20, 40, 80, 200])
def test_on_a_terminal_references_and_times_are_whole_and_no_word_is_lost(terminal: Terminal, columns: int) -> None:
    terminal.say("open", "acme", "Exports stopped")
    for number in range(12):
        terminal.say("log", f"note {number} {LONG}", "--at", f"09:{number:02}")
        terminal.say("do", f"action {number}", "--due", "fri 17:30", "--owner", "@averylonghandleindeed")
    terminal.columns = columns
    timeline, actions = terminal.say("timeline").out, terminal.say("actions").out
    lost = [f"09:{number:02}" for number in range(12) if f"Fri 20 Nov 09:{number:02} CET" not in timeline]
    lost += [f"T{number}" for number in range(2, 26, 2) if not re.search(rf"^T{number}\b", timeline, re.MULTILINE)]
    lost += [f"A{number}" for number in range(1, 13) if not re.search(rf"^A{number}\b", actions, re.MULTILINE)]
    print(f"{columns} columns: ids and times cut: {lost}")
    assert lost == []
    assert actions.count("Fri 20 Nov 17:30 CET") == actions.count("@averylonghandleindeed") == 12
    assert timeline.count("word") == 12 * 200
    assert "…" not in timeline + actions


COLOURS = {
    # NO_COLOR, FORCE_COLOR, TERM, on a terminal: are there colours?
    ("", "", "xterm", True): True,
    ("", "1", "xterm", True): True,
    ("1", "", "xterm", True): False,
    ("1", "1", "xterm", True): False,
    ("", "", "dumb", True): False,
    ("", "1", "dumb", True): False,
    ("", "", "xterm", False): False,
    ("", "1", "xterm", False): False,
    ("1", "1", "dumb", False): False,
}


@pytest.mark.parametrize("setting", COLOURS, ids=str)
def test_there_are_colours_only_where_they_can_be_seen(terminal: Terminal, setting: tuple[str, str, str, bool]) -> None:
    terminal.say("open", "acme", "Exports stopped")
    terminal.say("do", "an action without owner and due time")
    no, force, term, shown = setting
    terminal.extra = {"NO_COLOR": no, "FORCE_COLOR": force, "TERM": term}
    answers = [
        terminal.say(*words, terminal=shown)
        for words in (("list",), ("actions",), ("show",), ("timeline",), ("actions", "--all"), ("show", "E9"))
    ]  # fmt: skip
    escapes = sum((answer.out + answer.err).count("\x1b") for answer in answers)
    print(f"{setting}: {escapes} ESC bytes")
    assert (escapes > 0) is COLOURS[setting]
