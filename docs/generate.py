"""The pages that are written from the code: commands.md, the tables of the others, the schemas.

Run it after a command, an exit code, a time form or a record has changed; a test fails until then.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import typer
from shapes import SCHEMAS
from tables import BERLIN, NOW, defaults, first_words, rhythms, states, table

from warroom import errors
from warroom.cli.app import FAMILIES, tree
from warroom.errors import Exit, InvalidValue, WarroomError
from warroom.output.scanning import rule_record
from warroom.scan import Own, Rule, every_rule
from warroom.times import written
from warroom.times.reading import elapsed, read_due, read_duration, read_happened
from warroom.vocabulary import Audience

DOCS = Path(__file__).parent

# The commands


def commands() -> str:
    """commands.md: every command by family, with what it takes."""
    every = {name: command for names in FAMILIES.values() for name, command in _spoken(names)}
    shared = set.intersection(*({option.name for option in _options(one)} for one in every.values()))
    first = next(iter(every.values()))
    page = [
        "# Commands\n\nWritten from the help texts by `docs/generate.py`. `warroom COMMAND --help` says the same."
        " A choice may be shortened as long as it is unambiguous, and a text needs no quotes.\n",
        "## What every command takes\n",
        *_listed(tree(), [option for option in _options(first) if option.name in shared]),
    ]
    for family, names in FAMILIES.items():
        page.append(f"## {family}\n")
        for name, command in _spoken(names):
            own = [option for option in _options(command) if option.name not in shared]
            page += [f"### warroom {name}\n", *_told(name, command), *_listed(command, own)]
    return "\n".join(page).rstrip() + "\n"


def _spoken(names: Iterable[str]) -> Iterator[tuple[str, Any]]:
    """The commands of these words, each with the words that say it."""
    root = tree()
    here = typer.Context(root)
    for name in names:
        command = root.get_command(here, name)
        below = command.list_commands(here) if hasattr(command, "families") else []
        if not below or command.invoke_without_command:
            yield name, command
        yield from ((f"{name} {word}", command.get_command(here, word)) for word in below)


def _options(command: Any) -> list[Any]:
    return [one for one in command.get_params(_place(command)) if one.param_type_name == "option"]


def _place(command: Any) -> typer.Context:
    return typer.Context(command, **command.context_settings)


def _told(name: str, command: Any) -> list[str]:
    said, _, example = command.help.strip().partition("Example: ")
    pieces = [one for one in command.collect_usage_pieces(_place(command)) if one not in ("COMMAND", "[ARGS]...")]
    usage = " ".join(["warroom", name, *pieces]).replace("{", "").replace("}", "").replace("…]...", "…]")
    return [f"{' '.join(said.split())}\n", f"```text\n{usage}\n```\n", f"Example: `{' '.join(example.split())}`\n"]


def _listed(command: Any, options: list[Any]) -> list[str]:
    words = [(one.metavar, one.help) for one in command.params if one not in _options(command) and one.help]
    rows = [*words, *(option.get_help_record(_place(command)) for option in options)]
    cells = [(names.replace("|", "\\|"), said.replace("|", "\\|")) for names, said in rows]
    return [table("option | meaning", ((f"`{names}`", said) for names, said in cells))] if cells else []


# The exit codes and the kinds of error

_MEANINGS = {
    Exit.DONE: "done; also an empty listing",
    Exit.FOUND: "a check found something",
    Exit.USAGE: "wrong usage, or a value that is not valid; nothing was written",
    Exit.NOT_FOUND: "not found, or ambiguous",
    Exit.REFUSED: "refused by a rule; every reason is listed with the way out",
    Exit.BUSY: "the store is busy; nothing was written",
    Exit.STORE: "the store cannot be used: missing, damaged, not ours, newer, read-only, full",
    Exit.INPUT: "input that cannot be read; every bad line is named, nothing was written",
    Exit.DELIVERY: "delivery failed or is partial",
    Exit.TEMPLATE: "a template is missing, broken or forbidden",
    Exit.FAULT: "a fault of warroom",
    Exit.UNANSWERED: "done, but the answer could not be written",
    Exit.HANGUP: "the terminal hung up",
    Exit.INTERRUPTED: "interrupted",
    Exit.CLOSED_PIPE: "whoever read the answer stopped reading",
    Exit.TERMINATED: "terminated",
}


def exits() -> str:
    """The table of exit codes."""
    return table("exit | meaning", ((int(code), _MEANINGS[code]) for code in Exit), head="--: | ---")


def kinds() -> str:
    """The table of what ``kind`` can be in an error; of a store it can also be more exact."""
    every: list[type[WarroomError]]
    every = [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, WarroomError)]
    rows = [(f"`{one.kind}`", int(one.exit), (one.__doc__ or "").splitlines()[0]) for one in every[1:] + every[:1]]
    rows[-1] = (*rows[-1][:2], "A fault of warroom.")
    return table("kind | exit | meaning", rows, head="--- | --: | ---")


# The times

AT = (
    "now", "13:05", "14:05", "9:00:30", "yesterday", "yesterday 14:05", "today 9:00", "mon", "mon 09:00", "19 nov",
    "21 nov 14:05", "21 nov 2025 14:05", "-20m", "20m ago", "-1h30m", "2d ago", "~13:05", "2026-11-20T09:40Z",
    "2026-11-20T09:40:00+01:00", "2026-11-20 09:40", "2026-11-19", "2026-10",
)  # fmt: skip
DUE = (
    "14:00", "14:01", "9:00", "fri", "fri 17:00", "mon", "today", "tomorrow", "tomorrow 9:00", "21 nov", "19 nov",
    "21 nov 2025 14:00", "+2h", "in 2h", "2h", "1h30m", "eod", "2d", "2w", "1bd", "5bd", "2026-11-21T09:40Z",
    "2026-11-21 09:40", "2026-11-21", "2026-11-01",
)  # fmt: skip
CHANGES = ("2026-03-29 02:30", "2026-10-25 02:30", "2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00")
LENGTHS = ("30m", "8h", "1h30m", "2d", "1d12h", "2w")
REFUSED = (
    "2026-11-20 14:06", "7", "03/04/2026", "3.4.2026", "2026-W47", "2026-1-2", "2mo ago", "5bd ago", "30s ago", "-5M",
    "2pm", "0m ago", "before lunch",
)  # fmt: skip
NOT_DUE = ("2026-11", "2mo", "20m ago", "in 4000d")


def at() -> str:
    """What each form of --at means."""
    return table("typed | means", ((f"`{one}`", written(_happened(one), BERLIN, now=NOW)) for one in AT))


def due() -> str:
    """What each form of --due means."""
    rows = ((f"`{one}`", written(_owed(one), BERLIN, now=NOW)) for one in DUE)
    return table("typed | means", rows)


def changes() -> str:
    """Times that a clock change skips or doubles."""
    told = ((one, _owed(one)) for one in CHANGES)
    rows = ((f"`{one}`", written(time, BERLIN, now=NOW), " ".join(time.notes) or "nothing") for one, time in told)
    return table("typed | means | said", rows)


def lengths() -> str:
    """Lengths of time."""
    return table("typed | means", ((f"`{one}`", elapsed(read_duration(one, field="--monitor"))) for one in LENGTHS))


def refused() -> str:
    """What is refused, and why."""
    tried = [("--at", one, _happened) for one in REFUSED] + [("--due", one, _owed) for one in NOT_DUE]
    rows = ((f"`{option}`", f"`{one}`", _refusal(one, read, option)) for option, one, read in tried)
    return table("option | typed | why it is refused", rows)


def _refusal(typed: str, read: Callable[[str], Any], option: str) -> str:
    try:
        read(typed)
    except InvalidValue as error:
        return error.message.removeprefix(f"{option}: ")
    raise AssertionError(f"{typed} is read")


def _owed(typed: str) -> Any:
    return read_due(typed, now=NOW, zone=BERLIN)


def _happened(typed: str) -> Any:
    return read_happened(typed, now=NOW, zone=BERLIN)


# The rules of the scan


def scan_rules() -> str:
    """Every rule of the scan: levels by reader, what it looks for, why, source, an example on either side."""
    return "\n".join(_rule(rule) for rule in every_rule())


def _rule(rule: Rule) -> str:
    levels = ((reader, rule_record(rule, Own(), reader)["level"]) for reader in _READERS)
    told = "; ".join(f"{reader}: {level}" for reader, level in levels if level != "off")
    lines = [
        f"### {rule.id}: {rule.title}\n",
        f"Level: {told}. Source: {rule.source}.\n",
        f"Looks for {rule.looks_for}.\n",
        f"{rule.why} {rule.way_out}\n",
        f"- Found in: {_example(rule.fires)}",
        *([f"- Not in: {_example(rule.clean)}"] if rule.clean else []),
    ]
    return "\n".join(lines) + "\n"


def _example(text: str) -> str:
    words = " ".join(text.split())
    shown = words if len(words) <= 220 else f"{words[:200]} …"
    return f"``{shown}``"


_READERS = (Audience.CUSTOMER, Audience.EXECUTIVE, Audience.INTERNAL)


# Where it all stands

# Each table stands in its page between two marks with its name.
TABLES: dict[str, tuple[Callable[[], str], ...]] = {
    "scripting.md": (exits, kinds),
    "scan.md": (scan_rules,),
    "sending.md": (rhythms, defaults, first_words, states),
    "times.md": (at, due, changes, lengths, refused),
}


def pages() -> dict[Path, str]:
    """Every generated file with what should stand in it."""
    schemas = {DOCS / "schemas" / f"{name}.json": json.dumps(one, indent=2) + "\n" for name, one in SCHEMAS.items()}
    return {DOCS / "commands.md": commands(), **{DOCS / name: _filled(name) for name in TABLES}, **schemas}


def _filled(name: str) -> str:
    """A page written by hand, with its tables as they are now."""
    page = (DOCS / name).read_text(encoding="utf-8")
    for made in TABLES[name]:
        mark = f"<!-- {made.__name__} -->\n"
        before, _, after = page.split(mark)
        page = f"{before}{mark}{made()}{mark}{after}"
    return page


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
