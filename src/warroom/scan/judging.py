"""The scan itself: every rule, one reading, findings in the order of the text."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import islice

from warroom.scan.known import Known
from warroom.scan.level import Level
from warroom.scan.own import Own, OwnRule
from warroom.scan.reading import Reading
from warroom.scan.rule import Finding, Hit, Rule
from warroom.scan.text import Text
from warroom.scan.view import MESSAGE

_MOST = 100  # findings of one rule; whoever has more has read enough
_SHOWN = 80  # characters of the words that a finding shows


@cache
def every_rule() -> tuple[Rule, ...]:
    """Every rule that the scan knows, in the order in which they are listed."""
    from warroom.scan.rules import (
        causes,
        dates,
        ending,
        hearing,
        inside,
        knowledge,
        notes,
        people,
        places,
        promises,
        secrets,
        stages,
        tickets,
        wording,
    )

    return (
        *secrets.RULES, *people.RULES, *places.RULES, *tickets.RULES, *inside.RULES, *notes.RULES, *causes.RULES,
        *knowledge.RULES, *promises.RULES, *stages.RULES, *ending.RULES, *hearing.RULES,
        *dates.RULES, *wording.RULES,
    )  # fmt: skip


def judge(text: str, known: Known, own: Own | None = None, *, only: Iterable[Rule] | None = None) -> list[Finding]:
    """What is wrong with a message, as far as the record and the project's words tell; by place in the text.

    What blocks it is said by ``blocking``. Takes time in proportion to the length of the text.
    """
    own = own or Own()
    reading = Reading(Text(text), known, own)
    if not reading.text.shown.strip():
        return [_empty()]
    chosen = every_rule() if only is None else tuple(only)
    found = [one for rule in (*chosen, *map(_as_rule, own.rules)) for one in _found(rule, reading)]
    return sorted(set(found), key=lambda one: (one.line, one.column, one.level.rank, one.rule))


def blocking(findings: Sequence[Finding]) -> list[Finding]:
    """The findings that stop a message."""
    return [finding for finding in findings if finding.level is Level.BLOCK]


def _empty() -> Finding:
    return Finding("C00", Level.BLOCK, 1, 1, "", "There is nothing to send.", "Write something.")


def _found(rule: Rule, reading: Reading) -> Iterator[Finding]:
    known, own = reading.known, reading.own
    level = own.level(rule.id, known.audience.value, known.stage) or rule.level(known.audience.value, known.stage)
    if level is Level.OFF or not (reading.languages or rule.any_language):
        return
    for hit in islice(rule.find(reading), _MOST):
        if (
            not rule.everywhere
            and reading.text.part(hit.start) not in MESSAGE
            and hit.end > hit.start
            and rule.id != "W18"
        ):
            continue
        if not _is_allowed(hit, reading):
            yield _finding(rule, hit, level, reading)


def _is_allowed(hit: Hit, reading: Reading) -> bool:
    """Whether it stands inside of a phrase that the project allows."""
    shown = reading.text.shown
    for phrase in reading.own.of("allow"):
        around = shown[max(hit.start - len(phrase), 0) : hit.end + len(phrase)].casefold()
        wanted, words = phrase.casefold(), shown[hit.start : hit.end].casefold()
        if wanted in around and hit.end > hit.start and (words in wanted or wanted in words):
            return True
    return False


def _finding(rule: Rule, hit: Hit, level: Level, reading: Reading) -> Finding:
    line, column = reading.text.position(hit.start)
    words = " ".join(reading.text.shown[hit.start : hit.end].split())
    grade = Level.WARN if hit.soft and level is Level.BLOCK else level
    said = f"{hit.what[0].upper()}{hit.what[1:]}." if hit.what else rule.title
    return Finding(
        rule.id, grade, line, column, words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…", said,
        hit.way_out or rule.way_out,
    )  # fmt: skip


def _as_rule(own: OwnRule) -> Rule:
    def find(reading: Reading) -> Iterator[Hit]:
        yield from (reading.hit(span) for span in reading.meant(f"own {own.id}"))

    return Rule(
        id=own.id, title=own.title, looks_for="the phrases of this project", why=own.why, source="the project",
        way_out=own.way_out, levels=dict.fromkeys(own.audiences, own.level), find=partial(find), any_language=True,
        fires="", clean="",
    )  # fmt: skip
