"""The timeline: what happened. Entries are appended and never edited; a correction is a new entry with ``amends``."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, BigInteger, Index, UniqueConstraint
from sqlmodel import Field, Relationship

from warroom.domain import text
from warroom.domain.columns import among, filled, holds, prose, time, word
from warroom.domain.people import Contact, Party, Person, party_name
from warroom.domain.record import Identified, Stamp
from warroom.domain.wording import INTERNAL, Wording
from warroom.errors import InvalidValue
from warroom.times import Moment
from warroom.vocabulary import Audience, Certainty, EntryKind, Precision

if TYPE_CHECKING:
    from warroom.domain.account import Account
    from warroom.domain.action import Action
    from warroom.domain.criterion import Criterion
    from warroom.domain.hypothesis import Hypothesis
    from warroom.domain.promise import Promise
    from warroom.domain.request import Request

_LAZY = {"lazy": "raise_on_sql"}
SOURCE_LIMIT = 200
EVIDENCE_LIMIT = 2000

# The columns that name what hangs on an escalation and that an entry may be about.
ABOUT = ("action_id", "promise_id", "request_id", "hypothesis_id", "criterion_id")


@dataclass(frozen=True, slots=True)
class Source:
    """The identity of a record in another system; the same one is never written twice on one escalation."""

    system: str
    key: str

    @classmethod
    def read(cls, typed: str, *, field: str = "--source") -> "Source":
        """From ``SYSTEM:ID``. Raises InvalidValue."""
        system, colon, key = text.line(typed, field=field, limit=SOURCE_LIMIT).partition(":")
        if not colon or not system.strip() or not key.strip():
            raise InvalidValue(field, "it is not SYSTEM:ID", "For example: jira:OPS-88214")
        return cls(system.strip().casefold(), key.strip())

    def __str__(self) -> str:
        return f"{self.system}:{self.key}"


def linked(links: list[str], source: Source) -> list[str]:
    """The links with one more, each once; a new list, because a change within the old one would not be stored."""
    return [*(link for link in links if link != str(source)), str(source)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What someone tells the timeline, checked, before it is an entry."""

    text: str
    moment: Moment
    kind: EntryKind = EntryKind.NOTE
    wording: Wording = INTERNAL
    certainty: Certainty = Certainty.CONFIRMED
    by: Party | None = None
    evidence: str | None = None
    source: Source | None = None
    told: dict[str, Any] | None = None  # the details of its kind
    why: str | None = None

    @classmethod
    def checked(cls, words: str, *, field: str = "TEXT", details_field: str = "option", **told: Any) -> "Fact":
        """A fact from typed words. Raises InvalidValue naming the field that is not valid."""
        evidence, why = told.pop("evidence", None), told.pop("why", None)
        kind = told.get("kind", EntryKind.NOTE)
        told["certainty"] = told.get("certainty") or _USUAL_CERTAINTY.get(kind, Certainty.CONFIRMED)
        details_told = _details(kind, told.pop("told", None), field=details_field)
        return cls(
            text=text.prose(words, field=field),
            evidence=text.line_if(evidence, field="--evidence", limit=EVIDENCE_LIMIT),
            why=None if why is None else text.prose(why, field="--why"),
            told=details_told,
            **told,
        )


# How sure a fact is unless said otherwise: what explains is suspected, what happened is confirmed.
_USUAL_CERTAINTY = {
    EntryKind.CAUSE: Certainty.SUSPECTED,
    EntryKind.HYPOTHESIS: Certainty.SUSPECTED,
    EntryKind.ESTIMATE: Certainty.SUSPECTED,
}


def _details(kind: EntryKind, told: dict[str, Any] | None, *, field: str) -> dict[str, Any]:
    if not any(value is not None for value in (told or {}).values()):
        return {}
    from warroom.domain.details import details  # most entries are words alone

    return details(kind, told, field=field)


class Entry(Identified, table=True):
    """One line of the timeline, with two times: when it occurred and when it was recorded."""

    __table_args__ = (
        UniqueConstraint("escalation_id", "seq"),
        UniqueConstraint("escalation_id", "source", "source_id"),
        Index("ix_entry_timeline", "escalation_id", "sort_at", "seq"),
        Index("ix_entry_kind", "escalation_id", "kind"),
        filled("text", text.PROSE_LIMIT),
        filled("customer_text", text.PROSE_LIMIT),
        among("kind", EntryKind),
        among("audience", Audience),
        among("certainty", Certainty),
        among("precision", Precision),
        holds("released_in_words", "(audience = 'customer') = (customer_text IS NOT NULL)"),
        holds("one_party", "person_id IS NULL OR contact_id IS NULL"),
        holds("source_whole", "(source IS NULL) = (source_id IS NULL)"),
        {"sqlite_autoincrement": True},
    )
    account_id: int = Field(foreign_key="account.id", index=True)
    escalation_id: int | None = Field(default=None, foreign_key="escalation.id")
    seq: int = Field(sa_type=BigInteger)
    kind: EntryKind = word(EntryKind)
    text: str = prose()
    customer_text: str | None = prose(default=None)
    audience: Audience = word(Audience)
    certainty: Certainty = word(Certainty)
    occurred_at: datetime | None = time(default=None)
    occurred_offset: int = 0  # minutes east of UTC, as the person who typed it meant it
    precision: Precision = word(Precision)
    after_at: datetime | None = time(default=None)
    before_at: datetime | None = time(default=None)
    sort_at: datetime = time()
    recorded_at: datetime = time()
    recorded_by: str = prose()
    clock_frozen: bool = False
    person_id: int | None = Field(default=None, foreign_key="person.id")
    contact_id: int | None = Field(default=None, foreign_key="contact.id")
    evidence: str | None = prose(default=None)
    source: str | None = prose(default=None)
    source_id: str | None = prose(default=None)
    why: str | None = prose(default=None)
    data: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    automatic: bool = False  # written by the tool when state changed
    amends_id: int | None = Field(default=None, foreign_key="entry.id", index=True)
    # What a change of state is about.
    action_id: int | None = Field(default=None, foreign_key="action.id", index=True)
    promise_id: int | None = Field(default=None, foreign_key="promise.id", index=True)
    request_id: int | None = Field(default=None, foreign_key="request.id", index=True)
    hypothesis_id: int | None = Field(default=None, foreign_key="hypothesis.id", index=True)
    criterion_id: int | None = Field(default=None, foreign_key="criterion.id", index=True)

    account: "Account" = Relationship(sa_relationship_kwargs=_LAZY)
    person: Person | None = Relationship(sa_relationship_kwargs=_LAZY)
    contact: Contact | None = Relationship(sa_relationship_kwargs=_LAZY)
    action: "Action" = Relationship(sa_relationship_kwargs=_LAZY)
    promise: "Promise" = Relationship(sa_relationship_kwargs=_LAZY)
    request: "Request" = Relationship(sa_relationship_kwargs=_LAZY)
    hypothesis: "Hypothesis" = Relationship(sa_relationship_kwargs=_LAZY)
    criterion: "Criterion" = Relationship(sa_relationship_kwargs=_LAZY)

    @classmethod
    def telling(cls, fact: Fact, *, stamp: Stamp, **place: Any) -> "Entry":
        """The entry that tells ``fact``; ``place`` says where it stands (account, escalation, seq)."""
        # Both parties, also when there is none: else it would have to be asked of the store later.
        person = fact.by if isinstance(fact.by, Person) else None
        contact = fact.by if isinstance(fact.by, Contact) else None
        return cls(**row(fact, stamp=stamp), person=person, contact=contact, **place)

    @property
    def moment(self) -> Moment:
        """When it occurred, as far as that is known."""
        return Moment(self.occurred_at, self.precision, self.occurred_offset, self.after_at, self.before_at)

    @property
    def is_about_the_whole(self) -> bool:
        """Whether it tells a change of the escalation itself, not of something that hangs on it."""
        return not any(getattr(self, column) for column in ABOUT)

    @property
    def by(self) -> str | None:
        """Who did or said it: ``@sam`` or ``dana``; None when nobody was named."""
        return party_name(self.person or self.contact)


def row(fact: Fact, *, stamp: Stamp) -> dict[str, Any]:
    """The columns of an entry that come from ``fact``: for one entry, or for a bulk insert without objects."""
    moment = fact.moment
    return {
        "kind": fact.kind,
        "text": fact.text,
        "customer_text": fact.wording.customer,
        "audience": fact.wording.audience,
        "certainty": fact.certainty,
        "occurred_at": moment.at,
        "occurred_offset": moment.offset,
        "precision": moment.precision,
        "after_at": moment.after,
        "before_at": moment.before,
        "sort_at": moment.sort_at(stamp.at),
        "recorded_at": stamp.at,
        "recorded_by": stamp.by,
        "clock_frozen": stamp.frozen,
        "person_id": fact.by.id if isinstance(fact.by, Person) else None,
        "contact_id": fact.by.id if isinstance(fact.by, Contact) else None,
        "evidence": fact.evidence,
        "source": fact.source and fact.source.system,
        "source_id": fact.source and fact.source.key,
        "why": fact.why,
        "data": fact.told or {},
    }


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the timeline as it is read: the reference of the first entry, the content of the last correction."""

    first: Entry
    last: Entry
    between: tuple[Entry, ...] = ()
    """The corrections that other corrections took the place of, in the order of writing."""

    @property
    def order(self) -> tuple[datetime, int]:
        """Where it stands: by the time it occurred as corrected, then in the order of writing."""
        return self.last.sort_at, self.first.seq

    def as_of(self, seq: int) -> Entry | None:
        """How it read when the entry ``seq`` was the newest; None when it was not there yet."""
        there = [entry for entry in (self.first, *self.between, self.last) if entry.seq <= seq]
        return there[-1] if there else None


def as_amended(entries: Iterable[Entry]) -> list[Line]:
    """The timeline with each correction applied once, in order of time."""
    versions: dict[int, list[Entry]] = {}
    for entry in sorted(entries, key=lambda entry: entry.seq):
        if entry.amends_id is None:
            versions[entry.number] = [entry]
        elif entry.amends_id in versions:
            versions[entry.amends_id].append(entry)
    lines = (Line(every[0], every[-1], tuple(every[1:-1])) for every in versions.values())
    return sorted(lines, key=lambda line: line.order)
