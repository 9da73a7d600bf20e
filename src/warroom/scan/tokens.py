"""Words as they are compared: lower case, contractions written out, identifiers and addresses as one mark."""

import re
from typing import NamedTuple

from warroom.scan.wordlists import listed

MARK = "\x00"  # stands for a stretch of which no word is read: an address, code
END = ""  # stands between two sentences; no phrase crosses it

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*%?|[^\W_]+(?:'[^\W\d_]+)*|%|[€$£](?=\s?\d)")
UNREAD = re.compile(
    r"(?:https?|ftps?|ssh|git|postgres(?:ql)?|mysql|mongodb|redis|amqps?|jdbc)(?:\+[a-z]{1,10})?:[^\s<>\"]{1,2000}"
    r"|www\.[^\s<>\"]{1,500}"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
    r"|`[^`\n]{1,300}`"
)
_NOT = {"won't": ("will", "not"), "can't": ("can", "not"), "cannot": ("can", "not"), "shan't": ("shall", "not"),
        "ain't": ("is", "not"), "cant": ("can", "not"), "wont": ("will", "not"), "dont": ("do", "not"),
        "gonna": ("going", "to"), "let's": ("let", "us")}  # fmt: skip
_TAILS = {"'ll": "will", "'re": "are", "'ve": "have", "'d": "would", "'m": "am"}
_IS = listed("is")
# Letters of other scripts that look like Latin ones, in a word that holds Latin ones too.
_ALIKE = str.maketrans("аеорсухіјѕԁһԛɡοαυνι", "aeopcyxijsdhqgoauvi")
_ACCENTLESS = re.compile(r"[a-z]")


class Token(NamedTuple):
    """One word: as compared, and where it stands in the visible text."""

    word: str
    start: int
    end: int
    breaks: bool = False
    """Whether a comma, colon, dash or bracket stands before it."""


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The words of one sentence."""
    made: list[Token] = []
    place = start
    unread = list(UNREAD.finditer(text, start, end)) if _may_hold_unread(text, start, end) else []
    for found in unread:
        _words(text, place, found.start(), made)
        made.append(Token(MARK, found.start(), found.end()))
        place = found.end()
    _words(text, place, end, made)
    return made


def _may_hold_unread(text: str, start: int, end: int) -> bool:
    return any(text.find(mark, start, end) >= 0 for mark in ("://", "@", "`", "www.", "jdbc:"))


def _words(text: str, start: int, end: int, made: list[Token]) -> None:
    last = start
    for found in _TOKEN.finditer(text, start, end):
        between = text[last : found.start()]
        breaks = bool(between) and between != " " and any(mark in between for mark in ',;:()–"|')
        last = found.end()
        word = found[0].lower()
        if not word.isascii():
            word = _latin(word)
        for one in _written_out(word) if "'" in word or word in _NOT else (word,):
            made.append(Token(one, found.start(), last, breaks))
            breaks = False


def _latin(word: str) -> str:
    return word.translate(_ALIKE) if _ACCENTLESS.search(word) else word


def _written_out(word: str) -> tuple[str, ...]:
    if word in _NOT:
        return _NOT[word]
    if word.endswith("n't"):
        return word[:-3], "not"
    for tail, whole in _TAILS.items():
        if word.endswith(tail):
            return word[: -len(tail)], whole
    head, _, tail = word.rpartition("'")
    if tail == "s":
        return (head, "is") if head in _IS else (head, "'s")
    return (word.replace("'", ""),)
