"""The parameters that commands share, each defined once; and ``spoken``, which gives every command the common ones."""

import functools
import inspect
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum, IntEnum, StrEnum
from typing import Annotated, Any, get_type_hints

import typer

from warroom.cli.room import Options, Room
from warroom.errors import InvalidValue, WrongUsage
from warroom.vocabulary import (
    Audience,
    Certainty,
    EntryKind,
    Format,
    Severity,
    matching,
    meant,
)

# A closed list, or those of its words that make sense here.
Choices = Iterable[StrEnum] | Iterable[IntEnum]


def choice(choices: Choices, field: str) -> Callable[[Any], Any]:
    """A reader of one word of ``choices``: any unambiguous beginning, in any case, with ``-`` for ``_``."""

    def read(typed: Any) -> Any:
        if typed is None or isinstance(typed, Enum):
            return typed
        found = matching(choices, str(typed))
        if len(found) == 1:
            return found[0]
        words = [str(word.value) for word in found or choices]
        if found:
            problem, way_out = f"can mean {', '.join(words)}", "Write more of the word."
        else:
            problem, way_out = "is not one of them", f"{meant(words, str(typed))}It takes {', '.join(words)}."
        raise InvalidValue(field, f"{str(typed)[:40]} {problem}", way_out)

    return read


def option(choices: Choices, *names: str, help: str) -> Any:
    """An option that takes a word of ``choices``."""
    words = "|".join(str(word.value) for word in choices)
    metavar = words if len(words) <= 60 else "WORD"
    listed = help if len(words) <= 60 else f"{help} One of {words.replace('|', ', ')}."
    return typer.Option(
        *names, help=listed, metavar=metavar, parser=choice(choices, names[0]),
        autocompletion=lambda incomplete: [str(word.value) for word in choices],
    )  # fmt: skip


def argument(choices: Choices, field: str) -> Any:
    """A positional word of ``choices``."""
    return typer.Argument(
        metavar="|".join(str(word.value) for word in choices), parser=choice(choices, field), show_default=False,
        autocompletion=lambda incomplete: [str(word.value) for word in choices],
    )  # fmt: skip


# A number whose thousands are parted, in the way of any country.
_PARTED = re.compile(r"[0-9]{1,3}([,.'’\s][0-9]{3})+")


def whole(name: str, *, help: str, metavar: str = "N", example: int, among: range | None = None) -> Any:
    """An option that takes a whole number in plain digits, ``among`` some: of 4.200 nobody can tell what it is."""

    def read(typed: Any) -> Any:
        if typed is None or isinstance(typed, int):
            return typed
        words = str(typed).strip()
        if re.fullmatch(r"-?[0-9]{1,20}", words):
            if among is not None and int(words) not in among:
                raise InvalidValue(
                    name, f"{words} is not from {among[0]:,} to {among[-1]:,}", f"For example: {example}"
                )
            return int(words)
        meant = re.sub(r"[^0-9]", "", words) if _PARTED.fullmatch(words) else str(example)
        raise InvalidValue(name, f'"{words[:40]}" is not a whole number in plain digits', f"For example: {meant}")

    return typer.Option(name, help=help, metavar=metavar, parser=read)


# Text stands without quotes, however many words it has.
Text = Annotated[list[str] | None, typer.Argument(metavar="TEXT…", show_default=False)]
Title = Annotated[list[str] | None, typer.Argument(metavar="TITLE…", show_default=False)]
Ref = Annotated[str, typer.Argument(metavar="REF", show_default=False, help="A reference, such as A7.")]
Refs = Annotated[list[str], typer.Argument(metavar="REF…", show_default=False, help="References, such as A7 A8.")]
AccountName = Annotated[str, typer.Argument(metavar="ACCOUNT", show_default=False, help="An account, such as acme.")]
PersonName = Annotated[str, typer.Argument(metavar="PERSON", show_default=False, help="One of ours, such as @sam.")]

At = Annotated[str | None, typer.Option("--at", metavar="TIME", help="When it happened: 14:05, -20m, yesterday 9:00.")]
Due = Annotated[str | None, typer.Option("--due", metavar="TIME", help="When it is owed: 14:00, fri 17:00, +2h, eod.")]
Why = Annotated[str | None, typer.Option("--why", metavar="TEXT", help="The reason; it is kept.")]
# Needed, but not by the parser: --recover may bring it.
NeededWhy = Annotated[
    str, typer.Option("--why", metavar="TEXT", help="The reason; it is kept.  [required]", show_default=False)
]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who did or said it: @sam, or a contact.")]
Owner = Annotated[str | None, typer.Option("--owner", metavar="NAME", help="Who carries it: @sam, or a contact.")]
Customer = Annotated[
    str | None, typer.Option("--customer", "-c", metavar="TEXT", help="What the customer may read of it.")
]
Safe = Annotated[bool, typer.Option("--safe", help="The customer may read this very text.")]
Evidence = Annotated[
    str | None, typer.Option("--evidence", metavar="TEXT", help="Where one can see it: a link, a file.")
]
SourceLink = Annotated[
    str | None,
    typer.Option("--source", metavar="SYSTEM:ID", help="Its identity in another system; never written twice."),
]

AudienceLabel = Annotated[Audience | None, option(Audience, "--audience", help="Who may read it.")]
CertaintyOption = Annotated[Certainty | None, option(Certainty, "--certainty", help="What we know about it.")]
EntryKindOption = Annotated[EntryKind | None, option(EntryKind, "--kind", help="What the entry tells.")]
SeverityOption = Annotated[
    Severity | None, option(Severity, "--sev", "--severity", help="How badly the customer is hurt.")
]

FormatOption = Annotated[Format | None, option(Format, "--format", help="The shape of the answer.")]

# The options of every command, by their name in Options.
_COMMON: dict[str, Any] = {
    "escalation": Annotated[
        str | None, typer.Option("-e", "--escalation", metavar="E14|ACCOUNT", help="The escalation to act on.")
    ],
    "as_json": Annotated[bool, typer.Option("--json", help="Answer with whole records, as JSON.")],
    "quiet": Annotated[bool, typer.Option("-q", "--quiet", help="Say nothing; answer with references only.")],
    "tz": Annotated[str | None, typer.Option("--tz", metavar="ZONE", help="Read and show times in another zone.")],
    "debug": Annotated[bool, typer.Option("--debug", help="Show the traceback of a fault of ours.")],
}
# How they are typed, and whether they take no value. Typer keeps the first of the names where a default would be.
_TYPED = {
    name: kind.__origin__ is bool
    for kind in _COMMON.values()
    for name in (kind.__metadata__[0].default, *kind.__metadata__[0].param_decls)
}
# The options of the commands that take a text, be it that of an option alone, and of those that take a name.
_OF_TEXT = Annotated[bool, typer.Option("--recover", help="Take up the text that was saved last.")]
_OF_NAMES = Annotated[bool, typer.Option("--new", help="An unknown name is someone new, whomever it resembles.")]
_NAMES = frozenset({"by", "owner", "person", "sponsor", "to", "whom", "sender", "approver", "agreed_by"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """The options that say who may read a text, and in which words."""

    customer: Customer = None
    safe: Safe = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """The options of every command that tells the timeline something."""

    at: At = None
    customer: Customer = None
    safe: Safe = False
    audience: AudienceLabel = None
    by: By = None
    evidence: Evidence = None
    source: SourceLink = None

    @property
    def label(self) -> dict[str, Any]:
        return {"customer": self.customer, "safe": self.safe, "audience": self.audience}


def leading(arguments: Sequence[str]) -> int:
    """How many arguments before the first word of a command are common options and their values."""
    place = 0
    while place < len(arguments) and (name := arguments[place].partition("=")[0]) in _TYPED:
        place += 1 if _TYPED[name] or name != arguments[place] else 2
    return place


def spoken(command: Callable[..., None]) -> Callable[..., None]:
    """The command as Typer sees it: without the room, with groups of options spread out, and the common ones added."""
    own = list(inspect.signature(command, eval_str=True).parameters.values())[1:]
    groups: dict[str, Any] = {one.name: one.annotation for one in own if is_dataclass(one.annotation)}
    told = [one for parameter in own for one in _spread(parameter)]
    common = _common(told)
    needs_why = any(one.annotation == NeededWhy for one in told)
    spread = [one.replace(default=None) if one.annotation == NeededWhy else one for one in told]

    @functools.wraps(command)
    def speak(context: typer.Context, **given: Any) -> None:
        if context.invoked_subcommand is not None:
            return
        room: Room = context.obj
        room.take(Options(**{name: given.pop(name) for name in common}))
        if room.options.recover:
            from warroom.cli.typed import take_up

            take_up(room, context.command, given)
        if needs_why and given["why"] is None:
            raise WrongUsage("Missing option '--why'.", f"See  {context.command_path} --help")
        for name, group in groups.items():
            given[name] = group(**{field.name: given.pop(field.name) for field in fields(group)})
        command(room, **given)

    parameters = [_parameter("context", typer.Context, inspect.Parameter.empty), *spread, *_defaults(common)]
    # Typer asks for both: the signature for the order and the defaults, the annotations for the kinds.
    speak.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    speak.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return speak


def _parameter(name: str, kind: Any, default: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)


def _spread(parameter: inspect.Parameter) -> list[inspect.Parameter]:
    """A group of options as its options; any other parameter as it is."""
    group = parameter.annotation
    if not is_dataclass(group):
        return [_parameter(parameter.name, group, parameter.default)]
    kinds = get_type_hints(group, include_extras=True)
    return [_parameter(field.name, kinds[field.name], field.default) for field in fields(group)]


def _defaults(common: dict[str, Any]) -> list[inspect.Parameter]:
    usual = Options()
    return [_parameter(name, kind, getattr(usual, name)) for name, kind in common.items()]


def _is_prose(parameter: inspect.Parameter) -> bool:
    return any(getattr(told, "metavar", None) == "TEXT" for told in getattr(parameter.annotation, "__metadata__", ()))


def _common(own: list[inspect.Parameter]) -> dict[str, Any]:
    added = dict(_COMMON)
    if any(one.annotation in (Text, Title) or _is_prose(one) for one in own):
        added["recover"] = _OF_TEXT
    if _NAMES & {one.name for one in own}:
        added["new"] = _OF_NAMES
    return added
