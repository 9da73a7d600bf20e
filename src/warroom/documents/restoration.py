"""What a customer is told of the end of it: when it is expected, how long it took, and by what."""

from datetime import timedelta

from warroom.documents.dossier import Dossier
from warroom.documents.phrases import phrases
from warroom.documents.since import Since
from warroom.domain import Line
from warroom.insight.durations import Duration, response_times
from warroom.times.reading import in_words
from warroom.vocabulary import Audience, EntryKind, Estimate

_US = Audience.CUSTOMER


def expected(dossier: Dossier) -> str | None:
    """When we committed to have it restored, while that lies ahead."""
    escalation = dossier.escalation
    told = escalation.estimate is Estimate.COMMITTED and escalation.restored_at is None
    ahead = escalation.estimated_at is not None and escalation.estimated_at > dossier.now
    return dossier.said(escalation.estimated_at, _US) if told and ahead and escalation.estimated_at else None


def expected_words(dossier: Dossier) -> str | None:
    """What was released to them beside the time that we committed to, as a sentence without its full stop."""
    if expected(dossier) is None:
        return None
    in_force = max(dossier.facts(Audience.EXECUTIVE, EntryKind.ESTIMATE), key=lambda line: line.first.seq)
    words = (in_force.last.customer_text or "").rstrip(". ")
    return words[:1].upper() + words[1:] or None


def relapsed(since: Since) -> str | None:
    """When it broke again, if they have not been told and it is not restored; what is over is told as over."""
    escalation = since.dossier.escalation
    at = escalation.relapsed_at if escalation.restored_at is None else None
    return since.dossier.said(at, _US) if at and since.relapsed() else None


def again_since(since: Since) -> str | None:
    """Since when they are affected again, while it is broken after it had worked in between, for who heard of it."""
    return broken_since(since.dossier) if since.heard_of_it_before() else None


def broken_since(dossier: Dossier) -> str | None:
    """When it broke again, while it is broken after it had worked in between."""
    at = dossier.escalation.relapsed_at
    broken = dossier.escalation.restored_at is None and worked_between(dossier)
    return dossier.said(at, _US) if at and broken else None


def worked_between(dossier: Dossier) -> bool:
    """Whether it worked again, or had calmed down, before it broke again."""
    escalation = dossier.escalation
    told = dossier.facts(Audience.INTERNAL, EntryKind.RESTORATION)
    return escalation.relapses > 0 or any(line.first.seq < escalation.relapsed_seq for line in told)


def apart(dossier: Dossier) -> str:
    """What is said beside a length that leaves out hours in which it worked; when it did is told by the timeline."""
    return ", working again in between" if worked_between(dossier) else ""


def duration(dossier: Dossier) -> Duration:
    """From the start of the impact to the restoration."""
    *_, to_restore = response_times(dossier.escalation)
    return to_restore


def lasted(dossier: Dossier) -> str | None:
    """How long they were affected, when that is known."""
    to_restore = duration(dossier)
    if to_restore.length is None:
        return None
    length = in_words(to_restore.length, exactly=to_restore.to_the_second, tongue=dossier.tongue(_US))
    rough = to_restore.about and to_restore.length >= timedelta(minutes=1)
    return phrases(dossier.language(_US)).about.format(length=length) if rough else length


def is_by_workaround(dossier: Dossier) -> bool:
    """Whether it is restored, and only by a workaround."""
    return workaround_inside(dossier) is not None


def workaround_inside(dossier: Dossier) -> str | None:
    """The workaround by which it is restored now, for readers inside.

    By its entry, not by the row: earlier releases left one there that was over.
    """
    line = _last(dossier)
    told: str | None = line.last.data.get("workaround") if line else None
    return told


def workaround(dossier: Dossier) -> str | None:
    """The workaround, where they may read it: released with a text that was released as it stands.

    Another wording tells the restoration, often that it works again; they read it among what happened.
    """
    line, told = _last(dossier), workaround_inside(dossier)
    if line is None or told is None or line.last.customer_text != line.last.text:
        return None
    return told.rstrip(".")


def _last(dossier: Dossier) -> Line | None:
    """The entry by which it is restored now: the last one since it broke again, if it did."""
    if dossier.escalation.restored_at is None:
        return None
    told = dossier.facts(Audience.INTERNAL, EntryKind.RESTORATION)
    held = [line for line in told if line.first.seq > dossier.escalation.relapsed_seq]
    return held[-1] if held else None
