"""Markdown as plain text: the part of a mail for those who read no HTML, with the same words."""

from collections.abc import Callable, Iterable

from markdown_it.tree import SyntaxTreeNode

from warroom.documents.mail.markup import tree

_UNDERLINES = {"h1": "=", "h2": "-"}
_INDENT = 4  # blanks before code


def plain_text(source: str) -> str:
    """The text of a Markdown document as a person would type it into a mail; ends a line."""
    return _blocks(tree(source).children) + "\n"


def _blocks(nodes: Iterable[SyntaxTreeNode], *, between: str = "\n\n") -> str:
    return between.join(filter(None, (_BLOCKS.get(node.type, _inside)(node) for node in nodes)))


def _inside(node: SyntaxTreeNode) -> str:
    return _blocks(node.children) if node.children else node.content


def _inline(node: SyntaxTreeNode) -> str:
    return "".join(_INLINES.get(child.type, _inline)(child) for child in node.children) or node.content


def _link(node: SyntaxTreeNode) -> str:
    words, url = _inline(node), str(node.attrs.get("href", ""))
    return words if url in (words, f"mailto:{words}") else f"{words} ({url})"


def _heading(node: SyntaxTreeNode) -> str:
    words = _inline(node.children[0])
    mark = _UNDERLINES.get(node.tag, "-")
    return f"{words}\n{mark * len(words)}" if words else ""


def _list(node: SyntaxTreeNode) -> str:
    first = int(node.attrs.get("start", 1))
    marks = [f"{first + place}. " if node.type == "ordered_list" else "- " for place in range(len(node.children))]
    tight = all(child.hidden for item in node.children for child in item.children if child.type == "paragraph")
    between = "\n" if tight else "\n\n"
    items = zip(marks, node.children, strict=True)
    return between.join(_hung(mark, _blocks(item.children, between=between)) for mark, item in items)


def _hung(mark: str, text: str) -> str:
    """The text behind its mark, every further line under the first."""
    blank = " " * len(mark)
    return mark + "\n".join(f"{blank}{line}" if line else "" for line in text.split("\n")).removeprefix(blank)


def _quote(node: SyntaxTreeNode) -> str:
    return "\n".join(f"> {line}".rstrip() for line in _blocks(node.children).split("\n"))


def _code(node: SyntaxTreeNode) -> str:
    return "\n".join(f"{' ' * _INDENT}{line}".rstrip() for line in node.content.rstrip("\n").split("\n"))


def _row(node: SyntaxTreeNode) -> str:
    return " | ".join(_inside(cell) for cell in node.children)


def _rows(node: SyntaxTreeNode) -> str:
    return _blocks(node.children, between="\n")


_BLOCKS: dict[str, Callable[[SyntaxTreeNode], str]] = {
    "inline": _inline,
    "heading": _heading,
    "bullet_list": _list,
    "ordered_list": _list,
    "blockquote": _quote,
    "fence": _code,
    "code_block": _code,
    "hr": lambda node: "----",
    "table": _rows,
    "thead": _rows,
    "tbody": _rows,
    "tr": _row,
}
_INLINES: dict[str, Callable[[SyntaxTreeNode], str]] = {
    "text": lambda node: node.content,
    "code_inline": lambda node: node.content,
    "softbreak": lambda node: "\n",
    "hardbreak": lambda node: "\n",
    "link": _link,
}
