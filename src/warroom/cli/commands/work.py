"""Who does what until when: do, start, done, verify, block, unblock, move, assign, drop."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from warroom.cli import params
from warroom.cli.answer import already_there, answered, said
from warroom.cli.room import Room
from warroom.cli.typed import text as typed_text
from warroom.vocabulary import ActionStatus, Phase, spoken

if TYPE_CHECKING:
    from warroom.domain import Action

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
    _each(room, refs, lambda action: action.finish(at=since, stamp=room.stamp, evidence=evidence), "done")


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
) -> None:
    """Give an action another due time; the first one stays on record.

    Example: warroom move A1 --due "fri 17:00" --why "vendor patch is late"
    """
    deadline = room.due_given(due)
    _each(room, refs, lambda action: action.move(deadline, stamp=room.stamp, why=why), "moved")


def assign(room: Room, refs: params.Refs, person: To) -> None:
    """Give an action to someone else; the last word is the new owner.

    Example: warroom assign A1 @lee
    """
    with room.writing() as store:
        actions = [store.action(ref, verb="assign") for ref in refs]
        for action in actions:
            party = room.party(store, person, action.account, field="PERSON")
            assert party is not None
            action.assign(party, stamp=room.stamp)
        store.settle()
    _say(room, actions, "assigned")


def drop(room: Room, refs: params.Refs, why: params.NeededWhy) -> None:
    """Say that an action will not be done, and why.

    Example: warroom drop A1 --why "the rollback made it needless"
    """
    _each(room, refs, lambda action: action.drop(why, stamp=room.stamp), "dropped")


def _each(room: Room, refs: list[str], make: "Callable[[Action], None]", what: str) -> None:
    """The same move on several actions, in one transaction: all of them or none."""
    with room.writing() as store:
        actions = [store.action(ref, verb=_VERBS.get(what, what)) for ref in dict.fromkeys(refs)]
        for action in actions:
            make(action)
        store.settle()
    _say(room, actions, what)


# The verb of what was done.
_VERBS = {
    "started": "start",
    "verified": "verify",
    "blocked": "block",
    "unblocked": "unblock",
    "moved": "move",
    "dropped": "drop",
}


def _say(room: Room, actions: "Sequence[Action]", what: str) -> None:
    for action in actions:
        said(room, action.escalation, f"A{action.id} {what}", *_state(room, action, what))
    answered(room, refs=[f"A{action.id}" for action in actions], records=actions)


def _state(room: Room, action: "Action", what: str) -> list[str | None]:
    """When it is owed, who carries it, and how it stands, where that is not what was just said."""
    from warroom.domain import party_name

    is_open = action.status.is_open
    due = f"due {room.written(action.due)}" if action.due else "undated" if is_open else None
    owner = party_name(action.owner) or ("unowned" if is_open else None)
    status = None if action.status is ActionStatus.OPEN else spoken(action.status)
    return [due, owner, status if status != what else None]
