"""Keys of records in our other systems: tickets, incidents, changes."""

import re
from collections.abc import Iterator

from warroom.scan.reading import Reading
from warroom.scan.rule import CUSTOMER, Hit, Rule, blocks
from warroom.scan.rules.theirs import is_theirs
from warroom.scan.wordlists import listed

_KEY = re.compile(r"(?<![\w/.-])([A-Z][A-Z0-9]{1,9})-(\d{1,7})(?![\w.]?[\w-])")
_RECORD = re.compile(r"(?<!\w)(?:INC|CHG|PRB|RITM|REQ|TASK|CS|SCTASK)\d{5,10}(?!\w)")
_HASHED = re.compile(r"(?<![\w&/#])#\d{2,7}(?!\w)")
_CASE = re.compile(
    r"\b(?:zendesk|jira|servicenow|salesforce|freshdesk|pagerduty|github|gitlab|intercom|hubspot|linear|ticket|case|issue"
    r"|incident|bug|request|vorgang|fall)s?\b[ :#(]{0,3}(?:no\.?|nr\.?|number|id)?[ :#(]{0,3}$",
    re.I,
)
# A case is what the reader opened with us; a ticket, an issue, a bug are ours.
_OWN_CASE = re.compile(r"(?<!our )(?<!internal )\bcase(?: (?:number|no\.?|id))?[ :#(]{1,3}$", re.I)
# What is written like a ticket key and is none.
_STANDARDS = listed("standards")


def tickets(reading: Reading) -> Iterator[Hit]:
    """Keys of records in our other systems; never the customer's own case number."""
    shown, known = reading.text.shown, reading.known
    theirs = {case.lower() for case in known.customer_cases}
    ours = {key.lower() for key in known.tickets}
    prefixes = {key.partition("-")[0].upper() for key in known.tickets if "-" in key}
    for found in _KEY.finditer(shown):
        key = found[0].lower()
        if key in theirs or _inside_theirs(found, theirs):
            continue
        if key in ours or found[1] in prefixes:
            yield Hit(found.start(), found.end(), f"{found[0]} is a ticket of ours")
        elif (
            found[1] not in _STANDARDS
            and not _is_numbered(shown, found.start())
            and found[1] not in map(str.upper, reading.own.of("acronyms"))
        ):
            is_case = _OWN_CASE.search(shown, max(found.start() - 40, 0), found.start()) is not None
            yield Hit(found.start(), found.end(), f"{found[0]} reads like a ticket of ours", soft=is_case)
    for found in _RECORD.finditer(shown):
        if found[0].lower() not in theirs and not _is_numbered(shown, found.start()):
            yield Hit(found.start(), found.end(), f"{found[0]} reads like a record of ours")
    for found in _HASHED.finditer(shown):
        before = shown[max(found.start() - 30, 0) : found.start()].lower()
        if re.search(
            r"(?:ticket|issue|bug|incident|escalation|pr|mr|jira|pull request)s? ?(?:no\.? ?)?$", before
        ) and not is_theirs(reading, found.start()):
            yield Hit(found.start(), found.end(), f"{found[0]} reads like a ticket of ours")
    for key in sorted(one for one in ours if len(one) > 2):
        spoken = r"[-_ \t]?".join(map(re.escape, key.split("-")))  # ops 4471, as one says it
        for found in re.finditer(rf"(?<![\w.,]){spoken}(?![\w%]|[.,]\d)", shown, re.I):
            # A number alone may count anything.
            is_told = not key.isdigit() or _CASE.search(shown, max(found.start() - 30, 0), found.start())
            if is_told and not _KEY.fullmatch(found[0]) and not is_theirs(reading, found.start()):
                yield Hit(found.start(), found.end(), f"{found[0]} is a record of ours")


def _inside_theirs(found: re.Match[str], theirs: set[str]) -> bool:
    return any(found[0].lower() in case for case in theirs)


_NUMBERED_THINGS = re.compile(
    r"(?:\b(?:your|ihre?[nmrs]?)(?: [\w'-]{1,30}){0,4}|\b(?:order|invoice|shipment|consignment|policy|claim"
    r"|flight|model|part"
    r"|product|article|standard|norm|contract|batch|lot|gate|room|form|bestellung|rechnung|auftrag|police|vertrag"
    r"|machine|line|container"
    r"|aircraft|train|vehicle|serial)s?(?: (?:number|numbers|no\.?|nr\.?|type))?)[ :#(]{0,3}$",
    re.I,
)


def _is_numbered(shown: str, place: int) -> bool:
    """Whether the words before say that it numbers something else: an order, the reader's own case."""
    return _NUMBERED_THINGS.search(shown, max(place - 80, 0), place) is not None


RULES = (
    Rule(
        id="W02T",
        title="A ticket of ours is named.",
        looks_for="keys of tickets, incidents and changes in our systems, linked or shaped like one; not the"
        " customer's own case number, orders, standards",
        why="The reader cannot open it, and quotes it back to us for ever.",
        source="documents.md W02; design/model.md rule 8",
        way_out="Leave it out, or use the customer's own case number.",
        levels=blocks(CUSTOMER),
        find=tickets,
        everywhere=True,
        any_language=True,
        fires="We track this as OPS-4471.",
        clean="The export follows ISO-8601, and your order PO-4471 is in it.",
    ),
)
