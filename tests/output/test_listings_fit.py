"""Every listing fits a terminal of 80 columns, with names, titles and times as long as they are in real life."""

import pytest

from tests.bar.furnished import LISTINGS
from tests.story import Terminal

TITLE = "Label service drops the customs code on parcels to Switzerland since release 6.1"
ROOM = (
    "account add alder-bay-logistics Alder Bay Logistics --tier strategic --owner @robin --timezone Europe/Berlin"
    " --language de-CH --renewal 2027-03-31 --new",
    "person add @robin Robin Vale --email robin.vale@example.com --title 'Escalation Manager' --department support",
    "person add @imke Imke Brandt --email imke.brandt@example.com --title 'Principal Engineer'"
    " --department customer_success",
    "contact add alder-bay-logistics priya-nair Priya Nair --email priya.nair@logistics.example.com"
    " --role economic_buyer --decides",
    f"open alder-bay-logistics {TITLE} --sev 2 --impact-start '2 jan 2026 08:10' --detected '2 jan 2026 08:12'"
    " --by priya-nair --owner @robin --kind performance -c 'Labels without a customs code' --retrospective",
    f"open alder-bay-logistics {TITLE} --sev 1 --owner @robin --drill",
    "team add @imke --role technical_lead --need 'the list of parcels that were labelled this morning' -e E1",
    "log The first label with a code was printed in Rotterdam by the night shift --by @imke -e E1",
    "log Priya Nair called and asks for a list by noon --at '~3 jan 2026 08:50' --by priya-nair --audience executive"
    " -e E1",
    "do Print the labels of this morning again and send the list to Rotterdam --owner priya-nair --due"
    " '2026-10-05 14:00' -e E1",
    "do Roll the label service back to 6.0 --owner @imke --due '2027-11-05 14:00' -e E1",
    "do Ask the carrier -e E1",
    "block A2 --why 'the list of parcels from the warehouse'",
    "rag amber --why 'the board has called' -e E1",
    "sent customer --kind no_change --at '2026-11-20 08:50' --next '2027-01-05 16:00' --to priya-nair -e E1",
    "sent executive --next '2027-11-05 16:00' -e E1",
    "update customer -e E1",
    "exit add Every parcel that was labelled this morning has a new label --agreed-by priya-nair"
    " --due '2027-11-05 14:00' -e E1",
    "config timezone America/Argentina/Buenos_Aires",
    "template copy customer",
    "use E1",
)
MORE = (
    ("people",), ("contacts", "alder-bay-logistics"), ("accounts",), ("account", "show", "alder-bay-logistics"),
    ("find", "labels"), ("template", "list"), ("template", "check"), ("config",), ("timeline", "--tz", "Asia/Kolkata"),
)  # fmt: skip


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/Argentina/Buenos_Aires"])
def test_no_line_is_wider_than_the_terminal(terminal: Terminal, zone: str) -> None:
    for line in ROOM:
        answer = terminal.type(f"warroom {line}")
        assert answer.code == 0, (line, answer)
    terminal.columns, terminal.zone = 80, zone
    wide: dict[str, str] = {}
    for words in (*LISTINGS, *MORE):
        answer = terminal.say(*words)
        assert (answer.code, bool(answer.out)) == (0, True), (words, answer)
        wide |= {" ".join(words): line for line in answer.out.splitlines() if len(line) > 80}
    assert wide == {}


# As long as a short name may be.
ACCOUNT = "northern-consolidated-logistics-trust-nv"
PERSON, CONTACT = "@maximilian-alexander-of-the-night-shifts", "procurement-of-the-northern-logistics-nv"


def test_names_of_forty_characters_are_broken_rather_than_the_line(terminal: Terminal) -> None:
    for line in (
        f"open {ACCOUNT} {TITLE} --sev 1 --owner {PERSON} --impact-start 02:10 --new",
        f"contact add {ACCOUNT} {CONTACT} Priya Nair --email priya.nair@logistics.example.com --role economic_buyer",
        f"do Print the labels of this morning again --owner {PERSON} --due '2027-11-05 14:00'",
        f"do Ask the carrier --owner {CONTACT} --due '2027-11-05 14:00'",
        f"promise Labels with a code --to {CONTACT} --owner {PERSON} --due '2027-11-05 14:00' --agreed call",
        f"ask A report --by {CONTACT} --want '2027-11-05 14:00'",
        f"log The first label with a code was printed --by {PERSON}", "suspect A release", "update customer",
        f"cadence customer 60m --to {CONTACT}", f"team add {PERSON} --role technical_lead", "rag amber --why x",
        "sent customer --next '2027-11-05 16:00'",
    ):  # fmt: skip
        answer = terminal.type(f"warroom {line}")
        assert answer.code == 0, (line, answer)
    terminal.columns = 80
    wide: dict[str, str] = {}
    cut: list[str] = []
    for words in (
        *LISTINGS,
        ("people",),
        ("contacts", ACCOUNT),
        ("accounts",),
        ("account", "show", ACCOUNT),
        ("find", "labels"),
    ):
        answer = terminal.say(*words)
        assert answer.code == 0, (words, answer)
        wide |= {" ".join(words): line for line in answer.out.splitlines() if len(line) > 80}
        cut += [f"{words}: {line}" for line in answer.out.splitlines() if "…" in line]
    assert (wide, cut) == ({}, [])
    for columns in (60, 50):
        terminal.columns = columns
        assert max(map(len, terminal.say("due").out.splitlines())) <= columns
