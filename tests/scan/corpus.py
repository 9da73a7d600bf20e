"""The corpus: messages of our own making, each with what it is, against a made-up record."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path
from typing import Any

from warroom.scan import Figure, Finding, Firm, Known, Rule, Someone, blocking, judge
from warroom.vocabulary import Audience, Certainty, DataLoss, Estimate, Severity

FOLDER = Path(__file__).parent / "corpus"
_KINDS = {"cause": Certainty, "data_loss": DataLoss, "estimate": Estimate, "audience": Audience}
OWN = "."
"""The set that was written with the rules."""
SETS = (OWN, *sorted(f"held_out/{folder.name}" for folder in (FOLDER / "held_out").iterdir()))
"""Every set; those held out were scanned before anything was tuned to them, and say what that gave."""
WARNED = "warned"
"""What examiners would have stopped, and what the rules only warn of."""
BASES = {OWN: "bases", "held_out/en_05": "voices", "held_out/en_13": "voices_long"}
"""Files of clean messages that take in a sentence, by the set in which they are counted themselves."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message: the rule that must stop it, or None when nothing may."""

    rule: str | None
    text: str
    known: Known
    said: str
    """What makes it what it is, for whoever reads a failure."""

    @property
    def stopped_by(self) -> list[Finding]:
        return blocking(judge(self.text, self.known))


def faults(which: str = OWN) -> list[Message]:
    """The messages of a set with one known fault each."""
    return [message for group in _read(f"{which}/faults").get("fault", ()) for message in _messages(group)]


def clean(which: str = OWN) -> list[Message]:
    """The messages of a set that must not be stopped, with the bases themselves."""
    own = _read(BASES[which]) if which in BASES else {}
    bases = [Message(None, base["text"].replace("{here}", ""), _known(base), key) for key, base in own.items()]
    return bases + [message for group in _read(f"{which}/clean").get("clean", ()) for message in _messages(group)]


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def _bases() -> dict[str, Any]:
    return {key: base for name in BASES.values() for key, base in _read(name).items()}


def _messages(group: Mapping[str, Any]) -> Iterator[Message]:
    rule = group.get("rule")
    for text in group.get("texts", ()):
        yield Message(rule, text, _known(group), text.strip()[:70])
    for said, name in zip(group.get("say", ()), cycle(group.get("bases", [""])), strict=False):
        base = _bases()[name]
        both = {**base, **group, "given": {**base.get("given", {}), **group.get("given", {})}}
        yield Message(rule, base["text"].replace("{here}", said), _known({**both, "stage": base["stage"]}), said)


def _known(group: Mapping[str, Any]) -> Known:
    given = dict(group.get("given", {}))
    for name, kind in _KINDS.items():
        if name in given:
            given[name] = kind(given[name])
    return replace(record(), stage=group.get("stage"), **given)


def record() -> Known:
    """The record behind the corpus."""
    told = _read("record")
    others = [Firm(tuple(names)) for names in told.pop("others")]
    others[0] = replace(others[0], domains=tuple(told.pop("other_domains")))
    plain: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in told.items()
             if name not in ("account", "account_domains", "people", "named", "severity")}  # fmt: skip
    return Known(
        **plain, has_record=True, account=Firm(tuple(told["account"]), tuple(told["account_domains"])),
        others=tuple(others), people=_people(told["people"]) + _people(told["named"])[:1],
        named=_people(told["named"]), severity=Severity(told["severity"]),
    )  # fmt: skip


def _people(told: list[list[str]]) -> tuple[Someone, ...]:
    return tuple(Someone(name or None, handle, email or None) for name, handle, email in told)


def example(rule: Rule) -> Known:
    """What the record says in the examples of a rule, made of the words that its table holds."""
    given = dict(rule.given)
    given.setdefault("audience", next(iter(rule.levels)).partition(".")[0])
    given["audience"] = Audience(given["audience"])
    if "others" in given:
        given["others"] = (Firm((given["others"],)),)
    if "figures" in given:
        number, unit = given["figures"].split()
        given["figures"] = (Figure(int(number), unit),)
    if given.get("severity") == "lowered":
        given |= {"severity": Severity.MINOR, "severity_before": Severity.STOPPED}
    if "data_loss" in given:
        given["data_loss"] = DataLoss(given["data_loss"])
    return Known(**given)
