"""What is told, who may read it, how it is corrected, and what is owed."""

from collections.abc import Callable

import pytest

from tests.documents.war import War
from warroom.domain import Action, Wording, wording
from warroom.domain.amending import correction
from warroom.errors import InvalidValue, Refused, WarroomError, WrongUsage
from warroom.vocabulary import ActionStatus, Audience, Certainty, EntryKind

CUSTOMER, INTERNAL, EXECUTIVE, LEGAL = Audience.CUSTOMER, Audience.INTERNAL, Audience.EXECUTIVE, Audience.LEGAL


def test_without_a_word_it_is_internal() -> None:
    assert wording("x") == Wording(INTERNAL, None)


def test_words_for_the_customer_make_it_theirs() -> None:
    assert wording("x", customer="y") == Wording(CUSTOMER, "y")
    assert wording("x", safe=True) == Wording(CUSTOMER, "x")
    assert wording("x", customer="y", audience=CUSTOMER) == Wording(CUSTOMER, "y")


@pytest.mark.parametrize("audience", [EXECUTIVE, LEGAL, INTERNAL])
def test_a_label_inside_needs_no_wording_and_takes_none(audience: Audience) -> None:
    assert wording("x", audience=audience) == Wording(audience, None)
    with pytest.raises(InvalidValue):
        wording("x", customer="y", audience=audience)
    with pytest.raises(InvalidValue):
        wording("x", safe=True, audience=audience)


@pytest.mark.parametrize(
    "told", [{"audience": CUSTOMER}, {"customer": "y", "safe": True}, {"customer": "  "}, {"customer": ""}]
)
def test_a_label_for_the_customer_needs_exactly_one_wording(told: dict[str, object]) -> None:
    with pytest.raises(InvalidValue):
        wording("x", **told)  # type: ignore[arg-type]


def test_a_correction_is_a_new_entry_and_both_stay() -> None:
    war = War()
    first = war.log("1840 claims", by=war.dana, certainty=Certainty.SUSPECTED)
    war.amend(first.seq, "1790 claims", why="50 were filed by hand")
    war.amend(first.seq, "1780 claims")
    assert [entry.text for entry in war.entries if not entry.automatic] == ["1840 claims", "1790 claims", "1780 claims"]
    assert [entry.amends_id for entry in war.entries if not entry.automatic] == [None, first.id, first.id]
    (line,) = [line for line in war.lines if not line.first.automatic]
    assert (line.first.text, line.last.text) == ("1840 claims", "1780 claims")


def test_a_correction_of_the_time_moves_the_line_and_keeps_its_number() -> None:
    war = War()
    war.log("earlier", at="08:00")
    late = war.log("late", at="09:00")
    war.amend(late.seq, "late", at=war.moment("07:00"))
    lines = [line.first.text for line in war.lines if not line.first.automatic]
    assert lines == ["late", "earlier"]


def test_a_correction_keeps_what_it_does_not_name() -> None:
    war = War()
    war.log("x", at="08:00", by=war.dana, evidence="https://e.example", customer="y", kind=EntryKind.FINDING)
    line = war.lines[-1] if not war.lines[-1].first.automatic else war.lines[0]
    fact = correction(line, "z")
    assert (fact.text, fact.wording, fact.kind, fact.by, fact.evidence) == (
        "z", Wording(CUSTOMER, "y"), EntryKind.FINDING, war.dana, "https://e.example",
    )  # fmt: skip
    assert fact.moment.at == line.last.occurred_at


def test_new_words_of_what_was_released_as_it_stood_need_their_release_again() -> None:
    war = War()
    war.log("x", at="08:00", safe=True)
    line = next(line for line in war.lines if not line.first.automatic)
    with pytest.raises(WrongUsage):
        correction(line, "other words")
    assert correction(line, "other words", safe=True).wording == Wording(CUSTOMER, "other words")
    assert correction(line, "other words", audience=INTERNAL).wording == Wording(INTERNAL, None)


def test_a_correction_of_nothing_and_of_the_tools_own_entry_is_refused() -> None:
    war = War()
    war.log("x")
    with pytest.raises(WrongUsage):
        correction(war.lines[-1], None)
    with pytest.raises(Refused):
        correction(war.lines[0], "x")
    with pytest.raises(Refused) as refusal:
        war.escalation.amend(war.lines[0], war.fact("x"), stamp=war.stamp)
    assert [reason.code for reason in refusal.value.reasons] == ["automatic"]


def test_when_it_was_recorded_is_the_clocks_to_say() -> None:
    war = War()
    entry = war.log("x", at="2026-11-01 08:00")
    assert entry.recorded_at == war.now
    assert entry.occurred_at is not None
    assert entry.occurred_at < entry.recorded_at


MOVES: dict[str, Callable[[War, Action], None]] = {
    "start": lambda war, action: action.start(stamp=war.stamp),
    "block": lambda war, action: action.block("access", stamp=war.stamp),
    "unblock": lambda war, action: action.unblock(stamp=war.stamp),
    "done": lambda war, action: action.finish(at=war.now, stamp=war.stamp),
    "drop": lambda war, action: action.drop("needless", stamp=war.stamp),
    "move": lambda war, action: action.move(war.due("16:00"), stamp=war.stamp),
    "assign": lambda war, action: action.assign(war.ines, stamp=war.stamp),
}
OPEN, BUSY, BLOCKED, DONE, DROPPED = (
    ActionStatus.OPEN, ActionStatus.IN_PROGRESS, ActionStatus.BLOCKED, ActionStatus.DONE, ActionStatus.DROPPED,
)  # fmt: skip
# How one comes to a status, and what each move makes of it.
WAYS = {OPEN: [], BUSY: ["start"], BLOCKED: ["block"], DONE: ["done"], DROPPED: ["drop"]}
LIFE = {
    OPEN: {"start": BUSY, "block": BLOCKED, "done": DONE, "drop": DROPPED, "move": OPEN, "assign": OPEN},
    BUSY: {"block": BLOCKED, "done": DONE, "drop": DROPPED, "move": BUSY, "assign": BUSY},
    BLOCKED: {"unblock": BUSY, "done": DONE, "drop": DROPPED, "move": BLOCKED, "assign": BLOCKED},
    DONE: {},
    DROPPED: {},
}


@pytest.mark.parametrize("status", LIFE)
@pytest.mark.parametrize("move", MOVES)
def test_an_action_lives_as_its_table_says(status: ActionStatus, move: str) -> None:
    war = War()
    action = war.do("Stop the retries", owner=war.sam, due="14:00")
    for way in WAYS[status]:
        MOVES[way](war, action)
    before, last = len(war.entries), action.status
    if move in LIFE[status]:
        MOVES[move](war, action)
        assert action.status is LIFE[status][move]
        assert len(war.entries) == before + 1
        assert war.entries[-1].automatic
    else:
        with pytest.raises(WarroomError):
            MOVES[move](war, action)
        assert (action.status, len(war.entries)) == (last, before)


def test_a_later_due_time_is_a_slip_and_the_first_one_stays() -> None:
    war = War()
    action = war.do("x", due="14:00")
    first = action.due_at
    for typed, slips in (("15:00", 1), ("14:30", 1), ("16:00", 2)):
        action.move(war.due(typed), stamp=war.stamp)
        assert (action.slips, action.original_due_at) == (slips, first)


def test_a_first_due_time_is_no_slip() -> None:
    war = War()
    action = war.do("x")
    action.move(war.due("15:00"), stamp=war.stamp)
    assert (action.slips, action.original_due_at) == (0, action.due_at)


def test_an_action_has_one_owner_ours_or_theirs() -> None:
    war = War()
    action = war.do("x", owner=war.sam)
    action.assign(war.dana, stamp=war.stamp)
    assert (action.owner, action.owner_person, action.owner_contact) == (war.dana, None, war.dana)
    assert not action.belongs_to("sam")


def test_an_action_is_late_only_while_it_is_open_and_due() -> None:
    war = War()
    action, undated = war.do("x", due="14:00"), war.do("y")
    war.at("2026-11-21T13:00:01Z")
    assert (action.is_late(war.now), undated.is_late(war.now)) == (True, False)
    action.finish(at=war.now, stamp=war.stamp)
    assert not action.is_late(war.now)
