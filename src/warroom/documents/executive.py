"""What our leadership reads: state, impact, exposure, and what the customer was told."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from warroom.documents.asks import Debt, Judged, Moved, Voice, debts, judged, moved, voice
from warroom.documents.case import Case, case
from warroom.documents.corrections import Correction, corrections
from warroom.documents.dossier import Dossier
from warroom.documents.exits import Exit, exits
from warroom.documents.facts import (
    CauseFact,
    ImpactFact,
    News,
    cause_facts,
    estimate,
    impact_facts,
)
from warroom.documents.needs import Agreed, Ask, Offer, agreed, asks, offers
from warroom.documents.news import news
from warroom.documents.overridden import overrides
from warroom.documents.risks import risks
from warroom.documents.since import since
from warroom.documents.tasks import Task, tasks
from warroom.documents.told import Skip, Told, awaited, left_out, told
from warroom.domain.money import worded
from warroom.times import Deadline, day_of
from warroom.vocabulary import Audience

_US = Audience.EXECUTIVE
_NEWS_SHOWN = 5  # an executive update is one screen
_BRIEF = 90  # characters, so that the headline is one line or two


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """What the account is worth, and when it can leave."""

    value: str | None
    """What the account pays a year; None when that is not known."""
    renewal: str | None
    """The day on which the contract renews; None when that is not known."""
    opt_out: str | None
    """The last day on which the customer can give notice (renewal - notice days); None when that is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutiveUpdate:
    """One update to our leadership."""

    template: ClassVar[str] = "executive_update.md.j2"

    case: Case
    """The escalation in a few words."""
    impact_brief: str | None
    """The impact in a few words; None when none is recorded."""
    impact: tuple[ImpactFact, ...]
    """What the customer cannot do."""
    asks: tuple[Ask, ...]
    """What we need from somebody inside who has not answered; with none, no decision is needed."""
    agreed: tuple[Agreed, ...]
    """What somebody inside agreed to give and has not delivered; it is not asked again."""
    offers: tuple[Offer, ...]
    """What somebody inside offers instead of what we asked of them; it is not asked again."""
    corrections: tuple[Correction, ...]
    """What this reader was told that is not so."""
    judged: tuple[Judged, ...]
    """How our judgement changed since the last executive update, with the reasons."""
    cause: tuple[CauseFact, ...]
    """Why it failed, with how sure we are."""
    estimate: str | None
    """The last estimate of when service will be back; None when there is none."""
    news: tuple[News, ...]
    """What is new since the last executive update, in order of time; of facts and of ended actions the newest."""
    more_news: int
    """How many older facts are new as well."""
    more_finished: int
    """How many earlier actions were done or dropped as well."""
    actions: tuple[Task, ...]
    """The open actions."""
    moved: tuple[Moved, ...]
    """The open actions and promises that are owed at another time than at the last executive update."""
    debts: tuple[Debt, ...]
    """What the customer waits for, what is overdue first."""
    voice: Voice | None
    """How the customer sounds, in their own words; None while nobody kept any."""
    exit: Exit
    """How it ends by agreement."""
    risks: tuple[str, ...]
    """What could get worse, a sentence each."""
    exposure: Exposure
    """What is at stake."""
    overrides: tuple[str, ...]
    """Why updates went out to the customer although a check said no, and what the check said."""
    told: Told | None
    """What the customer was told last; None before anything was."""
    left_out: Skip | None
    """The customer's update that was left out since the last one; None when none was."""
    customer_next: str | None
    """When the customer is next to hear from us; None when no clock runs."""
    customer_late: bool
    """Whether that time has passed."""
    next_update: str | None
    """When the next executive update comes; None when this is the last."""


def executive_update(dossier: Dossier, *, next_update: Deadline | None) -> ExecutiveUpdate:
    """What our leadership is told now."""
    last, new = dossier.last_sent(Audience.CUSTOMER), since(dossier, _US)
    impact, latest = impact_facts(dossier, _US), news(new, most=_NEWS_SHOWN, with_ruled_out=True)
    return ExecutiveUpdate(
        case=case(dossier, _US),
        impact_brief=_brief(impact),
        impact=impact,
        asks=asks(dossier),
        agreed=agreed(dossier),
        offers=offers(dossier),
        corrections=corrections(new),
        judged=judged(new),
        cause=cause_facts(dossier, _US),
        estimate=estimate(dossier, _US) if dossier.escalation.restored_at is None else None,
        news=latest.news,
        more_news=latest.more_facts,
        more_finished=latest.more_finished,
        actions=tasks(dossier, open_only=True),
        moved=moved(new) if new.told_before else (),
        debts=debts(dossier),
        voice=voice(dossier),
        exit=exits(dossier),
        risks=risks(dossier),
        exposure=exposure(dossier),
        overrides=tuple(one.why for one in overrides(dossier)),
        told=told(dossier, last) if last else None,
        left_out=left_out(dossier),
        next_update=dossier.by_clock(next_update, _US) if next_update else None,
        **awaited(dossier),
    )


def _brief(impact: tuple[ImpactFact, ...]) -> str | None:
    """The newest statement, cut at a word, and how many others stand beside it."""
    if not impact:
        return None
    words, others = " ".join(impact[-1].text.split()), _others(len(impact) - 1)
    if len(words) <= _BRIEF:
        return words.rstrip(".") + others
    return f"{words[:_BRIEF].rsplit(' ', 1)[0]} …{others}"


def _others(count: int) -> str:
    """That other impacts stand beside the one that is named: only a correction replaces one (model, rule 4)."""
    return f" (and {'one' if count == 1 else count} more)" if count else ""


def exposure(dossier: Dossier) -> Exposure:
    """What the account is worth and when it can leave, as far as that is known."""
    account = dossier.escalation.account
    value, opt_out = None, None
    if account.arr_minor is not None and account.currency is not None:
        value = worded(account.arr_minor, account.currency)
    if account.renewal_on is not None and account.notice_days is not None:
        opt_out = account.renewal_on - timedelta(days=account.notice_days)
    return Exposure(value=value, renewal=_day(account.renewal_on), opt_out=_day(opt_out))


def _day(day: date | None) -> str | None:
    return day_of(datetime.combine(day, time(), UTC), ZoneInfo("UTC")) if day else None
