"""Settings that somebody else could have written are not taken: they say which store is used, and who writes."""

import os
from pathlib import Path

import pytest

from tests.story import Terminal


@pytest.fixture
def config(newcomer: Terminal) -> Path:
    assert newcomer.say("config", "day_end", "16:00").code == 0
    return newcomer.home / "config.toml"


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_a_file_that_others_can_write_is_refused_with_the_way_out(newcomer: Terminal, config: Path, mode: int) -> None:
    config.chmod(mode)
    for words in (("config",), ("list",), ("open", "acme", "Exports"), ("config", "day_end", "17:00")):
        answer = newcomer.say(*words)
        assert (answer.code, answer.out) == (2, ""), words
        assert answer.err.splitlines()[:2] == [
            f"warroom: {config}: it can be written by others, so no settings are taken from it",
            f"If it is as you left it:  chmod go-w {config}",
        ]
    print(f"F10: a file with mode {mode:03o}: 4 commands refused")
    assert newcomer.say("config", "--path").code == 0
    assert not (newcomer.home / "warroom.db").exists()
    config.chmod(0o644)
    assert newcomer.say("config", "day_end").out == "16:00\n"


@pytest.mark.parametrize(("mode", "code"), [(0o777, 2), (0o1777, 0), (0o775, 0), (0o755, 0)], ids=str)
def test_a_folder_that_is_everyones_is_refused(newcomer: Terminal, config: Path, mode: int, code: int) -> None:
    config.parent.chmod(mode)
    answer = newcomer.say("config")
    config.parent.chmod(0o700)
    print(f"F10: a folder with mode {mode:04o}: {answer.code}")
    assert (answer.code, str(config.parent) in answer.err) == (code, code == 2)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a file away")
def test_a_file_of_someone_else_is_refused(newcomer: Terminal, config: Path) -> None:
    os.chown(config, 65534, 65534)
    answer = newcomer.say("list")
    assert answer.code == 2
    assert answer.err.splitlines() == [
        f"warroom: {config}: it belongs to someone else, so no settings are taken from it", "Take a copy of your own.",
    ]  # fmt: skip
