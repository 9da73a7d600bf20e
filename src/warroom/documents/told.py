"""What the customer was told: what really stood in the texts that went out, which is not all that was released."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from warroom.documents.dossier import Dossier
from warroom.documents.wholly import names, says
from warroom.domain import Entry, Promise, Update, reference
from warroom.times import Deadline, Moment, local, written
from warroom.vocabulary import EXPECTED, Audience, EntryKind, Letter, Precision, spoken

_THEM, _US = Audience.CUSTOMER, Audience.INTERNAL
_MINUTE = timedelta(minutes=1)  # nobody types a time more exactly


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One update that went to the customer."""

    when: str
    """When it was sent."""
    kind: str
    """Its stage, such as progress."""
    subject: str
    """Its subject."""
    next_update: str | None
    """When it promised the next one; None when it did not."""
    receivers: str | None
    """Who received it; None when that was not recorded."""
    said: tuple[str, ...]
    """What was new in its text: facts in the customer's wording, the time we expected it restored by, and promises."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip:
    """An update to the customer that was left out."""

    when: str
    """When that was decided."""
    why: str
    """The reason."""
    next_update: str
    """When they hear from us instead."""


def left_out(dossier: Dossier) -> Skip | None:
    """The update to the customer that was left out since the last one, with times on our clocks."""
    last = dossier.last_word(_THEM)
    if last is None or last.sent_at is not None or last.next_update is None:
        return None
    return Skip(
        when=dossier.said(last.created_at, _US),
        why=(last.why or "").rstrip(". "),
        next_update=dossier.by_clock(last.next_update, _US),
    )


def awaited(dossier: Dossier) -> dict[str, Any]:
    """When the customer is next to hear from us, on our clocks: once it broke again, sooner than was promised."""
    due = dossier.next_due(_THEM)
    return {
        "customer_next": dossier.said(due, _US) if due else None,
        "customer_late": due is not None and due < dossier.now,
    }


def told(dossier: Dossier, update: Update) -> Told:
    """An update to the customer, with times on our clocks."""
    promised = _promised(dossier, update)
    return Told(
        when=dossier.said(update.sent_at, _US) if update.sent_at else "time unknown",
        kind=spoken(update.kind),
        subject=update.subject,
        next_update=dossier.by_clock(promised, _US) if promised else None,
        receivers=", ".join(map(dossier.name_of, update.recipients)) or None,
        said=tuple(dict.fromkeys(_said_in(dossier, update))),
    )


def _promised(dossier: Dossier, update: Update) -> Deadline | None:
    """When it promised the next one. Of what was written down afterwards a time is kept that nobody need have named."""
    promised = update.next_update
    if promised is None or not dossier.escalation.retrospective:
        return promised
    return promised if f"{local(promised.at, dossier.zone_for(_THEM)):%H:%M}" in update.body else None


def _said_in(dossier: Dossier, update: Update) -> Iterator[str]:
    """What stood in an update and in none before it; of what it is not recorded to have told, nothing."""
    earlier = [one for one in dossier.sent(_THEM) if one is not update and one.mark <= update.mark]
    # What one left out, such as the cause in a first notice, the next one tells without naming it as new.
    recorded = {ref for one in (*earlier, update) for ref in one.facts}
    for line in dossier.lines:
        entry = line.as_of(update.mark)
        if entry is None or entry.automatic:
            continue
        before = [one for one in earlier if one.mark >= entry.seq]
        is_recorded = reference(Letter.ENTRY, line.first.id) in recorded
        if entry.kind is EntryKind.ESTIMATE:  # told by its time alone, also without a wording
            yield from _estimate(dossier, entry, update, before)
        elif is_recorded and entry.customer_text and _is_new(entry.customer_text, update, before):
            yield entry.customer_text
    for promise in dossier.promises:
        was_given = promise.ref in recorded and _was_given(dossier, promise, update)
        if was_given and _is_new(promise.text, update, earlier):
            yield f"Promise {promise.ref}: {promise.text}"


def _was_given(dossier: Dossier, promise: Promise, update: Update) -> bool:
    """Whether it was given when an update went out, which may have been recorded later than that."""
    if promise.given_at is None or update.sent_at is None or dossier.escalation.retrospective:
        return promise.given_at is not None
    return promise.given_at <= update.sent_at + _MINUTE


def _estimate(dossier: Dossier, entry: Entry, update: Update, before: Sequence[Update]) -> Iterator[str]:
    """A time that we committed to, with the words that stood beside it."""
    if "until" not in entry.data or not entry.data.get("committed"):
        return
    until = Moment(datetime.fromisoformat(entry.data["until"]), Precision.MINUTE)
    theirs = written(until, dossier.zone_for(_THEM), now=update.sent_at, tongue=dossier.tongue(_THEM))
    if names(update.body, theirs) and not any(names(one.body, theirs) for one in before):
        words = entry.customer_text if entry.customer_text and says(update.body, entry.customer_text) else None
        yield f"{EXPECTED} {dossier.said(until, _US)}" + (f": {words}" if words else "")


def _is_new(words: str, update: Update, before: Sequence[Update]) -> bool:
    return says(update.body, words) and not any(says(one.body, words) for one in before)
