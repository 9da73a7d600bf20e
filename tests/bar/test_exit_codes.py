"""Every exit code of this release is reached, and says what the table says."""

import json
import shutil
import signal
import sqlite3
import subprocess
from pathlib import Path

import pytest

import warroom
from tests.bar.process import answered, environ, shell, started
from tests.story import Answer, Terminal
from warroom.documents.rendering import folder
from warroom.errors import Exit


@pytest.fixture
def room(pipe: Terminal) -> Terminal:
    """A war room with one escalation."""
    pipe.say("open", "acme", "Exports stopped")
    return pipe


def kinds(answer: Answer) -> tuple[int, str, bool]:
    """What a program reads of a failure: the last line of stderr."""
    error = json.loads(answer.err.splitlines()[-1])["error"]
    return error["code"], error["kind"], error["written"]


@pytest.mark.parametrize(
    ("words", "code", "kind"),
    [
        (("list", "--frobnicate"), Exit.USAGE, "usage"),
        (("sev", "5"), Exit.USAGE, "invalid_value"),
        (("done", "T1"), Exit.USAGE, "wrong_reference"),
        (("show", "E9"), Exit.NOT_FOUND, "not_found"),
        (("open", "acmee", "x"), Exit.NOT_FOUND, "resembles"),
        (("close",), Exit.REFUSED, "refused"),
        (("log", "--ndjson", "-"), Exit.INPUT, "unreadable_input"),
    ],
)
def test_a_failure_says_its_code_to_shells_and_programs(
    room: Terminal, words: tuple[str, ...], code: Exit, kind: str
) -> None:
    answer = room.say(*words, "--json", stdin=b"{\n")
    assert answer.code == code
    assert kinds(answer) == (code, kind, False)
    assert answer.out == ""
    assert answer.err.splitlines()[0].startswith("warroom: ")


def test_done_is_0_also_for_an_empty_listing(newcomer: Terminal) -> None:
    assert newcomer.say("list", "--json") == Answer("[]\n", "", 0)


def test_a_busy_store_is_5_and_nothing_was_written(room: Terminal) -> None:
    store = room.home / "warroom.db"
    # Going over to the journal that we use waits for no one, so that this takes no half minute.
    other = sqlite3.connect(store, isolation_level=None)
    assert other.execute("PRAGMA journal_mode = DELETE").fetchone() == ("delete",)
    other.execute("BEGIN IMMEDIATE")
    answer = room.say("log", "a note", "--json")
    other.execute("ROLLBACK")
    other.close()
    assert answer.code == Exit.BUSY
    assert kinds(answer) == (5, "store_busy", False)
    assert "Nothing was written" in answer.err
    assert room.say("timeline", "-q").out == ""


def test_a_store_that_is_not_ours_is_6(room: Terminal) -> None:
    (room.home / "warroom.db").write_text("not a store " * 20)
    answer = room.say("list", "--json")
    assert kinds(answer) == (6, "store_foreign", False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the program, to be broken."""
    place = tmp_path / "copy"
    shutil.copytree(Path(warroom.__file__).parent, place / "warroom", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(folder(), place / "warroom" / "templates", dirs_exist_ok=True)
    return place


def test_a_broken_template_is_9_and_names_file_and_line(room: Terminal, copy: Path) -> None:
    template = copy / "warroom" / "templates" / "postmortem.md.j2"
    template.write_text("{% block head %}\n{{ nobody_knows_this }}\n{% endblock %}\n")
    answer = answered(started(room.home, "postmortem", PYTHONPATH=str(copy)))
    assert (answer.code, answer.out) == (Exit.TEMPLATE, "")
    assert "postmortem.md.j2, line 2" in answer.err
    assert "nobody_knows_this" in answer.err


def test_a_fault_of_ours_is_70_keeps_the_text_and_shows_no_values(room: Terminal, copy: Path) -> None:
    broken = copy / "warroom" / "domain" / "escalation.py"
    broken.write_text(
        broken.read_text() + "\n\ndef fail(self, fact, *, stamp):\n    secret = 'hunter2'\n"
                      "    raise RuntimeError('out of luck')\n\n\nEscalation.record = fail\n")  # fmt: skip
    answer = answered(started(room.home, "log", "words", "that", "count", "--debug", "--json", PYTHONPATH=str(copy)))
    assert kinds(answer) == (70, "fault", False)
    assert "Traceback" in answer.err
    assert "hunter2" not in answer.err.replace("secret = 'hunter2'", "")
    saved = [path.read_text() for path in (room.home / "state" / "saved").iterdir()]
    assert saved == ["words that count"]
    assert "Traceback" not in answered(started(room.home, "log", "again", PYTHONPATH=str(copy))).err


def test_an_answer_that_could_not_be_written_is_74_and_the_work_is_done_once(room: Terminal) -> None:
    if not Path("/dev/full").exists():
        print("there is no /dev/full here")
        return
    answer = shell(room.home, "warroom log a note >/dev/full")
    assert answer.code == Exit.UNANSWERED
    assert "is recorded" in answer.err
    assert shell(room.home, "warroom list >/dev/full").code == Exit.UNANSWERED
    assert shell(room.home, "warroom log another >&-").code == Exit.UNANSWERED
    assert shell(room.home, "warroom --version >/dev/full").code == Exit.UNANSWERED
    assert room.say("timeline", "-q").out == "T2\nT3\n"


@pytest.mark.parametrize(
    ("sent", "code"),
    [(signal.SIGHUP, Exit.HANGUP), (signal.SIGINT, Exit.INTERRUPTED), (signal.SIGTERM, Exit.TERMINATED)],
)
def test_a_signal_ends_a_command_with_its_own_code(room: Terminal, sent: signal.Signals, code: Exit) -> None:
    process = started(room.home, "log", "--lines", "-", stdin=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("one\n")
    process.stdin.flush()
    assert process.stdout.readline() == "T2\n"
    process.send_signal(sent)
    answer = answered(process)
    print(f"{sent.name}: {answer.code}")
    assert (answer.code, answer.out) == (code, "")
    assert "Traceback" not in answer.err
    assert room.say("timeline", "-q").out == "T2\n"


def test_a_closed_pipe_is_141(room: Terminal) -> None:
    room.say("log", "--ndjson", "-", stdin=b'{"text": "a long enough line of words"}\n' * 3000)
    line = "warroom timeline | true; exit ${PIPESTATUS[0]}"
    ended = subprocess.run(["bash", "-c", line], env=environ(room.home), capture_output=True, check=False, timeout=30)
    assert (ended.returncode, ended.stderr) == (Exit.CLOSED_PIPE, b"")
