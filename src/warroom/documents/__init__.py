"""What is written: a projection says what a reader may know, a template says it in words.

Internal facts end at the projection: a frozen dataclass of plain values, of which nothing leads back to a record.
"""

from warroom.documents.customer import CustomerUpdate
from warroom.documents.dossier import Dossier
from warroom.documents.draft import Draft, as_record, compose
from warroom.documents.executive import ExecutiveUpdate
from warroom.documents.internal import InternalUpdate
from warroom.documents.postmortem import PostMortem, post_mortem
from warroom.documents.rendering import Document, render
from warroom.documents.wanting import wanting

__all__ = [
    "CustomerUpdate",
    "Document",
    "Dossier",
    "Draft",
    "ExecutiveUpdate",
    "InternalUpdate",
    "PostMortem",
    "as_record",
    "compose",
    "post_mortem",
    "render",
    "wanting",
]
