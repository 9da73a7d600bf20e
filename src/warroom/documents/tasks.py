"""Actions and people, as readers inside see them."""

from dataclasses import dataclass

from warroom.documents.dossier import Dossier
from warroom.domain import Action, Party, Person, reference
from warroom.vocabulary import Audience, Letter, spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One action, with what is missing of it left None."""

    ref: str
    """Its reference."""
    text: str
    """What is to be done."""
    owner: str | None
    """Who carries it; None when nobody does."""
    due: str | None
    """Until when; None when no time is set."""
    status: str
    """Open, in progress, blocked, done, verified or dropped."""
    late: bool
    """Whether it is open past its due time."""
    blocked_why: str | None
    """What a blocked action needs."""
    done: str | None
    """When it was done."""
    evidence: str | None
    """How one can see that it is done."""


def named(party: Party | None) -> str | None:
    """How readers inside know someone: by name, and one of ours by handle while no name is known."""
    if isinstance(party, Person):
        return party.name or party.at_handle
    return party.name if party else None


def tasks(dossier: Dossier, *, open_only: bool) -> tuple[Task, ...]:
    """The actions, in the order in which the dossier has them (by due time)."""
    return tuple(_task(dossier, action) for action in dossier.actions if action.status.is_open or not open_only)


def _task(dossier: Dossier, action: Action) -> Task:
    return Task(
        ref=reference(Letter.ACTION, action.id) or "",
        text=action.text,
        owner=named(action.owner),
        due=dossier.said(action.due, Audience.INTERNAL) if action.due else None,
        status=spoken(action.status),
        late=action.is_late(dossier.now),
        blocked_why=action.blocked_why,
        done=dossier.said(action.done_at, Audience.INTERNAL) if action.done_at else None,
        evidence=action.evidence,
    )
