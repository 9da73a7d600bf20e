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
    """The life of an update; rendering is not sending."""

    DRAFT = "draft"
    SENT = "sent"


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
