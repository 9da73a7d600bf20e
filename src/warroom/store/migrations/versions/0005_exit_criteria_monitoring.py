"""What must hold before a situation ends, who at the customer agreed to it, and how long it is watched after that."""

from alembic import op

from warroom.store.migrations.shapes import add, filled, key, known, numbers, table, texts, times, words

revision = "0005"
down_revision = "0004"

_RULES = {
    **known("due_precision", "minute second approx day month range unknown"),
    "due_whole": "(due_at IS NULL) = (due_precision IS NULL)",
    "slips_counted": "slips >= 0",
    **filled("text", 20000),
    **known("status", "proposed agreed met waived"),
    "agreed_whole": "(agreed_by_id IS NULL) = (agreed_at IS NULL)",
    "agreed_by_somebody": "status NOT IN ('agreed', 'met') OR agreed_by_id IS NOT NULL",
    "met_at_some_time": "(status = 'met') = (met_at IS NOT NULL)",
    "waived_whole": ("(status = 'waived') = (waived_by_id IS NOT NULL AND waived_at IS NOT NULL AND why IS NOT NULL)"),
}


def upgrade() -> None:
    _criterion()
    add("entry", numbers("criterion_id"), defaults={}, links={"criterion_id": "criterion"}, rules={})
    op.create_index("ix_entry_criterion_id", "entry", ["criterion_id"])
    _escalation()


def _criterion() -> None:
    table(
        "criterion",
        key(),
        times("created_at!"),
        numbers("account_id!", "escalation_id"),
        texts("text!"),
        times("due_at"),
        words("due_precision"),
        numbers("due_offset!"),
        times("original_due_at"),
        numbers("slips!"),
        texts("evidence"),
        words("status!"),
        numbers("agreed_by_id"),
        times("agreed_at", "met_at"),
        numbers("waived_by_id"),
        times("waived_at"),
        texts("why"),
        links={
            "account_id": "account",
            "escalation_id": "escalation",
            "agreed_by_id": "contact",
            "waived_by_id": "contact",
        },
        rules=_RULES,
    )
    for column in ("account_id", "due_at"):
        op.create_index(f"ix_criterion_{column}", "criterion", [column])
    op.create_index("ix_criterion_status", "criterion", ["escalation_id", "status"])


def _escalation() -> None:
    add(
        "escalation",
        times("deescalated_at"),
        numbers("deescalated_by_id"),
        times("monitoring_until"),
        texts("deescalated_why"),
        defaults={},
        links={"deescalated_by_id": "contact"},
        rules={"deescalated_at_known": "status != 'monitoring' OR deescalated_at IS NOT NULL"},
    )
