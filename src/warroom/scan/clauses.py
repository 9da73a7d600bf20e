"""What a sentence supposes, passes on as asked, or says that nobody can say: there, nothing is claimed."""

import re
from typing import TYPE_CHECKING

from warroom.scan.index import Span
from warroom.scan.wordlists import listed

if TYPE_CHECKING:
    from warroom.scan.reading import Reading
    from warroom.scan.text import Sentence

_REACH = 18  # words from what opens a clause to what stands in it
_BESIDE = 5  # words between what is said and what takes it back
_BLAMES = frozenset(["blaming", "their fault"])
_SUPPOSED = _BLAMES | {"cause", "data safe", "resolved", "resolved_sure", "guarantee"}
_ASKED = _SUPPOSED | {"guarantee.sure", "eta", "eta_alone", "fixing", "fixed_by"}
_AWAITED = frozenset(["data safe", "resolved", "resolved_sure"])
_LIKE = ("as", "als")  # it looks as if it had to do with …: that is told, and not supposed
_THAT = listed("that clause")
_CLOSING = re.compile(r"[;–()]|(?<!\d):|:(?!\d)")
_BOUNDS = listed("bounds")
_CLOSERS = listed("closers")


def is_open(reading: "Reading", key: str, span: Span, sentence: "Sentence") -> bool:
    """Whether words stand in a clause that leaves open whether it is so.

    After if and whether (``supposed``), as what the reader asked or nobody can say (``asked``), as what is waited
    for (``awaited``).
    """
    # Had they only not been so lax: that says that they were.
    supposed = _SUPPOSED - _BLAMES if reading.says("irreal", sentence) else _SUPPOSED
    openers = (("supposed", supposed), ("asked", _ASKED), ("awaited", _AWAITED))
    return _is_unsaid(reading, key, span, sentence) or any(
        one.last <= span.first and span.first - one.last < _REACH and not _is_closed(reading, one.last, span.first)
        and reading.text.words[one.first - 1] not in _LIKE
        for opener, keys in openers if key in keys
        for one in reading.said_in(opener, sentence)
    )  # fmt: skip


def _is_unsaid(reading: "Reading", key: str, span: Span, sentence: "Sentence") -> bool:
    """Whether a clause with ``that`` is followed by what takes it back: that it will hold, I cannot promise."""
    words = reading.text.words
    return key in _ASKED and any(
        0 <= one.first - span.last < _BESIDE and not reading.is_parted(span.last, one.first)
        and _CLOSERS.isdisjoint(words[span.last : one.first])
        and not _THAT.isdisjoint(words[sentence.first : span.first + 1])
        and _BOUNDS.isdisjoint(words[span.last : one.first])
        for one in reading.said_in("unsaid", sentence)
    )  # fmt: skip


def _is_closed(reading: "Reading", first: int, last: int) -> bool:
    """Whether the clause that begins before ``first`` has ended before ``last``."""
    text = reading.text
    between = text.shown[text.tokens[first - 1].end : text.tokens[last].start]
    return _CLOSING.search(between) is not None or not _CLOSERS.isdisjoint(text.words[first:last])
