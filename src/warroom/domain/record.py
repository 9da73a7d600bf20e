"""What every record has: a number, an identity across stores, and the moment in which it was made."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from pydantic import ConfigDict
from sqlalchemy import MetaData
from sqlmodel import Field, SQLModel

from warroom.domain.columns import time
from warroom.times import Moment, written
from warroom.vocabulary import Letter

_UTC = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True)
class Stamp:
    """When a record is written (``at``) and by whom (a handle). ``frozen``: the clock was set by WARROOM_NOW.

    ``zone`` is that of the writer's clocks: what a move refuses is said in the times they read.
    """

    at: datetime
    by: str
    frozen: bool = False
    zone: ZoneInfo = _UTC

    def said(self, when: Moment | datetime) -> str:
        """A time as the writer reads it: absolute, with the label of the zone."""
        return written(when, self.zone, now=self.at)


class Identified(SQLModel):
    """The base of all tables. A table does not validate by itself: only moves of the domain make and change records."""

    # Table models never validate, so the validators need not be built at every start.
    model_config = ConfigDict(defer_build=True)  # type: ignore[assignment]
    # Names for constraints and indexes, the same on every database: migrations find them by name.
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default="", max_length=32, unique=True)

    def identify(self, source: Callable[[], str]) -> None:
        """Give the record its identity across stores, once."""
        if not self.uid:
            self.uid = source()

    @property
    def number(self) -> int:
        """The reference number, which the store has assigned."""
        assert self.id is not None, "a record has its number once the store has taken it"
        return self.id


class Record(Identified):
    """A record that a person made at a moment. (An entry has two moments of its own, so it is not one of these.)"""

    created_at: datetime = time()


def reference(letter: Letter, number: int | None) -> str | None:
    """The word by which a person names a record: ``E14``; None for none."""
    return None if number is None else f"{letter}{number}"
