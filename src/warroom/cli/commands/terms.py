"""What is written about a record: edit, link."""

from dataclasses import dataclass
from typing import Annotated, Any

import typer

from warroom.cli import params
from warroom.cli.answer import wrote
from warroom.cli.room import Room, alone
from warroom.errors import WrongUsage
from warroom.vocabulary import Kind, Letter, read_reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The options of what is written about an escalation."""

    title: Annotated[str | None, typer.Option(metavar="TEXT", help="Its title, inside.")] = None
    kind: Annotated[Kind | None, params.option(Kind, "--kind", help="What sort of distress.")] = None
    product: Annotated[str | None, typer.Option(metavar="TEXT", help="Which product it is about.")] = None
    component: Annotated[str | None, typer.Option(metavar="TEXT", help="Which part of it.")] = None
    deadline: Annotated[str | None, typer.Option(metavar="TIME", help="The date that the customer has set.")] = None
    sponsor: Annotated[str | None, typer.Option(metavar="PERSON", help="Our executive sponsor.")] = None


def edit(
    room: Room,
    written: Written,
    ref: Annotated[
        str | None, typer.Argument(metavar="REF", show_default=False, help="An escalation, an action or a request.")
    ] = None,
    customer: params.Customer = None,
    words: Annotated[
        str | None, typer.Option("--text", metavar="TEXT", help="A summary; of an action or a request, its text.")
    ] = None,
) -> None:
    """Complete or correct what is written about an escalation, or reword an action or a request.

    Example: warroom edit -c "Your nightly claims export" --product exports --deadline "fri 17:00"
    """
    if not any((customer, words, *(getattr(written, name) for name in written.__slots__))):
        raise WrongUsage("Nothing to edit was given.", "Give --title, -c, --kind, --product, --deadline, --text …")
    read = read_reference(ref) if ref else None
    if ref and read and read[0] in (Letter.ACTION, Letter.REQUEST):
        alone(ref.upper(), **{name: getattr(written, name) for name in written.__slots__})
        _reword(room, ref, customer=customer, words=words)
    else:
        _edit(room, ref, written, customer=customer, words=words)


def _edit(room: Room, ref: str | None, written: Written, *, customer: str | None, words: str | None) -> None:
    from warroom.domain import Terms

    deadline = room.due(written.deadline, field="--deadline")
    with room.writing() as store:
        escalation = store.escalation(ref) if ref else room.current(store, write=True)
        terms = Terms(
            title=written.title,
            customer_title=customer,
            kind=written.kind,
            product=written.product,
            component=written.component,
            deadline=deadline,
            sponsor=room.ours(store, written.sponsor, field="--sponsor") if written.sponsor else None,
            summary=words,
        )
        entry = escalation.edit(terms, stamp=room.stamp)
    due = f"deadline {room.written(deadline)}" if deadline else None
    wrote(room, escalation, entry.text.lower(), due, refs=[f"E{escalation.id}"], records=[escalation])


def _reword(room: Room, ref: str, *, customer: str | None, words: str | None) -> None:
    from warroom.domain import wording

    with room.writing() as store:
        owed: Any = store.record(ref, Letter.ACTION, Letter.REQUEST, verb="edit")
        owed.reword(wording(words or owed.text, customer=customer), words=words, stamp=room.stamp)
    wrote(room, owed.escalation, f"{owed.ref} reworded", refs=[owed.ref], records=[owed])


def link(
    room: Room,
    ref: Annotated[str, typer.Argument(metavar="REF", show_default=False, help="An escalation or an action.")],
    source: Annotated[str, typer.Argument(metavar="SYSTEM:KEY", show_default=False, help="What it is there.")],
) -> None:
    """Say what a record is in another system; customer:KEY is the customer's own case number.

    Example: warroom link E1 customer:CASE-2041
    """
    from warroom.domain import Source

    identity = Source.read(source, field="SYSTEM:KEY")
    with room.writing() as store:
        record: Any = store.record(ref, Letter.ESCALATION, Letter.ACTION)
        record.link(identity, stamp=room.stamp)
        escalation = getattr(record, "escalation", record)
    wrote(room, escalation, f"{ref.upper()} is {identity}", refs=[ref.upper()], records=[record])
