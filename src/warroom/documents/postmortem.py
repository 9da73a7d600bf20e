"""The post-mortem: what happened, why, how we responded, what is owed and what is not known. For readers inside."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from warroom.documents.asks import Debt, Judged, all_judged, asked, given
from warroom.documents.case import Case, case
from warroom.documents.dossier import Dossier
from warroom.documents.exits import Exit, exits
from warroom.documents.facts import CauseFact, ImpactFact, as_of, cause_facts, estimate, impact_facts
from warroom.documents.headed import headed
from warroom.documents.history import Day, history, zone_statement
from warroom.documents.overridden import Override, overrides
from warroom.documents.punctuality import Punctuality, punctuality
from warroom.documents.relapses import Span, spans
from warroom.documents.restoration import worked_between
from warroom.documents.risks import open_questions
from warroom.documents.tasks import Task, named, tasks
from warroom.documents.told import Told, told
from warroom.domain import Hypothesis, Line
from warroom.insight.durations import (
    Duration,
    affected_so_far,
    response_times,
    time_affected,
    time_to_restore,
    worded,
)
from warroom.times import written
from warroom.vocabulary import Audience, EntryKind, HypothesisStatus, spoken

_US = Audience.INTERNAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One duration of the response."""

    name: str
    """What is measured, such as time to detect."""
    length: str
    """How long it took, about how long, or why that is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision."""

    when: str | None
    """When it was taken; None when that is not known."""
    text: str
    """What was decided."""
    by: str | None
    """Who decided."""
    why: str | None
    """The reason."""
    tradeoff: str | None
    """What was given up for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostMortem:
    """The post-mortem of one escalation."""

    template: ClassVar[str] = "postmortem.md.j2"

    case: Case
    """The escalation in a few words."""
    team: tuple[str, ...]
    """Who served on the task force, with roles."""
    prepared: str
    """When this was written."""
    zone: str
    """Which clocks the times are read from."""
    spans: tuple[Span, ...]
    """Each time in which it was broken; none where it was broken once at the most."""
    impact: tuple[ImpactFact, ...]
    """What the customer could not do."""
    days: tuple[Day, ...]
    """The timeline, day by day, oldest first."""
    triggers: tuple[str, ...]
    """What set it off."""
    escalated_for: str | None
    """Why it was escalated."""
    cause: tuple[CauseFact, ...]
    """Why it failed, with how sure we are."""
    estimate: str | None
    """The last estimate of when service would be back; None when there was none, and once it was restored."""
    detected: str | None
    """When it was noticed."""
    detected_by: str | None
    """Who noticed first."""
    measures: tuple[Measure, ...]
    """How long it took to detect, acknowledge, mitigate and restore; where nothing was broken, what is known of it."""
    judged: tuple[Judged, ...]
    """How severity, level, RAG and trend were changed, with the reasons."""
    driver: str | None
    """Why it became an escalation, as it was said when it was closed; None when it was not."""
    category: str | None
    """The category of the cause, as it was said; None when it was not."""
    ruled_out: tuple[str, ...]
    """What was suspected and ruled out, and why."""
    promises: tuple[Debt, ...]
    """What was promised to the customer, and what became of it."""
    requests: tuple[Debt, ...]
    """What the customer asked of us, with our answers."""
    decisions: tuple[Decision, ...]
    """What was decided, with reason and trade-off."""
    told: tuple[Told, ...]
    """What the customer was sent, the oldest first."""
    overrides: tuple[Override, ...]
    """Which of them went out although a check said no."""
    punctuality: Punctuality | None
    """How well the customer was kept informed; None where no clock has run."""
    actions: tuple[Task, ...]
    """All actions."""
    exit: Exit
    """How it ended by agreement: what had to hold, and who agreed."""
    questions: tuple[str, ...]
    """What the record leaves open, a sentence each."""


def post_mortem(dossier: Dossier) -> PostMortem:
    """What happened, as the task force and the account team may read it."""
    escalation = dossier.escalation
    detected = escalation.milestone(EntryKind.DETECTION)
    return PostMortem(
        case=case(dossier),
        team=tuple(f"{named(member.person)} ({spoken(member.role)})" for member in dossier.members),
        prepared=written(dossier.now, dossier.zone),
        zone=zone_statement(dossier, _US),
        spans=spans(dossier),
        impact=impact_facts(dossier, _US, whole=True),
        days=history(dossier, _US),
        triggers=tuple(line.last.text for line in dossier.facts(_US, EntryKind.TRIGGER)),
        escalated_for=spoken(escalation.trigger) if escalation.trigger else None,
        cause=cause_facts(dossier, _US),
        estimate=estimate(dossier, _US) if escalation.restored_at is None else None,
        detected=dossier.said(detected, _US) if detected else None,
        detected_by=spoken(escalation.detected_by) if escalation.detected_by else None,
        measures=tuple(_measures(dossier)),
        judged=all_judged(dossier),
        driver=spoken(escalation.driver) if escalation.driver else None,
        category=spoken(escalation.cause_category) if escalation.cause_category else None,
        ruled_out=tuple(f"{headed(one.text)} {one.why}" for one in dossier.hypotheses if _is_ruled_out(one)),
        promises=given(dossier),
        requests=asked(dossier),
        decisions=tuple(_decision(dossier, line) for line in dossier.facts(_US, EntryKind.DECISION)),
        told=tuple(told(dossier, update) for update in dossier.sent(Audience.CUSTOMER)),
        overrides=overrides(dossier),
        punctuality=punctuality(dossier),
        actions=tasks(dossier, open_only=False),
        exit=exits(dossier),
        questions=open_questions(dossier),
    )


def _is_ruled_out(one: Hypothesis) -> bool:
    return one.status is HypothesisStatus.RULED_OUT


def _measures(dossier: Dossier) -> Iterator[Measure]:
    """How long it took; what is not recorded is asked for only where something was broken."""
    for duration, beside in _durations(dossier):
        if dossier.has_service or not duration.missing:
            told = f"{worded(duration)}, {beside}" if beside and duration.length is not None else worded(duration)
            yield Measure(name=duration.name.capitalize(), length=told)


def _durations(dossier: Dossier) -> list[tuple[Duration, str | None]]:
    """Each with what is said beside it: where it worked in between, the time to restore is told for what it is."""
    escalation, lines = dossier.escalation, dossier.lines
    *others, to_restore = [(duration, None) for duration in response_times(escalation)]
    if not worked_between(dossier):
        return [*others, to_restore]
    whole, end = time_to_restore(escalation, lines), "from first impact to last restoration"
    if escalation.restored_at is not None:
        return [*others, (whole, end), (time_affected(escalation, lines), None)]
    affected = affected_so_far(escalation, lines, now=dossier.now)
    return [*others, (whole, f"{end}, before it {dossier.words.returned}"), (affected, "so far")]


def _decision(dossier: Dossier, line: Line) -> Decision:
    return Decision(
        when=as_of(dossier, line, _US),
        text=line.last.text,
        by=named(line.last.person or line.last.contact),
        # The reason on a correction is that of the correction.
        why=line.first.why,
        tradeoff=line.last.data.get("tradeoff"),
    )
