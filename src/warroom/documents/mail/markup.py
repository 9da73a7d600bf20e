"""The Markdown of our documents, read: the one reading from which HTML and plain text are made."""

import re
from functools import cache
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from warroom.escaping import for_terminal_block

# Where a link may lead. Not to a file of the reader, not into a script, not to data that poses as a page; and not to a
# server behind a name or a password, which is how an address poses as another: https://bank.example@evil.example
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})


@cache
def reader() -> MarkdownIt:
    """CommonMark with tables; without HTML, and without images, which would tell a server who reads the mail when."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table").disable(["image", "html_block", "html_inline"])
    markdown.validateLink = _leads_somewhere  # type: ignore[method-assign]
    return markdown


def _leads_somewhere(url: str) -> bool:
    # The blanks are those that a browser takes out before it looks for the scheme.
    try:
        parts = urlsplit(re.sub(r"[\x00-\x20]", "", url))
        return parts.scheme.lower() in _SCHEMES and parts.username is None
    except ValueError:
        return False


def shown(source: str) -> str:
    """The source with its hidden characters shown: what moves a cursor or turns text around does neither in a mail."""
    return for_terminal_block(source.replace("\r\n", "\n").replace("\r", "\n"))


def tree(source: str) -> SyntaxTreeNode:
    """The document as a tree of blocks."""
    return SyntaxTreeNode(reader().parse(shown(source)))
