"""What warns, and what warns of nothing: figures, apologies, lengths, times, and names that are also words."""

from dataclasses import replace

import pytest

from tests.scan.corpus import record
from warroom.scan import Figure, Known, Level, Someone, judge
from warroom.vocabulary import DataLoss, Estimate

PROGRESS = replace(record(), stage="progress", restored=False)
FRAME = "Hello Dana, your export fails. We are restarting it. {} You will hear from us at 16:00 CET."
RAHMEN = "Guten Tag Frau Cho, Ihr Export schlägt fehl. Wir starten ihn neu. {} Sie hören bis 16:00 MEZ von uns."


def rules(said: str, known: Known = PROGRESS, frame: str = FRAME) -> set[str]:
    return {one.rule for one in judge(frame.format(said), known) if one.level is not Level.INFO}


# Figures

TWO = replace(PROGRESS, figures=(Figure(310, "pages"), Figure(350, "pages")))


@pytest.mark.parametrize(
    ("said", "expected"),
    [("310 of your pages are empty. 350 pages load slowly.", set()),
     ("310 of your pages are empty. 350 of your pages are empty.", {"N04"}),
     ("320 of your pages are empty.", {"N04"}),
     ("320 of your pages are printed already.", set()),
     ("At 13:00 CET: pages load again for half of you.", set()),
     ("Since 19 Nov pages are empty.", set()),
     ("At 10:00 CET 310 pages were empty. At 11:00 CET 350 pages were empty.", set())],
)  # fmt: skip
def test_a_figure_that_the_record_holds_is_none_that_differs_and_two_of_the_same_are_one_too_many(
    said: str, expected: set[str]
) -> None:
    assert rules(said, TWO) & {"N04"} == expected


def test_a_time_is_no_figure() -> None:
    known = replace(PROGRESS, figures=(Figure(310, "Bestellungen"),), restored=True)
    assert "N04" not in rules("19. Nov. 13:00 CET: Bestellungen laufen wieder.", known, RAHMEN)
    assert "N04" in rules("300 Bestellungen fehlen.", known, RAHMEN)


# Apologies, lengths, times


@pytest.mark.parametrize(
    ("said", "is_again"),
    [("We are sorry for the wait. We apologise for the delay.", True),
     ("This update is later than we had promised; we are sorry for that. We are sorry for the disruption to your work.",
      False),
     ("This message is late; we are sorry. We apologise that this message is late.", True),
     ("- Not kept in time, and we are sorry: You get the list.\n- Not kept in time, and we are sorry: You get a call.",
      False)],
)  # fmt: skip
def test_one_apology_for_each_failing(said: str, is_again: bool) -> None:
    assert ("W14" in rules(said)) is is_again


def test_a_list_makes_no_message_long_before_it_is_twice_as_long() -> None:
    assert "C11" in rules("We are looking at each of the steps one by one. " * 20)
    assert "C11" not in rules("\n\n" + "- We are looking at each of the steps one by one.\n" * 20 + "\n")
    assert "C11" in rules("\n\n" + "- We are looking at each of the steps one by one.\n" * 40 + "\n")


def test_a_time_is_read_as_one_word_and_a_colon_lets_one_breathe() -> None:
    told = (
        "Earlier we expected it by Sat 21 Nov 12:00 CET; that does not hold, and we cannot yet give you another time."
    )
    assert "W21" not in rules(told)
    assert "W21" not in rules(f"By Sun 22 Nov 17:00 CET, Dana Cho (Head of Claims at your office): {'word ' * 20}.")
    assert "W21" in rules("We go on to look at each and every one of the steps " * 3 + ".")


def test_later_than_promised_is_no_vague_time() -> None:
    assert "B13" not in rules("Diese Nachricht kommt später als zugesagt (Do. 19. Nov. 13:00 CET).", frame=RAHMEN)
    assert "B13" in rules("Der Rest folgt später.", frame=RAHMEN)


def test_a_committed_time_is_no_claim_that_it_works() -> None:
    known = replace(PROGRESS, estimate=Estimate.COMMITTED)
    said = "Wir erwarten, dass Ihr Dienst bis Do. 19. Nov. 15:00 MEZ wiederhergestellt ist."
    assert rules(said, known, RAHMEN) & {"C01", "W11"} == set()
    assert rules(said, frame=RAHMEN) & {"C01", "W11"} == {"W11"}


def test_that_no_data_was_lost_is_found_anew_after_a_relapse() -> None:
    again = replace(PROGRESS, data_loss=DataLoss.UNKNOWN, last_sent="Your export works again. No data was lost.")
    assert "W17" in rules("No data was lost.", again)
    assert "W17" in rules("As before, no data was lost.", again)
    assert "W17" not in rules("Earlier we said that no data was lost; we are checking this again.", again)


# Names that are words

NAMED = replace(
    PROGRESS,
    named=(),
    people=(
        Someone("Will Target", "will", "will@ours.example"), Someone("May Rose", "may", "may@ours.example"),
        Someone("Mark Kern", "mark", "mark@ours.example"),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    "said",
    ["We'll look at it, and I'll call you.", "You'll hear more.", "We’ll tell you.", "Your target is met.",
     "Mark the day.", "In May we look again.", "From May to June it was slow.", "You May call at any time.",
     "We Will be there.", "Prices rose.", "The Mark II is not affected.", "May we call you?"],
)  # fmt: skip
def test_a_word_that_is_a_name_as_well_is_only_a_word(said: str) -> None:
    assert "W01" not in rules(said, NAMED)


@pytest.mark.parametrize(
    "said",
    ["We asked Will to look.", "W. Target is on it.", "Will Target is on it.", "Ask Mark about it.", "May Rose called.",
     "It was Rose who saw it.", "@will is on it.", "Will's team is on it.", "Mark has found it."],
)  # fmt: skip
def test_a_name_that_is_a_word_as_well_is_a_name(said: str) -> None:
    assert "W01" in rules(said, NAMED)


def test_german_writes_each_noun_large() -> None:
    assert "W01" not in rules("Im Kern sind Ihre Daten da, und das ist unser Ziel.", NAMED, RAHMEN)
    assert "W01" in rules("Unser Kollege Kern prüft das.", NAMED, RAHMEN)
