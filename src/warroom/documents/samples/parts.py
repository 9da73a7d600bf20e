"""The parts of the invented escalation that several documents show."""

from warroom.documents.asks import Debt, Judged, Moved, Voice
from warroom.documents.case import Case
from warroom.documents.corrections import Correction
from warroom.documents.exits import Condition, Exit, Watch
from warroom.documents.facts import CauseFact, ImpactFact, News
from warroom.documents.needs import Agreed, Ask, Offer
from warroom.documents.punctuality import Punctuality
from warroom.documents.tasks import Task
from warroom.documents.told import Told
from warroom.vocabulary import Kind, matter_words

CASE = Case(
    ref="E7",
    account="Alder Bay Logistics",
    title="Label service drops the customs code since 6.1",
    drill=False,
    retrospective=False,
    kind="outage",
    service=True,
    words=matter_words(Kind.OUTAGE),
    severity=2,
    status="stable",
    outcome=None,
    waiting_on="us",
    rag="amber",
    trend="improving",
    owner="Robin Vale",
    impact_started="Tue 3 Nov 08:10 CET",
    restored="Tue 3 Nov 11:25 CET",
    running="2 h 55 min affected, working again in between",
    lasted="2 h 55 min, working again in between",
    relapses=1,
    relapsed="Tue 3 Nov 09:50 CET",
    returned="Broke again once, Tue 3 Nov 09:50 CET: the service took the new release up by itself",
    workaround="labels are printed by release 6.0",
    data_loss="none",
    data_said=("Every label that was printed is kept",),
    forced_why=None,
)
IMPACT = (
    ImpactFact(
        text="Labels leave the printer without a customs code",
        figure="412 parcels",
        not_affected="Parcels within the EU",
        certainty=None,
        as_of="Tue 3 Nov 09:05 CET",
        corrected=True,
        earlier="Labels leave the printer without a code",
    ),
)
CAUSE = (
    CauseFact(
        text="Release 6.1 reads the code from a field that older orders do not have",
        certainty="confirmed",
        category="change release",
        before=False,
        as_of="Tue 3 Nov 10:40 CET",
    ),
)
FINISHED = Task(
    ref="A1", text="Roll the label service back to 6.0", owner="Imke Brandt", due="Tue 3 Nov 11:00 CET", status="done",
    late=False, blocked_why=None, done="Tue 3 Nov 11:20 CET", evidence="https://ci.example.com/builds/611",
)  # fmt: skip
BLOCKED = Task(
    ref="A2", text="Print the labels of this morning again", owner=None, due=None, status="blocked", late=False,
    blocked_why="the list of parcels from the warehouse", done=None, evidence=None,
)  # fmt: skip
TOLD = Told(
    when="Tue 3 Nov 09:20 CET", kind="first", subject="Labels without a customs code",
    next_update="Tue 3 Nov 11:20 CET", receivers="Priya Nair", said=("Labels are printed without a customs code",),
)  # fmt: skip
ASK = Ask(ref="Q2", text="A second printer in the hub", who="Noor Haddad", due="Tue 3 Nov 15:00 CET", late=False)
AGREED = Agreed(
    ref="Q4",
    text="A buyer for the spare rolls",
    who="Noor Haddad",
    on="Tue 3 Nov",
    due="Tue 3 Nov 17:00 CET",
    late=False,
)
OFFER = Offer(ref="Q3", text="Two vans for the night", who="Noor Haddad", answer="one van, from Wednesday")
DEBT = Debt(
    ref="P1", text="Every parcel of this morning has a new label", owner="Imke Brandt", due="Tue 3 Nov 16:00 CET",
    state="given", late=False,
)  # fmt: skip
ASKED = Debt(
    ref="Q1", text="A second printer for this week", owner="Robin Vale", due=None,
    state="offered instead on Tue 3 Nov: a technician in the hub", late=False,
)  # fmt: skip
PUNCTUALITY = Punctuality(
    on_time=3, late=1, missed=0, skipped=("Tue 3 Nov 12:20 CET: their team is in the yard with ours",),
    longest_silence="2 h 05 min",
)  # fmt: skip
VOICE = Voice(
    quote="Our vans stand in the yard because of you", by="Priya Nair", when="Tue 3 Nov 08:50 CET", mood="angry"
)
JUDGED = Judged(text="Severity 2", before="3", why="the vans cannot leave", when="Tue 3 Nov 09:00 CET")
MOVED = Moved(ref="A2", text="Print the labels of this morning again", before="Tue 3 Nov 12:00 CET", now=None)
CORRECTED = Correction(about="fact", told="About 300 parcels are affected", now="412 parcels are affected")
NEWS = (
    News(
        when="Tue 3 Nov 09:50 CET", text="Broke again: the service took the new release up by itself", certainty=None,
        by=None,
    ),
    News(
        when="Tue 3 Nov 10:15 CET", text="Q1 A second printer for this week – offered instead: a technician in the hub",
        certainty=None, by="Robin Vale",
    ),
    News(
        when="Tue 3 Nov 11:20 CET", text="A1 Roll the label service back to 6.0: done", certainty=None,
        by="Imke Brandt",
    ),
    News(when="Tue 3 Nov 11:22 CET", text="A4 Change the printer's paper: dropped: the paper is right", certainty=None,
         by=None),
    News(when="Tue 3 Nov 11:25 CET", text="The first label with a code was printed", certainty=None, by="Imke Brandt"),
)  # fmt: skip
EXIT = Exit(
    conditions=(
        Condition(
            ref="X1", text="Two shifts without a label that lacks its code", state="met", agreed_by="Priya Nair",
            due=None, late=False, settled="Tue 3 Nov 11:50 CET", waived_by=None, why=None,
            evidence="the list of both shifts",
        ),
        Condition(
            ref="X2", text="A second printer in the hub", state="waived", agreed_by="Priya Nair", due=None, late=False,
            settled="Tue 3 Nov 11:55 CET", waived_by="Priya Nair", why="one is enough", evidence=None,
        ),
        Condition(
            ref="X3", text="A report for the customs broker", state="proposed", agreed_by=None,
            due="Tue 3 Nov 11:00 CET", late=True, settled=None, waived_by=None, why=None, evidence=None,
        ),
    ),
    standing="1 met, 1 waived, 1 open",
    deescalated="Tue 3 Nov 12:00 CET",
    watch=Watch(until="Fri 6 Nov 12:00 CET", over=False, cut_short=False, agreed_by="Priya Nair"),
    forced_why=None,
)  # fmt: skip
