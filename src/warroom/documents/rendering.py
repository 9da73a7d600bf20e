"""A projection poured into a template: the built-in ones here, anybody else's in a process of its own (apart.py)."""

import re
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import Field, fields
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, Protocol

from jinja2 import Template, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import SecurityError

from warroom.documents.sandbox import PlainSandbox, Sandbox, underlined
from warroom.documents.shelf import Found, Origin, Place, Shelf, folder
from warroom.documents.stacked import unfolded
from warroom.errors import TemplateFault
from warroom.escaping import markdown, plain

__all__ = ["Document", "context_of", "folder", "pour", "render", "sandbox", "stopping"]

OUTPUT_LIMIT = 5_000_000  # characters; a document is read by people

# What a broken template raises when it runs, besides Jinja's own errors: words added to numbers, endless recursion.
_RUNTIME = (
    TemplateError, ArithmeticError, AttributeError, LookupError, MemoryError, RecursionError, TypeError, ValueError,
)  # fmt: skip


class Document(Protocol):
    """A projection: a frozen dataclass of plain values, with the name of its template."""

    # Not the classes themselves: the process in which foreign templates run must not load the records behind them.
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]
    template: ClassVar[str]


def render(
    document: Document,
    *,
    format: str,
    template: str | None = None,
    named: str = "the template",
    built_in: str | None = None,
) -> str:
    """The document as ``md`` or ``text``, in the words of its built-in template or of ``template``, another's source.

    ``built_in``: the name of a built-in one in another language.

    A template sees the fields of the projection by their names and may extend a built-in one. Raises TemplateFault,
    naming the template (``named`` for one given as source), the line and the name that is unknown.
    """
    context, box = context_of(document), _built_in(format)
    with stopping(document.template if template is None else named, context):
        if template is None:
            found = Found(built_in or document.template, box.shelf.places[0])
            return pour(box.get_template(box.shelf.key(found)), context, format=format)
        code = box.compile(template, name=named, filename=named)
        return pour(box.template_class.from_code(box, code, box.make_globals(None)), context, format=format)


def context_of(document: Document) -> dict[str, Any]:
    """What a template sees: the fields of the projection by their names."""
    return {field.name: getattr(document, field.name) for field in fields(document)}


def sandbox(shelf: Shelf, *, format: str) -> Sandbox:
    """Where templates of a shelf run. What is escaped, and how, follows from the format, never from a file's name."""
    match format:
        case "md":
            return Sandbox(shelf=shelf, escape=markdown)
        case "text":
            return PlainSandbox(shelf=shelf, escape=plain)
        case _:
            raise AssertionError(f"a template makes Markdown or text, not {format}")


@cache
def _built_in(format: str) -> Sandbox:
    return sandbox(Shelf((Place(Origin.BUILT_IN, folder()),)), format=format)


def pour(template: Template, context: Mapping[str, Any], *, format: str, limit: int = OUTPUT_LIMIT) -> str:
    """The text of a template; a part that had nothing to say leaves no gap. Raises what the template raises."""
    pieces, length = [], 0
    for piece in template.generate(context):
        length += len(piece)
        if length > limit:
            raise SecurityError(f"it writes more than {limit:,} characters")
        pieces.append(piece)
    text = "".join(pieces)
    return re.sub(r"\n{3,}", "\n\n", unfolded(underlined(text)) if format == "text" else text).strip() + "\n"


@contextmanager
def stopping(named: str, context: Mapping[str, Any]) -> Iterator[None]:
    """Word what a broken template raises: TemplateFault with its name, its line and what it could have used."""
    try:
        yield
    except _RUNTIME as error:
        raise _fault(error, named=named, known=context) from error


def _fault(error: Exception, *, named: str, known: Mapping[str, Any]) -> TemplateFault:
    if isinstance(error, TemplateSyntaxError):
        where = f"{_name(error.filename or error.name or named)}, line {error.lineno}"
    else:
        where = _place(error) or _name(named)
    problem = str(error.args[0] if error.args else error)
    if isinstance(error, TemplateNotFound):
        problem = f"there is no template {error.name}"
    if isinstance(error, MemoryError):
        problem = "it needs too much memory"
    return TemplateFault(f"{where}: {problem.rstrip('.')}.", f"It can use: {', '.join(sorted(known))}.")


def _name(file: str) -> str:
    return Path(file).name


def _place(error: Exception) -> str | None:
    """The template and the line where it stopped: Jinja puts frames with lines of the template into the traceback."""
    frames = list(traceback.walk_tb(error.__traceback__))
    lines = [(frame, line) for frame, line in frames if "__jinja_exception__" in frame.f_globals]
    if not lines:
        return None
    frame, line = lines[-1]
    return f"{_name(frame.f_code.co_filename)}, line {line}"
