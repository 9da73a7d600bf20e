"""Bytes that are no text, and far too much of it: through real processes, as a shell gives them."""

import json
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bar.forked import Forks
from tests.bar.process import answered
from tests.story import Terminal


@pytest.fixture
def room(pipe: Terminal) -> Terminal:
    """A war room with one escalation."""
    pipe.say("open", "acme", "Exports stopped")
    return pipe


def texts(terminal: Terminal) -> list[str]:
    return [entry["text"] for entry in json.loads(terminal.say("timeline", "--json").out)]


TYPED = [
    (b"log", b"caf\xe9"), (b"log", "caf\u00e9 \U0001f525".encode() + b"\xe9"), (b"log", b"x", b"--by", b"\xff"),
    (b"find", b"\xe9"), (b"config", b"user", b"s\xe9m"), (b"update", b"internal", b"-o", b"caf\xe9.md"),
    (b"\xe9",), (b"log", b"x", b"--at", b"\xe9"), (b"open", b"\xe9", b"x"), (b"log", b"--ndjson", b"\xe9"),
]  # fmt: skip


def test_a_typed_word_that_is_not_utf_8_is_named_by_its_place(forks: Forks, room: Terminal) -> None:
    for words in TYPED:
        answer = forks.said(room.home, *words)
        place = next(number for number, word in enumerate(words, start=1) if not _is_utf8(word))
        assert (answer.code, answer.out) == (2, ""), (words, answer)
        assert f"Word {place} of the command is not UTF-8" in answer.err
    print(f"{len(TYPED)} lines, each names the word; entries: {texts(room)}")
    assert texts(room) == []


def _is_utf8(word: bytes) -> bool:
    try:
        word.decode()
    except UnicodeDecodeError:
        return False
    return True


ENCODED = {
    # the bytes, and what is kept of them; None when they are refused with the place of the first bad one
    "UTF-8": ("caf\u00e9 \U0001f525".encode(), "caf\u00e9 \U0001f525"),
    "with a mark": ("\ufeffcaf\u00e9".encode(), "caf\u00e9"),
    "Latin-1": ("caf\u00e9".encode("latin-1"), None),
    "UTF-16": ("caf\u00e9".encode("utf-16"), None),
    "UTF-16 without a mark": ("caf\u00e9".encode("utf-16-le"), None),
    "UTF-16 of ASCII": ("note".encode("utf-16-be"), None),
    "half a character": ("caf\u00e9".encode()[:-1], None),
    "a surrogate": (b"\xed\xa0\x80", None),
    "too long a form": (b"\xc0\xaf", None),
}


@pytest.mark.parametrize("words", [("log", "-"), ("log", "--lines", "-"), ("log", "--ndjson", "-")], ids=" ".join)
def test_standard_input_is_utf_8_or_refused_with_its_place(
    forks: Forks, room: Terminal, words: tuple[str, ...]
) -> None:
    outcome, kept = {}, []
    for name, (raw, text) in ENCODED.items():
        whole = raw if "--ndjson" not in words else _record(raw)
        answer = forks.said(room.home, *words, stdin=whole)
        outcome[name] = answer.code
        kept += [text] if text is not None else []
        assert (answer.code == 0) is (text is not None), (name, answer)
        assert answer.code in (0, 2, 7)
        assert "Traceback" not in answer.err
    print(f"{' '.join(words)}: {outcome}")
    assert texts(room) == kept


def _record(raw: bytes) -> bytes:
    mark = b"\xef\xbb\xbf"
    return mark * raw.startswith(mark) + b'{"text": "' + raw.removeprefix(mark) + b'"}'


BROKEN = [
    b'{"text": "x"} {"text": "y"}', b'{"text": "x"},', b'[{"text": "x"}]', b'{"text": "x",}', b"{'text': 'x'}",
    b'{"text": "a\tb"}', b'{"text": "a\x00b"}', b'{"text": "\\x41"}', b'{"text": "\\ud800\\ud800"}', b'{"text": -}',
    b'{"text": "x", "data": {"figure": -Infinity}}', b'{"text": "x", "data": {"figure": 1.5}, "kind": "impact"}',
    b'{"text": "x", "kind": "impact", "data": {"figure": true}}', b'{"text": "x", "after": "2026-11-20T07:00"}',
    b'{"text": "x", "kind": "impact", "data": {"figure": 9223372036854775808}}', b'{"Text": "x"}', b'{"": "x"}',
    b'{"text": "x", "at": "9999-12-31T23:59:59-12:00"}', b'{"text": "x", "at": "0001-01-01T00:00:00+14:00"}',
    b'{"text": "x", "source": ":", "source_id": ""}', b'{"text": "x", "by": "\\u0000"}', b"[" * 100_000,
    b'{"text": "x", "data": {"unit": "\\ud800"}, "kind": "impact"}', b'{"text": "x", "evidence": "\\ud800"}',
    b'{"text": "x", "customer_text": "\\udfff"}', b'{"text": "x", "source": "\\ud800", "source_id": "1"}',
    b'{"text": "x", "data": {"unit": "a\\u0000"}, "kind": "impact"}', b'{"\\ud800": 1}',
    b'{"text": "x", "data": {"\\ud800": 1}, "kind": "impact"}', b'{"text": "x", "by": "\\ud800"}',
    b'{"text": "x", "by": ""}', b'{"text": "x", "kind": "\\ud800"}', b'{"text": "x", "at": "\\ud800"}',
]  # fmt: skip


def test_a_broken_record_is_refused_whatever_is_broken_about_it(room: Terminal) -> None:
    wrong = {}
    for line in BROKEN:
        answer = room.say("log", "--ndjson", "-", stdin=b'{"text": "a good one"}\n' + line + b"\n")
        if answer.code not in (2, 3, 7) or answer.out or max(map(len, answer.err.splitlines())) > 600:
            wrong[line[:60]] = (answer.code, answer.err[:200])
    print(f"{len(BROKEN)} broken records, wrong: {wrong}, entries: {texts(room)}")
    assert (wrong, texts(room)) == ({}, [])


HUGE = 100_000_000


@pytest.fixture(scope="module")
def huge() -> Iterator[dict[str, Path]]:
    """Files of 100 MB; they are sparse or short-lived."""
    with tempfile.TemporaryDirectory() as folder:
        files = {name: Path(folder) / name for name in ("one line", "records", "no records", "blank", "no end")}
        files["one line"].write_bytes(b"x" * HUGE)
        files["records"].write_bytes(b'{"text": "x"}\n' * (HUGE // 14))
        files["no records"].write_bytes(b"x\n" * (HUGE // 2))
        files["blank"].write_bytes(b"\n" * HUGE)
        with files["no end"].open("wb") as sparse:
            sparse.truncate(10 * 2**30)
        yield files


FEEDS = [
    *((("log", "--ndjson", "-"), name) for name in ("one line", "records", "no records", "blank", "no end")),
    (("log", "--lines", "-"), "one line"),
    *((("log", "-"), name) for name in ("one line", "records", "no end")),
    (("find", "-"), "one line"), (("sent", "internal", "-"), "no end"),
]  # fmt: skip


def test_far_too_much_is_refused_soon_and_in_little_memory(forks: Forks, room: Terminal, huge: dict[str, Path]) -> None:
    worst, wrong = (0.0, 0), {}
    for words, name in FEEDS:
        with huge[name].open("rb") as stdin:
            begun = time.perf_counter()
            # Forked from a small process: of one that the tests start, the system counts what they have in memory too.
            process = forks.started(room.home, *words, stdin=stdin.fileno())
            answer = answered(process)
        worst = max(worst[0], time.perf_counter() - begun), max(worst[1], process.kilobytes // 1024)
        stated = " MB" in answer.err or " KB" in answer.err
        if answer.code not in (2, 7) or not stated:
            wrong[" ".join(words), name] = answer.code, answer.err[:2000]
    print(f"{len(FEEDS)} feeds of 100 MB and 10 GB: at most {worst[0]:.1f} s, {worst[1]} MB; wrong: {wrong}")
    assert (wrong, texts(room)) == ({}, [])
    assert worst[1] < 300


@pytest.mark.parametrize("words", [("log", "--ndjson", "/dev/zero"), ("sent", "internal", "/dev/zero")], ids=" ".join)
def test_a_file_without_an_end_is_refused(forks: Forks, room: Terminal, words: tuple[str, ...]) -> None:
    answer = forks.said(room.home, *words)
    assert answer.code in (2, 7), answer
    assert " MB" in answer.err
