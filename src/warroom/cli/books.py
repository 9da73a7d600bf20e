"""What the clocks are read off, taken from the store: a constant number of queries, however many escalations."""

from collections.abc import Iterable, Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from warroom.cli.room import Room
    from warroom.domain import Account, Cadence, Escalation
    from warroom.insight.cadence import Defaults
    from warroom.insight.clocks import Books
    from warroom.insight.kept import Record
    from warroom.store import Store
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
