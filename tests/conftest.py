"""What the tests share."""

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bar.forked import Forks
from tests.story import Terminal

MEMORY = Path("/dev/shm")


def pytest_configure() -> None:
    """Where memory can hold files, the homes and stores of the tests are files there.

    They are synchronised, locked and killed as on a disk; only the disk's own speed is no longer waited for.
    """
    if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > 2**30:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


# Where the longest tests are. On several processors they come first, so that at the end none waits for another.
LONGEST = (
    "test_random_commands", "test_every_field", "test_demo", "test_many_processes", "test_hostile_mails", "test_fuzz",
    "test_locales", "test_own_templates", "test_signals", "test_sending_at_once", "test_killed_writers", "test_cells",
    "test_secrets", "test_completion", "test_hostile_text", "test_pipelines", "test_streams", "test_bytes_and_sizes",
    "test_documents_on_disk", "test_upgrades", "test_races", "test_privacy", "test_docs", "test_sessions",
)  # fmt: skip


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: LONGEST.index(item.path.stem) if item.path.stem in LONGEST else len(LONGEST))


def pytest_collection_finish() -> None:
    """What is loaded by now stays: the collector need not look at it again and again, as it does not in a command."""
    gc.collect()
    gc.freeze()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write what happens now into stories and golden files")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether stories and golden files are to be written anew; then they are read in review."""
    return bool(request.config.getoption("--update"))


@pytest.fixture(scope="session")
def new_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home where the program was asked once and told nothing: an empty store."""
    home = tmp_path_factory.mktemp("new") / "home"
    assert Terminal(home).say("list").code == 0
    return home


@pytest.fixture(scope="session")
def the_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the home of each test of a process is: the program keeps its statements ready for a store by its path."""
    return tmp_path_factory.getbasetemp() / "home"


@pytest.fixture(scope="session")
def forks(the_home: Path) -> Iterator[Forks]:
    """Where real processes come from that need not load the program first."""
    with Forks(home=the_home, sends=True) as forks:
        yield forks


@pytest.fixture
def nowhere(the_home: Path, tmp_path: Path) -> Iterator[Path]:
    """Where a home can be made; when the test is over, what was made is with its other files."""
    yield the_home
    if the_home.exists():
        the_home.rename(tmp_path / "home")


@pytest.fixture
def home(new_home: Path, nowhere: Path) -> Path:
    """A home with an empty store."""
    return Path(shutil.copytree(new_home, nowhere))


@pytest.fixture
def terminal(home: Path) -> Terminal:
    """A person at a terminal, with a home of their own; the store is empty."""
    return Terminal(home)


@pytest.fixture
def pipe(home: Path) -> Terminal:
    """A script: no terminal anywhere; the store is empty."""
    return Terminal(home, is_terminal=False)


@pytest.fixture
def newcomer(nowhere: Path) -> Terminal:
    """A script whose home is not there yet: the first command has everything to make."""
    return Terminal(nowhere, is_terminal=False)
