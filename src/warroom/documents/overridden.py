"""What a check said against an update that went out all the same, and why it did."""

from dataclasses import dataclass

from warroom.documents.dossier import Dossier
from warroom.domain.approval import passed_in
from warroom.scan import every_rule
from warroom.vocabulary import Audience

_GATES = {
    "not_approved": "Who has to approve it had not.",
    "not_planned": "A receiver was not in the plan.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """One update to the customer that went out although a check said no."""

    when: str
    """When it went out."""
    why: str
    """Why, and what the check said."""


def overrides(dossier: Dossier) -> tuple[Override, ...]:
    """What went out to the customer although a check said no, the oldest first."""
    return tuple(
        Override(when=dossier.said(update.sent_at, Audience.INTERNAL), why=_in_words(update.why))
        for update in dossier.sent(Audience.CUSTOMER)
        if update.why and update.sent_at
    )


def _in_words(why: str) -> str:
    """The reason for which an update passed, with what the checks had said; of those of old by what they look for."""
    passed = passed_in(why)
    if not passed.codes:
        return passed.reason
    found = {code for code, _ in passed.found}
    titles = _GATES | {rule.id: rule.title for rule in every_rule()}
    older = [titles.get(code, code) for code in passed.codes if code not in found]
    said = " ".join(f"{words.rstrip('. ')}." for words in (*(words for _, words in passed.found), *older))
    return f"{passed.reason.rstrip('. ')}. It said: {said}"
