"""What a check said against an update that went out all the same, and why it did."""

from warroom.domain.approval import checks_in
from warroom.scan import every_rule

_GATES = {
    "not_approved": "Who has to approve it had not.",
    "not_planned": "A receiver was not in the plan.",
    "action_open": "An action that they read of was open.",
    "criterion_open": "What they agreed must hold did not hold yet.",
    "promise_open": "A promise to them was open.",
    "request_open": "A request of theirs was not answered.",
    "request_undelivered": "What they asked for was not delivered.",
}


def overridden(why: str) -> str:
    """The reason for which an update passed, with what the checks had said, in their own words."""
    codes, reason = checks_in(why)
    if not codes:
        return reason
    titles = _GATES | {rule.id: rule.title for rule in every_rule()}
    said = " ".join(titles.get(code, f"{code}.") for code in codes)
    return f"{reason.rstrip('. ')}. It said: {said}"
