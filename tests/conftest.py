"""What the tests share."""

from pathlib import Path

import pytest

from tests.story import Terminal


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write what happens now into stories and golden files")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether stories and golden files are to be written anew; then they are read in review."""
    return bool(request.config.getoption("--update"))


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """A person at a terminal, with a home of their own."""
    return Terminal(tmp_path / "home")


@pytest.fixture
def pipe(tmp_path: Path) -> Terminal:
    """A script: no terminal anywhere."""
    return Terminal(tmp_path / "home", is_terminal=False)
