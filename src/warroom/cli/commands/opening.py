"""How an escalation begins, and which one is in hand: open, use."""

from typing import Annotated

import typer

from warroom.cli import params
from warroom.cli.answer import wrote
from warroom.cli.room import Room
from warroom.cli.typed import text
from warroom.errors import NotFound
from warroom.vocabulary import DetectedBy, EntryKind, Kind, Severity, Trigger

DetectedByOption = Annotated[DetectedBy | None, params.option(DetectedBy, "--detected-by", help="Who noticed first.")]
TriggerOption = Annotated[Trigger | None, params.option(Trigger, "--trigger", help="Why it was escalated.")]
KindOption = Annotated[Kind | None, params.option(Kind, "--kind", help="What sort of distress.")]


def open_(
    room: Room,
    account: params.AccountName,
    title: params.Title = None,
    customer: params.Customer = None,
    severity: params.SeverityOption = None,
    kind: KindOption = None,
    impact_start: Annotated[str | None, typer.Option(metavar="TIME", help="When the customer was first hurt.")] = None,
    detected: Annotated[str | None, typer.Option(metavar="TIME", help="When it was noticed.")] = None,
    detected_by: DetectedByOption = None,
    by: Annotated[str | None, typer.Option(metavar="NAME", help="Who raised it: a contact, or @sam.")] = None,
    trigger: TriggerOption = None,
    owner: Annotated[str, typer.Option(metavar="PERSON", help="Who leads it.")] = "@me",
    retrospective: Annotated[
        bool, typer.Option("--retrospective", help="All of it already happened; no clock runs.")
    ] = False,
    drill: Annotated[bool, typer.Option("--drill", help="An exercise: nothing goes to the customer.")] = False,
) -> None:
    """Open an escalation and make it the current one.

    Example: warroom open acme Nightly export stopped --sev 1 --impact-start 02:10 --detected 02:14 --by dana
    """
    from warroom.domain import Escalation

    words = text(room, title, what="TITLE")
    times = {
        kind_: room.happened(typed, field=field)
        for kind_, typed, field in (
            (EntryKind.IMPACT_START, impact_start, "--impact-start"),
            (EntryKind.DETECTION, detected, "--detected"),
        )
        if typed is not None
    }
    with room.writing() as store:
        customer_account = store.account_named(account, new=room.options.new)
        escalation = Escalation.opened(
            customer_account,
            words,
            owner=room.ours(store, owner, field="--owner"),
            stamp=room.stamp,
            customer_title=customer,
            kind=kind or Kind.OUTAGE,
            severity=severity or Severity.DEGRADED,
            trigger=trigger,
            detected_by=detected_by,
            raised_by=room.party(store, by, customer_account, field="--by", customer=True),
            retrospective=retrospective,
            drill=drill,
        )
        escalation.begin(times, stamp=room.stamp)
        store.add(escalation)
    room.current_file.use(escalation.number)
    wrote(
        room, escalation, "opened", "drill" if drill else None, "retrospective" if retrospective else None,
        f"severity {escalation.severity}", escalation.owner.at_handle if escalation.owner else None,
        *(f"{kind_.replace('_', ' ')} {room.written(moment)}" for kind_, moment in times.items()),
        refs=[f"E{escalation.id}"], records=[escalation],
    )  # fmt: skip


def use(
    room: Room,
    name: Annotated[
        str | None,
        typer.Argument(metavar="E14|ACCOUNT|-", show_default=False, help="What to use; - for the one before."),
    ] = None,
) -> None:
    """Make an escalation the current one of this terminal, or say which one is.

    Example: warroom use E1
    """

    with room.reading() as store:
        if name is None:
            escalation = room.current(store)
        elif name == "-":
            before = room.current_file.used()[1:]
            if not before:
                raise NotFound("escalation used", "before", hint="Name one:  warroom use E1")
            escalation = store.escalation(f"E{before[0]}")
        else:
            escalation = store.escalation(name)
    if name is not None:
        room.current_file.use(escalation.number)
    wrote(
        room, escalation, escalation.title, escalation.status,
        refs=[f"E{escalation.id}"], records=[escalation],
    )  # fmt: skip
