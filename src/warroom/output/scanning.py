"""What a scan found, for people, for editors, for programs."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from warroom.escaping import for_terminal
from warroom.vocabulary import Audience, ScanFormat

if TYPE_CHECKING:
    from warroom.scan import Finding, Own, Rule

_KINDS = ("first", "progress", "no_change", "restored", "closure")


def findings(name: str, found: "Sequence[Finding]", shape: ScanFormat) -> Iterable[str]:
    """The findings in a shape; ``name`` is what editors call the text."""
    if shape is ScanFormat.JSON:
        return [json.dumps([record(name, one) for one in found], indent=2) + "\n"]
    if shape is ScanFormat.LINES:
        return [f"{for_terminal(_line(name, one))}\n" for one in found]
    return _for_people(found)


def record(name: str, one: "Finding") -> dict[str, Any]:
    """A finding as plain values."""
    return {
        "file": name, "line": one.line, "column": one.column, "level": one.level.value, "rule": one.rule,
        "words": one.words, "message": one.message, "way_out": one.way_out,
    }  # fmt: skip


def _line(name: str, one: "Finding") -> str:
    words = f" ({one.words})" if one.words else ""
    return f"{name}:{one.line}:{one.column}: {one.level} {one.rule} {one.message}{words}"


def _for_people(found: "Sequence[Finding]") -> Iterator[str]:
    if not found:
        yield "Nothing found.\n"
    for one in found:
        words = f"  “{one.words}”" if one.words else ""
        yield for_terminal(f"{one.level.upper():<5}  {one.rule:<4}  line {one.line}, column {one.column}{words}") + "\n"
        yield for_terminal(f"       {one.message} {one.way_out}") + "\n"


# The rules


def rules(own: "Own", audience: Audience, shape: ScanFormat) -> Iterable[str]:
    """The rules as they hold for a reader, with the project's own."""
    from warroom.scan import every_rule

    records = [rule_record(rule, own, audience) for rule in every_rule()]
    records += [_own_record(rule.id, rule.title, rule.level.value, rule.why, rule.way_out) for rule in own.rules]
    if shape is ScanFormat.JSON:
        return [json.dumps(records, indent=2) + "\n"]
    if shape is ScanFormat.LINES:
        return [f"{one['rule']}\t{one['level']}\t{one['title']}\n" for one in records]
    told = ((f"{one['rule']:<5} {one['level']:<18} {one['title']}", f"       {one['looks_for']}") for one in records)
    return [for_terminal(line) + "\n" for lines in told for line in lines]


def rule_record(rule: "Rule", own: "Own", audience: Audience) -> dict[str, Any]:
    """A rule as plain values, with the level at which it holds for this reader."""
    return {
        "rule": rule.id, "level": _level(rule, own, audience), "title": rule.title, "looks_for": rule.looks_for,
        "why": rule.why, "source": rule.source, "way_out": rule.way_out, "fires": rule.fires, "clean": rule.clean,
    }  # fmt: skip


def _own_record(rule: str, title: str, level: str, why: str, way_out: str) -> dict[str, Any]:
    return {
        "rule": rule, "level": level, "title": title, "looks_for": "the phrases of this project", "why": why,
        "source": "the project", "way_out": way_out, "fires": "", "clean": "",
    }  # fmt: skip


def _level(rule: "Rule", own: "Own", audience: Audience) -> str:
    """``block``, or by stage where that differs: ``block (first)``."""
    grades = {kind: own.level(rule.id, audience, kind) or rule.level(audience, kind) for kind in _KINDS}
    if len(set(grades.values())) == 1:
        return next(iter(grades.values())).value
    told = [grade for grade in dict.fromkeys(grades.values()) if grade != "off"]
    return "; ".join(f"{grade} ({', '.join(kind for kind in _KINDS if grades[kind] is grade)})" for grade in told)
