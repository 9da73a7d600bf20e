"""Somebody's own template is rendered in a process of its own: with limits, and with nothing but the projection."""

import json
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, is_dataclass
from functools import partial
from pathlib import Path
from typing import Any

from warroom.documents.rendering import OUTPUT_LIMIT, Document, context_of, render
from warroom.documents.shelf import Found, Shelf, in_language
from warroom.errors import TemplateFault

CHILD = Path(__file__).with_name("child.py")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a template may use up."""

    seconds: float = 4
    """Of processor time, and as much by the clock."""
    memory: int = 1 << 30
    """Bytes of address space."""
    output: int = OUTPUT_LIMIT
    """Characters of one document."""


_USUAL = Limits()


@dataclass(frozen=True, slots=True)
class Page:
    """A document in one of its formats."""

    document: Document
    format: str


def write(shelf: Shelf, document: Document, *, format: str, language: str | None = None) -> str:
    """The document as ``md`` or ``text``, in the words of the template that is found for it and for the language.

    Raises TemplateFault.
    """
    found = shelf.find(*in_language(document.template, language))
    if found.is_built_in:
        return render(document, format=format, built_in=found.name)
    return pages_of(shelf, found, [Page(document, format)])[0]


def pages_of(
    shelf: Shelf, found: Found, pages: Sequence[Page], *, limits: Limits = _USUAL, names: bool = False
) -> list[str]:
    """The pages in the words of one template, each rendered apart. ``names``: look through all it names first.

    Raises TemplateFault, also when it takes more than its limits or its process ends on the way.
    """
    answer = _answered(job_of(shelf, found, pages, limits=limits, names=names), found, limits)
    if fault := answer.get("fault"):
        raise TemplateFault(*fault)
    texts: list[str] = answer["texts"]
    return texts


def job_of(shelf: Shelf, found: Found, pages: Sequence[Page], *, limits: Limits, names: bool) -> bytes:
    """All that the other process is told."""
    job = {
        "path": sys.path,
        "limits": asdict(limits),
        "places": [(place.origin, str(place.folder)) for place in shelf.places],
        "given": shelf.given is not None,
        "place": shelf.places.index(found.place),
        "name": found.name,
        "names": names,
        "pages": [(page.format, packed(context_of(page.document))) for page in pages],
    }
    return json.dumps(job).encode()


def packed(value: Any) -> Any:
    """A projection as JSON can carry it: each record with the name of its kind, which a mistake is worded with."""
    if is_dataclass(value) and not isinstance(value, type):
        return {"is": type(value).__name__, "has": {f.name: packed(getattr(value, f.name)) for f in fields(value)}}
    if isinstance(value, dict):
        return {key: packed(part) for key, part in value.items()}
    return [packed(part) for part in value] if isinstance(value, tuple) else value


def _answered(job: bytes, found: Found, limits: Limits) -> dict[str, Any]:
    # Its own interpreter, without our environment: nothing of ours is in its memory, and no secret in its variables.
    # Our program and our file; what is not ours goes in by stdin, as JSON.
    start = partial(subprocess.run, [sys.executable, "-I", "-S", "-B", str(CHILD)], env={}, capture_output=True)
    try:
        ended = start(input=job, timeout=limits.seconds, check=False)
    except subprocess.TimeoutExpired:
        raise _stopped(found, f"after {limits.seconds:g} s") from None
    if ended.returncode in (-getattr(signal, "SIGXCPU", 24), -getattr(signal, "SIGKILL", 9)):
        raise _stopped(found, f"after {limits.seconds:g} s of processor time")
    try:
        answer: dict[str, Any] = json.loads(ended.stdout)
    except ValueError:
        raise _stopped(found, "by the system, perhaps for want of memory") from None
    return answer


def _stopped(found: Found, why: str) -> TemplateFault:
    return TemplateFault(f"{found.name}: it was stopped {why}.", "Take the loop out that goes on for so long.")
