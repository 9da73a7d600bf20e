"""What is written about an escalation, what came back, links to other systems; and an index for ``find``.

The index holds every typed text, cut into runs of three characters, so that any part of a word is found without
reading the whole timeline. SQLite alone has this kind. The store keeps it (a trigger may not: the schema of a store is
not trusted with virtual tables). A row's number tells its record: the kind in millions of millions, and its number.
"""

from alembic import op

from warroom.store.migrations.shapes import add, known, numbers, structured, texts, times, words

revision = "0003"
down_revision = "0002"

KIND = 1_000_000_000_000

# Which columns of which table a person types.
_TYPED = {
    1: ("escalation", "title customer_title summary product component"),
    2: ("entry", "text customer_text why evidence source_id"),
    3: ("action", "text customer_text blocked_why evidence source_id"),
    4: ("update", "subject body"),
}


def upgrade() -> None:
    _terms()
    op.execute("CREATE VIRTUAL TABLE search USING fts5 (typed, tokenize = 'trigram')")
    for kind, (table, columns) in _TYPED.items():
        _index(kind, table, columns.split())


def _terms() -> None:
    add(
        "escalation",
        texts("product", "component", "summary"),
        structured("links!"),
        times("relapsed_at"),
        numbers("relapsed_seq!", "relapses!", "reopens!"),
        times("deadline_at"),
        words("deadline_precision"),
        numbers("deadline_offset!"),
        times("estimated_at"),
        words("estimate!"),
        defaults={
            "links": "'[]'",
            "relapsed_seq": "0",
            "relapses": "0",
            "reopens": "0",
            "deadline_offset": "0",
            "estimate": "'none'",
        },
        links={},
        rules={**known("estimate", "none internal committed")},
    )
    add(
        "action",
        times("verified_at"),
        texts("verified_by"),
        structured("links!"),
        defaults={"links": "'[]'"},
        links={},
        rules={},
    )


def _index(kind: int, table: str, columns: list[str]) -> None:
    """Index what stands in a table already."""
    typed = " || char(10) || ".join(f"coalesce({column}, '')" for column in columns)
    told = " WHERE NOT automatic" if table == "entry" else ""
    op.execute(f'INSERT INTO search (rowid, typed) SELECT {kind * KIND} + id, {typed} FROM "{table}"{told}')
