"""What a project says of the scan: ``.warroom/scan.toml`` switches rules, grades them anew, and adds words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from warroom.errors import InvalidValue
from warroom.scan.index import Index
from warroom.scan.known import STAGES
from warroom.scan.level import Level
from warroom.scan.phrase import Broken, Phrase, read

_TABLES = ("rules", "words", "rule")
_WORDS = ("accounts", "acronyms", "allow", "code_words", "hosts", "names", "repositories")
_RULE_KEYS = ("id", "title", "find", "unless", "level", "why", "way_out", "audiences")
_AUDIENCES = ("customer", "executive", "internal")
_HOW = "How it is written:  docs/scan.md"


@dataclass(frozen=True, slots=True)
class OwnRule:
    """A rule of a project: phrases that its messages shall not hold."""

    id: str
    title: str
    level: Level
    why: str
    way_out: str
    audiences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Own:
    """The project's rules and words; empty when it has none."""

    levels: Mapping[str, Level] = field(default_factory=dict)
    """By rule, or by ``rule.audience`` or ``rule.audience.stage``."""
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rules: tuple[OwnRule, ...] = ()
    index: Index = field(default_factory=lambda: Index(()))

    def of(self, name: str) -> tuple[str, ...]:
        """The words that the project adds under this name."""
        return self.words.get(name, ())

    def level(self, rule: str, audience: str, stage: str | None) -> Level | None:
        """How grave the project wants a rule to be; None when it does not say."""
        for key in (f"{rule}.{audience}.{stage}", f"{rule}.{audience}", rule):
            if key in self.levels:
                return self.levels[key]
        return None


def load(file: Path, *, rules: Sequence[str]) -> Own:
    """The project's file; ``rules`` are the known ids. Raises InvalidValue naming the file and the key."""
    import tomllib

    if not file.exists():
        return Own()
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidValue(str(file), f"it is not valid TOML: {error}", "Correct the file, or move it away.") from None
    except OSError as error:
        raise InvalidValue(str(file), f"it cannot be read: {error.strerror}", "Make it readable for you.") from None
    _keys(told, _TABLES, where=str(file))
    own = _table(told.get("rule", []), list, where=f"{file}: rule")
    made = [_own_rule(one, where=f"{file}: rule {number}") for number, one in enumerate(own, start=1)]
    return Own(
        levels=_levels(told.get("rules", {}), {*rules, *(rule.id for rule, _ in made)}, where=f"{file}: rules"),
        words=_words(told.get("words", {}), where=f"{file}: words"),
        rules=tuple(rule for rule, _ in made),
        index=Index([phrase for _, phrases in made for phrase in phrases]),
    )


def _table(told: Any, kind: type, *, where: str) -> Any:
    if not isinstance(told, kind):
        name = "a table" if kind is dict else "a list of tables"
        raise InvalidValue(where, f"it is not {name}", _HOW)
    return told


def _keys(told: Mapping[str, Any], known: Sequence[str], *, where: str) -> None:
    for key in told:
        if key not in known:
            raise InvalidValue(where, f"there is no key {key[:40]}", f"It takes: {', '.join(known)}.")


def _levels(told: Any, rules: set[str], *, where: str) -> dict[str, Level]:
    levels: dict[str, Level] = {}
    for rule, grade in _table(told, dict, where=where).items():
        if rule not in rules:
            raise InvalidValue(where, f"there is no rule {rule[:40]}", "The rules:  warroom scan --rules")
        if isinstance(grade, dict):
            for reader, own in grade.items():
                audience, _, stage = reader.partition(".")
                if audience not in _AUDIENCES:
                    problem = f"there is no audience {reader[:40]}"
                    raise InvalidValue(f"{where}.{rule}", problem, f"It takes: {', '.join(_AUDIENCES)}.")
                if stage and stage not in STAGES:
                    problem = f"there is no stage {stage[:40]}"
                    raise InvalidValue(f"{where}.{rule}", problem, f"It takes: {', '.join(STAGES)}.")
                levels[f"{rule}.{reader}"] = _level(own, where=f"{where}.{rule}.{reader}")
        else:
            levels[rule] = _level(grade, where=f"{where}.{rule}")
    return levels


def _level(told: Any, *, where: str) -> Level:
    if not isinstance(told, str) or told not in list(Level):
        raise InvalidValue(where, f"{str(told)[:40]} is no level", f"It takes: {', '.join(Level)}.")
    return Level(told)


def _words(told: Any, *, where: str) -> dict[str, tuple[str, ...]]:
    _keys(_table(told, dict, where=where), _WORDS, where=where)
    return {name: _texts(several, where=f"{where}.{name}") for name, several in told.items()}


def _texts(told: Any, *, where: str) -> tuple[str, ...]:
    if not isinstance(told, list) or not all(isinstance(one, str) and one.strip() for one in told):
        raise InvalidValue(where, "it is not a list of texts", 'For example:  ["…", "…"]')
    return tuple(told)


def _own_rule(told: Any, *, where: str) -> tuple[OwnRule, list[tuple[str, Phrase]]]:
    _keys(_table(told, dict, where=where), _RULE_KEYS, where=where)
    for key in ("id", "find"):
        if key not in told:
            raise InvalidValue(where, f"its {key} is missing", _HOW)
    name = told["id"]
    if not isinstance(name, str) or not name.isalnum() or len(name) > 20:
        raise InvalidValue(f"{where}.id", "an id is one short word", "For example:  OWN1")
    phrases = [(f"own {name}", one) for one in _phrases(told["find"], where=f"{where}.find")]
    phrases += [(f"own {name}.not", one) for one in _phrases(told.get("unless", []), where=f"{where}.unless")]
    audiences = _texts(told.get("audiences", ["customer"]), where=f"{where}.audiences")
    for audience in audiences:
        _keys({audience: None}, _AUDIENCES, where=f"{where}.audiences")
    rule = OwnRule(
        name, str(told.get("title", "It holds what this project does not say.")),
        _level(told.get("level", "warn"), where=f"{where}.level"), str(told.get("why", "")),
        str(told.get("way_out", "Say it in other words.")), audiences,
    )  # fmt: skip
    return rule, phrases


def _phrases(told: Any, *, where: str) -> list[Phrase]:
    made = []
    for one in _texts(told, where=where):
        try:
            made.append(read(one, {}))
        except Broken as error:
            raise InvalidValue(where, f"the phrase {one[:60]!r} is broken: {error}", _HOW) from None
    return made
