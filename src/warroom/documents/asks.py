"""What readers inside are told of what is owed: the promises, the customer's requests, their mood, our judgement."""

from dataclasses import dataclass
from datetime import datetime

from warroom.documents.dossier import Dossier
from warroom.documents.since import Since
from warroom.documents.tasks import named
from warroom.domain import Entry, Owed, Promise, Request, reference
from warroom.domain.change import was_settled
from warroom.times import Moment
from warroom.vocabulary import Answer, Audience, Direction, EntryKind, Letter, Precision, RequestStatus, spoken

_US = Audience.INTERNAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Debt:
    """One thing that the customer waits for: a promise, an answer to a request, the next update."""

    ref: str
    """Its reference; of the next update, that of the escalation."""
    text: str
    """What it is."""
    owner: str | None
    """Who carries it; None when nobody does."""
    due: str | None
    """Until when; None when no time is set."""
    state: str
    """Where it stands, such as given, missed, agreed or not sent."""
    late: bool
    """Whether it is overdue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What somebody at the customer said, and how they sounded."""

    quote: str
    """Their own words."""
    by: str | None
    """Who said it."""
    when: str | None
    """When."""
    mood: str | None
    """How they sounded to whoever heard them; None when nobody judged it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One change of how we judge the situation."""

    text: str
    """What changed, such as: Severity 2."""
    before: str | None
    """What it was before."""
    why: str | None
    """The reason."""
    when: str | None
    """When."""


def debts(dossier: Dossier) -> tuple[Debt, ...]:
    """What the customer waits for, what is overdue first."""
    return tuple(_debt(dossier, one) for one in sorted(_unkept(dossier), key=_urgency))


def debts_with_update(dossier: Dossier) -> tuple[Debt, ...]:
    """What the customer waits for, also the next update, what is overdue first: what ``owe`` lists."""
    found = [(_urgency(one), _debt(dossier, one)) for one in _unkept(dossier)]
    due = dossier.next_due(Audience.CUSTOMER)
    if due is not None:
        found.append(((False, due), _next_update(dossier, due)))
    return tuple(debt for _, debt in sorted(found, key=lambda pair: pair[0]))


def _next_update(dossier: Dossier, due: datetime) -> Debt:
    line = dossier.line(Audience.CUSTOMER)
    return Debt(
        ref=reference(Letter.ESCALATION, dossier.escalation.id) or "",
        text="The next customer update",
        owner=named((line and line.sender) or dossier.escalation.owner),
        due=dossier.said(due, _US),
        state="not sent",
        late=due < dossier.now,
    )


def _unkept(dossier: Dossier) -> list[Owed]:
    promises: list[Owed] = [one for one in dossier.promises if one.is_owed]
    requests: list[Owed] = [one for one in dossier.requests if _is_asked(one) and one.is_open and not one.is_promised]
    return [*promises, *requests]


def _urgency(one: Owed) -> tuple[bool, datetime]:
    """By due time, what has none last."""
    return one.due_at is None, one.due_at or one.created_at


def _is_asked(one: Request) -> bool:
    return one.direction is Direction.CUSTOMER


def given(dossier: Dossier) -> tuple[Debt, ...]:
    """Every promise that was given, whatever became of it."""
    return tuple(_debt(dossier, one) for one in dossier.promises if one.given_at)


def asked(dossier: Dossier) -> tuple[Debt, ...]:
    """Everything that the customer asked of us, with our answers, whatever became of it."""
    return tuple(_debt(dossier, one) for one in dossier.requests if _is_asked(one))


def _debt(dossier: Dossier, one: Owed) -> Debt:
    assert isinstance(one, Promise | Request), "only these are owed to a customer"
    return Debt(
        ref=one.ref,
        text=one.text,
        owner=named(one.carrier if isinstance(one, Request) else one.owner),
        due=dossier.said(one.due, _US) if one.due else None,
        state=_state(dossier, one),
        late=one.is_late(dossier.now),
    )


def _state(dossier: Dossier, one: Promise | Request) -> str:
    if isinstance(one, Promise):
        return "missed, kept late" if one.missed_at and one.kept_at else spoken(one.status)
    if one.answer is None or one.answered_at is None:
        return spoken(one.status)
    words = answered(one, on=dossier.day(one.answered_at, _US))
    if one.status is not RequestStatus.ANSWERED:
        return f"{words}; {spoken(one.status)}"
    return f"{words}, not delivered" if one.answer is Answer.AGREE else words


# The customer has not agreed to what we do instead: it is our offer.
_ANSWERED = {Answer.AGREE: "agreed", Answer.DECLINE: "declined", Answer.INSTEAD: "offered instead"}


def answered(request: Request, *, on: str | None = None) -> str:
    """What we answered, if told with the day, and its words: ``declined on Fri 20 Nov: nobody is free``."""
    assert request.answer is not None, "only what was answered has an answer"
    words = f"{_ANSWERED[request.answer]}{f' on {on}' if on else ''}"
    return f"{words}: {request.answer_text.rstrip('. ')}" if request.answer_text else words


def voice(dossier: Dossier) -> Voice | None:
    """What they said last, with a mood if there is one."""
    said = dossier.facts(_US, EntryKind.VOICE)
    judged = [line.last for line in said if "mood" in line.last.data] or [line.last for line in said]
    return _voice(dossier, judged[-1]) if judged else None


def _voice(dossier: Dossier, entry: Entry) -> Voice:
    return Voice(
        quote=entry.text,
        by=named(entry.person or entry.contact),
        when=dossier.said(entry.moment, _US) if entry.occurred_at else None,
        mood=entry.data.get("mood"),
    )


_JUDGED_LATER = ("severity", "level", "rag", "trend")
_JUDGED = (*_JUDGED_LATER, "waiting_on")  # whose move it is matters while it lasts


def judged(since: Since) -> tuple[Judged, ...]:
    """How our judgement changed since the last update to this audience, each with its reason."""
    changes = (one for one in since.entries() if _is_judged(one, _JUDGED) and one.is_about_the_whole)
    return tuple(_judged(since.dossier, one) for one in changes)


def all_judged(dossier: Dossier) -> tuple[Judged, ...]:
    """Every change of severity, level, RAG and trend, in the order of writing."""
    told = (line.last for line in dossier.lines if line.last.automatic and line.last.is_about_the_whole)
    return tuple(_judged(dossier, one) for one in told if _is_judged(one, _JUDGED_LATER))


def _is_judged(entry: Entry, fields: tuple[str, ...]) -> bool:
    return entry.data.get("field") in fields or was_settled(entry)


def _judged(dossier: Dossier, entry: Entry) -> Judged:
    before = entry.data.get("old")
    return Judged(
        text=entry.text,
        before=before.replace("_", " ") if before else None,
        why=entry.why,
        when=dossier.said(entry.moment, _US),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One action that is owed at another time now."""

    ref: str
    """Its reference."""
    text: str
    """What is to be done."""
    before: str
    """When it was owed."""
    now: str | None
    """When it is owed."""


def moved(since: Since) -> tuple[Moved, ...]:
    """The open actions and promises whose due time changed since the last update to this audience."""
    said = since.dossier.said
    before = {**{("A", number): at for number, at in since.moved().items()}}
    before |= {("P", number): at for number, at in since.moved_promises().items()}
    owed: list[Owed] = [*since.dossier.actions, *since.dossier.promises]
    return tuple(
        Moved(
            ref=reference(Letter(one.LETTER), one.id) or "",
            text=one.text,
            before=said(Moment(datetime.fromisoformat(before[one.LETTER, one.number]), Precision.MINUTE), _US),
            now=said(one.due, _US) if one.due else None,
        )
        for one in owed
        if one.is_open and (one.LETTER, one.number) in before
    )
