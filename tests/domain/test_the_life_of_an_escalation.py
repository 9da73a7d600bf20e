"""How an escalation is owned, rated and ended."""

import pytest

from tests.documents.war import War
from warroom.domain import wording
from warroom.errors import InvalidValue, Refused
from warroom.times import Deadline
from warroom.vocabulary import (
    Audience,
    CauseCategory,
    DataLoss,
    Driver,
    EntryKind,
    Kind,
    Outcome,
    Precision,
    Rag,
    Role,
    Severity,
    Status,
    UpdateKind,
)


def codes(refusal: "pytest.ExceptionInfo[Refused]") -> list[str]:
    return [reason.code for reason in refusal.value.reasons]


def closed(war: War, **told: object) -> None:
    given = {"outcome": None, "cause": None, "driver": None, "last_update": None} | told
    war.escalation.close(at=war.now, stamp=war.stamp, **given)  # type: ignore[arg-type]


def restored(war: War) -> None:
    war.escalation.restore(at=war.moment("now"), stamp=war.stamp, label=wording(""))


def test_it_has_one_owner_from_the_first_moment() -> None:
    war = War()
    assert war.escalation.owner is war.sam
    assert [(member.person, member.role) for member in war.escalation.members] == [(war.sam, Role.OWNER)]


def test_another_owner_takes_the_place_of_the_first_and_the_interval_stays() -> None:
    war = War().at("2026-11-21T10:00Z")
    war.escalation.own(war.ines, stamp=war.stamp)
    serving = [member.person for member in war.escalation.members if member.released_at is None]
    assert (war.escalation.owner, serving) == (war.ines, [war.ines])
    assert [member.released_at for member in war.escalation.members] == [war.now, None]
    assert war.entries[-1].data == {"field": "owner", "old": "@sam", "new": "@ines"}


def test_a_second_owner_and_a_role_twice_are_refused() -> None:
    war = War()
    war.escalation.enlist(war.ines, Role.TECHNICAL_LEAD, stamp=war.stamp)
    with pytest.raises(Refused) as twice:
        war.escalation.enlist(war.ines, Role.TECHNICAL_LEAD, stamp=war.stamp)
    with pytest.raises(Refused) as owner:
        war.escalation.enlist(war.ines, Role.OWNER, stamp=war.stamp)
    assert codes(twice) + codes(owner) == ["already_member", "one_owner"]


def test_severity_rises_at_any_time() -> None:
    war = War(severity=Severity.CHANGE)
    for severity in (Severity.MINOR, Severity.DEGRADED, Severity.STOPPED):
        war.escalation.rate(severity, stamp=war.stamp)
        assert war.escalation.severity is severity


def test_severity_falls_only_after_restoration_or_with_a_reason() -> None:
    war = War(severity=Severity.STOPPED)
    with pytest.raises(Refused) as refusal:
        war.escalation.rate(Severity.MINOR, stamp=war.stamp)
    assert codes(refusal) == ["reason_missing"]
    assert war.escalation.severity is Severity.STOPPED
    entry = war.escalation.rate(Severity.DEGRADED, stamp=war.stamp, why="a way around was found")
    assert (entry.why, entry.data) == ("a way around was found", {"field": "severity", "old": "1", "new": "2"})
    war.log("back", kind=EntryKind.RESTORATION, at="09:30")
    assert war.escalation.rate(Severity.MINOR, stamp=war.stamp).data["new"] == "3"


def test_every_change_of_state_writes_its_entry_marked_as_the_tools_own() -> None:
    war = War(kind=Kind.COMMERCIAL)
    war.escalation.judge(Rag.RED, stamp=war.stamp, why="their board")
    war.escalation.rate(Severity.STOPPED, stamp=war.stamp)
    war.escalation.own(war.ines, stamp=war.stamp)
    war.escalation.enlist(war.sam, Role.DEPUTY, stamp=war.stamp)
    war.escalation.settle("agreed on a plan", stamp=war.stamp)
    fields = [entry.data["field"] for entry in war.entries if entry.automatic and entry.kind is EntryKind.CHANGE]
    assert fields == ["status", "rag", "severity", "owner", "team", "status"]
    assert [entry.seq for entry in war.entries] == list(range(1, len(war.entries) + 1))
    assert war.escalation.last_seq == len(war.entries)


def test_what_was_broken_is_stable_only_when_it_is_restored() -> None:
    war = War(kind=Kind.OUTAGE)
    with pytest.raises(Refused) as refusal:
        war.escalation.settle("it looks well", stamp=war.stamp)
    assert codes(refusal) == ["not_restored"]
    assert war.escalation.status is Status.ACTIVE


def test_it_is_closed_only_with_all_that_is_owed_and_every_reason_is_told_at_once() -> None:
    war = War()
    with pytest.raises(Refused) as refusal:
        closed(war)
    assert set(codes(refusal)) >= {"no_outcome", "no_cause", "no_final_update"}
    assert all(reason.way_out for reason in refusal.value.reasons)
    assert war.escalation.status is Status.ACTIVE


def test_nothing_that_the_customer_waits_for_is_closed_away() -> None:
    war = War()
    war.promise("A draft")
    war.promise("The export runs again", owner=war.ines, due="17:00", agreed="call")
    war.promise("A list", owner=war.ines, due="17:00", agreed="call")
    war.promises[2].miss("x", stamp=war.at("2026-11-21T17:00Z").stamp)
    war.promise("A report", owner=war.ines, due="22:00", agreed="call").keep(at=war.now, stamp=war.stamp)
    war.ask("A call", by=war.dana)
    war.ask("A call on Friday", by=war.dana, answer="on Monday")
    war.ask("A person on site", of=war.ines)  # we wait for somebody inside, not the customer for us
    war.do("Add an alarm")
    war.do("Add a test", owner=war.ines, due="fri")  # it may go on after the end
    with pytest.raises(Refused) as refusal:
        closed(war, owed=[*war.promises, *war.requests, *war.actions])
    told = [(reason.code, reason.words, reason.way_out) for reason in refusal.value.reasons]
    kept = "warroom kept {0},  or  warroom release {0} --by CONTACT"
    assert told[-7:] == [
        ("promise_draft", "P1 is a draft, neither given nor dropped",
         "warroom give P1,  or  warroom drop P1 --why TEXT"),
        ("promise_open", "P2 is neither kept nor released", kept.format("P2")),
        ("promise_open", "P3 is neither kept nor released", kept.format("P3")),
        ("request_open", "Q1 is not answered", "warroom answer Q1 --agree,  --decline TEXT  or  --instead TEXT"),
        ("request_undelivered", "Q2 was answered and is not delivered",
         "warroom deliver Q2,  or  warroom withdraw Q2 --why TEXT"),
        ("action_unowned", "nobody owns A1", "warroom assign A1 PERSON"),
        ("action_undated", "A1 has no due time", "warroom move A1 --due TIME"),
    ]  # fmt: skip
    closed(war, owed=[*war.promises, *war.requests, *war.actions], force_why="the account has churned")
    assert "promise_open, request_open" in war.entries[-1].text


def test_with_all_of_it_told_it_is_closed() -> None:
    war = War()
    war.log("back", kind=EntryKind.RESTORATION, at="09:30")
    war.send(Audience.CUSTOMER, UpdateKind.CLOSURE)
    closed(
        war, outcome=Outcome.RESOLVED, cause=CauseCategory.CHANGE_RELEASE, driver=next(iter(Driver)),
        last_update=war.updates[-1],
    )  # fmt: skip
    assert (war.escalation.status, war.escalation.closed_at) == (Status.CLOSED, war.now)


@pytest.mark.parametrize("outcome", Outcome)
def test_what_is_closed_as_working_again_and_was_never_restored_is_known(outcome: Outcome) -> None:
    war = War()
    war.send(kind=UpdateKind.CLOSURE)
    told = {"cause": CauseCategory.CHANGE_RELEASE, "driver": Driver.SILENCE, "last_update": war.updates[-1]}
    closed(war, outcome=outcome, **told)
    assert war.escalation.ended_unrestored is (outcome in (Outcome.RESOLVED, Outcome.WORKAROUND_ACCEPTED))
    war.escalation.reopen("the same export failed again", stamp=war.stamp)
    restored(war)
    closed(war, outcome=outcome, **told)
    assert not war.escalation.ended_unrestored


def test_a_dispute_is_resolved_without_a_restoration() -> None:
    war = War(kind=Kind.DISPUTE)
    war.send(kind=UpdateKind.CLOSURE)
    closed(war, outcome=Outcome.RESOLVED, cause=CauseCategory.OTHER, driver=Driver.OTHER, last_update=war.updates[-1])
    assert war.escalation.status is Status.CLOSED


def test_a_forced_end_keeps_its_reason_and_names_what_was_passed_over() -> None:
    war = War()
    closed(war, force_why="the account has churned")
    assert war.escalation.forced_why == "the account has churned"
    assert "no_final_update" in war.entries[-1].text
    assert war.entries[-1].why == "the account has churned"


@pytest.mark.parametrize("outcome", [Outcome.DUPLICATE, Outcome.WITHDRAWN])
def test_what_goes_on_elsewhere_owes_a_final_update_only_to_a_customer_whom_we_wrote_to(outcome: Outcome) -> None:
    silent, told = War(), War()
    told.send(Audience.CUSTOMER)
    known = {"outcome": outcome, "cause": CauseCategory.NOT_FOUND, "driver": Driver.OTHER}
    closed(silent, **known)
    assert silent.escalation.status is Status.CLOSED
    with pytest.raises(Refused) as refusal:
        closed(told, **known, last_update=told.updates[-1])
    assert codes(refusal) == ["no_final_update"]
    assert "--force --why" in refusal.value.hint
    with pytest.raises(Refused) as refusal:
        closed(War(), **known | {"outcome": Outcome.TRANSFERRED})  # who has it now they hear from nobody else
    assert codes(refusal) == ["no_final_update"]


@pytest.mark.parametrize("mark", ["retrospective", "drill"])
def test_an_exercise_and_a_case_of_the_past_owe_no_final_update(mark: str) -> None:
    war = War(retrospective=mark == "retrospective", drill=mark == "drill")
    if mark == "drill":  # of a case of the past nobody may know when it worked again
        restored(war)
    closed(war, outcome=Outcome.RESOLVED, cause=CauseCategory.CHANGE_RELEASE, driver=next(iter(Driver)))
    assert war.escalation.status is Status.CLOSED


def test_nothing_is_added_to_what_has_ended() -> None:
    war = War()
    war.log("before")
    line = war.lines[-1]
    closed(war, force_why="a test")
    last = war.escalation.last_seq
    for move in (
        lambda: war.log("after"), lambda: war.do("after"),
        lambda: war.escalation.rate(Severity.STOPPED, stamp=war.stamp),
        lambda: war.escalation.own(war.ines, stamp=war.stamp), lambda: war.escalation.judge(Rag.RED, stamp=war.stamp),
        lambda: war.escalation.enlist(war.ines, Role.SCRIBE, stamp=war.stamp), lambda: closed(war, force_why="again"),
        lambda: war.escalation.amend(line, war.fact("after"), stamp=war.stamp),
    ):  # fmt: skip
        with pytest.raises(Refused):
            move()
    assert war.escalation.last_seq == last


def test_the_data_loss_and_the_cause_are_what_was_told_last() -> None:
    war = War()
    assert war.escalation.data_loss is DataLoss.UNKNOWN
    war.impact("x", told={"data_loss": "none"})
    war.log("a lock", kind=EntryKind.CAUSE, told={"category": "change_release"})
    assert (war.escalation.data_loss, war.escalation.cause_category) == (DataLoss.NONE, CauseCategory.CHANGE_RELEASE)


def test_a_sent_update_is_frozen_and_names_the_next_one_after_it() -> None:
    war = War()
    war.send(Audience.CUSTOMER, next="16:00")
    update = war.updates[-1]
    with pytest.raises(Refused) as refusal:
        war.escalation.tell(update, at=war.now, recipients=[], stamp=war.stamp)
    assert codes(refusal) == ["already_sent"]
    draft = war.draft(Audience.CUSTOMER)
    assert draft.next_update is not None
    update.status = update.status.DRAFT
    update.promise_next(Deadline(war.now, Precision.MINUTE))
    with pytest.raises(InvalidValue, match="is before it went out"):
        update.freeze(at=war.now, recipients=[], stamp=war.stamp)


def test_a_retrospective_is_closed_when_it_ended_and_was_then_raised_before_it() -> None:
    war = War("2026-11-21T09:20:00.500Z", retrospective=True)
    written = war.now
    war.at("2026-05-01T10:00Z")
    closed(war, outcome=Outcome.RESOLVED, cause=CauseCategory.OTHER, driver=Driver.OTHER)
    escalation = war.escalation
    assert (escalation.raised_at, escalation.declared_at, escalation.closed_at) == (war.now, war.now, war.now)
    assert escalation.created_at == written


def test_it_is_closed_within_the_minute_in_which_it_was_opened() -> None:
    war = War("2026-11-21T09:20:17.354Z")
    opened = war.now
    war.at("2026-11-21T09:20Z")
    closed(war, outcome=Outcome.RESOLVED, cause=CauseCategory.OTHER, force_why="opened by mistake")
    assert war.escalation.closed_at == opened


def test_it_is_not_closed_before_it_was_opened() -> None:
    war = War("2026-11-21T09:20:17.354Z").at("2026-11-21T09:19Z")
    with pytest.raises(Refused) as refusal:
        closed(war, outcome=Outcome.RESOLVED, cause=CauseCategory.OTHER, driver=Driver.OTHER)
    assert refusal.value.message == (
        "That is out of order: close at Sat 21 Nov 10:19 CET is before it was opened (Sat 21 Nov 10:20 CET)."
    )
    assert refusal.value.hint == (
        "Give a time from Sat 21 Nov 10:20 CET on (it was opened then);"
        "  what ended before that is opened with  --retrospective"
    )


def test_what_ends_too_early_is_told_the_last_of_the_moments_that_come_first() -> None:
    war = War()
    restored(war)
    war.at("2026-11-21T10:20Z").deescalate(force="their project has ended")
    with pytest.raises(Refused) as refusal:
        closed(war.at("2026-11-21T09:00Z"), outcome=Outcome.RESOLVED)  # before it was opened, too
    assert refusal.value.hint == "Give a time from Sat 21 Nov 11:20 CET on (it was de-escalated then)"


def test_who_withdraws_attention_too_early_is_told_when_it_was_opened() -> None:
    war = War()
    restored(war)
    with pytest.raises(Refused) as refusal:
        war.at("2026-11-21T09:00Z").deescalate(force="their project has ended")
    assert refusal.value.hint.startswith("Give a time from Sat 21 Nov 10:20 CET on (it was opened then)")


def test_it_broke_again_when_that_is_said_to_have_been_and_not_before_it_worked() -> None:
    war = War()
    war.log("back", kind=EntryKind.RESTORATION, at="10:00")
    with pytest.raises(Refused) as refusal:
        war.escalation.relapse("again", at=war.moment("09:59").at, stamp=war.stamp)
    assert codes(refusal) == ["out_of_order"]
    assert refusal.value.hint == "Give a time from Sat 21 Nov 10:00 CET on (it was restored then)"
    at = war.moment("10:15").at
    entry = war.escalation.relapse("again", at=at, stamp=war.stamp)
    assert (war.escalation.relapsed_at, entry.text) == (at, "Relapse: broken again since Sat 21 Nov 10:15 CET")
    assert "affected since Sat 21 Nov 10:15 CET" in war.draft(kind=UpdateKind.PROGRESS).body_md
    closed(war, force_why="x")
    with pytest.raises(Refused) as refusal:
        war.escalation.reopen("again", at=at, stamp=war.stamp)
    assert codes(refusal) == ["out_of_order"]
    later = war.at("2026-11-21T10:00Z").moment("10:40").at
    assert war.escalation.reopen("again", at=later, stamp=war.stamp).text.endswith("since Sat 21 Nov 10:40 CET")
    assert war.escalation.relapsed_at == later
