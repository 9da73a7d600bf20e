"""What a document is made of, taken from the store; and the draft that is kept of it."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from warroom.vocabulary import Audience, DocumentFormat, UpdateKind

if TYPE_CHECKING:
    from warroom.cli.room import Room
    from warroom.documents.dossier import Dossier
    from warroom.documents.draft import Draft
    from warroom.documents.finding import Shelf
    from warroom.documents.rendering import Document
    from warroom.domain import Escalation, Update
    from warroom.store import Store
    from warroom.times import Deadline


def dossier(room: "Room", store: "Store", escalation: "Escalation") -> "Dossier":
    """All that a document on this escalation may draw on: a constant number of queries."""
    from warroom.documents.dossier import Dossier

    return Dossier(
        escalation=escalation,
        lines=store.lines(escalation),
        actions=store.actions(escalation=escalation, open_only=False),
        updates=store.updates(escalation),
        members=store.members(escalation),
        now=room.now,
        zone=room.zone,
    )


def as_json(document: "Document") -> str:
    """What the reader may know, for a program."""
    import json

    from warroom.documents.draft import as_record

    return json.dumps(as_record(document), indent=2) + "\n"


def worded(room: "Room", document: "Document", format: DocumentFormat, *, template: str | None = None) -> str:
    """The document in words, those of ``template`` or of the one that is found; whose they are is said.

    Raises TemplateFault.
    """
    from warroom.documents.apart import write

    templates = shelf(room, template)
    found = templates.find(document.template)
    if not found.is_built_in:
        room.console.talk(f"Template: {found.path}")
    return write(templates, document, format=format.value)


def shelf(room: "Room", template: str | None = None) -> "Shelf":
    """The templates as this command finds them: the file it names, the project's, the user's, the built-in ones."""
    from warroom.documents.finding import shelf

    given = Path(template) if template is not None else None
    return shelf(room.directory, user=own_templates(room), given=given)


def own_templates(room: "Room") -> Path:
    """The folder of the user's templates: beside the settings."""
    return room.places.config.parent / "templates"


@dataclass(frozen=True, slots=True)
class Desk:
    """Where an update to one audience is made: from the record as it stands, or of a text that went out."""

    room: "Room"
    store: "Store"
    escalation: "Escalation"
    audience: Audience
    kind: UpdateKind | None
    next_update: "Deadline | None"

    def draft(self) -> "Draft":
        """The draft as the record stands; what it lacks is said."""
        from warroom.documents.draft import compose

        papers = dossier(self.room, self.store, self.escalation)
        draft = compose(papers, self.audience, kind=self.kind, next_update=self.next_update)
        for note in draft.notes:
            self.room.console.talk(note)
        return draft

    def keep(self, draft: "Draft", body: str) -> "Update":
        """Keep a draft, so that whoever sends its text later need not say what the reader was told."""
        from warroom.domain import fingerprint

        known = self.store.draft(self.escalation, self.audience, sha256=fingerprint(body))
        return known or self._new(body, draft.kind, draft.subject, draft.mark, draft.next_update)

    def as_it_stands(self) -> "Update":
        """The update that the record gives now, in Markdown."""
        draft = self.draft()
        return self.keep(draft, worded(self.room, draft.document, DocumentFormat.MD))

    def of_text(self, body: str) -> "Update":
        """The update whose text this is: the very draft, or a new one that knows what the newest draft knew."""
        from warroom.domain import fingerprint

        same = self.store.draft(self.escalation, self.audience, sha256=fingerprint(body))
        if same and self.kind in (None, same.kind) and self.next_update is None:
            return same
        draft = self.draft()
        known = same or self.store.draft(self.escalation, self.audience)
        kind = self.kind or (same.kind if same else draft.kind)
        next_update = self.next_update or (known and known.next_update) or draft.next_update
        # Of a text that was never drafted here we do not know what it told; rather twice than never.
        mark = max(known.mark if known else 0, self._told_so_far())
        subject = known.subject if known else draft.subject
        return self._new(body, kind, subject, mark, None if kind is UpdateKind.CLOSURE else next_update)

    def _told_so_far(self) -> int:
        last = self.store.last_sent(self.escalation, self.audience)
        return last.mark if last else 0

    def _new(self, body: str, kind: UpdateKind, subject: str, mark: int, next_update: "Deadline | None") -> "Update":
        from warroom.domain import Update

        update = Update.drafted(
            body, audience=self.audience, kind=kind, subject=subject, mark=mark, next_update=next_update,
            stamp=self.room.stamp,
        )  # fmt: skip
        self.store.add(self.escalation.draft(update))
        return update
