"""What a failure says: what was typed and what is to be done; no passwords, no texts of the store, no local values."""

import os
from pathlib import Path

import pytest

from tests.bar.fields import commands, fields, said, stage
from tests.story import Terminal

PASSWORD = "hunter2"
URLS = [
    f"postgresql://u:{PASSWORD}@h/db", f"postgresql+psycopg://u:{PASSWORD}@h:5432/db?sslmode=require",
    f"mysql://u:{PASSWORD}@h/db", f"sqlite://u:{PASSWORD}@h/db",
]  # fmt: skip


@pytest.mark.parametrize("url", URLS)
def test_the_password_of_a_store_is_told_nowhere(newcomer: Terminal, url: str) -> None:
    newcomer.extra["WARROOM_DB"] = url
    hits = []
    lines = [
        *(path.split() for path, _ in commands()),
        ["config", "store"],
        ["db", "status"],
        ["-h"],
        ["log", "-h"],
        ["log", "x"],
    ]
    for words in lines:
        for more in ([], ["--debug"], ["--json"]):
            answer = newcomer.say(*words, *more)
            hits += [[*words, *more]] if PASSWORD in answer.out + answer.err else []
            assert answer.code in (0, 2, 3, 4, 6, 9), (words, more, answer)
    newcomer.extra.clear()
    newcomer.say("config", "store", url)
    for words in (["config"], ["config", "--json"], ["config", "store"], ["list", "--debug"], ["log", "x", "--json"]):
        answer = newcomer.say(*words)
        hits += [words] if PASSWORD in answer.out + answer.err else []
    print(f"{3 * len(lines) + 5} lines, told in: {hits}")
    assert hits == []


def test_no_failure_tells_more_than_was_typed(pipe: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WARROOM_TEST_SECRET", "canaryenviron")
    stage(pipe)
    pipe.extra["SMTP_PASSWORD"] = os.environ["WARROOM_TEST_SECRET"]
    for words in (("log", "canarybody"), ("impact", "x", "--unit", "canaryunit"), ("rag", "red", "--why", "canarywhy")):
        assert pipe.say(*words).code == 0
    canaries = ("canarybody", "canaryunit", "canarywhy", "canaryenviron")
    hits, failed = [], 0
    for field in fields():
        for value, more in (("wrong-word!", ["--debug"]), ("E999", [])):
            typed = field.typed(value)
            place = len(field.command.split())
            answer = pipe.say(*typed[:place], *more, *typed[place:])
            if answer.code:
                failed += 1
                hits += [typed for canary in canaries if canary in answer.err + answer.out]
                assert "Traceback" not in answer.err
    print(f"{failed} failures, canaries told in: {hits}")
    assert hits == []


def test_a_fault_of_ours_shows_no_value_of_the_store(pipe: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    stage(pipe)
    pipe.say("log", "canarybody")

    def broken(*_: object, **__: object) -> None:
        canarylocal = "canarylocal value"  # noqa: F841
        raise RuntimeError("out of luck")

    monkeypatch.setattr("warroom.cli.room.Room.current", broken)
    hits, codes = [], set()
    lines = {field.command: said(field.line) for field in fields()}
    for command, words in lines.items():
        answer = pipe.say(*command.split(), "--debug", *words)
        codes.add(answer.code)
        hits += [command for canary in ("canarybody", "canarylocal value") if canary in answer.err.replace(
            'canarylocal = "canarylocal value"', "")]  # fmt: skip
    print(f"{len(lines)} commands that fall over, codes {sorted(codes)}, values told in: {hits}")
    assert 70 in codes
    assert hits == []


CONFIGS = {
    'colour = "red"': "config.toml, line 1: there is no setting colour", "user = 7": "config.toml, line 1: user",
    'user = "sam"\n# colours\n"colour" = "red"\n': "config.toml, line 3: there is no setting colour",
    '\n[colour.dark]\nx = "y"\n': "config.toml, line 2: there is no setting colour",
    '"c\\u006flour" = "red"': "config.toml: there is no setting colour",
    'user = "sam\n': "line 1", '\n\n= "x"': "line 3",
    "[user]\nx = 1": "user", 'user = "a"\nuser = "b"\n': "line 2", "user = \"\\ud800\"": "line 1", "\x00": "line 1",
    'timezone = "Nowhere/Here"': "timezone", 'day_end = "25:00"': "day_end",
}  # fmt: skip


@pytest.mark.parametrize("told", CONFIGS, ids=repr)
def test_a_setting_that_is_not_valid_is_named_with_its_place(newcomer: Terminal, told: str) -> None:
    newcomer.home.mkdir(parents=True)
    (newcomer.home / "config.toml").write_text(told)
    newcomer.zone = ""
    answer = newcomer.say("open", "acme", "x") if "day_end" not in told else newcomer.say("do", "x", "--due", "eod")
    print(f"F10: {told!r}: {answer.code} {answer.err.splitlines()[0]}")
    assert answer.code == 2, answer
    assert CONFIGS[told] in answer.err
    assert (newcomer.home / "config.toml").read_text() == told
