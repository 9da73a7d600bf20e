"""An invented escalation as each document sees it: to try templates with, and to show in the documentation."""

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, get_type_hints

from warroom.documents.case import Case
from warroom.documents.customer import Change, CustomerUpdate, Effect, Need
from warroom.documents.executive import ExecutiveUpdate, Exposure
from warroom.documents.findings import CauseFact, ImpactFact, News, Told
from warroom.documents.history import Day, Event
from warroom.documents.internal import InternalUpdate
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
    next_update="Tue 3 Nov 11:20 CET",
)  # fmt: skip
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
    impact=(Effect(text="412 parcels were labelled without a customs code", corrected=True),),
    not_affected=("Parcels within the EU",),
    data_loss="none",
    changes=(Change(when="Tue 3 Nov 11:25 CET", text="Labels carry the customs code again", corrected=False),),
    finished=("Return to the release before last night's",),
    doing=("Print the labels of this morning again",),
    needs=(Need(who="Priya Nair", due="Tue 3 Nov 14:00 CET", text="Send us the list of parcels"),),
    cause=("Last night's release did not find the code in older orders.",),
    cause_state="known",
    expected=None,
    relapsed=None,
    next_update="Tue 3 Nov 16:00 CET",
    owner="Robin Vale",
    email="robin.vale@example.com",
)
_EXECUTIVE = ExecutiveUpdate(
    case=_CASE,
    impact_brief="Labels leave the printer without a customs code",
    impact=_IMPACT,
    cause=_CAUSE,
    estimate="Tue 3 Nov 12:00 CET (internal)",
    news=_NEWS,
    more_news=2,
    actions=(_BLOCKED,),
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
    news=_NEWS,
    actions=(_BLOCKED,),
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

SAMPLES: dict[str, Document] = {
    sample.template: sample for sample in (_CUSTOMER, _EXECUTIVE, _INTERNAL, _POST_MORTEM)
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
