"""A store of an earlier release: it opens, it is upgraded once, and what it says stays the same."""

import random
import shutil
import sqlite3
import subprocess
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.bar.forked import Forked, Forks
from tests.bar.process import answered
from tests.story import Terminal
from warroom.store.schema import VERSION

FIXTURES = Path(__file__).parent.parent / "fixtures"
OLD = sorted(FIXTURES.glob("schema-*.db"))
KILLS, AT_ONCE = 30, 8

# What a person typed and when it happened, in the shape of the first release.
TOLD = (
    "SELECT id, uid, seq, kind, text, customer_text, why, evidence, source, source_id, audience, occurred_at, "
    "recorded_at, recorded_by FROM entry ORDER BY id",
    "SELECT id, uid, text, status, due_at, done_at, evidence FROM 'action' ORDER BY id",
    "SELECT id, uid, status, subject, body, sha256, next_at, sent_at, recipients FROM 'update' ORDER BY id",
    "SELECT id, uid, title, customer_title, severity, raised_at, impact_started_at FROM escalation ORDER BY id",
)


# And what later releases keep.
LATER = {
    "promise": "SELECT id, uid, text, status, agreed, due_at, given_at FROM promise ORDER BY id",
    "request": "SELECT id, uid, text, customer_text, status, answer, due_at FROM request ORDER BY id",
    "hypothesis": "SELECT id, uid, text, customer_text, status, why FROM hypothesis ORDER BY id",
    "cadence": "SELECT id, uid, audience, rhythm, recipients FROM cadence ORDER BY id",
}


def told(path: Path) -> list[list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as store:
        there = {name for (name,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        first = [store.execute(select).fetchall() for select in TOLD]
        return [*first, *(store.execute(LATER[name]).fetchall() if name in there else [] for name in LATER)]


def version(path: Path) -> int:
    """The version of a store that is whole."""
    with closing(sqlite3.connect(path)) as store:
        assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert store.execute("PRAGMA foreign_key_check").fetchall() == []
        (found,) = store.execute("PRAGMA user_version").fetchone()
        return int(found)


def placed(home: Path, old: Path) -> Path:
    """A copy of an old store where the program looks for it."""
    home.mkdir(mode=0o700, parents=True)
    return Path(shutil.copy(old, home / "warroom.db"))


def number_of(old: Path) -> int:
    return int(old.stem.removeprefix("schema-"))


@pytest.mark.parametrize("old", OLD, ids=lambda old: old.stem)
def test_an_old_store_is_upgraded_and_says_the_same(newcomer: Terminal, old: Path) -> None:
    path = placed(newcomer.home, old)
    before = told(path)
    listed = newcomer.say("list")
    assert (listed.code, len(listed.out.splitlines())) == (0, 3)
    assert f"upgraded from schema {number_of(old)} to {VERSION}" in listed.err
    assert (version(path), told(path)) == (VERSION, before)
    backup = path.with_name(f"warroom.db.schema-{number_of(old)}")
    assert (version(backup), told(backup)) == (number_of(old), before)
    for words in (("timeline", "--all"), ("actions", "--all"), ("updates", "--all"), ("show",), ("postmortem",)):
        assert newcomer.say(*words, "-e", "E1").code == 0, words
    sought = ("tenant 4712", "Ünïcode", "retries", "late")
    found = {word: newcomer.say("find", word, "-q").out.split() for word in sought}
    assert found["Ünïcode"] == ["U2", "T14"]
    assert all(found.values()), found
    assert newcomer.say("log", "after the upgrade", "-e", "E1").code == 0
    assert told(path)[0][:-1] == before[0]
    print(f"schema {number_of(old)}: {sum(map(len, before))} rows compared, all the same; {len(found)} words found")


@pytest.mark.parametrize("old", OLD, ids=lambda old: old.stem)
def test_of_eight_that_meet_an_old_store_one_upgrades_it_and_none_fails(forks: Forks, nowhere: Path, old: Path) -> None:
    path = placed(nowhere, old)
    before = told(path)
    running = [forks.started(nowhere, "log", f"note {n}", "-e", "E2") for n in range(AT_ONCE)]
    answers = [answered(process) for process in running]
    upgrades = sum("The store was upgraded" in answer.err for answer in answers)
    print(f"{AT_ONCE} at once: {upgrades} said that they upgraded, {sum(a.code != 0 for a in answers)} failed")
    assert [answer.code for answer in answers] == [0] * AT_ONCE
    assert upgrades == 1
    assert len(told(path)[0]) == len(before[0]) + AT_ONCE
    backup = path.with_name(f"warroom.db.schema-{number_of(old)}")
    assert (version(path), version(backup), told(backup)) == (VERSION, number_of(old), before)


def upgrading(forks: Forks, home: Path) -> Forked:
    """The first command after the release, with nothing but the upgrade to do."""
    line = ("timeline", "-q", "-e", "E1")
    return forks.started(home, *line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def seconds_of_an_upgrade(forks: Forks, home: Path, old: Path) -> float:
    placed(home, old)
    begun = time.perf_counter()
    upgrading(forks, home).wait()
    seconds = time.perf_counter() - begun
    shutil.rmtree(home)
    return seconds


def test_an_upgrade_that_is_killed_is_done_or_not_and_the_next_command_finishes_it(forks: Forks, nowhere: Path) -> None:
    chance = random.Random(20261120)
    (old,) = OLD[:1]
    before = told(old)
    longest = min(seconds_of_an_upgrade(forks, nowhere, old) for _ in range(2))
    seen: list[str] = []
    for turn in range(KILLS):
        path = placed(nowhere, old)
        process = upgrading(forks, nowhere)
        backup = path.with_name(f"warroom.db.schema-{number_of(old)}")
        while not list(nowhere.glob(".*.new")) and not backup.exists() and process.poll() is None:
            time.sleep(0.0005)
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=turn * longest / KILLS * chance.uniform(0.8, 1.2))
        process.kill()
        process.wait()
        found = version(path)
        seen.append(("old" if found < VERSION else "new") + (" with a copy" if backup.exists() else ""))
        assert told(path) == before
        assert found in (number_of(old), VERSION)
        assert found == number_of(old) or told(backup) == before
        assert Terminal(nowhere).say("list").code == 0
        assert (version(path), told(path), told(backup)) == (VERSION, before, before)
        shutil.rmtree(nowhere)
    print(f"{KILLS} kills: " + ", ".join(f"{seen.count(state)} {state}" for state in sorted(set(seen))))
    assert len(set(seen)) > 1
