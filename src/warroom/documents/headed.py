"""A text that somebody typed, before what is said of it."""


def headed(text: str) -> str:
    """With a colon in place of its full stop; a question or a call keeps its sign, with a dash behind it."""
    words = str(text).rstrip(". ")
    return f"{words} –" if words.endswith(("?", "!")) else f"{words.rstrip(':')}:"


def dashed(text: str) -> str:
    """With a dash in place of its full stop, before what has a colon of its own: ``A call – declined: no time``."""
    return f"{str(text).rstrip('. :')} –"
