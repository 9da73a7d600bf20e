"""Where templates run: they may say words, ask ``if``, go through ``for``, and reach nothing but the projection."""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields, is_dataclass
from typing import Any

from jinja2 import FunctionLoader, StrictUndefined, TemplateError, TemplateSyntaxError, nodes, pass_context
from jinja2.exceptions import SecurityError
from jinja2.meta import find_undeclared_variables
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from warroom.documents.headed import headed
from warroom.documents.shelf import Found, Shelf
from warroom.documents.stacked import marked
from warroom.errors import TemplateFault

# What a template may do with a value. The list is closed: filters that mark a text as safe would pass it unescaped,
# and those that pad or repeat would fill the memory.
_FILTERS = frozenset(
    {
        "capitalize", "count", "d", "default", "first", "groupby", "items", "join", "last", "length", "list", "lower",
        "map", "reject", "rejectattr", "reverse", "select", "selectattr", "sort", "title", "trim", "truncate",
        "unique", "upper",
    }
)  # fmt: skip
# No value can hold this character: on its way out it is shown as ^A.
_HEADING = "\x01"


class Unknown(StrictUndefined):
    """A name that is not there: never an empty gap in a document."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        whole = self._undefined_obj
        if not is_dataclass(whole):
            return super()._undefined_message
        known = ", ".join(sorted(field.name for field in fields(whole)))
        return f"{self._undefined_name!r} is undefined here: {type(whole).__name__} has {known}"


class Sandbox(ImmutableSandboxedEnvironment):
    """A template that does more than words is refused, by name and line."""

    intercepted_binops = frozenset({"**", "*", "%"})

    def __init__(self, *, shelf: Shelf, escape: Callable[[str], str]) -> None:
        # Escaping is always on, with our escape in place of HTML's: what a block or a macro returns is marked as
        # written by a template, so that {{ super() }} is not escaped once more.
        super().__init__(
            loader=FunctionLoader(shelf.load),
            undefined=Unknown,
            autoescape=True,
            finalize=_finalized(escape),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self.shelf = shelf
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in _FILTERS} | {"headed": headed}

    def join_path(self, template: str, parent: str) -> str:
        """What a template means by the name of another."""
        return self.shelf.beside(template, parent)

    def look_through(self, found: Found, *, known: frozenset[str] | None) -> None:
        """See that a template can be read, and that each name in it is known, also where no sample leads.

        ``known`` is None for a part of other templates, whose names nobody can tell. Raises UndefinedError at the
        first unknown name, as if it had been used, and TemplateSyntaxError.
        """
        self.get_template(self.shelf.key(found))
        tree = self.parse(self.shelf.source(found), found.name, str(found.path))
        if known is None:
            return
        unknown = find_undeclared_variables(tree) - known - self._set_anywhere()
        for name in tree.find_all(nodes.Name):
            if name.name in unknown:
                raise TemplateSyntaxError(f"{name.name!r} is undefined", name.lineno, found.name, str(found.path))

    def _set_anywhere(self) -> set[str]:
        """The names that own templates give to something: one may set what another, which it extends, uses."""
        names = set()
        for found in self.shelf.all():
            if not found.is_built_in:
                with suppress(TemplateError, TemplateFault):  # it is named when its own turn comes
                    tree = self.parse(self.shelf.source(found))
                    names |= {name.name for name in tree.find_all(nodes.Name) if name.ctx != "load"}
                    names |= {macro.name for macro in tree.find_all(nodes.Macro)}
        return names

    def is_safe_callable(self, obj: Any) -> bool:
        """Only what Jinja itself offers for blocks, macros and loops; no method of any value."""
        if isinstance(obj, StrictUndefined):
            return True  # to call it says that it is undefined
        return type(getattr(obj, "__self__", obj)).__module__ == "jinja2.runtime"

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Refuse what can make a small template fill the memory."""
        raise SecurityError(f"the operator {operator} is not for templates")


class PlainSandbox(Sandbox):
    """For text without markup: the headings of a template are underlined instead, and its tables are lists."""

    def preprocess(self, source: str, name: str | None = None, filename: str | None = None) -> str:
        """Mark the headings and cells of the template itself, so that no value is ever taken for one."""
        return marked(re.sub(r"(?m)^(#{1,3}) ", rf"{_HEADING}\1 ", super().preprocess(source, name, filename)))


def underlined(text: str) -> str:
    """Marked headings as text has them: on a line of their own, underlined."""
    return re.sub(rf"(?m)^{_HEADING}(#+) (.*)$", _underline, text)


def _underline(heading: re.Match[str]) -> str:
    return f"{heading[2]}\n{('=' if heading[1] == '#' else '-') * len(heading[2])}"


def _finalized(escape: Callable[[str], str]) -> Callable[[Context, Any], Markup]:
    @pass_context  # with the context it runs for constants, too, after Jinja would have escaped them for HTML
    def finalize(_context: Context, value: Any) -> Markup:
        if isinstance(value, Markup):
            return value
        if not isinstance(value, str | int | float | StrictUndefined | None):
            raise TypeError(f"{_kind(value)} is not a text; go through it with for, or name one of its fields")
        # Safe for the document it stands in: escaped for Markdown or for plain text.
        return Markup(escape("unknown" if value is None else str(value)))  # noqa: S704

    return finalize


def _kind(value: Any) -> str:
    if isinstance(value, tuple | list):
        return "a list"
    return "a method" if callable(value) else f"a record ({type(value).__name__})"
