"""What a shell offers at Tab: words, options, choices, names and references of what stands in the store.

The words come from the tree itself, so they cannot differ from what is understood; nothing is parsed, which would
load pydantic, and the store is only glanced at. Whatever fails, nothing is offered.
"""

import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TextIO

import typer

from warroom.cli.app import ALONE, WordGroup, tree
from warroom.cli.candidates import Offer, Row, beginning, shown, values
from warroom.cli.params import leading
from warroom.cli.room import Room


@dataclass(slots=True)
class Spot:
    """Where the cursor stands: after which words of which command, and what the next one is for."""

    command: Any
    name: str
    said: list[str] = field(default_factory=list)  # words that are no options
    given: list[str] = field(default_factory=list)  # names of the options so far
    awaited: Any = None  # the option whose value comes next
    only_words: bool = False  # after "--"
    escalation: str | None = None

    @property
    def _place(self) -> typer.Context:
        return typer.Context(self.command, **self.command.context_settings)

    @property
    def options(self) -> list[Any]:
        return [one for one in self.command.get_params(self._place) if _is_option(one)]

    @property
    def next_arguments(self) -> list[Any]:
        """The arguments that the next word can be: after one that repeats, that or the one behind it."""
        arguments = [one for one in self.command.params if not _is_option(one)]
        repeated = next((place for place, one in enumerate(arguments) if one.nargs == -1), len(arguments))
        if (place := len(self.said)) <= repeated:
            return arguments[place : place + 1]
        return arguments[repeated : repeated + 2]

    def option(self, name: str) -> Any:
        return next((one for one in self.options if name in (*one.opts, *one.secondary_opts)), None)


def answer(arguments: Sequence[str], environ: Mapping[str, str], stream: TextIO) -> int:
    """Tell a shell's script what to offer: ``words`` or ``files``, then a candidate a line, a tab, and what it is.

    The shell is followed by the words up to the cursor; bash, which has no whole words, gives the line and what it
    breaks words at.
    """
    with suppress(Exception):
        shell, *typed = arguments
        if shell == "bash":
            rows = _for_bash(*typed, environ=environ)
        else:
            rows = _lines(offered(typed[1:], environ), lambda row: "\t".join(row))
        stream.write("\n".join(rows) + "\n")
        stream.flush()
    return 0


def _for_bash(line: str, breaks: str, *, environ: Mapping[str, str]) -> list[str]:
    *_, begun = words = split(line)
    # Readline fills in what stands behind the last break; but @ and $, though breaks, belong to what follows them.
    last = max((place for place, character in enumerate(begun) if character in breaks), default=-1)
    kept = last if last >= 0 and begun[last] in "@$" else last + 1
    return _lines(offered(words[1:], environ), lambda row: row[0][kept:])


def _lines(offer: Offer, line: Callable[[Row], str]) -> list[str]:
    return ["files" if offer.files else "words", *map(line, offer.rows)]


def split(line: str) -> list[str]:
    """The words of a line that ends at the cursor; the last one is empty when none has been begun."""
    for closing in ("", "'", '"'):
        with suppress(ValueError):
            words = shlex.split(line + closing)
            return [*words, ""] if not closing and line[-1:].isspace() else words
    return line.split()


def offered(words: Sequence[str], environ: Mapping[str, str]) -> Offer:
    """What the last of the words after ``warroom``, which may be empty, can be completed to."""
    *before, begun = words
    spot = _spot(before)
    if spot is None:
        return Offer()
    if spot.awaited is not None:
        return _values(spot, [spot.awaited], begun, environ)
    if begun.startswith("-") and not spot.only_words:
        return _options(spot, begun, environ)
    offer = _values(spot, spot.next_arguments, begun, environ)
    below = beginning(begun, _words(spot.command)) if isinstance(spot.command, WordGroup) and not spot.said else ()
    return Offer((*below, *offer.rows), offer.files)


def _spot(before: Sequence[str]) -> Spot | None:
    """The spot after these words; None when they are not understood."""
    command: Any = tree()
    name: list[str] = []
    many = leading(before)  # common options may stand before the command
    options, rest = list(before[:many]), list(before[many:])
    if many > len(before) or (rest[:1] and rest[0].startswith("-")):
        options, rest = [], list(before)
    while isinstance(command, WordGroup) and rest and not rest[0].startswith("-"):
        below = command.get_command(typer.Context(command), rest[0])
        if below is None:
            return None
        command = below
        name.append(rest.pop(0))
    if not name and rest:
        command = command.get_command(typer.Context(command), ALONE)
    spot = Spot(command, " ".join(name))
    for word in (*options, *rest) if name or rest else ():
        _pass(spot, word)
    return spot


def _pass(spot: Spot, word: str) -> None:
    """Go on behind a word."""
    if spot.awaited is not None:
        _take(spot, spot.awaited, word)
    elif spot.only_words or not word.startswith("-") or word == "-":
        spot.said.append(word)
    elif word == "--":
        spot.only_words = True
    else:
        name, equals, value = word.partition("=")
        option = spot.option(name) or spot.option(word[:2])
        if option is not None:
            spot.given += () if option.multiple else (*option.opts, *option.secondary_opts)
            spot.awaited = None if option.is_flag else option
            if equals:
                _take(spot, option, value)


def _take(spot: Spot, option: Any, value: str) -> None:
    if option.name == "escalation":
        spot.escalation = value
    spot.awaited = None


def _is_option(parameter: Any) -> bool:
    return bool(parameter.param_type_name == "option")


def _words(group: WordGroup) -> Iterator[Row]:
    context = typer.Context(group)
    for word in group.list_commands(context):
        yield word, group.get_command(context, word).get_short_help_str(200)


def _options(spot: Spot, begun: str, environ: Mapping[str, str]) -> Offer:
    name, equals, value = begun.partition("=")
    if equals and (option := spot.option(name)):
        offer = _values(spot, [option], value, environ)
        return Offer(tuple((f"{name}={typed}", said) for typed, said in offer.rows), offer.files)
    if not spot.name and isinstance(spot.command, WordGroup):
        spot.command = spot.command.get_command(typer.Context(spot.command), ALONE)
    rows = [(name, one.help or "") for one in spot.options for name in _names(one, begun) if name not in spot.given]
    return Offer(tuple(shown(beginning(begun, rows))))


def _names(option: Any, begun: str) -> list[str]:
    """The long names of an option; a short one where it has no other, or where it is what was typed."""
    names = [*option.opts, *option.secondary_opts]
    return [name for name in names if name.startswith("--") or name == begun] or names


def _values(spot: Spot, parameters: Sequence[Any], begun: str, environ: Mapping[str, str]) -> Offer:
    room = Room(environ, None, None, None)
    return values(parameters, begun, room=room, word=spot.name, said=spot.said, escalation=spot.escalation)
