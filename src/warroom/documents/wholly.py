"""Whether a text that went out says something: as a whole item or in whole sentences, however it is marked up."""

import re
from html import unescape

# Where a sentence or an item begins and ends: an empty line, a line of a list, a heading, a block of a page.
_BREAK = re.compile(
    r"\n[ \t>]*\n|(?:^|\n)[ \t>]*(?:[-*+•#|]+|\d+[.)])[ \t]"
    r"|</?(?:p|li|ul|ol|div|br|h[1-6]|td|tr|table|blockquote|body)\b[^>]*>"
)
_SENTENCE = re.compile(r"[.!?;…][\"'”“»)\]*_]*(?=\s|$|\x00)")
_LABEL = re.compile(r":[*_]*(?=\s)")
_WHOLE, _LED = "\x00", "\x01"  # ends one and begins another; only begins one: ``Sat 21 Nov 10:20 CET: We undid it``


def says(text: str, words: str) -> bool:
    """Whether a text has words as an item or as whole sentences, not as a part of what says something else.

    ``Jetzt wieder da`` does not say ``Wieder da``; ``Fri 20 Nov 10:20 CET: Wieder da.`` does.
    """
    bare = _bare(words)
    if not bare:
        return False
    marks = f"[{_WHOLE}{_LED}]*"
    inside = marks.join(map(re.escape, bare))  # the words may hold several sentences
    return re.search(f"(?:^|[{_WHOLE}{_LED}]){inside}{_LED}*(?:$|{_WHOLE})", _marked(text)) is not None


def names(text: str, words: str) -> bool:
    """Whether a text names something, such as a time, anywhere in it."""
    return _bare(words) in _bare(text)


def _marked(text: str) -> str:
    """A text as letters and digits alone, with marks where its sentences and items begin and end."""
    parted = _SENTENCE.sub(_WHOLE, unescape(_BREAK.sub(_WHOLE, text.replace("\r\n", "\n"))))
    return re.sub(rf"[^\w{_WHOLE}{_LED}]+|_+", "", _LABEL.sub(_LED, parted)).casefold()


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", unescape(text)).casefold()
