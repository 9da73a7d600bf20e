"""The few shapes of which the migrations build tables: kinds of column and named constraints, as the tables have them.

A name that ends in ``!`` is required. Migrations are history: a shape may be added here, never changed.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from warroom.domain.columns import UtcTime

Parts = list[Any]
Rules = dict[str, str]


def _columns(kind: sa.types.TypeEngine[Any], names: tuple[str, ...]) -> Parts:
    return [sa.Column(name.rstrip("!"), kind, nullable=not name.endswith("!")) for name in names]


def key() -> Parts:
    """The number and the identity that every record has."""
    return [sa.Column("id", sa.Integer(), nullable=False), sa.Column("uid", sa.String(32), nullable=False)]


def texts(*names: str) -> Parts:
    return _columns(sa.Text(), names)


def words(*names: str) -> Parts:
    return _columns(sa.String(40), names)


def short(length: int, *names: str) -> Parts:
    return _columns(sa.String(length), names)


def times(*names: str) -> Parts:
    return _columns(UtcTime(), names)


def dates(*names: str) -> Parts:
    return _columns(sa.Date(), names)


def numbers(*names: str) -> Parts:
    return _columns(sa.Integer(), names)


def large(*names: str) -> Parts:
    return _columns(sa.BigInteger(), names)


def flags(*names: str) -> Parts:
    return _columns(sa.Boolean(), names)


def structured(*names: str) -> Parts:
    return _columns(sa.JSON(), names)


def known(column: str, choices: str) -> Rules:
    """The rule that a column holds one of these words."""
    listed = ", ".join(f"'{word}'" for word in choices.split())
    return {f"{column}_known": f"{column} IN ({listed})"}


def ranked(column: str, choices: str) -> Rules:
    """The rule that a column holds one of these numbers."""
    return {f"{column}_known": f"{column} IN ({', '.join(choices.split())})"}


def filled(column: str, limit: int) -> Rules:
    """The rule that a text is neither blank nor longer than ``limit`` characters."""
    return {f"{column}_filled": f"length(trim({column})) BETWEEN 1 AND {limit}"}


def table(name: str, *parts: Parts, links: Rules, rules: Rules, unique: tuple[str, ...] = ()) -> None:
    """Create a table whose numbers are never used again; constraints are named by kind, table and column."""
    op.create_table(
        name,
        *(part for group in parts for part in group),
        *(sa.CheckConstraint(rule, name=f"ck_{name}_{about}") for about, rule in rules.items()),
        *(sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"fk_{name}_{column}") for column, to in links.items()),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        *(_unique(name, columns.split()) for columns in ("uid", *unique)),
        sqlite_autoincrement=True,
    )


def add(name: str, *parts: Parts, defaults: Rules, links: Rules, rules: Rules) -> None:
    """Add columns to a table that holds rows: without a rebuild, which would drop triggers and AUTOINCREMENT."""
    dialect = op.get_bind().dialect
    for column in (part for group in parts for part in group):
        terms = [op.f(column.name), column.type.compile(dialect)]
        if column.name in defaults:
            terms.append(f"DEFAULT {defaults[column.name]} NOT NULL")
        if rule := rules.get(f"{column.name}_known") or rules.get(f"{column.name}_filled"):
            about = next(about for about, text in rules.items() if text == rule)
            terms.append(f"CONSTRAINT ck_{name}_{about} CHECK ({rule})")
        if target := links.get(column.name):
            terms.append(f"CONSTRAINT fk_{name}_{column.name} REFERENCES {target} (id)")
        op.execute(f"ALTER TABLE {name} ADD COLUMN {' '.join(terms)}")


def _unique(name: str, columns: list[str]) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=f"uq_{name}_{'_'.join(columns)}")
