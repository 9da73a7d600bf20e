"""Secrets: keys, tokens, passwords and card numbers, by the shapes that their makers publish."""

import re
from collections.abc import Iterator
from itertools import chain

from warroom.scan.reading import Reading
from warroom.scan.rule import CUSTOMER, EXECUTIVE, INTERNAL, Hit, Rule, blocks
from warroom.scan.wordlists import listed

# Every quantifier is bounded, so that no text can make a shape slow.
_SHAPES = {
    "a cloud access key": r"\b(?:AKIA|ASIA|AGPA|AIDA|AROA|ANPA)[A-Z0-9]{16}\b",
    "a private key": r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----",
    "a GitHub token": r"\b(?:gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_[A-Za-z0-9_]{20,255})",
    "a GitLab token": r"\bgl(?:pat|ptt|dt|rt|soat|cbt)-[A-Za-z0-9_-]{16,64}",
    "a Slack token": r"\bxox[abeoprs]-[A-Za-z0-9-]{8,250}|\bxapp-\d-[A-Za-z0-9-]{10,250}",
    "a Slack webhook": r"hooks\.slack\.com/(?:services|workflows)/[A-Za-z0-9/_-]{8,120}",
    "a Google key": r"\bAIza[A-Za-z0-9_-]{30,45}|\bya29\.[A-Za-z0-9_-]{20,400}",
    "a payment key": r"\b(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{10,247}|\bsq0[a-z]{3}-[A-Za-z0-9_-]{20,60}",
    "a mail service key": r"\bSG\.[A-Za-z0-9_-]{15,40}\.[A-Za-z0-9_-]{20,60}|\bkey-[0-9a-f]{32}\b",
    "a package registry token": r"\bnpm_[A-Za-z0-9]{30,60}\b|\bpypi-[A-Za-z0-9_-]{16,250}|\brubygems_[0-9a-f]{48}",
    "a web token": r"\beyJ[A-Za-z0-9_-]{8,2000}\.eyJ[A-Za-z0-9_-]{4,4000}\.[A-Za-z0-9_-]{0,2000}",
    "a service key": r"\bsk-(?:ant-|proj-|svcacct-)?[A-Za-z0-9_-]{20,250}|\bhf_[A-Za-z0-9]{30,60}"
    r"|\bhv[sb]\.[A-Za-z0-9_-]{20,250}"
    r"|\bshp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}|\bdop_v1_[0-9a-f]{64}|\bSK[0-9a-f]{32}\b|\bdapi[0-9a-f]{32}\b"
    r"|\bnrk?-?[A-Z0-9]{4}-[A-Za-z0-9]{20,40}"
    r"|\bglsa_[A-Za-z0-9_]{30,60}|\bEAACEdEose0cBA[0-9A-Za-z]{1,200}|\bAGE-SECRET-KEY-1[0-9A-Z]{50,60}",
    "a storage key": r"\b(?:AccountKey|SharedAccessKey|SharedAccessSignature|sig)=[A-Za-z0-9%+/=]{20,200}",
    "a password in an address": r"\b[a-zA-Z][a-zA-Z0-9+.-]{1,20}://[^\s/:@<>\"']{0,100}:[^\s/@<>\"']{1,200}@[\w.-]{1,200}",
    "credentials": r"\bAuthorization:\s{0,3}(?:Basic|Bearer|Digest|Token)\s{1,3}[A-Za-z0-9+/=._~-]{6,2000}"
    r"|\b[Bb]earer\s{1,3}(?=[A-Za-z0-9+/=._~-]{0,400}\d)[A-Za-z0-9+/=._~-]{16,2000}",
}
_SHAPE = re.compile("|".join(f"(?P<s{number}>{shape})" for number, shape in enumerate(_SHAPES.values())))
_NAMES = tuple(_SHAPES)

_LABEL = re.compile(
    r"(?<![a-zA-Z])(?P<label>pass(?:word|wd|phrase|code|wort)?s?|pwd|pw|psw|kennwort|kennwörter|passwort"
    r"|passwörter|geheimnis|zugangscode"
    r"|secret(?:[ _-]?(?:access[ _-]?)?key)?|api[ _-]?(?:key|secret|token)|access[ _-]?(?:key|token)(?:[ _-]?id)?"
    r"|auth(?:[ _-]?token)?|client[ _-]?secret|private[ _-]?key|encryption[ _-]?key|token|credentials?|login|pin"
    r"|otp|aws_secret_access_key)"
    r"(?:[ \t]{1,2}(?:for|to|of|für|zu|zum|von)[ \t]{1,2}(?:[\w.@/'-]{1,40}[ \t]{1,2}){0,5}?[\w.@/'-]{1,40})?"
    r"[ \t\"'*_`]{0,4}(?P<sign>[=:]|:=|=>|[ \t]is(?:[ \t]now)?[ \t]|[ \t]was[ \t]|[ \t](?:ist|lautet|war)[ \t]"
    r"|[ \t]to[ \t])[ \t\"'*_`:]{0,4}"
    r"(?P<value>[^\s\"'`<>,;]{3,200})",
    re.I,
)
_BARE = re.compile(
    r"(?<![a-zA-Z])(?:password|passwort|kennwort|passcode|passphrase"
    r"|pwd|pw|pass|login|credentials?|zugangsdaten|zugang)[ \t]{1,3}(?:(?:is|ist|now|lautet)[ \t]{1,2})?"
    r"[\"'`(]{0,2}(?P<value>[^\s\"'`<>,;()]{6,100})",
    re.I,
)
_PAIR = re.compile(
    r"\b(?:log(?:ged)?[ -]?in|sign(?:ed)?[ -]?in|login|user(?:name)?|credentials?|account|benutzer"
    r"|anmeld\w{0,5}|zugang(?:sdaten)?)\b"
    r"[^\n]{0,40}?[\w.@-]{2,40}[ \t]?/[ \t]?(?P<value>[^\s\"'<>,;/]{6,60})",
    re.I,
)
_STRONG = ("pass", "pwd", "psw", "pw", "kenn", "secret", "api", "client", "private", "encryption", "aws", "zugang")
# What stands there when no secret is told.
_MASKED = re.compile(r"[*x•.·#_-]{3,200}|\[.{0,60}|\{.{0,60}|\$\{?.{0,60}|%.{0,60}|<.{0,60}|…", re.I)
_PLAIN_WORDS = listed("plain words")
_CARD = re.compile(r"(?<![\w.+/-])(?:\d[ -]?){12,18}\d(?![\w/-])")
_ISSUERS = re.compile(r"4|5[1-5]|2[2-7]|3[47]|3[0689]|6(?:011|4[4-9]|5)|35|62|50|5[6-8]|6[0379]")


def secrets(reading: Reading) -> Iterator[Hit]:
    """What opens a door, anywhere in the mail."""
    shown = reading.text.shown
    for found in _SHAPE.finditer(shown):
        if not _is_masked_address(found):
            yield Hit(found.start(), found.end(), f"it reads like {_NAMES[int((found.lastgroup or 's0')[1:])]}")
    for found in _LABEL.finditer(shown):
        if _is_told(found):
            yield Hit(found.start("value"), found.end("value"), f"it reads like a secret ({found['label'].lower()})")
    for found in chain(_BARE.finditer(shown), _PAIR.finditer(shown)):
        value = found["value"].rstrip(".!?")
        if _is_mixed(value):
            yield Hit(found.start("value"), found.end("value"), "it reads like a password")
    for found in _CARD.finditer(shown):
        digits = "".join(character for character in found[0] if character.isdigit())
        if _ISSUERS.match(digits) and len(set(digits)) > 1 and luhn(digits):
            yield Hit(found.start(), found.end(), "it is a card number: its check digit is right")


def _is_masked_address(found: re.Match[str]) -> bool:
    if _NAMES[int((found.lastgroup or "s0")[1:])] != "a password in an address":
        return False
    password = found[0].partition("://")[2].rpartition("@")[0].rpartition(":")[2]
    return _MASKED.fullmatch(password) is not None or password.isdecimal()


def _is_told(found: re.Match[str]) -> bool:
    """Whether a value stands there that could open something, not a word about it."""
    label, sign, value = found["label"].lower(), found["sign"].strip().lower(), found["value"].rstrip(".!?)")
    bare = value.lower().strip("().:")
    if len(value) < 3 or _MASKED.fullmatch(value) or bare in _PLAIN_WORDS or value.startswith("//"):
        return False
    mixed = any(map(str.isdigit, value)) or any(one in "!@#$%^&*+=_~?" for one in value) or _is_camel(value)
    if label == "to" or sign == "to":
        return label.startswith(("pass", "pwd", "pw")) and mixed
    if label.startswith(_STRONG):
        return mixed or (
            sign in ("=", ":", ":=", "=>")
            and bare.isalpha()
            and len(bare) > 3
            and label.startswith(("pass", "pwd", "pw", "kenn"))
        )
    if label in ("pin", "otp", "login"):
        return (
            sign in ("=", ":", "is", "ist", "lautet")
            and value.isdecimal()
            and 4 <= len(value) <= 8
            and label != "login"
        )
    return mixed and len(value) >= 8 and ":" not in value[2:6]


def _is_mixed(value: str) -> bool:
    """Whether it holds what passwords are made of, and words are not: digits, and signs or both cases."""
    kinds = [any(map(test, value)) for test in (str.isdigit, str.isupper, str.islower)]
    return kinds[0] and any(kinds[1:]) and (all(kinds) or not value.isalnum()) and not value.islower()


def _is_camel(value: str) -> bool:
    return len(value) > 7 and any(map(str.isupper, value[1:])) and any(map(str.islower, value))


def luhn(digits: str) -> bool:
    """Whether the last digit of a card number is right (ISO/IEC 7812-1, Luhn)."""
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


RULES = (
    Rule(
        id="B04",
        title="A secret stands in the text.",
        looks_for="cloud keys, tokens, private keys, passwords in text or in an address, card numbers by checksum",
        why="A mail is kept, forwarded and searched; a secret in it is lost.",
        source="reliability.md P7; the shapes as their makers publish them; cards: ISO/IEC 7812-1",
        way_out="Take it out and change it: it has been seen. If it is none, add it to allow in .warroom/scan.toml.",
        levels=blocks(CUSTOMER, EXECUTIVE, INTERNAL),
        find=secrets,
        everywhere=True,
        any_language=True,
        fires="The password is Winter2026! until Monday.",
        clean="Your password is unchanged, and the reset page works.",
    ),
)
