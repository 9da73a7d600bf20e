"""The closed lists of the war room: the field's words, the same in commands, code, tables and documents."""

from warroom.vocabulary.judgement import Level, Rag, Severity, Trend, WaitingOn
from warroom.vocabulary.knowledge import (
    KNOWLEDGE,
    MILESTONES,
    Audience,
    Certainty,
    DataLoss,
    EntryKind,
    Estimate,
    Precision,
)
from warroom.vocabulary.life import (
    ASKING_STATUSES,
    OPEN_STATUSES,
    TECHNICAL_KINDS,
    CauseCategory,
    DetectedBy,
    Driver,
    Kind,
    Outcome,
    Status,
    Trigger,
)
from warroom.vocabulary.people import ContactRole, Department, Role, Tier
from warroom.vocabulary.saying import DocumentFormat, Format, UpdateFormat, UpdateKind, UpdateStatus
from warroom.vocabulary.words import RECORD_NAMES, Letter, matching, read_reference, spoken
from warroom.vocabulary.work import OPEN_ACTIONS, ActionStatus, Phase

__all__ = [
    "ASKING_STATUSES",
    "KNOWLEDGE",
    "MILESTONES",
    "OPEN_ACTIONS",
    "OPEN_STATUSES",
    "RECORD_NAMES",
    "TECHNICAL_KINDS",
    "ActionStatus",
    "Audience",
    "CauseCategory",
    "Certainty",
    "ContactRole",
    "DataLoss",
    "Department",
    "DetectedBy",
    "DocumentFormat",
    "Driver",
    "EntryKind",
    "Estimate",
    "Format",
    "Kind",
    "Letter",
    "Level",
    "Outcome",
    "Phase",
    "Precision",
    "Rag",
    "Role",
    "Severity",
    "Status",
    "Tier",
    "Trend",
    "Trigger",
    "UpdateFormat",
    "UpdateKind",
    "UpdateStatus",
    "WaitingOn",
    "matching",
    "read_reference",
    "spoken",
]
