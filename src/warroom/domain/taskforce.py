"""Who serves on an escalation: the one owner, and the members of the task force."""

from typing import TYPE_CHECKING

from warroom.domain import text
from warroom.domain.people import Member, Person
from warroom.domain.record import Stamp
from warroom.errors import NotFound, Reason, Refused
from warroom.vocabulary import Role, spoken

if TYPE_CHECKING:
    from warroom.domain.situation import Situation as Base
else:
    Base = object


class TaskForce(Base):
    """The moves that change who serves; the intervals of service stay as history."""

    def own(self, person: Person, *, stamp: Stamp) -> None:
        """One of ours takes it over: there is exactly one owner (rule 1)."""
        self.refuse_when_closed()
        old = self.owner.at_handle if self.owner else None
        for member in self.serving(role=Role.OWNER):
            member.release(stamp)
        self.owner = person
        self.members.append(Member(person=person, role=Role.OWNER, joined_at=stamp.at, created_at=stamp.at))
        self.changed(f"Owner is {person.at_handle}", field="owner", old=old, new=person.at_handle, stamp=stamp)

    def serving(self, person: Person | None = None, *, role: Role | None = None) -> list[Member]:
        """Who serves now, of all or of one person, in any role or in one."""
        return [
            member
            for member in self.members
            if member.released_at is None
            and (person is None or member.person is person)
            and role in (None, member.role)
        ]

    def enlist(self, person: Person, role: Role, *, stamp: Stamp, need: str | None = None) -> Member:
        """One of ours joins the task force in a role; what we need of them can be said."""
        self.refuse_when_closed()
        if role is Role.OWNER:
            raise Refused(
                "An escalation has exactly one owner.",
                Reason("one_owner", "the owner is changed, not added", f"Use:  warroom own {person.at_handle}"),
            )
        if self.serving(person, role=role):
            raise Refused(
                f"{person.at_handle} is already {spoken(role)}.",
                Reason("already_member", f"{person.at_handle} holds this role", "Nothing needs to be done."),
            )
        member = Member(
            person=person,
            role=role,
            need=None if need is None else text.line(need, field="--need", limit=2000),
            joined_at=stamp.at,
            created_at=stamp.at,
        )
        self.members.append(member)
        words = f"{person.at_handle} joined as {spoken(role)}"
        self.changed(words, field="team", old=None, new=person.at_handle, stamp=stamp)
        return member

    def appoint(self, person: Person, role: Role, *, stamp: Stamp) -> Member:
        """One of ours takes a role that one person holds at a time, in place of whoever held it."""
        for member in self.serving(role=role):
            member.release(stamp)
        return self.enlist(person, role, stamp=stamp)

    def release(self, person: Person, *, stamp: Stamp) -> list[Member]:
        """One of ours leaves the task force, in all roles but that of the owner."""
        self.refuse_when_closed()
        serving = self.serving(person)
        if not serving:
            raise NotFound("member", person.at_handle, hint="List them:  warroom team")
        if any(member.role is Role.OWNER for member in serving):
            raise Refused(
                f"{person.at_handle} owns this escalation.",
                Reason("one_owner", "it would be left without an owner", "Hand it over first:  warroom own PERSON"),
            )
        for member in serving:
            member.release(stamp)
        words = f"{person.at_handle} left the task force"
        self.changed(words, field="team", old=person.at_handle, new=None, stamp=stamp)
        return serving
