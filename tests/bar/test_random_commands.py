"""Any sequence of commands leaves what a few lines of Python say it leaves, to whoever opens the store next."""

import json
import shutil
import sqlite3
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.bar.arranged import arranged
from tests.story import Answer, Terminal

EXAMPLES, STEPS = 100, 30
WORDS = st.sampled_from(
    ["Queue drained", "=1+1", "- [x](y) {{ z }}", "line\nbreak", "\u0130stanbul \U0001f525", "O'Neil; --"]
)
PEOPLE = st.sampled_from(["@ines", "@jo", "@sam"])
# Which moves an action takes, from which statuses, and what it is then.
OPEN = {"open", "in_progress", "blocked"}
MOVES = {
    "start": ({"open"}, "in_progress"), "done": (OPEN, "done"), "verify": ({"done"}, "verified"),
    "block": ({"open", "in_progress"}, "blocked"), "unblock": ({"blocked"}, "in_progress"), "drop": (OPEN, "dropped"),
}  # fmt: skip
REASONED = ("block", "drop")
# One place for all of them, each with its own store: the program keeps its statements ready for a store by its path.
FOLDER = tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None)
COUNT = {"examples": 0, "steps": 0, "refused": 0}


class Commands(RuleBasedStateMachine):
    """The model: escalations, actions, entries as plain values; every rule is a command and its effect on them."""

    def __init__(self) -> None:
        super().__init__()
        self.terminal = Terminal(Path(FOLDER.name) / "home", is_terminal=False)
        arranged(self.terminal, [("list",)])  # an empty store, which the first of these makes
        self.escalations: dict[str, dict[str, Any]] = {}
        self.actions: dict[str, dict[str, Any]] = {}
        self.texts: dict[str, str] = {}  # what an entry says now, by its reference
        self.sent: dict[str, tuple[str, str]] = {}
        self.clock = 0
        COUNT["examples"] += 1

    def teardown(self) -> None:
        shutil.rmtree(self.terminal.home)

    def say(self, *words: str, stdin: bytes = b"") -> Answer:
        self.clock += 1
        self.terminal.now = f"2026-11-20T{8 + self.clock // 60:02}:{self.clock % 60:02}:00Z"
        answer = self.terminal.say(*words, stdin=stdin)
        COUNT["steps"] += 1
        COUNT["refused"] += answer.code == 4
        assert answer.code in (0, 4), (words, answer)
        return answer

    def pick(self, data: st.DataObject, found: dict[str, Any]) -> str:
        return data.draw(st.sampled_from(sorted(found)))

    @initialize()
    def first(self) -> None:
        self.open("Exports stopped", "acme")

    @rule(title=WORDS, account=st.sampled_from(["acme", "borealis"]))
    def open(self, title: str, account: str) -> None:
        ref = self.say("open", account, "--owner=@sam", "--", title).out.strip()
        self.escalations[ref] = {"status": "active", "severity": 2, "rag": None, "title": title.replace("\n", " ")}

    @rule(data=st.data(), words=WORDS)
    def log(self, data: st.DataObject, words: str) -> None:
        ref = self.pick(data, self.escalations)
        answer = self.say("log", "-e", ref, "--", words)
        assert answer.code == (4 if self.is_closed(ref) else 0)
        if not answer.code:
            self.texts[answer.out.strip()] = words

    @precondition(lambda self: self.texts)
    @rule(data=st.data(), words=WORDS)
    def amend(self, data: st.DataObject, words: str) -> None:
        ref = self.pick(data, self.texts)
        if not self.say("amend", ref, "--why=wrong", "--", words).code:
            self.texts[ref] = words

    @rule(data=st.data(), words=WORDS, owner=st.none() | PEOPLE)
    def do(self, data: st.DataObject, words: str, owner: str | None) -> None:
        ref = self.pick(data, self.escalations)
        answer = self.say("do", "-e", ref, *([f"--owner={owner}"] if owner else []), "--", words)
        assert answer.code == (4 if self.is_closed(ref) else 0)
        if not answer.code:
            self.actions[answer.out.strip()] = {"status": "open", "text": words, "owner": owner, "of": ref}

    @precondition(lambda self: self.actions)
    @rule(data=st.data(), move=st.sampled_from(sorted(MOVES)))
    def take(self, data: st.DataObject, move: str) -> None:
        ref = self.pick(data, self.actions)
        action, (before, after) = self.actions[ref], MOVES[move]
        answer = self.say(move, ref, *(["--why", "so"] if move in REASONED else []))
        if action["status"] not in before:
            assert answer.code == 4, answer
        if not answer.code:
            action["status"] = after

    @precondition(lambda self: self.actions)
    @rule(data=st.data(), owner=PEOPLE)
    def assign(self, data: st.DataObject, owner: str) -> None:
        ref = self.pick(data, self.actions)
        if not self.say("assign", ref, owner).code:
            self.actions[ref]["owner"] = owner

    @precondition(lambda self: self.actions)
    @rule(data=st.data(), due=st.sampled_from(["+2h", "fri 17:00", "2026-12-01"]))
    def move(self, data: st.DataObject, due: str) -> None:
        self.say("move", self.pick(data, self.actions), "--due", due)

    @rule(data=st.data(), move=st.sampled_from(["ack", "mitigate", "restore", "relapse", "reopen", "close"]))
    def live(self, data: st.DataObject, move: str) -> None:
        ref = self.pick(data, self.escalations)
        status = self.escalations[ref]["status"]
        why = ["--why", "so"] if move in ("relapse", "reopen", "close") else []
        answer = self.say(move, "-e", ref, *why, *(["--force"] if move == "close" else []))
        allowed = {"relapse": {"stable"}, "reopen": {"closed"}}.get(move, {"active", "stable"})
        refused = status not in allowed or "milestone_order" in answer.err
        assert (answer.code == 4) is refused, (move, status, answer)
        if not answer.code:
            become = {"relapse": "active", "reopen": "active", "close": "closed", "restore": "stable"}
            self.escalations[ref]["status"] = become.get(move, status)

    @rule(data=st.data(), severity=st.integers(1, 4), rag=st.sampled_from(["red", "amber", "green"]))
    def judge(self, data: st.DataObject, severity: int, rag: str) -> None:
        ref = self.pick(data, self.escalations)
        for words, key, value in (
            (("sev", str(severity), "--why=so"), "severity", severity), (("rag", rag), "rag", rag),
        ):  # fmt: skip
            answer = self.say(*words, "-e", ref)
            assert answer.code == (4 if self.is_closed(ref) else 0)
            if not answer.code:
                self.escalations[ref][key] = value

    @rule(data=st.data(), audience=st.sampled_from(["customer", "internal", "executive"]), words=st.none() | WORDS)
    def tell(self, data: st.DataObject, audience: str, words: str | None) -> None:
        ref = self.pick(data, self.escalations)
        if not words:
            self.say("update", audience, "-e", ref)
        stdin = f"U {len(self.sent)} {words}".encode()
        answer = self.say("sent", audience, *(["-"] if words else []), "--next=+2h", "-e", ref, stdin=stdin)
        if not answer.code:
            self.sent[answer.out.strip()] = (ref, stdin.decode() if words else "")

    @rule(data=st.data())
    def use(self, data: st.DataObject) -> None:
        ref = self.pick(data, self.escalations)
        self.say("use", ref)
        assert self.say("use", "-q").out.strip() == ref or len(self.unclosed()) == 1

    def unclosed(self) -> list[str]:
        return [ref for ref, one in self.escalations.items() if one["status"] != "closed"]

    def is_closed(self, ref: str) -> bool:
        return bool(self.escalations[ref]["status"] == "closed")

    @invariant()
    def the_store_says_what_the_model_says(self) -> None:
        """Read by a connection that knows nothing of ours."""
        store = sqlite3.connect(self.terminal.home / "warroom.db")
        rows = store.execute("SELECT id, status, severity, rag, title FROM escalation").fetchall()
        found = {f"E{n}": {"status": s, "severity": v, "rag": r, "title": t} for n, s, v, r, t in rows}
        assert found == self.escalations
        unowned = "SELECT count(*) FROM escalation WHERE owner_id IS NULL AND status IN ('active', 'stable')"
        gaps = """SELECT count(*) FROM escalation e WHERE last_seq != (SELECT count(*) FROM entry WHERE
                  escalation_id = e.id) OR last_seq != (SELECT max(seq) FROM entry WHERE escalation_id = e.id)"""
        assert [store.execute(query).fetchone() for query in (unowned, gaps)] == [(0,), (0,)]
        current = """SELECT 'T' || e.id, (SELECT text FROM entry WHERE id = e.id OR amends_id = e.id
                     ORDER BY seq DESC LIMIT 1) FROM entry e
                     WHERE amends_id IS NULL AND NOT automatic AND kind = 'note'"""
        assert dict(store.execute(current).fetchall()) == self.texts
        actions = """SELECT 'A' || a.id, a.status, a.text, '@' || p.handle, 'E' || a.escalation_id FROM action a
                     LEFT JOIN person p ON p.id = a.owner_person_id"""
        known = {ref: (one["status"], one["text"], one["owner"], one["of"]) for ref, one in self.actions.items()}
        assert {ref: tuple(rest) for ref, *rest in store.execute(actions)} == known
        sent = "SELECT 'U' || id, 'E' || escalation_id, body FROM \"update\" WHERE status = 'sent'"
        bodies = {ref: (of, body) for ref, of, body in store.execute(sent)}
        assert {ref: of for ref, (of, _) in bodies.items()} == {ref: of for ref, (of, _) in self.sent.items()}
        assert all(text in ("", bodies[ref][1]) for ref, (_, text) in self.sent.items())
        store.close()

    @rule()
    def the_program_lists_what_the_model_says(self) -> None:
        listed = json.loads(self.terminal.say("list", "--all", "--json").out)
        assert {one["ref"]: one["status"] for one in listed} == {r: o["status"] for r, o in self.escalations.items()}
        everywhere = json.loads(self.terminal.say("actions", "--all", "--everywhere", "--json").out)
        assert {one["ref"]: one["text"] for one in everywhere} == {r: one["text"] for r, one in self.actions.items()}


class TestCommands(Commands.TestCase):  # type: ignore[valid-type, misc]
    settings = settings(
        max_examples=EXAMPLES, stateful_step_count=STEPS, derandomize=True, deadline=None, database=None,
        phases=(Phase.explicit, Phase.generate),
    )  # fmt: skip


@pytest.fixture(autouse=True, scope="module")
def _figures() -> Any:
    begun = time.perf_counter()
    yield
    print(f"{COUNT['examples']} examples, {COUNT['steps']} commands, {COUNT['refused']} of them refused, "
          f"{time.perf_counter() - begun:.1f} s")  # fmt: skip
