"""What a template can use, read off the projections: each field with its kind and the sentence that stands under it."""

import ast
import inspect
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from textwrap import dedent
from types import NoneType, UnionType
from typing import Any, get_args, get_type_hints

_WORDS = {str: "text", int: "number", bool: "yes or no"}


@dataclass(frozen=True, slots=True)
class Known:
    """One name that a template can use."""

    name: str
    kind: str
    meaning: str


def known_to(document: type) -> list[Known]:
    """The fields of a projection or of one of its parts, in order."""
    kinds, meanings = get_type_hints(document), _meanings(document)
    return [Known(field.name, _worded(kinds[field.name]), meanings[field.name]) for field in _fields(document)]


def parts_of(document: type) -> list[type]:
    """The records that a projection is made of, each once, in order of appearance."""
    return list(dict.fromkeys(_parts(document)))


def _parts(document: type) -> Iterator[type]:
    for kind in get_type_hints(document).values():
        for part in (kind, *get_args(kind)):
            if is_dataclass(part) and isinstance(part, type):
                yield part
                yield from _parts(part)


def _fields(document: type) -> Any:
    assert is_dataclass(document)
    return fields(document)


def _meanings(document: type) -> dict[str, str]:
    """The sentence under each field. Python does not keep it; the source does."""
    (tree,) = ast.parse(dedent(inspect.getsource(document))).body
    assert isinstance(tree, ast.ClassDef)
    told = {}
    for line, below in zip(tree.body, tree.body[1:], strict=False):
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name) and isinstance(below, ast.Expr):
            told[line.target.id] = inspect.cleandoc(str(ast.literal_eval(below.value)))
    return told


def _worded(kind: Any) -> str:
    if isinstance(kind, UnionType):
        (only,) = (part for part in get_args(kind) if part is not NoneType)
        return f"{_worded(only)}, or nothing"
    if args := get_args(kind):
        return f"list of {_worded(args[0])}"
    return _WORDS.get(kind) or f"`{kind.__name__}`"
