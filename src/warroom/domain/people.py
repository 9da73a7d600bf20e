"""The people: ours (Person), the customer's (Contact), and those of ours who serve on a task force (Member)."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Relationship

from warroom.domain import text
from warroom.domain.columns import among, filled, prose, time, word
from warroom.domain.record import Record, Stamp
from warroom.vocabulary import ContactRole, Department, Role, Stance

if TYPE_CHECKING:
    from warroom.domain.account import Account
    from warroom.domain.escalation import Escalation

# Read along where a contact or a member was found on its own; never written through.
_FOUND = {"lazy": "raise_on_sql", "viewonly": True}


class Person(Record, table=True):
    """One of ours, named by a handle: ``@sam``."""

    __table_args__ = (
        filled("handle", text.SLUG_LIMIT),
        among("department", Department),
        {"sqlite_autoincrement": True},
    )

    handle: str = prose(unique=True)
    name: str | None = prose(default=None)
    email: str | None = prose(default=None)
    title: str | None = prose(default=None)
    department: Department | None = word(Department, default=None)

    @classmethod
    def met(cls, handle: str, *, stamp: Stamp, name: str | None = None, field: str = "HANDLE") -> "Person":
        """A person of ours whom the war room hears of for the first time."""
        return cls(
            handle=text.slug(handle, field=field),
            name=name and text.line(name, field="NAME", limit=text.NAME_LIMIT),
            created_at=stamp.at,
        )

    def describe(
        self,
        *,
        name: str | None = None,
        email: str | None = None,
        title: str | None = None,
        department: Department | None = None,
    ) -> None:
        """Complete or correct what is known of the person; what is not given stays."""
        self.name = text.line(name, field="NAME", limit=text.NAME_LIMIT) if name is not None else self.name
        self.email = text.email(email) if email is not None else self.email
        self.title = text.line(title, field="--title", limit=text.NAME_LIMIT) if title is not None else self.title
        self.department = department or self.department

    @property
    def at_handle(self) -> str:
        return f"@{self.handle}"

    @property
    def full_name(self) -> str:
        """The name as a reader outside may see it; the handle stands in while no name is known."""
        return self.name or self.handle


class Contact(Record, table=True):
    """Someone at the customer, named by a slug within the account: ``dana``."""

    __table_args__ = (
        UniqueConstraint("account_id", "slug"),
        filled("slug", text.SLUG_LIMIT),
        filled("name", text.NAME_LIMIT),
        among("role", ContactRole),
        among("stance", Stance),
        {"sqlite_autoincrement": True},
    )

    account_id: int = Field(foreign_key="account.id")
    slug: str = prose()
    name: str = prose()
    email: str | None = prose(default=None)
    role: ContactRole | None = word(ContactRole, default=None)
    decides: bool = False
    stance: Stance | None = word(Stance, default=None)
    notes: str | None = prose(default=None)
    """What to know of them when speaking with them; internal for ever."""

    account: "Account" = Relationship(sa_relationship_kwargs=_FOUND)

    @classmethod
    def met(
        cls, account_id: int, slug: str, *, stamp: Stamp, name: str | None = None, field: str = "SLUG"
    ) -> "Contact":
        """Someone at the customer of whom the war room hears for the first time."""
        return cls(
            account_id=account_id,
            slug=text.slug(slug, field=field),
            name=text.line(name or slug, field="NAME", limit=text.NAME_LIMIT),
            created_at=stamp.at,
        )

    def describe(
        self,
        *,
        name: str | None = None,
        email: str | None = None,
        role: ContactRole | None = None,
        decides: bool | None = None,
        stance: Stance | None = None,
        notes: str | None = None,
    ) -> None:
        """Complete or correct what is known of the contact; what is not given stays."""
        self.name = text.line(name, field="NAME", limit=text.NAME_LIMIT) if name is not None else self.name
        self.email = text.email(email) if email is not None else self.email
        self.role = role or self.role
        self.decides = self.decides if decides is None else decides
        self.stance = stance or self.stance
        self.notes = text.prose(notes, field="--notes") if notes is not None else self.notes

    @property
    def full_name(self) -> str:
        return self.name


class Member(Record, table=True):
    """One of ours on the task force of an escalation, in one role; the interval stays for history."""

    __table_args__ = (among("role", Role), {"sqlite_autoincrement": True})

    escalation_id: int = Field(default=None, nullable=False, foreign_key="escalation.id", index=True)
    person_id: int = Field(default=None, nullable=False, foreign_key="person.id")
    role: Role = word(Role)
    need: str | None = prose(default=None)
    joined_at: datetime = time()
    released_at: datetime | None = time(default=None)

    # With its member, always: a task force is small, and nothing is said of a member but by name.
    person: Person = Relationship(sa_relationship_kwargs={"lazy": "joined"})
    escalation: "Escalation" = Relationship(sa_relationship_kwargs=_FOUND)

    def release(self, stamp: Stamp) -> None:
        """The member leaves the task force; the row stays as its history."""
        self.released_at = stamp.at


# Who acts or speaks: one of ours, or someone at the customer.
Party = Person | Contact


def party_name(party: Any) -> str | None:
    """How a listing names a party: ``@sam`` for ours, ``dana`` for theirs."""
    if isinstance(party, Person):
        return party.at_handle
    return party.slug if isinstance(party, Contact) else None
