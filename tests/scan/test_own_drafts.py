"""Our own drafts: whatever the record holds, the scan finds nothing to stop and nothing to warn of in them."""

from dataclasses import fields
from itertools import product

import pytest

from tests.scan.own import DRAFTS, SAYS, Told, findings
from warroom.documents.customer import CustomerUpdate
from warroom.scan import Level
from warroom.vocabulary import Audience, UpdateKind

_STATES = {"open", "late", "missed", "kept", "kept_late", "released"}
_CORRECTED = {"estimate", "data_loss", "data_before", "ended", "fact"}


@pytest.mark.parametrize(("language", "name"), list(product(SAYS, DRAFTS)))
def test_our_own_draft_is_neither_stopped_nor_warned_of(language: str, name: str) -> None:
    body, found = findings(*DRAFTS[name](SAYS[language]))
    assert [(one.rule, one.words, one.message) for one in found if one.level is not Level.INFO] == [], body


def test_the_drafts_hold_all_that_a_draft_can_hold() -> None:
    made = [(war, war.draft(Audience.CUSTOMER, kind, next)) for war, kind, next in _every()]
    documents = [draft.document for _, draft in made if isinstance(draft.document, CustomerUpdate)]
    empty = {one.name for one in fields(CustomerUpdate)}
    empty -= {name for document in documents for name in empty if getattr(document, name)}
    assert empty == {"contradicted"}
    assert {document.kind for document in documents} == set(UpdateKind)
    assert {one.state for document in documents for one in document.promises} >= _STATES
    assert {one.about for document in documents for one in document.corrections} >= _CORRECTED


def _every() -> list[Told]:
    return [make(SAYS["en"]) for make in DRAFTS.values()]
