"""What came to an end since a reader inside was told last: work, promises, requests, and the cause once confirmed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from warroom.documents.asks import answered
from warroom.documents.since import Since
from warroom.documents.tasks import named
from warroom.domain import Action, Entry, Owed, Promise, reference
from warroom.vocabulary import Audience, Certainty, EntryKind, Letter, PromiseStatus, RequestStatus, spoken

_US = Audience.INTERNAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """One thing that is done, dropped, kept, missed, answered or confirmed since the last update."""

    ref: str
    """Its reference."""
    text: str
    """What it is."""
    state: str
    """What became of it, such as done, missed or answered: agree."""
    why: str | None
    """The reason, where one was given."""
    who: str | None
    """Who carried it; None when nobody did."""
    when: str | None
    """When it came to that; None when that is not known."""


def settled(since: Since) -> tuple[Settled, ...]:
    """The cause once it is confirmed, then what became of promises and of requests."""
    return (*_causes(since), *_promises(since), *_requests(since))


def finished(since: Since) -> tuple[Settled, ...]:
    """The actions that were done or dropped, in order of time."""
    turns = _turns(since, "action_id")
    ended = sorted([*since.finished(), *since.dropped()], key=lambda action: turns[action.number].seq)
    return tuple(_ended(since, action, turns) for action in ended)


def _causes(since: Since) -> Iterator[Settled]:
    for line in since.dossier.facts(since.audience, EntryKind.CAUSE):
        before = since.told_as(line)
        was_known = before is not None and before.certainty is Certainty.CONFIRMED
        if line.last.seq > since.mark and line.last.certainty is Certainty.CONFIRMED and not was_known:
            yield Settled(
                ref=reference(Letter.ENTRY, line.first.id) or "",
                text=line.last.text,
                state="confirmed as the cause",
                why=None,
                who=named(line.last.person or line.last.contact),
                when=since.dossier.said(line.last.moment, _US) if line.last.occurred_at else None,
            )


def _ended(since: Since, action: Action, turns: dict[int, Entry]) -> Settled:
    at: datetime = action.done_at or turns[action.number].recorded_at
    return _settled(since, action, spoken(action.status), at, who=named(action.owner), why=turns[action.number].why)


def _promises(since: Since) -> Iterator[Settled]:
    turns = _turns(since, "promise_id")
    ended = (PromiseStatus.KEPT, PromiseStatus.MISSED, PromiseStatus.RELEASED)
    there = (one for one in since.dossier.promises if one.number in turns and one.status in ended)
    for one in sorted(there, key=lambda one: turns[one.number].seq):
        yield _settled(
            since,
            one,
            _ending(one),
            one.kept_at or turns[one.number].recorded_at,
            who=named(one.owner),
            why=one.why if one.status is PromiseStatus.MISSED and not one.kept_at else None,
        )


def _ending(one: Promise) -> str:
    if one.status is PromiseStatus.MISSED and one.kept_at:
        return "missed, kept late"
    # Who released it stands in the reason.
    return one.why if one.status is PromiseStatus.RELEASED and one.why else spoken(one.status)


def _requests(since: Since) -> Iterator[Settled]:
    turns = _turns(since, "request_id")
    there = (one for one in since.dossier.requests if one.number in turns and one.status is not RequestStatus.OPEN)
    for one in sorted(there, key=lambda one: turns[one.number].seq):
        is_answer = one.status is RequestStatus.ANSWERED
        state = f"answered: {answered(one)}" if is_answer else spoken(one.status)
        at = one.delivered_at or turns[one.number].recorded_at
        yield _settled(since, one, state, at, who=named(one.carrier), why=None if is_answer else turns[one.number].why)


def _settled(since: Since, one: Owed, state: str, at: datetime, *, who: str | None, why: str | None) -> Settled:
    return Settled(ref=one.ref, text=one.text, state=state, when=since.dossier.said(at, _US), who=who, why=why)


def _turns(since: Since, link: str) -> dict[int, Entry]:
    """By the number of each record, the entry of the last change of its state since."""
    changes = (entry for entry in since.entries() if entry.data.get("field") == "status")
    return {number: entry for entry in changes if (number := getattr(entry, link)) is not None}
