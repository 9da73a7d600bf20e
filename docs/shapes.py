"""The records and documents that programs read, as JSON Schemas: each key with what it holds."""

import re
from dataclasses import fields, is_dataclass
from enum import Enum
from types import NoneType, UnionType
from typing import Any, get_args, get_type_hints

from warroom import vocabulary as v
from warroom.documents.samples import SAMPLES
from warroom.insight.clocks import What
from warroom.insight.slots import SlotState

Kind = dict[str, Any]
TEXT: Kind = {"type": "string"}
COUNT: Kind = {"type": "integer", "minimum": 0}
TRUTH: Kind = {"type": "boolean"}
TEXTS: Kind = {"type": "array", "items": TEXT}
OBJECT: Kind = {"type": "object"}
_INSTANT = "T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?Z"
TIME: Kind = {"type": "string", "pattern": f"^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}{_INSTANT}$"}
MOMENT: Kind = {"type": "string", "pattern": f"^[0-9]{{4}}-[0-9]{{2}}(-[0-9]{{2}}({_INSTANT})?)?$"}
DATE: Kind = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


def ref(letters: str) -> Kind:
    """A reference to a record of one of these kinds."""
    return {"type": "string", "pattern": f"^[{letters}][1-9][0-9]*$"}


def words(*choices: Any) -> Kind:
    """One word of a closed list, or one of several words."""
    every: list[Any] = []
    for choice in choices:
        every += choice if isinstance(choice, type) and issubclass(choice, Enum) else [choice]
    return {"enum": [one.value if isinstance(one, Enum) else one for one in every]}


def record(about: str, /, **fields: Kind) -> Kind:
    """The schema of a record. A name that ends in _or_null may be null; one that ends in _or_not may be missing."""
    names = {re.sub("_or_(null|not)$", "", name): name for name in fields}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": about,
        "type": "object",
        "properties": {
            key: _nullable(fields[name]) if name.endswith("_or_null") else fields[name] for key, name in names.items()
        },
        "required": [key for key, name in names.items() if not name.endswith("_or_not")],
        "additionalProperties": False,
    }


def _nullable(kind: Kind) -> Kind:
    if "enum" in kind:
        return {"enum": [*kind["enum"], None]}
    return {**kind, "type": [kind["type"], "null"]}


def document(about: str, name: str) -> Kind:
    """The schema of a document: what its reader may know, field by field."""
    return {**record(about), **_projection(type(SAMPLES[name]))}


def _projection(kind: Any) -> Kind:
    """The schema of a projection, of a part of one, or of a value in it."""
    if isinstance(kind, UnionType):
        (only,) = (part for part in get_args(kind) if part is not NoneType)
        return _nullable(_projection(only))
    if args := get_args(kind):
        return {"type": "array", "items": _projection(args[0])}
    if not is_dataclass(kind):
        return _VALUES[kind]
    hints = get_type_hints(kind)
    parts = {field.name: _projection(hints[field.name]) for field in fields(kind)}
    return {"type": "object", "properties": parts, "required": [*parts], "additionalProperties": False}


_VALUES: dict[Any, Kind] = {str: TEXT, int: COUNT, bool: TRUTH}
_REASON = {"type": "object", "properties": {"code": TEXT, "message": TEXT, "hint": TEXT},
           "required": ["code", "message", "hint"], "additionalProperties": False}  # fmt: skip
_ERROR = record(
    "What went wrong", code=COUNT, kind=TEXT, message=TEXT, hint=TEXT,
    reasons={"type": "array", "items": _REASON}, written=TRUTH,
)  # fmt: skip
_PARTY = words("us", "customer")

_OWED: Kind = {
    "escalation_or_null": ref("E"), "account": TEXT, "text": TEXT, "due_at_or_null": MOMENT,
    "original_due_at_or_null": MOMENT, "slips": COUNT, "evidence_or_null": TEXT, "created_at": TIME,
}  # fmt: skip

SCHEMAS: dict[str, Kind] = {
    "escalation": record(
        "An escalation",
        ref=ref("E"), account=TEXT, title=TEXT, customer_title_or_null=TEXT, kind=words(v.Kind), status=words(v.Status),
        severity=words(v.Severity), level=words(v.Level), rag_or_null=words(v.Rag), trend_or_null=words(v.Trend),
        waiting_on_or_null=words(v.WaitingOn), owner_or_null=TEXT, product_or_null=TEXT,
        component_or_null=TEXT, summary_or_null=TEXT, deadline_at_or_null=MOMENT, links=TEXTS,
        trigger_or_null=words(v.Trigger), detected_by_or_null=words(v.DetectedBy), raised_at=TIME,
        declared_at_or_null=TIME, impact_started_at_or_null=MOMENT, detected_at_or_null=MOMENT,
        acknowledged_at_or_null=MOMENT, mitigated_at_or_null=MOMENT, restored_at_or_null=MOMENT,
        stable_since_or_null=TIME, deescalated_at_or_null=TIME, deescalated_by_or_null=TEXT,
        deescalated_why_or_null=TEXT, monitoring_until_or_null=TIME, closed_at_or_null=TIME,
        next_update_at_or_null=MOMENT, estimate=words(v.Estimate),
        estimated_at_or_null=TIME, relapses=COUNT, reopens=COUNT, data_loss=words(v.DataLoss), workaround_or_null=TEXT,
        cause_certainty_or_null=words(v.Certainty), cause_category_or_null=words(v.CauseCategory),
        driver_or_null=words(v.Driver), outcome_or_null=words(v.Outcome), forced_why_or_null=TEXT, retrospective=TRUTH,
        drill=TRUTH,
    ),
    "entry": record(
        "A timeline entry",
        ref=ref("T"), escalation_or_null=ref("E"), account=TEXT, seq=COUNT, kind=words(v.EntryKind), text=TEXT,
        customer_text_or_null=TEXT, audience=words(v.Audience), certainty=words(v.Certainty),
        occurred_at_or_null=MOMENT, precision=words(v.Precision), after_at_or_null=TIME, before_at_or_null=TIME,
        recorded_at=TIME, recorded_by=TEXT, clock_frozen=TRUTH, by_or_null=TEXT, by_party_or_null=_PARTY,
        evidence_or_null=TEXT, source_or_null=TEXT, source_id_or_null=TEXT, why_or_null=TEXT, data=OBJECT,
        automatic=TRUTH, amends_or_null=ref("T"), amended_by_or_null=ref("T"), action_or_null=ref("A"),
        promise_or_null=ref("P"), request_or_null=ref("Q"), hypothesis_or_null=ref("H"),
        criterion_or_null=ref("X"),
    ),
    "action": record(
        "An action",
        ref=ref("A"), escalation_or_null=ref("E"), account=TEXT, text=TEXT, customer_text_or_null=TEXT,
        phase_or_null=words(v.Phase), status=words(v.ActionStatus), owner_or_null=TEXT, owner_party_or_null=_PARTY,
        due_at_or_null=MOMENT, original_due_at_or_null=MOMENT, slips=COUNT, started_at_or_null=TIME,
        blocked_at_or_null=TIME, blocked_why_or_null=TEXT, done_at_or_null=TIME, verified_at_or_null=TIME,
        verified_by_or_null=TEXT, evidence_or_null=TEXT, links=TEXTS, source_or_null=TEXT, source_id_or_null=TEXT,
        created_at=TIME,
    ),
    "update": record(
        "An update, drafted or sent",
        ref=ref("U"), escalation=ref("E"), account=TEXT, audience=words(v.Audience), kind=words(v.UpdateKind),
        status=words(v.UpdateStatus), subject=TEXT, body=TEXT, sha256={"type": "string", "pattern": "^[0-9a-f]{64}$"},
        sent_at_or_null=TIME, sent_by_or_null=TEXT, recipients=TEXTS, channel_or_null=words(v.Channel),
        due_at_or_null=TIME, facts=TEXTS, approved_at_or_null=TIME, approved_by_or_null=TEXT, sending_at_or_null=TIME,
        message_id_or_null=TEXT, why_or_null=TEXT, next_at_or_null=MOMENT, created_at=TIME,
    ),
    "promise": record(
        "A promise to a customer",
        **_OWED, ref=ref("P"), status=words(v.PromiseStatus), to_or_null=TEXT, owner_or_null=TEXT, agreed_or_null=TEXT,
        told_or_null=TEXT, given_at_or_null=TIME, kept_at_or_null=TIME, missed_at_or_null=TIME, why_or_null=TEXT,
    ),
    "request": record(
        "A request of a customer, or of ours to somebody inside",
        **_OWED, ref=ref("Q"), status=words(v.RequestStatus), direction=words(v.Direction), customer_text_or_null=TEXT,
        by_or_null=TEXT, owner_or_null=TEXT, carrier_or_null=TEXT, asked_at=TIME, answer_or_null=words(v.Answer),
        answer_text_or_null=TEXT, answered_at_or_null=TIME, delivered_at_or_null=TIME,
        promise_or_null=ref("P"), why_or_null=TEXT,
    ),
    "hypothesis": record(
        "A possible cause",
        ref=ref("H"), escalation=ref("E"), account=TEXT, text=TEXT, customer_text_or_null=TEXT,
        status=words(v.HypothesisStatus), evidence_or_null=TEXT, why_or_null=TEXT, settled_at_or_null=TIME,
        created_at=TIME,
    ),
    "criterion": record(
        "An exit criterion",
        **_OWED, ref=ref("X"), status=words(v.CriterionStatus), agreed_by_or_null=TEXT, agreed_at_or_null=TIME,
        met_at_or_null=TIME, waived_by_or_null=TEXT, waived_at_or_null=TIME, why_or_null=TEXT,
    ),
    "clock": record(
        "A clock that runs: what is due, when, for whom",
        ref=ref("EAPQX"), escalation_or_null=ref("E"), account=TEXT, what=words(What),
        audience_or_null=words(v.Audience), due_at=TIME, overdue=TRUTH, owner_or_null=TEXT, owner_party_or_null=_PARTY,
        text=TEXT,
    ),
    "plan": record(
        "How one audience is to hear from us, and how well that was kept",
        audience=words(v.Audience), rhythm=TEXT, planned=TRUTH, recipients=TEXTS, channel_or_null=words(v.Channel),
        sender_or_null=TEXT, approver_or_null=TEXT, due_at_or_null=TIME, on_time=COUNT, slots=COUNT,
        longest_silence_minutes_or_null=COUNT, silence_ratio_or_null={"type": "number", "minimum": 0},
    ),
    "slot": record(
        "One time by which an audience was to hear from us",
        ref_or_null=ref("U"), due_at=TIME, at_or_null=TIME, state=words(SlotState), why_or_null=TEXT,
    ),
    "account": record(
        "A customer; money stands in minor units",
        account=TEXT, name=TEXT, tier_or_null=words(v.Tier), arr_minor_or_null=COUNT,
        currency_or_null={"type": "string", "pattern": "^[A-Z]{3}$"}, arr_as_of_or_null=TIME, renewal_on_or_null=DATE,
        notice_days_or_null=COUNT, timezone_or_null=TEXT, language_or_null=TEXT, owner_or_null=TEXT,
        sponsor_or_null=TEXT, created_at=TIME,
    ),
    "contact": record(
        "Someone at a customer",
        contact=TEXT, account=TEXT, name=TEXT, email_or_null=TEXT, role_or_null=words(v.ContactRole), decides=TRUTH,
        stance_or_null=words(v.Stance), notes_or_null=TEXT, created_at=TIME,
    ),
    "person": record(
        "One of ours",
        person=TEXT, name_or_null=TEXT, email_or_null=TEXT, title_or_null=TEXT, department_or_null=words(v.Department),
        created_at=TIME,
    ),
    "member": record(
        "One of ours on a task force",
        escalation=ref("E"), person=TEXT, role=words(v.Role), need_or_null=TEXT, joined_at=TIME,
        released_at_or_null=TIME,
    ),
    "hit": record(
        "A record in which a text was found",
        ref=TEXT, escalation_or_null=ref("E"), account_or_null=TEXT,
        status_or_null=words(
            v.Status, v.ActionStatus, v.UpdateStatus, v.PromiseStatus, v.RequestStatus, v.HypothesisStatus,
            v.CriterionStatus,
        ), at=TIME, text=TEXT,
    ),
    "setting": record("A setting", key=TEXT, value_or_null=TEXT, from_or_null=TEXT),
    "template": record(
        "A template; used stands in a list, verdict in a check",
        name=TEXT, path=TEXT, used_or_not=TRUTH, verdict_or_not=TEXT, **{"from": TEXT},
    ),
    "store": record(
        "The store; what its file tells is missing while there is none",
        store=TEXT, known_schema=COUNT, sqlite=TEXT, schema_or_null=COUNT, journal_mode_or_not=TEXT,
        synchronous_or_not=COUNT, foreign_keys_or_not=COUNT, busy_timeout_or_not=COUNT, trusted_schema_or_not=COUNT,
        bytes_or_not=COUNT, journal_bytes_or_not=COUNT,
    ),
    "customer-update": document("An update to the customer", v.DOCUMENTS["customer"]),
    "executive-update": document("An update to our leadership", v.DOCUMENTS["executive"]),
    "internal-update": document("An update to the task force", v.DOCUMENTS["internal"]),
    "postmortem": document("A post-mortem", v.DOCUMENTS["postmortem"]),
    "error": {
        "$schema": _ERROR["$schema"],
        "title": "The last line of stderr when a command with --json fails",
        "type": "object",
        "properties": {"error": {key: value for key, value in _ERROR.items() if key not in ("$schema", "title")}},
        "required": ["error"],
        "additionalProperties": False,
    },
}  # fmt: skip
