"""Data on stdout, talk on stderr; what happens when a stream is closed, full, narrow, poor in characters."""

import io
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from typing import TextIO

import pytest

from tests.output.payloads import TERMINAL
from warroom.errors import OutputLost
from warroom.output.console import Console, console_of
from warroom.output.formats import Column, Listing
from warroom.vocabulary import Format

COLUMNS = [Column("ref", "Ref"), Column("text", "Text", style=lambda record: "red")]
LISTING = Listing(COLUMNS, [{"ref": "E1", "text": "late"}])


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Broken(io.StringIO):
    """A stream that takes no byte."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error

    def write(self, text: str) -> int:
        raise self.error

    def flush(self) -> None:
        raise self.error


def console(
    stdout: TextIO | None,
    stderr: TextIO | None = None,
    *,
    environ: Mapping[str, str] | None = None,
    quiet: bool = False,
) -> Console:
    return console_of({"TERM": "xterm", **(environ or {})}, stdout, stderr, quiet=quiet)


def test_data_goes_to_stdout_and_talk_to_stderr() -> None:
    out, err = io.StringIO(), io.StringIO()
    both = console(out, err)
    both.talk("E1 acme \u00b7 A7 added")
    both.warn("The clock is frozen.")
    both.data("A7\n")
    both.data(["A8\n", "A9\n"])
    assert (out.getvalue(), err.getvalue()) == ("A7\nA8\nA9\n", "E1 acme \u00b7 A7 added\nThe clock is frozen.\n")


def test_quiet_silences_talk_but_not_warnings() -> None:
    err = io.StringIO()
    hushed = console(io.StringIO(), err, quiet=True)
    hushed.talk("A7 added")
    hushed.warn("The clock is frozen.")
    assert err.getvalue() == "The clock is frozen.\n"


@pytest.mark.parametrize(("text", "seen"), TERMINAL.items())
def test_talk_is_one_line_with_nothing_hidden(text: str, seen: str) -> None:
    err = io.StringIO()
    console(io.StringIO(), err).talk(text)
    assert err.getvalue() == f"{seen}\n"


def test_a_document_is_exact_in_a_file_and_harmless_on_a_terminal() -> None:
    text = "Dear\tDana,\n\x1b[31mred\n"
    file, screen = io.StringIO(), Terminal()
    console(file).document(text)
    console(screen).document(text)
    assert (file.getvalue(), screen.getvalue()) == (text, "Dear    Dana,\n^[[31mred\n")


@pytest.mark.parametrize(
    ("environ", "coloured"),
    [
        ({}, True),
        ({"NO_COLOR": ""}, True),
        ({"NO_COLOR": "1"}, False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ({"CLICOLOR": "0"}, False),
        ({"CLICOLOR": "1"}, True),
        ({"CLICOLOR": "0", "FORCE_COLOR": "1"}, True),
        ({"TERM": "dumb"}, False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, False),
    ],
)
def test_colour_on_a_terminal_is_what_the_environment_says(environ: dict[str, str], coloured: bool) -> None:
    screen = Terminal()
    console(screen, environ=environ).listing(LISTING, Format.TABLE)
    plain = "Ref  Text\nE1   late\n"
    with_colour = "\x1b[1mRef\x1b[0m\x1b[1m  \x1b[0m\x1b[1mText\x1b[0m\nE1   \x1b[31mlate\x1b[0m\n"
    assert screen.getvalue() == (with_colour if coloured else plain)


@pytest.mark.parametrize("environ", [{}, {"FORCE_COLOR": "1"}, {"COLUMNS": "5"}])
def test_a_pipe_gets_no_colour_and_no_wrapping(environ: dict[str, str]) -> None:
    pipe = io.StringIO()
    console(pipe, environ=environ).listing(LISTING, Format.TABLE)
    assert pipe.getvalue() == "Ref  Text\nE1   late\n"


@pytest.mark.parametrize("columns", ["20", "132"])
def test_the_width_of_a_terminal_is_columns(columns: str) -> None:
    assert console(Terminal(), environ={"COLUMNS": columns}).width == int(columns)


@pytest.mark.parametrize("columns", ["", "0", "-5", "wide"])
def test_the_width_of_a_terminal_is_its_own_when_columns_says_nothing(columns: str) -> None:
    assert console(Terminal(), environ={"COLUMNS": columns}).width == shutil.get_terminal_size().columns


def test_one_record_is_an_object_in_json() -> None:
    out = io.StringIO()
    console(out).record({"ref": "A7"}, Format.JSON)
    assert out.getvalue() == '{\n  "ref": "A7"\n}\n'


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8", "utf-16"])
def test_a_stream_poor_in_characters_never_fails(encoding: str) -> None:
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="") for _ in range(2))
    poor = console(out, err)
    text = "\u00fc \U0001f525 \u0130 \ud83d\n"
    poor.data(text)
    poor.warn(text.strip())
    poor.flush()
    shown = text.encode(encoding, "backslashreplace").decode(encoding)
    assert out.buffer.getvalue().decode(encoding) == shown


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), BrokenPipeError(), ValueError("closed")])
def test_talk_that_nobody_can_hear_is_no_failure(error: Exception) -> None:
    console(io.StringIO(), Broken(error)).warn("A7 added")
    console(io.StringIO(), None).warn("A7 added")


@pytest.mark.parametrize(
    ("stdout", "why"),
    [
        (None, "it is closed"),
        (Broken(ValueError("I/O operation on closed file.")), "it is closed"),
        (Broken(OSError(9, "Bad file descriptor")), "Bad file descriptor"),
        (Broken(OSError(28, "No space left on device")), "No space left on device"),
    ],
)
def test_an_answer_that_cannot_be_written_is_a_failure_that_says_what_was_done(stdout: TextIO | None, why: str) -> None:
    deaf = console(stdout)
    with pytest.raises(OutputLost, match=rf"^Only the answer could not be written to stdout: {why}\.$"):
        deaf.data("A7\n")
    deaf.written = True
    with pytest.raises(OutputLost, match=r"^The command was carried out and is recorded; only the answer"):
        deaf.data("A7\n")


def test_a_closed_stdout_is_no_failure_for_who_has_no_answer() -> None:
    silent = console(None)
    silent.data([])
    silent.flush()


def test_a_reader_that_has_seen_enough_is_told_apart_from_a_lost_answer() -> None:
    with pytest.raises(BrokenPipeError):
        console(Broken(BrokenPipeError())).data("A7\n")
    with pytest.raises(BrokenPipeError):
        console(Broken(BrokenPipeError())).flush()


SCRIPT = """
import os, sys
from warroom.errors import OutputLost
from warroom.output.console import console_of
console = console_of(os.environ, sys.stdout, sys.stderr)
try:
    console.talk("talk")
    console.data("A7\\n")
    console.flush()
except OutputLost as lost:
    console.warn(lost.message)
    os._exit(lost.exit)
except BrokenPipeError:
    os._exit(141)
os._exit("rich" in sys.modules)
"""


@pytest.mark.parametrize(
    ("redirection", "code", "said"),
    [
        (">&1", 0, "A7\ntalk\n"),
        ("2>&-", 0, "A7\n"),
        ("2>/dev/full", 0, "A7\n"),
        (">&-", 74, "talk\nOnly the answer could not be written to stdout: it is closed.\n"),
        (">/dev/full", 74, "talk\nOnly the answer could not be written to stdout: No space left on device.\n"),
        ("<&-", 0, "A7\ntalk\n"),
    ],
)
def test_a_real_process_with_real_streams(redirection: str, code: int, said: str) -> None:
    command = f"{shlex.join([sys.executable, '-c', SCRIPT])} {redirection}"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (code, said)


def test_a_real_process_whose_reader_is_gone_ends_quietly() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run([sys.executable, "-c", SCRIPT], stdout=writer, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, "talk\n")
