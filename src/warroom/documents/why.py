"""What the customer is told of the cause: what was confirmed of this failure, and apart from it of the one before."""

from typing import Any

from warroom.documents.dossier import Dossier
from warroom.documents.since import Since
from warroom.domain import Line
from warroom.vocabulary import Audience, Certainty, EntryKind, UpdateKind

_US = Audience.CUSTOMER


def why(since: Since, kind: UpdateKind) -> dict[str, Any]:
    """Why it failed, as they may read it; in a first notice nothing, and beside "nothing new" nothing that is."""
    if kind is UpdateKind.FIRST:
        return {"cause": (), "cause_before": (), "cause_state": "untold"}
    now, before = _told_apart(since)
    if kind is UpdateKind.NO_CHANGE:
        unsaid = [line for line in (*now, *before) if since.told_as(line) is None]
        now, before = ([line for line in lines if line not in unsaid] for lines in (now, before))
        if unsaid and not now:
            return {"cause": (), "cause_before": _worded(before), "cause_state": "untold"}
    told = _worded(now)
    return {"cause": told, "cause_before": _worded(before), "cause_state": _state(since, is_told=bool(told))}


def _told_apart(since: Since) -> tuple[list[Line], list[Line]]:
    """The causes of this failure and, while it lasts, those of the one before that they were not told.

    Who heard of neither before reads of one failure: of all its causes once it is over, of those since while it lasts.
    """
    dossier = since.dossier
    now, before = _parted(dossier, _confirmed(dossier, _US))
    lasts = dossier.escalation.restored_at is None
    if dossier.escalation.relapsed_seq and not since.heard_of_it_before():
        return (now if lasts else [*before, *now]), []
    return now, [line for line in before if not lasts or since.told_as(line) is None]


def _confirmed(dossier: Dossier, audience: Audience) -> list[Line]:
    return [line for line in dossier.facts(audience, EntryKind.CAUSE) if line.last.certainty is Certainty.CONFIRMED]


def _parted(dossier: Dossier, lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """What was said of it since it broke again, if it did, and what was before: it may have another cause now."""
    after = dossier.escalation.relapsed_seq
    return [line for line in lines if line.last.seq > after], [line for line in lines if line.last.seq < after]


def _worded(lines: list[Line]) -> tuple[str, ...]:
    return tuple(line.last.customer_text for line in lines if line.last.customer_text)


def _state(since: Since, *, is_told: bool) -> str:
    if is_told:
        return "known"
    dossier = since.dossier
    # "Not known yet" would be untrue of a cause that is confirmed inside and only lacks its wording.
    now, _ = _parted(dossier, _confirmed(dossier, Audience.INTERNAL))
    if now:
        return "later"
    if not dossier.speaks_of_cause:
        return "untold"
    return "again" if dossier.escalation.relapsed_seq and since.heard_of_it_before() else "unknown"
