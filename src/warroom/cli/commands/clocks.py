"""What is due and to whom: cadence, due, owe, skip."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from warroom.cli import params
from warroom.cli.answer import reader, show_listing, wrote
from warroom.cli.room import Room
from warroom.errors import Found, InvalidValue, WrongUsage
from warroom.vocabulary import READERS, Audience, Channel

if TYPE_CHECKING:
    from warroom.domain import Escalation
    from warroom.store import Store

Mine = Annotated[bool, typer.Option("--mine", help="Only yours.")]
Explain = Annotated[bool, typer.Option("--explain", help="Print every slot: when it was due, and what became of it.")]
Name = Annotated[str | None, typer.Option(metavar="PERSON", help="Who of ours sends it: @sam; none for the owner.")]
Approver = Annotated[str | None, typer.Option(metavar="PERSON", help="Who has to approve it: @vp; none for nobody.")]
Readers = Annotated[
    list[str] | None, typer.Option("--to", metavar="NAME", help="Who receives it; may stand again; none for nobody.")
]
_NOBODY = ("none", "@none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """The options of a line of the communication plan."""

    to: Readers = None
    channel: Annotated[Channel | None, params.option(Channel, "--channel", help="By which way.")] = None
    sender: Name = None
    approver: Approver = None

    @property
    def says_something(self) -> bool:
        return any(one is not None for one in (self.to, self.channel, self.sender, self.approver))

    @property
    def emptied(self) -> set[str]:
        """What is taken out of the plan. Raises InvalidValue where nobody stands beside somebody, or nothing stands."""
        given = {
            "recipients": self.to or [],
            "sender": self._named(self.sender),
            "approver": self._named(self.approver),
        }
        options = {"recipients": "--to", "sender": "--sender", "approver": "--approver"}
        for field, names in given.items():
            is_mixed = len(names) > 1 and any(name.casefold() in _NOBODY for name in names)
            if is_mixed or not all(name.strip() for name in names):
                problem = "nobody stands beside somebody" if is_mixed else "it is empty"
                raise InvalidValue(options[field], problem, f"For nobody:  {options[field]} none")
        return {field for field, names in given.items() if names and names[0].casefold() in _NOBODY}

    def _named(self, name: str | None) -> list[str]:
        return [] if name is None else [name]

    def found(self, room: Room, store: "Store", escalation: "Escalation", audience: Audience) -> dict[str, Any]:
        """What it says, with the people that its names mean."""
        out = self.emptied
        to = [] if "recipients" in out else self.to or []
        sender, approver = (None if name in out else getattr(self, name) for name in ("sender", "approver"))
        return {
            "emptied": out,
            "recipients": [store.recipient(one, escalation, audience, new=room.options.new) for one in to],
            "channel": self.channel,
            "sender": room.ours(store, sender, field="--sender") if sender else None,
            "approver": room.ours(store, approver, field="--approver") if approver else None,
        }


def cadence(
    room: Room,
    planned: Planned,
    audience: Annotated[Audience | None, params.argument(READERS, "AUDIENCE")] = None,
    every: Annotated[
        list[str] | None,
        typer.Argument(metavar="EVERY|TIMES", show_default=False, help="60m, 4h, 2bd, daily, 9:00,17:00, fri 17:00"),
    ] = None,
    explain: Explain = False,
    format: params.FormatOption = None,
) -> None:
    """Show or set how each audience hears from us: how often, to whom, by whom.

    Example: warroom cadence customer 60m --to dana --channel mail
    """
    rhythm = _rhythm(every)
    if audience is None or not (rhythm or planned.says_something):
        _show(room, audience, explain=explain, format=format)
        return
    if explain:
        raise WrongUsage("--explain shows what was, and a plan is set for what comes.", "Leave out one of the two.")
    from warroom.cli.books import line_of
    from warroom.domain import Cadence

    with room.writing() as store:
        escalation = room.current(store, write=True)
        told = planned.found(room, store, escalation, audience)
        before = line_of(store, escalation, audience)
        line = Cadence.planned(audience, before, stamp=room.stamp, rhythm=rhythm, **told)
        escalation.plan(line, before, stamp=room.stamp)
        store.add(line)
    wrote(
        room, escalation, f"{audience} updates", f"every {line.rhythm}" if line.rhythm else "at the default rhythm",
        f"to {', '.join(line.recipients)}" if line.recipients else None,
        refs=[f"E{escalation.id}"], records=[_record_of(room, escalation, audience)],
    )  # fmt: skip


def _rhythm(every: list[str] | None) -> str | None:
    from warroom.times.rhythm import read_rhythm

    return str(read_rhythm(" ".join(every), field="EVERY|TIMES")) if every else None


def _show(room: Room, audience: Audience | None, *, explain: bool, format: Any) -> None:
    from warroom.output import clocks

    with room.reading() as store:
        escalation = room.current(store)
        if explain:
            if audience is None:
                raise InvalidValue(
                    "AUDIENCE", "slots are explained for one audience", "Use customer, executive or internal."
                )
            slots = _kept(room, store, escalation)[audience].slots(now=room.now)
            listing = clocks.slot_listing(clocks.slot_records(slots), reader(room))
        else:
            records = _plan_records(room, store, escalation)
            wanted = [record for record in records if audience in (None, record["audience"])]
            listing = clocks.plan(wanted, reader(room))
    show_listing(room, listing, format, key="due_at" if explain else "audience")


def _record_of(room: Room, escalation: "Escalation", audience: Audience) -> dict[str, Any]:
    with room.reading() as store:
        records = _plan_records(room, store, store.escalation(f"E{escalation.id}"))
    return next(record for record in records if record["audience"] is audience)


def _kept(room: Room, store: "Store", escalation: "Escalation") -> Any:
    from warroom.cli.books import kept

    return kept(room, store, escalation)


def _plan_records(room: Room, store: "Store", escalation: "Escalation") -> list[dict[str, Any]]:
    from warroom.cli.books import books
    from warroom.insight.cadence import in_force
    from warroom.output.clocks import plan_record

    found = books(room, store, [escalation])
    records = _kept(room, store, escalation)
    return [
        plan_record(
            audience,
            line := found.line(escalation, audience),
            rhythm=str(in_force(escalation, audience, line, found.defaults)),
            sender=(line and line.sender) or escalation.owner,
            due=found.next_due(escalation, audience),
            kept=record.adherence(now=room.now),
        )
        for audience, record in records.items()
    ]


def due(
    room: Room,
    within: Annotated[str | None, typer.Option(metavar="TIME", help="Only what is due within 8h, 2d, ….")] = None,
    mine: Mine = False,
    check: Annotated[bool, typer.Option("--check", help="Show what is overdue, and fail if anything is.")] = False,
    format: params.FormatOption = None,
) -> None:
    """List every clock that runs, the most urgent first; of all escalations, or of one with -e.

    Example: warroom due --within 8h --mine
    """
    from warroom.cli.books import books
    from warroom.insight.clocks import clocks
    from warroom.output import clocks as shown

    until = None if within is None else room.due_given(within, field="--within").at
    with room.reading() as store:
        escalations = [room.current(store)] if room.options.escalation else store.owing()
        found = [shown.due_record(one, now=room.now) for one in clocks(books(room, store, escalations))
                 if until is None or one.at <= until]  # fmt: skip
    me = ("us", room.user)
    wanted = [
        one for one in found if (one["overdue"] or not check) and (not mine or (one["owner_party"], one["owner"]) == me)
    ]
    show_listing(room, shown.clocks(wanted, reader(room)), format)
    if check and wanted:
        raise Found(f"{len(wanted)} overdue.", "Each line says what runs, and for whom.")


def owe(
    room: Room,
    account: Annotated[
        str | None, typer.Argument(metavar="ACCOUNT", show_default=False, help="Only to this one.")
    ] = None,
    format: params.FormatOption = None,
) -> None:
    """List what we owe each customer, by account, what is overdue first.

    Example: warroom owe acme
    """
    from warroom.cli.books import books
    from warroom.insight.clocks import owed_to_customers
    from warroom.output import clocks as shown

    with room.reading() as store:
        only = None if account is None else store.account(account)
        owed = owed_to_customers(books(room, store, store.owing(account=only)))
        records = [shown.due_record(one, now=room.now) for one in owed]
    show_listing(room, shown.owed(records, reader(room)), format)


def skip(
    room: Room,
    audience: Annotated[Audience, params.argument(READERS, "AUDIENCE")],
    why: params.NeededWhy,
    until: Annotated[
        str, typer.Option("--next", metavar="TIME", help="When they hear from us instead.", show_default=False)
    ],
) -> None:
    """Leave out an update, for a reason that is kept, and say when the next one comes.

    Example: warroom skip executive --why "they sit in the call" --next 17:00
    """
    from warroom.cli.books import books
    from warroom.documents.pacing import left_waiting
    from warroom.domain import Update

    deadline = room.due_given(until, field="--next")
    with room.writing() as store:
        escalation = room.current(store, write=True)
        found = books(room, store, [escalation])
        was_due, rhythm = found.next_due(escalation, audience), found.rhythm(escalation, audience)
        update = Update.skipped(audience, why, next_update=deadline, due_at=was_due, stamp=room.stamp)
        escalation.skip(update, stamp=room.stamp)
        store.add(update)
    wrote(
        room, escalation, f"U{update.id} {audience} update skipped", f"next {room.written(deadline)}",
        refs=[f"U{update.id}"], records=[update],
    )  # fmt: skip
    room.say_all(left_waiting(audience, rhythm, deadline, now=room.now, zone=found.zone_for(escalation, audience)))
