"""When a reader hears from us next, as the text says that goes out to them: what they read is what counts."""

from dataclasses import replace
from typing import TYPE_CHECKING

from warroom.cli import papers
from warroom.errors import Reason, Refused
from warroom.vocabulary import Audience, UpdateKind

if TYPE_CHECKING:
    from datetime import datetime

    from warroom.cli.room import Room
    from warroom.domain import Account
    from warroom.scan.promised import Promised
    from warroom.times import Deadline


# Days before, from which a date of late is read as one ahead; more than a week apart, so that no weekday is the same.
_EARLIER = (30, 38)


def timed(room: "Room", paper: papers.Paper, order: papers.Order) -> papers.Paper:
    """A text that a person wrote or changed, with the time of the next update that it tells.

    Where none can be read for certain, that is said. Raises Refused when ``--next`` names another time.
    """
    from warroom.domain import fingerprint

    if UpdateKind.CLOSURE in (order.kind, paper.draft and paper.draft.kind):
        return paper  # after the last message none follows
    at = order.at or room.now
    with room.reading() as store:
        escalation = paper.escalation(room, store)
        account, runs = escalation.account, not escalation.retrospective
        same = store.draft(escalation, order.audience, sha256=fingerprint(paper.body), under_way=order.under_way)
    if same and same.next_at and same.next_at > at and order.next_update is None:
        return paper  # the very text that was drafted, or approved: its time is on record
    read = _read(room, paper, order, account, at=at)
    if order.next_update is not None:
        _refuse_another(room, read, order.next_update)
    elif read.time is not None:
        return replace(paper, next_update=read.time)
    elif read.is_told and runs:
        if gone := _gone(room, paper, order, account, at=at):
            said = f"The time of the next update in the text has passed: {room.written(gone)}"
            room.console.talk(f"{said}. What is recorded goes by the plan; --next TIME sets another.")
            return replace(paper, next_has_passed=True)
        room.console.talk("The time of the next update could not be read in the text for certain; --next TIME sets it.")
    return paper


def _gone(
    room: "Room", paper: papers.Paper, order: papers.Order, account: "Account", *, at: "datetime"
) -> "Deadline | None":
    """The time that a text names and that has passed ``at`` its sending; None where that is not certain.

    With its date it is the same from wherever one looks; a clock time alone is another one on every day.
    """
    from datetime import timedelta

    gone, again = (_read(room, paper, order, account, at=at - timedelta(days=days)).time for days in _EARLIER)
    return gone if gone is not None and gone == again and gone.at <= at else None


def _read(room: "Room", paper: papers.Paper, order: papers.Order, account: "Account", *, at: "datetime") -> "Promised":
    from warroom.scan.promised import promised
    from warroom.times import zone_named

    theirs = account.timezone if order.audience is Audience.CUSTOMER else room.zone.key
    reader = zone_named(theirs, field="--timezone") if theirs else None
    return promised(paper.body, now=at, reader=reader, ours=room.zone, language=account.language)


def _refuse_another(room: "Room", read: "Promised", asked: "Deadline") -> None:
    """The time that is asked for has to be the one that stands in the text, where there is one. Raises Refused."""
    if read.time is not None and not read.holds(asked):
        words = f"the text says {room.written(read.time)}, and --next says {room.written(asked)}"
        way_out = "Leave out --next, or change the time in the text."
        raise Refused("The text names another time for the next update.", Reason("other_next", words, way_out))
