"""The customers: account add, account show."""

from typing import Annotated, Any

import typer

from warroom.cli import params
from warroom.cli.answer import reader, show_listing, show_one, wrote
from warroom.cli.room import Room
from warroom.vocabulary import Tier


def account_add(
    room: Room,
    account: params.AccountName,
    name: Annotated[list[str] | None, typer.Argument(metavar="NAME…", show_default=False)] = None,
    tier: Annotated[Tier | None, params.option(Tier, "--tier", help="Its commercial class.")] = None,
    arr: Annotated[str | None, typer.Option(metavar="AMOUNT", help="Yearly recurring revenue.")] = None,
    currency: Annotated[str | None, typer.Option(metavar="CODE", help="ISO 4217: EUR, USD.")] = None,
    renewal: Annotated[str | None, typer.Option(metavar="DATE", help="When the contract renews: 2027-03-31.")] = None,
    notice_days: Annotated[int | None, typer.Option(metavar="N", help="Days of notice before the renewal.")] = None,
    timezone: Annotated[str | None, typer.Option(metavar="ZONE", help="The customer's zone: Europe/Berlin.")] = None,
    language: Annotated[str | None, typer.Option(metavar="TAG", help="The customer's language: de.")] = None,
    owner: Annotated[str | None, typer.Option(metavar="PERSON", help="Who leads the account.")] = None,
    sponsor: Annotated[str | None, typer.Option(metavar="PERSON", help="Our executive sponsor.")] = None,
) -> None:
    """Add an account, or complete what is known of it.

    Example: warroom account add acme Acme Insurance --tier strategic --timezone Europe/Berlin
    """
    from warroom.domain import AccountFacts

    renewal_on = room.date(renewal, field="--renewal")
    with room.writing() as store:
        found = store.account_named(account, new=room.options.new)
        people = {
            field: None if person is None else room.ours(store, person, field=f"--{field}")
            for field, person in (("owner", owner), ("sponsor", sponsor))
        }
        told: dict[str, Any] = {
            "tier": tier, "arr": arr, "currency": currency, "renewal_on": renewal_on, "notice_days": notice_days,
            "timezone": timezone, "language": language, **people,
        }  # fmt: skip
        found.describe(AccountFacts(name=" ".join(name) if name else None, **told), stamp=room.stamp)
        store.settle()
    wrote(room, None, found.slug, found.name, records=[found])


def account_show(room: Room, account: params.AccountName, format: params.FormatOption = None) -> None:
    """Show an account and its contacts.

    Example: warroom account show acme
    """
    from warroom.output import listings
    from warroom.output.records import account_record, contact_record

    with room.reading() as store:
        found = store.account(account)
        contacts = store.contacts(found)
    show_one(room, account_record(found), format, key="account")
    if room.console.out_is_terminal and format is None and not room.options.as_json:
        room.console.data("\n")
        known = [contact_record(contact, found) for contact in contacts]
        show_listing(room, listings.contacts(known, reader(room)), None, key="contact")
