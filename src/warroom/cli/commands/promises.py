"""What we owe the customer: promise, give, kept, missed, release, promises."""

from typing import TYPE_CHECKING, Annotated

import typer

from warroom.cli import params
from warroom.cli.answer import reader as reader_of
from warroom.cli.answer import show_listing, wrote
from warroom.cli.room import Room
from warroom.cli.typed import text as typed_text
from warroom.vocabulary import Letter, PromiseStatus

if TYPE_CHECKING:
    from datetime import datetime

    from warroom.domain import Promise

PromiseRef = Annotated[str, typer.Argument(metavar="REF", show_default=False, help="A promise, such as P3.")]
ToContact = Annotated[str | None, typer.Option("--to", metavar="NAME", help="Who at the customer hears it: dana.")]
Carrier = Annotated[str | None, typer.Option("--owner", metavar="NAME", help="Who of ours keeps it: @sam.")]
Agreed = Annotated[
    str | None, typer.Option("--agreed", metavar="TEXT", help="Where its owner said yes: call 11:20, a link.")
]


def promise(
    room: Room,
    text: params.Text = None,
    to: ToContact = None,
    owner: Carrier = None,
    due: params.Due = None,
    agreed: Agreed = None,
    at: params.At = None,
) -> None:
    """Promise what the customer will be able to see, by when. What lacks a gate stays a draft and is not printed.

    One that they heard before now, also one that was due before now, is recorded with --at.

    Example: warroom promise The export runs again --to dana --owner @sam --due "tue 17:00" --agreed "call 11:20"
    """
    from warroom.domain import Promise

    words, deadline, heard_at = typed_text(room, text), room.due(due), room.exact(at) if at else None
    with room.writing() as store:
        escalation = room.current(store, write=True)
        receiver = store.theirs(to, escalation.account, field="--to", new=room.options.new) if to else None
        carrier = room.ours(store, owner, field="--owner") if owner else None
        made = Promise.drafted(words, to=receiver, owner=carrier, due=deadline, stamp=room.stamp)
        escalation.promise(made, stamp=room.stamp, agreed=agreed, at=heard_at)
        store.settle()
    if made.status is PromiseStatus.DRAFT:
        lacking = made.missing(heard_at or room.now)
        room.say_all([f"P{made.id} is a draft: {one.words}. {one.way_out}" for one in lacking])
        _say(room, made, made.status.value)
    else:
        _say_given(room, made, heard_at)


def give(
    room: Room,
    ref: PromiseRef,
    agreed: Agreed = None,
    to: ToContact = None,
    owner: Carrier = None,
    due: params.Due = None,
    at: params.At = None,
) -> None:
    """Give a drafted promise: with its owner's yes, and whatever else it lacked; --at says when they heard it.

    Example: warroom give P1 --agreed "call 11:20"
    """
    deadline, heard_at = room.due(due), room.exact(at) if at else None
    with room.writing() as store:
        made: Promise = store.record(ref, Letter.PROMISE, verb="give")
        receiver = store.theirs(to, made.account, field="--to", new=room.options.new) if to else None
        carrier = room.ours(store, owner, field="--owner") if owner else None
        made.complete(to=receiver, owner=carrier, due=deadline)
        made.give(agreed, stamp=room.stamp, at=heard_at)
    _say_given(room, made, heard_at)


def kept(room: Room, ref: PromiseRef, at: params.At = None, evidence: params.Evidence = None) -> None:
    """Say that a promise was kept, since when, and how the customer can see it.

    Example: warroom kept P1 --evidence "two nightly runs complete"
    """
    since = room.exact(at)
    with room.writing() as store:
        made: Promise = store.record(ref, Letter.PROMISE, verb="kept")
        made.keep(at=since, stamp=room.stamp, evidence=evidence)
        asked = [one.ref for one in store.requests(escalation=made.escalation) if one.promise_id == made.id]
    late = ", late: it stays missed in the rate" if made.missed_at else ""
    _say(room, made, f"kept {room.written(since)}{late}")
    room.say_all([f"{ref}, for which it was promised, is not delivered yet:  warroom deliver {ref}" for ref in asked])


def missed(room: Room, ref: PromiseRef, why: params.NeededWhy) -> None:
    """Say that a promise was missed, and why; the customer reads that it was.

    Example: warroom missed P1 --why "the vendor's patch came late"
    """
    with room.writing() as store:
        made: Promise = store.record(ref, Letter.PROMISE, verb="missed")
        made.miss(why, stamp=room.stamp)
    _say(room, made, "missed")


def release(
    room: Room,
    ref: PromiseRef,
    by: Annotated[
        str, typer.Option("--by", metavar="NAME", help="Who at the customer let us off.", show_default=False)
    ],
    why: params.Why = None,
) -> None:
    """Say that the customer let us off a promise, and who did.

    Example: warroom release P1 --by dana
    """
    with room.writing() as store:
        made: Promise = store.record(ref, Letter.PROMISE, verb="release")
        who = store.theirs(by, made.account, field="--by", new=room.options.new)
        made.release(who, stamp=room.stamp, why=why)
        asked = store.requests(escalation=made.escalation)
        beside = [one for one in asked if made.id == one.promise_id or who.id == one.contact_id]
        waits = [f"{open.words}, and stays open:  {open.way_out}" for one in beside for open in one.unsettled()]
    _say(room, made, f"released by {who.slug}")
    room.say_all(waits)


def promises(
    room: Room,
    every: Annotated[bool, typer.Option("--all", help="Kept, released and dropped ones too.")] = False,
    everywhere: Annotated[bool, typer.Option("--everywhere", help="Of all escalations.")] = False,
    format: params.FormatOption = None,
) -> None:
    """List what is promised, the most urgent first.

    Example: warroom promises --everywhere
    """
    from warroom.output import owed

    with room.reading() as store:
        escalation = None if everywhere else room.current(store)
        records = [owed.promise_record(one) for one in store.promises(escalation=escalation, every=every)]
    show_listing(room, owed.promises(records, reader_of(room)), format)


def _say_given(room: Room, made: "Promise", heard_at: "datetime | None") -> None:
    _say(room, made, f"given {room.written(heard_at)}" if heard_at else "given")


def _say(room: Room, made: "Promise", what: str) -> None:
    from warroom.domain import party_name

    due = f"due {room.written(made.due)}" if made.due else "undated"
    to = f"to {made.to.slug}" if made.to else None
    wrote(
        room, made.escalation, f"{made.ref} {what}", due, party_name(made.owner) or "unowned", to,
        refs=[made.ref], records=[made],
    )  # fmt: skip
