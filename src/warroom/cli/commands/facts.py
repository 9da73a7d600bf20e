"""What happened, what it does to the customer, why it failed: log, amend, impact, cause, decide."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from warroom.cli import params
from warroom.cli.answer import already_there, wrote
from warroom.cli.room import Room, one_of
from warroom.cli.typed import text as typed_text
from warroom.vocabulary import Audience, Certainty, EntryKind

if TYPE_CHECKING:
    from warroom.domain import Entry, Escalation


def log(
    room: Room,
    text: params.Text = None,
    at: params.At = None,
    kind: params.EntryKindOption = None,
    customer: params.Customer = None,
    safe: params.Safe = False,
    audience: params.AudienceLabel = None,
    certainty: params.CertaintyOption = None,
    by: params.By = None,
    evidence: params.Evidence = None,
    source: params.SourceLink = None,
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

    one_of(lines=lines, ndjson=ndjson, text=text)
    told = {"kind": kind or EntryKind.NOTE, "certainty": certainty or Certainty.CONFIRMED, "evidence": evidence}
    labels = {"customer": customer, "safe": safe, "audience": audience}
    if ndjson is not None:
        bulk.log_records(room, ndjson)
    elif lines is not None:
        bulk.log_lines(room, lines, told=told, labels=labels, by=by)
    else:
        _log(room, typed_text(room, text), at=at, by=by, source=source, labels=labels, told=told)


def impact(
    room: Room,
    text: params.Text = None,
    figure: Annotated[int | None, typer.Option(metavar="N", help="How many, in the customer's units.")] = None,
    unit: Annotated[str | None, typer.Option(metavar="TEXT", help="What is counted: claims, orders, users.")] = None,
    not_affected: Annotated[str | None, typer.Option(metavar="TEXT", help="What still works.")] = None,
    data_loss: params.DataLossOption = None,
    at: params.At = None,
    customer: params.Customer = None,
    safe: params.Safe = False,
    audience: params.AudienceLabel = None,
    certainty: params.CertaintyOption = None,
    by: params.By = None,
    evidence: params.Evidence = None,
    source: params.SourceLink = None,
) -> None:
    """Say what the customer cannot do, in their units, and what is not affected.

    Example: warroom impact 1840 claims not filed --figure 1840 --unit claims --data-loss none --safe
    """
    _log(
        room, typed_text(room, text), at=at, by=by, source=source,
        labels={"customer": customer, "safe": safe, "audience": audience},
        told={
            "kind": EntryKind.IMPACT, "certainty": certainty or Certainty.CONFIRMED, "evidence": evidence,
            "told": {"figure": figure, "unit": unit, "not_affected": not_affected, "data_loss": data_loss},
        },
    )  # fmt: skip


def cause(
    room: Room,
    text: params.Text = None,
    category: params.CategoryOption = None,
    certainty: params.CertaintyOption = None,
    at: params.At = None,
    customer: params.Customer = None,
    safe: params.Safe = False,
    audience: params.AudienceLabel = None,
    by: params.By = None,
    evidence: params.Evidence = None,
    source: params.SourceLink = None,
) -> None:
    """Say why it failed; until it is confirmed, no customer reads it.

    Example: warroom cause Schema change without a lock check --category change_release --certainty suspected
    """
    _log(
        room, typed_text(room, text), at=at, by=by, source=source,
        labels={"customer": customer, "safe": safe, "audience": audience},
        told={
            "kind": EntryKind.CAUSE, "certainty": certainty or Certainty.SUSPECTED, "evidence": evidence,
            "told": {"category": category},
        },
    )  # fmt: skip


def decide(
    room: Room,
    text: params.Text = None,
    why: params.Why = None,
    tradeoff: Annotated[str | None, typer.Option(metavar="TEXT", help="What is given up for it.")] = None,
    at: params.At = None,
    customer: params.Customer = None,
    safe: params.Safe = False,
    audience: params.AudienceLabel = None,
    by: params.By = None,
    evidence: params.Evidence = None,
    source: params.SourceLink = None,
) -> None:
    """Record a decision, why it was taken, and what it costs.

    Example: warroom decide Keep the rollback, ship the feature later --why "close week" --tradeoff "connector slips"
    """
    _log(
        room, typed_text(room, text), at=at, by=by, source=source,
        labels={"customer": customer, "safe": safe, "audience": audience},
        told={"kind": EntryKind.DECISION, "evidence": evidence, "why": why, "told": {"tradeoff": tradeoff}},
    )  # fmt: skip


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
) -> None:
    """Correct an entry; the old one stays, and documents use the new one.

    Example: warroom amend T2 -c "Claims are not being filed" --why "customer wording"
    """
    from warroom.domain.amending import correction

    words = typed_text(room, text) if text else None
    with room.writing() as store:
        line = store.line(ref)
        escalation = store.escalation_of(line.first)
        fact = correction(
            line, words, at=None if at is None else room.happened(at), kind=kind, customer=customer, safe=safe,
            audience=audience, why=why,
        )  # fmt: skip
        entry = escalation.amend(line, fact, stamp=room.stamp)
        store.settle()
        escalation.recount(store.milestone_lines(escalation))
    _say(room, escalation, entry, f"T{line.first.id} amended by T{entry.id}", ref=f"T{line.first.id}")


def _log(
    room: Room, words: str, *, at: str | None, by: str | None, source: str | None, labels: dict[str, Any],
    told: dict[str, Any],
) -> None:  # fmt: skip
    """One entry on the current escalation."""
    from warroom.domain import Fact, Source, wording

    moment = room.happened(at)
    identity = None if source is None else Source.read(source)
    label = wording(words, **labels)
    with room.writing() as store:
        escalation = room.current(store, write=True)
        if known := store.sourced(escalation, identity):
            return already_there(room, escalation, known)
        fact = Fact.checked(
            words, moment=moment, wording=label, source=identity,
            by=room.party(store, by, escalation.account, field="--by"), **told,
        )  # fmt: skip
        entry = escalation.record(fact, stamp=room.stamp)
        store.settle()
    _say(room, escalation, entry, f"T{entry.id} {entry.kind.replace('_', ' ')}")


def _say(room: Room, escalation: "Escalation", entry: "Entry", what: str, *, ref: str | None = None) -> None:
    from warroom.output.records import entry_record

    shared = "customer may read it" if entry.audience is Audience.CUSTOMER else f"{entry.audience} only"
    wrote(
        room, escalation, what, room.written(entry.moment), shared,
        refs=[ref or f"T{entry.id}"], records=[lambda: entry_record(entry)],
    )  # fmt: skip
