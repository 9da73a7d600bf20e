"""Finding one record by the name a person gives it: a reference, a slug, a handle."""

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload
from sqlmodel import Session

from warroom.domain import Account, Action, Contact, Entry, Escalation, Identified, Line, Person, Update
from warroom.errors import Ambiguous, NotFound, WrongReference
from warroom.vocabulary import OPEN_STATUSES, RECORD_NAMES, Letter, read_reference

R = TypeVar("R", bound=Identified)

# A name in an error message is cut here: it may be anything that was typed.
SHOWN = 40

# What must be loaded with a record so that its moves and its line need no further query.
_WITH: dict[type[Identified], tuple[Any, ...]] = {
    Escalation: (joinedload(Escalation.account), joinedload(Escalation.owner)),  # type: ignore[arg-type]
    Action: (
        joinedload(Action.owner_person),  # type: ignore[arg-type]
        joinedload(Action.owner_contact),  # type: ignore[arg-type]
        joinedload(Action.escalation).options(joinedload(Escalation.account), joinedload(Escalation.owner)),  # type: ignore[arg-type]
    ),
    Entry: (joinedload(Entry.account), joinedload(Entry.person), joinedload(Entry.contact)),  # type: ignore[arg-type]
    Update: (joinedload(Update.account),),  # type: ignore[arg-type]
}
_LETTERS: dict[Letter, type[Identified]] = {
    Letter.ESCALATION: Escalation,
    Letter.ENTRY: Entry,
    Letter.ACTION: Action,
    Letter.UPDATE: Update,
}

_HOW_TO_LIST = {
    Letter.ESCALATION: "List them:  warroom list --all",
    Letter.ENTRY: "List them:  warroom timeline --all",
    Letter.ACTION: "List them:  warroom actions --all --everywhere",
    Letter.UPDATE: "List them:  warroom updates --all",
}
# Which verb is meant when one for actions is given another kind of record.
RIGHT_VERB = {
    **{(verb, Letter.ENTRY): "amend" for verb in ("done", "moved", "dropped", "started")},
    ("assign", Letter.ESCALATION): "own PERSON -e",
    ("done", Letter.ESCALATION): "close -e",
    ("dropped", Letter.ESCALATION): "close -e",
}


def loaded_with(table: type[Identified]) -> tuple[Any, ...]:
    """What is loaded along with a record of this table."""
    return _WITH.get(table, ())


class Finding:
    """How records are found by name. Raises NotFound with the nearest names, or WrongReference."""

    session: Session

    def record(self, ref: str, *letters: Letter, verb: str = "") -> Any:
        """The record that a reference names, which must be one of ``letters`` (of any kind when none is given)."""
        wanted = " or ".join(RECORD_NAMES[letter] for letter in letters or Letter)
        read = read_reference(ref)
        if read is None:
            raise NotFound("record", shown(ref), hint=f"Give the reference of {wanted}, such as {(letters or [*Letter])[0]}1.")
        letter, number = read
        if letter not in set(Letter):
            raise NotFound("kind of record with the letter", letter, hint=f"The letters are {', '.join(Letter)}.")
        if letters and letter not in letters:
            raise WrongReference(f"{letter}{number}", wanted=wanted, actual=RECORD_NAMES[Letter(letter)], verb=verb)
        return self.numbered(_LETTERS[Letter(letter)], number, letter)

    def numbered(self, table: type[R], number: int, letter: str) -> R:
        """The record with this number."""
        query = select(table).where(_id(table) == number).options(*_WITH.get(table, ()))
        found = self.session.execute(query).scalar_one_or_none()
        if found is None:
            near = select(_id(table)).order_by(func.abs(_id(table) - number)).limit(3)
            nearest = [f"{letter}{near_number}" for near_number in self.session.execute(near).scalars()]
            nearest.sort(key=lambda ref: int(ref[1:]))
            raise NotFound(_noun(letter), f"{letter}{number}", nearest=nearest, hint=_HOW_TO_LIST[Letter(letter)])
        return found

    def action(self, ref: str, *, verb: str) -> Action:
        """The action that a reference names; ``verb`` is what was to be done with it."""
        read = read_reference(ref)
        right = RIGHT_VERB.get((verb, read[0])) if read else None
        return self.record(ref, Letter.ACTION, verb=right and f"warroom {right} {ref.upper()}" or "")  # type: ignore[no-any-return]

    def escalation(self, name: str) -> Escalation:
        """The escalation that a reference or an account's slug names; of an account, its only open one."""
        if read_reference(name):
            return self.record(name, Letter.ESCALATION)  # type: ignore[no-any-return]
        account = self.account(name)
        open_ones = self._open(Escalation.account_id == account.id)
        if not open_ones:
            raise NotFound("open escalation of", account.slug, hint=f"Open one:  warroom open {account.slug} TITLE")
        if len(open_ones) > 1:
            raise Ambiguous(f"{account.slug} has several open escalations", *_choice(open_ones))
        return open_ones[0]

    def escalation_of(self, record: Entry | Action | Update) -> Escalation:
        """The escalation on which a record hangs."""
        assert record.escalation_id is not None, "every record of this release hangs on an escalation"
        return self.numbered(Escalation, record.escalation_id, Letter.ESCALATION)

    def open_escalations(self) -> Sequence[Escalation]:
        """All that are open, the oldest first."""
        return self._open()

    def _open(self, *conditions: Any) -> Sequence[Escalation]:
        query = (
            select(Escalation)
            .where(Escalation.status.in_(sorted(OPEN_STATUSES)), *conditions)  # type: ignore[attr-defined]
            .options(*_WITH[Escalation])
            .order_by(Escalation.id)  # type: ignore[arg-type]
        )
        return self.session.execute(query).scalars().all()

    def line(self, ref: str) -> Line:
        """The timeline entry that a reference names, with its last correction; a correction's number finds the same."""
        entry: Entry = self.record(ref, Letter.ENTRY)
        first = entry if entry.amends_id is None else self.numbered(Entry, entry.amends_id, Letter.ENTRY)
        newest = select(Entry).where(Entry.amends_id == first.id).options(*_WITH[Entry])  # type: ignore[arg-type]
        last = self.session.execute(newest.order_by(Entry.seq.desc()).limit(1)).scalar_one_or_none()  # type: ignore[attr-defined]
        return Line(first, last or first)

    def account(self, slug: str) -> Account:
        """The account with this slug."""
        found = self.known_account(slug)
        if found is None:
            every = self.session.execute(select(Account.slug)).scalars().all()  # type: ignore[call-overload]
            raise NotFound("account", shown(slug), nearest=near(slug.casefold(), every), hint="List them:  warroom list")
        return found

    def known_account(self, slug: str) -> Account | None:
        """The account with this slug, if there is one."""
        query = select(Account).where(Account.slug == slug.casefold())  # type: ignore[arg-type]
        query = query.options(joinedload(Account.owner), joinedload(Account.sponsor))  # type: ignore[arg-type]
        return self.session.execute(query).scalar_one_or_none()

    def person(self, handle: str) -> Person | None:
        """One of ours with this handle, if known."""
        query = select(Person).where(Person.handle == handle.removeprefix("@").casefold())  # type: ignore[arg-type]
        return self.session.execute(query).scalar_one_or_none()

    def contact(self, account: Account, slug: str) -> Contact | None:
        """A contact of the account with this slug, if known."""
        query = select(Contact).where(Contact.account_id == account.id, Contact.slug == slug.casefold())  # type: ignore[arg-type]
        return self.session.execute(query).scalar_one_or_none()


def _id(table: type[Identified]) -> Any:
    return table.id


def _noun(letter: str) -> str:
    return RECORD_NAMES[Letter(letter)].split(" ", 1)[1]


def _choice(open_ones: Sequence[Escalation]) -> tuple[list[str], str]:
    names = [f"E{escalation.id} {shown(escalation.title)}" for escalation in open_ones]
    return names, f"Name one of them, for example:  -e E{open_ones[-1].id}"


def shown(name: str) -> str:
    """A name as an error message repeats it: not longer than a line."""
    return name if len(name) <= SHOWN else f"{name[:SHOWN]}…"


def near(name: str, known: Sequence[str]) -> list[str]:
    """Up to three known names that resemble ``name``, the most alike first."""
    import difflib  # only a mistake needs it

    return difflib.get_close_matches(name[:SHOWN], known, n=3, cutoff=0.6)
