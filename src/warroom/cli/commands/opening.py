"""How an escalation begins, and which one is in hand: open, use."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from warroom.cli import params
from warroom.cli.answer import wrote
from warroom.cli.room import Room, alone
from warroom.cli.typed import text
from warroom.errors import NotFound
from warroom.vocabulary import DetectedBy, EntryKind, Kind, Severity, Trigger, spoken

if TYPE_CHECKING:
    from warroom.domain import Opening, Party
    from warroom.times import Moment

DetectedByOption = Annotated[DetectedBy | None, params.option(DetectedBy, "--detected-by", help="Who noticed first.")]
TriggerOption = Annotated[Trigger | None, params.option(Trigger, "--trigger", help="Why it was escalated.")]
KindOption = Annotated[Kind | None, params.option(Kind, "--kind", help="What sort of distress.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstFacts:
    """The options of what is known in the first minute."""

    customer: params.Customer = None
    severity: params.SeverityOption = None
    kind: KindOption = None
    impact_start: Annotated[str | None, typer.Option(metavar="TIME", help="When the customer was first hurt.")] = None
    detected: Annotated[str | None, typer.Option(metavar="TIME", help="When it was noticed.")] = None
    detected_by: DetectedByOption = None
    by: Annotated[str | None, typer.Option(metavar="NAME", help="Who raised it: a contact, or @sam.")] = None
    trigger: TriggerOption = None
    retrospective: Annotated[
        bool, typer.Option("--retrospective", help="All of it already happened; no clock runs.")
    ] = False
    drill: Annotated[bool, typer.Option("--drill", help="An exercise: nothing goes to the customer.")] = False


def open_(
    room: Room,
    facts: FirstFacts,
    account: params.AccountName,
    title: params.Title = None,
    owner: Annotated[str | None, typer.Option(metavar="PERSON", help="Who leads it; you, unless said.")] = None,
    request: Annotated[bool, typer.Option("--request", help="Ask for it; somebody accepts or declines.")] = False,
) -> None:
    """Open an escalation and make it the current one.

    Example: warroom open acme Nightly export stopped --sev 1 --impact-start 02:10 --detected 02:14 --by dana
    """
    from warroom.domain import Escalation

    words = text(room, title, what="TITLE")
    times = _times(room, facts)
    if request:
        alone("--request", owner=owner)
    with room.writing() as store:
        customer = store.account_named(account, new=room.options.new)
        opening = _opening(facts, raised_by=room.party(store, facts.by, customer, field="--by", customer=True))
        leader = None if request else room.ours(store, owner or "@me", field="--owner")
        escalation = Escalation.opened(customer, words, opening, owner=leader, stamp=room.stamp)
        escalation.begin(times, stamp=room.stamp)
        store.add(escalation)
    room.current_file.use(escalation.number)
    wrote(
        room, escalation, "requested" if request else "opened", _marks(facts), f"severity {escalation.severity}",
        escalation.owner.at_handle if escalation.owner else None,
        *(f"{spoken(kind)} {room.written(moment)}" for kind, moment in times.items()),
        refs=[f"E{escalation.id}"], records=[escalation],
    )  # fmt: skip


def _times(room: Room, facts: FirstFacts) -> "dict[EntryKind, Moment]":
    typed = {EntryKind.IMPACT_START: facts.impact_start, EntryKind.DETECTION: facts.detected}
    fields = {EntryKind.IMPACT_START: "--impact-start", EntryKind.DETECTION: "--detected"}
    return {kind: room.happened(one, field=fields[kind]) for kind, one in typed.items() if one is not None}


def _opening(facts: FirstFacts, *, raised_by: "Party | None") -> "Opening":
    from warroom.domain import Opening

    return Opening(
        customer_title=facts.customer,
        kind=facts.kind or Kind.OUTAGE,
        severity=facts.severity or Severity.DEGRADED,
        trigger=facts.trigger,
        detected_by=facts.detected_by,
        raised_by=raised_by,
        retrospective=facts.retrospective,
        drill=facts.drill,
    )


def _marks(facts: FirstFacts) -> str | None:
    marks = {"drill": facts.drill, "retrospective": facts.retrospective}
    return ", ".join(mark for mark, is_set in marks.items() if is_set) or None


def accept(
    room: Room,
    ref: params.Ref,
    owner: Annotated[str, typer.Option(metavar="PERSON", help="Who leads it.")] = "@me",
) -> None:
    """Take up an escalation that was requested, and make it the current one.

    Example: warroom accept E2
    """
    with room.writing() as store:
        escalation = store.escalation(ref)
        escalation.accept(room.ours(store, owner, field="--owner"), stamp=room.stamp)
    room.current_file.use(escalation.number)
    leader = escalation.owner.at_handle if escalation.owner else None
    wrote(room, escalation, "accepted", leader, refs=[f"E{escalation.id}"], records=[escalation])


def decline(room: Room, ref: params.Ref, why: params.NeededWhy) -> None:
    """Say no to an escalation that was requested, with the reason.

    Example: warroom decline E2 --why "support handles it in the usual way"
    """
    with room.writing() as store:
        escalation = store.escalation(ref)
        escalation.decline(why, stamp=room.stamp)
    wrote(room, escalation, "declined", refs=[f"E{escalation.id}"], records=[escalation])


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
