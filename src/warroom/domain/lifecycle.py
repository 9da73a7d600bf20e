"""The life of an escalation: how it opens, who owns it, how it is judged, how it ends."""

from datetime import datetime
from typing import TYPE_CHECKING

from warroom.domain import text
from warroom.domain.entry import Entry
from warroom.domain.people import Member, Person
from warroom.domain.record import Stamp, reference
from warroom.domain.update import Update
from warroom.errors import Reason, Refused
from warroom.vocabulary import (
    TECHNICAL_KINDS,
    CauseCategory,
    Driver,
    Letter,
    Outcome,
    Rag,
    Role,
    Severity,
    Status,
    UpdateKind,
    spoken,
)

if TYPE_CHECKING:
    from warroom.domain.situation import Situation as Base
else:
    Base = object


class Lifecycle(Base):
    """The moves that change the state of an escalation; each writes its entry in the same transaction."""

    def own(self, person: Person, *, stamp: Stamp) -> None:
        """One of ours takes it over: there is exactly one owner (rule 1)."""
        self.refuse_when_closed()
        old = self.owner and self.owner.at_handle
        for member in self.members:
            if member.role is Role.OWNER and member.released_at is None:
                member.release(stamp)
        self.owner = person
        self.members.append(Member(person=person, role=Role.OWNER, joined_at=stamp.at, created_at=stamp.at))
        self.changed(f"Owner is {person.at_handle}", field="owner", old=old, new=person.at_handle, stamp=stamp)

    def enlist(self, person: Person, role: Role, *, stamp: Stamp, need: str | None = None) -> Member:
        """One of ours joins the task force in a role; what we need of them can be said."""
        self.refuse_when_closed()
        if role is Role.OWNER:
            raise Refused(
                "An escalation has exactly one owner.",
                Reason("one_owner", "the owner is changed, not added", f"Use:  warroom own {person.at_handle}"),
            )
        serving = [m for m in self.members if m.person is person and m.role is role and m.released_at is None]
        if serving:
            raise Refused(
                f"{person.at_handle} is already {spoken(role)}.",
                Reason("already_member", f"{person.at_handle} holds this role", "Nothing needs to be done."),
            )
        member = Member(
            person=person,
            role=role,
            need=need and text.line(need, field="--need", limit=2000),
            joined_at=stamp.at,
            created_at=stamp.at,
        )
        self.members.append(member)
        self.changed(
            f"{person.at_handle} joined as {spoken(role)}", field="team", old=None, new=person.at_handle, stamp=stamp
        )
        return member

    def rate(self, severity: Severity, *, stamp: Stamp, why: str | None = None) -> Entry:
        """Rate how badly the customer is hurt. It may rise at any time; it falls after restoration or with a reason."""
        self.refuse_when_closed()
        if severity > self.severity and self.restored_at is None and why is None:
            raise Refused(
                "Severity falls only after restoration, or with a reason.",
                Reason(
                    "reason_missing", f"severity {self.severity} → {severity} before restoration", "Add --why TEXT."
                ),
            )
        old, self.severity = self.severity, severity
        return self.changed(
            f"Severity {severity}", field="severity", old=int(old), new=int(severity), stamp=stamp, why=why
        )

    def judge(self, rag: Rag, *, stamp: Stamp, why: str | None = None) -> Entry:
        """Judge the relationship: red, amber or green."""
        self.refuse_when_closed()
        old, self.rag = self.rag, rag
        return self.changed(f"RAG {rag}", field="rag", old=old, new=rag, stamp=stamp, why=why)

    def settle(self, why: str, *, stamp: Stamp) -> Entry:
        """It is stable, for a reason; where something was broken, only restoration makes it so."""
        self._need(Status.ACTIVE, move="stable")
        if self.kind in TECHNICAL_KINDS and self.restored_at is None:
            raise Refused(
                f"This {self.kind} has not been restored yet.",
                Reason(
                    "not_restored",
                    "stable follows from restoration",
                    "Say when service was back:  warroom restore --at TIME",
                ),
            )
        self.status, self.stable_since = Status.STABLE, stamp.at
        return self.changed("Stable", field="status", old=Status.ACTIVE, new=Status.STABLE, stamp=stamp, why=why)

    def close(
        self,
        *,
        at: datetime,
        stamp: Stamp,
        outcome: Outcome | None,
        cause: CauseCategory | None,
        driver: Driver | None,
        last_update: Update | None,
        force_why: str | None = None,
    ) -> Entry:
        """End it. Raises Refused with every reason why it cannot end yet; ``force_why`` passes them and is kept."""
        self._need(Status.ACTIVE, Status.STABLE, Status.MONITORING, move="close")
        self.outcome = outcome or self.outcome
        self.cause_category = cause or self.cause_category
        self.driver = driver or self.driver
        reasons = self._missing_to_close(last_update)
        if reasons and force_why is None:
            raise Refused(f"{reference(Letter.ESCALATION, self.id)} cannot be closed yet.", *reasons)
        self.forced_why = force_why and text.prose(force_why, field="--why")
        old, self.status, self.closed_at = self.status, Status.CLOSED, at
        passed = f" (passed over: {', '.join(reason.code for reason in reasons)})" if reasons else ""
        return self.changed(
            f"Closed: {spoken(self.outcome) if self.outcome else 'no outcome'}{passed}",
            field="status", old=old, new=Status.CLOSED, stamp=stamp, why=force_why,
        )  # fmt: skip

    def _missing_to_close(self, last_update: Update | None) -> list[Reason]:
        reasons = []
        if self.outcome is None:
            reasons.append(Reason("no_outcome", "no outcome is given", "Add --outcome resolved (or another)."))
        if self.cause_category is None:
            reasons.append(Reason("no_cause", "no cause category is given", "Add --cause change_release (or another)."))
        told = last_update is not None and last_update.kind is UpdateKind.CLOSURE
        if not (told or self.retrospective or self.drill):
            reasons.append(Reason(
                "no_final_update", "the customer has not been sent a final update",
                "Write it with  warroom update customer --kind closure  and record it with  warroom sent"))  # fmt: skip
        return reasons

    def _need(self, *statuses: Status, move: str) -> None:
        if self.status not in statuses:
            ref = reference(Letter.ESCALATION, self.id) or "The escalation"
            raise Refused(
                f"{ref} is {spoken(self.status)}; {move} does not apply.",
                Reason("wrong_status", f"{ref} is {spoken(self.status)}", f"See it with:  warroom show {ref}"),
            )
