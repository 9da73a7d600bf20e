"""Reading a message as a strict colleague would, before a customer does: ``judge`` a text against what is known."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from warroom.scan.judging import blocking, every_rule, judge
    from warroom.scan.known import Figure, Firm, Given, Known, Someone
    from warroom.scan.level import Level
    from warroom.scan.own import Own, load
    from warroom.scan.rule import Finding, Rule

__all__ = [
    "Figure",
    "Finding",
    "Firm",
    "Given",
    "Known",
    "Level",
    "Own",
    "Rule",
    "Someone",
    "blocking",
    "every_rule",
    "judge",
    "load",
]

_PLACES = {
    "judging": ("blocking", "every_rule", "judge"),
    "known": ("Figure", "Firm", "Given", "Known", "Someone"),
    "level": ("Level",),
    "own": ("Own", "load"),
    "rule": ("Finding", "Rule"),
}


def __getattr__(name: str) -> Any:
    """Each name from its module when it is first asked for: a start that scans nothing pays for nothing."""
    from importlib import import_module

    for module, names in _PLACES.items():
        if name in names:
            return getattr(import_module(f"warroom.scan.{module}"), name)
    raise AttributeError(name)
