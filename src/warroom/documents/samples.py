"""An invented escalation as each document sees it: to try templates with, and to show in the documentation."""

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, get_type_hints

from warroom.documents.asks import Ask, Debt, Judged, Moved, Voice
from warroom.documents.brief import Brief
from warroom.documents.case import Case
from warroom.documents.corrections import Correction
from warroom.documents.customer import CustomerUpdate
from warroom.documents.effects import Change, Effect, Need
from warroom.documents.executive import ExecutiveUpdate, Exposure
from warroom.documents.findings import CauseFact, ImpactFact, News, Told
from warroom.documents.history import Day, Event
from warroom.documents.internal import InternalUpdate
from warroom.documents.pledges import Asked, Pledge
from warroom.documents.postmortem import Decision, Measure, PostMortem
from warroom.documents.rendering import Document
from warroom.documents.tasks import Task
from warroom.vocabulary import UpdateKind

_Part = TypeVar("_Part")

_CASE = Case(
    ref="E7",
    account="Alder Bay Logistics",
    title="Label service drops the customs code since 6.1",
    drill=False,
    retrospective=False,
    kind="outage",
    severity=2,
    status="stable",
    outcome=None,
    waiting_on="us",
    rag="amber",
    trend="improving",
    owner="Robin Vale",
    impact_started="Tue 3 Nov 08:10 CET",
    restored="Tue 3 Nov 11:25 CET",
    running="3 h 50 min since the impact began",
    lasted="3 h 15 min",
    relapses=1,
    relapsed="Tue 3 Nov 09:50 CET",
    workaround="labels are printed by release 6.0",
    data_loss="none",
    forced_why=None,
)
_IMPACT = (
    ImpactFact(
        text="Labels leave the printer without a customs code",
        figure="412 parcels",
        not_affected="Parcels within the EU",
        certainty=None,
        as_of="Tue 3 Nov 09:05 CET",
        corrected=True,
    ),
)
_CAUSE = (
    CauseFact(
        text="Release 6.1 reads the code from a field that older orders do not have",
        certainty="confirmed",
        category="change release",
        as_of="Tue 3 Nov 10:40 CET",
    ),
)
_FINISHED = Task(
    ref="A1", text="Roll the label service back to 6.0", owner="Imke Brandt", due="Tue 3 Nov 11:00 CET", status="done",
    late=False, blocked_why=None, done="Tue 3 Nov 11:20 CET", evidence="https://ci.example.com/builds/611",
)  # fmt: skip
_BLOCKED = Task(
    ref="A2", text="Print the labels of this morning again", owner=None, due=None, status="blocked", late=False,
    blocked_why="the list of parcels from the warehouse", done=None, evidence=None,
)  # fmt: skip
_TOLD = Told(
    when="Tue 3 Nov 09:20 CET", kind="first", subject="Labels without a customs code",
    next_update="Tue 3 Nov 11:20 CET", receivers="priya", said=("Labels are printed without a customs code",),
)  # fmt: skip
_ASK = Ask(ref="Q2", text="A second printer in the hub", who="Noor Haddad", due="Tue 3 Nov 15:00 CET", late=False)
_DEBT = Debt(
    ref="P1", text="Every parcel of this morning has a new label", owner="Imke Brandt", due="Tue 3 Nov 16:00 CET",
    state="given", late=False,
)  # fmt: skip
_VOICE = Voice(
    quote="Our vans stand in the yard because of you", by="Priya Nair", when="Tue 3 Nov 08:50 CET", mood="angry"
)
_JUDGED = Judged(text="Severity 2", before="3", why="the vans cannot leave", when="Tue 3 Nov 09:00 CET")
_MOVED = Moved(ref="A2", text="Print the labels of this morning again", before="Tue 3 Nov 12:00 CET", now=None)
_CORRECTED = Correction(about="fact", told="About 300 parcels are affected", now="412 parcels are affected")
_NEWS = (
    News(when="Tue 3 Nov 11:25 CET", text="The first label with a code was printed", certainty=None, by="Imke Brandt"),
)

_CUSTOMER = CustomerUpdate(
    kind="restored",
    subject="Labels without a customs code",
    drill=False,
    late="Tue 3 Nov 11:20 CET",
    last_update="Tue 3 Nov 09:20 CET",
    impact_started="Tue 3 Nov 08:10 CET",
    restored="Tue 3 Nov 11:25 CET",
    service=True,
    by_workaround=True,
    workaround="labels are printed by the release before",
    contradicted=False,
    lasted="3 h 15 min",
    severity_change="a part of your work is affected, and there is a simple way around it",
    corrections=(
        Correction(about="fact", told="About 300 parcels are affected", now="412 parcels are affected"),
        Correction(about="fact", told="The printers are at fault", now=None),
        Correction(about="affected", told="Tue 3 Nov 08:30 CET", now="Tue 3 Nov 08:10 CET"),
        Correction(about="estimate", told="Tue 3 Nov 10:30 CET", now=None),
        Correction(about="data_loss", told="confirmed", now="none"),
    ),
    impact=(Effect(text="412 parcels were labelled without a customs code"),),
    not_affected=("Parcels within the EU",),
    data_loss="none",
    changes=(Change(when="Tue 3 Nov 11:25 CET", text="Labels carry the customs code again"),),
    finished=("Return to the release before last night's",),
    dropped=("A second release tonight",),
    ruled_out=("the printers in the hub",),
    promises=(
        Pledge(
            by="Tue 3 Nov 16:00 CET",
            who="Imke Brandt",
            role="Head of Labels",
            text="Every parcel of this morning has a new label",
            state="open",
            moved_from="Tue 3 Nov 14:00 CET",
        ),
        Pledge(
            by="Tue 3 Nov 10:00 CET",
            who="Imke Brandt",
            role=None,
            text="The list of parcels is in your inbox",
            state="kept_late",
            moved_from=None,
        ),
    ),
    requests=(
        Asked(text="A report for your customs broker", state="agree", answer=None),
        Asked(text="A second printer", state="instead", answer="A technician is in the hub until Friday"),
    ),
    doing=("Print the labels of this morning again",),
    needs=(
        Need(
            who="Priya Nair",
            due="Tue 3 Nov 14:00 CET",
            moved_from="Tue 3 Nov 13:00 CET",
            text="Send us the list of parcels",
        ),
    ),
    cause=("Last night's release did not find the code in older orders.",),
    cause_state="known",
    expected=None,
    relapsed=None,
    next_update="Tue 3 Nov 16:00 CET",
    owner="Robin Vale",
    role="Escalation Manager",
    email="robin.vale@example.com",
)
_EXECUTIVE = ExecutiveUpdate(
    case=_CASE,
    impact_brief="Labels leave the printer without a customs code",
    impact=_IMPACT,
    asks=(_ASK,),
    corrections=(_CORRECTED,),
    judged=(_JUDGED,),
    cause=_CAUSE,
    estimate="Tue 3 Nov 12:00 CET (internal)",
    news=_NEWS,
    more_news=2,
    actions=(_BLOCKED,),
    moved=(_MOVED,),
    debts=(_DEBT,),
    voice=_VOICE,
    overrides=("the vice-president approved it by phone",),
    risks=("The relationship is rated amber.", "Blocked: A2.", "Unowned: A2."),
    exposure=Exposure(value="EUR 180,000", renewal="Wed 31 Mar 2027", opt_out="Thu 31 Dec 2026"),
    told=_TOLD,
    customer_late=True,
    next_update="Tue 3 Nov 17:00 CET",
)
_INTERNAL = InternalUpdate(
    case=_CASE,
    impact=_IMPACT,
    cause=_CAUSE,
    estimate="Tue 3 Nov 12:00 CET (internal)",
    corrections=(_CORRECTED,),
    judged=(_JUDGED,),
    hypotheses=("A field of older orders is read wrongly (supported)",),
    ruled_out=("The printers: another model fails too",),
    news=_NEWS,
    actions=(_BLOCKED,),
    moved=(_MOVED,),
    debts=(_DEBT,),
    asks=(_ASK,),
    blocked=(_BLOCKED,),
    unowned=(_BLOCKED,),
    undated=(_BLOCKED,),
    customer_next="Tue 3 Nov 11:20 CET",
    customer_late=True,
    next_update="Tue 3 Nov 13:00 CET",
)
_POST_MORTEM = PostMortem(
    case=_CASE,
    team=("Robin Vale (owner)", "Imke Brandt (technical lead)"),
    prepared="Tue 3 Nov 2026 12:00 CET",
    zone="CET (Europe/Berlin)",
    impact=_IMPACT,
    days=(
        Day(
            name="Tue 3 Nov 2026",
            events=(
                Event(clock="08:10", label="Impact start", text="Labels without a code", certainty=None,
                      corrected=True, by=None, evidence=None),
                Event(clock="about 08:50", label="Detection", text="Priya Nair called", certainty="suspected",
                      corrected=False, by="Robin Vale", evidence="https://tickets.example.com/8812"),
            ),
        ),
    ),
    triggers=("Release 6.1 went live at 07:55",),
    escalated_for="customer request",
    cause=_CAUSE,
    estimate="Tue 3 Nov 12:00 CET (internal)",
    detected="about Tue 3 Nov 08:50 CET",
    detected_by="customer",
    measures=(
        Measure(name="Time to detect", length="about 40 min"),
        Measure(name="Time to restore", length="3 h 15 min"),
    ),
    judged=(_JUDGED,),
    driver="slow response",
    category="change release",
    ruled_out=("The printers: another model fails too",),
    promises=(_DEBT,),
    decisions=(
        Decision(when="Tue 3 Nov 10:45 CET", text="Go back to 6.0 today", by="Robin Vale",
                 why="a repair of 6.1 takes until tomorrow", tradeoff="the new label sizes wait"),
        Decision(when="Tue 3 Nov 11:30 CET", text="Print again what went out this morning", by="Imke Brandt",
                 why=None, tradeoff=None),
    ),
    told=(_TOLD,),
    actions=(_FINISHED, _BLOCKED),
    questions=("No time of acknowledgement is recorded.", "Unowned: A2."),
)  # fmt: skip

_BRIEF = Brief(
    case=_CASE,
    asks=(_ASK,),
    exposure=_EXECUTIVE.exposure,
    sponsor="Noor Haddad",
    happened=_NEWS,
    impact=_IMPACT,
    voice=_VOICE,
    cause=_CAUSE,
    debts=(_DEBT,),
    tried=("The printers: another model fails too",),
    actions=(_BLOCKED,),
    more_actions=1,
    risks=("The relationship is rated amber.",),
    untold=("The code is read from a field that older orders do not have",),
    prepared="Tue 3 Nov 12:00 CET",
)

SAMPLES: dict[str, Document] = {
    sample.template: sample for sample in (_CUSTOMER, _EXECUTIVE, _INTERNAL, _BRIEF, _POST_MORTEM)
}  # fmt: skip


def variants(document: Document) -> list[Document]:
    """The sample with all there can be and with nothing that may be missing, at every stage of an update."""
    if isinstance(document, CustomerUpdate):
        both = (document, _bare(document))
        return [replace(one, kind=kind.value) for one in both for kind in UpdateKind]
    assert is_dataclass(document)
    return [document, _bare(document)]


def _bare(part: _Part) -> _Part:
    """A record of which only what is never missing is there."""
    assert is_dataclass(part)
    kinds = get_type_hints(type(part))
    told = {field.name: _missing(getattr(part, field.name), kinds[field.name]) for field in fields(part)}
    bare: _Part = replace(part, **told)  # type: ignore[type-var]
    return bare


def _missing(value: Any, kind: Any) -> Any:
    if value is None or type(None) in getattr(kind, "__args__", ()):
        return None
    if isinstance(value, tuple):
        return ()
    return _bare(value) if is_dataclass(value) else value
