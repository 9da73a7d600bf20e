"""The scan against its corpora: per rule what was caught, missed, stopped for nothing; and its time."""

import sys
from collections import Counter
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parent.parent))  # the corpus lies with the tests

from tests.scan.corpus import OWN, SETS, Message, clean, faults
from warroom.scan import judge

WORDS, TURNS, LIMIT = 2000, 9, 0.3  # seconds


def told() -> int:
    """Print the tables; how many limits were passed."""
    over = sum(_set(which) for which in SETS)
    took = _seconds()
    print(f"\nscan of {WORDS:,} words, beyond start-up: {took:.2f} s (limit {LIMIT} s){_mark(took > LIMIT)}")
    return over + (took > LIMIT)


def _set(which: str) -> int:
    wrong, right = faults(which), clean(which)
    name = "corpus" if which == OWN else which.replace("/", " ").replace("_", " ")
    caught = Counter(str(message.rule) for message in wrong if message.rule in _rules(message))
    alarms = Counter(rule for message in right for rule in _rules(message))
    every = Counter(str(message.rule) for message in wrong)
    print(f"\n{name}: rule    faults  caught  missed  false alarms")
    for rule in sorted({*every, *alarms}):
        missed = every[rule] - caught[rule]
        figures = f"{every[rule]:>8}{caught[rule]:>8}{missed:>8}{alarms[rule]:>14}"
        print(f"{'':{len(name)}}  {rule:<6}{figures}{_mark(missed > 0)}")
    missed, stopped = every.total() - caught.total(), sum(bool(_rules(message)) for message in right)
    print(f"{missed} of {len(wrong)} faults missed (limit 0)")
    print(f"{stopped} of {len(right)} clean messages stopped (limit 1 in 60)")
    return (missed > 0) + (stopped * 60 > len(right))


def _rules(message: Message) -> set[str]:
    return {finding.rule for finding in message.stopped_by}


def _seconds() -> float:
    words = " ".join(message.text for message in clean() if "<" not in message.text).split()[:WORDS]
    message = clean()[0]
    times = []
    for _ in range(TURNS):
        start = perf_counter()
        judge(" ".join(words), message.known)
        times.append(perf_counter() - start)
    return median(times)


def _mark(is_over: bool) -> str:
    return "  OVER" if is_over else ""
