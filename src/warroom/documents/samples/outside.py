"""The invented escalation as the customer sees it."""

from warroom.documents.corrections import Correction
from warroom.documents.customer import CustomerUpdate
from warroom.documents.effects import Change, Effect, Need
from warroom.documents.exits import Agreed, Watch
from warroom.documents.pledges import Asked, Pledge
from warroom.documents.relapses import Interruption

CUSTOMER = CustomerUpdate(
    kind="restored",
    subject="Labels without a customs code",
    drill=False,
    late="Tue 3 Nov 11:20 CET",
    last_update="Tue 3 Nov 09:20 CET",
    impact_started="Tue 3 Nov 08:10 CET",
    restored="Tue 3 Nov 11:25 CET",
    service=True,
    by_workaround=True,
    workaround="labels are printed by the release before",
    contradicted=False,
    again=None,
    interruptions=(Interruption(since="Tue 3 Nov 10:05 CET", until="Tue 3 Nov 11:25 CET"),),
    interrupted=True,
    lasted=None,
    severity_change="a part of your work is affected",
    corrections=(
        Correction(about="fact", told="About 300 parcels are affected", now="412 parcels are affected"),
        Correction(about="fact", told="Parcels within the EU are affected", now=None),
        Correction(about="affected", told="Tue 3 Nov 08:30 CET", now="Tue 3 Nov 08:10 CET"),
        Correction(about="estimate", told="Tue 3 Nov 10:30 CET", now=None),
        Correction(about="data_loss", told="confirmed", now="none"),
        Correction(about="ended", told="Tue 3 Nov 09:40 CET", now="Tue 3 Nov 11:25 CET"),
        Correction(about="data_before", told="none", now=None),
    ),
    impact=(Effect(text="412 parcels were labelled without a customs code"),),
    not_affected=("Parcels within the EU",),
    data_loss="none",
    data_said=("Every label that was printed is kept",),
    changes=(Change(when="Tue 3 Nov 11:25 CET", text="Labels carry the customs code again"),),
    finished=("Return to the release before last night's",),
    dropped=("A second release tonight",),
    ruled_out=("the printers in the hub",),
    promises=(
        Pledge(
            by="Tue 3 Nov 16:00 CET",
            who="Imke Brandt",
            role="Head of Labels",
            text="Every parcel of this morning has a new label",
            state="open",
            moved_from="Tue 3 Nov 14:00 CET",
            kept_on=None,
        ),
        Pledge(
            by="Tue 3 Nov 10:00 CET",
            who="Imke Brandt",
            role=None,
            text="The list of parcels is in your inbox",
            state="kept_late",
            moved_from=None,
            kept_on=None,
        ),
    ),
    requests=(
        Asked(text="A report for your customs broker", state="agree", answer=None),
        Asked(text="A second printer", state="instead", answer="A technician is in the hub until Friday"),
    ),
    criteria=(
        Agreed(text="Two shifts without a label that lacks its code", state="met"),
        Agreed(text="A second printer in the hub", state="waived"),
        Agreed(text="A report for your customs broker", state="open"),
    ),
    watch=Watch(until="Fri 6 Nov 12:00 CET", over=False, cut_short=False, agreed_by="Priya Nair"),
    doing=("Print the labels of this morning again",),
    needs=(
        Need(
            who="Priya Nair",
            due="Tue 3 Nov 14:00 CET",
            late=False,
            moved_from="Tue 3 Nov 13:00 CET",
            text="Send us the list of parcels",
        ),
    ),
    cause_before=("A cache held the labels of the release before.",),
    cause=("Last night's release did not find the code in older orders.",),
    cause_state="known",
    expected=None,
    expected_words=None,
    relapsed=None,
    next_update="Tue 3 Nov 16:00 CET",
    owner="Robin Vale",
    role="Escalation Manager",
    email="robin.vale@example.com",
)
