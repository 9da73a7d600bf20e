"""Column types that hold our words and times the same way on SQLite and PostgreSQL, and that never hide a bad row."""

from datetime import UTC, datetime
from enum import IntEnum, StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Dialect, Integer, String, Text
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import Field

# Enough for every word of the vocabulary, with room for longer ones.
WORD_LENGTH = 40


class Unreadable(str):
    """A stored value that is not what its column holds; kept as text, so that one bad row never hides the others."""

    @classmethod
    def of(cls, value: object) -> "Unreadable":
        return cls(value if isinstance(value, str) else repr(value))


class UtcTime(TypeDecorator[datetime]):
    """An aware time, stored in UTC: on SQLite as text of fixed width, whose order is that of time; else timestamptz.

    Naive values are refused, whatever the release of SQLModel does with its own datetime columns.
    """

    impl = String(27)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            from sqlalchemy.dialects.postgresql import TIMESTAMP  # 18 ms that SQLite need not pay

            return dialect.type_descriptor(TIMESTAMP(timezone=True))
        return dialect.type_descriptor(String(27))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError("a time without zone cannot be stored")
        return value if dialect.name == "postgresql" else stored_time(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        if value is None or isinstance(value, datetime):
            return value
        try:
            return datetime.fromisoformat(value)
        except (TypeError, ValueError):
            return Unreadable.of(value)


def stored_time(value: datetime) -> str:
    """The one form in which SQLite holds a time: ``2026-11-21T09:40:00.000000Z``."""
    utc = value.astimezone(UTC)
    # isoformat drops zero microseconds, and a text without them sorts after one that has them.
    return f"{utc.year:04d}{utc.isoformat(timespec='microseconds')[4:26]}Z"


class Words(TypeDecorator[StrEnum]):
    """A word of a closed list, stored as its value (not its Python name, and no native PostgreSQL type)."""

    impl = String(WORD_LENGTH)
    cache_ok = True

    def __init__(self, choices: type[StrEnum]) -> None:
        super().__init__()
        self.choices = choices

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> Any:
        return None if value is None else self.choices(value).value

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        try:
            return None if value is None else self.choices(value)
        except ValueError:
            return Unreadable.of(value)


class Ranks(TypeDecorator[IntEnum]):
    """A number of a closed list: severity or level."""

    impl = Integer
    cache_ok = True

    def __init__(self, choices: type[IntEnum]) -> None:
        super().__init__()
        self.choices = choices

    def process_bind_param(self, value: IntEnum | None, dialect: Dialect) -> Any:
        return None if value is None else int(self.choices(value))

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        try:
            return None if value is None else self.choices(value)
        except ValueError:
            return Unreadable.of(value)


class Prose(TypeDecorator[str]):
    """Text as it was typed; bytes found in its place are shown, never raised."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> Any:
        return value

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return value if value is None or isinstance(value, str) else Unreadable.of(value)


def word(choices: type[StrEnum], **options: Any) -> Any:
    """A field that holds a word of ``choices``."""
    return Field(sa_type=Words(choices), **options)


def rank(choices: type[IntEnum], **options: Any) -> Any:
    """A field that holds a number of ``choices``."""
    return Field(sa_type=Ranks(choices), **options)


def time(**options: Any) -> Any:
    """A field that holds an aware time."""
    return Field(sa_type=UtcTime, **options)


def prose(**options: Any) -> Any:
    """A field that holds text."""
    return Field(sa_type=Prose, **options)


def among(column: str, choices: type[StrEnum] | type[IntEnum]) -> CheckConstraint:
    """The database's own guard that ``column`` holds one of ``choices``."""
    listed = ", ".join(str(int(c)) if isinstance(c, IntEnum) else f"'{c.value}'" for c in choices)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


def filled(column: str, limit: int) -> CheckConstraint:
    """The database's own guard that ``column`` holds text that is neither blank nor longer than ``limit``."""
    return CheckConstraint(f"length(trim({column})) BETWEEN 1 AND {limit}", name=f"{column}_filled")


def holds(name: str, condition: str) -> CheckConstraint:
    """The database's own guard of a rule."""
    return CheckConstraint(condition, name=name)
