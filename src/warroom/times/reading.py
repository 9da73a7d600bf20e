"""The grammar of times: what a person may type, and what a record may hold."""

from warroom.times.due import read_due
from warroom.times.happened import read_happened
from warroom.times.span import elapsed, in_words, lasted, read_duration, until
from warroom.times.stamp import read_instant

__all__ = ["elapsed", "in_words", "lasted", "read_due", "read_duration", "read_happened", "read_instant", "until"]
