"""What the tests with real processes share."""

from collections.abc import Iterator

import pytest

from tests.bar.forked import Forks


@pytest.fixture(scope="session")
def forks() -> Iterator[Forks]:
    """Where real processes come from that need not load the program first."""
    with Forks() as forks:
        yield forks
