"""How it ends by agreement: exit add, agree, met, waive; and deescalate."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from warroom.cli import params
from warroom.cli.answer import answered, reader, said, show_listing, wrote
from warroom.cli.room import Room
from warroom.cli.typed import text as typed_text
from warroom.errors import WrongUsage
from warroom.vocabulary import Letter, spoken

if TYPE_CHECKING:
    from warroom.domain import Contact, Criterion
    from warroom.store import Store

CriterionRefs = Annotated[
    list[str], typer.Argument(metavar="REF…", show_default=False, help="Exit criteria, such as X1 X2.")
]
ByContact = Annotated[str, typer.Option("--by", metavar="NAME", help="Who at the customer: dana.", show_default=False)]
AgreedBy = Annotated[str | None, typer.Option("--agreed-by", metavar="NAME", help="Who at the customer agreed: dana.")]


def exit_(room: Room, format: params.FormatOption = None) -> None:
    """List what must hold before it ends, who at the customer agreed, and what is met.

    Example: warroom exit
    """
    from warroom.output import owed

    with room.reading() as store:
        records = [owed.criterion_record(one) for one in store.criteria(room.current(store))]
    show_listing(room, owed.criteria(records, reader(room)), format)


def exit_add(
    room: Room,
    text: params.Text = None,
    agreed_by: AgreedBy = None,
    due: params.Due = None,
    at: params.At = None,
) -> None:
    """Say what must hold before it ends; the customer reads it once one of them has agreed.

    Example: warroom exit add Five nightly exports without an error --agreed-by dana
    """
    from warroom.domain import Criterion

    words, deadline, agreed_at = typed_text(room, text), room.due(due), room.exact(at)
    with room.writing() as store:
        escalation = room.current(store, write=True)
        criterion = escalation.propose(Criterion.proposed(words, due=deadline, stamp=room.stamp), stamp=room.stamp)
        if agreed_by:
            criterion.agree(_contact(room, store, criterion, agreed_by, "--agreed-by"), at=agreed_at, stamp=room.stamp)
        store.settle()
    _say(room, [criterion])


def exit_agree(room: Room, refs: CriterionRefs, by: ByContact, at: params.At = None) -> None:
    """Say who at the customer agreed to an exit criterion.

    Example: warroom exit agree X1 --by dana
    """
    since = room.exact(at)
    _each(room, refs, "agree", lambda one, store: one.agree(
        _contact(room, store, one, by, "--by"), at=since, stamp=room.stamp))  # fmt: skip


def exit_met(room: Room, refs: CriterionRefs, at: params.At = None, evidence: params.Evidence = None) -> None:
    """Say that an exit criterion holds, since when, and how one can see it.

    Example: warroom exit met X1 --evidence "runs of 22 to 26 Nov"
    """
    since = room.exact(at)
    _each(room, refs, "met", lambda one, store: one.meet(at=since, stamp=room.stamp, evidence=evidence))


def exit_waive(room: Room, refs: CriterionRefs, by: ByContact, why: params.NeededWhy, at: params.At = None) -> None:
    """Say that somebody at the customer lets an exit criterion go, and why.

    Example: warroom exit waive X1 --by dana --why "the report by phone was enough"
    """
    since = room.exact(at)
    _each(room, refs, "waive", lambda one, store: one.waive(
        _contact(room, store, one, by, "--by"), why, at=since, stamp=room.stamp))  # fmt: skip


def deescalate(
    room: Room,
    agreed_by: AgreedBy = None,
    monitor: Annotated[
        str | None, typer.Option("--monitor", metavar="TIME", help="How long we watch it: 5d, 5bd, fri 17:00.")
    ] = None,
    at: params.At = None,
    force: Annotated[bool, typer.Option("--force", help="Do it all the same; needs --why.")] = False,
    why: params.Why = None,
) -> None:
    """Withdraw management attention as the customer agreed, and watch it; or list every reason against it.

    Example: warroom deescalate --agreed-by dana --monitor 5d
    """
    if force and why is None:
        raise WrongUsage("--force needs a reason that is kept.", "Add --why TEXT.")
    since = room.exact(at)
    until = room.due(monitor, field="--monitor", since=since)
    with room.writing() as store:
        escalation = room.current(store, write=True)
        by = (
            store.theirs(agreed_by, escalation.account, field="--agreed-by", new=room.options.new)
            if agreed_by
            else None
        )
        escalation.deescalate(
            at=since, until=until.at if until else None, by=by, criteria=store.criteria(escalation),
            actions=store.open_work([escalation]), stamp=room.stamp, force_why=why if force else None,
        )  # fmt: skip
    wrote(
        room, escalation, spoken(escalation.status), f"until {room.written(until)}" if until else "without an end",
        f"agreed by {by.slug}" if by else None, refs=[f"E{escalation.id}"], records=[escalation],
    )  # fmt: skip


def _contact(room: Room, store: "Store", criterion: "Criterion", name: str, field: str) -> "Contact":
    return store.theirs(name, criterion.account, field=field, new=room.options.new)


def _each(room: Room, refs: Sequence[str], verb: str, make: "Callable[[Criterion, Store], None]") -> None:
    """The same move on several criteria, in one transaction: all of them or none."""
    with room.writing() as store:
        found = [store.record(ref, Letter.CRITERION, verb=f"exit {verb}") for ref in dict.fromkeys(refs)]
        for criterion in found:
            make(criterion, store)
        store.settle()
    _say(room, found)


def _say(room: Room, found: "Sequence[Criterion]") -> None:
    for one in found:
        due = f"due {room.written(one.due)}" if one.due and one.is_open else None
        said(room, one.escalation, f"{one.ref} {spoken(one.status)}", *_since(room, one), due)
    answered(room, refs=[one.ref for one in found], records=found)


def _since(room: Room, one: "Criterion") -> list[str | None]:
    """Who at the customer said so, and since when."""
    by, at = one.waived_by or one.agreed_by, one.met_at or one.waived_at or one.agreed_at
    return [f"by {by.slug}" if by and one.met_at is None else None, room.written(at) if at else None]
