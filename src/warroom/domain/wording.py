"""Who may read a fact, and in which words (model, rule 7)."""

from dataclasses import dataclass

from warroom.domain import text
from warroom.errors import InvalidValue
from warroom.vocabulary import Audience


@dataclass(frozen=True, slots=True)
class Wording:
    """The label of a fact, and what a customer reads of it; ``customer`` is None for what stays inside."""

    audience: Audience = Audience.INTERNAL
    customer: str | None = None


INTERNAL = Wording()


def wording(
    words: str, *, customer: str | None = None, safe: bool = False, audience: Audience | None = None
) -> Wording:
    """How a fact is labelled: customer wording makes it the customer's to read, else it is internal unless said.

    Raises InvalidValue when the label and the wording contradict each other.
    """
    if customer is not None and safe:
        raise InvalidValue("--safe", "it says that the text itself is safe, and -c gives another text", "Use one.")
    released = words if safe else customer and text.prose(customer, field="--customer")
    if customer is not None and not released:
        raise InvalidValue("--customer", "it is empty", "Say what the customer may read, or leave it out.")
    if released is None and audience is Audience.CUSTOMER:
        raise InvalidValue(
            "--audience",
            "what a customer may read needs a wording for them",
            "Add -c with the customer's wording, or --safe when this very text may be shown.",
        )
    if released is not None and audience not in (None, Audience.CUSTOMER):
        raise InvalidValue(
            "--audience", f"a fact with customer wording cannot be {audience} only", "Leave out one of the two."
        )
    return Wording(Audience.CUSTOMER if released else audience or Audience.INTERNAL, released)
