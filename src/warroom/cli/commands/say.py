"""What is said: update, sent, postmortem."""

from pathlib import Path
from typing import Annotated

import typer

from warroom.cli import params
from warroom.cli.answer import copied, document, wrote
from warroom.cli.room import Room
from warroom.cli.typed import bounded, decoded, read_input
from warroom.errors import InvalidValue, StoreUnusable, WrongUsage
from warroom.vocabulary import READERS, Audience, DocumentFormat, UpdateFormat, UpdateKind

UpdateKindOption = Annotated[UpdateKind | None, params.option(UpdateKind, "--kind", help="What the update is.")]
DocumentFormatOption = Annotated[
    DocumentFormat | None, params.option(DocumentFormat, "--format", help="The shape of the document.")
]
UpdateFormatOption = Annotated[
    UpdateFormat | None, params.option(UpdateFormat, "--format", help="The shape of the update.")
]
AudienceName = Annotated[Audience, params.argument(READERS, "AUDIENCE")]
Next = Annotated[str | None, typer.Option("--next", metavar="TIME", help="When the next update is promised.")]
File = Annotated[str | None, typer.Argument(metavar="FILE|-", show_default=False)]
Output = Annotated[str | None, typer.Option("-o", "--output", metavar="FILE", help="Write to a file instead.")]
TemplateFile = Annotated[str | None, typer.Option("--template", metavar="FILE", help="Word it with this template.")]
Copy = Annotated[bool, typer.Option("--copy", help="Put it on the clipboard, too.")]
Force = Annotated[bool, typer.Option("--force", help="Write over an existing file.")]


def update(
    room: Room,
    audience: AudienceName,
    kind: UpdateKindOption = None,
    next_update: Next = None,
    format: UpdateFormatOption = None,
    output: Output = None,
    force: Force = False,
    template: TemplateFile = None,
    copy: Copy = False,
) -> None:
    """Draft an update for one audience; it starts no clock.

    Example: warroom update customer --next 16:00
    """
    from warroom.cli import papers

    _readable(audience)
    shape = _shape(room, format, template)
    order = papers.Order(audience, kind, room.due(next_update, field="--next"))
    paper = papers.as_it_stands(room, order, format=shape, template=template)
    text = papers.shown(room, paper, shape)
    if copy:
        copied(room, text)
    in_file = output not in (None, "-")
    try:
        with room.writing() as store:
            paper.kept(room, store, paper.escalation(room, store), order)
            if in_file:  # one that cannot be written leaves no draft behind
                document(room, text, output=output, force=force)
    except StoreUnusable as error:
        if error.kind != "store_read_only":
            raise
        room.console.warn("The store is read-only: the draft is shown and not kept.")
        in_file = False
    if not in_file:
        document(room, text, output=output, force=force)


def sent(
    room: Room,
    audience: AudienceName,
    file: File = None,
    kind: UpdateKindOption = None,
    to: Annotated[
        list[str] | None, typer.Option("--to", metavar="NAME", help="Who received it; may stand again.")
    ] = None,
    next_update: Next = None,
    at: params.At = None,
) -> None:
    """Record that an update went out: the text of the file, or the draft as it stands. It is frozen; its clock runs.

    Example: warroom sent customer mail.md --to dana --next 16:00
    """
    from warroom.cli import papers

    _readable(audience)
    order = papers.Order(audience, kind, room.due(next_update, field="--next"))
    went_out = room.exact(at)
    paper = papers.Paper(_text_of(room, file)) if file else papers.as_it_stands(room, order, write=True)
    with room.writing() as store:
        escalation = paper.escalation(room, store)
        update = paper.kept(room, store, escalation, order)
        recipients = [store.recipient(name, escalation, audience, new=room.options.new) for name in to or ()]
        escalation.tell(update, at=went_out, recipients=recipients, stamp=room.stamp)
        store.add(update)
    wrote(
        room, escalation, f"U{update.id} {audience} {update.kind.replace('_', ' ')} sent", room.written(went_out),
        f"next {room.written(update.next_update)}" if update.next_update else "no next update is promised",
        refs=[f"U{update.id}"], records=[update],
    )  # fmt: skip


def postmortem(
    room: Room,
    format: DocumentFormatOption = None,
    output: Output = None,
    force: Force = False,
    template: TemplateFile = None,
) -> None:
    """Write the post-mortem from what was typed on the way.

    Example: warroom postmortem -o postmortem.md
    """
    from warroom.cli import papers
    from warroom.documents.postmortem import post_mortem

    shape = _shape(room, format, template)
    with room.reading() as store:
        report = post_mortem(papers.dossier(room, store, room.current(store)))
    if shape is UpdateFormat.JSON:
        text = papers.as_json(report)
    else:
        text = papers.worded(room, report, shape, template=template)
    if shape is UpdateFormat.HTML:
        text = papers.as_page(text, title=f"Post-mortem {report.case.ref}")
    document(room, text, output=output, force=force)


def _shape(room: Room, format: DocumentFormat | UpdateFormat | None, template: str | None) -> UpdateFormat:
    shape = UpdateFormat(format or ("json" if room.options.as_json else "md"))
    if shape is UpdateFormat.JSON and template is not None:
        raise WrongUsage("--template gives a document its words, and JSON has none.", "Leave out one of the two.")
    return shape


def _readable(audience: Audience) -> None:
    if audience is Audience.LEGAL:
        raise InvalidValue("AUDIENCE", "there are no updates for legal", "It takes customer, internal, executive.")


def _text_of(room: Room, file: str) -> str:
    """The text that went out. Raises InvalidValue when it cannot be read, or is empty."""
    if file == "-":
        text = read_input(room)
    else:
        try:
            with Path(file).open("rb") as source:
                text = decoded(bounded(source, field="FILE"), where=file)
        except OSError as error:
            raise InvalidValue("FILE", f"{file} cannot be read: {error.strerror}", "Name another file.") from None
    room.typed = text
    return text
