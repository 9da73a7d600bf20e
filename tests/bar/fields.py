"""Every field of the command line, taken from the command tree itself, each in a line that is otherwise right."""

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import typer

from tests.bar.arranged import arranged
from tests.story import Terminal
from warroom.cli.app import WordGroup, tree

# What the examples of the help stand for here: records that are in the right state for their verb.
RIGHT: dict[str, list[str]] = {
    "accept": ["E2"], "decline": ["E2", "--why", "x"], "sent": ["internal"], "approve": ["internal"],
    "scan": ["--rules"],
    "send": ["internal", "--yes", "--to", "@sam"], "verify": ["A3"], "unblock": ["A2"],
    "stable": ["-e", "E5", "--why", "x"], "relapse": ["-e", "E3", "--why", "x"], "reopen": ["-e", "E4", "--why", "x"],
    "amend": ["T2", "--why", "x", "reworded"], "close": ["--force", "--why", "x"], "team drop": ["@ines"],
    "config": ["user", "sam"], "template check": ["customer"], "contact edit": ["acme", "dana", "Dana", "Cho"],
    "edit": ["--product", "exports"], "sev": ["1", "--why", "x"], "postmortem": [],
    "answer": ["Q2", "--agree"], "skip": ["internal", "--why", "x", "--next", "fri"], "cadence": ["customer", "60m"],
    "give": ["P2", "--agreed", "call"], "owe": ["acme"], "due": [], "deliver": ["Q1"],
    "release": ["P1", "--by", "dana"], "missed": ["P3", "--why", "x"],
    "exit": [], "exit agree": ["X1", "--by", "dana"], "exit met": ["X2"],
    "exit waive": ["X2", "--by", "dana", "--why", "x"],
    "deescalate": ["-e", "E3", "--agreed-by", "dana", "--monitor", "5d", "--force", "--why", "x"],
    "ruleout": ["H1", "--why", "x"], "withdraw": ["Q2", "--why", "x"],
    "person add": ["@lee", "Lee", "Roe"], "db upgrade": [], "done": ["A1"],
    "account show": ["acme"], "account edit": ["acme", "Acme"], "list": [], "actions": [], "timeline": [],
}  # fmt: skip
COMMON = ("as_json", "quiet", "debug", "recover", "new")


# The fields of a line by their names: the option, None for an argument; and its values, None for those of a flag.
Line = dict[str, tuple[str | None, list[str] | None]]


@dataclass(frozen=True)
class Field:
    """An option or argument that takes a value, and the line of its command that is right without it."""

    command: str
    name: str
    names: tuple[str, ...]  # by which a message may call it
    option: str | None
    line: "Line"

    def typed(self, value: str) -> list[str]:
        """The words of a line with this value in this field."""
        every = {**self.line, self.name: (self.option, [value])}
        return [*self.command.split(), *said(every)]


def said(line: Line) -> list[str]:
    """The words of a line: options first, then what could be taken for one."""
    flags = [option for option, values in line.values() if option and values is None]
    options = [f"{option}={one}" for option, values in line.values() if option for one in values or ()]
    words = [one for option, values in line.values() if option is None for one in values or ()]
    return [*flags, *options, *(["--"] if words else []), *words]


def commands(group: Any = None, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Every command with the words that say it."""
    group = group or tree()
    if not isinstance(group, WordGroup):
        yield " ".join(path), group
        return
    if path and group.params:
        yield " ".join(path), group
    for word in group.list_commands(typer.Context(group)):
        yield from commands(group.get_command(typer.Context(group), word), (*path, word))


def right_words(path: str, command: Any) -> list[str]:
    """The words of a line that is right: those of the help's own example."""
    if path in RIGHT:
        return RIGHT[path]
    example = (command.help or "").partition("Example:")[2].strip().splitlines()
    return shlex.split(example[0])[1 + len(path.split()) :] if example else []


def right_line(path: str, command: Any) -> Line:
    """The example of a command as its fields: those that are positional or needed."""
    context = command.make_context(path, list(right_words(path, command)), resilient_parsing=True)
    line: Line = {}
    for parameter in command.params:
        value, option = context.params.get(parameter.name), option_of(parameter)
        if value in (None, False, []) or parameter.name in ("tz", "next_update", *COMMON):
            continue
        if option is None or is_needed(parameter) or path in RIGHT:
            values = [str(one) for one in (value if isinstance(value, list | tuple) else [value])]
            line[parameter.name] = (option, None if is_flag(parameter) else values)
    return line


def is_needed(parameter: Any) -> bool:
    """Whether it has to be given, by the line or by --recover."""
    return bool(parameter.required) or (parameter.help or "").endswith("[required]")


def is_flag(parameter: Any) -> bool:
    return bool(getattr(parameter, "is_flag", False))


def option_of(parameter: Any) -> str | None:
    """The long name of an option; None for an argument."""
    return None if parameter.param_type_name == "argument" else max(parameter.opts, key=len)


def fields() -> list[Field]:
    """Every field of every command that takes a value."""
    found = []
    for path, command in commands():
        line = right_line(path, command)
        for parameter in command.params:
            if not is_flag(parameter):
                names = (*parameter.opts, str(parameter.metavar), parameter.name.upper())
                found.append(Field(path, parameter.name, names, option_of(parameter), line))
    return found


def stage(terminal: Terminal) -> None:
    """Escalations and actions in each state in which a verb takes them; E1 is in hand."""
    terminal.extra["WARROOM_ESCALATION"] = "E1"
    lines = (
        "open acme Exports stopped --impact-start 02:10 --detected 02:14 --by dana",  # E1
        "log A first note", "impact Claims are late --figure 7",
        "open borealis Login slow --request", "open cirrus Sync broken", "restore -e E3", "open delta Import broken",
        "close -e E4 --force --why x", "open echo Unhappy --kind relationship",
        "do Stop the retries", "do Ask", "block A2 --why x", "do Check", "done A3", "do Tell",
        "promise It runs again --to dana --owner @sam --due fri --agreed chat",
        "promise It runs again --to dana --owner @sam --due fri",
        "promise It runs again --to dana --owner @sam --due +5m --agreed chat",
        "ask A report --by dana", "answer Q1 --instead later", "ask A call --by dana", "suspect A full disk",
        "exit add A report", "exit add Five clean runs --agreed-by dana",
        "person add @sam Sam Okafor --email sam@example.com", "config delivery_command true",
        "person add @ines Ines Lund", "team add @ines --role expert", "update internal",
    )  # fmt: skip
    now, terminal.now = terminal.now, "2026-11-20T07:40:00Z"
    arranged(terminal, [tuple(shlex.split(line)) for line in lines])
    terminal.now = now  # an hour later P3 is due
