"""Every story in sessions/ happens as it is told."""

from pathlib import Path

import pytest

from tests.bar.forked import Forks
from tests.story import Terminal, played

SESSIONS = sorted((Path(__file__).parent / "sessions").glob("*.console"))


@pytest.mark.parametrize("session", SESSIONS, ids=lambda session: session.stem)
def test_a_story_happens_as_it_is_told(forks: Forks, session: Path, nowhere: Path, update: bool) -> None:
    told = session.read_text(encoding="utf-8")
    happens = played(told, Terminal(nowhere, path=forks.path))
    if update:
        session.write_text(happens, encoding="utf-8")
    assert happens == told or update
