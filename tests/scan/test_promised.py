"""The time of the next update is read as the text tells it, or not at all: a wrong one would be recorded unseen."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from warroom.scan.promised import promised

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
FRIDAY = datetime(2026, 12, 18, 8, tzinfo=UTC)  # 09:00 in Berlin
SUMMER = datetime(2026, 7, 1, 8, tzinfo=UTC)

READ = {
    "You will hear from us again by Fri 18 Dec 16:00 CET, whether or not there is news.": "18 15:00",
    "Sie hören wieder von uns bis Fr. 18. Dez. 16:00 MEZ, ob es Neues gibt oder nicht.": "18 15:00",
    "Nächste Nachricht um 16 Uhr 30 MEZ am Freitag.": "18 15:30",
    "Next update: 2026-12-18T16:30Z": "18 16:30",
    "**Next update:** 18.12.2026, 16:00 CET": "18 15:00",
    "| Next update | Fri 18 Dec 16:00 CET |": "18 15:00",
    "Our next update comes at 16:00 UTC+01:00 (10:00 EST) tomorrow.": "19 15:00",
    "You will hear from us again by 4 pm Berlin time on Friday, 18 December 2026.": "18 15:00",
    "You will hear from us again by 12:15 pm CET.": "18 11:15",
    "You will hear from us again by noon CET.": "18 11:00",
    "You will hear from us again by Dec 18th, 5:30 p.m. Eastern Time.": "18 22:30",
    "You will hear from us again by 17:30. All times are in UTC.": "18 17:30",
    "You will hear from us again by 16:00 your local time.": "18 15:00",
    "We write again at 08:00 CET.": "19 07:00",
    "You will hear from us again by 16:00.": "18 15:00",  # they and we read the same clock
    "This is later than we had promised (Fri 18 Dec 08:30 CET). Next update at 16:00 UTC-5.": "18 21:00",
    "We have nothing new since our last update (Fri 18 Dec 07:40 CET). We write again at 10:00 CET.": "18 09:00",
    "The report of our carrier comes at 15:00 CET. You will hear from us again by 16:00 CET.": "18 15:00",
}
UNSURE = [
    "You will hear from us again tomorrow.",
    "You will hear from us again in two hours.",
    "You will hear from us again between 14:00 and 16:00 CET.",
    "You will hear from us again by Thu 17 Dec 16:00 CET.",
    "You will hear from us again by Sat 18 Dec 16:00 CET.",
    "You will hear from us again next Friday at 16:00 CET.",
    "You will hear from us again on 03/04/2027 at 16:00 CET.",
    "We write again this evening at 8:00 CET.",
    "We write again at 16:00 IST.",
    "We write again at 16:00 CEST.",
    "We write again at midnight CET.",
]


def moment(text: str, *, now: datetime = FRIDAY, reader: ZoneInfo | None = BERLIN, ours: ZoneInfo = BERLIN) -> str:
    """What is read: a day and a time in UTC, ``unsure``, or ``silent``."""
    found = promised(text, now=now, reader=reader, ours=ours)
    if found.time is not None:
        return f"{found.time.at:%d %H:%M}"
    return "unsure" if found.is_told else "silent"


@pytest.mark.parametrize("text", READ)
def test_a_time_is_read_with_the_day_and_the_zone_beside_it(text: str) -> None:
    assert moment(text) == READ[text]


@pytest.mark.parametrize("text", UNSURE)
def test_what_could_mean_two_times_is_not_read(text: str) -> None:
    assert moment(text) == "unsure"


def test_a_text_without_a_word_of_it_tells_none() -> None:
    assert moment("The feed stopped at 08:40 CET.") == "silent"


def test_a_time_without_a_zone_is_read_only_where_everybody_reads_the_same_clock() -> None:
    text = "Next update at 16:00."
    assert moment(text, reader=None) == moment(text, reader=NEW_YORK) == "unsure"
    assert moment(text, reader=ZoneInfo("Europe/Madrid")) == "18 15:00"


def test_a_label_of_the_other_half_of_the_year_is_not_read() -> None:
    assert moment("Next update at 16:00 CET.", now=SUMMER) == "unsure"
    assert moment("Next update at 16:00 BST.", now=SUMMER) == "01 15:00"


def test_a_label_is_that_of_the_reader_before_any_other() -> None:
    shanghai = ZoneInfo("Asia/Shanghai")
    assert moment("Next update at 23:00 CST.", reader=shanghai) == "18 15:00"
    assert moment("Next update at 23:00 CST.") == "unsure"
    assert moment("Next update at 11:00 EST.", reader=NEW_YORK) == "18 16:00"


def test_many_times_are_read_in_a_time_that_grows_with_the_text_only() -> None:
    text = "\n\n".join(["You will hear from us again by 16:00. All times are in CET."] * 3000)
    assert moment(text) == "18 15:00"
