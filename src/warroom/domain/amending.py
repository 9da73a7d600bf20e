"""What a correction says: the last content of the entry, with what was given in its place."""

from warroom.domain.entry import Fact, Line
from warroom.domain.wording import Wording, wording
from warroom.errors import WrongUsage
from warroom.times import Moment
from warroom.vocabulary import Audience, EntryKind


def correction(
    line: Line,
    words: str | None,
    *,
    at: Moment | None = None,
    kind: EntryKind | None = None,
    customer: str | None = None,
    safe: bool = False,
    audience: Audience | None = None,
    why: str | None = None,
) -> Fact:
    """The fact that takes the place of ``line``; what is not given stays as it was last.

    Raises InvalidValue, and WrongUsage when nothing would change.
    """
    if not any((words, at, kind, customer, safe, audience)):
        raise WrongUsage("Nothing to correct was given.", "Give a new text, or --at, --kind, -c, --safe, --audience.")
    last = line.last
    text = words or last.text
    keeps_details = kind in (None, last.kind)
    return Fact.checked(
        text,
        moment=at or last.moment,
        kind=kind or last.kind,
        wording=_label(line, text, customer=customer, safe=safe, audience=audience, reworded=words is not None),
        certainty=last.certainty,
        by=last.person or last.contact,
        evidence=last.evidence,
        told=last.data if keeps_details else None,
        why=why,
    )


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
