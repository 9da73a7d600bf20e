"""What the tests with real processes share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bar.forked import Forks


@pytest.fixture(scope="session")
def forks(the_home: Path) -> Iterator[Forks]:
    """Where real processes come from that need not load the program first."""
    with Forks(home=the_home) as forks:
        yield forks
