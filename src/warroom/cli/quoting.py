"""A line whose text stood outside quotation marks, as it has to be typed."""

import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

# What the value of an option is called in help where it may have several words.
_WORDY = frozenset({"TEXT", "NAME", "TIME"})
# Words for the customer, and those that pass a check, are told on purpose or not at all.
_NEVER_MEANT = frozenset({"--customer", "--override"})
_REFERENCE = re.compile(r"[A-Za-z][0-9]+")


@dataclass(frozen=True, slots=True)
class _Part:
    """An option and the words that follow it, up to the next one; the first words of a line follow none."""

    name: str = ""
    value: str | None = None  # of an option that takes a single word
    is_wordy: bool = False
    words: list[str] = field(default_factory=list)

    @property
    def spare(self) -> list[str]:
        """Its words without the one that the parser takes for its value."""
        return self.words[1:] if self.is_wordy else self.words

    def typed(self) -> list[str]:
        value = " ".join(self.words) if self.is_wordy else self.value
        return [] if not self.name else [self.name] if value is None else _option(self.name, value)


def lines(command: Any, words: Sequence[str]) -> list[list[str]]:
    """What was meant by the words that follow a command, when there are more than it takes: one line for each option
    that can hold them, as arguments. None where every word has its place, or nobody can tell which it is."""
    places = [one for one in command.params if one.param_type_name == "argument"]
    parts = _parts(command, words)
    if any(one.nargs != 1 for one in places) or sum(len(part.spare) for part in parts) <= len(places):
        return []
    plain = [word for part in parts if not part.is_wordy for word in part.words]
    first = plain[: len(places)] or _taken(parts, sum(one.required for one in places))
    loose = plain[len(places) :]
    line = [*first, *(word for part in parts for word in part.typed())]
    if not loose:
        return [line]
    if all(_REFERENCE.fullmatch(word) for word in loose):
        return []
    return [[*line, *_option(name, " ".join(loose))] for name in _holding(command, parts)]


def as_typed(path: str, found: Sequence[Sequence[str]]) -> str:
    """The lines of a command, as they can be copied."""
    return "  or  ".join(f"{path} {shlex.join(line)}" for line in found)


def _parts(command: Any, words: Sequence[str]) -> list[_Part]:
    """A line by its options. None of it where an option is written in a way that only the parser knows."""
    options = {name: one for one in command.params if one.param_type_name == "option" for name in one.opts}
    parts, rest = [_Part()], list(words)
    while rest:
        word = rest.pop(0)
        name, equals, value = word.partition("=")
        if word == "--":
            parts[-1].words.extend(rest)
            break
        if name in options:
            if equals:
                rest.insert(0, value)
            parts.append(_begun(name, options[name], rest))
        elif word.startswith("-") and word != "-":
            return []
        else:
            parts[-1].words.append(word)
    return parts


def _begun(name: str, option: Any, rest: list[str]) -> _Part:
    """An option as it begins; its value, if it takes one, leaves the rest of the line."""
    value = rest.pop(0) if rest and not option.is_flag else None
    if option.metavar in _WORDY and value is not None:
        return _Part(name, is_wordy=True, words=[value])
    return _Part(name, value)


def _taken(parts: Sequence[_Part], count: int) -> list[str]:
    """The last words of an option, where nothing else stands in the places that a command needs filled."""
    long = [part.words for part in parts if len(part.spare) > count]
    if not count or not long:
        return []
    words = long[-1][-count:]
    del long[-1][-count:]
    return words


def _option(name: str, value: str) -> list[str]:
    return [f"{name}={value}"] if value.startswith("-") else [name, value]


def _holding(command: Any, parts: Sequence[_Part]) -> list[str]:
    """The options that take a text and were not given: one that the command needs, else all of them."""
    given = {part.name for part in parts}
    texts = [one for one in command.params if one.metavar == "TEXT" and not given.intersection(one.opts)]
    needed = [one for one in texts if (one.help or "").endswith("[required]")]
    names = [max(one.opts, key=len) for one in needed or texts]
    return [name for name in names if name not in _NEVER_MEANT]
