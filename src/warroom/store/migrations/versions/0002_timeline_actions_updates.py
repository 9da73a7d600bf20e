"""What happened, what is owed, what was said: the timeline, actions and updates.

Written out and not made from the tables, so that it stays what it was when they change.
"""

from alembic import op

from warroom.store.migrations.shapes import (
    filled,
    flags,
    key,
    known,
    large,
    numbers,
    short,
    structured,
    table,
    texts,
    times,
    words,
)

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _action()
    _update()
    _entry()


_ACTION_RULES = {
    **filled("customer_text", 20000),
    **known("due_precision", "minute second approx day month range unknown"),
    "due_whole": "(due_at IS NULL) = (due_precision IS NULL)",
    "one_owner": "owner_person_id IS NULL OR owner_contact_id IS NULL",
    **known("phase", "contain restore diagnose fix communicate prevent recover"),
    "slips_counted": "slips >= 0",
    "source_whole": "(source IS NULL) = (source_id IS NULL)",
    **known("status", "open in_progress blocked done verified dropped"),
    **filled("text", 20000),
}


def _action() -> None:
    table(
        "action",
        key(),
        times("created_at!"),
        numbers("account_id!", "escalation_id"),
        texts("text!", "customer_text"),
        words("phase", "status!"),
        numbers("owner_person_id", "owner_contact_id"),
        times("due_at"),
        words("due_precision"),
        numbers("due_offset!"),
        times("original_due_at"),
        numbers("slips!"),
        times("started_at", "blocked_at"),
        texts("blocked_why"),
        times("done_at"),
        texts("evidence", "source", "source_id"),
        unique=("escalation_id source source_id",),
        links={
            "account_id": "account",
            "escalation_id": "escalation",
            "owner_person_id": "person",
            "owner_contact_id": "contact",
        },
        rules=_ACTION_RULES,
    )
    op.create_index("ix_action_account_id", "action", ["account_id"])
    op.create_index("ix_action_due_at", "action", ["due_at"])
    op.create_index("ix_action_owner_contact_id", "action", ["owner_contact_id"])
    op.create_index("ix_action_owner_person_id", "action", ["owner_person_id"])
    op.create_index("ix_action_status", "action", ["escalation_id", "status"])


_UPDATE_RULES = {
    **known("audience", "customer internal executive legal"),
    **filled("body", 200000),
    **known("kind", "first progress no_change restored closure"),
    "next_named": "status != 'sent' OR audience != 'customer' OR kind = 'closure' OR next_at IS NOT NULL",
    **known("next_precision", "minute second approx day month range unknown"),
    "sent_at_some_time": "(status = 'sent') = (sent_at IS NOT NULL)",
    **known("status", "draft sent"),
}


def _update() -> None:
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
        links={"account_id": "account", "escalation_id": "escalation"},
        rules=_UPDATE_RULES,
    )
    op.create_index("ix_update_account_id", "update", ["account_id"])
    op.create_index("ix_update_audience", "update", ["escalation_id", "audience", "status"])
    op.create_index("ix_update_text", "update", ["escalation_id", "sha256"])


_ENTRY_RULES = {
    **known("audience", "customer internal executive legal"),
    **known("certainty", "confirmed suspected unknown ruled_out"),
    **filled("customer_text", 20000),
    **known(
        "kind",
        "note trigger impact_start detection acknowledgement finding decision action mitigation restoration "
        "contact voice impact estimate hypothesis cause comms change handover",
    ),
    "one_party": "person_id IS NULL OR contact_id IS NULL",
    **known("precision", "minute second approx day month range unknown"),
    "released_in_words": "(audience = 'customer') = (customer_text IS NOT NULL)",
    "source_whole": "(source IS NULL) = (source_id IS NULL)",
    **filled("text", 20000),
}


def _entry() -> None:
    table(
        "entry",
        key(),
        numbers("account_id!", "escalation_id"),
        large("seq!"),
        words("kind!"),
        texts("text!", "customer_text"),
        words("audience!", "certainty!"),
        times("occurred_at"),
        numbers("occurred_offset!"),
        words("precision!"),
        times("after_at", "before_at", "sort_at!", "recorded_at!"),
        texts("recorded_by!"),
        flags("clock_frozen!"),
        numbers("person_id", "contact_id"),
        texts("evidence", "source", "source_id", "why"),
        structured("data!"),
        flags("automatic!"),
        numbers("amends_id", "action_id"),
        unique=(
            "escalation_id seq",
            "escalation_id source source_id",
        ),
        links={
            "account_id": "account",
            "escalation_id": "escalation",
            "person_id": "person",
            "contact_id": "contact",
            "amends_id": "entry",
            "action_id": "action",
        },
        rules=_ENTRY_RULES,
    )
    op.create_index("ix_entry_account_id", "entry", ["account_id"])
    op.create_index("ix_entry_action_id", "entry", ["action_id"])
    op.create_index("ix_entry_amends_id", "entry", ["amends_id"])
    op.create_index("ix_entry_kind", "entry", ["escalation_id", "kind"])
    op.create_index("ix_entry_timeline", "entry", ["escalation_id", "sort_at", "seq"])
