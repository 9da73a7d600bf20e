"""What is the reader's own: your host, your ticket."""

import re

from warroom.scan.reading import Reading

_THEIRS = re.compile(
    r"\byour(?:[ ][\w'-]{1,30}){0,3}[ ]$|\byour[ ]$|\b(?:ihr|ihre|ihren|ihrem|ihres)(?:[ ][\w-]{1,30}){0,3}[ ]$", re.I
)


def is_theirs(reading: Reading, place: int) -> bool:
    """Whether the words before say that it is the reader's own: your host db-prod-01."""
    return _THEIRS.search(reading.text.shown, max(place - 60, 0), place) is not None
