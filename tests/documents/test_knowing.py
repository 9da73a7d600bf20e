"""What the scan is told of the record, and that our own drafts pass it."""

from collections.abc import Sequence

from tests.documents.war import War
from warroom.documents.knowing import known
from warroom.domain import Account, Contact, wording
from warroom.scan import Known, blocking, judge
from warroom.vocabulary import Audience, Certainty, DataLoss, EntryKind, Kind, UpdateKind

SAFE = wording("x", safe=True)


def told(war: War, kind: UpdateKind = UpdateKind.PROGRESS, elsewhere: Sequence[Contact] = ()) -> Known:
    """What a scan of a customer message is told."""
    return known(
        war.dossier,
        Audience.CUSTOMER,
        kind=kind,
        accounts=[war.account, Account(id=99, slug="globex", name="Globex Corporation")],
        people=[war.sam, war.ines],
        contacts=[war.dana],
        elsewhere=elsewhere,
    )


def test_a_new_situation_knows_nothing_and_confirms_nothing() -> None:
    record = told(War())
    assert (record.cause, record.data_loss, record.restored) == (None, DataLoss.UNKNOWN, False)
    assert (record.figures, record.causes_suspected, record.legal, record.last_sent) == ((), (), (), None)
    assert record.account.names == ("Acme Insurance", "acme")
    assert {one.handle for one in record.named} == {"sam", "dana"}
    assert "E14" in record.references


def test_what_was_not_released_is_kept_from_the_reader() -> None:
    war = War()
    war.log("The night shift did not read the alarm at all", kind=EntryKind.NOTE)
    record = told(war)
    assert "The night shift did not read the alarm at all" in record.internal
    text = "Hello Dana, your claims wait. We are working on it. The night shift did not read the alarm at all."
    assert {one.rule for one in blocking(judge(text, record))} == {"B03", "C04"}


def test_an_effect_on_them_is_no_secret_of_ours_in_whatever_words_it_was_typed() -> None:
    war = War()
    war.log("140 claims handlers cannot save a claim in the portal", kind=EntryKind.IMPACT)
    assert told(war).internal == ()


def test_where_other_customers_have_their_mail_is_known() -> None:
    war = War()
    war.dana.email = "dana@acme.example"
    theirs = [
        Contact(account_id=99, slug=name, name=name, email=f"{name}@{domain}")
        for name, domain in (("ana", "globex.example"), ("bo", "gmail.com"), ("cy", "acme.example"))
    ]
    [globex] = told(war, elsewhere=theirs).others
    assert globex.domains == ("globex.example",)
    text = "Hello Dana, your claims wait. We are working on it: it@globex.example saw it too."
    assert "W19" in {one.rule for one in blocking(judge(text, told(war, elsewhere=theirs)))}


def test_our_own_drafts_pass_our_own_scan() -> None:
    war = War()
    for kind in (UpdateKind.FIRST, UpdateKind.PROGRESS, UpdateKind.NO_CHANGE):
        draft = war.draft(Audience.CUSTOMER, kind=kind)
        assert blocking(judge(draft.body_md, told(war, kind))) == []
    assert told(war).cause is not Certainty.CONFIRMED


def test_a_time_that_we_committed_to_in_no_other_words_is_no_inside_text() -> None:
    war = War()
    data = {"until": war.due("14:00").at.isoformat(), "committed": True}
    war.log("Expected to be restored by Sat 21 Nov 14:00 CET", kind=EntryKind.ESTIMATE, told=data)
    war.log("Expected once Ines is back", kind=EntryKind.ESTIMATE, told=data)
    assert told(war).internal == ("Expected once Ines is back",)


def test_where_nothing_was_broken_a_last_message_owes_no_word_on_data_or_times() -> None:
    war = War(kind=Kind.RELATIONSHIP)
    war.impact("Your tickets wait nine days", safe=True)
    war.send()
    war.escalation.restore("Every ticket has an answer", at=war.moment("09:30"), stamp=war.stamp, label=SAFE)
    for kind in (UpdateKind.RESTORED, UpdateKind.CLOSURE):
        draft = war.draft(kind=kind)
        assert [one for one in judge(draft.body_md, told(war, kind)) if one.rule in ("C09", "C09R")] == []
    war.impact("Two invoices are lost", safe=True, told={"data_loss": "confirmed"})
    [finding] = blocking(judge("This is our final message. Thank you.", told(war, UpdateKind.CLOSURE)))[:1]
    assert finding.rule == "C09"
