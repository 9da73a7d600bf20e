"""A projection poured into a template."""

import re
import traceback
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Template, TemplateError, TemplateNotFound, TemplateSyntaxError

from warroom.documents.customer import CustomerUpdate
from warroom.documents.executive import ExecutiveUpdate
from warroom.documents.internal import InternalUpdate
from warroom.documents.postmortem import PostMortem
from warroom.documents.sandbox import PlainSandbox, Sandbox, underlined
from warroom.errors import TemplateFault
from warroom.escaping import markdown, plain

Document = CustomerUpdate | ExecutiveUpdate | InternalUpdate | PostMortem

# What a broken template raises when it runs, besides Jinja's own errors: words added to numbers, endless recursion.
_RUNTIME = (TemplateError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


def folder() -> Path:
    """Where the built-in templates are: in the package when it is installed, else at the root of the source tree."""
    here = Path(__file__).resolve()
    shipped = here.parents[1] / "templates"
    return shipped if shipped.is_dir() else here.parents[3] / "templates"


def render(document: Document, *, format: str, template: str | None = None, named: str = "the template") -> str:
    """The document as ``md`` or ``text``, in the words of its built-in template or of ``template``, another's source.

    A template sees the fields of the projection by their names and may extend a built-in one. Raises TemplateFault,
    naming the template (``named`` for one given as source), the line and the name that is unknown.
    """
    context = {field.name: getattr(document, field.name) for field in fields(document)}
    try:
        found = _template(format, document.template, source=template, named=named)
        text = found.render(context)
    except _RUNTIME as error:
        raise _fault(error, named=document.template if template is None else named, context=context) from error
    return _tidy(underlined(text) if format == "text" else text)


def _template(format: str, name: str, *, source: str | None, named: str) -> Template:
    sandbox = _sandbox(format)
    if source is None:
        return sandbox.get_template(name)
    code = sandbox.compile(source, name=named, filename=named)
    return sandbox.template_class.from_code(sandbox, code, sandbox.make_globals(None))


@cache
def _sandbox(format: str) -> Sandbox:
    match format:
        case "md":
            return Sandbox(folder=folder(), escape=markdown)
        case "text":
            return PlainSandbox(folder=folder(), escape=plain)
        case _:
            raise AssertionError(f"a template makes Markdown or text, not {format}")


def _tidy(text: str) -> str:
    """A part that had nothing to say leaves no gap."""
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _fault(error: Exception, *, named: str, context: dict[str, Any]) -> TemplateFault:
    if isinstance(error, TemplateSyntaxError):
        where = f"{Path(error.name or named).name}, line {error.lineno}"
    else:
        where = _place(error) or Path(named).name
    problem = str(error.args[0] if error.args else error)
    if isinstance(error, TemplateNotFound):
        problem = f"there is no template {error.name}"
    return TemplateFault(f"{where}: {problem.rstrip('.')}.", f"It can use: {', '.join(sorted(context))}.")


def _place(error: Exception) -> str | None:
    """The template and the line where it stopped: Jinja puts frames with lines of the template into the traceback."""
    frames = list(traceback.walk_tb(error.__traceback__))
    lines = [(frame, line) for frame, line in frames if "__jinja_exception__" in frame.f_globals]
    if not lines:
        return None
    frame, line = lines[-1]
    return f"{Path(frame.f_code.co_filename).name}, line {line}"
