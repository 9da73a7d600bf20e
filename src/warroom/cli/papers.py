"""What a document is made of, taken from the store; and the draft that is kept of it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from warroom.vocabulary import Audience, DocumentFormat, UpdateKind

if TYPE_CHECKING:
    from warroom.cli.room import Room
    from warroom.documents.dossier import Dossier
    from warroom.documents.draft import Draft
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


def worded(draft: "Draft", format: DocumentFormat) -> str:
    """The draft in the shape that was asked for."""
    import json

    from warroom.documents.draft import as_record
    from warroom.documents.rendering import render

    if format is DocumentFormat.JSON:
        return json.dumps(as_record(draft.document), indent=2) + "\n"
    return render(draft.document, format=format.value)


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
        return self.keep(draft, worded(draft, DocumentFormat.MD))

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
