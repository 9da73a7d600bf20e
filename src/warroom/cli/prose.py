"""The prose of a command line: its text and the options that hold one, read even where the line is refused."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import typer

from warroom.cli.quoting import lines

# What a parameter that holds prose is called in help; the first is the main text, with or without quotes.
_MAIN = ("TEXT…", "TITLE…")
_OPTION = "TEXT"
_OF_THE_ANSWER = frozenset(["--recover", "--quiet", "--json", "--debug", "--format", "--yes"])
# In a saved text each option stands under its name, after the main text.
_LABEL = re.compile(r"\[(--[a-z-]+)\]")
_LIKE_LABEL = re.compile(r"^(?=\\*\[--[a-z-]+\]$)", re.MULTILINE)
_BACKSLASH = r"\\"
_ESCAPED = re.compile(r"^\\(?=\\*\[--[a-z-]+\]$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Prose:
    """What was typed as text: the main one, and those of options by their long names."""

    text: str = ""
    options: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.text.strip() or self.options)

    def holds(self, other: "Prose") -> bool:
        """Whether nothing of ``other`` would be lost with it."""
        kept = other.text.strip() in ("", self.text.strip())
        return kept and all(self.options.get(name) == words for name, words in other.options.items())

    def written(self) -> str:
        """As it is saved: the main text as it is, then ``[--customer]`` and its words, and so on."""
        blocks = [f"[{name}]\n{_escaped(words)}" for name, words in self.options.items()]
        return "\n\n".join([_escaped(self.text), *blocks] if self.text else blocks)


def _escaped(words: str) -> str:
    return _LIKE_LABEL.sub(_BACKSLASH, words)


def read(saved: str) -> Prose:
    """What was saved, by its blocks; a text that was saved alone, or by hand, is the main one."""
    blocks: list[tuple[str, list[str]]] = [("", [])]
    for line in saved.split("\n"):
        if label := _LABEL.fullmatch(line):
            blocks.append((label[1], []))
        else:
            blocks[-1][1].append(line)
    words = [_ESCAPED.sub("", "\n".join(lines)) for _, lines in blocks]
    # An empty line stands between a block and the label of the next.
    main, *others = [*(one.removesuffix("\n") for one in words[:-1]), words[-1]]
    return Prose(main, dict(zip((name for name, _ in blocks[1:]), others, strict=True)))


def typed(command: Any, words: Sequence[str]) -> Prose:
    """The prose among the words that follow a command, however little of the rest can be read."""
    meant = lines(command, words)
    given = _leniently(command, meant[0] if len(meant) == 1 else words)
    told = {option: given.get(name) for option, name in options_of(command).items()}
    options = {option: words for option, words in told.items() if isinstance(words, str) and words.strip()}
    return Prose(" ".join(_main(command, given)), options)


def options_beside(command: Any, words: Sequence[str]) -> list[str]:
    """The options, as they were typed, that are no prose: a saved text does not hold them."""
    names = {name: one for one in command.params if one.param_type_name == "option" for name in one.opts}
    typed = [word.partition("=")[0] for word in words[: words.index("--") if "--" in words else None]]
    told = [word for word in typed if word in names and names[word].metavar != _OPTION]
    return [word for word in dict.fromkeys(told) if not _OF_THE_ANSWER.intersection(names[word].opts)]


def takes_text(command: Any) -> bool:
    """Whether a command has a main text."""
    return bool(mains(command))


def mains(command: Any) -> list[str]:
    """What holds the words of the main text."""
    return [one.name for one in command.params if one.metavar in _MAIN]


def options_of(command: Any) -> dict[str, str]:
    """What holds the words of each option that takes a text, by its long name."""
    return {max(one.opts, key=len): one.name for one in command.params if one.metavar == _OPTION}


def main_words(command: Any, words: Sequence[str]) -> list[str] | None:
    """The words of the main text; None when the command takes none."""
    return _main(command, _leniently(command, words)) if takes_text(command) else None


def _main(command: Any, given: Mapping[str, Any]) -> list[str]:
    return [word for one in command.params if one.metavar in _MAIN for word in given.get(one.name) or ()]


def _leniently(command: Any, words: Sequence[str]) -> dict[str, Any]:
    """What each parameter was given. What the parser would stumble over is text to it, or left out."""
    context = typer.Context(command)
    parameters = [one for one in command.get_params(context) if one.param_type_name == "option"]
    options = {name: one for one in parameters for name in one.opts}
    masked = [f"\0{word}" if _is_no_option(word, options) else word for word in words]
    if masked and masked[-1] in options and not options[masked[-1]].is_flag:
        masked.pop()  # its value was never typed
    read = command.make_context(None, masked, resilient_parsing=True, ignore_unknown_options=True)
    return {name: _unmasked(value) for name, value in read.params.items()}


def _is_no_option(word: str, options: Mapping[str, Any]) -> bool:
    """Whether a word only looks like one: of -she the parser would take -e, and the next word for its value."""
    name, equals, _ = word.partition("=")
    if word.startswith("--"):
        return bool(equals and name in options and options[name].is_flag)
    return len(word) > 1 and word.startswith("-") and word[:2] not in options


def _unmasked(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_unmasked(one) for one in value]
    return value.removeprefix("\0") if isinstance(value, str) else value
