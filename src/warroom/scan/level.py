"""How grave a finding is."""

from enum import StrEnum


class Level(StrEnum):
    """What a finding does: it stops the message, warns, or is said; ``off`` is not looked for."""

    BLOCK = "block"
    WARN = "warn"
    INFO = "info"
    OFF = "off"

    @property
    def rank(self) -> int:
        """0 for what is gravest."""
        return list(Level).index(self)
