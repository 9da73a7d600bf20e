"""What a correction says: the last content of the entry, with what was given in its place."""

from typing import Any

from warroom.domain.entry import Fact, Line
from warroom.domain.wording import Wording, wording
from warroom.errors import Reason, Refused, WrongUsage
from warroom.times import Moment
from warroom.vocabulary import Audience, Certainty, EntryKind


def correction(
    line: Line,
    words: str | None,
    *,
    at: Moment | None = None,
    kind: EntryKind | None = None,
    customer: str | None = None,
    safe: bool = False,
    audience: Audience | None = None,
    figure: int | None = None,
    certainty: Certainty | None = None,
    why: str | None = None,
) -> Fact:
    """The fact that takes the place of ``line``; what is not given stays as it was last.

    Raises InvalidValue, and WrongUsage when nothing would change.
    """
    refuse_automatic(line)
    if not any((words, at, kind, customer, safe, audience, certainty)) and figure is None:
        raise WrongUsage("Nothing to correct was given.", "Give a new text, or --at, --kind, -c, --safe, --figure …")
    last = line.last
    text = words or last.text
    return Fact.checked(
        text,
        moment=at or last.moment,
        kind=kind or last.kind,
        wording=_label(line, text, customer=customer, safe=safe, audience=audience, reworded=words is not None),
        certainty=certainty or last.certainty,
        by=last.person or last.contact,
        evidence=last.evidence,
        told=_details(line, kind or last.kind, figure=figure, reworded=words is not None),
        details_field="option",
        why=why,
    )


def refuse_automatic(line: Line) -> None:
    """What the tool wrote tells a change that a command made; another command makes the next. Raises Refused."""
    if line.first.automatic:
        raise Refused(
            "This entry was written by the tool when state changed; it cannot be corrected.",
            Reason("automatic", "the command for it changes its state", "Log what is right:  warroom log TEXT"),
        )


def _details(line: Line, kind: EntryKind, *, figure: int | None, reworded: bool) -> dict[str, Any]:
    """The details as they were, with the new figure; a figure goes when the words that held it change without it."""
    kept = dict(line.last.data) if kind is line.last.kind else {}
    if figure is not None:
        return {**kept, "figure": figure}
    return {key: value for key, value in kept.items() if not (reworded and key == "figure")}


def left_behind(line: Line, fact: Fact) -> list[str]:
    """What a correction of the text or the kind did not correct along with it: to be said to whoever wrote it."""
    reworded = fact.text != line.last.text
    if not reworded and fact.kind is line.last.kind:
        return []
    notes = []
    if reworded and fact.wording.customer is not None and fact.wording.customer == line.last.customer_text:
        notes.append(f"The customer still reads: {fact.wording.customer}  (change it with -c)")
    # The figure that went with an earlier correction is missing still.
    figure = line.last.data.get("figure", line.first.data.get("figure"))
    if figure is not None and "figure" not in (fact.told or {}):
        notes.append(f"The figure {figure} no longer counts; give the right one with --figure.")
    return notes


def _label(
    line: Line, text: str, *, customer: str | None, safe: bool, audience: Audience | None, reworded: bool
) -> Wording:
    """The label of the correction. New words that were shown as they stood need their release said again."""
    last = line.last
    if customer is not None or safe or audience is not None:
        return wording(text, customer=customer, safe=safe, audience=audience)
    if last.customer_text is not None and reworded and last.customer_text == last.text:
        raise WrongUsage(
            "The customer may read this entry word for word, and its words change.",
            "Add --safe when they may read the new ones too, -c with other words, or --audience internal.",
        )
    return Wording(last.audience, last.customer_text)
