"""The house itself: config, db."""

from typing import Annotated

import typer

from warroom.cli import params
from warroom.cli.answer import show_listing, show_one, wrote
from warroom.cli.preferences import without_password
from warroom.cli.room import Room
from warroom.errors import WrongUsage


def config(
    room: Room,
    key: Annotated[str | None, typer.Argument(metavar="KEY", show_default=False, help="The setting.")] = None,
    value: Annotated[str | None, typer.Argument(metavar="VALUE", show_default=False, help="Its new value.")] = None,
    unset: Annotated[bool, typer.Option("--unset", help="Take the setting out of the file.")] = False,
    path: Annotated[bool, typer.Option("--path", help="Tell where the file is.")] = False,
    format: params.FormatOption = None,
) -> None:
    """List the settings, tell one, or set one.

    Example: warroom config timezone Europe/Berlin
    """
    from warroom.output import listings

    if path:
        room.console.data(f"{room.places.config}\n")
    elif key is None:
        show_listing(room, listings.settings(room.settings_in_force()), format, key="key")
    elif value is None and not unset:
        room.console.data(f"{room.setting(key) or ''}\n")
    elif value is not None and unset:
        raise WrongUsage("--unset takes the setting out, and a value sets it.", "Give one of the two.")
    else:
        room.set(key, value)
        wrote(room, None, f"{key} = {without_password(value)}" if value is not None else f"{key} is no longer set")


def db_status(room: Room, format: params.FormatOption = None) -> None:
    """Tell where the store is, its schema, and how SQLite keeps it.

    Example: warroom db status
    """
    from warroom.store.status import status

    show_one(room, status(room.store_path), format, key="store")


def db_upgrade(room: Room) -> None:
    """Bring an older store up to date, after a backup copy beside it.

    Example: warroom db upgrade
    """
    with room.writing():
        pass  # whoever opens a store upgrades it; this is for those who want it done now
    wrote(room, None, "The store is up to date")
