"""A promise is kept after it was given, an action done after it was added, and nothing is missed before it is due."""

import pytest

from tests.documents.war import War
from tests.domain.test_the_life_of_an_escalation import codes
from warroom.domain import Promise
from warroom.errors import Refused
from warroom.times import Deadline
from warroom.vocabulary import Precision, PromiseStatus


def given(war: War) -> Promise:
    return war.promise("The export runs again", owner=war.ines, due="17:00", agreed="call")


def test_a_promise_is_not_kept_before_it_was_given() -> None:
    war = War("2026-11-21T09:20:30Z")
    promise = given(war)
    for typed in ("09:00", "10:21"):  # one minute ahead, by the clock, is yesterday
        with pytest.raises(Refused) as refusal:
            promise.keep(at=war.moment(typed).at, stamp=war.stamp)  # type: ignore[arg-type]
        assert codes(refusal) == ["out_of_order"]
    assert str(refusal.value).startswith(
        "That is out of order: kept at Fri 20 Nov 10:21 CET is before P1 was given (Sat 21 Nov 10:20 CET)."
    )
    promise.keep(at=war.moment("10:20").at, stamp=war.stamp)  # type: ignore[arg-type]
    assert (promise.status, promise.missed_at) == (PromiseStatus.KEPT, None)


def test_an_action_is_not_done_before_it_was_added() -> None:
    war = War()
    action = war.do("Roll back")
    with pytest.raises(Refused) as refusal:
        action.finish(at=war.moment("-10m").at, stamp=war.stamp)  # type: ignore[arg-type]
    assert codes(refusal) == ["out_of_order"]
    assert "log TEXT --at TIME --kind action" in refusal.value.reasons[0].way_out  # a true time is not to be bent
    assert "--retrospective" in refusal.value.reasons[0].way_out
    assert action.done_at is None
    action.finish(at=war.now, stamp=war.stamp)


def test_of_a_retrospective_each_time_is_kept_as_it_was() -> None:
    war = War(retrospective=True)
    action, promise = war.do("Roll back"), given(war)
    before = war.moment("-3h").at
    assert before
    action.finish(at=before, stamp=war.stamp)
    promise.keep(at=before, stamp=war.stamp)
    assert (action.done_at, promise.kept_at) == (before, before)


def test_what_is_not_due_yet_is_not_missed() -> None:
    war = War()
    promise = given(war)
    with pytest.raises(Refused) as refusal:
        promise.miss("no patch", stamp=war.stamp)
    assert codes(refusal) == ["not_due"]
    assert refusal.value.hint == 'warroom move P1 --due TIME --told "…",  or  warroom release P1 --by CONTACT'
    promise.miss("no patch", stamp=war.at("2026-11-21T16:00Z").stamp)
    assert promise.status is PromiseStatus.MISSED


def test_what_was_promised_and_kept_before_anybody_wrote_it_down_is_kept_in_time() -> None:
    war = War()
    heard, due, kept = (war.moment(typed).at for typed in ("-5h", "-2h", "-3h"))
    assert heard
    assert due
    assert kept
    promise = war.promise("The export runs again", owner=war.ines, agreed="call")
    promise.complete(to=None, owner=None, due=Deadline(due, Precision.MINUTE))
    with pytest.raises(Refused) as refusal:
        promise.give("call", stamp=war.stamp)
    assert codes(refusal) == ["due_passed"]
    assert refusal.value.hint.endswith("warroom give P1 --at TIME")
    promise.give("call", at=heard, stamp=war.stamp)
    promise.keep(at=kept, stamp=war.stamp)
    assert (promise.status, promise.given_at, promise.kept_at) == (PromiseStatus.KEPT, heard, kept)
    assert promise.missed_at is None


def test_of_a_retrospective_a_promise_is_given_although_it_was_due_long_ago() -> None:
    war = War(retrospective=True)
    due = war.moment("-2h").at
    assert due
    promise = war.promise("The export runs again", owner=war.ines, agreed="call")
    promise.complete(to=None, owner=None, due=Deadline(due, Precision.MINUTE))
    promise.give("call", stamp=war.stamp)
    promise.keep(at=due, stamp=war.stamp)
    assert (promise.status, promise.missed_at) == (PromiseStatus.KEPT, None)
