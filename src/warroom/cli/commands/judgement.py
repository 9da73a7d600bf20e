"""How bad it is, how high it has gone, where it is heading: sev, level, rag, trend, wait."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

from warroom.cli import params
from warroom.cli.answer import wrote
from warroom.cli.room import Room
from warroom.vocabulary import Level, Rag, Severity, Trend, WaitingOn, spoken

if TYPE_CHECKING:
    from warroom.domain import Entry, Escalation

SeverityName = Annotated[Severity, params.argument(Severity, "SEVERITY")]
LevelName = Annotated[Level, params.argument(Level, "LEVEL")]
RagName = Annotated[Rag, params.argument(Rag, "RAG")]
TrendName = Annotated[Trend, params.argument(Trend, "TREND")]
PartyName = Annotated[WaitingOn, params.argument(WaitingOn, "PARTY")]


def sev(room: Room, severity: SeverityName, why: params.Why = None) -> None:
    """Rate how badly the customer is hurt: 1 stopped, 2 degraded, 3 minor, 4 a change.

    Example: warroom sev 1 --why "their own customers see it now"
    """
    _judge(room, f"severity {severity}", lambda escalation: escalation.rate(severity, stamp=room.stamp, why=why))


def level(room: Room, level: LevelName, why: params.NeededWhy) -> None:
    """Take it higher in our management: 1 team, 2 director, 3 vice-president, 4 C-level.

    Example: warroom level 3 --why "four engineering days are needed this week"
    """
    _judge(room, f"level {level}", lambda escalation: escalation.carry_to(level, stamp=room.stamp, why=why))


def rag(room: Room, rag: RagName, why: params.Why = None) -> None:
    """Judge the relationship: red, amber or green.

    Example: warroom rag red --why "their board asked for a date"
    """
    _judge(room, f"RAG {rag}", lambda escalation: escalation.judge(rag, stamp=room.stamp, why=why))


def trend(room: Room, trend: TrendName, why: params.Why = None) -> None:
    """Say where the relationship is heading.

    Example: warroom trend improving --why "they thanked the team on the call"
    """
    _judge(room, f"trend {trend}", lambda escalation: escalation.head(trend, stamp=room.stamp, why=why))


def wait(room: Room, party: PartyName, why: params.Why = None) -> None:
    """Say whose move it is.

    Example: warroom wait customer --why "their security team reviews the log"
    """
    _judge(room, f"waiting on {spoken(party)}", lambda escalation: escalation.wait_on(party, stamp=room.stamp, why=why))


def _judge(room: Room, words: str, move: "Callable[[Escalation], Entry]") -> None:
    """One judgement on the current escalation."""
    with room.writing() as store:
        escalation = room.current(store, write=True)
        move(escalation)
    wrote(room, escalation, words, refs=[f"E{escalation.id}"], records=[escalation])
