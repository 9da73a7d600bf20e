"""Whatever a document or a listing tells of a person is loaded, also of one who stands nowhere else."""

import pytest

from tests.story import Terminal

READING = [
    ("show",), ("show", "A1"), ("show", "P1"), ("show", "Q1"), ("show", "Q2"), ("show", "H1"), ("show", "U1"),
    ("show", "X1"), ("list",), ("due",), ("owe",), ("cadence",), ("cadence", "customer", "--explain"), ("timeline",),
    ("timeline", "--all"), ("actions", "--all", "--everywhere"), ("promises", "--all"), ("requests", "--all"),
    ("hypotheses", "--all"), ("exit",), ("updates", "--all"), ("team",), ("people",), ("contacts", "acme"),
    ("accounts",), ("account", "show", "acme"), ("find", "export"), ("brief",), ("postmortem",),
    ("update", "customer"), ("update", "executive"), ("update", "internal"),
]  # fmt: skip


@pytest.fixture(scope="module")
def strangers(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """A war room in which each person stands in one place only."""
    room = Terminal(tmp_path_factory.mktemp("strangers") / "home", is_terminal=False)
    for words in (
        ("account", "add", "acme", "Acme", "--owner", "@accountable", "--sponsor", "@sponsoring"),
        ("open", "acme", "Export stopped", "--by", "raising", "--owner", "@owning"),
        ("log", "the export", "--by", "telling"),
        ("do", "rebuild the export", "--owner", "@doing", "--due", "+2h"),
        ("do", "send the export", "--owner", "theirs", "--due", "+2h"),
        ("promise", "The export runs", "--to", "promised", "--owner", "@promising", "--due", "+5h", "--agreed", "call"),
        ("ask", "An export by hand", "--by", "asking"),
        ("need", "Somebody for the export", "--from", "@asked", "--due", "+3h"),
        ("suspect", "The export is full"),
        ("exit", "add", "Five exports", "--agreed-by", "agreeing"),
        ("cadence", "customer", "60m", "--to", "reading", "--sender", "@sending", "--approver", "@approving"),
        ("cadence", "executive", "2h", "--to", "@leading"),
        ("team", "add", "@expert", "--role", "expert", "--need", "the export"),
        ("sent", "internal"),
    ):
        answer = room.say(*words, "--new") if words[0] not in ("suspect", "sent") else room.say(*words)
        assert answer.code == 0, (words, answer)
    return room


@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_it_is_told_without_a_fault(strangers: Terminal, words: tuple[str, ...]) -> None:
    for shape in ((), ("--json",)):
        answer = strangers.say(*words, *shape)
        assert answer.code == 0, answer
