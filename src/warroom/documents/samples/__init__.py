"""An invented escalation as each document sees it: to try templates with, and to show in the documentation."""

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, get_type_hints

from warroom.documents.customer import CustomerUpdate
from warroom.documents.rendering import Document
from warroom.documents.samples.inside import BRIEF, EXECUTIVE, INTERNAL, POST_MORTEM
from warroom.documents.samples.outside import CUSTOMER
from warroom.vocabulary import UpdateKind

_Part = TypeVar("_Part")

SAMPLES: dict[str, Document] = {
    sample.template: sample for sample in (CUSTOMER, EXECUTIVE, INTERNAL, BRIEF, POST_MORTEM)
}  # fmt: skip


def variants(document: Document) -> list[Document]:
    """The sample with all there can be and with nothing that may be missing, at every stage of an update."""
    if isinstance(document, CustomerUpdate):
        both = (document, _bare(document))
        return [replace(one, kind=kind.value) for one in both for kind in UpdateKind]
    assert is_dataclass(document)
    return [document, _bare(document)]


def _bare(part: _Part) -> _Part:
    """A record of which only what is never missing is there."""
    assert is_dataclass(part)
    kinds = get_type_hints(type(part))
    told = {field.name: _missing(getattr(part, field.name), kinds[field.name]) for field in fields(part)}
    bare: _Part = replace(part, **told)  # type: ignore[type-var]
    return bare


def _missing(value: Any, kind: Any) -> Any:
    if value is None or type(None) in getattr(kind, "__args__", ()):
        return None
    if isinstance(value, tuple):
        return ()
    return _bare(value) if is_dataclass(value) else value
