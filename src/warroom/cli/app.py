"""The tree of words: what one can say, by family. Each word is looked up when it is said, so that a command loads
neither the modules of the others nor their options."""

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command_from_info
from typer.models import CommandInfo

from warroom.cli import boundary
from warroom.cli.params import leading, spoken
from warroom.cli.room import Room

# Word → where its function stands; a nested table is a noun with its own words, "" the noun alone.
Words = dict[str, Any]

FAMILIES: dict[str, Words] = {
    "Look": {
        "list": "looking:list_",
        "show": "looking:show",
        "timeline": "looking:timeline",
        "actions": "looking:actions",
        "due": "clocks:due",
        "owe": "clocks:owe",
        "promises": "promises:promises",
        "requests": "requests:requests",
        "hypotheses": "suspects:hypotheses",
        "updates": "looking:updates",
        "find": "looking:find",
    },
    "Lifecycle": {
        "open": "opening:open_",
        "use": "opening:use",
        "ack": "lifecycle:ack",
        "accept": "opening:accept",
        "decline": "opening:decline",
        "edit": "terms:edit",
        "link": "terms:link",
        "sev": "judgement:sev",
        "level": "judgement:level",
        "rag": "judgement:rag",
        "trend": "judgement:trend",
        "wait": "judgement:wait",
        "own": "lifecycle:own",
        "mitigate": "lifecycle:mitigate",
        "restore": "lifecycle:restore",
        "stable": "lifecycle:stable",
        "deescalate": "exits:deescalate",
        "relapse": "lifecycle:relapse",
        "close": "lifecycle:close",
        "reopen": "lifecycle:reopen",
    },
    "Facts": {
        "log": "facts:log",
        "amend": "facts:amend",
        "impact": "facts:impact",
        "estimate": "facts:estimate",
        "said": "requests:said",
        "suspect": "suspects:suspect",
        "support": "suspects:support",
        "ruleout": "suspects:ruleout",
        "cause": "facts:cause",
        "decide": "facts:decide",
    },
    "Work": {
        "do": "work:do",
        "start": "work:start",
        "done": "work:done",
        "verify": "work:verify",
        "block": "work:block",
        "unblock": "work:unblock",
        "move": "work:move",
        "assign": "work:assign",
        "drop": "work:drop",
    },
    "Promises and answers": {
        "promise": "promises:promise",
        "give": "promises:give",
        "kept": "promises:kept",
        "missed": "promises:missed",
        "release": "promises:release",
        "ask": "requests:ask",
        "need": "requests:need",
        "answer": "requests:answer",
        "deliver": "requests:deliver",
        "withdraw": "requests:withdraw",
    },
    "Say": {
        "cadence": "clocks:cadence",
        "skip": "clocks:skip",
        "update": "say:update",
        "scan": "scanning:scan",
        "approve": "sending:approve",
        "sent": "sending:sent",
        "send": "sending:send",
        "brief": "say:brief",
        "postmortem": "say:postmortem",
    },
    "Exit": {
        "exit": {
            "": "exits:exit_",
            "add": "exits:exit_add",
            "agree": "exits:exit_agree",
            "met": "exits:exit_met",
            "waive": "exits:exit_waive",
        },
    },
    "People and accounts": {
        "team": {"": "people:team", "add": "people:team_add", "drop": "people:team_drop"},
        "person": {"add": "people:person_add", "edit": "people:person_edit"},
        "people": "people:people",
        "contact": {"add": "people:contact_add", "edit": "people:contact_edit"},
        "contacts": "people:contacts",
        "account": {"add": "accounts:account_add", "edit": "accounts:account_edit", "show": "accounts:account_show"},
        "accounts": "accounts:accounts",
    },
    "House": {
        "template": {
            "list": "template:template_list",
            "show": "template:template_show",
            "copy": "template:template_copy",
            "check": "template:template_check",
        },
        "config": "house:config",
        "completion": "completion:completion",
        "db": {"upgrade": "house:db_upgrade", "status": "house:db_status"},
    },
}

# What ``warroom`` does without a word.
ALONE = "list"

# The few settings of Typer: no Rich in help (it doubles its time), -h as well as --help.
_CONTEXT: dict[str, Any] = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@cache  # it is asked for to parse a line, to complete it and to say what was typed
def command_of(word: str, place: str) -> TyperCommand:
    """The command whose function stands at ``module:function``."""
    module, _, name = place.partition(":")
    function = getattr(import_module(f"warroom.cli.commands.{module}"), name)
    info = CommandInfo(word, callback=spoken(function), context_settings=_CONTEXT)
    command = get_command_from_info(info, pretty_exceptions_short=False, rich_markup_mode=None)
    assert isinstance(command, TyperCommand)
    return command


class WordGroup(TyperGroup):
    """A table of words that makes a command only when its word is said."""

    def __init__(self, name: str, families: dict[str, Words], *, alone: TyperCommand | None = None, help: str) -> None:
        super().__init__(
            name=name,
            help=help,
            rich_markup_mode=None,
            invoke_without_command=alone is not None,
            callback=alone and alone.callback,
            params=alone.params if alone else [],
            context_settings=_CONTEXT,
        )
        self.families = families

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        return [word for words in self.families.values() for word in words if word]

    def get_command(self, ctx: typer.Context, cmd_name: str) -> Any:  # type: ignore[override]
        for words in self.families.values():
            if place := words.get(cmd_name):
                return group_of(cmd_name, place) if isinstance(place, dict) else command_of(cmd_name, place)
        return None

    def format_commands(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]
        """The words by family, each with the first sentence of its help."""
        for family, words in self.families.items():
            rows = [(word, self.get_command(ctx, word).get_short_help_str(200)) for word in words if word]
            with formatter.section(family):
                formatter.write_dl(rows)


# What a noun keeps, where that is not the noun with an s.
_KEPT = {"person": "people", "db": "the store"}


def group_of(noun: str, words: Words) -> WordGroup:
    """A noun with its own words, such as ``team add``."""
    alone = command_of(noun, words[""]) if "" in words else None
    listed = ", ".join(f"{noun} {word}" for word in words if word)
    return WordGroup(
        noun,
        {"Words": words},
        alone=alone,
        help=alone.help or "" if alone else f"Keep {_KEPT.get(noun, f'{noun}s')}: {listed}.",
    )


def tree() -> WordGroup:
    """The whole command line."""
    return WordGroup("warroom", FAMILIES, help=_HELP)


_HELP = """An incident war room for people who take over a customer relationship in distress.

Example: warroom open acme Nightly export stopped --sev 1 --impact-start 02:10
"""


def run(room: Room, arguments: Sequence[str]) -> int:
    """Carry out one command line; the exit code."""
    return boundary.within(room, arguments, lambda: _speak(room, arguments), lambda: said(in_order(arguments)))


def said(arguments: Sequence[str]) -> tuple[Any, Sequence[str]]:
    """The command that a line means, and the words that follow it; a line that means none is the tree's own."""
    command: Any = tree()
    for place, word in enumerate(arguments):
        below = command.get_command(typer.Context(command), word) if isinstance(command, WordGroup) else None
        if below is None:
            return command, arguments[place:]
        command = below
    return command, ()


def in_order(arguments: Sequence[str]) -> list[str]:
    """The line as Typer reads it: common options before the command go behind its words, no word at all is ALONE."""
    options, rest = arguments[: leading(arguments)], arguments[leading(arguments) :]
    if not rest or (rest[0].startswith("-") and arguments[0] not in _CONTEXT["help_option_names"]):
        return [ALONE, *arguments]
    words = max(1, len(rest) - len(said(rest)[1])) if options else 0
    return [*rest[:words], *options, *rest[words:]]


def _speak(room: Room, arguments: Sequence[str]) -> None:
    boundary.refuse_unspeakable(arguments)
    root = tree()
    # Not Typer's own main: it ends the process itself on a closed pipe, and prints errors its own way.
    with root.make_context("warroom", in_order(arguments), obj=room) as context:
        root.invoke(context)
