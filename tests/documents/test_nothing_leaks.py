"""A customer reads what was released to them; nothing else reaches a customer document, whatever the template."""

import json
import re
from collections.abc import Iterator
from dataclasses import fields
from email import message_from_bytes, policy
from quopri import decodestring
from typing import Any
from urllib.parse import unquote

import pytest
from sqlmodel import SQLModel

from tests.documents.war import War
from warroom.documents import CustomerUpdate, as_record, render
from warroom.documents.mail.address import Mailbox
from warroom.documents.mail.links import mailto
from warroom.documents.mail.message import Mail, sealed
from warroom.documents.rendering import folder
from warroom.domain import wording
from warroom.domain.columns import Prose
from warroom.errors import TemplateFault
from warroom.vocabulary import Audience, Certainty, EntryKind, UpdateKind

# The columns that a customer reads, and the zone, which decides how their times are written.
RELEASED = {
    "account.name", "account.timezone", "account.language", "contact.name", "person.name", "person.email",
    "person.title", "promise.text", "request.customer_text", "request.answer_text", "hypothesis.customer_text",
    "criterion.text", "escalation.customer_title", "entry.customer_text", "action.customer_text",
}  # fmt: skip


# A change of state is written by the tool alone.
TOLD = [kind for kind in EntryKind if kind is not EntryKind.CHANGE]


def poisoned() -> War:
    """Everything that a person can type holds a canary, but for what is released."""
    war = War()
    war.send()
    war.impact("x", customer="x", told={"not_affected": "CANARY data"})
    war.escalation.restore(at=war.moment("now"), stamp=war.stamp, label=wording("x"))
    for audience in (Audience.INTERNAL, Audience.EXECUTIVE, Audience.LEGAL):
        for kind in TOLD:
            war.log("x", audience=audience, kind=kind, by=war.dana, certainty=Certainty.CONFIRMED)
    for kind in TOLD:
        war.log("x", customer="x", kind=kind, by=war.ines, evidence="x")
    war.do("x")
    war.do("x", owner=war.dana)
    war.do("x", customer="x", owner=war.ines)
    war.do("x", customer="x", owner=war.dana)
    war.actions[2].block("x", stamp=war.stamp)
    war.promise("x", owner=war.ines, due="+2h", agreed="x")
    war.promise("CANARY draft")
    war.ask("x", customer="x", by=war.dana, answer="x")
    war.ask("x", of=war.ines)
    war.suspect("x", customer="x")
    war.suspect("x", customer="x", ruled_out="x")
    war.expect("x", by=war.dana).meet(at=war.now, stamp=war.stamp, evidence="x")
    war.expect("x", by=war.dana).waive(war.dana, "x", at=war.now, stamp=war.stamp)
    war.expect("x", by=war.dana, due="+2h")
    war.expect("CANARY proposed")
    war.deescalate("5d", by=war.dana, force="x")
    records = [
        *war.promises,
        *war.requests,
        *war.hypotheses,
        *war.criteria,
        war.escalation,
        war.account,
        war.sam,
        war.ines,
        war.dana,
        *war.actions,
        *war.entries,
        *war.updates,
    ]
    for number, record in enumerate([*records, *war.escalation.members]):
        _poison(record, number)
    return war


def _poison(record: SQLModel, number: int) -> None:
    table = record.__table__  # type: ignore[attr-defined]
    for column in table.columns:
        place = f"{table.name}.{column.name}"
        if isinstance(column.type, Prose) and place not in RELEASED:
            setattr(record, column.name, f"CANARY {place} {number}")


@pytest.mark.parametrize("kind", list(UpdateKind))
def test_no_column_but_the_released_ones_reaches_a_customer(kind: UpdateKind) -> None:
    draft = poisoned().draft(kind=kind)
    written = [
        draft.subject,
        draft.body_md,
        render(draft.document, format="text"),
        json.dumps(as_record(draft.document)),
    ]
    assert [re.findall("CANARY.*", text) for text in written] == [[], [], [], []]


@pytest.mark.parametrize("kind", list(UpdateKind))
def test_no_column_but_the_released_ones_reaches_a_mail(kind: UpdateKind) -> None:
    war = poisoned()
    draft = war.draft(kind=kind)
    mail = Mail(
        sender=Mailbox.of("Sam Okafor", "sam@ours.example"), to=(Mailbox.of("Dana Cho", "dana@acme.example"),),
        subject=draft.subject, body=draft.body_md, language="en", date=war.now, token="f" * 32,
    )  # fmt: skip
    raw = sealed(mail)
    parts = [str(part.get_content()) for part in message_from_bytes(raw, policy=policy.default).iter_parts()]
    link = mailto(mail.to, subject=draft.subject, body=draft.body_md)
    written = [raw.decode(), decodestring(raw).decode(), *parts, link, unquote(link)]
    assert [re.findall("CANARY.*", text) for text in written] == [[]] * 6


def test_the_same_canaries_are_alive_in_what_we_read_inside() -> None:
    assert "CANARY entry.text" in poisoned().draft(Audience.INTERNAL).body_md


def test_what_leads_to_a_record_is_not_in_the_projection() -> None:
    document = poisoned().draft().document
    kinds = {type(value) for value in _values(as_record(document))}
    assert kinds <= {str, bool, type(None)}


def _values(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for part in value.values():
            yield from _values(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _values(part)
    else:
        yield value


def leaves(value: Any, path: str = "") -> Iterator[str]:
    """How a template names every text that it is given."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from leaves(part, f"{path}.{key}" if path else key)
    elif isinstance(value, list | tuple):
        for number, part in enumerate(value):
            yield from leaves(part, f"{path}[{number}]")
    elif isinstance(value, str):
        yield path


NAMES = [field.name for field in fields(CustomerUpdate)]
LOOPS = "".join(
    f"{{% for a in {name} or [] %}}{{{{ a }}}}{{% for b in a %}}{{{{ b }}}}{{% endfor %}}{{% endfor %}}"
    for name in ("not_affected", "finished", "doing", "cause", "subject")
)
PROBES = [
    "{{ internal_note }}",
    "{{ entries }}",
    "{{ actions }}",
    "{{ _all }}",
    "{{ escalation }}",
    "{{ dossier }}",
    "{{ doc }}",
    "{{ self }}",
    "{{ impact[0].entry }}",
    "{{ impact[0].__class__ }}",
    "{{ impact[0].__init__.__globals__ }}",
    "{{ impact[0]['__dict__'] }}",
    "{{ subject.__class__.__mro__ }}",
    "{{ (impact|map(attribute='__class__')|list) }}",
    "{{ subject.format(impact) }}",
    "{{ '{0.__class__}'.format(impact) }}",
    "{{ self.drill.__self__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ lipsum.__globals__ }}",
    "{{ config }}",
]


def test_a_template_that_takes_what_it_can_get_finds_nothing_internal() -> None:
    document = poisoned().draft(kind=UpdateKind.PROGRESS).document
    named = list(leaves(as_record(document)))
    greedy = "".join(f"{{{{ {name} }}}}" for name in named)
    reached, refused = [], 0
    for source in (greedy, LOOPS, *(f"{{{{ {name} }}}}" for name in NAMES), *PROBES):
        try:
            text = render(document, format="md", template=source)
        except TemplateFault:
            refused += 1
        else:
            reached += re.findall(r"CANARY.*|warroom\.domain.*", text)
    many = len(PROBES) + len(NAMES) + 2
    print(f"P3: {many} templates, {refused} refused, one takes {len(named)} texts; "
          f"reachable internal values: {len(reached)} {reached}")  # fmt: skip
    assert reached == []
    assert len(PROBES) <= refused < many


@pytest.mark.parametrize(
    "source",
    [
        "{% include '/etc/hostname' %}",
        "{% include '../pyproject.toml' %}",
        "{% extends '/etc/hostname' %}",
        "{% import '../README.md' as x %}",
        "{{ subject.__class__.__subclasses__() }}",
        "{{ open('/etc/hostname').read() }}",
    ],
)
def test_a_template_cannot_read_a_file(source: str) -> None:
    with pytest.raises(TemplateFault):
        render(War().draft().document, format="md", template=source)
    assert (folder().parent / "pyproject.toml").exists()


HOSTILE = "# x | [y](javascript:z) <b> **w** \x1b]0;t\x07 \u202eevil\n## Forged\n- item"


@pytest.mark.parametrize("audience", [Audience.CUSTOMER, Audience.EXECUTIVE, Audience.INTERNAL])
def test_hostile_text_in_every_field_is_shown_and_does_nothing(audience: Audience) -> None:
    war = War(customer_title=HOSTILE, title=HOSTILE)
    for record in (war.account, war.dana, war.sam):
        record.name = HOSTILE
    for kind in TOLD:
        war.log(HOSTILE, safe=True, kind=kind, evidence=HOSTILE, by=war.dana)
    war.do(HOSTILE, customer=HOSTILE, owner=war.dana)
    war.do(HOSTILE, customer=HOSTILE, owner=war.sam)
    war.expect(HOSTILE, by=war.dana).waive(war.dana, HOSTILE, at=war.now, stamp=war.stamp)
    war.expect(HOSTILE, by=war.dana).meet(at=war.now, stamp=war.stamp, evidence=HOSTILE)
    war.deescalate(by=war.dana, force=HOSTILE)
    document = war.draft(audience, UpdateKind.PROGRESS).document
    for format in ("md", "text"):
        text = render(document, format=format)
        assert not re.search(r"[\x00-\x09\x0b-\x1f\u202e]", text)
        assert not re.search(r"(?m)^(## Forged|- item)", text)
    # What stands there unescaped in Markdown could not be told from our own words.
    markdown = render(document, format="md")
    assert not re.search(r"(?<!\\)\[y|<b>|(?<!\\)\*w", markdown)
