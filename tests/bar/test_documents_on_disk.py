"""A document in a file is whole or not there: on a full disk, when killed, under any name, behind any link."""

import errno
import os
import random
import stat
import subprocess
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from tests.bar.forked import Forked, Forks
from tests.bar.limits import limit_files
from tests.bar.process import WARROOM, environ
from tests.story import Terminal
from warroom.files import put

KILLS, AT_ONCE = 60, 2
OLD = "what stood there\n"


def temporary(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob(".*.new"))


@pytest.fixture
def large(pipe: Terminal) -> Terminal:
    """A war room whose post-mortem has some 200 kB."""
    pipe.say("open", "acme", "Exports stopped")
    words = "a long enough line of words " * 700
    lines = (f'{{"text": "{number} {words}"}}\n' for number in range(10))
    assert pipe.say("log", "--ndjson", "-", stdin="".join(lines).encode()).code == 0
    return pipe


def test_a_full_disk_leaves_the_old_document_and_nothing_else(large: Terminal) -> None:
    target = large.home / "report.md"
    target.write_text(OLD)
    outcomes = []
    for limit in (0, 4096, 100_000):
        ended = subprocess.run(
            [*WARROOM, "postmortem", "-o", str(target), "--force"], env=environ(large.home), stdin=subprocess.DEVNULL,
            capture_output=True, text=True, check=False, preexec_fn=partial(limit_files, limit),
        )  # fmt: skip
        outcomes.append(f"{limit} bytes: exit {ended.returncode}")
        assert ended.returncode in (74, 6), ended
        assert "Traceback" not in ended.stderr
        assert (target.read_text(), temporary(large.home)) == (OLD, [])
    print(f"{outcomes}; {ended.stderr.splitlines()[0]}")
    assert large.say("postmortem", "-o", str(target), "--force").code == 0
    assert target.read_text() != OLD


@pytest.mark.parametrize("force", [(), ("--force",)])
@pytest.mark.parametrize("words", [("postmortem",), ("update", "internal")])
def test_what_has_no_room_is_no_wrong_usage(
    large: Terminal, words: tuple[str, ...], force: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    target = large.home / "report.md"

    def full(opened: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        answer = large.say(*words, "-o", str(target), *force)
    assert (answer.code, target.exists(), temporary(large.home)) == (74, False, [])
    assert answer.err == f"warroom: Only the answer could not be written to {target}: No space left on device.\n"
    assert large.say("updates", "--all", "-q").out == ""


@pytest.mark.parametrize("links", [True, False], ids=["links", "no links"])
def test_of_two_that_write_the_same_new_file_one_is_refused(
    room: Terminal, tmp_path: Path, links: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "report.md"
    real_fsync, real_link = os.fsync, os.link

    def other_comes_first(opened: int) -> None:
        target.write_text(OLD)
        real_fsync(opened)

    def link(*given: Path) -> None:
        if not links:
            raise OSError(errno.EPERM, os.strerror(errno.EPERM))
        real_link(*given)

    monkeypatch.setattr(os, "link", link)
    with monkeypatch.context() as race:
        race.setattr(os, "fsync", other_comes_first)
        answer = room.say("postmortem", "-o", str(target))
    assert (answer.code, target.read_text(), temporary(tmp_path)) == (4, OLD, [])
    assert "--force" in answer.err
    target.unlink()
    assert room.say("postmortem", "-o", str(target)).code == 0
    assert (target.read_text()[:2], oct(target.stat().st_mode), temporary(tmp_path)) == ("# ", "0o100600", [])


def writing(forks: Forks, terminal: Terminal, target: Path) -> Forked:
    """A post-mortem of now that is being written to ``target``."""
    line, nowhere, now = ("postmortem", "-o", str(target), "--force"), subprocess.DEVNULL, {"WARROOM_NOW": terminal.now}
    return forks.started(terminal.home, *line, stdout=nowhere, stderr=nowhere, variables=now)


def kill_while_writing(forks: Forks, terminal: Terminal, targets: list[Path], chance: random.Random) -> None:
    """Let a post-mortem be written to each target at once, and kill each command as soon as its file has begun."""
    before = set(temporary(terminal.home))
    running = {target: writing(forks, terminal, target) for target in targets}
    for process in running.values():
        with suppress(ProcessLookupError):  # so that whoever looks at what they write comes first
            os.setpriority(os.PRIO_PROCESS, process.pid, 10)
    while running:
        begun = [name for name in temporary(terminal.home) if name not in before]
        for target, process in list(running.items()):
            if any(name.startswith(f".{target.name}.") for name in begun) or process.poll() is not None:
                if chance.random() < 0.3:
                    time.sleep(chance.uniform(0, 0.001))
                process.kill()
                process.wait()
                del running[target]


def test_a_killed_command_leaves_the_old_document_or_the_new_one(forks: Forks, large: Terminal) -> None:
    chance = random.Random(20261120)
    target = large.home / "big.md"
    assert large.say("postmortem", "-o", str(target)).code == 0
    new = target.read_bytes()
    targets = [large.home / f"big{number}.md" for number in range(AT_ONCE)]
    seen = {"old": 0, "new": 0, "torn": 0}
    for _ in range(KILLS // AT_ONCE):
        for one in targets:
            one.write_text(OLD)
        kill_while_writing(forks, large, targets, chance)
        for one in targets:
            found = one.read_bytes()
            seen["old" if found == OLD.encode() else "new" if found == new else "torn"] += 1
    left = temporary(large.home)
    age(large.home / name for name in left)
    for one in targets:
        assert large.say("postmortem", "-o", str(one), "--force").code == 0
    print(f"{KILLS} kills: {seen}; {len(left)} temporary files left, {len(temporary(large.home))} after the next run")
    assert (seen["torn"], temporary(large.home)) == (0, [])


def age(paths: Iterable[Path]) -> None:
    """Let files be so old that no command can still be writing them."""
    for path in paths:
        long_ago = path.stat().st_mtime - 11 * 60
        os.utime(path, (long_ago, long_ago))


def test_what_a_killed_command_left_is_swept_by_a_later_one_and_nothing_else_is(tmp_path: Path) -> None:
    target = tmp_path / "report.md"
    orphan, fresh = (tmp_path / f".report.md.{digit * 16}.new" for digit in "ab")
    others = [tmp_path / f".report.md.{'c' * 15}.new", tmp_path / f".other.md.{'d' * 16}.new"]
    for path in (orphan, fresh, *others):
        path.write_text("half a rep")
    age((orphan, *others))
    put(target, "whole")
    print(f"swept: {orphan.name}; kept: {temporary(tmp_path)}")
    assert not orphan.exists()
    assert all(path.exists() for path in (fresh, *others))


def failing(real: Callable[..., object], at: int, counted: list[str], *, once: bool) -> Callable[..., object]:
    """The operation, which fails at its ``at``-th call, only then or from then on."""

    def operation(*given: object, **more: object) -> object:
        counted.append(real.__name__)
        if len(counted) == at or (len(counted) > at and not once):
            raise OSError(5, "Input/output error")
        return real(*given, **more)

    return operation


@pytest.mark.parametrize("once", [True, False], ids=["once", "for ever"])
def test_whichever_operation_fails_a_file_is_the_old_one_or_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, once: bool
) -> None:
    target = tmp_path / "settings.toml"
    outcomes: list[str] = []
    at, finished = 0, False
    while not finished:
        at += 1
        target.write_text("old")
        counted: list[str] = []
        with monkeypatch.context() as broken:
            for name in ("fsync", "replace", "open"):
                broken.setattr(os, name, failing(getattr(os, name), at, counted, once=once))
            with suppress(OSError):
                put(target, "new")
            finished = len(counted) < at
        outcomes.append(target.read_text())
        assert temporary(tmp_path) == []
    print(f"{at - 1} operations failed in turn, {'once' if once else 'for ever'}: {outcomes}, 0 violations")
    assert at > 4
    assert outcomes[:3] == ["old"] * 3
    assert outcomes[-1] == "new"


@pytest.fixture
def room(pipe: Terminal) -> Terminal:
    pipe.say("open", "acme", "Exports stopped")
    return pipe


def test_a_path_is_taken_as_it_was_typed_and_never_over_a_file_unasked(room: Terminal, tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    target = f"{tmp_path}/a/b/../../x.md"
    assert room.say("postmortem", "-o", target).code == 0
    whole = (tmp_path / "x.md").read_text()
    assert whole.startswith("# ")
    (tmp_path / "x.md").write_text(OLD)
    for words in (("postmortem",), ("update", "internal")):
        refused = room.say(*words, "-o", target)
        assert (refused.code, (tmp_path / "x.md").read_text()) == (4, OLD), refused
        assert "--force" in refused.err
    assert room.say("postmortem", "-o", target, "--force").code == 0
    assert (tmp_path / "x.md").read_text() == whole
    print(f"in the folder: {sorted(path.name for path in tmp_path.iterdir())}")


@pytest.mark.parametrize(
    "name",
    ["two\nlines.md", "\x1b]0;owned\x07.md", "n" * 300, "ü" * 120 + ".md", "no/such/folder/x.md", "", ".", "CON"],
)
def test_a_strange_name_is_written_or_refused_in_clean_words(room: Terminal, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    for force, codes in (((), {0, 2, 4}), (("--force",), {0, 2})):
        answer = room.say("postmortem", "-o", f"{folder}/{name}", *force)
        print(f"{name[:20]!r} {force}: {answer.code} {answer.err.splitlines()[0][-60:]!r}")
        assert answer.code in codes, answer
        assert not {"\x1b", "\x07"} & set(answer.err)
        assert len(answer.err.splitlines()) <= 3
    assert [path.name for path in folder.iterdir()] == ([name] if answer.code == 0 else [])


def test_a_link_stays_and_what_it_points_to_is_replaced_only_when_forced(room: Terminal, tmp_path: Path) -> None:
    precious, link = tmp_path / "precious.txt", tmp_path / "link.md"
    precious.write_text(OLD)
    link.symlink_to(precious)
    assert room.say("postmortem", "-o", str(link)).code == 4
    assert precious.read_text() == OLD
    assert room.say("postmortem", "-o", str(link), "--force").code == 0
    assert link.is_symlink()
    assert precious.read_text().startswith("# ")
    assert temporary(tmp_path) == []


def test_a_link_that_leads_nowhere_in_a_circle_or_to_a_folder_is_never_written_unasked(
    room: Terminal, tmp_path: Path
) -> None:
    places = {"dangling": tmp_path / "gone.md", "circle": tmp_path / "circle", "folder": room.home}
    codes = {}
    for name, place in places.items():
        link = tmp_path / name
        link.symlink_to(place)
        plain, forced = (room.say("postmortem", "-o", str(link), *force) for force in ((), ("--force",)))
        codes[name] = (plain.code, forced.code)
        assert link.is_symlink()
    print(codes)
    assert codes == {"dangling": (4, 0), "circle": (4, 2), "folder": (4, 2)}
    assert temporary(tmp_path) == []


@pytest.mark.parametrize("force", [(), ("--force",)], ids=["new", "--force"])
def test_a_folder_that_is_swapped_for_a_link_while_a_document_is_written_leads_nowhere(
    room: Terminal, tmp_path: Path, force: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, precious = tmp_path / "out", tmp_path / "precious"
    for place in (folder, precious):
        place.mkdir()
    (precious / "report.md").write_text(OLD)
    real = os.fsync

    def swapped(opened: int) -> None:
        folder.rename(tmp_path / "moved")
        folder.symlink_to(precious)
        real(opened)

    with monkeypatch.context() as race:
        race.setattr(os, "fsync", swapped)
        answer = room.say("postmortem", "-o", str(folder / "report.md"), *force)
    told = {place.name: [path.name for path in place.iterdir()] for place in (precious, tmp_path / "moved")}
    changed = (precious / "report.md").read_text() != OLD
    print(f"{force}: {answer.code} {answer.err.splitlines()[0][-60:]!r}, files changed: {int(changed)}, {told}")
    assert (answer.code, changed, told["precious"]) == (2, False, ["report.md"])


def test_what_is_not_a_file_is_never_replaced(room: Terminal, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    answer = room.say("postmortem", "-o", str(pipe), "--force")
    print(answer.err.splitlines()[0][-30:])
    assert answer.code == 2
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_temporary_file_stands_beside_its_target_for_its_owner_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[Path, int]] = []
    real = os.fsync

    def watched(opened: int) -> None:
        seen.extend((path, stat.S_IMODE(path.stat().st_mode)) for path in tmp_path.rglob(".*.new"))
        real(opened)

    monkeypatch.setattr(os, "fsync", watched)
    before = os.umask(0)
    try:
        for _ in range(20):
            put(tmp_path / "report.md", "whole")
    finally:
        os.umask(before)
    names, modes = {path.name for path, _ in seen}, {oct(mode) for _, mode in seen}
    print(f"{len(seen)} temporary files, {len(names)} names, modes {modes}")
    assert len(names) == 20
    assert {(path.parent, mode) for path, mode in seen} == {(tmp_path, 0o600)}
    assert temporary(tmp_path) == []
