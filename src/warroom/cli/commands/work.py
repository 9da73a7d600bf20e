"""Who does what until when: do, start, done, verify, block, unblock; and move, assign, drop of whatever is owed."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from warroom.cli import params
from warroom.cli.answer import already_there, answered, said
from warroom.cli.room import Room
from warroom.cli.typed import text as typed_text
from warroom.vocabulary import ActionStatus, Letter, Phase, spoken

if TYPE_CHECKING:
    from datetime import datetime

    from warroom.domain import Owed, Party
    from warroom.store import Store

PhaseOption = Annotated[Phase | None, params.option(Phase, "--phase", help="What the action is for.")]
To = Annotated[str, typer.Argument(metavar="PERSON", show_default=False, help="@sam, or a contact of the account.")]


def do(
    room: Room,
    text: params.Text = None,
    owner: params.Owner = None,
    due: params.Due = None,
    phase: PhaseOption = None,
    customer: params.Customer = None,
    safe: params.Safe = False,
    source: params.SourceLink = None,
) -> None:
    """Hand out an action, with an owner and a due time.

    Example: warroom do Stop the retries --owner @sam --due 14:00 --phase contain
    """
    from warroom.domain import Action, Source, wording

    words = typed_text(room, text)
    deadline = room.due(due)
    identity = None if source is None else Source.read(source)
    with room.writing() as store:
        escalation = room.current(store, write=True)
        known = store.sourced(escalation, identity)
        if known is None:
            action = Action.agreed(
                words,
                stamp=room.stamp,
                wording=wording(words, customer=customer, safe=safe),
                owner=room.party(store, owner, escalation.account, field="--owner"),
                due=deadline,
                phase=phase,
                source=identity,
            )
            escalation.do(action, stamp=room.stamp)
            store.settle()
    if known is not None:
        already_there(room, escalation, known)
    else:
        _say(room, [action], "added")


def start(room: Room, refs: params.Refs) -> None:
    """Take an action up.

    Example: warroom start A1
    """
    _each(room, refs, lambda action: action.start(stamp=room.stamp), "started")


def done(room: Room, refs: params.Refs, at: params.At = None, evidence: params.Evidence = None) -> None:
    """Say that an action is done, since when, and how one can see it.

    Example: warroom done A1 --evidence "queue at zero since 09:50"
    """
    since = room.exact(at)
    _each(room, refs, lambda action: action.finish(at=since, stamp=room.stamp, evidence=evidence), "done", since=since)


def verify(room: Room, refs: params.Refs, evidence: params.Evidence = None) -> None:
    """Say that someone has seen that an action is done and works.

    Example: warroom verify A1 --evidence "two nightly runs complete"
    """
    _each(room, refs, lambda action: action.verify(stamp=room.stamp, evidence=evidence), "verified")


def block(room: Room, refs: params.Refs, why: params.NeededWhy) -> None:
    """Say that an action cannot go on, and what it needs.

    Example: warroom block A1 --why "read access to their staging system"
    """
    _each(room, refs, lambda action: action.block(why, stamp=room.stamp), "blocked")


def unblock(room: Room, refs: params.Refs) -> None:
    """Say that a blocked action can go on.

    Example: warroom unblock A1
    """
    _each(room, refs, lambda action: action.unblock(stamp=room.stamp), "unblocked")


def move(
    room: Room,
    refs: params.Refs,
    due: Annotated[str, typer.Option("--due", metavar="TIME", help="When it is owed from now on.", show_default=False)],
    why: params.Why = None,
    told: Annotated[
        str | None, typer.Option("--told", metavar="TEXT", help="Where the customer heard it; a promise needs it.")
    ] = None,
) -> None:
    """Give an action, a promise, a request or an exit criterion another due time; the first one stays on record.

    Example: warroom move A1 --due "fri 17:00" --why "vendor patch is late"
    """
    deadline = room.due_given(due)
    _each(room, refs, lambda owed: owed.move(deadline, stamp=room.stamp, why=why, told=told), "moved", _MOVED)


def assign(
    room: Room,
    refs: params.Refs,
    person: To,
    agreed: Annotated[
        str | None, typer.Option("--agreed", metavar="TEXT", help="Where they said yes; a given promise needs it.")
    ] = None,
) -> None:
    """Give an action, a promise or a request to someone else; the last word is the new owner.

    Example: warroom assign A1 @lee
    """
    with room.writing() as store:
        found = [store.record(ref, *_CARRIED, verb="assign") for ref in dict.fromkeys(refs)]
        for owed in found:
            owed.assign(_carrier(room, store, owed, person), stamp=room.stamp, agreed=agreed)
        store.settle()
    _say(room, found, "assigned")


def _carrier(room: Room, store: "Store", owed: "Owed", name: str) -> "Party":
    """Who can carry it: an action also the customer, a promise or a request only one of ours."""
    if owed.LETTER is Letter.ACTION:
        party = room.party(store, name, owed.account, field="PERSON")
        assert party is not None
        return party
    return room.ours(store, name, field="PERSON")


def drop(room: Room, refs: params.Refs, why: params.NeededWhy) -> None:
    """Say that an action will not be done, or a drafted promise not be given, and why.

    Example: warroom drop A1 --why "the rollback made it needless"
    """
    _each(room, refs, lambda owed: owed.drop(why, stamp=room.stamp), "dropped", (Letter.ACTION, Letter.PROMISE))


_CARRIED = (Letter.ACTION, Letter.PROMISE, Letter.REQUEST)
_MOVED = (*_CARRIED, Letter.CRITERION)


def _each(
    room: Room,
    refs: list[str],
    make: "Callable[[Any], None]",
    what: str,
    letters: tuple[Letter, ...] = (Letter.ACTION,),
    since: "datetime | None" = None,
) -> None:
    """The same move on several records, in one transaction: all of them or none."""
    with room.writing() as store:
        found = [store.record(ref, *letters, verb=_VERBS.get(what, what)) for ref in dict.fromkeys(refs)]
        for owed in found:
            make(owed)
        store.settle()
    _say(room, found, what, since)


# The verb of what was done.
_VERBS = {
    "started": "start",
    "verified": "verify",
    "blocked": "block",
    "unblocked": "unblock",
    "moved": "move",
    "dropped": "drop",
}


def _say(room: Room, found: "Sequence[Owed]", what: str, since: "datetime | None" = None) -> None:
    when = room.written(since) if since else None
    for owed in found:
        said(room, owed.escalation, f"{owed.ref} {what}", when, *_state(room, owed, what))
    answered(room, refs=[owed.ref for owed in found], records=found)


def _state(room: Room, owed: "Any", what: str) -> list[str | None]:
    """When it is owed, who carries it, and how it stands, where that is not what was just said."""
    from warroom.domain import Request, party_name

    due = f"due {room.written(owed.due)}" if owed.due else "undated" if owed.is_open else None
    owner = party_name(owed.carrier if isinstance(owed, Request) else owed.owner) or (
        "unowned" if owed.is_open else None
    )
    status = None if owed.status is ActionStatus.OPEN else spoken(owed.status)
    return [due, owner, status if status != what else None]
