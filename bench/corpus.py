"""The scan against its corpora: per rule what was caught, missed, stopped for nothing; and its time."""

import sys
from collections import Counter
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parent.parent))  # the corpus lies with the tests

from tests.scan.corpus import Message, clean, faults
from warroom.scan import judge

SETS = {
    "corpus": "",
    "of a stranger": "stranger_",
    "held out": "heldout_",
    "held out again": "heldout_again_",
    "a fourth": "heldout_fourth_",
    "a fifth": "heldout_fifth_",
    "a sixth": "heldout_sixth_",
    "a seventh": "heldout_seventh_",
    "an eighth": "heldout_eighth_",
    "a ninth": "heldout_ninth_",
    "a tenth": "heldout_tenth_",
    "an eleventh": "heldout_eleventh_",
    "a twelfth": "heldout_twelfth_",
    "a thirteenth": "heldout_thirteenth_",
    "a fourteenth": "heldout_fourteenth_",
    "a fifteenth": "heldout_fifteenth_",
    "a sixteenth": "heldout_sixteenth_",
    "a seventeenth": "heldout_seventeenth_",
    "an eighteenth": "heldout_eighteenth_",
    "a nineteenth": "heldout_nineteenth_",
    "a twentieth": "heldout_twentieth_",
    "a twenty-first": "heldout_twentyfirst_",
    "a twenty-second": "heldout_twentysecond_",
    "German": "heldout_german_",
    "German again": "heldout_german_again_",
    "German, a third": "heldout_german_third_",
}
WORDS, TURNS, LIMIT = 2000, 9, 0.3  # seconds


def told() -> int:
    """Print the tables; how many limits were passed."""
    over = sum(_set(name, prefix) for name, prefix in SETS.items())
    took = _seconds()
    print(f"\nscan of {WORDS:,} words, beyond start-up: {took:.2f} s (limit {LIMIT} s){_mark(took > LIMIT)}")
    return over + (took > LIMIT)


def _set(name: str, prefix: str) -> int:
    wrong, right = faults(f"{prefix}faults"), clean(f"{prefix}clean")
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
