"""What was noted for ourselves is found when it is told in other words, or in the other language."""

import pytest

from warroom.scan import Known, blocking, judge
from warroom.vocabulary import Audience

RECORD = Known(
    audience=Audience.CUSTOMER,
    contact_notes=(
        "Priya distrusts our support and threatens to cancel the contract",
        "Jon is on sick leave until May; his deputy is inexperienced",
        "He fears for his budget if the project is delayed",
    ),
    internal=(
        "The backup of the billing database was deleted by mistake",
        "We skipped the load test before the release to meet the deadline",
        "The supplier refused to pay for the repair",
    ),
    legal=("Our insurer refuses to cover the loss", "The works council may sue us over the overtime records"),
)


def _found(text: str) -> set[str]:
    return {finding.rule for finding in blocking(judge(text, RECORD))}


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("B03", "We know that you have little trust in our support and have threatened to terminate the agreement."),
        ("B03", "We hear that Jon is ill until May and that his deputy has little experience."),
        ("B03", "I understand you are worried about your budget should the project be postponed."),
        ("B03", "Unfortunately somebody erased the billing database's backup by error."),
        ("B03", "To keep the deadline we left out the load test ahead of the deployment."),
        ("B05", "Our insurance will not cover the loss."),
        ("B03", "Leider wurde die Sicherung der Abrechnungsdatenbank versehentlich gelöscht."),
        ("B03", "Vor der Freigabe haben wir den Lasttest übersprungen, um die Frist zu halten."),
        ("B03", "Der Lieferant hat sich geweigert, die Reparatur zu bezahlen."),
        ("B03", "Wir wissen, dass Sie unserem Support misstrauen und mit der Kündigung des Vertrags drohen."),
        ("B05", "Der Betriebsrat könnte uns wegen der Überstunden verklagen."),
    ],
)
def test_what_was_noted_is_found_in_other_words(rule: str, told: str) -> None:
    assert rule in _found(told)


@pytest.mark.parametrize(
    "text",
    [
        "The backup runs again, and we are testing the load before the next release.",
        "Please tell us if the deadline for your filing moves.",
        "Your budget report can be opened, and your project plan too.",
        "We are testing the release on a copy of the billing database.",
        "We know that your board meets on Monday, and that your people need the report by then.",
        "Der Vertrag liegt Ihnen vor, die Frist läuft am Freitag ab.",
        "Wir wissen, dass Ihr Projekt auf den Export wartet.",
    ],
)
def test_what_only_speaks_of_the_same_things_is_no_leak(text: str) -> None:
    assert {"B03", "B05"}.isdisjoint(_found(text))
