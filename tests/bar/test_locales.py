"""Whatever the locale and the zone of the machine: what is kept and what programs read is exact, documents the same."""

import json
import subprocess
from contextlib import ExitStack
from functools import partial

import pytest

from tests.bar.forked import Forks
from tests.bar.furnished import furnish
from tests.story import Terminal

TOLD = "Zürich \U0001f525 İstanbul ılık ß 日本 e\u0301"
KNOWN = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False).stdout.split()
TURKISH = next((name for name in KNOWN if name.lower().startswith("tr_tr")), "tr_TR.UTF-8")
PLACES = {
    "C": {"LC_ALL": "C"}, "POSIX": {"LC_ALL": "POSIX"}, "C without UTF-8": {"LC_ALL": "C", "PYTHONUTF8": "0"},
    "not coerced": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, "Turkish": {"LC_ALL": TURKISH},
    "Latin-1": {"PYTHONIOENCODING": "latin-1"}, "ASCII": {"PYTHONIOENCODING": "ascii"},
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_in_any_locale_what_is_typed_is_kept_and_told_to_programs_exactly(newcomer: Terminal, place: str) -> None:
    with Forks(variables=PLACES[place], home=newcomer.home) as forks:
        newcomer.say("open", "acme", "Exports stopped")
        ended = partial(forks.said, newcomer.home)
        answers = [
            ended("log", TOLD, "--kind", "FINDING"), ended("log", "-", "--kind", "voIce", stdin=TOLD.encode()),
            ended("log", "--ndjson", "-", stdin=json.dumps({"text": TOLD, "kind": "mitigation"}).encode()),
            ended("timeline", "--json"), ended("timeline"), ended("show", "T2"), ended("postmortem"),
            ended("log", "-x"), ended("timeline", "--format", "csv"), ended("find", "Zürich"), ended("show", TOLD),
        ]  # fmt: skip
    codes = [answer.code for answer in answers]
    print(f"{place}{'' if place != 'Turkish' or TURKISH in KNOWN else ' (not installed)'}: codes {codes}")
    # Where Python itself is told to read no UTF-8, a typed word in it is refused; what is read from streams is exact.
    typed, sought = (2, (2, 2)) if PLACES[place].get("PYTHONUTF8") == "0" else (0, (0, 3))
    assert codes == [typed, 0, 0, 0, 0, 0, 0, 2, 0, *sought], [answer.err for answer in answers]
    assert {entry["text"] for entry in json.loads(answers[3].out)} == {TOLD}
    assert {entry["text"] for entry in json.loads(newcomer.say("timeline", "--json").out)} == {TOLD}
    assert all("Traceback" not in answer.err for answer in answers)


# Four machines; the last has no time zones of its own.
MACHINES = [
    {"TZ": "UTC", "LANG": "C", "PYTHONHASHSEED": "1"},
    {"TZ": "Asia/Kolkata", "LANG": "C.UTF-8", "PYTHONHASHSEED": "2"},
    {"TZ": "America/St_Johns", "LANG": TURKISH, "PYTHONHASHSEED": "3"},
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "POSIX", "PYTHONHASHSEED": "4", "PYTHONTZPATH": ""},
]  # fmt: skip
PAPERS = [
    *(("update", audience) for audience in ("customer", "internal", "executive")),
    ("update", "customer", "--format", "text"), ("update", "internal", "--format", "json"),
    ("postmortem",), ("postmortem", "--format", "json"), ("timeline", "--all", "--json"), ("list", "--format", "csv"),
]  # fmt: skip


def test_the_same_data_and_time_make_the_same_bytes_on_any_machine(newcomer: Terminal) -> None:
    found: dict[tuple[str, ...], set[str]] = {words: set() for words in PAPERS}
    now = {"WARROOM_NOW": newcomer.now, "WARROOM_ESCALATION": "E1"}
    with ExitStack() as machines:
        started = [machines.enter_context(Forks(variables=now | one, home=newcomer.home)) for one in MACHINES]
        furnish(newcomer, TOLD, "Çelik")
        for forks in started:
            for words in PAPERS:
                answer = forks.said(newcomer.home, *words)
                assert answer.code == 0, answer.err
                found[words].add(answer.out)
    differ = [words for words, papers in found.items() if len(papers) > 1]
    print(f"{len(PAPERS)} papers × {len(MACHINES)} machines, differ: {differ}")
    assert differ == []
