"""How often each audience hears from us, until somebody sets another rhythm."""

from datetime import UTC, datetime, timedelta

from warroom.domain import Escalation
from warroom.times import Deadline, local
from warroom.vocabulary import TECHNICAL_KINDS, Audience, Precision, Rag, Severity, Status

_DAILY = timedelta(days=1)
_WEEKLY = timedelta(days=7)
_TWICE_A_WEEK = _WEEKLY / 2
_TWO_BUSINESS_DAYS = timedelta(days=2)
_THREE_BUSINESS_DAYS = timedelta(days=3)

_FAST = {
    Severity.STOPPED: {
        Audience.CUSTOMER: timedelta(minutes=60),
        Audience.EXECUTIVE: timedelta(hours=2),
        Audience.INTERNAL: timedelta(minutes=30),
    },
    Severity.DEGRADED: {
        Audience.CUSTOMER: timedelta(hours=4),
        Audience.EXECUTIVE: _DAILY,
        Audience.INTERNAL: timedelta(hours=2),
    },
    Severity.MINOR: {Audience.CUSTOMER: _DAILY, Audience.EXECUTIVE: _WEEKLY, Audience.INTERNAL: _DAILY},
}
_SLOW = {
    Rag.RED: {Audience.CUSTOMER: _DAILY, Audience.EXECUTIVE: _DAILY, Audience.INTERNAL: _DAILY},
    Rag.AMBER: {
        Audience.CUSTOMER: _TWO_BUSINESS_DAYS,
        Audience.EXECUTIVE: _TWICE_A_WEEK,
        Audience.INTERNAL: _TWO_BUSINESS_DAYS,
    },
    Rag.GREEN: {Audience.CUSTOMER: _WEEKLY, Audience.EXECUTIVE: _WEEKLY, Audience.INTERNAL: _THREE_BUSINESS_DAYS},
}

_STEP = timedelta(minutes=5)


def default_rhythm(escalation: Escalation, audience: Audience) -> timedelta:
    """How long an audience waits between two updates (reference: domain, 9, the figure before the bracket).

    Fast tempo (active, not restored, severity 1 to 3, something technically broken) goes by severity, everything else
    by RAG, which counts as amber while nobody has judged it. Legal hears as often as executives. The reference's
    words are taken as: daily 1 day, weekly 7 days, twice a week 84 hours, every 2 (3) business days 2 (3) days.
    """
    reader = Audience.EXECUTIVE if audience is Audience.LEGAL else audience
    if _is_fast(escalation):
        return _FAST[escalation.severity][reader]
    return _SLOW[escalation.rag or Rag.AMBER][reader]


def _is_fast(escalation: Escalation) -> bool:
    return (
        escalation.status is Status.ACTIVE
        and escalation.restored_at is None
        and escalation.severity in _FAST
        and escalation.kind in TECHNICAL_KINDS
    )


def next_update(escalation: Escalation, audience: Audience, *, now: datetime, offset_minutes: int) -> Deadline:
    """When the audience is next to hear from us: now plus the default rhythm, rounded up to full 5 minutes.

    ``offset_minutes`` is the reader's, east of UTC. Raises ValueError when ``now`` has no zone.
    """
    due = local(now, UTC) + default_rhythm(escalation, audience)
    # Every zone of today is a multiple of 15 minutes from UTC: what is round in UTC is round on every clock.
    past = timedelta(minutes=due.minute % 5, seconds=due.second, microseconds=due.microsecond)
    rounded = due + (_STEP - past if past else timedelta())
    return Deadline(rounded, Precision.MINUTE, offset_minutes)
