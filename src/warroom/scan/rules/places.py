"""Places inside: hosts, addresses, links to our own tools, repositories, ticket keys."""

import ipaddress
import re
from collections.abc import Iterator

from warroom.scan.reading import Reading
from warroom.scan.rule import CUSTOMER, Hit, Rule, blocks
from warroom.scan.wordlists import listed

_SITE = re.compile(r"(?<![\w@.-])(?:[a-z0-9][a-z0-9_-]{0,62}\.){1,8}[a-z][a-z0-9-]{1,24}(?![\w-])(?!\.[a-z0-9])", re.I)
_INSIDE = listed("inside")
_TOOLS = listed("tools")
_TOOL_SITES = re.compile(
    r"(?:^|\.)(?:atlassian\.net|slack\.com|pagerduty\.com|opsgenie\.com|datadoghq\.(?:com|eu)|grafana\.net|sentry\.io"
    r"|splunkcloud\.com|service-now\.com|linear\.app|notion\.so|app\.asana\.com|trello\.com|monday\.com"
    r"|sharepoint\.com|docs\.google\.com|drive\.google\.com|console\.aws\.amazon\.com|portal\.azure\.com"
    r"|console\.cloud\.google\.com|lightning\.force\.com|my\.salesforce\.com|newrelic\.com|honeycomb\.io"
    r"|statuspage\.io/manage)$",
    re.I,
)
_CODE_SITES = re.compile(
    r"(?:^|\.)(?:github\.com|gitlab\.com|bitbucket\.org|dev\.azure\.com|githubusercontent\.com)$", re.I
)
_FILES = listed("files")
_ADDRESS = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w]|\.\d)")
_ADDRESS_6 = re.compile(r"(?<![\w:])(?:f[cd][0-9a-f]{2}|fe80)(?::[0-9a-f]{0,4}){2,7}(?![\w:])", re.I)
_VERSION = re.compile(
    r"(?:\bv|versions?|release|build|firmware|driver|client|update|upgrade|to"
    r"|from)[ \t]{0,2}$",
    re.I,
)
_INFRA = (
    "db|database|srv|server|svr|web|app|node|host|kafka|redis|pg|postgres|psql|mysql|maria|mongo|k8s|kube|lb|proxy|cache|worker"
    "|vm|esx|esxi|nfs|san|nas|fw|sw|rtr|router|rack|es|elastic|queue|mq|rabbit|etcd|vault|jenkins|nginx|haproxy|api|auth"
    "|edge|gw|gateway|master|slave|primary|replica|standby|shard|store|storage|batch|job|etl|dwh|bastion|jump|ldap|dns"
    "|ntp|smtp|mx|mail|log|logs|mon|monitor|backup|bkp|cluster|pod|ingress|zk|zookeeper|spark|hadoop|cass|cassandra|ora|oracle"
)
_STAGE = "prod|prd|production|stg|staging|stage|uat|dev|test|tst|int|qa|preprod|live|dc1|dc2|eu|us|ams|fra|lon|nyc|sin|ber|par"
_HOST = re.compile(r"(?<![\w./@:=-])[a-z][a-z0-9]{0,30}(?:[-_][a-z0-9]{1,30}){1,8}(?![\w-]|\.[a-z])", re.I)
_FRAGMENT = re.compile(rf"(?:{_INFRA})(\d{{0,4}})", re.I)
_STAGED = re.compile(rf"(?:{_STAGE})\d{{0,3}}", re.I)
_NUMBERED = re.compile(rf"(?<![\w./@:=-])(?:{_INFRA})(?:0\d{{1,3}}|[1-9]\d{{1,3}})(?![\w-]|\.[a-z0-9])", re.I)
_PATH = re.compile(
    r"(?<![\w/.:])/(?:var|etc|opt|usr|srv|mnt|root|proc|home|tmp)/[\w./-]{1,200}|\\\\[\w.-]{2,60}\\[\w$.\\-]{1,200}"
)
_GIT = re.compile(r"\bgit@[\w.-]{1,80}:[\w./-]{1,200}|\b[\w./-]{1,100}\.git\b")
_SLASHED = re.compile(r"(?<![\w/.-])[\w.-]{2,40}/[\w.-]{2,60}(?![\w/])")
_KEY = re.compile(r"(?<![\w/.-])([A-Z][A-Z0-9]{1,9})-(\d{1,7})(?![\w.]?[\w-])")
_RECORD = re.compile(r"(?<!\w)(?:INC|CHG|PRB|RITM|REQ|TASK|CS|SCTASK)\d{5,10}(?!\w)")
_HASHED = re.compile(r"(?<![\w&/#])#\d{2,7}(?!\w)")
# What is written like a ticket key and is none.
_STANDARDS = listed("standards")


def inside(reading: Reading) -> Iterator[Hit]:
    """Hosts, addresses, links and repositories that are ours alone."""
    yield from _sites(reading)
    yield from _addresses(reading)
    yield from _hosts(reading)
    shown = reading.text.shown
    for shape, what in ((_PATH, "it is a path on a machine"), (_GIT, "it is a repository")):
        yield from (Hit(found.start(), found.end(), what) for found in shape.finditer(shown))
    yield from _repositories(reading)
    yield from _code_words(reading)


def _sites(reading: Reading) -> Iterator[Hit]:
    ours, theirs = _our_domains(reading), _their_domains(reading)
    for found in _SITE.finditer(reading.text.shown):
        site = found[0].lower()
        if _is_under(site, theirs) and not _is_under(site, reading.known.hosts + reading.own.of("hosts")):
            continue
        labels = site.split(".")
        hidden = labels[-1] in _INSIDE or any(
            part in ("svc", "internal", "corp", "intra", "lan") for part in labels[1:]
        )
        tool = any(re.split(r"[-_0-9]", part)[0] in _TOOLS for part in labels[:-2])
        machine = (
            _is_under(site, ours)
            and len(labels) > 2
            and bool((_FRAGMENT.fullmatch(labels[0]) and labels[0][-1:].isdigit()) or _is_host(labels[0]))
        )
        if hidden or tool or machine or _TOOL_SITES.search(site):
            yield Hit(found.start(), found.end(), f"{site} is a place inside")
        elif _is_under(site, reading.known.hosts + reading.own.of("hosts")):
            yield Hit(found.start(), found.end(), f"{site} is ours alone")
        elif _CODE_SITES.search(site) and reading.text.shown[found.end() : found.end() + 1] == "/":
            yield Hit(found.start(), found.end(), f"{site} holds code")


def _is_under(site: str, domains: tuple[str, ...]) -> bool:
    return any(site == domain.lower() or site.endswith(f".{domain.lower()}") for domain in domains)


def _our_domains(reading: Reading) -> tuple[str, ...]:
    domains = {one.email.rpartition("@")[2].lower() for one in reading.known.people if one.email}
    return tuple(domains - set(reading.known.account.domains))


def _their_domains(reading: Reading) -> tuple[str, ...]:
    return reading.known.account.domains


def _addresses(reading: Reading) -> Iterator[Hit]:
    shown = reading.text.shown
    for found in _ADDRESS.finditer(shown):
        parts = found[0].split(".")
        if any(int(part) > 255 for part in parts) or _VERSION.search(shown, max(found.start() - 12, 0), found.start()):
            continue
        address = ipaddress.ip_address(".".join(str(int(part)) for part in parts))
        listed = found[0] in reading.known.hosts + reading.own.of("hosts")
        private = address.is_private and not str(address).startswith(("192.0.2.", "198.51.100.", "203.0.113."))
        if not _is_theirs(reading, found.start()):
            yield Hit(found.start(), found.end(), "it is an address of a machine", soft=not (private or listed))
    for found in _ADDRESS_6.finditer(shown):
        yield Hit(found.start(), found.end(), "it is an address of a machine inside")


def _hosts(reading: Reading) -> Iterator[Hit]:
    listed = {one.lower() for one in reading.known.hosts + reading.own.of("hosts") if "." not in one}
    taken: set[int] = set()
    for shape in (_HOST, _NUMBERED):
        for found in shape.finditer(reading.text.shown):
            name = found[0].lower()
            is_machine = name in listed or shape is _NUMBERED or _is_host(name)
            if is_machine and found.start() not in taken and not _is_theirs(reading, found.start()):
                taken.add(found.start())
                yield Hit(found.start(), found.end(), f"{found[0]} reads like a machine of ours")
    for name in listed:
        for found in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", reading.text.shown, re.I):
            if found.start() not in taken:
                yield Hit(found.start(), found.end(), f"{found[0]} is ours alone")


def _is_host(name: str) -> bool:
    """Whether a hyphenated word is built as names of machines are: of infrastructure, a stage, a number."""
    parts = re.split(r"[-_]", name.lower())
    infra = [part for part in parts if _FRAGMENT.fullmatch(part)]
    staged = any(_STAGED.fullmatch(part) for part in parts)
    numbered = any(part.isdigit() and len(part) < 4 for part in parts[1:]) or any(
        part[-1:].isdigit() and not part.isdigit() for part in infra
    )
    if not infra or re.search(r"-v\d", name):
        return False
    return (
        staged and (numbered or _STAGED.fullmatch(parts[0]) is not None or _STAGED.fullmatch(parts[-1]) is not None)
    ) or (
        numbered
        and not (
            len(parts) == 2
            and parts[1].isdigit()
            and len(parts[1]) == 1
            and parts[0] in ("app", "api", "log", "store", "job", "web", "mail", "batch")
        )
    )


_THEIRS = re.compile(
    r"\byour(?:[ ][\w'-]{1,30}){0,3}[ ]$|\byour[ ]$|\b(?:ihr|ihre|ihren|ihrem|ihres)(?:[ ][\w-]{1,30}){0,3}[ ]$", re.I
)


def _is_theirs(reading: Reading, place: int) -> bool:
    """Whether the words before say that it is the reader's own: your host db-prod-01."""
    return _THEIRS.search(reading.text.shown, max(place - 60, 0), place) is not None


def _repositories(reading: Reading) -> Iterator[Hit]:
    shown = reading.text.shown
    listed = {one.lower() for one in reading.own.of("repositories")}
    for found in _SLASHED.finditer(shown):
        around = shown[max(found.start() - 30, 0) : found.end() + 20].lower()
        if found[0].lower() in listed or (
            re.search(r"\brepo(?:s|sitor)?|repository|pull request|merge request", around) and "://" not in around
        ):
            yield Hit(found.start(), found.end(), f"{found[0]} reads like a repository")


def _code_words(reading: Reading) -> Iterator[Hit]:
    for name in reading.own.of("code_words"):
        for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", reading.text.shown, re.I):
            yield Hit(found.start(), found.end(), f"{found[0]} is a code word of ours")


# Keys of tickets


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
            yield Hit(found.start(), found.end(), f"{found[0]} reads like a ticket of ours")
    for found in _RECORD.finditer(shown):
        if found[0].lower() not in theirs and not _is_numbered(shown, found.start()):
            yield Hit(found.start(), found.end(), f"{found[0]} reads like a record of ours")
    for found in _HASHED.finditer(shown):
        before = shown[max(found.start() - 30, 0) : found.start()].lower()
        if re.search(
            r"(?:ticket|issue|bug|incident|escalation|pr|mr|jira|pull request)s? ?(?:no\.? ?)?$", before
        ) and not _is_theirs(reading, found.start()):
            yield Hit(found.start(), found.end(), f"{found[0]} reads like a ticket of ours")
    for key in sorted(ours):
        if not _KEY.fullmatch(key.upper()) and len(key) > 2 and not key.isdigit():
            yield from (
                Hit(found.start(), found.end(), f"{found[0]} is a record of ours")
                for found in re.finditer(rf"(?<!\w){re.escape(key)}(?!\w)", shown, re.I)
            )


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
        id="W02",
        title="A place inside is named.",
        looks_for="internal hosts, private addresses, links to our own tools, paths, repositories, code words; not the"
        " customer's own domains and hosts",
        why="It means nothing to the reader, and much to somebody who should not read it.",
        source="PD-CL, TL; CircleCI for indicators of compromise, which go into allow",
        way_out="Say what it does for the reader: the database behind your export.",
        levels=blocks(CUSTOMER),
        find=inside,
        everywhere=True,
        any_language=True,
        fires="We restarted db-prod-01 at 10:00 CET.",
        clean="We restarted the database behind your export at 10:00 CET.",
    ),
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
