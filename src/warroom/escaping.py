"""Text on its way out: one function for each place that stored text goes to.

What was typed is stored as it is; whoever writes it somewhere escapes it for that place. Standard library only, so
that screens and documents share these functions.
"""

import re
from collections.abc import Callable
from functools import cache
from itertools import chain

# The patterns below are strings, compiled when first used: that costs 3 ms, which a start should not pay.

# Characters that move the cursor, end a line, reorder or hide text. ZWJ and ZWNJ are not among them: emoji, Persian
# and the Indic scripts are wrong without them.
_HIDDEN = (
    range(0x20),  # C0, with tab and the line breaks
    range(0x7F, 0xA0),  # DEL and C1, with NEL
    range(0x061C, 0x061D),  # Arabic letter mark
    range(0x180E, 0x180F),  # Mongolian vowel separator
    range(0x200B, 0x200C),  # zero-width space
    range(0x200E, 0x2010),  # left-to-right and right-to-left marks
    range(0x2028, 0x202F),  # line and paragraph separator, embeddings and overrides
    range(0x2060, 0x2070),  # word joiner, invisible operators, isolates, deprecated controls
    range(0xD800, 0xE000),  # lone surrogates
    range(0xFEFF, 0xFF00),  # byte order mark
    range(0xFFF9, 0xFFFC),  # interlinear annotation
    range(0xE0000, 0xE0080),  # tags
)


@cache
def _table(form: Callable[[int], str]) -> dict[int, str]:
    # Built when first needed: most commands print nothing hidden, and a start should not pay for it.
    return {code: form(code) for code in chain(*_HIDDEN)}


def _caret(code: int) -> str:
    return f"^{chr(code ^ 0x40)}" if code < 0x80 else f"<U+{code:04X}>"


_SHORT = {"\\": "\\", "t": "\t", "n": "\n", "r": "\r"}
_NAMES = {char: name for name, char in _SHORT.items()}


def _numbered(code: int) -> str:
    if code < 0x100:
        return f"\\{_NAMES.get(chr(code)) or f'x{code:02X}'}"
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"


def for_terminal(text: str) -> str:
    """One line for a screen: ``^[`` for ESC, ``^J`` for a line break, ``<U+202E>`` for what turns text around."""
    # A printable text holds nothing hidden, and asking is far cheaper than translating text that is not ASCII.
    return text if text.isprintable() else text.translate(_table(_caret))


def for_terminal_block(text: str) -> str:
    """Several lines for a screen: as ``for_terminal``, but LF ends a line and tabs become spaces."""
    return "\n".join(map(for_terminal, text.expandtabs().split("\n")))


def for_tsv(text: str) -> str:
    r"""A cell between tabs, on one line, that ``from_tsv`` restores exactly.

    ``\\`` is a backslash, ``\t \n \r`` are tab and line breaks, ``\xHH \uHHHH \UHHHHHHHH`` other hidden characters.
    """
    doubled = text.replace("\\", "\\\\")
    return doubled if doubled.isprintable() else doubled.translate(_table(_numbered))


_ESCAPE = r"\\([\\tnr]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U00(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4})"


def from_tsv(cell: str) -> str:
    """The text that ``for_tsv`` was given; a backslash that begins no escape stays."""
    return re.sub(_ESCAPE, _restored, cell)


def _restored(escape: re.Match[str]) -> str:
    name = escape[1]
    return _SHORT[name] if name in _SHORT else chr(int(name[1:], 16))


# What makes a spreadsheet calculate, also in its full-width form; the apostrophe is here because it is the guard.
_FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20'")
# A spreadsheet that splits at semicolons does not see our quotes: the half after one would be a cell of its own.
_SPLIT = r""";(?=[\s"]*[=+\-@\uff1d\uff0b\uff0d\uff20])"""


def for_csv(text: str) -> str:
    """A CSV cell, to be quoted by the caller, that no spreadsheet takes for a formula and ``from_csv`` restores.

    The escapes are those of ``for_tsv``; a cell that could begin a formula gets an apostrophe in front.
    """
    cell = re.sub(_SPLIT, r"\\x3B", for_tsv(text))
    return f"'{cell}" if cell.lstrip().startswith(_FORMULA) else cell


def from_csv(cell: str) -> str:
    """The text that ``for_csv`` was given."""
    return from_tsv(cell.removeprefix("'"))


def plain(text: str) -> str:
    """One line of a text document: line breaks and tabs become a space, other hidden characters are shown."""
    return " ".join(line for line in _lines(text) if line)


def markdown(text: str) -> str:
    """A value inside a line of Markdown: reads as ``plain(text)``, and nothing in it is structure."""
    return _inert(plain(text))


def _lines(text: str) -> list[str]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").split("\n")
    return [for_terminal(line).strip() for line in lines]


_INLINE = r"""(?x)
      [\\`*\[\]|~]                      # code, emphasis, links, images, cells, strikethrough, fences
    | (?<![^\W_])_ | _(?![^\W_])        # emphasis; snake_case cannot be one and stays readable
    | &(?=\#?[0-9A-Za-z]{1,32};)        # an entity; R&D stays
    | (?<=[ ])\#(?=\#*$)                # the closing marks of a heading, when the value ends one
"""
# Elements and comments; addresses in angle brackets, also where the value ends and something may follow. "< 5" stays.
_TAG = r"<(?=[A-Za-z/!?<]|[^> @]*+(?:@|$))"
# Where a backslash goes: before a leading mark, or behind the number of a list. "-5", "+49 30" and "3.5 GB" stay.
_LEADING = r"""(?x)
    ^( \d+ (?=[.)](?:[ ]|$))            # 1.  1)
     | (?= [\#>]                        # heading (without a blank, too, in older readers), quotation
         | [+-](?:[ ]|$)                # list
         | =+$ | :?-[-: ]*$             # rule, or what makes the line before it a heading or the head of a table
       )
    )
"""


def _inert(line: str) -> str:
    # The order matters: the "&" of "&lt;" is our own and must not be escaped.
    marked = re.sub(_TAG, "&lt;", re.sub(_INLINE, r"\\\g<0>", line))
    return re.sub(_LEADING, r"\1\\", marked)
