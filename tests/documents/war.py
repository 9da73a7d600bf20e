"""A war room in memory: records made by the moves of the domain, numbered as a store would number them."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import inspect

from warroom.documents import Dossier, Draft, compose
from warroom.documents.rendering import render
from warroom.domain import (
    Account,
    Action,
    Contact,
    Criterion,
    Entry,
    Escalation,
    Fact,
    Hypothesis,
    Opening,
    Person,
    Promise,
    Request,
    Stamp,
    Update,
    as_amended,
    wording,
)
from warroom.times import Deadline, Moment
from warroom.times.reading import read_due, read_happened
from warroom.vocabulary import Answer, Audience, EntryKind, Severity, UpdateKind

BERLIN = ZoneInfo("Europe/Berlin")


@dataclass(frozen=True, slots=True, kw_only=True)
class InWords(Draft):
    """A draft with its words in Markdown, those of the built-in template."""

    @property
    def body_md(self) -> str:
        return render(self.document, format="md")


class War:
    """One escalation, told in the notation of the command line; ``at`` moves the clock."""

    def __init__(self, now: str = "2026-11-21T09:20Z", *, zone: ZoneInfo = BERLIN, **opened: Any) -> None:
        self.now, self.zone = datetime.fromisoformat(now), zone
        self.sam = self._person(1, "sam", "Sam Okafor", "sam@ours.example")
        self.ines = self._person(2, "ines", "Ines Moreau", "ines@ours.example")
        self.account = Account.met("acme", stamp=self.stamp, name="Acme Insurance")
        self.account.id = 1
        self.dana = Contact.met(1, "dana", stamp=self.stamp, name="Dana Cho")
        self.dana.id = 1
        title = opened.pop("title", "Claims API returns errors after release 4.2")
        told: dict[str, Any] = {"customer_title": "Claims cannot be submitted", "severity": Severity.STOPPED} | opened
        self.escalation = Escalation.opened(self.account, title, Opening(**told), owner=self.sam, stamp=self.stamp)
        self.escalation.id = 14
        self.actions: list[Action] = []
        self.updates: list[Update] = []
        self.promises: list[Promise] = []
        self.requests: list[Request] = []
        self.hypotheses: list[Hypothesis] = []
        self.criteria: list[Criterion] = []

    def _person(self, number: int, handle: str, name: str, email: str) -> Person:
        person = Person.met(handle, stamp=self.stamp, name=name)
        person.describe(email=email)
        person.id = number
        return person

    @property
    def stamp(self) -> Stamp:
        return Stamp(self.now, "sam", zone=self.zone)

    def at(self, time: str) -> "War":
        """It is now this time, in UTC."""
        self.now = datetime.fromisoformat(time)
        return self

    def moment(self, typed: str | Moment | None) -> Moment:
        if isinstance(typed, Moment):
            return typed
        return read_happened(typed or "now", now=self.now, zone=self.zone)

    def due(self, typed: str) -> Deadline:
        return read_due(typed, now=self.now, zone=self.zone)

    def fact(self, text: str, *, at: str | Moment | None = None, **told: Any) -> Fact:
        words = {key: told.pop(key) for key in ("customer", "safe", "audience") if key in told}
        return Fact.checked(text, moment=self.moment(at), wording=wording(text, **words), **told)

    def log(self, text: str, **told: Any) -> Entry:
        entry = self.escalation.record(self.fact(text, **told), stamp=self.stamp)
        self._named(entry, told.get("by"))
        return entry

    def impact(self, text: str, *, told: dict[str, Any] | None = None, **rest: Any) -> Entry:
        return self.log(text, kind=EntryKind.IMPACT, told=told, **rest)

    def amend(self, number: int, text: str, **told: Any) -> Entry:
        line = next(line for line in self.lines if line.first.id == number)
        told = {"kind": line.last.kind, "at": line.last.moment} | told
        return self.escalation.amend(line, self.fact(text, **told), stamp=self.stamp)

    def do(self, text: str, *, customer: str | None = None, due: str | None = None, **told: Any) -> Action:
        deadline = self.due(due) if due else None
        action = Action.agreed(text, stamp=self.stamp, wording=wording(text, customer=customer), due=deadline, **told)
        action.id = len(self.actions) + 1
        self.actions.append(self.escalation.do(action, stamp=self.stamp))
        return action

    def promise(self, text: str, *, due: str | None = None, agreed: str | None = None, **told: Any) -> Promise:
        deadline, owner = self.due(due) if due else None, told.get("owner")
        promise = Promise.drafted(text, to=self.dana, owner=owner, due=deadline, stamp=self.stamp)
        promise.id = len(self.promises) + 1
        self.promises.append(self.escalation.promise(promise, stamp=self.stamp, agreed=agreed))
        return promise

    def ask(
        self, text: str, *, by: Contact | None = None, of: Person | None = None, customer: str | None = None,
        answer: str | None = None, due: str | None = None,
    ) -> Request:  # fmt: skip
        request = Request.asked(
            text, by=by, of=of, due=self.due(due) if due else None, at=self.now,
            wording=wording(text, customer=customer), stamp=self.stamp,
        )  # fmt: skip
        request.id = len(self.requests) + 1
        self.requests.append(self.escalation.ask(request, stamp=self.stamp))
        if answer:
            request.reply(Answer.INSTEAD, answer, stamp=self.stamp)
        return request

    def suspect(self, text: str, *, customer: str | None = None, ruled_out: str | None = None) -> Hypothesis:
        hypothesis = Hypothesis.suspected(text, wording=wording(text, customer=customer), stamp=self.stamp)
        hypothesis.id = len(self.hypotheses) + 1
        self.hypotheses.append(self.escalation.suspect(hypothesis, stamp=self.stamp))
        if ruled_out:
            hypothesis.rule_out(ruled_out, stamp=self.stamp)
        return hypothesis

    def expect(self, text: str, *, by: Contact | None = None, due: str | None = None) -> Criterion:
        """An exit criterion, agreed when ``by`` is given."""
        criterion = Criterion.proposed(text, due=self.due(due) if due else None, stamp=self.stamp)
        criterion.id = len(self.criteria) + 1
        self.criteria.append(self.escalation.propose(criterion, stamp=self.stamp))
        if by:
            criterion.agree(by, at=self.now, stamp=self.stamp)
        return criterion

    def deescalate(self, monitor: str | None = "5d", *, by: Contact | None = None, force: str | None = None) -> Entry:
        """Withdraw attention as dana agreed, or with ``force`` without her."""
        return self.escalation.deescalate(
            at=self.now, until=self.due(monitor).at if monitor else None, by=by, criteria=self.criteria,
            actions=self.actions, stamp=self.stamp, force_why=force,
        )  # fmt: skip

    def draft(self, audience: Audience = Audience.CUSTOMER, kind: UpdateKind | None = None, next: str = "") -> InWords:
        draft = compose(self.dossier, audience, kind=kind, next_update=self.due(next) if next else None)
        return InWords(**{field.name: getattr(draft, field.name) for field in fields(draft)})

    def send(self, audience: Audience = Audience.CUSTOMER, kind: UpdateKind | None = None, next: str = "") -> InWords:
        draft = self.draft(audience, kind, next)
        update = Update.drafted(
            draft.body_md, audience=audience, kind=draft.kind, subject=draft.subject, mark=draft.mark,
            next_update=draft.next_update, facts=draft.facts, stamp=self.stamp,
        )  # fmt: skip
        update.id = len(self.updates) + 1
        self.updates.append(
            self.escalation.tell(update, at=self.now, recipients=["dana@acme.example"], stamp=self.stamp)
        )
        return draft

    @property
    def entries(self) -> Sequence[Entry]:
        entries: Sequence[Entry] = inspect(self.escalation).attrs.entries.history.added
        for entry in entries:
            entry.id = entry.seq
            entry.action_id = entry.action.id if entry.action else None
            entry.promise_id = entry.promise.id if entry.promise else None
            entry.request_id = entry.request.id if entry.request else None
            entry.hypothesis_id = entry.hypothesis.id if entry.hypothesis else None
            entry.criterion_id = entry.criterion.id if entry.criterion else None
        return sorted(entries, key=lambda entry: entry.seq)

    @property
    def lines(self) -> Sequence[Any]:
        return as_amended(self.entries)

    @property
    def dossier(self) -> Dossier:
        return Dossier(
            escalation=self.escalation, lines=self.lines, actions=self.actions, updates=self.updates,
            promises=self.promises, requests=self.requests, hypotheses=self.hypotheses,
            criteria=self.criteria, contacts=[self.dana],
            members=self.escalation.members, now=self.now, zone=self.zone,
        )  # fmt: skip

    def _named(self, entry: Entry, by: Person | Contact | None) -> None:
        # A store reads them from the number; in memory there is only the object.
        entry.person = by if isinstance(by, Person) else None
        entry.contact = by if isinstance(by, Contact) else None
