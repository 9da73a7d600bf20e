"""The customers: account add, account edit, account show, accounts."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from warroom.cli import params
from warroom.cli.answer import show_listing, show_one, wrote
from warroom.cli.room import Room
from warroom.vocabulary import Tier

if TYPE_CHECKING:
    from warroom.domain import Account, AccountFacts
    from warroom.store import Store

Name = Annotated[list[str] | None, typer.Argument(metavar="NAME…", show_default=False, help="The full name.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The options of what is known of an account."""

    tier: Annotated[Tier | None, params.option(Tier, "--tier", help="Its commercial class.")] = None
    arr: Annotated[str | None, typer.Option(metavar="AMOUNT", help="Yearly recurring revenue.")] = None
    currency: Annotated[str | None, typer.Option(metavar="CODE", help="ISO 4217: EUR, USD.")] = None
    renewal: Annotated[str | None, typer.Option(metavar="DATE", help="When the contract renews: 2027-03-31.")] = None
    notice_days: Annotated[
        int | None, params.whole("--notice-days", help="Days of notice before the renewal.", example=90)
    ] = None
    timezone: Annotated[str | None, typer.Option(metavar="ZONE", help="The customer's zone: Europe/Berlin.")] = None
    language: Annotated[str | None, typer.Option(metavar="TAG", help="The customer's language: de.")] = None
    owner: Annotated[str | None, typer.Option(metavar="PERSON", help="Who leads the account.")] = None
    sponsor: Annotated[str | None, typer.Option(metavar="PERSON", help="Our executive sponsor.")] = None


def account_add(room: Room, told: Told, account: params.AccountName, name: Name = None) -> None:
    """Add an account, or complete what is known of it.

    Example: warroom account add acme Acme Insurance --tier strategic --timezone Europe/Berlin
    """
    with room.writing() as store:
        found = store.account_named(account, new=room.options.new)
        found.describe(_facts(room, store, told, name), stamp=room.stamp)
    _say(room, found)


def account_edit(room: Room, told: Told, account: params.AccountName, name: Name = None) -> None:
    """Correct what is known of an account.

    Example: warroom account edit acme --tier strategic
    """
    with room.writing() as store:
        found = store.account(account)
        found.describe(_facts(room, store, told, name), stamp=room.stamp)
    _say(room, found)


def _facts(room: Room, store: "Store", told: Told, name: list[str] | None) -> "AccountFacts":
    from warroom.domain import AccountFacts

    return AccountFacts(
        name=" ".join(name) if name else None,
        tier=told.tier,
        arr=told.arr,
        currency=told.currency,
        renewal_on=room.date(told.renewal, field="--renewal"),
        notice_days=told.notice_days,
        timezone=told.timezone,
        language=told.language,
        owner=room.ours(store, told.owner, field="--owner") if told.owner else None,
        sponsor=room.ours(store, told.sponsor, field="--sponsor") if told.sponsor else None,
    )


def _say(room: Room, account: "Account") -> None:
    wrote(room, None, account.slug, account.name, records=[account])


def account_show(room: Room, account: params.AccountName, format: params.FormatOption = None) -> None:
    """Show an account and its contacts.

    Example: warroom account show acme
    """
    from warroom.output import parties
    from warroom.output.parties import account_record, contact_record

    with room.reading() as store:
        found = store.account(account)
        contacts = [contact_record(contact, found) for contact in store.contacts(found)]
    show_one(room, account_record(found), format, key="account")
    if room.console.out_is_terminal and format is None and not room.options.as_json:
        room.console.data("\n")
        show_listing(room, parties.contacts(contacts), None, key="contact")


def accounts(room: Room, format: params.FormatOption = None) -> None:
    """List the accounts.

    Example: warroom accounts
    """
    from warroom.output import parties
    from warroom.output.parties import account_record

    with room.reading() as store:
        found = [account_record(account) for account in store.accounts()]
    show_listing(room, parties.accounts(found), format, key="account")
