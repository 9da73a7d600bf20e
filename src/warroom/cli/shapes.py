"""A document in the shape that was asked for, in the words of the template that is found for it."""

from pathlib import Path
from typing import TYPE_CHECKING

from warroom.vocabulary import UpdateFormat

if TYPE_CHECKING:
    from warroom.cli.papers import Paper
    from warroom.cli.room import Room
    from warroom.documents.rendering import Document
    from warroom.documents.shelf import Shelf

ENGLISH = "en"  # of the built-in words, where no other language is known


def as_json(document: "Document") -> str:
    """What the reader may know, for a program."""
    import json

    from warroom.documents.draft import as_record

    return json.dumps(as_record(document), indent=2) + "\n"


def as_page(body: str, *, title: str, language: str | None = None) -> str:
    """A document in Markdown as one HTML page."""
    from warroom.documents.mail.html import page

    return page(body, language=language or ENGLISH, title=title)


def shown(room: "Room", paper: "Paper", format: UpdateFormat) -> str:
    """A draft in the shape that was asked for. Raises Refused when it is to be a mail and cannot be one."""
    from warroom.cli import mails

    assert paper.draft is not None, "what is shown was drafted here"
    subject = paper.draft.subject
    match format:
        case UpdateFormat.JSON:
            return as_json(paper.draft.document)
        case UpdateFormat.HTML:
            return as_page(paper.body, title=subject, language=paper.draft.language)
        case UpdateFormat.EML | UpdateFormat.MAILTO:
            shape = mails.eml if format is UpdateFormat.EML else mails.link
            with room.reading() as store:
                envelope = mails.envelope(room, store, store.escalation(f"E{paper.number}"), paper.draft.audience)
            return shape(room, envelope, subject=subject, body=paper.body, language=paper.draft.language)
    return paper.body


def worded(
    room: "Room",
    document: "Document",
    format: UpdateFormat,
    *,
    template: str | None = None,
    language: str | None = None,
) -> str:
    """The document in words, those of ``template`` or of the one that is found; whose they are is said.

    As plain text when that is asked for, else in Markdown, of which every other shape is made. Raises TemplateFault.
    """
    from warroom.documents.apart import write
    from warroom.documents.shelf import in_language

    templates = shelf(room, template)
    found = templates.find(*in_language(document.template, language))
    if not found.is_built_in:
        room.console.talk(f"Template: {found.path}")
    shape = "text" if format is UpdateFormat.TEXT else "md"
    return write(templates, document, format=shape, language=language)


def shelf(room: "Room", template: str | None = None) -> "Shelf":
    """The templates as this command finds them: the file it names, the project's, the user's, the built-in ones."""
    from warroom.documents.shelf import shelf
    from warroom.settings import own_templates, project_templates

    given = Path(template) if template is not None else None
    project = project_templates(room.directory)
    return shelf(room.directory, user=own_templates(room.places.config), project=project, given=given)
