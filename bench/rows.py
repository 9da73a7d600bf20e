"""The figures, one function each. A new one is a function here and its name in FIGURES."""

import json
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from statistics import median

from measure import CommandFailed, ended, in_turn

WARROOM = str(Path(sys.executable).with_name("warroom"))
SHELLS = {
    "bash": (
        "bash", "--norc", "-c",
        'source "$0"; COMP_LINE="warroom timel"; COMP_POINT=13; _warroom; echo "$COMPREPLY"',
    ),
    "zsh": (
        "zsh", "-f", "-c",
        'compdef() { }; compadd() { print $typed }; source "$0"; '
        "words=(warroom timel) CURRENT=2 PREFIX=timel; _warroom",
    ),
    "fish": ("fish", "--no-config", "-c", 'source $argv[1]; complete -C "warroom timel"'),
}  # fmt: skip
"""How each shell completes ``warroom timel``, after the file with its script."""

PLAIN = str(Path(__file__).with_name("plain.py"))
PORTFOLIO = str(Path(__file__).with_name("portfolio.py"))

IMPORTED = 100_000  # records of the large input
LONG = 10_000  # entries of the long escalation
IMPORT_TURNS = 3
DOCUMENT_TURNS = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the answer."""

    what: str
    ours: str
    theirs: str
    against: str
    """What takes that long."""
    figure: str
    limit: str = ""
    over: bool = False


def skipped(what: str, why: str) -> Row:
    """A row that says why there is no figure."""
    return Row(what, "skipped", "", why, "")


class Bench:
    """A folder in which stores are made, each in a home of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = count(1)

    def environ(self, home: Path) -> dict[str, str]:
        """Nothing of yours is read, and bytecode is kept, as in an installed program."""
        mine = {name: value for name, value in os.environ.items() if not name.startswith(("WARROOM_", "PYTHON"))}
        mine["PATH"] = os.pathsep.join([str(Path(WARROOM).parent), mine.get("PATH", os.defpath)])
        return {**mine, "WARROOM_HOME": str(home), "WARROOM_USER": "sam", "WARROOM_TZ": "Europe/Berlin"}

    def home(self) -> Path:
        """A new home whose store holds one open escalation."""
        home = self.folder / f"home-{next(self._numbers)}"
        self.seconds(home, WARROOM, "open", "acme", "Nightly export stopped", "--impact-start", "-3h")
        return home

    def seconds(self, home: Path, *command: str) -> float:
        """How long a whole process takes."""
        return ended(command, self.environ(home)).seconds

    def records(self, number: int) -> Path:
        """An input of so many records, as another tool would give them."""
        file = self.folder / f"{number}.ndjson"
        with file.open("w", encoding="utf-8") as stream:
            for n in range(number):
                at = f"2026-11-{1 + n // 86400:02}T{n // 3600 % 24:02}:{n // 60 % 60:02}:{n % 60:02}Z"
                text = f"Worker {n % 97} took job {n} from the queue of the night"
                stream.write(json.dumps({"at": at, "text": text, "source": "queue", "source_id": str(n)}) + "\n")
        return file

    def compared(self, what: str, ours: list[str], python: str, *, limit: float | None) -> Row:
        """A command of ours against a line of Python."""
        return self.against_python(what, [WARROOM, *ours], python, limit=limit)

    def against_python(self, what: str, command: list[str], python: str, *, limit: float | None) -> Row:
        """Any command against a line of Python."""
        home = self.home()
        one, other = in_turn(
            lambda: self.seconds(home, *command), lambda: self.seconds(home, sys.executable, "-c", python)
        )
        ratio = one / other
        return Row(
            what, f"{one * 1000:.0f} ms", f"{other * 1000:.0f} ms", f"python -c '{python}'", f"{ratio:.2f} ×",
            "" if limit is None else f"{limit:g} ×", limit is not None and ratio > limit,
        )  # fmt: skip


def log(bench: Bench) -> Iterator[Row]:
    """What somebody waits for, a hundred times a day."""
    yield bench.compared("log", ["log", "Queue", "drained"], "import sqlmodel, typer", limit=1.25)


def listing(bench: Bench) -> Iterator[Row]:
    """What somebody looks at."""
    yield bench.compared("list", ["list"], "import sqlmodel, typer", limit=1.0)


def version(bench: Bench) -> Iterator[Row]:
    """The least that a start can cost."""
    yield bench.compared("--version", ["--version"], "pass", limit=2.0)


def help_text(bench: Bench) -> Iterator[Row]:
    """All words, without the store."""
    yield bench.compared("--help", ["--help"], "import typer", limit=None)


def completion(bench: Bench) -> Iterator[Row]:
    """What somebody waits for at every Tab: the shell, its script, and our answer."""
    for shell, command in SHELLS.items():
        what = f"Tab in {shell}, a command"
        if shutil.which(shell) is None:
            yield skipped(what, f"{shell} is not installed")
            continue
        script = bench.folder / f"completion.{shell}"
        script.write_text(ended([WARROOM, "completion", shell], bench.environ(bench.folder)).out, encoding="utf-8")
        answered = ended([*command, str(script)], bench.environ(bench.folder)).out
        if "timeline" not in answered:
            raise CommandFailed(f"{shell} completes nothing: {answered!r}")
        limit = 2.5 if shell == "bash" else 3.5
        yield bench.against_python(what, [*command, str(script)], "import typer", limit=limit)


def finding(bench: Bench) -> Iterator[Row]:
    """A search in a large store against the same in one without entries: a rare text, and one too short for a run."""
    empty, large = bench.home(), bench.home()
    bench.seconds(large, WARROOM, "log", "--ndjson", str(bench.records(IMPORTED)))
    for what, words in (("a rare text", "job 77777 "), ("two characters", "zq")):
        one, other = in_turn(
            lambda words=words: bench.seconds(large, WARROOM, "find", words),  # type: ignore[misc]
            lambda words=words: bench.seconds(empty, WARROOM, "find", words),  # type: ignore[misc]
        )
        ratio = one / other
        yield Row(
            f"find, {IMPORTED:,} entries: {what}", f"{one * 1000:.0f} ms", f"{other * 1000:.0f} ms",
            "the same without entries", f"{ratio:.2f} ×", "1.5 ×", ratio > 1.5,
        )  # fmt: skip


def large_import(bench: Bench) -> Iterator[Row]:
    """A large input against SQLite alone, which neither reads nor checks it; and the memory it takes."""
    file, peaks = str(bench.records(IMPORTED)), list[float]()
    first = bench.home()
    bench.seconds(first, WARROOM, "log", "--ndjson", file)

    def ours() -> float:
        home = bench.home()
        whole = ended([WARROOM, "log", "--ndjson", file], bench.environ(home))
        peaks.append(whole.peak_mb)
        return whole.seconds

    def plain() -> float:
        home = bench.home()
        command = [sys.executable, PLAIN, str(first / "warroom.db"), str(home / "warroom.db")]
        return float(ended(command, bench.environ(home)).out)

    one, other = in_turn(ours, plain, pairs=IMPORT_TURNS)
    ratio, peak = one / other, median(peaks)
    what = f"log --ndjson, {IMPORTED:,} records"
    yield Row(what, f"{one:.2f} s", f"{other:.2f} s", "sqlite3.executemany", f"{ratio:.2f} ×", "3.0 ×", ratio > 3)
    yield Row("  its peak memory", f"{peak:.0f} MB", "", "", f"{peak:.0f} MB", "200 MB", peak > 200)


def long_documents(bench: Bench) -> Iterator[Row]:
    """What is written from a long escalation, beyond what the same takes on a short one."""
    short, long = bench.home(), bench.home()
    bench.seconds(long, WARROOM, "log", "--ndjson", str(bench.records(LONG)))
    for words, limit in ((("update", "customer"), 0.5), (("postmortem",), 3.0)):
        one, other = in_turn(
            lambda words=words: bench.seconds(long, WARROOM, *words),  # type: ignore[misc]
            lambda words=words: bench.seconds(short, WARROOM, *words),  # type: ignore[misc]
            pairs=DOCUMENT_TURNS,
        )
        what, beyond = f"{' '.join(words)}, {LONG:,} entries", one - other
        yield Row(
            what, f"{one:.2f} s", f"{other:.2f} s", "the same without entries", f"{beyond:+.2f} s", f"{limit} s",
            beyond > limit,
        )  # fmt: skip


def portfolio(bench: Bench) -> Iterator[Row]:
    """Every clock of a whole department, against the same in a store that holds nothing but an account."""
    empty, full = (bench.folder / name for name in ("empty", "full"))
    bench.seconds(empty, WARROOM, "account", "add", "acme")
    full.mkdir()
    bench.seconds(full, sys.executable, PORTFOLIO, str(full / "warroom.db"))
    for command in ("due", "owe"):
        one, other = in_turn(
            lambda command=command: bench.seconds(full, WARROOM, command),  # type: ignore[misc]
            lambda command=command: bench.seconds(empty, WARROOM, command),  # type: ignore[misc]
        )
        ratio = one / other
        yield Row(
            f"{command}, 200 escalations", f"{one * 1000:.0f} ms", f"{other * 1000:.0f} ms", "the same without any",
            f"{ratio:.2f} ×", "1.3 ×", ratio > 1.3,
        )  # fmt: skip


FIGURES = (log, listing, version, help_text, completion, finding, large_import, long_documents, portfolio)
