"""What a scan has to know of a reader and a situation, taken from the record: the one place that fills ``Known``."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from warroom.documents.dossier import Dossier
from warroom.documents.restoration import is_by_workaround
from warroom.documents.since import since
from warroom.domain import Account, Contact, Line, Person, money, reference
from warroom.scan import Figure, Firm, Given, Known, Someone
from warroom.vocabulary import (
    EXPECTED,
    Audience,
    Certainty,
    CriterionStatus,
    EntryKind,
    HypothesisStatus,
    Letter,
    PromiseStatus,
    RequestStatus,
    UpdateKind,
)

_UNTOLD = frozenset({PromiseStatus.DRAFT, PromiseStatus.DROPPED})
# What they live through themselves: an effect on them is no secret of ours, in whatever words it was typed.
_THEIRS = frozenset({EntryKind.IMPACT, EntryKind.IMPACT_START, EntryKind.RESTORATION})
# Where anybody can have an address: such a domain is nobody's own.
_PUBLIC = frozenset({"gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "yahoo.com", "gmx.de", "web.de"})
_US = Audience.CUSTOMER


def known(
    dossier: Dossier,
    audience: Audience,
    *,
    kind: UpdateKind | None,
    accounts: Sequence[Account],
    people: Sequence[Person],
    contacts: Sequence[Contact],
    elsewhere: Sequence[Contact],
) -> Known:
    """What the record says to whoever scans an update for ``audience``; ``elsewhere`` are other customers' people."""
    escalation = dossier.escalation
    account = escalation.account
    ours = [_someone(person) for person in people]
    last = dossier.last_sent(audience)
    situation = Known(
        audience=audience,
        stage=kind.value if kind else None,
        has_record=True,
        language=account.language,
        timezone=account.timezone,
        account=Firm((account.name, account.slug), _domains(contacts, people)),
        others=tuple(_others(account, accounts, contacts, elsewhere, people)),
        people=tuple(ours),
        named=tuple(_named(dossier, audience, contacts)),
        contact_notes=tuple(one.notes for one in (*contacts, *elsewhere) if one.notes),
        value=money.whole_units(account.arr_minor, account.currency)
        if account.arr_minor and account.currency
        else None,
        renewal_on=account.renewal_on,
        last_sent=last.body if last else None,
        late=dossier.overdue(audience) is not None,
    )
    return replace(situation, **_facts(dossier), **_references(dossier), **_state(dossier))


def _someone(one: Person | Contact) -> Someone:
    return Someone(one.name, one.handle if isinstance(one, Person) else one.slug, one.email)


def _named(dossier: Dossier, audience: Audience, contacts: Iterable[Contact]) -> Iterator[Someone]:
    """Who may be named: the customer's people, the signatory, the sender, the owners of promises that were given."""
    yield from map(_someone, contacts)
    line = dossier.line(audience)
    given = [promise.owner for promise in dossier.promises if promise.status not in _UNTOLD]
    for person in (dossier.escalation.owner, line.sender if line else None, *given):
        if person is not None:
            yield _someone(person)


def _others(
    account: Account, accounts: Iterable[Account], contacts: Sequence[Contact], elsewhere: Iterable[Contact],
    people: Sequence[Person],
) -> Iterator[Firm]:  # fmt: skip
    """Every other customer, with the domains at which its people have addresses and the reader's people have none."""
    at = defaultdict[int, list[Contact]](list)
    for contact in elsewhere:
        at[contact.account_id].append(contact)
    shared = _domains(contacts, people)
    for one in accounts:
        if one.id != account.id:
            domains = _domains(at[one.id or 0], people)
            yield Firm((one.name, one.slug), tuple(domain for domain in domains if domain not in shared))


def _domains(contacts: Iterable[Contact], people: Iterable[Person]) -> tuple[str, ...]:
    theirs = {one.email.rpartition("@")[2].lower() for one in contacts if one.email}
    ours = {one.email.rpartition("@")[2].lower() for one in people if one.email}
    return tuple(sorted(theirs - ours - _PUBLIC))


def _facts(dossier: Dossier) -> dict[str, Any]:
    """What was typed, by who may read it."""
    typed = [line for line in dossier.lines if not line.last.automatic]
    told = [line.last.customer_text for line in typed if line.last.customer_text]
    told += [action.customer_text for action in dossier.actions if action.customer_text]
    told += [promise.text for promise in dossier.promises if promise.status not in _UNTOLD]
    told += [criterion.text for criterion in dossier.criteria if criterion.is_theirs]
    title = dossier.escalation.customer_title
    hidden = [line.last for line in typed if line.last.audience is not Audience.LEGAL and not _is_but_a_time(line)]
    inside = [entry.text for entry in hidden if entry.text not in told and entry.kind not in _THEIRS]
    inside += [criterion.text for criterion in dossier.criteria if criterion.text not in told]
    return {
        "legal": tuple(line.last.text for line in typed if line.last.audience is Audience.LEGAL),
        "internal": tuple(inside),
        "released": (*told, *([title] if title else [])),
        "figures": tuple(_figures(dossier)),
        "promises": tuple(Given(one.text, one.due.at if one.due else None) for one in dossier.promises if one.is_owed),
        "pending": tuple(text for text, came_true in _owed(dossier) if not came_true),
        "settled": tuple(text for text, came_true in _owed(dossier) if came_true),
    }


def _owed(dossier: Dossier) -> Iterator[tuple[str, bool]]:
    """What a draft lists with its state: promises, exit criteria and requests, and whether they have come true."""
    for promise in dossier.promises:
        if promise.status not in _UNTOLD:
            yield promise.text, promise.kept_at is not None
    for criterion in dossier.criteria:
        if criterion.is_theirs:
            yield criterion.text, criterion.status is CriterionStatus.MET
    for request in dossier.requests:
        if request.customer_text:
            yield request.customer_text, request.status is RequestStatus.DELIVERED


def _is_but_a_time(line: Line) -> bool:
    """Whether it is an estimate that we committed to, in the program's own words: the update says them, too."""
    committed = line.last.kind is EntryKind.ESTIMATE and line.last.data.get("committed")
    return bool(committed) and line.last.text.startswith(EXPECTED)


def _figures(dossier: Dossier) -> Iterator[Figure]:
    for line in dossier.impact(_US, whole=True):
        figure, unit = line.last.data.get("figure"), line.last.data.get("unit")
        if figure is not None and unit:
            yield Figure(figure, unit, _before(dossier, line))


def _before(dossier: Dossier, line: Line) -> int | None:
    told = since(dossier, _US).told_as(line)
    return told.data.get("figure") if told else None


def _references(dossier: Dossier) -> dict[str, Any]:
    escalation = dossier.escalation
    numbered: list[tuple[Letter, Sequence[Any]]] = [
        (Letter.ESCALATION, [escalation]), (Letter.ENTRY, [line.first for line in dossier.lines]),
        (Letter.ACTION, dossier.actions), (Letter.PROMISE, dossier.promises), (Letter.REQUEST, dossier.requests),
        (Letter.HYPOTHESIS, dossier.hypotheses), (Letter.CRITERION, dossier.criteria), (Letter.UPDATE, dossier.updates),
    ]  # fmt: skip
    keys = [link.partition(":") for link in escalation.links]
    return {
        "references": tuple(reference(letter, one.id) or "" for letter, several in numbered for one in several),
        "tickets": tuple(key for system, _, key in keys if system != "customer"),
        "customer_cases": tuple(key for system, _, key in keys if system == "customer"),
    }


def _state(dossier: Dossier) -> dict[str, Any]:
    escalation = dossier.escalation
    causes = {certainty: tuple(_causes(dossier, certainty)) for certainty in Certainty}
    open_ones = (HypothesisStatus.SUSPECTED, HypothesisStatus.SUPPORTED)
    suspected = [one.text for one in dossier.hypotheses if one.status in open_ones]
    ruled_out = [one.text for one in dossier.hypotheses if one.status is HypothesisStatus.RULED_OUT]
    is_restored = escalation.restored_at is not None
    return {
        "severity": escalation.severity,
        "severity_before": since(dossier, _US).lowered_from(),
        "cause": escalation.cause_certainty,
        "causes_confirmed": causes[Certainty.CONFIRMED],
        "causes_suspected": (*causes[Certainty.SUSPECTED], *suspected),
        "causes_ruled_out": (*causes[Certainty.RULED_OUT], *ruled_out),
        "data_loss": escalation.data_loss,
        "estimate": escalation.estimate,
        "estimated_at": escalation.estimated_at,
        # Where nothing was broken there is nothing to restore, and nothing to contradict.
        "was_broken": dossier.speaks_of_data,
        "restored": is_restored if is_restored or dossier.has_service else None,
        "workaround": is_by_workaround(dossier),
        "is_open": escalation.status.is_open,
    }


def _causes(dossier: Dossier, certainty: Certainty) -> Iterator[str]:
    for line in dossier.facts(Audience.INTERNAL, EntryKind.CAUSE):
        if line.last.certainty is certainty:
            yield line.last.text
            if line.last.customer_text:
                yield line.last.customer_text
