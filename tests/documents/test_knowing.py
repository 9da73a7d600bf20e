"""What the scan is told of the record, and that our own drafts pass it."""

from tests.documents.war import War
from warroom.documents.knowing import known
from warroom.scan import Known, blocking, judge
from warroom.vocabulary import Audience, Certainty, DataLoss, EntryKind, UpdateKind


def told(war: War, kind: UpdateKind = UpdateKind.PROGRESS) -> Known:
    """What a scan of a customer message is told."""
    return known(
        war.dossier,
        Audience.CUSTOMER,
        kind=kind,
        accounts=[war.account],
        people=[war.sam, war.ines],
        contacts=[war.dana],
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


def test_our_own_drafts_pass_our_own_scan() -> None:
    war = War()
    for kind in (UpdateKind.FIRST, UpdateKind.PROGRESS, UpdateKind.NO_CHANGE):
        draft = war.draft(Audience.CUSTOMER, kind=kind)
        assert blocking(judge(draft.body_md, told(war, kind))) == []
    assert told(war).cause is not Certainty.CONFIRMED
