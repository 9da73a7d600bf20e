"""The customer's people and ours, and the accounts: as programs read them, and as a person sees them."""

from typing import Any

from warroom.domain import Account, Contact, Member, Person, reference
from warroom.output.formats import Column, Listing
from warroom.output.listings import Reader, at_handle, spoken_column
from warroom.output.records import short, stored
from warroom.vocabulary import Letter


def account_record(account: Account) -> dict[str, Any]:
    """An account; what is not known is None, and money stands in minor units."""
    return {
        "account": account.slug,
        "name": account.name,
        "tier": account.tier,
        "arr_minor": account.arr_minor,
        "currency": account.currency,
        "arr_as_of": stored(account.arr_as_of),
        "renewal_on": account.renewal_on and str(account.renewal_on),
        "notice_days": account.notice_days,
        "timezone": account.timezone,
        "language": account.language,
        "owner": short(account.owner),
        "sponsor": short(account.sponsor),
        "created_at": stored(account.created_at),
    }


def contact_record(contact: Contact, account: Account) -> dict[str, Any]:
    """A contact of an account."""
    return {
        "contact": contact.slug,
        "account": account.slug,
        "name": contact.name,
        "email": contact.email,
        "role": contact.role,
        "decides": contact.decides,
        "stance": contact.stance,
        "notes": contact.notes,
        "created_at": stored(contact.created_at),
    }


def person_record(person: Person) -> dict[str, Any]:
    """One of ours."""
    return {
        "person": person.handle,
        "name": person.name,
        "email": person.email,
        "title": person.title,
        "department": person.department,
        "created_at": stored(person.created_at),
    }


def member_record(member: Member) -> dict[str, Any]:
    """One of ours on a task force."""
    return {
        "escalation": reference(Letter.ESCALATION, member.escalation_id),
        "person": member.person.handle,
        "role": member.role,
        "need": member.need,
        "joined_at": stored(member.joined_at),
        "released_at": stored(member.released_at),
    }


def members(records: list[dict[str, Any]], reader: Reader) -> Listing:
    """The task force, one member a line."""
    return Listing(
        [
            Column("person", "person", lambda record: at_handle(record["person"]), fixed=True),
            spoken_column("role"),
            Column("need", "need"),
            Column("joined_at", "since", lambda record: reader.time(record["joined_at"]), fixed=True),
        ],
        records,
        empty="Nobody serves on it yet. Add someone with:  warroom team add @sam --role technical_lead",
    )


def people(records: list[dict[str, Any]]) -> Listing:
    """Our people, one a line."""
    return Listing(
        [
            Column("person", "person", lambda record: at_handle(record["person"]), fixed=True),
            Column("name", "name"),
            Column("title", "title"),
            spoken_column("department"),
            Column("email", "email"),
        ],
        records,
        empty="Nobody is known yet. Add someone with:  warroom person add @sam Sam Weber",
    )


def accounts(records: list[dict[str, Any]]) -> Listing:
    """Accounts, one a line."""
    return Listing(
        [
            Column("account", "account", fixed=True),
            Column("name", "name"),
            Column("tier", "tier"),
            Column("owner", "owner", lambda record: at_handle(record["owner"])),
            Column("renewal_on", "renewal", fixed=True),
            Column("timezone", "zone"),
            Column("language", "language"),
        ],
        records,
        empty="No account is known yet. Add one with:  warroom account add acme Acme Insurance",
    )


def contacts(records: list[dict[str, Any]]) -> Listing:
    """Contacts of an account, one a line."""
    return Listing(
        [
            Column("contact", "contact", fixed=True),
            Column("name", "name"),
            spoken_column("role"),
            Column("decides", "decides"),
            spoken_column("stance"),
            Column("email", "email"),
            Column("notes", "notes"),
        ],
        records,
        empty="No contact is known. Add one with:  warroom contact add ACCOUNT SLUG NAME",
    )
