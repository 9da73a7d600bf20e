"""The few words that a customer document takes from the program and not from its template, by language."""

from collections.abc import Mapping
from dataclasses import dataclass

from warroom.vocabulary import Severity


@dataclass(frozen=True, slots=True)
class Phrases:
    """The words of one language."""

    plainly: Mapping[Severity, str]
    """A severity without its code. A way around is not named: only a record of one says that there is any."""
    manager: str
    """What the escalation manager is, where nobody has said it otherwise."""
    report: str
    """A subject, of ``account`` and ``day``, while no title was given for the customer."""
    case: str
    """The customer's own case number, as ``number``, behind that."""
    about: str
    """A length of time, as ``length``, that is not known exactly."""


_ENGLISH = Phrases(
    plainly={
        Severity.STOPPED: "an essential part of your work is stopped",
        Severity.DEGRADED: "an essential part of your work is possible, but slowed or costly",
        Severity.MINOR: "a part of your work is affected",
        Severity.CHANGE: "nothing in your work is broken",
    },
    manager="Escalation Manager",
    report="{account}: your report of {day}",
    case=" (your case {number})",
    about="about {length}",
)
_GERMAN = Phrases(
    plainly={
        Severity.STOPPED: "ein wesentlicher Teil Ihrer Arbeit steht still",
        Severity.DEGRADED: "ein wesentlicher Teil Ihrer Arbeit ist möglich, aber verlangsamt oder aufwendig",
        Severity.MINOR: "ein Teil Ihrer Arbeit ist betroffen",
        Severity.CHANGE: "nichts in Ihrer Arbeit ist gestört",
    },
    manager="Eskalationsmanagement",
    report="{account}: Ihre Meldung vom {day}",
    case=" (Ihr Vorgang {number})",
    about="etwa {length}",
)
_PHRASES = {"en": _ENGLISH, "de": _GERMAN}


def phrases(language: str | None) -> Phrases:
    """The words of a language by its tag, such as ``de-CH``; English for one that we do not have."""
    return _PHRASES.get((language or "en").partition("-")[0], _ENGLISH)
