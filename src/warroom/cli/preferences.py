"""The settings as a command meets them: where their file is, what is in force, and why."""

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from warroom.settings import Places, Settings


class Preferences:
    """What a room knows of this person's settings."""

    environ: Mapping[str, str]

    @cached_property
    def places(self) -> "Places":
        from warroom.settings import places

        return places(self.environ)

    @cached_property
    def settings(self) -> "Settings":
        from warroom.settings import load

        return load(self.places.config, self.environ)

    def settings_in_force(self) -> list[dict[str, str | None]]:
        """Each setting with its value and where that comes from."""
        from warroom.settings import KEYS, VARIABLES, read

        told = read(self.places.config)
        return [
            {
                "key": key,
                "value": self.setting(key),
                "from": VARIABLES[key] if self.environ.get(VARIABLES.get(key, "")) else "file" if key in told else None,
            }
            for key in KEYS
        ]

    def setting(self, key: str) -> str | None:
        """One setting in force; of an address the password is not told."""
        from warroom.settings import told

        value = told(self.settings, key)
        return value and without_password(value)

    def set(self, key: str, value: str | None) -> None:
        """Set one setting in the file; None takes it out."""
        from warroom.settings import write

        write(self.places.config, key, value)


def without_password(value: str) -> str:
    """The value of a setting as it may be shown: ``postgresql://u:***@h/db``."""
    scheme, separator, rest = value.partition("://")
    login, at, place = rest.rpartition("@")
    user, colon, _ = login.partition(":")
    return f"{scheme}{separator}{user}:***{at}{place}" if colon else value
