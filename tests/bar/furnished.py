"""A war room with something in every listing and document, said through the command line."""

from tests.bar.arranged import arranged
from tests.story import Terminal

LISTINGS = [
    ("list",), ("list", "--all"), ("timeline",), ("timeline", "--all"), ("timeline", "--milestones"),
    ("promises",), ("promises", "--all", "--everywhere"), ("requests",), ("hypotheses",), ("exit",), ("due",), ("owe",),
    ("cadence",), ("cadence", "customer", "--explain"), ("actions",), ("actions", "--all"), ("actions", "--everywhere"),
    ("updates",), ("updates", "--all"), ("team",), ("config",),
]  # fmt: skip
CARDS = [
    *(("show", *ref) for ref in ((), ("E1",), ("T5",), ("A1",), ("U1",), ("P1",), ("Q1",), ("H1",), ("X1",))),
    ("account", "show", "acme"),
]
DOCUMENTS = [
    *(("update", audience) for audience in ("customer", "internal", "executive")),
    ("update", "customer", "--kind", "closure"), ("postmortem",),
]  # fmt: skip
FORMATS = ("table", "json", "ndjson", "csv", "tsv", "md")
SHAPES = ("md", "text", "html", "eml", "mailto", "json")


def furnish(terminal: Terminal, words: str = "Something", name: str = "Somebody") -> None:
    """Open E1 on acme and fill every kind of record with ``words`` where text stands, and ``name`` where names do."""
    lines = (
        ("account", "add", "acme", f"--owner={terminal.user}", "--", name),
        ("contact", "add", "acme", "dana", "--email", "dana@example.com", "--role", "champion", "--", name),
        ("person", "add", f"@{terminal.user}", "--email", "sam@example.com", "--", name),
        ("person", "add", "@ines", "--title", name, "--email", "ines@example.com", "--", name),
        ("open", "acme", "--sev=2", "--impact-start=02:10", "--detected=02:14", "--by=dana", "-c", words, "--", words),
        ("team", "add", "@ines", "--role", "technical_lead", "--need", words),
        ("log", "-c", words, "--evidence", words, "--by=dana", f"--source=jira:{name}", "--", words),
        ("log", "--safe", "--certainty=suspected", "--", words),
        ("impact", "--safe", "--figure=7", "--unit", words, "--not-affected", words, "--data-loss=none", "--", words),
        ("cause", "--certainty=confirmed", "-c", words, "--", words),
        ("decide", "--why", words, "--tradeoff", words, "--", words),
        ("amend", "T5", "--why", words, "--safe", "--", words),
        ("do", "--owner=@ines", "--due=14:00", "-c", words, "--", words),
        ("do", "--owner=dana", "--due=fri", "-c", words, "--", words),
        ("do", "--", words),
        ("block", "A1", "--why", words),
        ("done", "A2", "--evidence", words),
        ("rag", "red", "--why", words),
        ("promise", "--to=dana", "--owner=@ines", "--due=fri", "--agreed", words, "--", words),
        ("move", "P1", "--due=mon", "--told", words, "--why", words),
        ("ask", "--by=dana", "--want=fri", "-c", words, "--", words),
        ("need", "--from=@ines", "--due=fri", "--", words),
        ("answer", "Q1", "--instead", words),
        ("suspect", "-c", words, "--evidence", words, "--", words),
        ("suspect", "--safe", "--", words),
        ("ruleout", "H2", "--why", words),
        ("said", "--by=dana", "--mood=angry", "--", words),
        ("cadence", "customer", "2h", "--to=dana"),
        ("ack", "--at=02:30", "-c", words, "--", words),
        ("mitigate", "--at=02:40", "--", words),
        ("sent", "customer", "--to", "dana", "--next", "16:00", "--override", words),
        ("update", "customer"),
        ("restore", "--at=03:10", "--workaround", words, "--safe", "--", words),
        ("exit", "add", "--agreed-by=dana", "--due=mon", "--", words),
        ("exit", "met", "X1", "--evidence", words),
        ("exit", "add", "--agreed-by=dana", "--", words),
        ("exit", "waive", "X2", "--by=dana", "--why", words),
        ("exit", "add", "--agreed-by=dana", "--due=tue", "--", words),
    )  # fmt: skip
    arranged(terminal, lines)
