"""What could get worse, and what is not known: findings in one sentence each, drawn from the record."""

from collections.abc import Iterator

from warroom.documents.dossier import Dossier
from warroom.documents.facts import cause_facts, unsure
from warroom.documents.restoration import worked_between
from warroom.domain import Action, Promise, reference
from warroom.insight.durations import response_times
from warroom.vocabulary import (
    MILESTONES,
    Audience,
    Certainty,
    DataLoss,
    EntryKind,
    Letter,
    PromiseStatus,
    Rag,
    Status,
    Trend,
    spoken,
)


def risks(dossier: Dossier) -> tuple[str, ...]:
    """What puts the account at risk, for those who can act on it."""
    return (*_promises(dossier), *_relationship(dossier), *_work(dossier), *_exit(dossier), *_words(dossier))


def _promises(dossier: Dossier) -> Iterator[str]:
    """First of all, for a word that was not kept is remembered longer than what it was about."""
    given = [one for one in dossier.promises if one.given_at]
    if missed := [one for one in given if one.status is PromiseStatus.MISSED]:
        yield f"Promises missed: {_worded(missed)}."
    if late := [one for one in given if one.is_late(dossier.now)]:
        yield f"Promises late: {_worded(late)}."


def _worded(promises: list[Promise]) -> str:
    return "; ".join(f"{one.ref} {one.text.rstrip('. ')}" for one in promises)


def _relationship(dossier: Dossier) -> Iterator[str]:
    escalation = dossier.escalation
    if escalation.rag in (Rag.RED, Rag.AMBER):
        yield f"The relationship is rated {escalation.rag}."
    if escalation.trend is Trend.DECLINING:
        yield "The relationship is declining."
    if escalation.data_loss is DataLoss.CONFIRMED:
        yield "Data loss is confirmed."
    yield from _data(dossier)


def _data(dossier: Dossier) -> Iterator[str]:
    if dossier.speaks_of_data and dossier.escalation.data_loss is DataLoss.UNKNOWN:
        yield "It is not known whether data was lost."


def _work(dossier: Dossier) -> Iterator[str]:
    if late := [action for action in dossier.actions if action.is_late(dossier.now)]:
        yield f"Late: {_refs(late)}."
    if blocked := [action for action in dossier.actions if action.status.is_open and action.blocked_why]:
        yield f"Blocked: {_refs(blocked)}."
    yield from _unassigned(dossier)


def _exit(dossier: Dossier) -> Iterator[str]:
    escalation = dossier.escalation
    if late := [one.ref for one in dossier.criteria if one.is_late(dossier.now)]:
        yield f"Exit criteria are late: {', '.join(late)}."
    if escalation.status is Status.MONITORING:
        until = escalation.monitoring_until
        if until is None:
            yield "It is monitored without an end."
        elif until <= dossier.now:
            yield "The time that we watch is over, and it is not closed."


def _unassigned(dossier: Dossier) -> Iterator[str]:
    still_open = [action for action in dossier.actions if action.status.is_open]
    if unowned := [action for action in still_open if action.owner is None]:
        yield f"Unowned: {_refs(unowned)}."
    if undated := [action for action in still_open if action.due is None]:
        yield f"Undated: {_refs(undated)}."


def _refs(actions: list[Action]) -> str:
    return ", ".join(reference(Letter.ACTION, action.id) or "an action" for action in actions)


def _words(dossier: Dossier) -> Iterator[str]:
    if dossier.impact(Audience.EXECUTIVE, whole=True) and not dossier.impact(Audience.CUSTOMER, whole=True):
        yield "The impact has not been put into words for the customer."
    if dossier.overdue(Audience.CUSTOMER):
        yield "The customer has not received the update they were promised."


def open_questions(dossier: Dossier) -> tuple[str, ...]:
    """What a review has to answer, because the record does not."""
    return (*_times(dossier), *_knowledge(dossier), *_unassigned(dossier), *_unmet(dossier), *_passed_over(dossier))


def _times(dossier: Dossier) -> Iterator[str]:
    # Where nothing was broken, nobody detects, mitigates or restores anything.
    for kind in MILESTONES if dossier.has_service else ():
        if dossier.escalation.milestone(kind) is None:
            if kind is EntryKind.RESTORATION and worked_between(dossier):
                yield "It has not been restored since it broke again."
            else:
                yield f"No time of {spoken(kind)} is recorded."
    for duration in response_times(dossier.escalation):
        if duration.out_of_order:
            first, last = map(spoken, duration.between)
            yield f"{last.capitalize()} is recorded before {first}."


def _knowledge(dossier: Dossier) -> Iterator[str]:
    if dossier.escalation.detected_by is None and dossier.has_service:
        yield "It is not recorded who noticed it first."
    yield from _data(dossier)
    causes = {cause.certainty for cause in cause_facts(dossier, Audience.INTERNAL)}
    if Certainty.CONFIRMED not in causes and dossier.speaks_of_cause:
        yield "The cause is suspected, not confirmed." if Certainty.SUSPECTED in causes else "The cause is not known."
    for line in dossier.facts(Audience.INTERNAL):
        if line.last.kind not in _NO_QUESTION and line.last.certainty in (Certainty.UNKNOWN, Certainty.SUSPECTED):
            yield f"{reference(Letter.ENTRY, line.first.id)} ({unsure(line.last)}): {line.last.text}"


# The cause has a question of its own; of estimates the last one stands at the head, and the others are history.
_NO_QUESTION = (EntryKind.CAUSE, EntryKind.ESTIMATE)


def _unmet(dossier: Dossier) -> Iterator[str]:
    if unmet := [one.ref for one in dossier.criteria if one.is_open]:
        yield f"Exit criteria neither met nor waived: {', '.join(unmet)}."


def _passed_over(dossier: Dossier) -> Iterator[str]:
    if dossier.escalation.deescalated_why:
        yield f"A rule of de-escalating was passed over: {dossier.escalation.deescalated_why}"
    if dossier.escalation.forced_why:
        yield f"A rule of closing was passed over: {dossier.escalation.forced_why}"
