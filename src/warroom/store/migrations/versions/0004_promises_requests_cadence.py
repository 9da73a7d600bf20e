"""What is owed to the customer and asked of us, what may have caused it, and the plan of who hears from us when.

The table of updates is made anew, because its rules name the states of an update and SQLite cannot change a rule in
place. Nothing refers to it and it has no trigger, so its rows are copied and it keeps its numbers.
"""

import sqlalchemy as sa
from alembic import op

from warroom.store.migrations.shapes import (
    add,
    filled,
    key,
    known,
    numbers,
    short,
    structured,
    table,
    texts,
    times,
    words,
)

revision = "0004"
down_revision = "0003"

_PRECISION = "minute second approx day month range unknown"
_OWED = {
    **known("due_precision", _PRECISION),
    "due_whole": "(due_at IS NULL) = (due_precision IS NULL)",
    "slips_counted": "slips >= 0",
    **filled("text", 20000),
}
_GIVEN = (
    "status IN ('draft', 'dropped') OR (owner_id IS NOT NULL AND agreed IS NOT NULL AND due_at IS NOT NULL"
    " AND to_id IS NOT NULL AND given_at IS NOT NULL)"
)


def upgrade() -> None:
    _promise()
    _request()
    _hypothesis()
    _cadence()
    _entry()
    _update()


def _owed() -> list[sa.Column[object]]:
    return [
        *key(),
        *times("created_at!"),
        *numbers("account_id!", "escalation_id"),
        *texts("text!"),
        *times("due_at"),
        *words("due_precision"),
        *numbers("due_offset!"),
        *times("original_due_at"),
        *numbers("slips!"),
        *texts("evidence"),
    ]


def _promise() -> None:
    table(
        "promise",
        _owed(),
        words("status!"),
        numbers("to_id", "owner_id"),
        texts("agreed", "told"),
        times("given_at", "kept_at", "missed_at"),
        texts("why"),
        links={"account_id": "account", "escalation_id": "escalation", "to_id": "contact", "owner_id": "person"},
        rules={**_OWED, **known("status", "draft given moved kept missed released dropped"), "given_whole": _GIVEN},
    )
    _indexed("promise", "account_id", "due_at", "owner_id")


def _request() -> None:
    table(
        "request",
        _owed(),
        words("direction!", "status!"),
        texts("customer_text"),
        numbers("contact_id", "owner_id"),
        times("asked_at!"),
        words("answer"),
        texts("answer_text"),
        times("answered_at", "delivered_at"),
        numbers("promise_id"),
        texts("why"),
        links={
            "account_id": "account",
            "escalation_id": "escalation",
            "contact_id": "contact",
            "owner_id": "person",
            "promise_id": "promise",
        },
        rules={
            **_OWED,
            **filled("customer_text", 20000),
            **known("direction", "customer inside"),
            **known("status", "open answered delivered withdrawn"),
            **known("answer", "agree decline instead"),
            "asked": "(direction = 'customer') = (contact_id IS NOT NULL)",
            "answered_whole": "(answer IS NULL) = (answered_at IS NULL)",
        },
    )
    _indexed("request", "account_id", "due_at", "owner_id")


def _hypothesis() -> None:
    table(
        "hypothesis",
        key(),
        times("created_at!"),
        numbers("escalation_id!"),
        texts("text!", "customer_text"),
        words("status!"),
        texts("evidence", "why"),
        times("settled_at"),
        links={"escalation_id": "escalation"},
        rules={
            **filled("text", 20000),
            **filled("customer_text", 20000),
            **known("status", "suspected supported confirmed ruled_out"),
        },
    )
    _indexed("hypothesis")


def _indexed(name: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"ix_{name}_{column}", name, [column])
    op.create_index(f"ix_{name}_status", name, ["escalation_id", "status"])


def _cadence() -> None:
    table(
        "cadence",
        key(),
        times("created_at!"),
        numbers("escalation_id!"),
        words("audience!"),
        texts("rhythm"),
        structured("recipients!"),
        words("channel"),
        numbers("sender_id", "approver_id"),
        times("ended_at"),
        links={"escalation_id": "escalation", "sender_id": "person", "approver_id": "person"},
        rules={
            **known("audience", "customer internal executive legal"),
            **known("channel", "mail phone chat meeting portal other"),
            **filled("rhythm", 64),
        },
    )
    op.create_index("ix_cadence_audience", "cadence", ["escalation_id", "audience", "ended_at"])


def _entry() -> None:
    about = {"promise_id": "promise", "request_id": "request", "hypothesis_id": "hypothesis"}
    add("entry", numbers(*about), defaults={}, links=about, rules={})
    for column in about:
        op.create_index(f"ix_entry_{column}", "entry", [column])


_UPDATE_RULES = {
    **known("audience", "customer internal executive legal"),
    **filled("body", 200000),
    **known("channel", "mail phone chat meeting portal other"),
    **known("kind", "first progress no_change restored closure"),
    "next_named": "status != 'sent' OR audience != 'customer' OR kind = 'closure' OR next_at IS NOT NULL",
    **known("next_precision", _PRECISION),
    "sent_at_some_time": "(status = 'sent') = (sent_at IS NOT NULL)",
    "skipped_for_a_reason": "status != 'skipped' OR why IS NOT NULL",
    **known("status", "draft approved sending sent unknown skipped"),
}
_KEPT = (
    "id, uid, created_at, account_id, escalation_id, audience, kind, status, subject, body, sha256, mark, next_at,"
    " next_precision, next_offset, sent_at, sent_by, recipients"
)


def _update() -> None:
    for index in ("account_id", "audience", "text"):
        op.drop_index(f"ix_update_{index}", "update")
    op.rename_table("update", "update_before")
    table(
        "update",
        key(),
        times("created_at!"),
        numbers("account_id!", "escalation_id!"),
        words("audience!", "kind!", "status!"),
        texts("subject!", "body!"),
        short(64, "sha256!"),
        numbers("mark!"),
        times("next_at"),
        words("next_precision"),
        numbers("next_offset!"),
        times("sent_at"),
        texts("sent_by"),
        structured("recipients!"),
        words("channel"),
        times("due_at"),
        structured("facts!"),
        times("approved_at"),
        texts("approved_by"),
        times("sending_at"),
        texts("message_id", "why"),
        links={"account_id": "account", "escalation_id": "escalation"},
        rules=_UPDATE_RULES,
    )
    op.execute(f"INSERT INTO \"update\" ({_KEPT}, facts) SELECT {_KEPT}, '[]' FROM update_before")
    op.drop_table("update_before")
    op.create_index("ix_update_account_id", "update", ["account_id"])
    op.create_index("ix_update_audience", "update", ["escalation_id", "audience", "status"])
    op.create_index("ix_update_text", "update", ["escalation_id", "sha256"])
