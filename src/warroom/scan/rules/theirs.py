"""What is the reader's own: your host, your ticket."""

import re

from warroom.scan.reading import Reading

_THEIRS = re.compile(
    r"\byour(?:[ ][\w'-]{1,30}){0,3}[ ]$|\byour[ ]$|\b(?:ihr|ihre|ihren|ihrem|ihres)(?:[ ][\w-]{1,30}){0,3}[ ]$", re.I
)
# A machine of theirs by its address: your proxy at 10.1.2.3; not what your vehicles reach.
_THEIR_MACHINE = re.compile(
    r"\byour(?: [\w'-]{1,30}){0,2}? (?:host|server|prox(?:y|ie)|gateway|firewall|router|addresse?|ip|machine|node"
    r"|network|range|printer|device|client|side|site|scanner|switch|controller|camera|relay|appliance|balancer|connector|agent)s?"
    r"(?: (?:at|on|with|address|is|are|range|under))?[ (]{1,2}$",
    re.I,
)
_SENT = re.compile(
    r"\byou(?:'ve| have)? (?:sent|gave|given|named|told|mentioned|listed|quoted|wrote)\b[^.\n]{0,40}[(: ]"
    r"(?:[\w.-]{2,40}(?:,| and) ){0,4}$",
    re.I,
)
_AFTER = re.compile(
    r"[\w.-]{1,80} (?:or|and) (?:an|the )?other [\w -]{1,30} of yours\b"
    r"|[\w.-]{1,80},?[ ](?:your own|one of your)\b"
    r"|[\w.-]{1,80},?[ ](?:that|which|on|in|of|at|from|behind)[ ](?:your|yours)\b",
    re.I,
)


def is_theirs(reading: Reading, place: int, *, machine: bool = False) -> bool:
    """Whether the words around say that it is the reader's own: your host db-prod-01.

    Of a ``machine`` only a word for one may stand between.
    """
    shown = reading.text.shown
    if _SENT.search(shown, max(place - 80, 0), place) is not None:
        return True
    if machine:
        return (
            _THEIR_MACHINE.search(shown, max(place - 80, 0), place) is not None
            or _AFTER.match(shown, place) is not None
        )
    return _THEIRS.search(shown, max(place - 60, 0), place) is not None or _AFTER.match(shown, place) is not None
