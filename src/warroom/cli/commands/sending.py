"""What goes out: approve, sent, send."""

from typing import TYPE_CHECKING, Annotated

import typer

from warroom.cli import params
from warroom.cli.answer import wrote
from warroom.cli.commands.say import AudienceName, Next, UpdateKindOption
from warroom.cli.room import Room
from warroom.vocabulary import Audience, Channel

if TYPE_CHECKING:
    from warroom.domain import Escalation, Update

File = Annotated[str | None, typer.Argument(metavar="FILE|-", show_default=False)]
To = Annotated[list[str] | None, typer.Option("--to", metavar="NAME", help="Who receives it; may stand again.")]
Override = Annotated[
    str | None, typer.Option("--override", metavar="TEXT", help="Why it goes out although a check says no; it is kept.")
]


def approve(room: Room, audience: AudienceName, file: File = None, kind: UpdateKindOption = None) -> None:
    """Approve the very text of an update: that of the file, or the draft as it stands.

    Example: warroom approve customer
    """
    from warroom.cli import outgoing, papers, stops

    order = papers.Order(audience, kind)
    paper = outgoing.paper(room, order, file)
    if room.recovered is None:
        paper.refuse_unread(audience)
    stops.say_what_stops(room, paper, order)
    with room.writing() as store:
        escalation = paper.escalation(room, store)
        update = paper.kept(room, store, escalation, order)
        update.approve(approver=outgoing.approver(room, store, escalation, audience), stamp=room.stamp)
        store.add(update)
    if file:
        room.typed = None  # whoever was refused for want of it finds their saved text where they were told
    wrote(
        room, escalation, f"U{update.id} {audience} update approved by @{update.approved_by}",
        _next(room, update, paper.next_by) if paper.next_by and update.next_update else None,
        refs=[f"U{update.id}"], records=[update],
    )  # fmt: skip


def sent(
    room: Room,
    audience: AudienceName,
    file: File = None,
    kind: UpdateKindOption = None,
    to: To = None,
    channel: Annotated[Channel | None, params.option(Channel, "--channel", help="By which way it went.")] = None,
    next_update: Next = None,
    at: params.At = None,
    override: Override = None,
    handed_over: Annotated[
        str | None, typer.Option("--update", metavar="U1", help="Which one, of those that send handed over.")
    ] = None,
) -> None:
    """Record that an update went out: the text of the file, or the draft as it stands. It is frozen; its clock runs.

    Example: warroom sent customer mail.md --to dana --next 16:00
    """
    from warroom.cli import outgoing, papers

    went_out = None if at is None else room.exact(at)
    order = papers.Order(audience, kind, room.due(next_update, field="--next"), under_way=True, at=went_out)
    paper = outgoing.as_it_went(room, order, file, handed_over)
    papers.refuse_foreknown(room, paper, order)
    told = outgoing.recorded(room, paper, order, to, channel=channel, at=went_out, override=override)
    say_sent(room, *told, next_by=paper.next_by)


def send(
    room: Room,
    audience: AudienceName,
    kind: UpdateKindOption = None,
    to: To = None,
    next_update: Next = None,
    override: Override = None,
    yes: Annotated[bool, typer.Option("--yes", help="Send the draft as it stands, and ask nothing.")] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Although one is still under way, or went out in these very words.")
    ] = False,
) -> None:
    """Send an update by mail: the draft in your editor, who receives it, your yes, delivery, and the record.

    Example: warroom send customer --next 16:00
    """
    from warroom.cli import handing, outgoing, papers

    order = papers.Order(audience, kind, room.due(next_update, field="--next"), under_way=again)
    paper = outgoing.confirmed(room, outgoing.paper(room, order, None), order, to, yes=yes, override=override)
    told = handing.send(room, paper, order, to, override=override)
    say_sent(room, *told, next_by=paper.next_by)


def say_sent(room: Room, update: "Update", escalation: "Escalation", *, next_by: str) -> None:
    """One line on an update that went out; ``next_by`` tells what the time of the next one goes by."""
    assert update.sent_at is not None, "it is said of what went out"
    late = f"late, due {room.written(update.due_at)}" if update.due_at and update.due_at < update.sent_at else None
    is_for_customer = update.audience is Audience.CUSTOMER
    to = f"to {', '.join(update.recipients)}" if update.recipients else "to nobody named" if is_for_customer else None
    ends = not is_for_customer or escalation.retrospective
    silent = None if ends else "no next update is promised"
    wrote(
        room, escalation, f"U{update.id} {update.audience} {update.kind.replace('_', ' ')} sent",
        room.written(update.sent_at), late, to,
        _next(room, update, next_by) if update.next_update and not escalation.retrospective else silent,
        refs=[f"U{update.id}"], records=[update],
    )  # fmt: skip
    if not update.recipients and update.next_update and not ends:
        room.console.talk("Nobody is named who receives the customer updates:  warroom cadence customer --to CONTACT")


def _next(room: Room, update: "Update", next_by: str) -> str:
    return f"next {room.written(update.next_update)}{next_by}"
