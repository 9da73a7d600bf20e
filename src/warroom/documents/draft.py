"""A draft of an update: which kind it is, when the next one is due, and what its writer should know."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from warroom.documents.corrections import corrections
from warroom.documents.customer import customer_update
from warroom.documents.dossier import Dossier
from warroom.documents.executive import executive_update
from warroom.documents.exits import watch_of
from warroom.documents.internal import internal_update
from warroom.documents.pacing import left_waiting
from warroom.documents.rendering import Document
from warroom.documents.since import Since, since, since_draft
from warroom.documents.subject import subject, subject_line
from warroom.documents.wanting import wanting
from warroom.domain import Update, reference
from warroom.domain.approval import left_open
from warroom.errors import InvalidValue
from warroom.insight import cadence
from warroom.times import Deadline, exactly
from warroom.vocabulary import Audience, Certainty, DataLoss, Letter, Status, UpdateKind, spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A text for one audience, with what has to be kept beside it."""

    audience: Audience
    kind: UpdateKind
    subject: str
    document: Document
    """What the reader may know, for another format or another template."""
    mark: int
    """The last entry of the timeline that the text took in."""
    next_update: Deadline | None
    """When the reader hears from us next; None when this is the last update."""
    language: str | None
    """The language of its reader, as a tag such as de-CH; None where it is not known."""
    facts: tuple[str, ...]
    """The references of what is new in it for its reader."""
    notes: tuple[str, ...]
    """What the writer should know: what lacks customer wording, and what the record says otherwise."""


def compose(
    dossier: Dossier,
    audience: Audience,
    *,
    kind: UpdateKind | None,
    next_update: Deadline | None,
    at: datetime | None = None,
) -> Draft:
    """The draft of an update, of the kind named or else of the one that the record suggests.

    ``at`` is when it goes out, from which the time to the next one counts; None for now. Raises InvalidValue for an
    audience that gets no updates, TemplateFault when the built-in template is broken.
    """
    chosen = kind or suggested(dossier, audience)
    ends = chosen is UpdateKind.CLOSURE or (audience is not Audience.CUSTOMER and not dossier.escalation.status.is_open)
    due = None if ends else next_update or (None if dossier.escalation.is_over else _next(dossier, audience, at))
    # Of what was written down afterwards no clock runs: its reader is promised nothing, though a time is kept.
    told = None if dossier.escalation.retrospective else due
    document = _projected(dossier, audience, kind=chosen, next_update=told)
    notes = [*_contradictions(dossier, audience, chosen)] if kind else []
    if audience is Audience.CUSTOMER and chosen is UpdateKind.CLOSURE:
        notes += _left_open(dossier)
    if told and next_update:
        begun, zone = at or dossier.now, dossier.zone_for(audience)
        notes += left_waiting(audience, dossier.rhythm(audience), told, now=begun, zone=zone)
    return Draft(
        audience=audience,
        kind=chosen,
        subject=_subject(dossier, audience),
        document=document,
        mark=dossier.escalation.last_seq,
        next_update=due,
        language=dossier.language(audience),
        facts=_facts(dossier, audience),
        notes=(*notes, *wanting(dossier)) if audience is Audience.CUSTOMER else tuple(notes),
    )


def as_edited(
    draft: Draft, known: Update | None, last: Update | None, *, kind: UpdateKind | None, next_update: Deadline | None
) -> Draft:
    """What has to be kept beside a text that somebody wrote or edited: what the newest draft knew, if there was one."""
    # An edited draft is still what it was drafted as, unless something was sent since.
    is_newer = known is not None and (last is None or known.number > last.number)
    chosen = kind or (known.kind if known and is_newer else draft.kind)
    return replace(
        draft,
        kind=chosen,
        subject=known.subject if known else draft.subject,
        # Of a text that was never drafted here we do not know what it told; rather twice than never.
        mark=max(known.mark if known else 0, last.mark if last else 0),
        next_update=None
        if chosen is UpdateKind.CLOSURE
        # The time that a draft named which was only shown is told to nobody.
        else next_update or draft.next_update,
    )


def known_later(dossier: Dossier, audience: Audience, at: datetime) -> list[str]:
    """The facts, by reference, that a draft tells this audience and that came after ``at``, to the minute."""
    begun = [(line, line.last.moment.earliest) for line in dossier.facts(audience)]
    return [f"T{line.first.id}" for line, came in begun if came and came.replace(second=0, microsecond=0) > at]


def is_stale(dossier: Dossier, update: Update) -> bool:
    """Whether something that the reader of a draft reads has changed since it was rendered."""
    ended = update.audience is Audience.CUSTOMER and dossier.escalation.is_over
    return _has_news(since_draft(dossier, update)) or (ended and update.kind is not UpdateKind.CLOSURE)


def _has_news(since: Since) -> bool:
    """Whether there is anything to say; a time that we named and that has passed is, without a line in the record."""
    return since.has_news() or bool(corrections(since))


def _facts(dossier: Dossier, audience: Audience) -> tuple[str, ...]:
    """What the reader is told with it for the first time, or told otherwise."""
    new = since(dossier, audience)
    lines = {*(line.first.id for line in new.new_facts()), *(line.first.id for _, line in new.corrected())}
    entries = sorted(number for number in lines if number)
    promises = sorted(promise.number for promise in new.touched_promises() if promise.given_at)
    criteria = sorted(criterion.number for criterion in new.touched_criteria() if criterion.is_theirs)
    told = {Letter.ENTRY: entries, Letter.PROMISE: promises, Letter.CRITERION: criteria}
    return tuple(f"{letter}{number}" for letter, numbers in told.items() for number in numbers)


def _left_open(dossier: Dossier) -> list[str]:
    """What a last message leaves unsaid, since nothing after it can say it."""
    escalation = dossier.escalation
    open_points = {
        "It is not recorded whether data was lost; say it with:  warroom impact TEXT --data-loss none": (
            dossier.speaks_of_data and escalation.data_loss is DataLoss.UNKNOWN
        ),
        "No cause is confirmed; say it with:  warroom cause TEXT -c TEXT --certainty confirmed": (
            dossier.speaks_of_cause and escalation.cause_certainty is not Certainty.CONFIRMED
        ),
    }
    unsaid = [words for words, is_open in open_points.items() if is_open]
    owed = [*dossier.promises, *dossier.requests, *dossier.criteria, *dossier.actions]
    waited_for = () if escalation.retrospective else left_open(Audience.CUSTOMER, UpdateKind.CLOSURE, owed)
    return [*unsaid, *(f"The last message leaves open: {one.words}; {one.way_out}" for one in waited_for)]


def as_record(document: Document) -> dict[str, Any]:
    """The projection as plain values: what its reader may know, and nothing else."""
    return asdict(document)


def suggested(dossier: Dossier, audience: Audience) -> UpdateKind:
    """The kind of update that the record asks for; a closure is only named, but where it has ended."""
    if audience is Audience.CUSTOMER and dossier.escalation.is_over:
        return UpdateKind.CLOSURE
    new = since(dossier, audience)
    if not new.told_before:
        return UpdateKind.FIRST
    if new.restored():
        return UpdateKind.RESTORED
    return UpdateKind.PROGRESS if _has_news(new) else UpdateKind.NO_CHANGE


def _next(dossier: Dossier, audience: Audience, at: datetime | None) -> Deadline:
    zone, begun = dossier.zone_for(audience), at or dossier.now
    offset = exactly(begun, zone).offset
    return cadence.next_update(dossier.rhythm(audience), now=begun, zone=zone, offset_minutes=offset)


def _projected(dossier: Dossier, audience: Audience, *, kind: UpdateKind, next_update: Deadline | None) -> Document:
    match audience:
        case Audience.CUSTOMER:
            return customer_update(dossier, kind=kind, next_update=next_update)
        case Audience.EXECUTIVE:
            return executive_update(dossier, next_update=next_update)
        case Audience.INTERNAL:
            return internal_update(dossier, next_update=next_update)
        case _:
            raise InvalidValue("AUDIENCE", f"there is no update for {audience}", "Use customer, executive or internal.")


def _subject(dossier: Dossier, audience: Audience) -> str:
    if audience is Audience.CUSTOMER:
        return subject(dossier)
    escalation = dossier.escalation
    ref = reference(Letter.ESCALATION, escalation.id)
    return subject_line(f"{ref} {escalation.account.name}: {escalation.title}", drill=escalation.drill)


def _contradictions(dossier: Dossier, audience: Audience, kind: UpdateKind) -> Iterator[str]:
    """Where the record says otherwise than the kind that was named; nothing is refused for it."""
    escalation, last = dossier.escalation, dossier.last_sent(audience)
    if kind is UpdateKind.FIRST and last is not None:
        yield f"The record says that the {audience} audience has had an update: {reference(Letter.UPDATE, last.id)}."
    if kind in (UpdateKind.PROGRESS, UpdateKind.NO_CHANGE) and last is None:
        yield f"The record says that nothing was sent to the {audience} audience yet."
    if kind in (UpdateKind.PROGRESS, UpdateKind.NO_CHANGE) and since(dossier, audience).restored():
        yield f"The record says that {_works_again(dossier)} and that the {audience} audience has not been told."
    if kind is UpdateKind.NO_CHANGE and (new := since(dossier, audience).new_facts()):
        refs = ", ".join(reference(Letter.ENTRY, line.first.id) or "" for line in new)
        yield f"The record holds what is new for the {audience} audience: {refs}."
    if kind is UpdateKind.RESTORED and escalation.restored_at is None:
        yield f"The record does not say that {_works_again(dossier)}; say when with:  warroom restore --at TIME"
    if kind is UpdateKind.CLOSURE and (watch := watch_of(dossier)) and not watch.over:
        yield f"The record says that we watch this until {watch.until}; a last message ends that."
    if kind is not UpdateKind.CLOSURE and audience is Audience.CUSTOMER and escalation.is_over:
        yield "The record says that this is closed: the customer can be sent a closure, or it is reopened first."
    if kind is UpdateKind.CLOSURE and _is_broken(dossier):
        yield f"The record says that this {spoken(escalation.kind)} is still active and not restored."


def _is_broken(dossier: Dossier) -> bool:
    escalation = dossier.escalation
    return escalation.status is Status.ACTIVE and dossier.has_service and escalation.restored_at is None


def _works_again(dossier: Dossier) -> str:
    return f"{'service' if dossier.has_service else 'this'} is {dossier.words.ended}"
