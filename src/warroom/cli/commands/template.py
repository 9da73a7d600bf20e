"""The words of documents: template list, show, copy, check."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from warroom.cli import params
from warroom.cli.answer import show_listing, write_file, wrote
from warroom.cli.room import Room
from warroom.errors import WrongUsage

if TYPE_CHECKING:
    from warroom.documents.shelf import Found
    from warroom.output.formats import Listing


class Side(StrEnum):
    """Where templates of one's own are kept."""

    PROJECT = "project"
    USER = "user"


Name = Annotated[
    str,
    typer.Argument(
        metavar="TEMPLATE", show_default=False, help="customer, executive, internal, postmortem, or a file name."
    ),
]
DocumentName = Annotated[
    str,
    typer.Argument(metavar="DOCUMENT", show_default=False, help="customer, executive, internal or postmortem."),
]
_MODES = {Side.PROJECT: (0o755, 0o644), Side.USER: (0o700, 0o600)}  # a project is shared


def template_list(room: Room, format: params.FormatOption = None) -> None:
    """List the templates, in the order in which they are looked for.

    Example: warroom template list
    """
    from warroom.cli.shapes import shelf

    every = shelf(room).all()
    used = {found.name: found for found in reversed(every)}
    records = [{**_record(found), "used": used[found.name] is found} for found in every]
    show_listing(room, _listing(records, used="used"), format, key="name")


def template_show(room: Room, name: Name) -> None:
    """Show the source of the template that is used.

    Example: warroom template show customer
    """
    from warroom.cli.shapes import shelf

    templates = shelf(room)
    room.console.document(templates.source(templates.named(name)))


def template_copy(
    room: Room,
    name: DocumentName,
    to: Annotated[Side, params.option(Side, "--to", help="Whose it shall be.")] = Side.USER,
    force: Annotated[bool, typer.Option("--force", help="Write over an existing file.")] = False,
) -> None:
    """Write a template of your own to start from: the built-in one, with each block ready to be replaced.

    Example: warroom template copy customer --to project
    """
    from warroom.cli.shapes import shelf
    from warroom.documents.shelf import built_in
    from warroom.documents.starter import starter

    original = built_in(name)
    text = starter(shelf(room), original)
    path = _folder(room, to) / original.name
    folder_mode, mode = _MODES[to]
    _make(path.parent, folder_mode)
    write_file(path, text, force=force)
    path.chmod(mode)
    record = {"name": original.name, "from": to.value, "path": str(path)}
    wrote(room, None, f"Written: {path}", refs=[str(path)], records=[record])


def template_check(
    room: Room, name: Annotated[str | None, typer.Argument(metavar="TEMPLATE", show_default=False)] = None,
    format: params.FormatOption = None,
) -> None:  # fmt: skip
    """Try every template with an invented escalation, at every stage of its document.

    Example: warroom template check
    """
    from warroom.cli.shapes import shelf
    from warroom.documents.checking import broken, check

    templates = shelf(room)
    chosen = templates.all() if name is None else [templates.named(name)]
    checks = [check(templates, found) for found in chosen]
    records = [{**_record(one.found), "verdict": one.verdict} for one in checks]
    show_listing(room, _listing(records, verdict="verdict"), format, key="name")
    if failure := broken(checks):
        raise failure


def _record(found: "Found") -> dict[str, Any]:
    return {"name": found.name, "from": found.place.origin.value, "path": str(found.path)}


def _listing(records: list[dict[str, Any]], **last: str) -> "Listing":
    from warroom.output.formats import Column, Listing

    titles = {"name": "template", "from": "from", **last, "path": "path"}
    return Listing([Column(key, title) for key, title in titles.items()], records)


def _folder(room: Room, side: Side) -> Path:
    from warroom.settings import own_templates, project_templates

    if side is Side.USER:
        return own_templates(room.places.config)
    return project_templates(room.directory) or room.directory / ".warroom" / "templates"


def _make(folder: Path, mode: int) -> None:
    try:
        folder.mkdir(mode=mode, parents=True)
    except FileExistsError:
        return
    except OSError as error:
        raise WrongUsage(f"{folder} cannot be made: {error.strerror}.", "Choose another --to.") from None
