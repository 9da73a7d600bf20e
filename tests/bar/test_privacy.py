"""What stays inside: no column that is not the customer's to read reaches a document of theirs."""

import base64
import json
import quopri
import re
import sqlite3
from collections.abc import Iterable
from email import policy
from email.parser import BytesParser
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.bar.furnished import SHAPES, furnish
from tests.bar.mailroom import deliver_by, keeping, kept
from tests.story import Terminal
from warroom.domain import every_table
from warroom.vocabulary import UpdateKind

MESSAGE_ID = r"<[0-9a-f]{32}@example\.com>"
CUSTOMER, INTERNAL = "customer", "internal"  # passwords and keys are in no column

# What each column is. A new one must be put here by whoever adds it; what may be read by a customer is the exception.
CLASSES: dict[str, dict[str, str]] = {}


def classified(table: str, *, customer: str = "", internal: str) -> None:
    CLASSES[table] = dict.fromkeys(customer.split(), CUSTOMER) | dict.fromkeys(internal.split(), INTERNAL)


classified(
    "account",
    customer="name timezone language",
    internal="id uid created_at slug tier arr_minor currency arr_as_of renewal_on notice_days owner_id sponsor_id",
)
classified("person", customer="name email title", internal="id uid created_at handle department")
# Who gets a mail is read by all who get it.
classified("contact", customer="name email", internal="id uid created_at account_id slug role decides stance notes")
classified("member", internal="id uid created_at escalation_id person_id role need joined_at released_at")
classified(
    "escalation",
    customer="customer_title raised_at impact_started_at restored_at milestone_exactness data_loss drill estimated_at "
    "monitoring_until",
    internal="""
        id uid created_at account_id title kind trigger status severity level rag trend waiting_on owner_id
        raised_by_person_id raised_by_contact_id detected_by retrospective last_seq declared_at detected_at
        acknowledged_at mitigated_at stable_since deescalated_at
        deescalated_by_id deescalated_why closed_at workaround cause_certainty cause_category driver outcome
        forced_why product component summary links relapsed_at relapsed_seq relapses reopens deadline_at
        deadline_precision
        deadline_offset estimate""",
)
classified(
    "entry",
    customer="customer_text occurred_at occurred_offset precision after_at before_at sort_at",
    internal="""
        id uid account_id escalation_id seq kind text audience certainty recorded_at recorded_by clock_frozen person_id
        contact_id evidence source source_id why data automatic amends_id action_id promise_id request_id
        hypothesis_id criterion_id""",
)
classified(
    "action",
    customer="customer_text due_at due_precision due_offset",
    internal="""
        id uid created_at account_id escalation_id text phase status owner_person_id owner_contact_id original_due_at
        slips started_at blocked_at blocked_why done_at verified_at verified_by evidence
        links source source_id""",
)
classified(
    "update",
    customer="kind subject body sent_at next_at next_precision next_offset message_id",
    internal="""
        id uid created_at account_id escalation_id audience status sha256 mark sent_by recipients channel due_at facts
        approved_at approved_by sending_at why""",
)
classified(
    "promise",
    customer="text due_at due_precision due_offset",
    internal="""
        id uid created_at account_id escalation_id original_due_at slips evidence status to_id owner_id agreed told
        given_at kept_at missed_at why""",
)
classified(
    "request",
    customer="customer_text answer_text",
    internal="""
        id uid created_at account_id escalation_id text due_at due_precision due_offset original_due_at slips evidence
        direction status contact_id owner_id asked_at answer answered_at delivered_at promise_id why""",
)
classified(
    "hypothesis",
    customer="customer_text",
    internal="id uid created_at escalation_id text status evidence why settled_at",
)
# What they agreed to; while it is only proposed it is ours, and a canary of its own shows that.
classified(
    "criterion",
    customer="text",
    internal="""
        id uid created_at account_id escalation_id due_at due_precision due_offset original_due_at slips evidence status
        agreed_by_id agreed_at met_at waived_by_id waived_at why""",
)
classified(
    "cadence",
    internal="id uid created_at escalation_id audience rhythm recipients channel sender_id approver_id ended_at",
)
# What would give a piece of the inside away although no column holds it in this form.
CODES = re.compile(
    r"\b[ETAUPQHX]\d+\b|@sam|@ines|\bsev(erity)?\s*[1-4]|\bRAG\b|champion|technical.lead|change.release|"
    r"in_progress|acknowledg|detect|internal|suspected",
    re.IGNORECASE,
)


def test_every_column_is_either_the_customers_or_not() -> None:
    columns = {name: {column.name for column in table.columns} for name, table in every_table().tables.items()}
    known_to_us = {name: set(known) for name, known in CLASSES.items()}
    unclassified = sorted(
        f"{name}.{one}" for name, every in columns.items() for one in every - known_to_us.get(name, set())
    )
    gone = sorted(f"{name}.{one}" for name, known in known_to_us.items() for one in known - columns.get(name, set()))
    print(f"{sum(map(len, columns.values()))} columns, unclassified: {unclassified}, no longer there: {gone}")
    assert (unclassified, gone) == ([], [])


def put_canaries(path: Path) -> dict[str, str]:
    """Write a word of its own into every text that is not the customer's; the words, with where they stand."""
    canaries: dict[str, str] = {}
    store = sqlite3.connect(path)
    for guard in ("entry_is_never_edited", "sent_is_never_edited"):
        store.execute(f"DROP TRIGGER {guard}")
    store.execute("PRAGMA ignore_check_constraints = ON")
    for table, known in CLASSES.items():
        kinds = {row[1]: row[2] for row in store.execute(f"PRAGMA table_info('{table}')")}
        prose = [one for one, kind in kinds.items() if kind == "TEXT" and known[one] != CUSTOMER]
        for column in prose:
            for (number,) in store.execute(f'SELECT id FROM "{table}"').fetchall():
                word = f"canary{len(canaries)}"
                canaries[word] = f"{table}.{column} {number}"
                store.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE id = ?', (word, number))
        if "data" in kinds:
            store.execute("UPDATE entry SET data = json_object('unit', 'canarydata', 'not_affected', 'canarydata')")
            canaries["canarydata"] = "entry.data"
    store.execute(
        "UPDATE account SET arr_minor = 7381904600, currency = 'SEK', renewal_on = '2031-07-19', notice_days = 83"
    )
    for figure in ("7381904600", "73819046", "73,819,046", "SEK", "2031", "19 Jul", "83"):
        canaries[figure] = "account"
    # The plan names its readers by their short names: those that stand in their place now.
    store.execute("UPDATE cadence SET recipients = (SELECT json_group_array(slug) FROM contact WHERE account_id = 1)")
    store.execute("UPDATE cadence SET rhythm = '97m'")  # it has to be one, else nothing is rendered
    canaries["97m"] = canaries["97 min"] = "cadence.rhythm"
    store.execute('UPDATE "update" SET recipients = \'["canarybcc"]\'')
    canaries["canarybcc"] = "update.recipients"
    store.commit()
    store.close()
    return canaries


@pytest.fixture
def furnished(pipe: Terminal) -> Terminal:
    """A war room in which everything is filled, and a second customer's beside it."""
    furnish(pipe)
    pipe.say("account", "add", "borealis", "Borealis Bank")
    pipe.say("open", "borealis", "Canaryborealis", "-c", "Canaryborealis", "--by", "ola")
    pipe.say("log", "canaryborealis", "--safe", "-e", "E2")
    pipe.say("exit", "add", "canaryproposed", "-e", "E1")
    pipe.say("log", "canarylegal", "--audience", "legal", "-e", "E1")
    pipe.say("log", "canaryexec", "--audience", "executive", "-e", "E1")
    pipe.say("cause", "canarysuspected", "--certainty", "suspected", "--safe", "-e", "E1")
    pipe.extra["WARROOM_ESCALATION"] = "E1"
    return pipe


def documents(terminal: Terminal, folder: Path) -> dict[str, str]:
    """Every document that a customer can get: each kind in each shape, on stdout and in a file."""
    found = {}
    for kind in ("", *UpdateKind):
        for shape in SHAPES:
            words = ("update", "customer", "--format", shape, *(("--kind", kind) if kind else ()))
            answer = terminal.say(*words)
            assert answer.code == 0, (words, answer)
            file = folder / f"{kind}.{shape}"
            assert terminal.say(*words, "-o", str(file)).code == 0
            # Two mails differ by their Message-ID, and by nothing else.
            told = file.read_bytes().decode("utf-8")
            assert re.sub(MESSAGE_ID, "", told) == re.sub(MESSAGE_ID, "", answer.out)
            found[f"{kind or 'suggested'} {shape}"] = answer.out
            assert len(re.findall(MESSAGE_ID, answer.out)) == (shape == "eml")
    found["as sent"] = json.loads(terminal.say("show", "U1", "--json").out)["body"]
    return found


def forms(text: str) -> str:
    """The text as it is, and as a reader's programs would decode it: as a mail, as a page, as a link."""
    message = BytesParser(policy=policy.default).parsebytes(text.encode())
    is_mail = message.is_multipart()
    parts = [str(part.get_content()) for part in message.walk() if not part.is_multipart()] if is_mail else []
    headers = [f"{name}: {value}" for part in message.walk() for name, value in part.items()] if is_mail else []
    packed = [quopri.decodestring(text.encode()), *map(unpacked, re.findall(r"[A-Za-z0-9+/=]{8,}", text))]
    every = [text, unquote(text), *parts, *headers, *(raw.decode("utf-8", "replace") for raw in packed)]
    return "\n".join([*every, *(re.sub(r"\\(.)", r"\1", unescape(one)) for one in every)])


def found_in(text: str, words: Iterable[str]) -> list[str]:
    """Which of the words stand in a text, in any of its forms."""
    whole = re.compile(rf"\b({'|'.join(sorted(map(re.escape, words), key=len, reverse=True))})\b")
    return sorted(set(whole.findall(forms(text))))


def visible(text: str) -> str:
    """The text without what is the same in every document: names of keys, looks, and what is of a mail by chance."""
    return re.sub(rf"(?s)<style>.*?</style>|{MESSAGE_ID}|=_[0-9a-f]{{40}}|#[0-9a-f]{{6}}", "", text.split('"kind"')[0])


def unpacked(word: str) -> bytes:
    try:
        return base64.b64decode(word, validate=True)
    except ValueError:
        return b""


def test_a_word_is_found_whatever_it_is_packed_in() -> None:
    for packed in ("canary%31", "canary=31", "canary&#49;", "canary\\1", base64.b64encode(b"a canary1 b").decode()):
        assert found_in(f"x {packed} y", ["canary1", "canary11"]) == ["canary1"], packed
    mail = "Subject: =?utf-8?b?Y2FuYXJ5MQ==?=\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\n\n--x--"
    assert found_in(mail, ["canary1", "canary11"]) == ["canary1"]


def test_no_internal_word_reaches_a_document_of_the_customer(furnished: Terminal, tmp_path: Path) -> None:
    canaries = put_canaries(furnished.home / "warroom.db")
    extra = ("canaryborealis", "Borealis", "borealis", "canarylegal", "canaryexec", "canarysuspected",
             "canaryproposed", "warroom.db")  # fmt: skip
    words = {**canaries, **dict.fromkeys(extra, "another's")}
    papers = documents(furnished, tmp_path)
    leaks = [f"{words[word]} ({word}) in {name}" for name, text in papers.items() for word in found_in(text, words)]
    codes = [f"{hit} in {name}" for name, text in papers.items() for hit in CODES.findall(visible(text)) if hit]
    print(f"{len(words)} canaries × {len(papers)} documents: {len(leaks)} leaks {leaks}, {len(codes)} codes {codes}")
    assert (leaks, codes) == ([], [])


@pytest.mark.parametrize("language", ["en", "de-CH"])
def test_no_internal_word_reaches_a_mail_that_is_sent(furnished: Terminal, language: str) -> None:
    deliver_by(furnished, keeping(furnished))
    furnished.extra["WARROOM_DB"] = str(furnished.home / "warroom.db")
    canaries = put_canaries(furnished.home / "warroom.db")
    store = sqlite3.connect(furnished.home / "warroom.db")
    store.execute("UPDATE account SET language = ?", (language,))
    store.execute("UPDATE contact SET slug = 'dana' WHERE id = 1")
    store.execute('UPDATE "update" SET message_id = NULL')  # of an earlier mail, to which a later one refers
    store.execute("UPDATE cadence SET recipients = '[\"dana\"]', approver_id = NULL")
    store.commit()
    store.close()
    others = ("canaryborealis", "Borealis", "canarylegal", "canaryexec", "canaryproposed")
    words = {**canaries, **dict.fromkeys(others, "another's")}
    for kind in ("", *UpdateKind):
        answer = furnished.say("send", "customer", "--yes", "--override", "canarywhy", "--again",
                               *(("--kind", kind) if kind else ()))  # fmt: skip
        assert answer.code == 0, (kind, answer.err)
    words["canarywhy"] = "the reason of an override"
    mails = [raw.decode("ascii") for raw in kept(furnished)]
    leaks = [f"{words[word]} ({word})" for text in mails for word in found_in(text, words)]
    codes = [hit for text in mails for hit in CODES.findall(visible(text)) if hit]
    german = sum(bool(re.search(r"\b(Ihnen|Ihr|Ihre|Sie)\b", forms(text))) for text in mails)
    print(f"{language}: {len(words)} canaries × {len(mails)} mails, {german} in German: {leaks} leaks, {codes} codes")
    assert (len(mails), leaks, codes) == (len(UpdateKind) + 1, [], [])
    assert german == (len(mails) if language == "de-CH" else 0)


def test_the_customer_view_as_json_has_only_the_fields_of_the_document(furnished: Terminal) -> None:
    record = json.loads(furnished.say("update", "customer", "--format", "json").out)
    assert set(record) == {
        "again", "by_workaround", "cause", "cause_before", "cause_state", "changes", "contradicted",
        "corrections", "criteria", "data_loss", "data_said", "doing", "drill", "dropped", "email", "expected",
        "expected_words", "finished", "impact", "impact_started", "interrupted", "interruptions", "kind",
        "last_update", "lasted", "late", "needs", "next_update", "not_affected", "owner", "promises",
        "relapsed", "requests", "restored", "role", "ruled_out", "service", "severity_change", "subject",
        "watch", "workaround",
    }  # fmt: skip


def test_what_is_written_without_a_label_is_internal(pipe: Terminal) -> None:
    pipe.say("open", "acme", "Exports stopped", "--impact-start", "02:10", "--detected", "02:14")
    for words in (
        ("log", "x"), ("impact", "x"), ("cause", "x"), ("decide", "x"), ("ack",), ("mitigate",), ("do", "x"),
        ("log", "--by", "dana", "x"), ("sev", "1"), ("rag", "red"), ("restore",),
    ):  # fmt: skip
        assert pipe.say(*words).code == 0, words
    pipe.say("log", "--lines", "-", stdin=b"a line\n")
    pipe.say("log", "--ndjson", "-", stdin=b'{"text": "a record", "kind": "voice"}\n')
    entries = json.loads(pipe.say("timeline", "--all", "--json").out)
    actions = json.loads(pipe.say("actions", "--json").out)
    inside = [entry for entry in entries if entry["audience"] == "internal" and entry["customer_text"] is None]
    print(f"{len(inside)} of {len(entries)} entries internal")
    assert inside == entries
    assert [action["customer_text"] for action in actions] == [None]


@pytest.mark.parametrize(
    "words", [("--audience", "customer"), ("-c", "x", "--audience", "legal"), ("-c", "x", "--safe"), ("-c", " ")]
)
def test_a_label_that_contradicts_its_wording_is_refused(pipe: Terminal, words: tuple[str, ...]) -> None:
    pipe.say("open", "acme", "Exports stopped")
    answer = pipe.say("log", *words, "--", "the text")
    assert (answer.code, pipe.say("timeline", "-q").out) == (2, ""), answer
