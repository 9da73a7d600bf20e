"""The words someone typed for a time, and why they cannot be read."""

import re
from typing import NamedTuple

from warroom.errors import InvalidValue

# More than any accepted form needs; it also keeps a pasted page out of the message.
LONGEST = 64

# Each pattern is tried on the whole of the words; the first that fits says what is wrong.
_PROBLEMS = (
    (r"", "has no time in it"),
    (r"[+-]?[0-9]+", "is a bare number: it could be an hour, a day or minutes"),
    (r"[0-9]{1,4}/[0-9]{1,2}(/[0-9]+)?( .*)?", "could mean the day first or the month first"),
    (r"[0-9]{1,2}\.[0-9]{1,2}(\.[0-9]*)?( .*)?", "has a point: it could be a clock time or a date"),
    (r"[0-9]{4}-?w[0-9].*", "is a week date"),
    (r"[0-9]{4}-([0-9]-[0-9]{1,2}|[0-9]{2}-[0-9])( .*)?", "needs two digits for the month and two for the day"),
    (r".*[0-9] ?(mo|mon|months?|y|yr|years?)( ago)?", "counts months or years, which differ in length; count weeks"),
    (r".*[0-9] ?bd( ago)?", "counts business days, which have no fixed length"),
    (r".*[0-9] ?s(ec)?( ago)?", "counts seconds; the shortest unit is the minute, m"),
    (r".*[0-9] ?[ap]\.?m\.?", "is on a 12-hour clock; write the hours from 00 to 23"),
)


class Typed(NamedTuple):
    """A text on its way to be read: ``words`` in lower case with single blanks, ``forms`` examples of accepted ones."""

    field: str
    text: str
    words: str
    forms: str

    def refusal(self, problem: str) -> InvalidValue:
        """The error that says what is wrong with the text."""
        return InvalidValue(self.field, f'"{shown(self.text)}" {problem}', self.forms)

    def unread(self) -> InvalidValue:
        """The error for words that no form fits, with the reason when it is a known one."""
        for pattern, problem in _PROBLEMS:
            if re.fullmatch(pattern, self.words):
                return self.refusal(problem)
        return self.refusal("is not a form that can be read here")


def as_typed(text: str, *, field: str, forms: str) -> Typed:
    """The text, tidied.

    Raises InvalidValue for what is no form anywhere: too long, not plain characters, or a unit that may be months.
    """
    if len(text) > LONGEST:
        raise InvalidValue(field, f"{len(text)} characters are too many for a time", forms)
    words = re.sub(r"[ \t]+", " ", text).strip(" ").lower()
    typed = Typed(field, text, words, forms)
    # Unicode has other digits and blanks, which look right and are read wrong.
    if not (words.isascii() and words.isprintable()):
        raise typed.refusal("has other characters than plain letters, digits and signs")
    if re.search(r"[0-9] ?M(?![A-Za-z])", text):
        raise typed.refusal("counts in M, which could be minutes or months; minutes are m, months are not accepted")
    return typed


def shown(text: str) -> str:
    r"""The text with every character that a terminal would act on or hide made visible: ``\x00``."""
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode("ascii")
        for character in text
    )
