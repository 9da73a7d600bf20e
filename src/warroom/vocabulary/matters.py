"""How one speaks of the end of a matter and of its return: of a dispute or a late delivery no service is restored."""

from dataclasses import dataclass

from warroom.vocabulary.life import TECHNICAL_KINDS, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterWords:
    """The words of the timeline and of readers inside; a customer's stand at the head of their template."""

    ended: str
    """What became of it, such as restored."""
    end: str
    """That as a noun, such as restoration."""
    over: str
    """What holds since then, such as service restored."""
    returned: str
    """What it did after that, such as broke again."""
    back: str
    """How it is since it did, such as broken again."""


_BROKEN = MatterWords(
    ended="restored", end="restoration", over="service restored", returned="broke again", back="broken again"
)
_UNBROKEN = MatterWords(ended="resolved", end="resolution", over="resolved", returned="came back", back="back")


def matter_words(kind: Kind) -> MatterWords:
    """The words for readers inside."""
    return _BROKEN if kind in TECHNICAL_KINDS else _UNBROKEN
