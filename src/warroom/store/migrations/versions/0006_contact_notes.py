"""What we know of the customer's people beyond name and role: how they stand towards us, and notes for us alone."""

from warroom.store.migrations.shapes import add, known, texts, words

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    stances = known("stance", "advocate supportive neutral critical hostile unknown")
    add("contact", words("stance"), texts("notes"), defaults={}, links={}, rules=stances)
