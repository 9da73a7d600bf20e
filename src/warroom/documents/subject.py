"""The subject of an update, as it stands in a mail program."""

from datetime import datetime

from warroom.documents.dossier import Dossier
from warroom.documents.phrases import phrases
from warroom.domain import Escalation
from warroom.domain.text import TITLE_LIMIT
from warroom.times import day_of
from warroom.vocabulary import Audience


def subject_line(words: str, *, drill: bool) -> str:
    """The words, marked when they are an exercise, cut where a subject would be refused as too long."""
    whole = f"DRILL: {words}" if drill else words
    return whole if len(whole) <= TITLE_LIMIT else f"{whole[: TITLE_LIMIT - 1]}…"


def subject(dossier: Dossier) -> str:
    """The subject of every customer document on this escalation (model, rule 8)."""
    escalation = dossier.escalation
    us, words = Audience.CUSTOMER, phrases(dossier.language(Audience.CUSTOMER))
    reported = day_of(_reported(escalation), dossier.zone_for(us), tongue=dossier.tongue(us))
    case = words.case.format(number=escalation.customer_case) if escalation.customer_case else ""
    title = escalation.customer_title or words.report.format(account=escalation.account.name, day=reported) + case
    return subject_line(title, drill=escalation.drill)


def _reported(escalation: Escalation) -> datetime:
    """When they came to us; of what was written down afterwards, when it was noticed, as far as that is known."""
    noticed = escalation.detected_at or escalation.impact_started_at
    return noticed if escalation.retrospective and noticed else escalation.raised_at
