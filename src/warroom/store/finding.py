"""Finding one record by the name a person gives it: a reference, a slug, a handle."""

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import func
from sqlmodel import Session, col, select

from warroom.domain import (
    Account,
    Action,
    Contact,
    Criterion,
    Entry,
    Escalation,
    Hypothesis,
    Identified,
    Line,
    Person,
    Promise,
    Request,
    Update,
)
from warroom.errors import Ambiguous, NotFound, WrongReference
from warroom.store.loading import loaded_with
from warroom.vocabulary import OPEN_STATUSES, RECORD_NAMES, Letter, Status, read_reference

R = TypeVar("R", bound=Identified)

# A name in an error message is cut here: it may be anything that was typed.
SHOWN = 40

_LETTERS: dict[Letter, type[Identified]] = {
    Letter.ESCALATION: Escalation,
    Letter.ENTRY: Entry,
    Letter.ACTION: Action,
    Letter.UPDATE: Update,
    Letter.PROMISE: Promise,
    Letter.REQUEST: Request,
    Letter.HYPOTHESIS: Hypothesis,
    Letter.CRITERION: Criterion,
}

_HOW_TO_LIST = {
    Letter.ESCALATION: "List them:  warroom list --all",
    Letter.ENTRY: "List them:  warroom timeline --all",
    Letter.ACTION: "List them:  warroom actions --all --everywhere",
    Letter.UPDATE: "List them:  warroom updates --all",
    Letter.PROMISE: "List them:  warroom promises --all",
    Letter.REQUEST: "List them:  warroom requests --all",
    Letter.HYPOTHESIS: "List them:  warroom hypotheses --all",
    Letter.CRITERION: "List them:  warroom exit",
}
# Which verb is meant when one is given a record that it does not take; of any other, what it is can be looked at.
_RIGHT_VERB = {
    **dict.fromkeys([("done", "T"), ("drop", "T"), ("move", "T"), ("edit", "T")], "amend"),
    **dict.fromkeys([("amend", "A"), ("amend", "E")], "edit"),
    ("assign", "E"): "own PERSON -e",
    ("done", "E"): "close -e",
    ("drop", "E"): "close -e",
    ("block", "E"): "wait PARTY -e",
    ("done", "P"): "kept",
    ("done", "Q"): "deliver",
    ("done", "H"): "cause TEXT --hypothesis",
    ("drop", "Q"): "withdraw",
    ("drop", "H"): "ruleout",
    ("kept", "A"): "done",
    ("deliver", "A"): "done",
    ("deliver", "P"): "kept",
    ("withdraw", "P"): "release",
    **dict.fromkeys([("done", "X"), ("kept", "X"), ("verify", "X")], "exit met"),
    **dict.fromkeys([("drop", "X"), ("release", "X")], "exit waive"),
    ("give", "X"): "exit agree",
    ("exit met", "A"): "done",
    ("exit met", "P"): "kept",
    ("exit waive", "P"): "release",
}


def _right_verb(verb: str, letter: str, number: int) -> str:
    return f"warroom {_RIGHT_VERB.get((verb, letter), 'show')} {letter}{number}"


class Finding:
    """How records are found by name. Raises NotFound with the nearest names, or WrongReference."""

    session: Session

    def record(self, ref: str, *letters: Letter, verb: str = "") -> Any:
        """The record that a reference names, which must be one of ``letters`` (of any kind when none is given)."""
        wanted = " or ".join(RECORD_NAMES[letter] for letter in letters or Letter)
        read = read_reference(ref)
        if read is None:
            raise NotFound(
                "record", shown(ref), hint=f"Give the reference of {wanted}, such as {(letters or [*Letter])[0]}1."
            )
        letter, number = read
        if letter not in set(Letter):
            raise NotFound("kind of record with the letter", letter, hint=f"The letters are {', '.join(Letter)}.")
        if letters and letter not in letters:
            right = _right_verb(verb, letter, number)
            raise WrongReference(f"{letter}{number}", wanted=wanted, actual=RECORD_NAMES[Letter(letter)], verb=right)
        return self.numbered(_LETTERS[Letter(letter)], number, letter)

    def numbered(self, table: type[R], number: int, letter: str) -> R:
        """The record with this number."""
        query = select(table).where(table.id == number).options(*loaded_with(table))
        found: R | None = self.session.exec(query).one_or_none()
        if found is None:
            distance = func.abs(col(table.id) - number)
            nearest = sorted(filter(None, self.session.exec(select(col(table.id)).order_by(distance).limit(3))))
            raise NotFound(
                _noun(letter), f"{letter}{number}", nearest=[f"{letter}{one}" for one in nearest],
                hint=_HOW_TO_LIST[Letter(letter)],
            )  # fmt: skip
        return found

    def action(self, ref: str, *, verb: str) -> Action:
        """The action that a reference names; ``verb`` is what was to be done with it."""
        action: Action = self.record(ref, Letter.ACTION, verb=verb)
        return action

    def escalation(self, name: str) -> Escalation:
        """The escalation that a reference or an account's slug names; of an account, its only open one."""
        if read_reference(name):
            found: Escalation = self.record(name, Letter.ESCALATION)
            return found
        account = self.account(name)
        open_ones = self._open(Escalation.account_id == account.id)
        if not open_ones:
            raise NotFound("open escalation of", account.slug, hint=self._how_to_begin(account))
        if len(open_ones) > 1:
            raise Ambiguous(f"{account.slug} has several open escalations", *_choice(open_ones))
        return open_ones[0]

    def _how_to_begin(self, account: Account) -> str:
        asked = select(Escalation.id).where(Escalation.account_id == account.id, Escalation.status == Status.REQUESTED)
        newest = self.session.exec(asked.order_by(col(Escalation.id).desc()).limit(1)).first()
        if newest is not None:
            return f"One is requested; take it up:  warroom accept E{newest}"
        return f"Open one:  warroom open {account.slug} TITLE"

    def escalation_of(self, record: Entry | Action | Update) -> Escalation:
        """The escalation on which a record hangs."""
        assert record.escalation_id is not None, "every record of this release hangs on an escalation"
        return self.numbered(Escalation, record.escalation_id, Letter.ESCALATION)

    def open_escalations(self) -> Sequence[Escalation]:
        """All that are open, the oldest first."""
        return self._open()

    def _open(self, *conditions: Any) -> Sequence[Escalation]:
        query = select(Escalation).where(col(Escalation.status).in_(sorted(OPEN_STATUSES)), *conditions)
        return self.session.exec(query.options(*loaded_with(Escalation)).order_by(col(Escalation.id))).all()

    def line(self, ref: str) -> Line:
        """The timeline entry that a reference names, with its last correction; a correction's number finds the same."""
        entry: Entry = self.record(ref, Letter.ENTRY, verb="amend")
        first = entry if entry.amends_id is None else self.numbered(Entry, entry.amends_id, Letter.ENTRY)
        newest = select(Entry).where(Entry.amends_id == first.id).options(*loaded_with(Entry))
        last = self.session.exec(newest.order_by(col(Entry.seq).desc()).limit(1)).first()
        return Line(first, last or first)

    def account(self, slug: str) -> Account:
        """The account with this slug."""
        found = self.known_account(slug)
        if found is None:
            every = self.session.exec(select(Account.slug)).all()
            raise NotFound(
                "account", shown(slug), nearest=near(slug.casefold(), every), hint="List them:  warroom accounts"
            )
        return found

    def known_account(self, slug: str) -> Account | None:
        """The account with this slug, if there is one."""
        query = select(Account).where(Account.slug == slug.casefold()).options(*loaded_with(Account))
        return self.session.exec(query).one_or_none()

    def person(self, handle: str) -> Person | None:
        """One of ours with this handle, if known."""
        query = select(Person).where(Person.handle == handle.removeprefix("@").casefold())
        return self.session.exec(query).one_or_none()

    def contact(self, account: Account, slug: str) -> Contact | None:
        """A contact of the account with this slug, if known."""
        query = select(Contact).where(Contact.account_id == account.id, Contact.slug == slug.casefold())
        return self.session.exec(query).one_or_none()


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
