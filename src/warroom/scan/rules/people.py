"""Names that do not belong in the message: of our people, and of other customers."""

import re
from collections.abc import Iterator

from warroom.scan.index import Span
from warroom.scan.known import Someone
from warroom.scan.lexicon import common_words
from warroom.scan.names import Names, short_forms, words_of
from warroom.scan.reading import Reading
from warroom.scan.rule import CUSTOMER, Hit, Rule, blocks

_HANDLE = re.compile(r"(?<![\w.@/+-])@([a-zA-Z0-9][\w.-]{0,40})")
_ADDRESS = re.compile(r"(?<![\w.+-])([\w.+-]{1,64})@([\w-]{1,63}(?:\.[\w-]{1,63}){1,8})")
# A word as programs join it: export-globex, globex_sync.
_CODE = re.compile(r"(?<![\w.@/-])[A-Za-z0-9]{1,40}(?:[-_][A-Za-z0-9]{1,40}){1,6}(?![\w@-])")
_JOINTS = re.compile(r"[-_]")
_SITE = re.compile(r"(?<![\w.-])(?:[\w-]{1,63}\.){1,8}[a-zA-Z]{2,24}(?![\w-])")


def our_people(reading: Reading) -> Iterator[Hit]:
    """People of ours by name, handle or address, but for those who may be named."""
    known, text = reading.known, reading.text
    allowed = {word for one in (*known.named, *_firm(reading)) for word in _parts(one)}
    addresses = {one.email.lower() for one in known.named if one.email}
    handles = {one.handle for one in known.named if one.handle}
    ours = [one for one in known.people if one not in known.named and one.handle not in handles]
    named = [*_by_name(reading, ours, allowed)]
    yield from named
    yield from _of_ours(reading, ours, besides={hit.start for hit in named})
    forbidden = {one.email.lower() for one in ours if one.email} - addresses
    for found in _ADDRESS.finditer(text.shown):
        if found[0].lower() in forbidden:
            yield Hit(found.start(), found.end(), f"{found[0]} is an address of ours that is not for customers")
    called = {one.handle for one in ours if one.handle}
    for found in _HANDLE.finditer(text.shown):
        handle = found[1].lower().rstrip(".-")
        if handle in called:
            yield Hit(found.start(), found.end(), f"@{handle} is a handle of ours")
        elif handle not in handles and known.people:
            yield Hit(found.start(), found.end(), f"@{handle} reads like a handle", soft=True)
    for key, soft in (("our person.hard", False), ("our person", True)):
        for span in reading.meant(key):  # a role with one name may be anything; with two it is a person
            if allowed.isdisjoint(text.words[span.first : span.last]):
                yield reading.hit(span, "it reads like one of our people by name", soft=soft)


def _firm(reading: Reading) -> list[Someone]:
    return [Someone(name) for name in reading.known.account.names]


def _parts(someone: Someone) -> set[str]:
    return {*words_of(someone.name or ""), *({someone.handle} if someone.handle else ())}


def _by_name(reading: Reading, ours: list[Someone], allowed: set[str]) -> Iterator[Hit]:
    names, handles = Names(of_people=True), set[str]()
    for one in [*ours, *map(Someone, reading.own.of("names"))]:
        words = words_of(one.name or "")
        if len(words) > 1 and not set(words) <= allowed:
            names.add(words, one.name or "")
        for word in words:
            if len(word) > 2 and word not in allowed:
                names.add((word,), one.name or "")
        if one.handle and not _is_plain(one.handle) and one.handle not in allowed:
            names.add(words_of(one.handle), f"@{one.handle}")
        elif _is_telling(one) and one.handle not in (allowed | common_words()):
            names.add((one.handle or "",), f"@{one.handle}")
            handles.add(one.handle or "")
    addressed = {words[1] for words in _addressed(reading)}
    for span, whose in names.in_text(reading.text, reading.text.every):
        if addressed and addressed & set(reading.text.words[span.first : span.last]):
            continue  # the reader bears the same name
        token = reading.text.tokens[span.first]
        word = reading.text.words[span.first]
        large = reading.text.shown[token.start : token.start + 1].isupper() or word in handles
        if large or span.last - span.first > 1 or not word.isalpha():
            yield reading.hit(span, f"{whose} is one of our people")


def _of_ours(reading: Reading, ours: list[Someone], besides: set[int]) -> Iterator[Hit]:
    """Names that are words, or a reader's too, where the text says that it is one of ours: Will from our support."""
    called = {word for one in ours for word in _parts(one)}
    for span in reading.said("of our side"):
        named = next((at for at in range(*span) if reading.text.words[at] in called), None)
        if named is not None and reading.text.tokens[named].start not in besides:
            yield reading.hit(Span(named, named + 1), "one of our people is called so")


def _addressed(reading: Reading) -> Iterator[tuple[str, str]]:
    """Whom the message is written to by surname, with the title before it: Dear Ms Stone."""
    words = reading.text.words
    for span in reading.said("salutation"):
        yield words[span.last - 2], words[span.last - 1]


def _is_telling(someone: Someone) -> bool:
    """Whether a handle of letters alone tells a person: their only name, or long and no part of it."""
    handle = someone.handle or ""
    return len(handle) > 2 and (not someone.name or (len(handle) > 5 and handle not in words_of(someone.name)))


def _is_plain(handle: str) -> bool:
    return handle.isalpha()


def other_customers(reading: Reading) -> Iterator[Hit]:
    """Other customers by name, short name, alias or domain."""
    known, text = reading.known, reading.text
    own_words = {word for name in known.account.names for word in words_of(name)}
    own_words |= {word for one in (*known.named, *known.people) for word in words_of(one.name or "")}
    names, domains = Names(), dict[str, str]()
    for firm in known.others:
        first = firm.names[0]
        for name in firm.names:
            for words in short_forms(name):
                if not set(words) <= own_words and sum(map(len, words)) > 2:
                    names.add(words, first)
        domains.update(dict.fromkeys(map(str.lower, firm.domains), first))
    for name in reading.own.of("accounts"):
        names.add(words_of(name), name)
    for span, whose in names.in_text(text, text.every):
        if _stands_large(reading, span):
            yield reading.hit(span, f"{whose} is another customer")
    if domains or known.others:
        yield from _sites(reading, domains, own_words)


def _stands_large(reading: Reading, span: tuple[int, int]) -> bool:
    """A name of one ordinary-looking word is one only when it is written large; longer ones always are."""
    token = reading.text.tokens[span[0]]
    shown = reading.text.shown[token.start : token.end]
    return span[1] - span[0] > 1 or not shown.islower() or len(shown) > 5 or not shown.isalpha()


def _sites(reading: Reading, domains: dict[str, str], own_words: set[str]) -> Iterator[Hit]:
    labels = {"".join(words_of(name)): firm.names[0] for firm in reading.known.others for name in firm.names}
    labels |= {"-".join(words_of(name)): firm.names[0] for firm in reading.known.others for name in firm.names}
    labels = {
        label: name for label, name in labels.items()
        if label not in own_words and len(label) > 3 and label not in common_words()
    }  # fmt: skip
    for found in _SITE.finditer(reading.text.shown):
        site = found[0].lower()
        whose = next((name for domain, name in domains.items() if site == domain or site.endswith(f".{domain}")), None)
        whose = whose or next((labels[part] for part in site.split(".")[:-1] if part in labels), None)
        if whose:
            yield Hit(found.start(), found.end(), f"{found[0]} belongs to {whose}, another customer")
    for found in _CODE.finditer(reading.text.shown):
        whose = next((labels[part] for part in _JOINTS.split(found[0].lower()) if part in labels), None)
        if whose:
            yield Hit(found.start(), found.end(), f"{found[0]} names {whose}, another customer")


RULES = (
    Rule(
        id="W01",
        title="One of our people is named.",
        looks_for="names, handles and addresses of our people; not the signatory, the customer's own people, and who"
        " owns a promise that is printed",
        why="A name in writing becomes the one to blame, and the one to call at night.",
        source="PD-PT, PD-PW, SREW-10; the exception for signatory and contact: documents.md W01",
        way_out="Say the role: our database team, the engineer on duty.",
        levels=blocks(CUSTOMER),
        find=our_people,
        everywhere=True,
        any_language=True,
        given={"people": (Someone("Ines Vogel", "ines", "ines@ours.example"),)},
        fires="Ines is restarting the export.",
        clean="Our database team is restarting the export.",
    ),
    Rule(
        id="W19",
        title="Another customer is named.",
        looks_for="names, short names, aliases and domains of every other account in the store",
        why="Who else is a customer, and who else is affected, is theirs to tell.",
        source="RCAG; domain.md 11.2",
        way_out="Leave it out, or say: other customers.",
        levels=blocks(CUSTOMER),
        find=other_customers,
        everywhere=True,
        any_language=True,
        given={"others": "Globex Corporation"},
        fires="Globex sees the same fault.",
        clean="Other customers see the same fault.",
    ),
)
