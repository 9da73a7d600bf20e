"""How an escalation ended, in the words in which its record keeps it."""

from typing import TYPE_CHECKING

from warroom.domain.record import reference
from warroom.errors import InvalidValue
from warroom.vocabulary import Letter, Outcome, spoken

if TYPE_CHECKING:
    from warroom.domain.situation import Situation


def ending(outcome: Outcome | None, this: "Situation", of: "Situation | None") -> str:
    """The outcome in words; of a duplicate also the escalation that goes on, if it was named.

    Raises InvalidValue for one that is named of another outcome, or is the same.
    """
    if of is not None and outcome is not Outcome.DUPLICATE:
        raise InvalidValue("--of", "only a duplicate is one of another", "Add --outcome duplicate, or leave it out.")
    if of is this:
        raise InvalidValue("--of", "it is no duplicate of itself", "Name the escalation that goes on, such as E3.")
    goes_on = f" of {reference(Letter.ESCALATION, of.id)}" if of else ""
    return f"{spoken(outcome)}{goes_on}" if outcome else "no outcome"
