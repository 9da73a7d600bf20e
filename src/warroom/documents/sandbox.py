"""Where templates run: they may say words, ask ``if``, go through ``for``, and reach nothing but the projection."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, pass_context
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

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


class Sandbox(ImmutableSandboxedEnvironment):
    """A template that does more than words is refused, by name and line."""

    intercepted_binops = frozenset({"**", "*", "%"})

    def __init__(self, *, folder: Path, escape: Callable[[str], str]) -> None:
        # Escaping is always on, with our escape in place of HTML's: what a block or a macro returns is marked as
        # written by a template, so that {{ super() }} is not escaped once more.
        super().__init__(
            loader=FileSystemLoader(folder),
            undefined=StrictUndefined,
            autoescape=True,
            finalize=_finalized(escape),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in _FILTERS}

    def is_safe_callable(self, obj: Any) -> bool:
        """Only what Jinja itself offers for blocks, macros and loops; no method of any value."""
        return type(getattr(obj, "__self__", obj)).__module__ == "jinja2.runtime"

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Refuse what can make a small template fill the memory."""
        raise SecurityError(f"the operator {operator} is not for templates")


class PlainSandbox(Sandbox):
    """For text without markup: the headings of a template are underlined instead."""

    def preprocess(self, source: str, name: str | None = None, filename: str | None = None) -> str:
        """Mark the headings of the template itself, so that a value beginning with # is never taken for one."""
        return re.sub(r"(?m)^(#{1,3}) ", rf"{_HEADING}\1 ", super().preprocess(source, name, filename))


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
        # Safe for the document it stands in: escaped for Markdown or for plain text.
        return Markup(escape("unknown" if value is None else str(value)))  # noqa: S704

    return finalize
