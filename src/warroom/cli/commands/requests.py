"""What is asked: ask (the customer asks us), need (we ask inside), answer, deliver, withdraw, requests; and said."""

import shlex
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from warroom.cli import params
from warroom.cli.answer import reader, show_listing, wrote
from warroom.cli.room import Room
from warroom.cli.typed import text as typed_text
from warroom.errors import WrongUsage
from warroom.vocabulary import Answer, Direction, Letter, Mood, spoken

if TYPE_CHECKING:
    from warroom.domain import Request

RequestRef = Annotated[str, typer.Argument(metavar="REF", show_default=False, help="A request, such as Q2.")]
ByContact = Annotated[str, typer.Option("--by", metavar="NAME", help="Who at the customer: dana.", show_default=False)]


def ask(
    room: Room,
    by: ByContact,
    text: params.Text = None,
    want: Annotated[str | None, typer.Option("--want", metavar="TIME", help="When they want it: fri, +2h.")] = None,
    owner: Annotated[str | None, typer.Option("--owner", metavar="NAME", help="Who of ours answers: @sam.")] = None,
    at: params.At = None,
    customer: params.Customer = None,
    safe: params.Safe = False,
) -> None:
    """Keep what the customer asks of us, until it is answered and delivered.

    Example: warroom ask A written report on the cause --by dana --want fri --safe
    """
    from warroom.domain import Request, wording

    words, due, asked_at = typed_text(room, text), room.due(want, field="--want"), room.exact(at)
    with room.writing() as store:
        escalation = room.current(store, write=True)
        request = Request.asked(
            words,
            by=store.theirs(by, escalation.account, field="--by", new=room.options.new),
            of=room.ours(store, owner, field="--owner") if owner else None,
            due=due,
            at=asked_at,
            wording=wording(words, customer=customer, safe=safe),
            stamp=room.stamp,
        )
        escalation.ask(request, stamp=room.stamp)
        store.settle()
    _say(room, request, f"asked by {by}, {room.written(asked_at)}")


def need(
    room: Room,
    whom: Annotated[str, typer.Option("--from", metavar="PERSON", help="Who has to give it: @vp.", show_default=False)],
    text: params.Text = None,
    due: params.Due = None,
    at: params.At = None,
) -> None:
    """Ask someone inside for what the escalation needs; executives read it as the one ask.

    Example: warroom need A database engineer on the call until the rebuild ends --from @vp --due 17:00
    """
    from warroom.domain import Request
    from warroom.domain.wording import INTERNAL

    words, deadline, asked_at = typed_text(room, text), room.due(due), room.exact(at)
    with room.writing() as store:
        escalation = room.current(store, write=True)
        person = room.ours(store, whom, field="--from")
        request = Request.asked(words, of=person, due=deadline, at=asked_at, wording=INTERNAL, stamp=room.stamp)
        escalation.ask(request, stamp=room.stamp)
        store.settle()
    _say(room, request, f"asked of {person.at_handle}, {room.written(asked_at)}")


def answer(
    room: Room,
    ref: RequestRef,
    agree: Annotated[bool, typer.Option("--agree", help="Yes; to a customer it becomes a drafted promise.")] = False,
    decline: Annotated[
        str | None, typer.Option("--decline", metavar="TEXT", help="No, in words for who asked.")
    ] = None,
    instead: Annotated[
        str | None, typer.Option("--instead", metavar="TEXT", help="What we do instead, in words for who asked.")
    ] = None,
) -> None:
    """Answer a request: yes, no, or what we do instead.

    Example: warroom answer Q1 --instead "A summary by phone on Friday, the report next week"
    """
    told = {Answer.AGREE: "" if agree else None, Answer.DECLINE: decline, Answer.INSTEAD: instead}
    given = [kind for kind, words in told.items() if words is not None]
    if len(given) != 1:
        raise WrongUsage("One answer is needed.", "Give --agree, --decline TEXT or --instead TEXT.")
    kind, words = given[0], None if agree else told[given[0]]
    with room.writing() as store:
        request: Request = store.record(ref, Letter.REQUEST, verb="answer")
        request.reply(kind, words, stamp=room.stamp)
        promised = request.pledge(room.stamp) if request.is_to_be_promised else None
        store.settle()
    _say(room, request, f"answered: {kind}")
    if request.is_unread:
        room.console.talk(
            f"{request.ref} has no customer wording, so the customer reads nothing of it, nor this answer; "
            f"give it one:  warroom edit {request.ref} -c TEXT"
        )
    if promised:
        room.console.talk(f"{promised.ref} is drafted for it; give it:  warroom give {promised.ref} --agreed WHERE")


def deliver(room: Room, ref: RequestRef, at: params.At = None, evidence: params.Evidence = None) -> None:
    """Say that who asked has got it.

    Example: warroom deliver Q1 --evidence "mailed to dana"
    """
    since: datetime = room.exact(at)
    with room.writing() as store:
        request: Request = store.record(ref, Letter.REQUEST, verb="deliver")
        request.deliver(at=since, stamp=room.stamp, evidence=evidence)
    _say(room, request, f"delivered {room.written(since)}")
    _say_unkept(room, request, at=at)


def withdraw(room: Room, ref: RequestRef, why: params.NeededWhy) -> None:
    """Say that nobody wants it any more, and why.

    Example: warroom withdraw Q1 --why "their auditor accepted the summary"
    """
    with room.writing() as store:
        request: Request = store.record(ref, Letter.REQUEST, verb="withdraw")
        request.withdraw(why, stamp=room.stamp)
    _say(room, request, "withdrawn")
    _say_unkept(room, request)


def requests(
    room: Room,
    every: Annotated[bool, typer.Option("--all", help="Settled ones too.")] = False,
    inside: Annotated[bool, typer.Option("--inside", help="Only what we ask of our own people.")] = False,
    everywhere: Annotated[bool, typer.Option("--everywhere", help="Of all escalations.")] = False,
    format: params.FormatOption = None,
) -> None:
    """List what is asked and not settled, the most urgent first.

    Example: warroom requests --everywhere
    """
    from warroom.output import owed

    direction = Direction.INSIDE if inside else None
    with room.reading() as store:
        escalation = None if everywhere else room.current(store)
        found = store.requests(escalation=escalation, direction=direction, every=every)
        records = [owed.request_record(one) for one in found]
    show_listing(room, owed.requests(records, reader(room)), format)


def said(
    room: Room,
    by: ByContact,
    text: params.Text = None,
    mood: Annotated[Mood | None, params.option(Mood, "--mood", help="How they sounded to you.")] = None,
    at: params.At = None,
) -> None:
    """Keep what the customer said, word for word; it never leaves the house.

    Example: warroom said "We cannot go into another close like this" --by dana --mood angry
    """
    words, moment = typed_text(room, text), room.happened(at)
    with room.writing() as store:
        escalation = room.current(store, write=True)
        who = room.party(store, by, escalation.account, field="--by", customer=True)
        entry = escalation.quote(words, moment=moment, by=who, mood=mood, stamp=room.stamp)
        store.settle()
    wrote(
        room, escalation, f"T{entry.id} said by {by}", room.written(entry.moment), mood and mood.value, "internal only",
        refs=[f"T{entry.id}"], records=[entry],
    )  # fmt: skip


def _say_unkept(room: Room, request: "Request", *, at: str | None = None) -> None:
    """Say that the promise beside a settled request stands as it did; ``at`` is when it was delivered, as typed."""
    if (promise := request.unkept) is None:
        return
    ref = promise.ref
    if promise.given_at is None:
        room.console.talk(f"{ref}, drafted for it, was never given; drop it:  warroom drop {ref} --why TEXT")
        return
    kept = f"warroom kept {ref}{f' --at {shlex.quote(at)}' if at else ''},  or  " if request.delivered_at else ""
    due = f", due {room.written(promise.due)}" if promise.due else ""
    room.console.talk(f"{ref}, promised for it, is still owed{due}:  {kept}warroom release {ref} --by CONTACT")


def _say(room: Room, request: "Request", what: str) -> None:
    from warroom.domain import party_name

    wanted = f"wanted {room.written(request.due)}" if request.due else None
    wrote(
        room, request.escalation, f"{request.ref} {what}", wanted, party_name(request.carrier),
        spoken(request.status) if request.status not in what else None,
        refs=[request.ref], records=[request],
    )  # fmt: skip
