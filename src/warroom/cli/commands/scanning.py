"""The check before sending: scan."""

from typing import Annotated

import typer

from warroom.cli import params
from warroom.cli.commands.say import UpdateKindOption
from warroom.cli.commands.sending import File
from warroom.cli.room import Room
from warroom.errors import Found, InvalidValue
from warroom.vocabulary import Audience, ScanFormat

For = Annotated[Audience, params.option(Audience, "--for", help="Who is to read it.")]
Rules = Annotated[bool, typer.Option("--rules", help="List the rules instead.")]
ScanFormatOption = Annotated[
    ScanFormat | None, params.option(ScanFormat, "--format", help="The shape of the findings.")
]


def scan(
    room: Room,
    file: File = None,
    audience: For = Audience.CUSTOMER,
    kind: UpdateKindOption = None,
    rules: Rules = False,
    format: ScanFormatOption = None,
) -> None:
    """Read a message as a strict colleague would: the file, or the draft as it stands.

    Example: warroom scan mail.md --for customer --kind progress
    """
    from warroom.cli import papers, scans
    from warroom.output import scanning as shown
    from warroom.scan import blocking

    if audience is Audience.LEGAL:
        raise InvalidValue("--for", "there are no updates for legal", "It takes customer, internal, executive.")
    shape = format or _usual(room)
    if rules:
        room.console.data(shown.rules(scans.own(room), audience, shape))
        return
    if file is None:
        paper = papers.standing(room, papers.Order(audience, kind))
        text, name, kind = paper.body, "draft", paper.draft.kind if paper.draft else kind
    else:
        text, name = read(room, file), "-" if file == "-" else file
    found = scans.scanned(room, text, name=name, audience=audience, kind=kind)
    room.console.data(shown.findings(found.name, found.findings, shape))
    if stopping := blocking(found.findings):
        count = f"{len(stopping)} finding{'s' * (len(stopping) > 1)} block{'s' * (len(stopping) == 1)} it."
        raise Found(count, _SHORT if shape is ScanFormat.LINES else "Each finding says what to do.")


# An editor shows one line a finding, in which the way out has no place.
_SHORT = "What to do about each:  --format text"


def _usual(room: Room) -> ScanFormat:
    if room.options.as_json:
        return ScanFormat.JSON
    return ScanFormat.TEXT if room.console.out_is_terminal else ScanFormat.LINES


def read(room: Room, file: str) -> str:
    """The text of a file or of standard input; an empty one is scanned too, and blocks."""
    from warroom.cli.outgoing import text_of

    text = text_of(room, file if file == "-" else str(room.directory / file))
    room.typed = None  # it stands where it stood
    return text
