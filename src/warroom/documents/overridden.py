"""What a check said against an update that went out all the same, and why it did."""

from warroom.domain.approval import checks_in
from warroom.scan import every_rule

_GATES = {
    "not_approved": "Who has to approve it had not.",
    "not_planned": "A receiver was not in the plan.",
}


def overridden(why: str) -> str:
    """The reason for which an update passed, with what the checks had said, in their own words."""
    codes, reason = checks_in(why)
    if not codes:
        return reason
    titles = _GATES | {rule.id: rule.title for rule in every_rule()}
    said = " ".join(titles.get(code, f"{code}.") for code in codes)
    return f"{reason.rstrip('. ')}. It said: {said}"
