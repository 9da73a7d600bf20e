"""The people: team, person, people, contact, contacts."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from warroom.cli import params
from warroom.cli.answer import reader, show_listing, wrote
from warroom.cli.room import Room
from warroom.vocabulary import ContactRole, Department, Role, Stance, spoken

if TYPE_CHECKING:
    from warroom.domain import Account, Contact, Person

RoleOption = Annotated[Role, params.option(Role, "--role", help="What the member is there for.")]
Email = Annotated[str | None, typer.Option(metavar="ADDRESS", help="A plain address: dana@example.com.")]
Name = Annotated[list[str] | None, typer.Argument(metavar="NAME…", show_default=False, help="The full name.")]
Handle = Annotated[str, typer.Argument(metavar="HANDLE", show_default=False, help="One of ours, such as @sam.")]
Slug = Annotated[str, typer.Argument(metavar="SLUG", show_default=False, help="A contact, such as dana.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The options of what is known of one of ours."""

    email: Email = None
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="What stands on the card.")] = None
    department: Annotated[Department | None, params.option(Department, "--department", help="Where they work.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactCard:
    """The options of what is known of a contact."""

    email: Email = None
    role: Annotated[ContactRole | None, params.option(ContactRole, "--role", help="What they are there.")] = None
    decides: Annotated[bool | None, typer.Option("--decides/--decides-not", help="Whether they decide.")] = None
    stance: Annotated[Stance | None, params.option(Stance, "--stance", help="How they stand towards us.")] = None
    notes: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What to know when speaking with them; never leaves the house.")
    ] = None

    def describe(self, contact: "Contact", name: list[str] | None) -> None:
        """Say of a contact what the options say."""
        contact.describe(
            name=" ".join(name) if name else None, email=self.email, role=self.role, decides=self.decides,
            stance=self.stance, notes=self.notes,
        )  # fmt: skip


def team(room: Room, format: params.FormatOption = None) -> None:
    """Show who serves on the task force.

    Example: warroom team
    """
    from warroom.output import parties
    from warroom.output.parties import member_record

    with room.reading() as store:
        found = store.members(room.current(store))
    show_listing(room, parties.members([member_record(one) for one in found], reader(room)), format, key="person")


def team_add(
    room: Room,
    person: params.PersonName,
    role: RoleOption,
    need: Annotated[str | None, typer.Option(metavar="TEXT", help="What we need of them.")] = None,
) -> None:
    """Take one of ours into the task force.

    Example: warroom team add @ines --role technical_lead --need "two hours today"
    """
    with room.writing() as store:
        escalation = room.current(store, write=True)
        member = escalation.enlist(room.ours(store, person, field="PERSON"), role, stamp=room.stamp, need=need)
    wrote(room, escalation, f"{member.person.at_handle} joined", spoken(member.role), member.need, records=[member])


def team_drop(room: Room, known: params.PersonName) -> None:
    """Release one of ours from the task force; what they still carry is listed.

    Example: warroom team drop @ines
    """
    with room.writing() as store:
        escalation = room.current(store, write=True)
        one = store.known_person(known)
        released = escalation.release(one, stamp=room.stamp)
        carried = [f"A{action.id}" for action in store.actions(escalation=escalation, owner=one)]
    wrote(room, escalation, f"{one.at_handle} left the task force", records=released)
    if carried:
        room.console.talk(f"Still with {one.at_handle}: {', '.join(carried)}  (warroom assign {carried[0]} PERSON)")


def person_add(room: Room, card: Card, person: Handle, name: Name = None) -> None:
    """Add one of ours, or complete what is known of them.

    Example: warroom person add @ines Ines Lund --email ines@example.com --department engineering
    """
    with room.writing() as store:
        found = room.ours(store, person, field="HANDLE")
        _describe(found, card, name)
    _say_person(room, found)


def person_edit(room: Room, card: Card, known: Handle, name: Name = None) -> None:
    """Correct what is known of one of ours.

    Example: warroom person edit @ines --title "Principal engineer"
    """
    with room.writing() as store:
        found = store.known_person(known)
        _describe(found, card, name)
    _say_person(room, found)


def _describe(person: "Person", card: Card, name: list[str] | None) -> None:
    full = " ".join(name) if name else None
    person.describe(name=full, email=card.email, title=card.title, department=card.department)


def _say_person(room: Room, person: "Person") -> None:
    wrote(room, None, person.at_handle, person.name, person.email, records=[person])


def people(room: Room, format: params.FormatOption = None) -> None:
    """List our people.

    Example: warroom people
    """
    from warroom.output import parties
    from warroom.output.parties import person_record

    with room.reading() as store:
        found = store.people()
    show_listing(room, parties.people([person_record(one) for one in found]), format, key="person")


def contact_add(room: Room, card: ContactCard, account: params.AccountName, person: Slug, name: Name = None) -> None:
    """Add someone at the customer, or complete what is known of them.

    Example: warroom contact add acme dana Dana Cho --email dana@example.com --role economic_buyer --decides
    """
    with room.writing() as store:
        customer = store.account(account)
        contact = store.theirs(person, customer, field="SLUG", new=room.options.new)
        card.describe(contact, name)
    _say_contact(room, contact, customer)


def contact_edit(room: Room, card: ContactCard, account: params.AccountName, known: Slug, name: Name = None) -> None:
    """Correct what is known of someone at the customer.

    Example: warroom contact edit acme dana --role champion
    """
    with room.writing() as store:
        customer = store.account(account)
        contact = store.known_contact(customer, known)
        card.describe(contact, name)
    _say_contact(room, contact, customer)


def _say_contact(room: Room, contact: "Contact", account: "Account") -> None:
    from warroom.output.parties import contact_record

    record = contact_record(contact, account)
    wrote(room, None, account.slug, contact.slug, contact.name, contact.email, records=[record])


def contacts(
    room: Room,
    account: Annotated[
        str | None, typer.Argument(metavar="ACCOUNT", show_default=False, help="The current one's, unless said.")
    ] = None,
    format: params.FormatOption = None,
) -> None:
    """List the contacts of an account.

    Example: warroom contacts acme
    """
    from warroom.output import parties
    from warroom.output.parties import contact_record

    with room.reading() as store:
        customer = store.account(account) if account else room.current(store).account
        found = [contact_record(contact, customer) for contact in store.contacts(customer)]
    show_listing(room, parties.contacts(found), format, key="contact")
