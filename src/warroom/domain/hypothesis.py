"""What may have caused it: suspected, supported by what was found, confirmed, or ruled out."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Index
from sqlmodel import Field, Relationship

from warroom.domain import text
from warroom.domain.columns import among, filled, prose, time, word
from warroom.domain.escalation import Escalation
from warroom.domain.owed import LAZY
from warroom.domain.record import Record, Stamp, reference
from warroom.domain.wording import Wording
from warroom.errors import Reason, Refused
from warroom.vocabulary import OPEN_HYPOTHESES, Certainty, HypothesisStatus, Letter, spoken


class Hypothesis(Record, table=True):
    """A possible cause, kept apart from facts. Of those ruled out a customer may read, in ``customer_text`` alone."""

    __table_args__ = (
        Index("ix_hypothesis_status", "escalation_id", "status"),
        filled("text", text.PROSE_LIMIT),
        filled("customer_text", text.PROSE_LIMIT),
        among("status", HypothesisStatus),
        {"sqlite_autoincrement": True},
    )

    LETTER: ClassVar[Letter] = Letter.HYPOTHESIS

    escalation_id: int = Field(default=None, nullable=False, foreign_key="escalation.id")
    text: str = prose()
    customer_text: str | None = prose(default=None)
    status: HypothesisStatus = word(HypothesisStatus)
    evidence: str | None = prose(default=None)
    why: str | None = prose(default=None)
    settled_at: datetime | None = time(default=None)

    escalation: Escalation = Relationship(sa_relationship_kwargs=LAZY)

    @classmethod
    def suspected(cls, words: str, *, wording: Wording, stamp: Stamp, evidence: str | None = None) -> "Hypothesis":
        """Somebody thinks that this may be the cause."""
        return cls(
            text=text.prose(words, field="TEXT"),
            customer_text=wording.customer,
            status=HypothesisStatus.SUSPECTED,
            evidence=text.line_if(evidence, field="--evidence", limit=2000),
            created_at=stamp.at,
        )

    def hang_on(self, escalation: Any) -> None:
        """Belong to an escalation."""
        self.escalation = escalation

    def support(self, *, stamp: Stamp, evidence: str | None = None, why: str | None = None) -> None:
        """Something found speaks for it; that is not a proof."""
        self._allow("support")
        self.evidence = text.line_if(evidence, field="--evidence", limit=2000) or self.evidence
        self._become(HypothesisStatus.SUPPORTED, stamp=stamp, why=why)

    def confirm(self, *, stamp: Stamp) -> None:
        """It is the cause."""
        self._allow("confirm")
        self.settled_at = stamp.at
        self._become(HypothesisStatus.CONFIRMED, stamp=stamp)

    def named_as_cause(self, certainty: Certainty, *, stamp: Stamp) -> None:
        """A cause is told of it: a confirmed one confirms it, and one that is not sure leaves it as it is.

        Raises Refused when it is settled already, or when the cause is told as ruled out.
        """
        if certainty is Certainty.CONFIRMED:
            self.confirm(stamp=stamp)
            return
        self._allow("cause")
        if certainty is Certainty.RULED_OUT:
            ref = reference(self.LETTER, self.id) or "The hypothesis"
            raise Refused(
                f"A cause that is ruled out cannot be told of {ref}.",
                Reason("ruled_out", "it is ruled out with a reason", f"Rule it out:  warroom ruleout {ref} --why TEXT"),
            )

    def rule_out(self, why: str, *, stamp: Stamp, customer: str | None = None) -> None:
        """It is not the cause, for a reason that is kept. ``customer`` is how the customer reads of it."""
        if self.status is HypothesisStatus.RULED_OUT:
            raise self._refused("ruleout")
        self.why = text.prose(why, field="--why")
        self.customer_text = self.customer_text if customer is None else text.prose(customer, field="--customer")
        self.settled_at = stamp.at
        self._become(HypothesisStatus.RULED_OUT, stamp=stamp, why=self.why)

    def _become(self, status: HypothesisStatus, *, stamp: Stamp, why: str | None = None) -> None:
        old, self.status = self.status, status
        words = f"Hypothesis {spoken(status)}: {self.text}"
        self.escalation.changed(words, field="status", old=old, new=status, stamp=stamp, why=why, hypothesis=self)

    def _allow(self, move: str) -> None:
        if self.status not in OPEN_HYPOTHESES:
            raise self._refused(move)

    def _refused(self, move: str) -> Refused:
        ref = reference(self.LETTER, self.id) or "The hypothesis"
        words = f"{ref} is {spoken(self.status)}"
        return Refused(
            f"{words}; {move} does not apply.", Reason("wrong_status", words, f"See it:  warroom show {ref}")
        )
