"""What happened, what it does to the customer, why it failed: log, amend, impact, estimate, cause, decide."""

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from warroom.cli import params
from warroom.cli.answer import already_there, wrote
from warroom.cli.room import Room, alone
from warroom.cli.typed import text as typed_text
from warroom.cli.typed import text_if
from warroom.vocabulary import EXPECTED, Audience, CauseCategory, Certainty, DataLoss, EntryKind, Letter, spoken

if TYPE_CHECKING:
    from warroom.domain import Entry, Escalation
    from warroom.store import Store
    from warroom.times import Deadline


DataLossOption = Annotated[DataLoss | None, params.option(DataLoss, "--data-loss", help="Whether data was lost.")]
CategoryOption = Annotated[CauseCategory | None, params.option(CauseCategory, "--category", help="Why it failed.")]


def log(
    room: Room,
    telling: params.Telling,
    text: params.Text = None,
    kind: params.EntryKindOption = None,
    certainty: params.CertaintyOption = None,
    lines: Annotated[
        str | None, typer.Option("--lines", metavar="-", help="One entry a line of standard input, as it arrives.")
    ] = None,
    ndjson: Annotated[
        str | None, typer.Option("--ndjson", metavar="FILE|-", help="Records in NDJSON, all of them or none.")
    ] = None,
) -> None:
    """Add an entry to the timeline.

    Example: warroom log Rolled back the release, queue draining --at 09:41
    """
    from warroom.cli import bulk

    told: dict[str, Any] = {"kind": kind or EntryKind.NOTE, "certainty": certainty}
    if ndjson is not None:
        alone("--ndjson", text=text, lines=lines, kind=kind, certainty=certainty, **asdict(telling))
        bulk.log_records(room, ndjson)
    elif lines is not None:
        alone("--lines", text=text, at=telling.at, source=telling.source)
        bulk.log_lines(room, lines, telling, told)
    else:
        _tell(room, typed_text(room, text), telling, **told)


def impact(
    room: Room,
    telling: params.Telling,
    text: params.Text = None,
    figure: Annotated[
        int | None, params.whole("--figure", help="How many, in the customer's units.", example=4200)
    ] = None,
    unit: Annotated[str | None, typer.Option(metavar="TEXT", help="What is counted: claims, orders, users.")] = None,
    not_affected: Annotated[str | None, typer.Option(metavar="TEXT", help="What still works.")] = None,
    data_loss: DataLossOption = None,
    certainty: params.CertaintyOption = None,
) -> None:
    """Say what the customer cannot do, in their units, and what is not affected.

    Example: warroom impact 1840 claims not filed --figure 1840 --unit claims --data-loss none --safe
    """
    told = {"figure": figure, "unit": unit, "not_affected": not_affected, "data_loss": data_loss}
    _tell(room, typed_text(room, text), telling, kind=EntryKind.IMPACT, certainty=certainty, told=told)


def cause(
    room: Room,
    telling: params.Telling,
    text: params.Text = None,
    category: CategoryOption = None,
    certainty: params.CertaintyOption = None,
    hypothesis: Annotated[
        str | None,
        typer.Option(metavar="REF", help="The hypothesis that it was: H1; confirmed unless --certainty says less."),
    ] = None,
) -> None:
    """Say why it failed; until it is confirmed, no customer reads it.

    Example: warroom cause Schema change without a lock check --category change_release --certainty suspected
    """
    told = {"category": category}
    if hypothesis is not None:
        certainty = certainty or Certainty.CONFIRMED
    _tell(room, typed_text(room, text), telling, kind=EntryKind.CAUSE, certainty=certainty, told=told, of=hypothesis)


def estimate(
    room: Room,
    telling: params.Telling,
    until: Annotated[str, typer.Argument(metavar="TIME", show_default=False, help="When it is expected: 16:00, +2h.")],
    text: params.Text = None,
    committed: Annotated[bool, typer.Option("--committed", help="We commit to it; the customer may be told.")] = False,
) -> None:
    """Say when it is expected to be restored; an estimate is not a commitment.

    Example: warroom estimate 16:00 once the index is rebuilt
    """
    from warroom.times import iso

    deadline = room.due_given(until, field="TIME")
    own = text_if(room, text)
    words = own or f"{EXPECTED} {room.written(deadline)}"
    if own is None:  # the time is told by its own sentence
        telling = replace(telling, safe=False)
    told = {"until": iso(deadline.at), "committed": committed or None}
    certainty = Certainty.CONFIRMED if committed else None
    _tell(room, words, telling, until=deadline, kind=EntryKind.ESTIMATE, certainty=certainty, told=told)


def decide(
    room: Room,
    telling: params.Telling,
    text: params.Text = None,
    why: params.Why = None,
    tradeoff: Annotated[str | None, typer.Option(metavar="TEXT", help="What is given up for it.")] = None,
) -> None:
    """Record a decision, why it was taken, and what it costs.

    Example: warroom decide Keep the rollback, ship the feature later --why "close week" --tradeoff "connector slips"
    """
    _tell(room, typed_text(room, text), telling, kind=EntryKind.DECISION, why=why, told={"tradeoff": tradeoff})


def amend(
    room: Room,
    ref: params.Ref,
    text: params.Text = None,
    why: params.Why = None,
    at: params.At = None,
    kind: params.EntryKindOption = None,
    customer: params.Customer = None,
    safe: params.Safe = False,
    audience: params.AudienceLabel = None,
    certainty: params.CertaintyOption = None,
    figure: Annotated[int | None, params.whole("--figure", help="The right figure of an impact.", example=4200)] = None,
) -> None:
    """Correct an entry; the old one stays, and documents use the new one.

    Example: warroom amend T2 -c "Claims are not being filed" --why "customer wording"
    """
    from warroom.domain import Line
    from warroom.domain.amending import correction, left_behind

    words = text_if(room, text)
    moment = None if at is None else room.happened(at)
    with room.writing() as store:
        line = store.line(ref)
        escalation = store.escalation_of(line.first)
        label: dict[str, Any] = {"customer": customer, "safe": safe, "audience": audience}
        fact = correction(line, words, at=moment, kind=kind, figure=figure, certainty=certainty, why=why, **label)
        entry = escalation.amend(line, fact, stamp=room.stamp)
        store.settle()
        escalation.recount(store.counting_lines(escalation), stamp=room.stamp)
    for note in left_behind(line, fact):
        room.console.talk(note)
    ref = f"T{line.first.id}"
    wrote(
        room, escalation, f"{ref} amended by T{entry.id}", room.written(entry.moment), _shared(entry),
        refs=[ref], records=[Line(line.first, entry)],
    )  # fmt: skip
    _say_what_stays(room, ref, entry)


def _tell(
    room: Room, words: str, telling: params.Telling, *, of: str | None = None, until: "Deadline | None" = None,
    **told: Any,
) -> None:  # fmt: skip
    """One entry on the current escalation."""
    from warroom.domain import Fact, Source, wording

    moment, label = room.happened(telling.at), wording(words, **telling.label)
    source = None if telling.source is None else Source.read(telling.source)
    with room.writing() as store:
        escalation = room.current(store, write=True)
        known = store.sourced(escalation, source)
        if known is None:
            by = room.party(store, telling.by, escalation.account, field="--by")
            place: dict[str, Any] = {
                "moment": moment,
                "wording": label,
                "source": source,
                "by": by,
                "evidence": telling.evidence,
            }
            fact = Fact.checked(words, **place, **told)
            if of is not None:
                store.record(of, Letter.HYPOTHESIS, verb="cause").named_as_cause(fact.certainty, stamp=room.stamp)
            entry = escalation.record(fact, stamp=room.stamp)
            store.settle()
            stands = _standing(store, escalation, entry)
    if known is not None:
        already_there(room, escalation, known)
    else:
        expected = f" by {room.written(until)}" if until else ""
        _say(room, escalation, entry, f"T{entry.id} {spoken(entry.kind)}{expected}")
        room.say_all(stands)


def _standing(store: "Store", escalation: "Escalation", entry: "Entry") -> list[str]:
    """That an impact was recorded in these words before, for whoever did not know or meant to correct it."""
    if entry.kind is not EntryKind.IMPACT:
        return []
    from warroom.insight.impacts import Impacts

    known = Impacts.among(store.counting_lines(escalation), escalation).standing(entry)
    ref = known and f"T{known.first.id}"
    return [f"It stands already as {ref}, in these words; to correct that one:  warroom amend {ref}"] if ref else []


def _shared(entry: "Entry") -> str:
    """Who reads it from now on, for whoever wrote it."""
    if entry.kind is EntryKind.ESTIMATE and entry.data.get("committed"):
        return f"committed: the customer is told the time{' and your words for them' if entry.customer_text else ''}"
    if entry.kind is EntryKind.ESTIMATE and entry.customer_text:
        return "not committed: the customer is told neither the time nor your words"
    if entry.audience is not Audience.CUSTOMER:
        return f"{entry.audience} only"
    sure = entry.kind is not EntryKind.CAUSE or entry.certainty is Certainty.CONFIRMED
    return "customer may read it" if sure else "customer may read it once it is confirmed"


def _data_told(entry: "Entry") -> str:
    """What an entry says of data, which needs no wording to be told: whoever typed ``c`` sees what it was taken for."""
    told = {DataLoss.NONE: "no data was lost", DataLoss.CONFIRMED: "some data was lost"}
    known = entry.data.get("data_loss", "")
    return f"; the customer is told that {told[known]}" if known in told else ""


def _say(room: Room, escalation: "Escalation", entry: "Entry", what: str) -> None:
    when = f"said {room.written(entry.moment)}" if entry.kind is EntryKind.ESTIMATE else room.written(entry.moment)
    shared = f"{_shared(entry)}{_data_told(entry)}"
    wrote(room, escalation, what, when, shared, refs=[f"T{entry.id}"], records=[entry])
    _say_what_stays(room, f"T{entry.id}", entry)


def _say_what_stays(room: Room, ref: str, entry: "Entry") -> None:
    """What is not affected has no wording of its own: a customer reads it only with the text as it stands."""
    if "not_affected" in entry.data and entry.customer_text not in (None, entry.text):
        way_out = f"say it in -c, or release it with the text itself:  warroom amend {ref} --safe --why TEXT"
        room.console.talk(f"--not-affected stays inside; {way_out}")
