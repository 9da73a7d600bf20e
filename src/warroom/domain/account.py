"""The customer: an account, what it is worth, and when it can leave."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import BigInteger
from sqlmodel import Field, Relationship

from warroom.domain import money, text
from warroom.domain.columns import among, filled, holds, prose, time, word
from warroom.domain.people import Person
from warroom.domain.record import Record, Stamp
from warroom.errors import InvalidValue
from warroom.times import zone_named
from warroom.vocabulary import Tier

NOTICE_LIMIT = 3660  # days; ten years
_LAZY = {"lazy": "raise_on_sql"}


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountFacts:
    """What is told of an account in one go; None is not told."""

    name: str | None = None
    tier: Tier | None = None
    arr: str | None = None  # major units, as typed
    currency: str | None = None
    renewal_on: date | None = None
    notice_days: int | None = None
    timezone: str | None = None
    language: str | None = None
    owner: Person | None = None
    sponsor: Person | None = None


class Account(Record, table=True):
    """A customer, named by a slug: ``acme``. Money is in minor units of ``currency``; None is unknown, never zero."""

    __table_args__ = (
        filled("slug", text.SLUG_LIMIT),
        filled("name", text.NAME_LIMIT),
        among("tier", Tier),
        holds("arr_plausible", f"arr_minor BETWEEN 0 AND {money.LIMIT}"),
        holds("arr_has_currency", "(arr_minor IS NULL) OR (currency IS NOT NULL)"),
        holds("notice_plausible", f"notice_days BETWEEN 0 AND {NOTICE_LIMIT}"),
        {"sqlite_autoincrement": True},
    )

    slug: str = prose(unique=True)
    name: str = prose()
    tier: Tier | None = word(Tier, default=None)
    arr_minor: int | None = Field(default=None, sa_type=BigInteger)
    currency: str | None = Field(default=None, max_length=3)
    arr_as_of: datetime | None = time(default=None)
    renewal_on: date | None = None
    notice_days: int | None = None
    timezone: str | None = prose(default=None)
    language: str | None = prose(default=None)
    owner_id: int | None = Field(default=None, foreign_key="person.id")
    sponsor_id: int | None = Field(default=None, foreign_key="person.id")

    owner: Person | None = Relationship(sa_relationship_kwargs=_LAZY | {"foreign_keys": "Account.owner_id"})
    sponsor: Person | None = Relationship(sa_relationship_kwargs=_LAZY | {"foreign_keys": "Account.sponsor_id"})

    @classmethod
    def met(cls, slug: str, *, stamp: Stamp, name: str | None = None) -> "Account":
        """An account of which the war room hears for the first time."""
        canonical = text.slug(slug, field="ACCOUNT")
        return cls(
            slug=canonical,
            name=text.line(name if name is not None else slug, field="NAME", limit=text.NAME_LIMIT),
            created_at=stamp.at,
        )

    def describe(self, facts: AccountFacts, *, stamp: Stamp) -> None:
        """Complete or correct what is known of the account; what is not told stays.

        Raises InvalidValue; then nothing may be kept, so an error must leave the transaction.
        """
        if facts.name is not None:
            self.name = text.line(facts.name, field="NAME", limit=text.NAME_LIMIT)
        self.tier = facts.tier or self.tier
        self._value(facts, stamp=stamp)
        self.renewal_on = facts.renewal_on or self.renewal_on
        self._notice(facts.notice_days)
        if facts.timezone is not None:
            self.timezone = zone_named(facts.timezone, field="--timezone").key
        if facts.language is not None:
            self.language = _language(facts.language)
        self.owner = facts.owner or self.owner
        self.sponsor = facts.sponsor or self.sponsor

    def _value(self, facts: AccountFacts, *, stamp: Stamp) -> None:
        code = money.currency(facts.currency) if facts.currency is not None else self.currency
        if facts.arr is not None:
            if code is None:
                raise InvalidValue(
                    "--arr", "an amount needs its currency", "Add --currency, for example --currency EUR"
                )
            self.arr_minor = money.minor_units(facts.arr, code, field="--arr")
            self.arr_as_of = stamp.at
        elif code != self.currency and self.arr_minor is not None:
            raise InvalidValue("--currency", "it changes what the recorded value means", "Give --arr along with it.")
        self.currency = code

    def _notice(self, days: int | None) -> None:
        if days is not None and not 0 <= days <= NOTICE_LIMIT:
            raise InvalidValue("--notice-days", f"it must be 0 to {NOTICE_LIMIT}", "For example: --notice-days 90")
        self.notice_days = self.notice_days if days is None else days


def _language(typed: str) -> str:
    """A language tag in its usual spelling (BCP 47, language and region only): ``de``, ``de-CH``."""
    parts = text.line(typed, field="--language", limit=20).replace("_", "-").split("-")
    if len(parts) > 2 or not all(part.isascii() and part.isalpha() and len(part) in (2, 3) for part in parts):
        raise InvalidValue("--language", "a language is a tag of two letters, with or without a region", "Like: de-CH")
    return "-".join([parts[0].lower(), *(part.upper() for part in parts[1:])])
