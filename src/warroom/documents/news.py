"""What is new to readers inside, in one list in order of time: facts, what came to an end, and that it broke again."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from warroom.documents.facts import News, news_of
from warroom.documents.relapses import began, returns
from warroom.documents.settled import Dated, finished, ruled_out, settled
from warroom.documents.since import Since
from warroom.vocabulary import Audience, EntryKind, Status

# They have places of their own.
_APART = (EntryKind.IMPACT, EntryKind.CAUSE, EntryKind.ESTIMATE, EntryKind.VOICE)


@dataclass(frozen=True, slots=True)
class Told:
    """The list, and how much older news it leaves out."""

    news: tuple[News, ...]
    more_facts: int
    more_finished: int


def news(since: Since, *, most: int | None = None, with_ruled_out: bool = False) -> Told:
    """What is new to an audience inside; of facts and of finished work ``most`` of each, the newest."""
    facts, ended = _facts(since), finished(since)
    shown = [*_newest(facts, most), *_newest(ended, most), *settled(since), *_returns(since)]
    shown += ruled_out(since) if with_ruled_out else []
    return Told(
        news=tuple(one.news for one in sorted(shown, key=lambda one: one.at)),
        more_facts=len(facts) - len(_newest(facts, most)),
        more_finished=len(ended) - len(_newest(ended, most)),
    )


def _newest(several: list[Dated], most: int | None) -> list[Dated]:
    return several if most is None else several[-most:]


def _facts(since: Since) -> list[Dated]:
    lines = [line for line in since.new_facts() if line.last.kind not in _APART]
    told = news_of(since.dossier, lines, since.audience)
    if since.audience is Audience.EXECUTIVE:  # whose update is one screen
        told = tuple(replace(one, by=None) for one in told)
    return [Dated(line.last.sort_at, one) for line, one in zip(lines, told, strict=True)]


def _returns(since: Since) -> Iterator[Dated]:
    """That it broke again or was reopened, with the reason."""
    for entry in returns(since.dossier):
        at = began(since.dossier, entry)
        if entry.seq > since.mark and at is not None:
            words = "reopened" if entry.data.get("old") == Status.CLOSED else since.dossier.words.returned
            when = since.dossier.said(at, since.audience)
            yield Dated(at, News(when=when, text=f"{words.capitalize()}: {entry.why}", certainty=None, by=None))
