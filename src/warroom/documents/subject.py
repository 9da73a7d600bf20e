"""The subject of an update, as it stands in a mail program."""

from warroom.domain.text import TITLE_LIMIT


def subject_line(words: str, *, drill: bool) -> str:
    """The words, marked when they are an exercise, cut where a subject would be refused as too long."""
    whole = f"DRILL: {words}" if drill else words
    return whole if len(whole) <= TITLE_LIMIT else f"{whole[: TITLE_LIMIT - 1]}…"
