"""What came to an end since a reader inside was told last: work, promises, requests, and the cause once confirmed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from warroom.documents.asks import answered
from warroom.documents.facts import News
from warroom.documents.headed import dashed, headed
from warroom.documents.since import Since
from warroom.documents.tasks import named
from warroom.domain import Action, Entry, Owed, Promise
from warroom.vocabulary import Answer, Audience, Certainty, EntryKind, PromiseStatus, RequestStatus, spoken

_US = Audience.INTERNAL


@dataclass(frozen=True, slots=True)
class Dated:
    """One piece of news, with the instant by which it stands among the others."""

    at: datetime
    news: News


def settled(since: Since) -> list[Dated]:
    """The cause once it is confirmed, and what became of promises and of requests."""
    return [*_causes(since), *_promises(since), *_requests(since)]


def finished(since: Since) -> list[Dated]:
    """The actions that were done or dropped, in order of time."""
    turns = _turns(since, "action_id")
    ended = [_ended(since, action, turns) for action in (*since.finished(), *since.dropped())]
    return sorted(ended, key=lambda one: one.at)


def ruled_out(since: Since) -> list[Dated]:
    """What was found not to be the cause, and why."""
    turns = _turns(since, "hypothesis_id")
    return [
        _dated(since, turns[one.number].recorded_at, f"Ruled out: {headed(one.text)} {one.why}")
        for one in since.ruled_out()
    ]


def _dated(since: Since, at: datetime, text: str, who: str | None = None) -> Dated:
    return Dated(at, News(when=since.dossier.said(at, _US), text=text, certainty=None, by=who))


def _causes(since: Since) -> Iterator[Dated]:
    for line in since.dossier.facts(since.audience, EntryKind.CAUSE):
        before, last = since.told_as(line), line.last
        was_known = before is not None and before.certainty is Certainty.CONFIRMED
        if last.seq > since.mark and last.certainty is Certainty.CONFIRMED and not was_known:
            text = f"Cause confirmed: {last.text.rstrip('. ')}"
            when = since.dossier.said(last.moment, _US) if last.occurred_at else None
            yield Dated(last.sort_at, News(when=when, text=text, certainty=None, by=named(last.person or last.contact)))


def _ended(since: Since, action: Action, turns: dict[int, Entry]) -> Dated:
    turn = turns[action.number]
    at: datetime = action.done_at or turn.recorded_at
    return _settled(since, action, spoken(action.status), at, who=named(action.owner), why=turn.why)


def _promises(since: Since) -> Iterator[Dated]:
    turns = _turns(since, "promise_id")
    ended = (PromiseStatus.KEPT, PromiseStatus.MISSED, PromiseStatus.RELEASED)
    there = (one for one in since.dossier.promises if one.number in turns and one.status in ended)
    for one in sorted(there, key=lambda one: turns[one.number].seq):
        yield _settled(
            since,
            one,
            _ending(since, one),
            one.kept_at or turns[one.number].recorded_at,
            who=named(one.owner),
            why=one.why if one.status is PromiseStatus.MISSED and not one.kept_at else None,
        )


def _ending(since: Since, one: Promise) -> str:
    if one.status is PromiseStatus.MISSED and one.kept_at:
        return "missed, kept late"
    # Who released it stands in the reason.
    released = since.dossier.with_names(one.why) if one.why else None
    return released if one.status is PromiseStatus.RELEASED and released else spoken(one.status)


def _requests(since: Since) -> Iterator[Dated]:
    turns = _turns(since, "request_id")
    there = (one for one in since.dossier.requests if one.number in turns and one.status is not RequestStatus.OPEN)
    for one in sorted(there, key=lambda one: turns[one.number].seq):
        at, who = one.delivered_at or turns[one.number].recorded_at, named(one.carrier)
        if one.status is RequestStatus.ANSWERED:
            begins = dashed(one.text) if one.answer_text else headed(one.text)
            yield _dated(since, at, f"{one.ref} {begins} {answered(one)}", who)
        elif one.status is RequestStatus.DELIVERED and one.answer is Answer.INSTEAD:
            words = f"instead: {(one.answer_text or '').rstrip('. ')} ({spoken(one.status)})"
            yield _dated(since, at, f"{one.ref} {dashed(one.text)} {words}", who)
        else:
            yield _settled(since, one, spoken(one.status), at, who=who, why=turns[one.number].why)


def _settled(since: Since, one: Owed, state: str, at: datetime, *, who: str | None, why: str | None) -> Dated:
    return _dated(since, at, f"{one.ref} {headed(one.text)} {state}{f': {why}' if why else ''}", who)


def _turns(since: Since, link: str) -> dict[int, Entry]:
    """By the number of each record, the entry of the last change of its state since."""
    changes = (entry for entry in since.entries() if entry.data.get("field") == "status")
    return {number: entry for entry in changes if (number := getattr(entry, link)) is not None}
