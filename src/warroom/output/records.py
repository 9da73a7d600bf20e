"""Records as programs read them: one object each, the same keys in every format.

References, slugs and handles stand for links; times are UTC ISO 8601, a day or a month its date; unknown is None.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from warroom.domain import Contact, Entry, Line, Outline, Person, Unreadable, reference
from warroom.domain.milestones import milestone_in, workaround_in
from warroom.domain.situation import Situation
from warroom.times import Deadline, iso, iso_deadline, iso_moment
from warroom.vocabulary import EntryKind, Letter, Precision

if TYPE_CHECKING:
    from warroom.domain import Action, Update


def stored(value: datetime | None) -> str | None:
    """A time as programs read it."""
    return value if value is None or isinstance(value, Unreadable) else iso(value)


def _occurred(entry: Entry) -> Any:
    known = (entry.occurred_at, entry.after_at, entry.before_at, entry.precision)
    return entry.occurred_at if any(isinstance(one, Unreadable) for one in known) else iso_moment(entry.moment)


def deadline(at: datetime | None, precision: Precision | None, offset: int) -> str | None:
    if at is None or isinstance(at, Unreadable) or precision is None:
        return stored(at)
    return iso_deadline(Deadline(at, precision, offset))


def short(party: Person | Contact | None) -> str | None:
    """The name by which a party is linked to: a handle or a slug."""
    if party is None:
        return None
    return party.handle if isinstance(party, Person) else party.slug


def _party(party: Person | Contact | None) -> str | None:
    if party is None:
        return None
    return "us" if isinstance(party, Person) else "customer"


def unreadable(record: dict[str, Any]) -> list[str]:
    """The fields of a record that hold what they never should."""
    return [key for key, value in record.items() if isinstance(value, Unreadable)]


def outline_record(outline: Outline, *, next_update: Deadline | Unreadable | None) -> dict[str, Any]:
    """An escalation, with the time by which the customer is next to hear from us; None when no clock runs."""
    columns = outline.columns
    told = iso_deadline(next_update) if isinstance(next_update, Deadline) else next_update
    agreed = {"deescalated_by": outline.deescalated_by, "deescalated_why": columns.deescalated_why}
    return {**_terms(outline), **_times(columns), "next_update_at": told, **_knowledge(columns), **agreed}


def _terms(outline: Outline) -> dict[str, Any]:
    escalation = outline.columns
    return {
        "ref": reference(Letter.ESCALATION, escalation.id),
        "account": outline.account,
        "title": escalation.title,
        "customer_title": escalation.customer_title,
        "kind": escalation.kind,
        "status": escalation.status,
        "severity": _rank(escalation.severity),
        "level": _rank(escalation.level),
        "rag": escalation.rag,
        "trend": escalation.trend,
        "waiting_on": escalation.waiting_on,
        "owner": outline.owner,
        "product": escalation.product,
        "component": escalation.component,
        "summary": escalation.summary,
        "links": escalation.links,
        "trigger": escalation.trigger,
        "retrospective": escalation.retrospective,
        "drill": escalation.drill,
    }


def _times(escalation: Situation) -> dict[str, Any]:
    return {
        "raised_at": stored(escalation.raised_at),
        "declared_at": stored(escalation.declared_at),
        **{f"{name}_at": _milestone(escalation, kind, name) for kind, name in _MILESTONES.items()},
        "stable_since": stored(escalation.stable_since),
        "deescalated_at": stored(escalation.deescalated_at),
        "monitoring_until": stored(escalation.monitoring_until),
        "closed_at": stored(escalation.closed_at),
        "deadline_at": deadline(escalation.deadline_at, escalation.deadline_precision, escalation.deadline_offset),
    }


def _knowledge(escalation: Situation) -> dict[str, Any]:
    return {
        "detected_by": escalation.detected_by,
        "data_loss": escalation.data_loss,
        "workaround": workaround_in(escalation),
        "estimate": escalation.estimate,
        "estimated_at": stored(escalation.estimated_at),
        "cause_certainty": escalation.cause_certainty,
        "cause_category": escalation.cause_category,
        "driver": escalation.driver,
        "outcome": escalation.outcome,
        "forced_why": escalation.forced_why,
        "relapses": escalation.relapses,
        "reopens": escalation.reopens,
    }


_MILESTONES = {
    EntryKind.IMPACT_START: "impact_started",
    EntryKind.DETECTION: "detected",
    EntryKind.ACKNOWLEDGEMENT: "acknowledged",
    EntryKind.MITIGATION: "mitigated",
    EntryKind.RESTORATION: "restored",
}


def _milestone(escalation: Situation, kind: EntryKind, name: str) -> str | None:
    at = getattr(escalation, f"{name}_at")
    moment = None if isinstance(at, Unreadable) else milestone_in(escalation, kind)
    return iso_moment(moment) if moment else at


def _rank(value: Any) -> Any:
    return value if value is None or isinstance(value, Unreadable) else int(value)


def entry_record(entry: Entry | Line) -> dict[str, Any]:
    """A timeline entry; a corrected one stands under its first reference with its last content."""
    first, last = (entry.first, entry.last) if isinstance(entry, Line) else (entry, entry)
    return {
        "ref": reference(Letter.ENTRY, first.id),
        "escalation": reference(Letter.ESCALATION, first.escalation_id),
        "account": first.account.slug,
        "seq": first.seq,
        "kind": last.kind,
        "text": last.text,
        "customer_text": last.customer_text,
        "audience": last.audience,
        "certainty": last.certainty,
        "occurred_at": _occurred(last),
        "precision": last.precision,
        "after_at": stored(last.after_at),
        "before_at": stored(last.before_at),
        "recorded_at": stored(last.recorded_at),
        "recorded_by": last.recorded_by,
        "clock_frozen": last.clock_frozen,
        "by": short(last.person or last.contact),
        "by_party": _party(last.person or last.contact),
        "evidence": last.evidence,
        "source": first.source,
        "source_id": first.source_id,
        "why": last.why,
        "data": last.data,
        "automatic": last.automatic,
        "amends": reference(Letter.ENTRY, first.amends_id),
        "amended_by": reference(Letter.ENTRY, last.id) if last is not first else None,
        "action": reference(Letter.ACTION, last.action_id),
        "promise": reference(Letter.PROMISE, last.promise_id),
        "request": reference(Letter.REQUEST, last.request_id),
        "hypothesis": reference(Letter.HYPOTHESIS, last.hypothesis_id),
        "criterion": reference(Letter.CRITERION, last.criterion_id),
    }


def action_record(action: "Action") -> dict[str, Any]:
    """An action; ``owner`` is a handle of ours or a contact's slug, None is unowned."""
    return {
        "ref": reference(Letter.ACTION, action.id),
        "escalation": reference(Letter.ESCALATION, action.escalation_id),
        "account": action.account.slug,
        "text": action.text,
        "customer_text": action.customer_text,
        "phase": action.phase,
        "status": action.status,
        "owner": short(action.owner),
        "owner_party": _party(action.owner),
        "due_at": deadline(action.due_at, action.due_precision, action.due_offset),
        "original_due_at": deadline(action.original_due_at, action.due_precision, action.due_offset),
        "slips": action.slips,
        "started_at": stored(action.started_at),
        "blocked_at": stored(action.blocked_at),
        "blocked_why": action.blocked_why,
        "done_at": stored(action.done_at),
        "verified_at": stored(action.verified_at),
        "verified_by": action.verified_by,
        "evidence": action.evidence,
        "links": action.links,
        "source": action.source,
        "source_id": action.source_id,
        "created_at": stored(action.created_at),
    }


def update_record(update: "Update") -> dict[str, Any]:
    """An update as it was drafted or sent."""
    return {
        "ref": reference(Letter.UPDATE, update.id),
        "escalation": reference(Letter.ESCALATION, update.escalation_id),
        "account": update.account.slug,
        "audience": update.audience,
        "kind": update.kind,
        "status": update.status,
        "subject": update.subject,
        "body": update.body,
        "sha256": update.sha256,
        "sent_at": stored(update.sent_at),
        "sent_by": update.sent_by,
        "recipients": update.recipients,
        "channel": update.channel,
        "due_at": stored(update.due_at),
        "facts": update.facts,
        "approved_at": stored(update.approved_at),
        "approved_by": update.approved_by,
        "sending_at": stored(update.sending_at),
        "message_id": update.message_id,
        "why": update.why,
        "next_at": deadline(update.next_at, update.next_precision, update.next_offset),
        "created_at": stored(update.created_at),
    }
