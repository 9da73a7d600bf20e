"""Places inside: hosts, addresses, links to our own tools, repositories, ticket keys."""

import ipaddress
import re
from collections.abc import Iterator

from warroom.scan.names import words_of
from warroom.scan.reading import Reading
from warroom.scan.rule import CUSTOMER, Hit, Rule, blocks
from warroom.scan.rules.theirs import is_theirs
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
_CHANNEL = re.compile(
    r"(?:teams\.microsoft\.com/l/(?:channel|message|chat|team)|discord\.com/channels|zendesk\.com/agent)/", re.I
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
    "|ntp|smtp|mx|mail|log|logs|mon|monitor|backup|bkp|cluster|pod|ingress|zk|zookeeper|spark|hadoop"
    "|cass|cassandra|ora|oracle"
)
_STAGE = (
    "prod|prd|production|stg|staging|stage|uat|dev|test|tst|int|qa|preprod|live"
    "|dc1|dc2|eu|us|ams|fra|lon|nyc|sin|ber|par"
)
_HOST = re.compile(r"(?<![\w./@:=-])[a-z][a-z0-9]{0,30}(?:[-_][a-z0-9]{1,30}){1,8}(?![\w-]|\.[a-z])", re.I)
_CALLED = re.compile(
    r"\b(?:pod|node|host|server|machine|instance|container|vm|box)[ \t]{1,2}"
    r"(?P<name>[a-z][a-z0-9]{0,30}(?:[-_][a-z0-9]{1,30}){1,8})(?![\w-])",
    re.I,
)
_FRAGMENT = re.compile(rf"(?:{_INFRA})(\d{{0,4}})", re.I)
_STAGED = re.compile(rf"(?:{_STAGE})\d{{0,3}}", re.I)
_NUMBERED = re.compile(rf"(?<![\w./@:=-])(?:{_INFRA})(?:0\d{{1,3}}|[1-9]\d{{1,3}})(?![\w-]|\.[a-z0-9])", re.I)
_PATH = re.compile(
    r"(?<![\w/.:])/(?:var|etc|opt|usr|srv|mnt|root|proc|home|tmp)/[\w./-]{1,200}|\\\\[\w.-]{2,60}\\[\w$.\\-]{1,200}"
)
_PROMPT = re.compile(r"\b[a-z_][\w-]{0,30}@[\w.-]{1,60}:[~/][\w./~-]{0,80}[#$]")
_GIT = re.compile(r"\bgit@[\w.-]{1,80}:[\w./-]{1,200}|\b[\w./-]{1,100}\.git\b")
_SLASHED = re.compile(r"(?<![\w/.-])[\w.-]{2,40}/[\w.-]{2,60}(?![\w/])")


def inside(reading: Reading) -> Iterator[Hit]:
    """Hosts, addresses, links and repositories that are ours alone."""
    yield from _sites(reading)
    yield from _addresses(reading)
    yield from _hosts(reading)
    shown = reading.text.shown
    shapes = (
        (_PATH, "it is a path on a machine"),
        (_PROMPT, "it is the prompt of a machine"),
        (_GIT, "it is a repository"),
        (_CHANNEL, "we talk there ourselves"),
    )
    for shape, what in shapes:
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


def _is_release(shown: str, place: int) -> bool:
    """Whether it numbers a release, so that others that begin like it do, too: release 10.4.2.1, back to 10.4.1.9."""
    return (
        re.search(r"(?:version|release|build|firmware)s?[ \t]{1,2}$", shown[max(place - 12, 0) : place], re.I)
        is not None
    )


def _addresses(reading: Reading) -> Iterator[Hit]:
    shown = reading.text.shown
    lines = {found[0].split(".")[0] for found in _ADDRESS.finditer(shown) if _is_release(shown, found.start())}
    for found in _ADDRESS.finditer(shown):
        parts = found[0].split(".")
        if any(int(part) > 255 for part in parts) or parts[0] in lines:
            continue
        version = _VERSION.search(shown, max(found.start() - 12, 0), found.start())
        address = ipaddress.ip_address(".".join(str(int(part)) for part in parts))
        if version and not (address.is_private and version[0].split()[0].lower() in ("to", "from")):
            continue
        listed = found[0] in reading.known.hosts + reading.own.of("hosts")
        private = address.is_private and not str(address).startswith(("192.0.2.", "198.51.100.", "203.0.113."))
        if not is_theirs(reading, found.start(), machine=True):
            yield Hit(found.start(), found.end(), "it is an address of a machine", soft=not (private or listed))
    for found in _ADDRESS_6.finditer(shown):
        yield Hit(found.start(), found.end(), "it is an address of a machine inside")


def _hosts(reading: Reading) -> Iterator[Hit]:
    listed = {one.lower() for one in reading.known.hosts + reading.own.of("hosts") if "." not in one}
    theirs = {word for name in reading.known.account.names for word in words_of(name)}
    taken: set[int] = set()
    for shape in (_HOST, _NUMBERED):
        for found in shape.finditer(reading.text.shown):
            name = found[0].lower()
            is_machine = name in listed or shape is _NUMBERED or _is_host(name)
            is_machine = is_machine and re.split(r"[-_]", name)[0] not in theirs  # the reader's own: acme-batch-07
            if is_machine and found.start() not in taken and not is_theirs(reading, found.start()):
                taken.add(found.start())
                yield Hit(found.start(), found.end(), f"{found[0]} reads like a machine of ours")
    for found in _CALLED.finditer(reading.text.shown):
        own = re.split(r"[-_]", found["name"].lower())[0] in theirs or is_theirs(reading, found.start())
        named = any(map(str.isdigit, found["name"])) and not own
        if named and found.start("name") not in taken:
            taken.add(found.start("name"))
            yield Hit(found.start("name"), found.end("name"), f"{found['name']} is called a machine here")
    for name in listed:
        for found in re.finditer(rf"(?<![\w-]){re.escape(name)}(?:-[\w-]{{1,40}})?(?!\w)", reading.text.shown, re.I):
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


def _repositories(reading: Reading) -> Iterator[Hit]:
    shown = reading.text.shown
    listed = {one.lower() for one in reading.own.of("repositories")}
    for found in _SLASHED.finditer(shown):
        around = shown[max(found.start() - 30, 0) : found.end() + 20].lower()
        if found[0].lower() in listed or (
            re.search(r"\brepos?\b|\brepositor|pull request|merge request", around) and "://" not in around
        ):
            yield Hit(found.start(), found.end(), f"{found[0]} reads like a repository")


def _code_words(reading: Reading) -> Iterator[Hit]:
    for name in reading.own.of("code_words"):
        for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", reading.text.shown, re.I):
            yield Hit(found.start(), found.end(), f"{found[0]} is a code word of ours")


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
)
