"""The tour of the README happens as it is told, and the documents name only files that exist."""

import contextlib
import io
import re
from pathlib import Path

import pytest

from tests.story import Answer, Screen, Terminal, settled, without_clock
from warroom.cli.app import run
from warroom.cli.room import Room

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "warroom"
README = ROOT / "README.md"
ARCHITECTURE = ROOT / "docs" / "architecture.md"
DOCUMENTS = [README, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", ARCHITECTURE]

TOUR = re.compile(r"(?:<!-- clock (?P<clock>\S+) -->\n)?^```console\n(?P<told>.*?)^```$", re.MULTILINE | re.DOTALL)
# A file or folder of ours in backticks: from the root, from the package, or a Python file by its name alone.
NAMED = re.compile(
    r"`((?:src|tests|docs|templates|demo|bench|\.ci|cli|domain|store|insight|documents|exchange|output|times)"
    r"/[\w./-]*|[\w/]+\.py)`"
)


class OneScreen(Terminal):
    """A terminal as a person sees it: both streams on one screen, in the order in which they are written.

    Who they are is not in the environment: the tour itself says so.
    """

    @property
    def environ(self) -> dict[str, str]:
        return {name: value for name, value in super().environ.items() if name != "WARROOM_USER"}

    def say(self, *words: str, stdin: bytes = b"", terminal: bool | None = None) -> Answer:
        screen = Screen(terminal=True)
        source = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
        code = run(Room(self.environ, source, screen, screen), list(words))
        return Answer(without_clock(screen.getvalue()), "", int(code))


def toured(text: str, terminal: Terminal) -> str:
    """The document with its console blocks as they happen now."""
    terminal.home.mkdir(parents=True)
    with contextlib.chdir(terminal.home):
        return TOUR.sub(lambda block: _happening(block, terminal), text)


def _happening(block: re.Match[str], terminal: Terminal) -> str:
    terminal.now = block["clock"] or terminal.now
    screen: list[str] = []
    for line in block["told"].splitlines():
        if line.startswith("$ "):
            answer = terminal.type(line[2:])
            shown = settled(answer.out + answer.err, terminal.home)
            screen += [line, *(said.rstrip() for said in shown.splitlines())]
    before = block[0].partition("```console")[0]
    return "\n".join([f"{before}```console", *screen, "```"])


def test_the_tour_happens_as_it_is_told(tmp_path: Path, update: bool) -> None:
    told = README.read_text(encoding="utf-8")
    happens = toured(told, OneScreen(tmp_path / "home"))
    if update:
        README.write_text(happens, encoding="utf-8")
    assert happens == told or update


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_a_document_names_only_files_that_exist(document: Path) -> None:
    named = NAMED.findall(document.read_text(encoding="utf-8"))
    assert [name for name in named if not _exists(name)] == []


def _exists(name: str) -> bool:
    if "/" not in name:
        return any(ROOT.glob(f"[!.]*/**/{name}"))
    return (ROOT / name).exists() or (PACKAGE / name).exists()


def test_the_tree_names_every_folder_and_only_files_that_exist() -> None:
    told = _tree(ARCHITECTURE.read_text(encoding="utf-8"))
    folders = {f"{folder.relative_to(ROOT)}/" for folder in PACKAGE.glob("**/") if (folder / "__init__.py").exists()}
    assert [path for path in told if not (ROOT / path).exists()] == []
    assert folders - set(told) == set()


def _tree(text: str) -> list[str]:
    """The paths of the tree: a folder stands at the margin, its files are indented under it."""
    paths: list[str] = []
    folder = ""
    for line in text.partition("```tree\n")[2].partition("\n```")[0].splitlines():
        name = line.split()[0] if line.strip() else ""
        if name and not line.startswith(" "):
            folder = name if name.endswith("/") else ""
            paths.append(name)
        elif name:
            paths.append(f"{folder}{name}")
    return paths
