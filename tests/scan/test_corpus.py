"""The corpus: no fault that blocks gets through, and next to nothing clean is stopped; every example holds."""

import pytest

from tests.scan.corpus import SETS, WARNED, clean, example, faults
from warroom.scan import Level, Rule, blocking, every_rule, judge


@pytest.mark.parametrize("which", SETS)
def test_no_known_fault_gets_through(which: str) -> None:
    missed = [
        (message.rule, message.said)
        for message in faults(which)
        if message.rule not in {finding.rule for finding in message.stopped_by}
    ]
    assert missed == []


@pytest.mark.parametrize("which", SETS)
def test_of_sixty_clean_messages_at_most_one_is_stopped(which: str) -> None:
    messages = clean(which)
    stopped = [(message.said, message.stopped_by) for message in messages if message.stopped_by]
    print(f"{len(stopped)} of {len(messages)} stopped: {stopped}")
    assert len(stopped) * 60 <= len(messages)


# Blame of the reader has a rule of its own, and so has a restoration that leaves something open.
WARNING = {"W03": "B08", "C09": "C09R"}


def test_what_an_examiner_would_stop_and_we_do_not_is_at_least_warned_of() -> None:
    for message in faults(WARNED):
        assert message.rule is not None
        told = {one.rule: one.level for one in judge(message.text, message.known)}
        assert told.get(WARNING[message.rule]) is Level.WARN, message.said


def test_the_corpus_is_as_large_as_it_says() -> None:
    assert len(faults()) >= 80
    assert len(clean()) >= 60
    at_stake = {
        rule.id for rule in every_rule() if Level.BLOCK in {g for key, g in rule.levels.items() if "customer" in key}
    }
    assert at_stake - {message.rule for message in faults()} == set()


def _of_customers(rule: Rule) -> set[Level]:
    return {level for key, level in rule.levels.items() if key.startswith("customer")}


@pytest.mark.parametrize("rule", every_rule(), ids=lambda rule: rule.id)
def test_a_rule_fires_where_it_says_and_not_where_it_does_not(rule: Rule) -> None:
    known = example(rule)
    assert rule.id in {finding.rule for finding in judge(rule.fires, known)}
    if rule.clean:
        assert rule.id not in {finding.rule for finding in judge(rule.clean, known)}


@pytest.mark.parametrize("rule", every_rule(), ids=lambda rule: rule.id)
def test_every_rule_says_what_and_why_and_the_way_out(rule: Rule) -> None:
    assert all([rule.title.endswith((".", "?")), rule.looks_for, rule.why, rule.source, rule.way_out, rule.levels])


def test_ids_stand_once() -> None:
    ids = [rule.id for rule in every_rule()]
    assert len(set(ids)) == len(ids)
    assert blocking([]) == []
