"""Whom a name means: ``@sam`` is ours, ``dana`` theirs or ours; an unknown one becomes someone new, and is said so."""

from collections.abc import Sequence

from sqlmodel import select

from warroom.domain import Account, Contact, Escalation, Identified, Party, Person, Stamp
from warroom.domain.text import NAME_LIMIT, line, slug, slug_from
from warroom.errors import InvalidValue, NotFound, Resembles, WrongUsage
from warroom.store.finding import Finding, near, shown
from warroom.vocabulary import Audience

# How alike two names must be for one to be a likely typing mistake of the other: difflib's ratio, found by trying.
# "acm" and "acme" are 0.857, "jenifer" and "jennifer" 0.93, "logantwo" and "maxtwo" 0.57; members of a series, such as
# "team-a" and "team-b", are told apart below.
ALIKE = 0.85
# Names up to this length are near to many; up to the other one, to nearly all.
SHORT, SHORTEST = 4, 2

# How the one who writes names themselves.
ME = frozenset({"@me", "me"})


class Names(Finding):
    """How a typed name becomes a person or a contact. ``new`` insists where a name resembles a known one."""

    stamp: Stamp
    remarks: list[str]

    def add(self, record: Identified) -> None:
        """Take a new record in; it has its number at once."""
        self.session.add(record)
        self.session.flush()

    def ours(self, name: str, *, field: str, new: bool = False) -> Person:
        """One of ours: ``@sam``, ``sam`` or ``@me``, who writes."""
        if name.casefold() in ME:
            return self.person(self.stamp.by) or self._meet_person(self.stamp.by, "", field=field, new=True)
        handle = _short(name, field=field)
        return self.person(handle) or self._meet_person(handle, name, field=field, new=new)

    def account_named(self, name: str, *, new: bool = False) -> Account:
        """The account with this slug; an unknown one is made, unless it resembles a known one."""
        account = Account.met(name, stamp=self.stamp)
        known = self.known_account(account.slug)
        if known:
            return known
        if not new:
            every = self.session.exec(select(Account.slug)).all()
            _refuse_alike("account", account.slug, every)
        self.add(account)
        self.remarks.append(f"{account.slug} is new and now stands among the accounts.")
        return account

    def theirs(self, name: str, account: Account, *, field: str, new: bool = False) -> Contact:
        """Someone at the customer."""
        if name.startswith("@"):
            raise WrongUsage(
                f"{field}: {name[:40]} is one of ours; this takes a contact of {account.slug}.",
                "Write a contact without @, for example: dana",
            )
        short = _short(name, field=field)
        return self.contact(account, short) or self._meet_contact(account, short, name, field=field, new=new)

    def party(self, name: str, account: Account, *, field: str, new: bool = False, customer: bool = False) -> Party:
        """Ours or theirs: a bare name is a known contact of the account, then a known person, then someone new."""
        if name.startswith("@") or name.casefold() in ME:
            return self.ours(name, field=field, new=new)
        short = _short(name, field=field)
        known = self.contact(account, short) or self.person(short)
        if known:
            return known
        if customer:
            return self._meet_contact(account, short, name, field=field, new=new)
        return self._meet_person(short, name, field=field, new=new)

    def recipient(self, name: str, escalation: Escalation, audience: Audience, *, new: bool = False) -> str:
        """Who received an update, as it is kept: a contact of the account for customers, else one of ours."""
        if audience is Audience.CUSTOMER:
            return self.theirs(name, escalation.account, field="--to", new=new).slug
        return self.ours(name, field="--to", new=new).at_handle

    def known_person(self, name: str) -> Person:
        """One of ours who is known. Raises NotFound with the nearest handles."""
        found = self.person(self.stamp.by if name.casefold() in ME else name)
        if found is None:
            every = self.session.exec(select(Person.handle)).all()
            raise NotFound("person", shown(name), nearest=[f"@{one}" for one in near(name.removeprefix("@"), every)])
        return found

    def known_contact(self, account: Account, name: str) -> Contact:
        """A contact of the account who is known. Raises NotFound with the nearest."""
        found = self.contact(account, name)
        if found is None:
            every = self.session.exec(select(Contact.slug).where(Contact.account_id == account.id)).all()
            raise NotFound("contact", f"{shown(name)} of {account.slug}", nearest=near(name, every))
        return found

    def known_party(self, name: str, account: Account | None) -> Party:
        """Whom a name means among those who are known. Raises NotFound."""
        handle = self.stamp.by if name.casefold() in ME else name
        contact = self.contact(account, handle) if account and not handle.startswith("@") else None
        found = contact or self.person(handle)
        if found is None:
            every = self.session.exec(select(Person.handle)).all()
            raise NotFound("person or contact", shown(handle), nearest=near(handle.removeprefix("@"), every))
        return found

    def _meet_person(self, handle: str, typed: str, *, field: str, new: bool) -> Person:
        if not new:
            every = self.session.exec(select(Person.handle)).all()
            _refuse_alike("person", handle, every, prefix="@")
        person = Person.met(handle, stamp=self.stamp, name=_full(typed, handle), field=field)
        self.add(person)
        self.remarks.append(f"{person.at_handle} is new and now stands among the people.")
        return person

    def _meet_contact(self, account: Account, short: str, typed: str, *, field: str, new: bool) -> Contact:
        if not new:
            query = select(Contact.slug).where(Contact.account_id == account.id)
            _refuse_alike("contact", short, self.session.exec(query).all(), of=account.slug)
        contact = Contact.met(account.number, short, stamp=self.stamp, name=_full(typed, short), field=field)
        self.add(contact)
        self.remarks.append(f"{short} is new and now stands among the contacts of {account.slug}.")
        return contact


def _short(name: str, *, field: str) -> str:
    made = slug_from(line(name, field=field, limit=NAME_LIMIT).removeprefix("@")) if " " in name.strip() else name
    if not made.removeprefix("@"):
        raise InvalidValue(field, "no name can be made of it", "For example: @sam, or dana")
    return slug(made, field=field)


def _full(typed: str, short: str) -> str | None:
    name = typed.strip().removeprefix("@")
    return name if name and name.casefold() != short else None


def _refuse_alike(what: str, name: str, known: Sequence[str], *, prefix: str = "", of: str | None = None) -> None:
    import difflib

    near = difflib.get_close_matches(name, known, n=2, cutoff=ALIKE)
    alike = [other for other in dict.fromkeys([*_swapped(name, known), *near]) if not _serial(name, other)]
    if alike:
        raise Resembles(what, f"{prefix}{name}", [f"{prefix}{other}" for other in alike], of=of)


def _swapped(name: str, known: Sequence[str]) -> list[str]:
    """The known names in which two neighbouring letters stand the other way round: Damerau's fourth slip.

    difflib does not see it: "inse" and "ines" are 0.75. A name of three or four letters that is near to several ones is
    more likely a name of its own.
    """
    ways = {f"{name[:at]}{name[at + 1]}{name[at]}{name[at + 2 :]}" for at in range(len(name) - 1)} - {name}
    found = [other for other in known if other in ways]
    return found if len(name) > SHORT or (len(name) > SHORTEST and len(found) == 1) else []


def _serial(one: str, two: str) -> bool:
    """Whether two names are members of a series, ``team-a`` and ``team-b`` or ``ops1`` and ``ops2``, not a mistake."""
    same = 0
    while same < min(len(one), len(two)) and one[same] == two[same]:
        same += 1
    rests = one[same:], two[same:]
    counted = all(rest.isdigit() or not rest for rest in rests)
    lettered = all(len(rest) == 1 for rest in rests) and same > 0 and one[same - 1] in "-_."
    return counted or lettered
