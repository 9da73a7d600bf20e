"""What we need from somebody inside: still asked, agreed and not delivered yet, or answered with something else."""

from dataclasses import dataclass

from warroom.documents.dossier import Dossier
from warroom.documents.tasks import named
from warroom.domain import Request
from warroom.vocabulary import Answer, Audience, Direction

_US = Audience.INTERNAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One thing that we need from somebody inside."""

    ref: str
    """Its reference."""
    text: str
    """What is needed."""
    who: str | None
    """Who has to give it; None when nobody is named."""
    due: str | None
    """Until when; None when no time is set."""
    late: bool
    """Whether that has passed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What somebody inside offers instead of what we asked of them."""

    ref: str
    """The reference of what we asked."""
    text: str
    """What we asked for."""
    who: str | None
    """Who offers it; None when nobody is named."""
    answer: str
    """What is offered, in the words of the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """One thing that somebody inside agreed to give, and that is not there yet."""

    ref: str
    """The reference of what we asked."""
    text: str
    """What is to come."""
    who: str | None
    """Who agreed to give it; None when nobody is named."""
    on: str
    """The day on which they agreed."""
    due: str | None
    """Until when; None when no time is set."""
    late: bool
    """Whether that has passed."""


def asks(dossier: Dossier) -> tuple[Ask, ...]:
    """What we asked of somebody inside who has not answered, the most urgent first."""
    return tuple(
        Ask(
            ref=one.ref,
            text=one.text,
            who=named(one.owner),
            due=dossier.said(one.due, _US) if one.due else None,
            late=one.is_late(dossier.now),
        )
        for one in _inside(dossier)
        if one.answer is None
    )


def offers(dossier: Dossier) -> tuple[Offer, ...]:
    """What we asked of somebody inside who answered with something else, until that is delivered or withdrawn."""
    return tuple(
        Offer(ref=one.ref, text=one.text, who=named(one.owner), answer=(one.answer_text or "").rstrip(". "))
        for one in _inside(dossier)
        if one.answer is Answer.INSTEAD
    )


def agreed(dossier: Dossier) -> tuple[Agreed, ...]:
    """What we asked of somebody inside who agreed, until it is delivered or withdrawn; it is not asked again."""
    return tuple(
        Agreed(
            ref=one.ref,
            text=one.text,
            who=named(one.owner),
            on=dossier.day(one.answered_at, _US),
            due=dossier.said(one.due, _US) if one.due else None,
            late=one.is_late(dossier.now),
        )
        for one in _inside(dossier)
        if one.answer is Answer.AGREE and one.answered_at is not None
    )


def _inside(dossier: Dossier) -> list[Request]:
    return [one for one in dossier.requests if one.direction is Direction.INSIDE and one.is_open]
