"""A text that somebody typed, before what is said of it."""


def headed(text: str) -> str:
    """With a colon in place of its full stop; a question or a call keeps its sign, with a dash behind it."""
    words = str(text).rstrip(". ")
    return f"{words} –" if words.endswith(("?", "!")) else f"{words.rstrip(':')}:"
