"""Every clock that runs, in one list: when it runs out, and when it does not run."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from tests.documents.war import War
from warroom.domain import Action, Cadence, Promise, Request, wording
from warroom.domain.change import Change
from warroom.insight.cadence import Defaults
from warroom.insight.clocks import Books, Due, What, clocks, owed_to_customers
from warroom.insight.past import Past
from warroom.vocabulary import Answer, Audience, Kind, Severity

OPENED = "2026-11-21T09:20Z"


def books(war: War, touched: dict[int, datetime] | None = None, *, lines: Sequence[Cadence] = ()) -> Books:
    """What runs on the one escalation of a war room; its customer heard from us whenever something was sent."""
    for owed in (*war.actions, *war.promises, *war.requests, *war.criteria):
        owed.account, owed.escalation = war.account, war.escalation
    return Books(
        escalations=[war.escalation],
        last={(14, update.audience): update for update in war.updates},
        plan={(14, line.audience): [line] for line in lines},
        pasts={14: Past(war.escalation, Change.told_by(war.entries))},
        actions=war.actions,
        touched=touched or {},
        promises=war.promises,
        requests=war.requests,
        criteria=war.criteria,
        defaults=Defaults(),
        now=war.now,
        zone=war.zone,
    )


def due(war: War, what: What, touched: dict[int, datetime] | None = None) -> list[str]:
    """When the clocks of a kind run out, in UTC."""
    found = clocks(books(war, touched))
    return [f"{one.at.astimezone(UTC):%d %H:%M}" for one in found if one.what is what]


def test_the_most_urgent_comes_first_and_each_names_who_carries_it() -> None:
    war = War(OPENED)
    war.do("Roll back", owner=war.ines, due="10:30")
    war.promise("It runs again", owner=war.ines, due="10:40", agreed="call")
    found = clocks(books(war))
    assert [(f"{one.at:%H:%M}", one.what, one.owner) for one in found] == [
        ("09:30", What.ACTION, war.ines),
        ("09:40", What.PROMISE, war.ines),
        ("09:50", What.UPDATE, war.sam),
        ("09:50", What.UPDATE, war.sam),
        ("09:50", What.UPDATE, war.sam),
        ("09:50", What.ACKNOWLEDGEMENT, war.sam),
    ]


@pytest.mark.parametrize(("severity", "at"), [(1, "21 09:50"), (2, "21 10:20"), (3, "21 13:20"), (4, "23 09:20")])
def test_an_acknowledgement_is_due_by_severity(severity: int, at: str) -> None:
    assert due(War(OPENED, severity=Severity(severity)), What.ACKNOWLEDGEMENT) == [at]


def test_an_acknowledgement_is_not_due_once_it_was_given_or_the_customer_has_heard_from_us() -> None:
    given, told = War(OPENED), War(OPENED)
    given.escalation.acknowledge(at=given.moment("now"), stamp=given.stamp, label=wording("-"))
    told.send()
    assert due(given, What.ACKNOWLEDGEMENT) == due(told, What.ACKNOWLEDGEMENT) == []


def test_no_clock_of_an_update_runs_for_what_was_written_down_afterwards() -> None:
    war = War(OPENED, retrospective=True)
    assert due(war, What.UPDATE) == due(war, What.ACKNOWLEDGEMENT) == []


def promised(war: War) -> Promise:
    return war.promise("It runs again", owner=war.ines, due="15:00", agreed="call")


def test_a_promise_is_due_until_it_is_kept_also_after_it_was_missed() -> None:
    war = War(OPENED)
    war.promise("Only an idea", owner=war.ines, due="15:00")
    promise = promised(war)
    assert due(war, What.PROMISE) == ["21 14:00"]
    promise.move(war.due("16:00"), stamp=war.stamp, told="call")
    assert due(war, What.PROMISE) == ["21 15:00"]
    promise.miss("late", stamp=war.at("2026-11-21T15:30Z").stamp)
    assert due(war, What.PROMISE) == ["21 15:00"]
    promise.keep(at=war.now, stamp=war.stamp)
    assert due(war, What.PROMISE) == []


def asked(war: War, due: str | None = None) -> Request:
    return war.ask("A report", by=war.dana, due=due)


def test_a_request_is_due_when_it_is_wanted_else_within_two_business_days() -> None:
    war = War("2026-11-20T09:20Z")  # a Friday
    asked(war, "15:00")
    asked(war)
    assert due(war, What.REQUEST) == ["20 14:00", "24 09:20"]


def test_an_answer_starts_the_two_days_anew_and_a_no_ends_it() -> None:
    war = War("2026-11-20T09:20Z")
    first, second = asked(war), asked(war)
    war.at("2026-11-23T09:00Z")
    first.reply(Answer.AGREE, None, stamp=war.stamp)
    second.reply(Answer.DECLINE, "We cannot", stamp=war.stamp)
    assert due(war, What.REQUEST) == ["25 09:00"]


def test_what_the_customer_asked_is_the_owners_until_somebody_has_it() -> None:
    war = War(OPENED)
    asked(war)
    war.ask("An engineer", of=war.ines)
    found = [one for one in clocks(books(war)) if one.what is What.REQUEST]
    assert [one.owner for one in found] == [war.sam, war.ines]


def work(severity: int, due: str | None = None) -> tuple[War, Action]:
    war = War(OPENED, severity=Severity(severity))
    return war, war.do("Roll back", owner=war.ines, due=due)


def test_an_action_is_due_and_one_that_is_late_is_not_stale_as_well() -> None:
    war, action = work(1, "12:00")
    war.at("2026-11-25T09:00Z")
    assert due(war, What.ACTION) == ["21 11:00"]
    assert due(war, What.STALE) == []
    action.finish(at=war.now, stamp=war.stamp)
    assert due(war, What.ACTION) == []


@pytest.mark.parametrize(("severity", "hours"), [(1, 24), (2, 72), (3, 72), (4, 72)])
def test_an_action_is_stale_when_nobody_has_spoken_of_it_for_long(severity: int, hours: int) -> None:
    war, _ = work(severity)
    touched = war.now + timedelta(hours=1)
    war.now = touched + timedelta(hours=hours)
    assert due(war, What.STALE, {1: touched}) == []
    war.now += timedelta(minutes=1)
    assert due(war, What.STALE, {1: touched}) == [f"{touched + timedelta(hours=hours):%d %H:%M}"]
    assert len(due(war, What.STALE)) == 1, "never spoken of, it counts from when it was made"


@pytest.mark.parametrize(("severity", "hours"), [(1, 4), (2, 24), (4, 24)])
def test_an_action_is_pointed_out_when_it_is_blocked_for_long(severity: int, hours: int) -> None:
    war, action = work(severity)
    action.block("no access", stamp=war.stamp)
    since = war.now
    war.now = since + timedelta(hours=hours)
    assert due(war, What.BLOCKED) == []
    war.now += timedelta(minutes=1)
    assert due(war, What.BLOCKED) == [f"{since + timedelta(hours=hours):%d %H:%M}"]
    action.unblock(stamp=war.stamp)
    assert due(war, What.BLOCKED) == []


def test_a_customer_waits_for_updates_promises_and_answers_and_not_for_what_we_ask_inside() -> None:
    war = War(OPENED)
    war.do("Roll back", owner=war.ines, due="10:30")
    promised(war)
    asked(war, "16:00")
    war.ask("An engineer", of=war.ines, due="11:00")
    found: list[Due] = owed_to_customers(books(war))
    assert [(one.what, one.audience) for one in found] == [
        (What.UPDATE, Audience.CUSTOMER), (What.PROMISE, None), (What.REQUEST, None),
    ]  # fmt: skip


def calm(*, retrospective: bool = False) -> War:
    """What is stable."""
    war = War(OPENED, retrospective=retrospective)
    war.escalation.restore(at=war.moment("now"), stamp=war.stamp, label=wording("-"))
    return war


def test_the_end_of_monitoring_is_the_owners_clock_until_it_is_closed_or_breaks_again() -> None:
    war = calm()
    assert due(war, What.MONITORING_END) == []
    war.deescalate("5d", force="x")
    assert due(war, What.MONITORING_END) == ["26 09:20"]
    (one,) = [one for one in clocks(books(war)) if one.what is What.MONITORING_END]
    assert (one.owner, one.record, one.is_overdue(war.now)) == (war.sam, None, False)
    assert one.is_overdue(war.now + timedelta(days=6))
    war.escalation.relapse("x", stamp=war.stamp)
    assert due(war, What.MONITORING_END) == []


def test_monitoring_without_an_end_is_over_at_once() -> None:
    war = calm()
    war.deescalate(None, force="x")
    assert due(war, What.MONITORING_END) == ["21 09:20"]


def test_an_exit_criterion_is_due_where_a_time_was_said_until_it_is_settled() -> None:
    war = calm()
    war.expect("A report", by=war.dana)
    criterion = war.expect("Five clean runs", by=war.dana, due="15:00")
    assert due(war, What.CRITERION) == ["21 14:00"]
    criterion.meet(at=war.now, stamp=war.stamp)
    assert due(war, What.CRITERION) == []


def test_nothing_of_the_end_runs_for_what_was_written_down_afterwards() -> None:
    war = calm(retrospective=True)
    war.expect("A report", by=war.dana, due="15:00")
    war.deescalate("5d", force="x")
    assert due(war, What.MONITORING_END) == due(war, What.CRITERION) == []


def test_slow_tempo_has_its_own_rhythm_for_each_audience() -> None:
    war = War("2026-11-20T09:20Z", kind=Kind.RELATIONSHIP, severity=Severity.CHANGE)
    war.send()
    found = {one.audience: f"{one.at:%a %d %H:%M}" for one in clocks(books(war)) if one.audience}
    assert found == {
        Audience.CUSTOMER: "Tue 24 09:20", Audience.EXECUTIVE: "Fri 20 16:00", Audience.INTERNAL: "Tue 24 09:20",
    }  # fmt: skip


def test_a_missed_update_stays_due_whatever_is_planned_or_judged_afterwards() -> None:
    war = War(OPENED)
    war.at("2026-11-21T09:40Z").send(next="11:00")
    calmer = war.at("2026-11-21T10:30Z")
    calmer.escalation.rate(Severity.MINOR, stamp=calmer.stamp, why="a way around")
    slower = Cadence.planned(Audience.CUSTOMER, None, stamp=calmer.stamp, rhythm="7d")
    found = {one.audience: f"{one.at:%a %H:%M}" for one in clocks(books(war, lines=[slower])) if one.audience}
    assert found[Audience.CUSTOMER] == "Sat 10:00", "what was promised passed before anything changed"


def test_a_missed_first_word_stays_due_when_the_severity_falls() -> None:
    war = War(OPENED)
    calmer = war.at("2026-11-21T10:30Z")
    calmer.escalation.rate(Severity.MINOR, stamp=calmer.stamp, why="a way around")
    assert due(war, What.ACKNOWLEDGEMENT) == ["21 09:50"]
