"""What stands in the store: list, show, timeline, actions, updates, find."""

from typing import Annotated, Any

import typer

from warroom.cli import params
from warroom.cli.answer import escalation_records, reader, show_escalation, show_listing, show_one
from warroom.cli.room import Room
from warroom.vocabulary import Audience, Letter, Rag, Status, read_reference

StatusOption = Annotated[Status | None, params.option(Status, "--status", help="Only this status.")]
RagOption = Annotated[Rag | None, params.option(Rag, "--rag", help="Only this judgement.")]
Every = Annotated[bool, typer.Option("--all", help="Closed ones too.")]
Mine = Annotated[bool, typer.Option("--mine", help="Only yours.")]


def list_(
    room: Room,
    every: Every = False,
    mine: Mine = False,
    rag: RagOption = None,
    account: Annotated[str | None, typer.Option(metavar="ACCOUNT", help="Only this account's.")] = None,
    status: StatusOption = None,
    severity: params.SeverityOption = None,
    format: params.FormatOption = None,
) -> None:
    """List the escalations, the worst first.

    Example: warroom list --rag red
    """
    from warroom.output import listings

    only = None if account is None else room.account(account)
    with room.overview() as overview:
        found = overview.escalations(
            every=every,
            owner=room.user if mine else None,
            account=only,
            rag=rag,
            status=status,
            severity=severity,
        )
        records = escalation_records(room, overview, found)
    show_listing(room, listings.escalations(records, reader(room)), format)


def show(
    room: Room,
    ref: Annotated[str | None, typer.Argument(metavar="REF|@PERSON", show_default=False, help="What to show.")] = None,
    format: params.FormatOption = None,
) -> None:
    """Show a record, one of ours, or the current escalation on one screen.

    Example: warroom show A1
    """
    from warroom.cli.papers import say_if_stale
    from warroom.output.found import record_of

    read = read_reference(ref) if ref else None
    with room.reading() as store:
        if ref is not None and ref.startswith("@"):
            show_one(room, record_of(store.known_party(ref, None)), format, key="person")
        elif ref is None or read is None or read[0] == Letter.ESCALATION:
            escalation = room.current(store) if ref is None else store.escalation(ref)
            show_escalation(room, store, escalation, format)
        else:
            found: Any = store.line(ref) if read[0] == Letter.ENTRY else store.record(ref)
            if read[0] == Letter.UPDATE:
                say_if_stale(room, store, found)
            show_one(room, record_of(found), format)


def timeline(
    room: Room,
    milestones: Annotated[
        bool, typer.Option("--milestones", help="Only the moments that durations are made of.")
    ] = False,
    kind: params.EntryKindOption = None,
    since: Annotated[str | None, typer.Option(metavar="TIME", help="Only what happened from then on.")] = None,
    until: Annotated[str | None, typer.Option(metavar="TIME", help="Only what happened until then.")] = None,
    audience: Annotated[
        Audience | None, params.option(Audience, "--audience", help="Only what this reader may read.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="What the tool wrote and superseded versions too.")] = False,
    format: params.FormatOption = None,
) -> None:
    """Show what happened, the oldest first, with its corrections applied.

    Example: warroom timeline --milestones
    """
    from warroom.insight.selection import Selection
    from warroom.output import listings
    from warroom.output.records import entry_record

    selection = Selection(
        milestones=milestones,
        kind=kind,
        audience=audience or Audience.EXECUTIVE,
        since=room.bound(since, field="--since"),
        until=room.bound(until, field="--until"),
        automatic=every,
    )
    with room.reading() as store:
        escalation = room.current(store)
        lines = store.versions(escalation) if every else store.lines(escalation)
        records = [entry_record(line) for line in selection.of(lines)]
    show_listing(room, listings.entries(records, reader(room)), format)


def actions(
    room: Room,
    every: Annotated[bool, typer.Option("--all", help="Done and dropped ones too.")] = False,
    mine: Mine = False,
    late: Annotated[bool, typer.Option("--late", help="Only those past their due time.")] = False,
    carrier: params.Owner = None,
    everywhere: Annotated[bool, typer.Option("--everywhere", help="Of all escalations.")] = False,
    format: params.FormatOption = None,
) -> None:
    """List the actions of the current escalation, the most urgent first.

    Example: warroom actions --everywhere --mine
    """
    from warroom.output import listings
    from warroom.output.records import action_record

    with room.reading() as store:
        escalation = None if everywhere else room.current(store)
        party = None if carrier is None else store.known_party(carrier, escalation.account if escalation else None)
        found = store.actions(escalation=escalation, owner=party, open_only=not every)
    records = [
        action_record(action)
        for action in found
        if (not late or action.is_late(room.now)) and (not mine or action.belongs_to(room.user))
    ]
    show_listing(room, listings.actions(records, reader(room), everywhere=everywhere), format)


def find(
    room: Room,
    text: params.Text = None,
    limit: Annotated[
        int, params.whole("--limit", help="How many at the most.", example=50, among=range(1, 10_001))
    ] = 50,
    audience: Annotated[
        Audience | None,
        params.option(Audience, "--audience", help="Only what this reader may read; legal finds all."),
    ] = None,
    format: params.FormatOption = None,
) -> None:
    """Find a text in everything that was typed, the newest first.

    Example: warroom find lock check
    """
    from warroom.cli.typed import text as typed_text
    from warroom.domain.text import prose
    from warroom.output.found import hit_record, hits

    words = typed_text(room, text)
    prose(words, field="TEXT")  # only what a record can hold is looked for, with the blanks around it
    with room.reading() as store:
        found = store.find(words, reader=audience, limit=limit)
        records = [hit_record(one, words, reader=audience) for one in found]
    show_listing(room, hits(records, reader(room)), format)


def updates(
    room: Room,
    audience: Annotated[Audience | None, params.option(Audience, "--audience", help="Only this reader's.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Drafts too.")] = False,
    format: params.FormatOption = None,
) -> None:
    """List what was sent on the current escalation, the oldest first.

    Example: warroom updates --audience customer
    """
    from warroom.output import listings
    from warroom.output.records import update_record

    with room.reading() as store:
        found = store.updates(room.current(store), audience=audience, drafts=every)
    show_listing(room, listings.updates([update_record(update) for update in found], reader(room)), format)
