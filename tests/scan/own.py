"""Wars for the drafts of our own: every block of the customer's template, at every stage, in the reader's language."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from tests.documents.war import War
from warroom.documents.knowing import known
from warroom.documents.rendering import render
from warroom.domain import Account, wording
from warroom.scan import Finding, judge
from warroom.times import iso
from warroom.vocabulary import Audience, Certainty, EntryKind, Kind, Severity, UpdateKind

NEXT = "sun 17:00"
BUILT_IN = {"en": None, "de": "customer_update.de.md.j2"}
_WORDS = {
    "cannot submit": "Ihre Kunden können keine Anträge einreichen; 310 Anträge warten.",
    "cannot submit more": "Ihre Kunden können keine Anträge einreichen; 420 Anträge warten.",
    "pages empty": "350 Anträge erscheinen ohne Anhang.",
    "portal": "Das Portal für Makler",
    "undoing": "Wir nehmen unsere letzte Änderung zurück.",
    "submitting": "Wir reichen die wartenden Anträge für Sie ein.",
    "comparing": "Wir vergleichen die Dateien der letzten Nacht.",
    "first": "Die ältesten Anträge kommen zuerst.",
    "numbers": "Bitte nennen Sie uns drei Nummern wartender Anträge.",
    "began": "Wir haben begonnen, unsere letzte Änderung zurückzunehmen.",
    "full disk": "eine volle Festplatte",
    "network": "ein Netzwerkfehler",
    "update": "ein fehlgeschlagenes Update unserer Datenbank",
    "runs": "Der nächtliche Export läuft wieder, vollständig.",
    "shown": "Der Fehler ist behoben und Ihnen gezeigt.",
    "are restored": "Die fehlenden Anträge sind wiederhergestellt.",
    "hourly": "Eine Liste der wartenden Anträge jede Stunde",
    "list daily": "Sie bekommen sie einmal am Tag, um 17:00 MEZ",
    "again": "Alle Anträge können wieder eingereicht werden.",
    "cause": "Unsere Änderung um 09:55 MEZ hat einen Teil der Datenbank entfernt, den Anträge brauchen.",
    "kept": "Jeder wartende Antrag ist erhalten",
    "days": "Der Export läuft fünf Nächte ohne Fehler",
    "by hand": "Anträge gehen von Hand über die Makler ein.",
    "claims cannot": "Anträge können nicht eingereicht werden",
}
_ENGLISH = {
    "cannot submit": "Your customers cannot submit claims; 310 claims are waiting.",
    "cannot submit more": "Your customers cannot submit claims; 420 claims are waiting.",
    "pages empty": "350 claims are shown without their attachment.",
    "portal": "The portal for brokers",
    "undoing": "We are undoing our last change.",
    "submitting": "We are submitting the waiting claims for you.",
    "comparing": "We are comparing last night's files.",
    "first": "The oldest claims come first.",
    "numbers": "Please send us three numbers of waiting claims.",
    "began": "We began to undo our last change.",
    "full disk": "a full disk",
    "network": "a network fault",
    "update": "a failed update of our database",
    "runs": "The nightly export runs again, complete.",
    "shown": "The fault is fixed and shown to you.",
    "are restored": "The missing claims are restored.",
    "hourly": "A list of the waiting claims every hour",
    "list daily": "You get it once a day, at 17:00 CET",
    "again": "All claims can be submitted again.",
    "cause": "Our change at 09:55 CET removed a part of the database that claims need.",
    "kept": "Every waiting claim is kept",
    "days": "The export runs for five nights without a fault",
    "by hand": "Claims are taken by hand through the brokers.",
    "claims cannot": "Claims cannot be submitted",
}
SAYS = {"en": _ENGLISH, "de": _WORDS}
Words = dict[str, str]
Told = tuple[War, UpdateKind, str]


def findings(war: War, kind: UpdateKind, next: str) -> tuple[str, list[Finding]]:
    """The draft as the program makes it, and what its scan says against the record that belongs to it."""
    draft = war.draft(Audience.CUSTOMER, kind, next)
    body = render(draft.document, format="md", built_in=BUILT_IN[war.account.language or "en"])
    record = known(
        war.dossier,
        Audience.CUSTOMER,
        kind=kind,
        accounts=[war.account, Account(id=99, slug="globex", name="Globex Corporation")],
        people=[war.sam, war.ines],
        contacts=[war.dana],
        elsewhere=(),
    )
    return body, judge(body, record)


def _war(says: Words, **opened: Any) -> War:
    war = War(customer_title=says["claims cannot"], **opened)
    war.account.language = "de" if says is _WORDS else "en"
    war.ines.describe(title="Technische Leitung" if says is _WORDS else "Technical lead")
    return war


def broken(says: Words) -> War:
    """It is 10:20; claims fail since 10:02, and nothing was sent yet."""
    war = _war(says)
    war.log("HTTP 500 on claim submit", kind=EntryKind.IMPACT_START, at="10:02")
    war.impact("POST /claims fails", customer=says["cannot submit"], told={"figure": 310, "unit": _unit(says)})
    told = {"figure": 350, "unit": _unit(says), "not_affected": says["portal"]}
    war.impact(says["pages empty"], safe=True, told=told)
    war.log("Release 4.2 dropped an index", kind=EntryKind.CAUSE, certainty=Certainty.SUSPECTED)
    war.do("Roll back release 4.2", customer=says["undoing"], owner=war.ines, due="12:00")
    war.do("Get sample ids", customer=says["numbers"], owner=war.dana, due="sun 13:00")
    war.do("Compare the files", customer=says["comparing"], owner=war.ines)
    return war


def _unit(says: Words) -> str:
    return "Anträge" if says is _WORDS else "claims"


def told(says: Words) -> War:
    """It is 10:40; the first notice went out."""
    war = broken(says)
    war.send(next="11:20")
    return war.at("2026-11-21T09:40Z")


def pledged(says: Words) -> War:
    war = told(says)
    for words, due in (("runs", "sun 17:00"), ("shown", "sun 18:00"), ("are restored", "11:00")):
        war.promise(says[words], owner=war.ines, due=due, agreed="call")
    return war


def expecting(war: War, until: str | None, *, customer: str | None = None) -> War:
    told = {"until": iso(datetime.fromisoformat(until)) if until else None, "committed": until is not None or None}
    certainty = Certainty.CONFIRMED if until else None
    war.log("An estimate", kind=EntryKind.ESTIMATE, certainty=certainty, told=told, customer=customer)
    return war


def restore(war: War, says: Words, at: str = "now", *, workaround: str | None = None) -> War:
    words = workaround or "Rollback done"
    label = wording(words, customer=workaround or says["again"])
    war.escalation.restore(words, at=war.moment(at), stamp=war.stamp, label=label, workaround=workaround)
    return war


def _first(says: Words) -> Told:
    return broken(says), UpdateKind.FIRST, NEXT


def _bare(says: Words) -> Told:
    return _war(says), UpdateKind.FIRST, NEXT


def _drill(says: Words) -> Told:
    war = broken(says)
    war.escalation.drill = True
    return war, UpdateKind.FIRST, NEXT


def _late_first(says: Words) -> Told:
    return told(says).at("2026-11-21T10:40Z"), UpdateKind.NO_CHANGE, NEXT


def _no_change(says: Words) -> Told:
    return told(says), UpdateKind.NO_CHANGE, NEXT


def _no_change_again(says: Words) -> Told:
    war = told(says)
    war.send(kind=UpdateKind.NO_CHANGE, next="12:00")
    return war.at("2026-11-21T10:00Z"), UpdateKind.NO_CHANGE, NEXT


def _progress(says: Words) -> Told:
    war = told(says)
    war.log("Rollback started", customer=says["began"], at="10:35")
    war.actions[0].finish(at=war.now, stamp=war.stamp)
    war.do("Replay the queue", customer=says["submitting"], owner=war.ines)
    war.actions[2].drop("it was the release", stamp=war.stamp)
    war.escalation.rate(Severity.MINOR, stamp=war.stamp, why="read-only mode works")
    for words in ("full disk", "network", "update"):
        hypothesis = war.suspect(words, customer=says[words])
        hypothesis.rule_out("it was not", stamp=war.stamp, customer=says[words])
    return war, UpdateKind.PROGRESS, NEXT


def _corrected(says: Words) -> Told:
    war = expecting(broken(says), "2026-11-21T11:00Z")
    war.impact("Nothing lost", told={"data_loss": "none"})
    war.send(next="11:20")
    war.at("2026-11-21T09:40Z")
    war.amend(3, "POST /claims fails", customer=says["cannot submit more"], told={"figure": 420, "unit": _unit(says)})
    expecting(war, None)
    war.impact("They may be gone", told={"data_loss": "unknown"})
    return war, UpdateKind.PROGRESS, NEXT


def _expected(says: Words) -> Told:
    war = expecting(broken(says), "2026-11-21T11:00Z")
    war.send(next="11:20")
    expecting(war.at("2026-11-21T09:40Z"), "2026-11-21T14:00Z", customer=says["first"])
    return war, UpdateKind.PROGRESS, NEXT


def _promised(says: Words) -> Told:
    return pledged(says), UpdateKind.PROGRESS, NEXT


def _moved_and_late(says: Words) -> Told:
    war = pledged(says)
    war.send(next="11:20")
    war.at("2026-11-21T10:40Z")
    war.promises[0].move(war.due("sun 20:00"), stamp=war.stamp, told="call")
    war.promises[2].miss("the index was broken", stamp=war.stamp)
    return war, UpdateKind.PROGRESS, NEXT


def _two_missed(says: Words) -> Told:
    war, *_ = _moved_and_late(says)
    war.at("2026-11-22T18:00Z")
    return war, UpdateKind.PROGRESS, "mon 10:00"


def _settled(says: Words) -> Told:
    war = pledged(says)
    war.send(next="11:20")
    war.at("2026-11-21T10:10Z")
    war.promises[0].keep(at=war.now, stamp=war.stamp)
    war.promises[1].release(war.dana, stamp=war.stamp)
    war.promises[2].keep(at=war.now, stamp=war.stamp)
    return war, UpdateKind.PROGRESS, NEXT


def _asked(says: Words) -> Told:
    war = told(says)
    war.ask("Hourly lists", by=war.dana, customer=says["hourly"], answer=says["list daily"])
    war.ask("A fix", by=war.dana, customer=says["runs"].rstrip("."))
    return war, UpdateKind.PROGRESS, NEXT


def _whole(says: Words) -> War:
    """It is 11:50; works since 11:40, and the cause is confirmed."""
    war, *_ = _progress(says)
    war.send(next="11:20")
    war.at("2026-11-21T10:10Z")
    restore(war, says, "11:05")
    war.impact("Nothing lost", customer=says["kept"], told={"data_loss": "none"})
    war.log("Release 4.2 dropped idx", kind=EntryKind.CAUSE, certainty=Certainty.CONFIRMED, customer=says["cause"])
    return war


def _restored(says: Words) -> Told:
    return _whole(says), UpdateKind.RESTORED, NEXT


def _restored_late(says: Words) -> Told:
    return _whole(says).at("2026-11-21T11:10Z"), UpdateKind.RESTORED, NEXT


def _restored_owing(says: Words) -> Told:
    war = pledged(says)
    war.send(next="11:20")
    war.at("2026-11-21T11:10Z")
    war.impact("Two are gone", told={"data_loss": "confirmed"})
    return restore(war, says, "12:00"), UpdateKind.RESTORED, NEXT


def _worked_around(says: Words) -> Told:
    return restore(told(says), says, workaround=says["by hand"]), UpdateKind.RESTORED, NEXT


def _watched(says: Words) -> War:
    war = _whole(says)
    war.expect(says["days"], by=war.dana)
    war.expect(says["again"], by=war.dana)
    war.criteria[1].meet(at=war.now, stamp=war.stamp)
    war.send(kind=UpdateKind.RESTORED, next="sun 17:00")
    war.at("2026-11-21T11:00Z")
    war.criteria[0].waive(war.dana, "enough", at=war.now, stamp=war.stamp)
    war.deescalate("5d", force="nothing is left to do")
    return war


def _watching(says: Words) -> Told:
    return _watched(says), UpdateKind.NO_CHANGE, NEXT


def _watching_news(says: Words) -> Told:
    return _watched(says), UpdateKind.PROGRESS, NEXT


def _open_criteria(says: Words) -> Told:
    war = told(says)
    war.expect(says["runs"], by=war.dana)
    war.expect(says["again"], by=war.dana)
    return war, UpdateKind.PROGRESS, NEXT


def _closed(says: Words) -> Told:
    return _watched(says).at("2026-11-27T09:00Z"), UpdateKind.CLOSURE, ""


def _closed_without_watch(says: Words) -> Told:
    return _whole(says), UpdateKind.CLOSURE, ""


def _relapsed(says: Words) -> Told:
    war = _watched(says)
    war.at("2026-11-21T13:00Z").escalation.relapse("it broke again", stamp=war.stamp, criteria=war.criteria)
    war.escalation.recount(war.lines, stamp=war.stamp)
    return war, UpdateKind.PROGRESS, NEXT


def _relapsed_late(says: Words) -> Told:
    war, *_ = _relapsed(says)
    return war.at("2026-11-22T17:00Z"), UpdateKind.PROGRESS, "mon 10:00"


def _restored_again(says: Words) -> Told:
    war, *_ = _relapsed(says)
    war.send(next="16:00")
    war.at("2026-11-21T14:00Z")
    return restore(war, says, "14:50"), UpdateKind.RESTORED, NEXT


def _kept_then_broken(says: Words) -> Told:
    war = restore(pledged(says), says)
    war.send(next="11:20")
    war.at("2026-11-21T10:10Z")
    war.promises[0].keep(at=war.now, stamp=war.stamp)
    war.promises[2].keep(at=war.now, stamp=war.stamp)
    war.at("2026-11-21T10:15Z").escalation.relapse("it broke again", stamp=war.stamp)
    return war, UpdateKind.PROGRESS, NEXT


def _broken_between(says: Words) -> Told:
    war, *_ = _relapsed(says)
    return restore(war.at("2026-11-21T14:00Z"), says, "14:50"), UpdateKind.RESTORED, NEXT


def _quarrel(says: Words) -> Told:
    war = _war(says, kind=Kind.RELATIONSHIP)
    war.do("Write", customer=says["submitting"], owner=war.ines)
    return war, UpdateKind.FIRST, NEXT


def _quarrel_calm(says: Words) -> Told:
    war, *_ = _quarrel(says)
    war.send(next="11:20")
    war.escalation.settle("x", stamp=war.stamp)
    war.deescalate("5d", force="x")
    return war, UpdateKind.PROGRESS, NEXT


DRAFTS: dict[str, Callable[[Words], Told]] = {
    made.__name__.strip("_"): made
    for made in (
        _first, _bare, _drill, _late_first, _no_change, _no_change_again, _progress, _corrected, _expected, _promised,
        _moved_and_late,
        _two_missed, _settled, _asked, _restored, _restored_late, _restored_owing, _worked_around, _watching,
        _watching_news, _open_criteria, _closed, _closed_without_watch, _relapsed, _relapsed_late, _restored_again,
        _broken_between, _kept_then_broken,
        _quarrel, _quarrel_calm,
    )
}  # fmt: skip
