"""What a customer may read: an allow-list. Nothing that is not put in here by name can reach a customer document."""

from dataclasses import dataclass
from typing import Any, ClassVar

from warroom.documents import effects, restoration
from warroom.documents.corrections import Correction, corrections
from warroom.documents.dossier import Dossier
from warroom.documents.effects import Change, Effect, Need
from warroom.documents.exits import Agreed, Watch, agreed, watch_of
from warroom.documents.phrases import Phrases, phrases
from warroom.documents.pledges import Asked, Pledge, asked, pledges
from warroom.documents.relapses import Interruption, interruptions
from warroom.documents.since import Since, since
from warroom.documents.subject import subject
from warroom.documents.why import why
from warroom.domain import Person
from warroom.times import Deadline
from warroom.vocabulary import (
    Audience,
    DataLoss,
    EntryKind,
    UpdateKind,
)

_US = Audience.CUSTOMER
_AFTERWARDS = frozenset({UpdateKind.RESTORED, UpdateKind.CLOSURE})


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerUpdate:
    """One update to the customer, at one of its stages."""

    template: ClassVar[str] = "customer_update.md.j2"

    kind: str
    """The stage: first, progress, no_change, restored or closure."""
    subject: str
    """Two to five plain words; without a customer title, the account's name and the day of the report."""
    drill: bool
    """Whether this is an exercise."""
    service: bool
    """Whether something of theirs was broken; of a dispute or a late delivery no service can be restored."""
    late: str | None
    """The time for which this update was promised, when that has passed."""
    last_update: str | None
    """When the last update was sent."""
    impact_started: str | None
    """Since when they are affected."""
    restored: str | None
    """Since when their service is back, or the matter resolved."""
    by_workaround: bool
    """Whether it is back only by a workaround."""
    workaround: str | None
    """What the workaround is, where it was released to them; None while there is none."""
    contradicted: bool
    """Whether the recorded times cannot all be right, so that none of them is told."""
    relapsed: str | None
    """When it broke again, if they have not been told yet and it still is."""
    again: str | None
    """Since when they are affected again, while it is; None for who heard of it only after it broke again."""
    interruptions: tuple[Interruption, ...]
    """What broke again and was restored again since the last update."""
    interrupted: bool
    """Whether it worked again in between: it was restored, and broke again."""
    lasted: str | None
    """How long they were affected; None while that is not known, and where it worked in between."""
    severity_change: str | None
    """How badly they are affected now, in plain words, when we judge it lower than at the last update."""
    corrections: tuple[Correction, ...]
    """What they were told that is not so."""
    impact: tuple[Effect, ...]
    """What they cannot do."""
    not_affected: tuple[str, ...]
    """What is not affected."""
    data_loss: str | None
    """none, confirmed or unknown; None when there is no need to speak of it yet."""
    data_said: tuple[str, ...]
    """What was said of it beside that, in the wording released to them."""
    changes: tuple[Change, ...]
    """What happened since the last update, in order of time."""
    finished: tuple[str, ...]
    """What we have done since the last update."""
    dropped: tuple[str, ...]
    """What they read that we would do, and is not to be done any more."""
    ruled_out: tuple[str, ...]
    """What was found since the last update not to be the cause."""
    doing: tuple[str, ...]
    """What we are doing."""
    promises: tuple[Pledge, ...]
    """What we promised them, and what became of it since the last update."""
    requests: tuple[Asked, ...]
    """What they asked of us, with our answers."""
    criteria: tuple[Agreed, ...]
    """What they agreed must hold before this ends, and what became of it since the last update."""
    watch: Watch | None
    """The time that we watch, now that it has calmed down; None while we do not."""
    expected: str | None
    """When we committed to have service restored, while it is not; an estimate that is none is never told."""
    expected_words: str | None
    """What goes with that time, in the wording released to them: a sentence without its full stop."""
    needs: tuple[Need, ...]
    """What we need from them."""
    cause_before: tuple[str, ...]
    """The cause that was confirmed before it broke again: while it is broken, only what they were not told."""
    cause: tuple[str, ...]
    """The cause confirmed since it failed, in the wording released to them; never in a first notice."""
    cause_state: str
    """known (it is told), later (confirmed, without a wording), unknown, again (why again is not known), or untold."""
    next_update: str | None
    """When they hear from us next: a clock time with date and zone; None only when this is the last update."""
    owner: str | None
    """The name of the escalation manager, who signs."""
    role: str
    """What the escalation manager is with us."""
    email: str | None
    """The escalation manager's address."""


def customer_update(dossier: Dossier, *, kind: UpdateKind, next_update: Deadline | None) -> CustomerUpdate:
    """What the customer is told now."""
    escalation, last = dossier.escalation, dossier.last_sent(_US)
    late, new = dossier.overdue(_US), since(dossier, _US)
    words = phrases(dossier.language(_US))
    return CustomerUpdate(
        kind=kind.value,
        subject=subject(dossier),
        drill=escalation.drill,
        late=dossier.by_clock(late, _US) if late else None,
        last_update=dossier.said(last.sent_at, _US) if last and last.sent_at else None,
        service=dossier.has_service,
        by_workaround=restoration.is_by_workaround(dossier),
        workaround=restoration.workaround(dossier),
        severity_change=_severity_change(new, words),
        corrections=corrections(new),
        impact=effects.effects(dossier),
        not_affected=effects.not_affected(dossier),
        data_loss=_data_loss(dossier, kind),
        data_said=effects.said_of_data(dossier),
        changes=effects.changes(new),
        finished=effects.finished(new),
        dropped=effects.dropped(new),
        ruled_out=tuple(one.customer_text for one in new.ruled_out() if one.customer_text),
        doing=effects.doing(dossier),
        promises=pledges(new),
        requests=asked(new),
        expected=restoration.expected(dossier),
        expected_words=restoration.expected_words(dossier),
        needs=effects.needs(new),
        next_update=dossier.by_clock(next_update, _US) if next_update else None,
        **_times(dossier, new),
        **_signature(escalation.owner, words),
        **_ending(new, kind),
        **why(new, kind),
    )


def _times(dossier: Dossier, new: Since) -> dict[str, Any]:
    """From when until when they were affected."""
    started = _milestone(dossier, EntryKind.IMPACT_START)
    # Who heard of no failure before reads of none that came again, but since when they are affected.
    begun = None if started or new.heard_of_it_before() else restoration.broken_since(dossier)
    interrupted = restoration.worked_between(dossier) and begun is None
    return {
        "contradicted": restoration.duration(dossier).out_of_order,
        "impact_started": started or begun,
        "restored": _milestone(dossier, EntryKind.RESTORATION),
        "relapsed": restoration.relapsed(new),
        "again": restoration.again_since(new),
        "interruptions": interruptions(new),
        "interrupted": interrupted,
        "lasted": None if interrupted else restoration.lasted(dossier),
    }


def _signature(owner: Person | None, words: Phrases) -> dict[str, Any]:
    """Who signs: by name, as what, and where they are written to."""
    return {
        "owner": owner.full_name if owner else None,
        "role": (owner and owner.title) or words.manager,
        "email": owner.email if owner else None,
    }


def _ending(new: Since, kind: UpdateKind) -> dict[str, Any]:
    """What they agreed must hold before this ends, and until when we watch."""
    return {"criteria": agreed(new, kind), "watch": watch_of(new.dossier)}


def _milestone(dossier: Dossier, kind: EntryKind) -> str | None:
    moment = dossier.escalation.milestone(kind)
    return dossier.said(moment, _US) if moment else None


def _severity_change(since: Since, words: Phrases) -> str | None:
    return words.plainly[since.dossier.escalation.severity] if since.lowered_from() else None


def _data_loss(dossier: Dossier, kind: UpdateKind) -> str | None:
    known = dossier.escalation.data_loss
    asked = kind in _AFTERWARDS and dossier.speaks_of_data
    return known.value if known is not DataLoss.UNKNOWN or asked else None
