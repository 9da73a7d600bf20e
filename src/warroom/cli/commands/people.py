"""The people: team, person, contact."""

from typing import Annotated

import typer

from warroom.cli import params
from warroom.cli.answer import reader, show_listing, wrote
from warroom.cli.room import Room
from warroom.vocabulary import ContactRole, Department, Role, spoken

RoleOption = Annotated[Role, params.option(Role, "--role", help="What the member is there for.")]
Email = Annotated[str | None, typer.Option(metavar="ADDRESS", help="A plain address: dana@example.com.")]
Name = Annotated[list[str] | None, typer.Argument(metavar="NAME…", show_default=False, help="The full name.")]


def team(room: Room, format: params.FormatOption = None) -> None:
    """Show who serves on the task force.

    Example: warroom team
    """
    from warroom.output import listings
    from warroom.output.records import member_record

    with room.reading() as store:
        found = store.members(room.current(store))
    show_listing(room, listings.members([member_record(one) for one in found], reader(room)), format, key="person")


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
        store.settle()
    wrote(
        room, escalation, f"{member.person.at_handle} joined", spoken(member.role), member.need,
        records=[member],
    )  # fmt: skip


def person_add(
    room: Room,
    person: Annotated[str, typer.Argument(metavar="HANDLE", show_default=False, help="Such as @sam.")],
    name: Name = None,
    email: Email = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="What stands on the card.")] = None,
    department: Annotated[Department | None, params.option(Department, "--department", help="Where they work.")] = None,
) -> None:
    """Add one of ours, or complete what is known of them.

    Example: warroom person add @ines Ines Lund --email ines@example.com --department engineering
    """

    with room.writing() as store:
        found = room.ours(store, person, field="HANDLE")
        found.describe(name=" ".join(name) if name else None, email=email, title=title, department=department)
        store.settle()
    wrote(room, None, found.at_handle, found.name, found.email, records=[found])


def contact_add(
    room: Room,
    account: params.AccountName,
    person: Annotated[str, typer.Argument(metavar="SLUG", show_default=False, help="Such as dana.")],
    name: Name = None,
    email: Email = None,
    role: Annotated[ContactRole | None, params.option(ContactRole, "--role", help="What they are there.")] = None,
    decides: Annotated[bool | None, typer.Option("--decides", help="They decide on the contract.")] = None,
) -> None:
    """Add someone at the customer, or complete what is known of them.

    Example: warroom contact add acme dana Dana Cho --email dana@example.com --role economic_buyer --decides
    """
    from warroom.output.records import contact_record

    with room.writing() as store:
        customer = store.account(account)
        contact = store.theirs(person, customer, field="SLUG", new=room.options.new)
        contact.describe(name=" ".join(name) if name else None, email=email, role=role, decides=decides)
        store.settle()
    wrote(
        room, None, customer.slug, contact.slug, contact.name, contact.email,
        records=[lambda: contact_record(contact, customer)],
    )  # fmt: skip
