"""A glance at the store for shell completion: a few rows by the standard library alone, since every Tab waits for it.

Whatever is wrong with the store, there is nothing to offer: the command itself will say what is wrong.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

# Nobody reads a longer list in a shell.
MOST = 50

# What to type, and what it is.
Row = tuple[str, str]


def _of_escalation(letter: str, table: str, *, live: str) -> str:
    """The question for records that hang on an escalation and live in states; ``live`` are those that come first."""
    first = ", ".join(f"'{state}'" for state in live.split())
    return f"""
        SELECT '{letter}' || id AS typed, text FROM "{table}"
        WHERE substr(typed, 1, length(:begun)) = :begun AND (:here = 0 OR escalation_id = :escalation)
        AND (:states = '' OR instr(:states, ' ' || status || ' '))
        ORDER BY escalation_id IN (SELECT id FROM escalation WHERE status IN ('closed', 'declined')),
        status NOT IN ({first}), id DESC LIMIT :most"""  # noqa: S608 - put together from the words below alone


# Those of a closed escalation last, the open ones first, then the newest. ``states`` are those in which a verb takes a
# record, empty for any. ``here``: 1 asks for the records of one escalation, 0 for those of any.
_SELECTS = {
    "E": """
        SELECT 'E' || escalation.id AS typed, account.slug || ' · ' || escalation.title
        FROM escalation JOIN account ON account.id = escalation.account_id
        WHERE substr(typed, 1, length(:begun)) = :begun AND (:here = 0 OR escalation.id = :escalation)
        AND (:states = '' OR instr(:states, ' ' || escalation.status || ' '))
        ORDER BY escalation.status IN ('closed', 'declined'), escalation.id DESC LIMIT :most""",
    "A": _of_escalation("A", "action", live="open in_progress blocked"),
    "T": """
        SELECT 'T' || id AS typed, text FROM entry
        WHERE substr(typed, 1, length(:begun)) = :begun AND (:here = 0 OR escalation_id = :escalation)
        AND amends_id IS NULL AND NOT automatic ORDER BY id DESC LIMIT :most""",
    "U": """
        SELECT 'U' || id AS typed, audience || ' · ' || subject FROM "update"
        WHERE substr(typed, 1, length(:begun)) = :begun AND (:here = 0 OR escalation_id = :escalation)
        ORDER BY id DESC LIMIT :most""",
    "P": _of_escalation("P", "promise", live="draft given moved missed"),
    "Q": _of_escalation("Q", "request", live="open answered"),
    "H": _of_escalation("H", "hypothesis", live="suspected supported"),
    "X": _of_escalation("X", "criterion", live="proposed agreed"),
    "person": """
        SELECT '@' || handle AS typed, coalesce(name, '') FROM person
        WHERE substr(typed, 1, length(:begun)) = :begun AND :here = 0 ORDER BY handle LIMIT :most""",
    "contact": """
        SELECT DISTINCT contact.slug AS typed, contact.name || ' · ' || account.slug
        FROM contact JOIN account ON account.id = contact.account_id
        WHERE substr(typed, 1, length(:begun)) = :begun AND (:here = 0 OR contact.account_id =
            (SELECT account_id FROM escalation WHERE id = :escalation))
        ORDER BY contact.slug LIMIT :most""",
    "account": """
        SELECT slug AS typed, name FROM account
        WHERE substr(typed, 1, length(:begun)) = :begun AND :here = 0 ORDER BY slug LIMIT :most""",
}
LETTERS = tuple(kind for kind in _SELECTS if len(kind) == 1)

_ONLY_OPEN = """
    SELECT escalation.id FROM escalation JOIN account ON account.id = escalation.account_id
    WHERE escalation.status IN ('active', 'stable', 'monitoring') AND (:account = '' OR account.slug = :account)
    LIMIT 2"""

# What one question may cost, in steps of SQLite's machine: a few tenths of a second, whatever the store holds.
_STEPS = 10_000_000


def known(
    path: Path, kinds: Iterable[str], *, begun: str, escalation: int | None = None, states: str = ""
) -> list[Row]:
    """What begins with ``begun`` among the kinds, which are letters, person, contact and account.

    ``states`` are those of the records that are wanted, apart by blanks; without them it is any. Records of the
    escalation come first; of contacts there are only those of its account.
    """
    found: dict[str, str] = {}
    padded = f" {states} " if states else ""
    for kind in kinds:
        for here in _order(kind, escalation):
            asked = {"begun": begun, "here": here, "escalation": escalation, "most": MOST, "states": padded}
            for typed, said in _rows(path, _SELECTS[kind], asked):
                found.setdefault(typed, said)
    return list(found.items())[:MOST]


def _order(kind: str, escalation: int | None) -> tuple[int, ...]:
    if escalation is None:
        return (0,)
    return (1,) if kind == "contact" else (1, 0)


def only_open(path: Path, *, account: str = "") -> int | None:
    """The number of the only open escalation, of the account or of all; None for none or several."""
    rows = _rows(path, _ONLY_OPEN, {"account": account})
    return rows[0][0] if len(rows) == 1 else None


def _rows(path: Path, select: str, asked: Mapping[str, object]) -> list[Any]:
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=0.2)) as connection:
            connection.execute("PRAGMA query_only = ON")
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
            connection.set_progress_handler(lambda: 1, _STEPS)
            return connection.execute(select, asked).fetchall()
    except (sqlite3.Error, OSError, ValueError, OverflowError):
        return []
