"""Words as people write and read them: references, beginnings of words."""

import re
from collections.abc import Iterable
from enum import Enum, IntEnum, StrEnum
from typing import TypeVar


class Letter(StrEnum):
    """The first letter of a reference tells what kind of record it names."""

    ESCALATION = "E"
    ENTRY = "T"
    ACTION = "A"
    UPDATE = "U"
    PROMISE = "P"
    REQUEST = "Q"
    HYPOTHESIS = "H"
    CRITERION = "X"


# Kinds of record as a person would say them, for messages.
RECORD_NAMES = {
    Letter.ESCALATION: "an escalation",
    Letter.ENTRY: "a timeline entry",
    Letter.ACTION: "an action",
    Letter.UPDATE: "an update",
    Letter.PROMISE: "a promise",
    Letter.REQUEST: "a request",
    Letter.HYPOTHESIS: "a hypothesis",
    Letter.CRITERION: "an exit criterion",
}


_REFERENCE = re.compile(r"([A-Za-z])([0-9]{1,18})", re.ASCII)


def read_reference(typed: str) -> tuple[str, int] | None:
    """The letter and the number of a reference, ``("E", 14)`` for ``e14``; None for what is not shaped like one."""
    found = _REFERENCE.fullmatch(typed)
    return (found[1].upper(), int(found[2])) if found else None


C = TypeVar("C", bound=Enum)


def spoken(word: StrEnum | IntEnum) -> str:
    """A word as people read it: ``technical lead`` for ``technical_lead``."""
    return str(word.value).replace("_", " ")


def matching(choices: Iterable[C], typed: str) -> list[C]:
    """The choices that a typed word can mean: the very word, or else every word that begins with it.

    ``-`` and ``_`` are the same, case does not matter: ``exec`` is executive, ``third-p`` is third_party.
    """
    wanted = typed.strip().casefold().replace("-", "_").replace(" ", "_")
    every: list[C] = list(choices)
    exact = [choice for choice in every if str(choice.value) == wanted]
    return exact or [choice for choice in every if wanted and str(choice.value).startswith(wanted)]


def meant(known: Iterable[str], typed: str) -> str:
    """The question whether another word was meant, before the list of them: ``Did you mean change_release? ``.

    A word is alike, or has the typed one among its parts, as ``change_release`` has ``release``; empty without any.
    """
    import difflib  # only a mistake needs it

    every, wanted = list(known), typed[:40].strip().casefold().replace("-", "_").replace(" ", "_")
    parts = [word for word in every if wanted in word.split("_")]
    alike = parts or difflib.get_close_matches(wanted, every, n=2)
    return f"Did you mean {' or '.join(alike)}? " if alike else ""
