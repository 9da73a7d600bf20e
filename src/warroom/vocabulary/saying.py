"""What is said, and in which shape."""

from enum import StrEnum


class UpdateKind(StrEnum):
    """What an update is, in the life of an escalation."""

    FIRST = "first"
    PROGRESS = "progress"
    NO_CHANGE = "no_change"
    RESTORED = "restored"
    CLOSURE = "closure"


class UpdateStatus(StrEnum):
    """The life of an update; rendering is not sending. ``unknown``: it was handed over and nobody knows what became."""

    DRAFT = "draft"
    APPROVED = "approved"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    SKIPPED = "skipped"


# What can still be sent.
UNSENT = frozenset({UpdateStatus.DRAFT, UpdateStatus.APPROVED, UpdateStatus.UNKNOWN})


class Channel(StrEnum):
    """By which way an audience hears from us."""

    MAIL = "mail"
    PHONE = "phone"
    CHAT = "chat"
    MEETING = "meeting"
    PORTAL = "portal"
    OTHER = "other"


class Format(StrEnum):
    """The shapes a listing can take."""

    TABLE = "table"
    JSON = "json"
    NDJSON = "ndjson"
    CSV = "csv"
    TSV = "tsv"
    MD = "md"


class DocumentFormat(StrEnum):
    """The shapes a document can take."""

    MD = "md"
    TEXT = "text"
    HTML = "html"
    JSON = "json"


class UpdateFormat(StrEnum):
    """The shapes an update can take: those of a document, and those of a mail."""

    MD = "md"
    TEXT = "text"
    HTML = "html"
    EML = "eml"
    MAILTO = "mailto"
    JSON = "json"


class ScanFormat(StrEnum):
    """The shapes the findings of a scan can take."""

    TEXT = "text"
    JSON = "json"
    LINES = "lines"


# The template of each document, by the word that one types.
DOCUMENTS = {
    "customer": "customer_update.md.j2",
    "executive": "executive_update.md.j2",
    "internal": "internal_update.md.j2",
    "brief": "brief.md.j2",
    "postmortem": "postmortem.md.j2",
}
TEMPLATE_SUFFIX = ".j2"
