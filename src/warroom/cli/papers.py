"""What a document is made of, taken from the store; and the draft that is kept of it."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from warroom.cli.shapes import worded
from warroom.errors import Reason, Refused
from warroom.vocabulary import Audience, Letter, UpdateFormat, UpdateKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from warroom.cli.room import Room
    from warroom.documents.dossier import Dossier
    from warroom.documents.draft import Draft
    from warroom.domain import Escalation, Update
    from warroom.store import Store
    from warroom.times import Deadline


def dossier(room: "Room", store: "Store", escalation: "Escalation") -> "Dossier":
    """All that a document on this escalation may draw on: a constant number of queries."""
    from warroom.cli.books import defaults
    from warroom.documents.dossier import Dossier

    return Dossier(
        escalation=escalation,
        lines=store.lines(escalation),
        actions=store.actions(escalation=escalation, open_only=False),
        updates=store.updates(escalation),
        members=store.members(escalation),
        promises=store.promises(escalation=escalation, every=True),
        requests=store.requests(escalation=escalation, every=True),
        hypotheses=store.hypotheses(escalation, every=True),
        criteria=store.criteria(escalation),
        contacts=store.contacts(escalation.account),
        plan=store.plan(escalation),
        skipped=store.skipped(escalation),
        defaults=defaults(room),
        now=room.now,
        zone=room.zone,
    )


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for: an update for whom, of which kind, with which next time."""

    audience: Audience
    kind: UpdateKind | None = None
    next_update: "Deadline | None" = None
    under_way: bool = False
    """Whether an update that is recorded as being sent is also meant."""
    at: "datetime | None" = None
    """When it went out; None for now."""


@dataclass(frozen=True, slots=True)
class Paper:
    """An update in words: of a draft, made from the record of an escalation, or as somebody wrote it."""

    body: str
    draft: "Draft | None" = None
    number: int | None = None  # the escalation it is on
    update: int | None = None  # the update that it is, when that is known
    readers: tuple[str, ...] | None = None  # the addresses that its sender saw, when they did
    stopping: tuple[Reason, ...] | None = None  # what the scan found in this very text, when it was asked before
    is_written: bool = False  # whether a person wrote or changed it, so that only its words tell what it promises
    next_update: "Deadline | None" = None  # when the reader hears from us next, as read in such a text
    next_has_passed: bool = False  # whether such a text names a time for it that has passed

    @property
    def next_by(self) -> str:
        """What the time of the next update goes by, where its sender has to know."""
        if self.next_has_passed:
            return ", by the plan"
        return ", as the text says" if self.next_update is not None else ""

    def escalation(self, room: "Room", store: "Store") -> "Escalation":
        """Whose update it is: that of the draft, else the current one."""
        return room.current(store, write=True) if self.number is None else store.escalation(f"E{self.number}")

    def refuse_other_readers(self, addresses: "Sequence[str]") -> None:
        """It goes to those whom its sender saw and said yes to, and to nobody else."""
        if self.readers is not None and self.readers != tuple(addresses):
            words = "who receives it was changed while you were asked"
            raise Refused(f"{words.capitalize()}.", Reason("other_readers", words, "Look at them again:  warroom send"))

    def has_no_news(self, order: Order) -> bool:
        """Whether it says nothing but that nothing is new, in words that are drafted only now, and nobody asked so."""
        asked = order.kind is not None or self.is_written
        return not asked and self.draft is not None and self.draft.kind is UpdateKind.NO_CHANGE

    def refuse_unread(self, audience: Audience) -> None:
        """A text that this very command has drafted was read by nobody, so nobody can agree to it. Raises Refused."""
        if self.draft is not None:
            words = "nobody has read this text yet: it is drafted only now"
            raise Refused(f"{words.capitalize()}.", Reason("unread", words, f"Read it:  warroom update {audience}"))

    def kept(self, room: "Room", store: "Store", escalation: "Escalation", order: Order) -> "Update":
        """The update that is kept of it."""
        if self.update is not None:
            kept: Update = store.record(f"U{self.update}", Letter.UPDATE)
            return kept
        due = self.next_update or order.next_update
        if self.draft is None:
            return _of_text(room, store, escalation, replace(order, next_update=due), self.body)
        return _keep(room, store, escalation, replace(self.draft, next_update=due or self.draft.next_update), self.body)


def as_it_stands(
    room: "Room", order: Order, *, format: UpdateFormat = UpdateFormat.MD, template: str | None = None,
    write: bool = False,
) -> Paper:  # fmt: skip
    """The draft as the record stands; what it lacks is said. No transaction is held while it is put into words."""
    with room.reading() as store:
        escalation = room.current(store, write=write)
        draft = _composed(room, store, escalation, order)
    body = worded(room, draft.document, format, template=template, language=draft.language)
    return Paper(body, draft, escalation.number)


def standing(room: "Room", order: Order) -> Paper:
    """The text that is about to go out: the newest draft as it was shown, or a new one when that is stale.

    A draft is stale when something that its reader reads has changed since, or its next time has passed; that is said.
    """
    from warroom.documents.draft import is_stale

    with room.reading() as store:
        escalation = room.current(store, write=True)
        draft = store.draft(escalation, order.audience, under_way=order.under_way)
        last = store.last_sent(escalation, order.audience)
        newer = draft is not None and (last is None or draft.number > last.number)
        stale = newer and draft is not None and is_stale(dossier(room, store, escalation), draft)
    if not newer or draft is None:
        return as_it_stands(room, order, write=True)
    has_passed = draft.next_at is not None and draft.next_at <= room.now
    asked = order.kind not in (None, draft.kind) or order.next_update not in (None, draft.next_update)
    if stale:
        room.console.talk(f"U{draft.id} is stale: the record has changed since it was drafted. This is drafted anew.")
    if not (stale or asked or has_passed):
        return Paper(draft.body, None, escalation.number)
    # What was only shown promised nothing to anybody: the time of the next one counts from now again.
    anew = as_it_stands(room, replace(order, kind=order.kind or (None if stale else draft.kind)), write=True)
    _say_other_next(room, draft, anew, order)
    return anew


_ROUNDED = timedelta(minutes=5)  # the times of a rhythm are rounded up


def _say_other_next(room: "Room", shown: "Update", anew: Paper, order: Order) -> None:
    """Say that a time is given up that was asked for in a draft that was only shown; what the plan named moves on."""
    due = anew.draft.next_update if anew.draft else None
    if order.next_update or due is None or shown.next_at is None or not room.now < shown.next_at != due.at:
        return
    by_plan = abs((shown.next_at - shown.created_at) - (due.at - room.now)) < _ROUNDED
    if order.at is None and not by_plan:
        named, now = room.written(shown.next_update), room.written(due)
        room.console.talk(f"U{shown.id} named {named} for the next one; this names {now}. --next sets it.")


def refuse_foreknown(room: "Room", paper: Paper, order: Order) -> None:
    """What went out before something happened cannot have told it; a text that we make of today's record does.

    Raises Refused.
    """
    if order.at is None or paper.is_written or paper.update is not None:
        return
    from warroom.documents.draft import known_later

    with room.reading() as store:
        escalation = paper.escalation(room, store)
        was_ours = escalation.retrospective or order.at >= escalation.raised_at
        later = known_later(dossier(room, store, escalation), order.audience, order.at)
    if later and was_ours:
        words = f"it tells what came after {room.written(order.at)}: {', '.join(later)}"
        way_out = f"Record the text as it was sent:  warroom sent {order.audience} FILE --at TIME"
        raise Refused("This text cannot have gone out then.", Reason("told_later", words, way_out))


def say_if_stale(room: "Room", store: "Store", update: "Update") -> None:
    """Say of a text that was not sent that the record has changed since, if it has."""
    from warroom.documents.draft import is_stale
    from warroom.vocabulary import UNSENT

    if update.status in UNSENT and is_stale(dossier(room, store, store.escalation_of(update)), update):
        room.console.talk(f"U{update.id} is stale: the record has changed since it was drafted.")


def _composed(room: "Room", store: "Store", escalation: "Escalation", order: Order) -> "Draft":
    from warroom.documents.draft import compose

    papers = dossier(room, store, escalation)
    draft = compose(papers, order.audience, kind=order.kind, next_update=order.next_update, at=order.at)
    for note in draft.notes:
        room.console.talk(note)
    return draft


def _keep(room: "Room", store: "Store", escalation: "Escalation", draft: "Draft", body: str) -> "Update":
    """Keep a draft, so that whoever sends its text later need not say what the reader was told."""
    from warroom.domain import fingerprint

    known = store.draft(escalation, draft.audience, sha256=fingerprint(body))
    return known or _new(room, store, escalation, draft, body)


def _of_text(room: "Room", store: "Store", escalation: "Escalation", order: Order, body: str) -> "Update":
    """The update whose text this is: the very draft, or a new one that knows what the newest draft knew."""
    from warroom.documents.draft import as_edited
    from warroom.domain import fingerprint

    same = store.draft(escalation, order.audience, sha256=fingerprint(body), under_way=order.under_way)
    if same and order.kind in (None, same.kind):
        same.promise_next(order.next_update)
        return same
    known = same or store.draft(escalation, order.audience)
    last = store.last_sent(escalation, order.audience)
    draft = _composed(room, store, escalation, order)
    due = order.next_update or (same.next_update if same else None)
    written = as_edited(draft, known, last, kind=order.kind, next_update=due)
    return _new(room, store, escalation, written, body)


def _new(room: "Room", store: "Store", escalation: "Escalation", draft: "Draft", body: str) -> "Update":
    from warroom.domain import Update

    update = Update.drafted(
        body, audience=draft.audience, kind=draft.kind, subject=draft.subject, mark=draft.mark,
        next_update=draft.next_update, facts=draft.facts, stamp=room.stamp,
    )  # fmt: skip
    store.add(escalation.draft(update))
    return update
