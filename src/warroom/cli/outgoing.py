"""What goes out: the text, who receives it, who has to approve it, the yes of who sends it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from warroom.cli import foretold, papers, stops
from warroom.cli.typed import bounded, decoded, edited, read_input
from warroom.errors import InvalidValue, Reason, Refused, WrongUsage
from warroom.vocabulary import Audience, Channel, Letter

if TYPE_CHECKING:
    from datetime import datetime

    from warroom.cli.room import Room
    from warroom.domain import Escalation, Update
    from warroom.store import Store


def paper(room: "Room", order: papers.Order, file: str | None) -> papers.Paper:
    """The text that is meant: that of a file, the one that is taken up again, or the draft as it stands."""
    if file:
        return foretold.timed(room, papers.Paper(text_of(room, file), is_written=True), order)
    standing = papers.standing(room, order)
    if room.recovered is None or not room.recovered.prose.text.strip():
        return standing
    return foretold.timed(room, replace(standing, body=room.recovered.prose.text, is_written=True), order)


def text_of(room: "Room", file: str) -> str:
    """The text of a file. Raises InvalidValue when it cannot be read, or is empty."""
    if file == "-":
        text = read_input(room)
    else:
        try:
            with Path(file).open("rb") as source:
                text = decoded(bounded(source, field="FILE"), where=file)
        except OSError as error:
            raise InvalidValue("FILE", f"{file} cannot be read: {error.strerror}", "Name another file.") from None
    room.typed = text
    return text


@dataclass(frozen=True, slots=True)
class Place:
    """Where an update goes by the plan, and what stands before it."""

    recipients: list[str]
    planned: Sequence[str]
    channel: Channel | None
    approver: str | None
    due_at: "datetime | None"
    is_history: bool
    """Whether all of it was written down afterwards: what went out then is kept as it was, and stopped by nothing."""

    def admit(self, update: "Update", findings: Sequence[Reason], *, override: str | None) -> Sequence[Reason]:
        """Let an update pass that may go out, and give back what said no to it. Raises Refused."""
        if self.is_history:
            return ()
        return update.pass_gates(
            findings, approver=self.approver, planned=self.planned, recipients=self.recipients, override=override
        )


def place(
    room: "Room", store: "Store", escalation: "Escalation", audience: Audience, to: Sequence[str] | None
) -> Place:
    """Who receives an update, ``to`` or those of the plan; by which way, and who has to approve it."""
    from warroom.cli.books import books

    found = books(room, store, [escalation])
    line = found.line(escalation, audience)
    named = [store.recipient(name, escalation, audience, new=room.options.new) for name in to or ()]
    planned = line.recipients if line else []
    return Place(
        recipients=named or [*planned],
        planned=planned,
        channel=line.channel if line else None,
        approver=approver(room, store, escalation, audience),
        due_at=found.next_due(escalation, audience),
        is_history=escalation.retrospective,
    )


def approver(room: "Room", store: "Store", escalation: "Escalation", audience: Audience) -> str | None:
    """The handle of who has to approve what this audience reads: by the plan, else by the settings; None for nobody."""
    from warroom.cli.books import line_of
    from warroom.settings import approvers

    line = line_of(store, escalation, audience)
    if line and line.approver:
        return line.approver.handle
    return approvers(room.settings).get(int(escalation.severity)) if audience is Audience.CUSTOMER else None


def confirmed(
    room: "Room", draft: papers.Paper, order: papers.Order, to: Sequence[str] | None, *, yes: bool, override: str | None
) -> papers.Paper:
    """The text as its sender leaves it, after they saw who receives it and said yes. Raises WrongUsage without one."""
    if yes:
        return draft
    if not room.on_terminal or room.stdin is None or not room.stdin.isatty():
        raise WrongUsage("Nobody can be asked here whether to send it.", "Add --yes to send the draft as it stands.")
    _refuse_in_vain(room, draft, order, to, override=override)
    taken_up = room.recovered
    body = edited(room, draft.body)
    if taken_up:
        taken_up.file.unlink(missing_ok=True)  # the editor's file holds it now
    written = draft
    if body.strip() != draft.body.strip():
        written = foretold.timed(room, replace(draft, body=body, is_written=True, next_update=None), order)
    stopping = stops.findings(room, written, order)
    against = [*stopping, *_stopping(room, written, order, to)]
    if against and override is None:
        raise Refused("This cannot go out yet.", *against)
    stops.say_passed(room, against)
    readers = _shown_readers(room, draft, order.audience, to)
    if room.stdin.readline().strip().casefold() not in ("y", "yes"):
        raise WrongUsage("Nothing was sent.", f"Take your text up again:  warroom send {order.audience} --recover")
    room.clock_again()  # it goes out now, not when its writing began
    return replace(written, readers=readers, stopping=tuple(stopping))


def _refuse_in_vain(
    room: "Room", draft: papers.Paper, order: papers.Order, to: Sequence[str] | None, *, override: str | None
) -> None:
    """What stops an update whatever its sender writes is refused before they write; what the scan stops, they can mend.

    Raises Refused.
    """
    from warroom.cli import mails
    from warroom.settings import delivery_command

    delivery_command(room.settings)
    with room.reading() as store:
        escalation = draft.escalation(room, store)
        escalation.refuse_to_send(order.audience, stamp=room.stamp)
        mails.envelope(room, store, escalation, order.audience, [*(to or ())])
    if override is not None:
        return
    if stopping := _stopping(room, draft, order, to):
        raise Refused("This cannot go out yet.", *stopping)
    stops.say_what_stops(room, draft, order)


def _stopping(room: "Room", paper: papers.Paper, order: papers.Order, to: Sequence[str] | None) -> list[Reason]:
    """What stops this very text whatever its words: who has to has not approved it, its readers are not planned."""
    from warroom.domain import fingerprint
    from warroom.domain.approval import lacking

    with room.reading() as store:
        escalation = paper.escalation(room, store)
        there = place(room, store, escalation, order.audience, to)
        same = store.draft(escalation, order.audience, sha256=fingerprint(paper.body), under_way=order.under_way)
    approved_by = same.approved_by if same and order.kind in (None, same.kind) else None
    found = lacking(order.audience, approved_by, there.approver, there.planned, there.recipients)
    return [] if there.is_history else [*found]


def _shown_readers(room: "Room", draft: papers.Paper, audience: Audience, to: Sequence[str] | None) -> tuple[str, ...]:
    """The addresses it goes to, as the sender was shown them, with the question."""
    from warroom.cli import mails

    with room.reading() as store:
        readers = mails.envelope(room, store, draft.escalation(room, store), audience, [*(to or ())]).to
    for one in readers:
        room.console.talk(f"To: {one.name} <{one.address}>")
    count = len(readers)
    room.console.talk(f"Send it to {count} {'person' if count == 1 else 'people'}? [y/N]")
    return tuple(one.address for one in readers)


def as_it_went(room: "Room", order: papers.Order, file: str | None, ref: str | None) -> papers.Paper:
    """The text that somebody says went out: that of the file, else what was handed over, else the draft."""
    handed_over = None if file or room.recovered else _handed_over(room, order.audience, ref)
    if handed_over:
        return handed_over
    found = paper(room, order, file)
    if found.has_no_news(order):
        _refuse_again(room, found, order.audience)
    return found


def _refuse_again(room: "Room", paper: papers.Paper, audience: Audience) -> None:
    """A draft without news, after what we delivered ourselves, is most likely that very message. Raises Refused."""
    with room.reading() as store:
        last = store.last_sent(paper.escalation(room, store), audience)
    if last is not None:
        last.refuse_to_record_again(room.stamp)


def _handed_over(room: "Room", audience: Audience, ref: str | None) -> papers.Paper | None:
    """The text that was handed over and may have gone out, as it was: the one named, else the newest, if it is one."""
    with room.reading() as store:
        if ref is not None:
            named: Update = store.record(ref, Letter.UPDATE)
            named.refuse_unless_in_doubt(audience)
            return papers.Paper(named.body, number=named.escalation_id, update=named.number)
        escalation = room.current(store, write=True)
        newest = store.draft(escalation, audience, under_way=True)
        last = store.last_sent(escalation, audience)
    if newest is None or not newest.is_in_doubt or (last is not None and last.number > newest.number):
        return None
    return papers.Paper(newest.body, number=escalation.number, update=newest.number)


def recorded(
    room: "Room", paper: papers.Paper, order: papers.Order, to: Sequence[str] | None, *, channel: Channel | None,
    at: "datetime | None", override: str | None,
) -> "tuple[Update, Escalation]":  # fmt: skip
    """Freeze an update that went out ``at``, else now; one that we handed over, when and to whom we did."""
    found = [] if paper.update else stops.findings(room, paper, order)
    with room.writing() as store:
        escalation = paper.escalation(room, store)
        update = paper.kept(room, store, escalation, order)
        there = place(room, store, escalation, order.audience, to)
        ours = update.is_in_doubt
        for same in store.under_way(escalation, order.audience, sha256=update.sha256):
            if same.sent_at is not None:
                room.console.talk(f"U{same.id} had these very words: sent {room.written(same.sent_at)}.")
        if not ours:
            stops.say_passed(room, there.admit(update, found, override=override))
        handed_over = update.sending_at if ours else None
        escalation.tell(
            update, at=at or handed_over or room.exact(None), recipients=update.recipients if ours and not to
            else there.recipients, channel=channel or (None if ours else there.channel),
            due_at=None if ours else there.due_at, stamp=room.stamp,
        )  # fmt: skip
        store.add(update)
    return update, escalation
