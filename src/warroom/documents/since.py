"""What an audience has not been told: what lies above the mark of its last update, and corrections of what does not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from warroom.documents.dossier import Dossier
from warroom.documents.wholly import says
from warroom.domain import Action, Criterion, Entry, Hypothesis, Line, Promise, Request, Update
from warroom.vocabulary import (
    ActionStatus,
    Audience,
    Certainty,
    EntryKind,
    HypothesisStatus,
    Severity,
    Status,
    UpdateKind,
)

_FINISHED = frozenset({ActionStatus.DONE, ActionStatus.VERIFIED})
# What a customer never reads as such: an estimate reaches them as a time that we commit to, a cause once confirmed.
_NEVER_THEIRS = frozenset({EntryKind.HYPOTHESIS, EntryKind.ESTIMATE})
# Updates to a customer in which no cause is told for the first time, unless whoever sent it wrote it in.
_WITHOUT_CAUSE = frozenset({UpdateKind.FIRST, UpdateKind.NO_CHANGE})


@dataclass(frozen=True, slots=True)
class Since:
    """What is new for an audience above ``mark``, the last entry that what it was told took in (model, rule 9)."""

    dossier: Dossier
    audience: Audience
    mark: int
    told_before: bool
    """Whether it was told anything before."""
    told_at: datetime | None = None
    """When it was told last."""
    texts: Sequence[Update] = ()
    """What was sent to it, where that decides what of it is known: not every text tells the cause."""

    def new_facts(self, *kinds: EntryKind) -> list[Line]:
        """The facts that it was not told, or could not read as they were."""
        facts = self.dossier.facts(self.audience, *kinds)
        new = [line for line in facts if line.last.seq > self._mark_of(line) and self.told_as(line) is None]
        if all(line.last.kind is not EntryKind.IMPACT for line in new):
            return new
        again = self.dossier.repeated(self.audience)
        return [line for line in new if line.first.id not in again]

    def corrected(self) -> list[tuple[Entry, Line]]:
        """What it was told and reads otherwise now, or not at all: as it was told, and the line as it is."""
        pairs = ((self.told_as(line), line) for line in self.dossier.lines if line.last.seq > self._mark_of(line))
        return [(told, line) for told, line in pairs if told and _as_read(told, self.audience) != self._as_now(line)]

    def told_as(self, line: Line) -> Entry | None:
        """How this audience was told a line, with what was written until the mark; None when it was not."""
        told = line.as_of(self._mark_of(line)) if self.told_before else None
        return told if told and not told.automatic and _as_read(told, self.audience) else None

    def _mark_of(self, line: Line) -> int:
        """The last entry that what it was told of a line took in: of a cause, of those texts that could tell it."""
        if not self.texts or EntryKind.CAUSE not in (line.first.kind, line.last.kind):
            return self.mark
        return max((one.mark for one in self.texts if _tells_cause(one, line)), default=0)

    def reads(self, entry: Entry) -> bool:
        """Whether this audience reads an entry, as it stands."""
        return _as_read(entry, self.audience) is not None

    def _as_now(self, line: Line) -> tuple[object, ...] | None:
        return _as_read(line.last, self.audience)

    def entries(self) -> list[Entry]:
        """The entries that the tool wrote above the mark, in the order of writing."""
        new = (line.last for line in self.dossier.lines if line.last.automatic and line.last.seq > self.mark)
        return sorted(new, key=lambda entry: entry.seq)

    def changes(self, field: str) -> list[Entry]:
        """The changes of a state of the escalation itself, in the order of writing."""
        return [entry for entry in self.entries() if entry.data.get("field") == field and entry.is_about_the_whole]

    def finished(self) -> list[Action]:
        """The actions that were done since."""
        done = self._became("action_id", ActionStatus.DONE)
        return [action for action in self.dossier.actions if action.id in done and action.status in _FINISHED]

    def dropped(self) -> list[Action]:
        """The actions that were known and will not be done."""
        gone, new = self._became("action_id", ActionStatus.DROPPED), self._became("action_id", ActionStatus.OPEN)
        return [action for action in self.dossier.actions if action.id in gone - new]

    def moved(self) -> dict[int, str]:
        """For each action that is owed at another time now, by its number, when it was owed before (as ISO 8601)."""
        return self._moved("action_id")

    def moved_promises(self) -> dict[int, str]:
        """For each promise that is owed at another time now, by its number, when it was owed before (as ISO 8601)."""
        return self._moved("promise_id")

    def _moved(self, link: str) -> dict[int, str]:
        moved: dict[int, str] = {}
        for entry in self.entries():
            number = getattr(entry, link)
            if number is not None and entry.data.get("field") == "due" and entry.data.get("old"):
                moved.setdefault(number, entry.data["old"])
        return moved

    def touched_promises(self) -> list[Promise]:
        """The promises of which anything was written."""
        touched = self._touched("promise_id")
        return [promise for promise in self.dossier.promises if promise.id in touched]

    def touched_requests(self) -> list[Request]:
        """The requests of which anything was written."""
        touched = self._touched("request_id")
        return [request for request in self.dossier.requests if request.id in touched]

    def touched_criteria(self) -> list[Criterion]:
        """The exit criteria that became agreed, met or waived; another due time is ours alone."""
        became = {entry.criterion_id for entry in self.entries() if entry.data.get("field") == "status"}
        return [criterion for criterion in self.dossier.criteria if criterion.id in became]

    def watched_anew(self) -> bool:
        """Whether it was de-escalated since, and still is."""
        watched = self.dossier.escalation.status is Status.MONITORING
        return watched and any(entry.data.get("new") == Status.MONITORING for entry in self.changes("status"))

    def ruled_out(self) -> list[Hypothesis]:
        """What was found not to be the cause."""
        settled = self._became("hypothesis_id", HypothesisStatus.RULED_OUT)
        return [
            one for one in self.dossier.hypotheses if one.id in settled and one.status is HypothesisStatus.RULED_OUT
        ]

    def _touched(self, link: str) -> set[int]:
        return {number for entry in self.entries() if (number := getattr(entry, link)) is not None}

    def _became(self, link: str, status: str) -> set[int]:
        """The numbers of what took a status above the mark."""
        told = (entry for entry in self.entries() if entry.data.get("new") == status)
        return {number for entry in told if (number := getattr(entry, link)) is not None}

    def lowered_from(self) -> Severity | None:
        """The severity that it was last told under, when it has fallen since (model, rule 10)."""
        changes = self.changes("severity") if self.told_before else []
        before = Severity(int(changes[0].data["old"])) if changes else None
        return before if before and self.dossier.escalation.severity > before else None

    def relapsed(self) -> bool:
        """Whether it broke again after this audience was last told how things stand."""
        return self.told_before and self.dossier.escalation.relapsed_seq > self.mark

    def heard_of_it_before(self) -> bool:
        """Whether this audience was told anything before it last broke again: who was not reads of no second time."""
        escalation = self.dossier.escalation
        return any(
            one.mark < escalation.relapsed_seq
            or (one.sent_at and escalation.relapsed_at and one.sent_at < escalation.relapsed_at)
            for one in self.dossier.sent(self.audience)
        )

    def restored(self) -> bool:
        """Whether it was restored, and this audience has not been told."""
        restorations = [line for line in self.dossier.lines if line.last.kind is EntryKind.RESTORATION]
        known = self.dossier.escalation.restored_at is not None
        return known and any(_stands_since(line) > self.mark for line in restorations)

    def has_news(self) -> bool:
        """Whether anything that it reads has changed; inside, also every state."""
        if self.new_facts() or self.corrected() or self.lowered_from() is not None:
            return True
        if self.audience is Audience.CUSTOMER:
            return self._customer_has_news()
        # Not that an update was sent: that is no news to whoever received it.
        return any(entry.kind is EntryKind.CHANGE for entry in self.entries())

    def _customer_has_news(self) -> bool:
        """Beside facts: what they read of what is owed and of the state of knowledge, and that it broke again."""
        since = [line.last for line in self.dossier.lines if line.last.seq > self.mark]
        told = {(entry.kind, key) for entry in since if entry.audience is not Audience.LEGAL for key in entry.data}
        return (
            any(action.customer_text for action in self.dossier.actions if action.id in self._touched("action_id"))
            or any(promise.given_at for promise in self.touched_promises())
            or any(request.customer_text for request in self.touched_requests())
            or any(hypothesis.customer_text for hypothesis in self.ruled_out())
            or any(criterion.is_theirs for criterion in self.touched_criteria())
            or self.watched_anew()
            or bool(self.changes("monitoring_until"))
            or (EntryKind.IMPACT, "data_loss") in told
            or (EntryKind.ESTIMATE, "committed") in told
            or self.relapsed()
            or any(self._settles_the_cause(line) for line in self.dossier.lines)
        )

    def _settles_the_cause(self, line: Line) -> bool:
        """Whether a cause became known, or unknown again: they read that, also where it lacks a wording."""
        if line.last.kind is not EntryKind.CAUSE or line.last.audience is Audience.LEGAL:
            return False
        before = line.as_of(self.mark)
        was_known = before is not None and before.certainty is Certainty.CONFIRMED
        return was_known is not (line.last.certainty is Certainty.CONFIRMED)


def since(dossier: Dossier, audience: Audience) -> Since:
    """What is new for an audience since the last update that was sent to it."""
    last = dossier.last_sent(audience)
    told_at = last.sent_at if last else None
    texts = dossier.sent(audience) if audience is Audience.CUSTOMER else ()
    return Since(dossier, audience, last.mark if last else 0, last is not None, told_at, texts)


def since_draft(dossier: Dossier, draft: Update) -> Since:
    """What has changed since a draft was rendered: with any of it, the draft is stale."""
    return Since(dossier, draft.audience, draft.mark, told_before=True, told_at=draft.created_at)


def _stands_since(line: Line) -> int:
    """When a line became what it is: a corrected time of a restoration is a correction, not a second restoration."""
    return line.first.seq if line.first.kind is line.last.kind else line.last.seq


def _tells_cause(update: Update, line: Line) -> bool:
    """Whether an update to the customer could tell a cause as it then was: by its stage, or in these words."""
    entry = line.as_of(update.mark)
    if update.kind not in _WITHOUT_CAUSE or entry is None or entry.kind is not EntryKind.CAUSE:
        return True
    return entry.customer_text is not None and says(update.body, entry.customer_text)


def _as_read(entry: Entry, audience: Audience) -> tuple[object, ...] | None:
    """What of a fact this audience reads; None for nothing."""
    if entry.audience not in audience.may_read:
        return None
    if audience is not Audience.CUSTOMER:
        return entry.text, entry.kind, entry.certainty, entry.moment
    unsaid = entry.kind in _NEVER_THEIRS or entry.certainty is Certainty.RULED_OUT
    unsure = entry.kind is EntryKind.CAUSE and entry.certainty is not Certainty.CONFIRMED
    return None if unsaid or unsure else (entry.customer_text, entry.kind, entry.moment)
