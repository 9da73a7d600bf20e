"""The life of an escalation: ack, own, mitigate, restore, stable, relapse, close, reopen."""

from typing import TYPE_CHECKING, Annotated

import typer

from warroom.cli import params
from warroom.cli.answer import wrote
from warroom.cli.room import Room
from warroom.cli.typed import text_if
from warroom.errors import WrongUsage
from warroom.vocabulary import Audience, CauseCategory, Driver, Outcome

if TYPE_CHECKING:
    from warroom.domain import Entry, Escalation


OutcomeOption = Annotated[Outcome | None, params.option(Outcome, "--outcome", help="How it ended.")]
DriverOption = Annotated[Driver | None, params.option(Driver, "--driver", help="Why it became an escalation.")]


def ack(
    room: Room,
    text: params.Text = None,
    at: params.At = None,
    customer: params.Customer = None,
    safe: params.Safe = False,
) -> None:
    """Record that we told the customer that we have it.

    Example: warroom ack --at 02:31
    """
    _milestone(room, "acknowledge", text, at=at, customer=customer, safe=safe)


def mitigate(
    room: Room,
    text: params.Text = None,
    at: params.At = None,
    customer: params.Customer = None,
    safe: params.Safe = False,
) -> None:
    """Record that the impact is less than it was.

    Example: warroom mitigate Retries stopped, queue draining --at 09:41 --safe
    """
    _milestone(room, "mitigate", text, at=at, customer=customer, safe=safe)


def restore(
    room: Room,
    text: params.Text = None,
    at: params.At = None,
    workaround: Annotated[str | None, typer.Option(metavar="TEXT", help="What restored it for the time being.")] = None,
    customer: params.Customer = None,
    safe: params.Safe = False,
) -> None:
    """Record that service is back; an active escalation becomes stable.

    Example: warroom restore All exports completed --at 11:05 --safe
    """
    _milestone(room, "restore", text, at=at, customer=customer, safe=safe, workaround=workaround)


def own(room: Room, person: params.PersonName) -> None:
    """Hand the escalation to another owner.

    Example: warroom own @lee
    """
    with room.writing() as store:
        escalation = room.current(store, write=True)
        escalation.own(room.ours(store, person, field="PERSON"), stamp=room.stamp)
    _say(room, escalation, f"owner {escalation.owner and escalation.owner.at_handle}")


def stable(room: Room, why: params.NeededWhy) -> None:
    """Say that the situation is stable, where nothing technical had to be restored.

    Example: warroom stable --why "both sides agreed on the plan"
    """
    with room.writing() as store:
        escalation = room.current(store, write=True)
        escalation.settle(why, stamp=room.stamp)
    _say(room, escalation, "stable")


def relapse(room: Room, why: params.NeededWhy, at: params.At = None) -> None:
    """Say that it is broken again, and since when; what was restored counts no more, nor what was found about data.

    Example: warroom relapse --at 14:10 --why "exports fail again"
    """
    since = room.exact(at) if at else None
    with room.writing() as store:
        escalation = room.current(store, write=True)
        escalation.relapse(why, at=since, stamp=room.stamp, criteria=store.criteria(escalation))
    _say(room, escalation, "active again", f"since {room.written(since)}" if since else None)


def reopen(room: Room, why: params.NeededWhy, at: params.At = None) -> None:
    """Take up again what was closed, when the same trouble is back within 30 days; --at says since when.

    Example: warroom reopen -e E1 --at 08:10 --why "the same export failed again"
    """
    since = room.exact(at) if at else None
    with room.writing() as store:
        escalation = room.current(store, write=True)
        escalation.reopen(why, at=since, stamp=room.stamp, criteria=store.criteria(escalation))
    room.current_file.use(escalation.number)
    _say(room, escalation, "active again", f"since {room.written(since)}" if since else None)


def close(
    room: Room,
    outcome: OutcomeOption = None,
    cause: Annotated[CauseCategory | None, params.option(CauseCategory, "--cause", help="Why it failed.")] = None,
    driver: DriverOption = None,
    of: Annotated[
        str | None, typer.Option("--of", metavar="E14|ACCOUNT", help="Of which escalation it is a duplicate.")
    ] = None,
    at: params.At = None,
    force: Annotated[bool, typer.Option("--force", help="Close it all the same; needs --why.")] = False,
    why: params.Why = None,
) -> None:
    """Close the escalation, or list every reason why it cannot be closed yet.

    Example: warroom close --outcome resolved --cause change_release --driver silence
    """
    if force and why is None:
        raise WrongUsage("--force needs a reason that is kept.", "Add --why TEXT.")
    closed_at = room.exact(at)
    with room.writing() as store:
        escalation = room.current(store, write=True)
        goes_on = store.escalation(of) if of else None
        escalation.close(
            at=closed_at, stamp=room.stamp, outcome=outcome, cause=cause, driver=driver,
            last_update=store.last_sent(escalation, Audience.CUSTOMER), owed=store.owed(escalation),
            duplicate_of=goes_on, force_why=why if force else None,
        )  # fmt: skip
    of_which = f"duplicate of E{goes_on.id}" if goes_on else None
    _say(room, escalation, "closed", of_which, room.written(closed_at))
    if escalation.outcome is Outcome.DUPLICATE and of_which is None:
        # Nothing can be added to what is closed; with --of it would stand in its last entry.
        way_out = f"warroom log E{escalation.id} was a duplicate of this -e REF"
        room.console.talk(f"Of which escalation it is a duplicate was not said (--of); say it in that one:  {way_out}")
    if escalation.ended_unrestored:
        room.console.talk(
            "No restoration is recorded, so the post-mortem tells neither when it ended nor how long it took."
        )


def _milestone(
    room: Room,
    move: str,
    text: list[str] | None,
    *,
    at: str | None,
    customer: str | None,
    safe: bool,
    **told: str | None,
) -> None:
    """One milestone, in the words typed or in the usual ones."""
    from warroom.domain import wording

    words = text_if(room, text)
    if safe and words is None:
        raise WrongUsage("--safe releases the text, and there is none.", "Write the text, or use -c TEXT.")
    moment = room.happened(at)
    label = wording(words or "", customer=customer, safe=safe)
    with room.writing() as store:
        escalation = room.current(store, write=True)
        entry = getattr(escalation, move)(words, at=moment, stamp=room.stamp, label=label, **told)
        store.settle()
    _say_entry(room, escalation, entry)


def _say_entry(room: Room, escalation: "Escalation", entry: "Entry") -> None:
    wrote(
        room, escalation, f"T{entry.id} {entry.kind}", room.written(entry.moment), escalation.status,
        refs=[f"T{entry.id}"], records=[entry],
    )  # fmt: skip


def _say(room: Room, escalation: "Escalation", *words: str | None) -> None:

    wrote(room, escalation, *words, refs=[f"E{escalation.id}"], records=[escalation])
