"""What the clocks are read off, taken from the store: a constant number of queries, however many escalations."""

from collections.abc import Iterable, Sequence
from datetime import tzinfo
from itertools import chain
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from warroom.cli.room import Room
    from warroom.domain import Account, Cadence, Escalation, Outline, Unreadable
    from warroom.insight.cadence import Defaults
    from warroom.insight.clocks import Books
    from warroom.insight.kept import Record
    from warroom.store import Store
    from warroom.store.overview import Overview
    from warroom.store.pace import Pace
    from warroom.times import Deadline
    from warroom.vocabulary import Audience


def books(room: "Room", store: "Store", escalations: "Sequence[Escalation]") -> "Books":
    """What runs on these escalations."""
    from warroom.insight.clocks import Books
    from warroom.insight.past import Past

    changes = store.changes(escalations)
    numbers = {escalation.id for escalation in escalations}
    return Books(
        escalations=escalations,
        last=store.last_updates(escalations),
        plan=store.plans(escalations),
        pasts={one.number: Past(one, changes.get(one.number, ())) for one in escalations},
        actions=store.open_work(escalations),
        touched=store.touched(),
        promises=[one for one in store.promises() if one.escalation_id in numbers],
        requests=[one for one in store.requests() if one.escalation_id in numbers],
        defaults=defaults(room),
        now=room.now,
        zone=room.zone,
        zones=_zones(escalation.account for escalation in escalations),
        criteria=store.open_criteria(escalations),
    )


# What of an escalation its clocks are read off.
_READ = ("status", "kind", "severity", "rag", "raised_at", "declared_at", "restored_at", "relapsed_at")


def next_updates(
    room: "Room", overview: "Overview", outlines: "Sequence[Outline]"
) -> "dict[int, Deadline | Unreadable | None]":
    """When each customer is next to hear from us, by the number of the escalation: the time that ``due`` tells."""
    whole = {one.number: one for one in outlines if _is_readable(getattr(one.columns, name) for name in _READ)}
    return {number: _next_update(room, whole[number], pace) for number, pace in overview.paces(whole).items()}


def _next_update(room: "Room", outline: "Outline", pace: "Pace") -> "Deadline | Unreadable | None":
    from warroom.domain import Unreadable
    from warroom.insight.past import Past
    from warroom.insight.watch import as_told, due_at
    from warroom.times import zone_named
    from warroom.vocabulary import Audience

    last = pace.last
    if not _is_readable([*(last or ()), *chain.from_iterable(pace.lines), *(change.at for change in pace.changes)]):
        return Unreadable("unknown")
    zone = zone_named(outline.timezone, field="--timezone") if outline.timezone else room.zone
    past = Past(outline.columns, pace.changes)
    at = due_at(Audience.CUSTOMER, past, pace.lines, last=last, defaults=defaults(room), zone=zone, now=room.now)
    return as_told(at, last) if at is not None else None


def _is_readable(values: Iterable[Any]) -> bool:
    from warroom.domain import Unreadable

    return not any(isinstance(value, Unreadable) for value in values)


def defaults(room: "Room") -> "Defaults":
    """The rhythms that hold where nothing is planned."""
    from warroom.insight.cadence import Defaults
    from warroom.settings import rhythms

    return Defaults(rhythms(room.settings))


def _zones(accounts: "Iterable[Account]") -> dict[int, tzinfo]:
    """The customers' own clocks, where they are known."""
    from warroom.times import zone_named

    named = {account.number: account.timezone for account in accounts if account.timezone}
    return {number: zone_named(zone, field="--timezone") for number, zone in named.items()}


def kept(room: "Room", store: "Store", escalation: "Escalation") -> "dict[Audience, Record]":
    """What was planned and said on an escalation, by audience."""
    from warroom.insight.kept import Record
    from warroom.insight.past import Past
    from warroom.vocabulary import READERS

    lines, told = store.plan(escalation), store.told(escalation)
    past = Past(escalation, store.changes([escalation]).get(escalation.number, ()))
    return {
        audience: Record(
            audience=audience,
            past=past,
            lines=[line for line in lines if line.audience is audience],
            told=[update for update in told if update.audience is audience],
            defaults=defaults(room),
            zone=zone_for(room, escalation, audience),
        )
        for audience in READERS
    }


def zone_for(room: "Room", escalation: "Escalation", audience: "Audience") -> tzinfo:
    """The clocks a reader goes by: the customer's own where they are known."""
    from warroom.vocabulary import Audience

    own = _zones([escalation.account]) if audience is Audience.CUSTOMER else {}
    return own.get(escalation.account_id, room.zone)


def line_of(store: "Store", escalation: "Escalation", audience: "Audience") -> "Cadence | None":
    """The line of the plan that holds now for an audience."""
    lines = store.plans([escalation]).get((escalation.number, audience), ())
    return next((line for line in lines if line.holds), None)
