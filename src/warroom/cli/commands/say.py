"""What is said: update, sent, postmortem."""

from typing import TYPE_CHECKING, Annotated

import typer

from warroom.cli import params
from warroom.cli.answer import copied, document
from warroom.cli.room import Room
from warroom.errors import InvalidValue, StoreUnusable, WrongUsage
from warroom.vocabulary import READERS, Audience, DocumentFormat, UpdateFormat, UpdateKind

if TYPE_CHECKING:
    from warroom.documents.rendering import Document

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
    from warroom.cli import papers, shapes

    _readable(audience)
    shape = _shape(room, format, template)
    order = papers.Order(audience, kind, room.due(next_update, field="--next"))
    paper = papers.as_it_stands(room, order, format=shape, template=template)
    text = shapes.shown(room, paper, shape)
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


def brief(
    room: Room,
    format: DocumentFormatOption = None,
    output: Output = None,
    force: Force = False,
    template: TemplateFile = None,
) -> None:
    """Write the executive brief: one page that opens with the ask, or says that no decision is needed.

    Example: warroom brief
    """
    from warroom.cli import papers
    from warroom.documents.brief import brief as projected

    with room.reading() as store:
        page = projected(papers.dossier(room, store, room.current(store)))
    _answer(room, page, f"Brief {page.case.ref}", format=format, output=output, force=force, template=template)


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

    with room.reading() as store:
        report = post_mortem(papers.dossier(room, store, room.current(store)))
    title = f"Post-mortem {report.case.ref}"
    _answer(room, report, title, format=format, output=output, force=force, template=template)


def _answer(
    room: Room, page: "Document", title: str, *, format: DocumentFormat | None, output: str | None, force: bool,
    template: str | None,
) -> None:  # fmt: skip
    """A document that is not kept, in the shape that was asked for."""
    from warroom.cli import shapes

    shape = _shape(room, format, template)
    as_data = shape is UpdateFormat.JSON
    text = shapes.as_json(page) if as_data else shapes.worded(room, page, shape, template=template)
    if shape is UpdateFormat.HTML:
        text = shapes.as_page(text, title=title)
    document(room, text, output=output, force=force)


def _shape(room: Room, format: DocumentFormat | UpdateFormat | None, template: str | None) -> UpdateFormat:
    shape = UpdateFormat(format or ("json" if room.options.as_json else "md"))
    if shape is UpdateFormat.JSON and template is not None:
        raise WrongUsage("--template gives a document its words, and JSON has none.", "Leave out one of the two.")
    return shape


def _readable(audience: Audience) -> None:
    if audience is Audience.LEGAL:
        raise InvalidValue("AUDIENCE", "there are no updates for legal", "It takes customer, internal, executive.")
