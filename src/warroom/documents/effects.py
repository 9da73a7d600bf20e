"""What the customer reads of facts and of work: effects on them, changes, and what we need from them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from warroom.documents.dossier import Dossier
from warroom.documents.since import Since
from warroom.domain import Action, Contact, Line
from warroom.insight.impacts import says_more
from warroom.times import Moment
from warroom.vocabulary import Audience, EntryKind, Precision

_US = Audience.CUSTOMER
# Told in blocks of their own, or not at all: a suspected cause is never a customer's to read.
_NOT_A_CHANGE = frozenset({EntryKind.IMPACT, EntryKind.CAUSE, EntryKind.HYPOTHESIS, EntryKind.ESTIMATE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One thing that the customer cannot do."""

    text: str
    """What they cannot do, in the wording released to them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that happened since the last update."""

    when: str | None
    """When it happened, on the customer's clocks; None when that is not known."""
    text: str
    """What happened, in the wording released to them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing that we need from the customer."""

    who: str
    """The name of their contact."""
    due: str | None
    """Until when, on the customer's clocks; None when no time is agreed."""
    late: bool
    """Whether that has passed."""
    moved_from: str | None
    """Until when before, if that changed since the last update."""
    text: str
    """What we need, in the wording released to them."""


def effects(dossier: Dossier) -> tuple[Effect, ...]:
    """What they cannot do, as we know it now."""
    return tuple(Effect(text=line.last.customer_text) for line in dossier.impact(_US) if line.last.customer_text)


def said_of_data(dossier: Dossier) -> tuple[str, ...]:
    """What they read of their data beside whether any was lost."""
    told = (line.last.customer_text for line in dossier.impacts.beside_data if line.last.audience is _US)
    return tuple(dict.fromkeys(words.rstrip(". ") for words in told if words and says_more(words)))


def not_affected(dossier: Dossier) -> tuple[str, ...]:
    """What still works for them."""
    # It has no customer wording of its own: it is released with a text that was released as it stands.
    released = [line.last for line in dossier.impact(_US) if line.last.customer_text == line.last.text]
    return tuple(dict.fromkeys(entry.data["not_affected"] for entry in released if "not_affected" in entry.data))


def changes(since: Since) -> tuple[Change, ...]:
    """What happened that they were not told."""
    return tuple(
        Change(when=_when(since.dossier, line), text=line.last.customer_text)
        for line in since.new_facts()
        if line.last.customer_text and line.last.kind not in _NOT_A_CHANGE and not _is_undone(since.dossier, line)
    )


def _is_undone(dossier: Dossier, line: Line) -> bool:
    """Whether it tells that it works again, and then it broke again: that is no news any more."""
    return line.last.kind is EntryKind.RESTORATION and line.first.seq < dossier.escalation.relapsed_seq


def _when(dossier: Dossier, line: Line) -> str | None:
    moment = line.last.moment
    return dossier.said(moment, _US) if moment.at or moment.after or moment.before else None


def finished(since: Since) -> tuple[str, ...]:
    """What we have done; what one of theirs has done for us is no news to them."""
    return tuple(_theirs(since.finished()))


def dropped(since: Since) -> tuple[str, ...]:
    """What they read that we would do, and is not to be done."""
    return tuple(_theirs(since.dropped())) if since.told_before else ()


def _theirs(actions: list[Action]) -> Iterator[str]:
    for action in actions:
        if action.customer_text and not isinstance(action.owner, Contact):
            yield action.customer_text


def doing(dossier: Dossier) -> tuple[str, ...]:
    """What we are doing."""
    return tuple(_theirs([action for action in dossier.actions if action.is_open]))


def needs(since: Since) -> tuple[Need, ...]:
    """What we wait for from them."""
    moved = since.moved() if since.told_before else {}
    return tuple(need for one in since.dossier.actions if (need := _need(since.dossier, one, moved.get(one.number))))


def _need(dossier: Dossier, action: Action, moved_from: str | None) -> Need | None:
    if not (action.customer_text and action.is_open and isinstance(action.owner, Contact)):
        return None
    before = Moment(datetime.fromisoformat(moved_from), Precision.MINUTE) if moved_from else None
    return Need(
        who=action.owner.full_name,
        due=dossier.by_clock(action.due, _US) if action.due else None,
        late=action.is_late(dossier.now),
        moved_from=dossier.said(before, _US) if before else None,
        text=action.customer_text,
    )
