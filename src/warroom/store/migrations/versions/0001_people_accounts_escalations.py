"""The nouns: our people, accounts and their contacts, escalations and their task forces.

Written out and not made from the tables, so that it stays what it was when they change.
"""

from alembic import op

from warroom.store.migrations.shapes import (
    dates,
    filled,
    flags,
    key,
    known,
    large,
    numbers,
    ranked,
    short,
    structured,
    table,
    texts,
    times,
    words,
)

revision = "0001"
down_revision = None


def upgrade() -> None:
    _person()
    _account()
    _contact()
    _escalation()
    _member()


_PERSON_RULES = {
    **known(
        "department",
        "support engineering product sales customer_success services security legal finance marketing "
        "operations executive partner",
    ),
    **filled("handle", 40),
}


def _person() -> None:
    table(
        "person",
        key(),
        times("created_at!"),
        texts("handle!", "name", "email", "title"),
        words("department"),
        unique=("handle",),
        links={},
        rules=_PERSON_RULES,
    )


_ACCOUNT_RULES = {
    "arr_has_currency": "(arr_minor IS NULL) OR (currency IS NOT NULL)",
    "arr_plausible": "arr_minor BETWEEN 0 AND 1000000000000000",
    **filled("name", 200),
    "notice_plausible": "notice_days BETWEEN 0 AND 3660",
    **filled("slug", 40),
    **known("tier", "strategic enterprise commercial smb"),
}


def _account() -> None:
    table(
        "account",
        key(),
        times("created_at!"),
        texts("slug!", "name!"),
        words("tier"),
        large("arr_minor"),
        short(3, "currency"),
        times("arr_as_of"),
        dates("renewal_on"),
        numbers("notice_days"),
        texts("timezone", "language"),
        numbers("owner_id", "sponsor_id"),
        unique=("slug",),
        links={"owner_id": "person", "sponsor_id": "person"},
        rules=_ACCOUNT_RULES,
    )


_CONTACT_RULES = {
    **filled("name", 200),
    **known("role", "exec_sponsor economic_buyer champion technical_lead admin user procurement legal partner"),
    **filled("slug", 40),
}


def _contact() -> None:
    table(
        "contact",
        key(),
        times("created_at!"),
        numbers("account_id!"),
        texts("slug!", "name!", "email"),
        words("role"),
        flags("decides!"),
        unique=("account_id slug",),
        links={"account_id": "account"},
        rules=_CONTACT_RULES,
    )


_ESCALATION_RULES = {
    **known(
        "cause_category",
        "software_defect capacity_performance change_release configuration_ours configuration_customer "
        "infrastructure third_party security data_integrity integration documentation_training "
        "delivery_implementation billing_contract feature_gap not_found other",
    ),
    **known("cause_certainty", "confirmed suspected unknown ruled_out"),
    **filled("customer_title", 300),
    **known("data_loss", "unknown none confirmed"),
    "declared_at_first": "declared_at <= closed_at",
    **known("detected_by", "customer our_monitoring our_staff partner"),
    **known(
        "driver",
        "slow_response silence missed_commitment repeat_issue wrong_severity ownership_gap handoff_gap "
        "expectation_gap oversold staffing communication_quality executive_pressure critical_date sla_breach "
        "incident_itself other",
    ),
    **known(
        "kind",
        "outage defect performance data security delivery support commercial relationship dispute process",
    ),
    **ranked("level", "1 2 3 4"),
    **known("outcome", "resolved workaround_accepted withdrawn transferred churned duplicate"),
    "owned": "owner_id IS NOT NULL OR status IN ('requested', 'declined')",
    **known("rag", "red amber green"),
    "raised_at_first": "raised_at <= declared_at",
    "seq_counted": "last_seq >= 0",
    **ranked("severity", "1 2 3 4"),
    **known("status", "requested active stable monitoring closed declined"),
    **filled("title", 300),
    **known("trend", "improving same declining"),
    **known(
        "trigger",
        "business_impact lack_of_progress inactivity customer_deadline repeat_issue sla_breach "
        "missed_commitment executive_request renewal_at_stake legal_threat public_exposure risk_signal",
    ),
    **known("waiting_on", "us customer third_party"),
}


_ESCALATION_INDEXES = {
    "account_id": ["account_id"],
    "impact_started_at": ["impact_started_at"],
    "owner_id": ["owner_id"],
    "restored_at": ["restored_at"],
    "status": ["status", "severity"],
}


def _escalation() -> None:
    table(
        "escalation",
        key(),
        times("created_at!"),
        numbers("account_id!"),
        texts("title!", "customer_title"),
        words("kind!", "trigger", "status!"),
        numbers("severity!", "level!"),
        words("rag", "trend", "waiting_on"),
        numbers("owner_id", "raised_by_person_id", "raised_by_contact_id"),
        words("detected_by"),
        flags("retrospective!", "drill!"),
        numbers("last_seq!"),
        times(
            "raised_at!",
            "declared_at",
            "impact_started_at",
            "detected_at",
            "acknowledged_at",
            "mitigated_at",
            "restored_at",
        ),
        structured("milestone_exactness!"),
        times("stable_since", "closed_at"),
        words("data_loss!"),
        texts("workaround"),
        words("cause_certainty", "cause_category", "driver", "outcome"),
        texts("forced_why"),
        links={
            "account_id": "account",
            "owner_id": "person",
            "raised_by_person_id": "person",
            "raised_by_contact_id": "contact",
        },
        rules=_ESCALATION_RULES,
    )
    for name, columns in _ESCALATION_INDEXES.items():
        op.create_index(f"ix_escalation_{name}", "escalation", columns)


_MEMBER_RULES = {
    **known(
        "role",
        "owner deputy exec_sponsor technical_lead customer_liaison account_lead product_lead scribe "
        "legal_counsel finance expert observer",
    ),
}


def _member() -> None:
    table(
        "member",
        key(),
        times("created_at!"),
        numbers("escalation_id!", "person_id!"),
        words("role!"),
        texts("need"),
        times("joined_at!", "released_at"),
        links={"escalation_id": "escalation", "person_id": "person"},
        rules=_MEMBER_RULES,
    )
    op.create_index("ix_member_escalation_id", "member", ["escalation_id"])
