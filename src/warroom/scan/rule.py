"""A rule is data: what it looks for, why, how grave that is to whom, and an example on either side."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from warroom.scan.level import Level

if TYPE_CHECKING:
    from warroom.scan.reading import Reading


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a rule applies: characters ``start`` to ``end`` of the visible text."""

    start: int
    end: int
    what: str = ""
    """What is wrong here, where that is more than the rule says."""
    way_out: str = ""
    soft: bool = False
    """Said in a way that only warns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule; its identity is that of the reference it comes from."""

    id: str
    title: str
    """What is wrong, in one short sentence."""
    looks_for: str
    why: str
    source: str
    way_out: str
    levels: Mapping[str, Level]
    """By audience, or by ``audience.stage``; what is not named is off."""
    find: "Callable[[Reading], Iterable[Hit]]"
    fires: str
    clean: str
    given: Mapping[str, Any] = field(default_factory=dict)
    """What the record says in both examples, by the names of ``Known``."""
    everywhere: bool = False
    """Whether it also looks at quoted mails, headers and link targets: what leaks, leaks there too."""
    any_language: bool = False
    """Whether it needs no words of a language."""

    def level(self, audience: str, stage: str | None) -> Level:
        """How grave it is to this reader at this stage."""
        return self.levels.get(f"{audience}.{stage}") or self.levels.get(audience) or Level.OFF


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found, for whoever writes the message."""

    rule: str
    level: Level
    line: int
    column: int
    words: str
    message: str
    way_out: str


CUSTOMER = "customer"
EXECUTIVE = "executive"
INTERNAL = "internal"


def blocks(*audiences: str, **others: Level) -> dict[str, Level]:
    """Levels: block for these audiences, and others as named."""
    return {**dict.fromkeys(audiences, Level.BLOCK), **others}


def warns(*audiences: str) -> dict[str, Level]:
    """Levels: warn for these audiences."""
    return dict.fromkeys(audiences, Level.WARN)
