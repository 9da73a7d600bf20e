"""What a scan is given: the text, what the record says, the project's own words."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from warroom.errors import NotFound
from warroom.vocabulary import Audience, UpdateKind

if TYPE_CHECKING:
    from warroom.cli.room import Room
    from warroom.domain import Escalation
    from warroom.scan import Finding, Known, Own
    from warroom.store import Store


_BROKEN = (UpdateKind.FIRST, UpdateKind.PROGRESS, UpdateKind.NO_CHANGE)  # what is written before it works again


@dataclass(frozen=True, slots=True)
class Scanned:
    """What was scanned, under which name, and what was found."""

    name: str
    kind: str | None
    findings: "list[Finding]"


def scanned(room: "Room", text: str, *, name: str, audience: Audience, kind: UpdateKind | None) -> Scanned:
    """A text against the record of the current escalation; without one, against nothing, and that is said."""
    from warroom.scan import judge

    what = _known(room, text, audience, kind)
    return Scanned(name, what.stage, judge(text, what, own(room)))


def own(room: "Room") -> "Own":
    """The project's own words and levels. Raises InvalidValue naming what is wrong in its file."""
    from warroom.scan import Own, every_rule, load
    from warroom.settings import project_templates

    folder = project_templates(room.directory)
    return load(folder.parent / "scan.toml", rules=[rule.id for rule in every_rule()]) if folder else Own()


def _known(room: "Room", text: str, audience: Audience, kind: UpdateKind | None) -> "Known":
    from warroom.scan import Known

    try:
        with room.reading() as store:
            return _recorded(room, store, room.current(store), audience, text=text, kind=kind)
    except NotFound:
        if room.options.escalation:
            raise
    room.console.talk("No escalation is open: scanned without a record, so nothing counts as confirmed.")
    return Known(audience=audience, stage=kind.value if kind else None, restored=False if kind in _BROKEN else None)


def _recorded(
    room: "Room", store: "Store", escalation: "Escalation", audience: Audience, *, text: str, kind: UpdateKind | None
) -> "Known":
    """What the record of an escalation says to whoever scans a message on it.

    Without a kind the message must be what the very draft was drafted as, else what the record suggests.
    """
    from dataclasses import replace

    from warroom.cli.outgoing import approver
    from warroom.cli.papers import dossier
    from warroom.documents.draft import suggested
    from warroom.documents.knowing import known
    from warroom.domain import fingerprint

    papers = dossier(room, store, escalation)
    draft = store.draft(escalation, audience, sha256=fingerprint(text))
    record = known(
        papers, audience, kind=kind or (draft.kind if draft else suggested(papers, audience)),
        accounts=store.accounts(), people=store.people(), contacts=store.contacts(escalation.account),
        elsewhere=store.contacts_elsewhere(escalation.account),
    )  # fmt: skip
    who = approver(room, store, escalation, audience)
    return replace(
        record, approver=f"@{who}" if who else None, approved=draft is not None and draft.approved_by == who
    )  # fmt: skip
