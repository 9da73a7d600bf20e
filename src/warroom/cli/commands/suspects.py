"""What may have caused it: suspect, support, ruleout, hypotheses."""

from typing import TYPE_CHECKING, Annotated

import typer

from warroom.cli import params
from warroom.cli.answer import show_listing, wrote
from warroom.cli.room import Room
from warroom.cli.typed import text as typed_text
from warroom.vocabulary import Letter, spoken

if TYPE_CHECKING:
    from warroom.domain import Hypothesis

HypothesisRef = Annotated[str, typer.Argument(metavar="REF", show_default=False, help="A hypothesis, such as H1.")]


def suspect(
    room: Room,
    text: params.Text = None,
    customer: params.Customer = None,
    safe: params.Safe = False,
    evidence: params.Evidence = None,
) -> None:
    """Say what may have caused it. The customer reads of it only once it is ruled out, and only in their wording.

    Example: warroom suspect The storage volume ran full -c "a full disk"
    """
    from warroom.domain import Hypothesis, wording

    words = typed_text(room, text)
    label = wording(words, customer=customer, safe=safe)
    with room.writing() as store:
        escalation = room.current(store, write=True)
        hypothesis = Hypothesis.suspected(words, wording=label, stamp=room.stamp, evidence=evidence)
        escalation.suspect(hypothesis, stamp=room.stamp)
        store.settle()
    _say(room, hypothesis)


def support(room: Room, ref: HypothesisRef, evidence: params.Evidence = None, why: params.Why = None) -> None:
    """Say that something was found that speaks for a hypothesis; that is no proof.

    Example: warroom support H1 --evidence "disk at 100 % in the graph of 02:09"
    """
    with room.writing() as store:
        hypothesis: Hypothesis = store.record(ref, Letter.HYPOTHESIS, verb="support")
        hypothesis.support(stamp=room.stamp, evidence=evidence, why=why)
    _say(room, hypothesis)


def ruleout(room: Room, ref: HypothesisRef, why: params.NeededWhy, customer: params.Customer = None) -> None:
    """Say that a hypothesis is not the cause, and why.

    Example: warroom ruleout H1 --why "the volume was at 40 % all night" -c "a full disk"
    """
    with room.writing() as store:
        hypothesis: Hypothesis = store.record(ref, Letter.HYPOTHESIS, verb="ruleout")
        hypothesis.rule_out(why, stamp=room.stamp, customer=customer)
    _say(room, hypothesis)


def hypotheses(
    room: Room,
    every: Annotated[bool, typer.Option("--all", help="Confirmed and ruled out ones too.")] = False,
    format: params.FormatOption = None,
) -> None:
    """List what may have caused it, in the order of suspicion.

    Example: warroom hypotheses --all
    """
    from warroom.output import owed

    with room.reading() as store:
        found = store.hypotheses(room.current(store), every=every)
        records = [owed.hypothesis_record(one) for one in found]
    show_listing(room, owed.hypotheses(records), format)


def _say(room: Room, hypothesis: "Hypothesis") -> None:
    ref = f"{Letter.HYPOTHESIS}{hypothesis.id}"
    wrote(room, hypothesis.escalation, f"{ref} {spoken(hypothesis.status)}", refs=[ref], records=[hypothesis])
