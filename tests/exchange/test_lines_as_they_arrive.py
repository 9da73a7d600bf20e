"""``log --lines -``: one entry a line, each kept and acknowledged before the next is read."""

import json
import subprocess

from tests.bar.process import answered, started
from tests.story import Answer, Terminal


def texts(terminal: Terminal) -> list[str]:
    return [entry["text"] for entry in json.loads(terminal.say("timeline", "--json").out)]


def test_a_line_is_acknowledged_and_readable_before_the_next_is_sent(pipe: Terminal) -> None:
    pipe.say("open", "acme", "Exports stopped")
    process = started(pipe.home, "log", "--lines", "-", stdin=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    for number in range(5):
        process.stdin.write(f"line {number}\n")
        process.stdin.flush()
        assert process.stdout.readline() == f"T{number + 2}\n"
        assert texts(pipe)[-1] == f"line {number}"
    process.stdin.write("the last, without an end")
    answer = answered(process)
    print("5 lines, each acknowledged and read before the next")
    assert (answer.out, answer.code) == ("T7\n", 0)
    assert len(texts(pipe)) == 6


def test_only_lf_and_crlf_end_a_line(pipe: Terminal) -> None:
    pipe.say("open", "acme", "Exports stopped")
    odd = "a\rb\x0bc\x0cd\x1ce\x1df\x1eg\x85h\u2028i\u2029j"
    answer = pipe.say("log", "--lines", "-", stdin=f"{odd}\nsecond\r\n\r\n\n  \nthird\r\n".encode())
    assert (answer.out, answer.code) == ("T2\nT3\nT4\n", 0)
    assert texts(pipe) == [odd, "second", "third"]


def test_a_bad_line_is_named_and_the_others_are_kept(pipe: Terminal) -> None:
    pipe.say("open", "acme", "Exports stopped")
    raw = b"first\ncaf\xe9\nthird\nnul\x00\n" + b"x" * 20_001 + b"\nsixth\n"
    answer = pipe.say("log", "--lines", "-", stdin=raw)
    assert (answer.out, answer.code) == ("T2\nT3\nT4\n", 7)
    assert texts(pipe) == ["first", "third", "sixth"]
    assert [line for line in answer.err.splitlines() if "was not taken" in line] == [
        "warroom: line 2 was not taken: it is not UTF-8",
        "warroom: line 4 was not taken: TEXT: it holds a NUL byte at character 4",
        "warroom: line 5 was not taken: TEXT: it has 20,001 characters; the limit is 20,000",
    ]
    assert "warroom: 3 lines could not be taken; the others are recorded." in answer.err


def test_a_byte_order_mark_is_no_text(pipe: Terminal) -> None:
    pipe.say("open", "acme", "Exports stopped")
    pipe.say("log", "--lines", "-", stdin=b"\xef\xbb\xbffirst\n")
    assert texts(pipe) == ["first"]


def test_what_is_told_beside_it_is_told_of_every_line(pipe: Terminal) -> None:
    pipe.say("open", "acme", "Exports stopped")
    answer = pipe.say("log", "--lines", "-", "--kind", "finding", "--by", "@ines", "--safe", stdin=b"one\ntwo\n")
    assert answer.code == 0
    kept = json.loads(pipe.say("timeline", "--json").out)
    assert [(one["kind"], one["by"], one["customer_text"]) for one in kept] == [
        ("finding", "ines", "one"), ("finding", "ines", "two"),
    ]  # fmt: skip


def test_nothing_to_read_is_nothing_to_do(pipe: Terminal) -> None:
    pipe.say("open", "acme", "Exports stopped")
    assert pipe.say("log", "--lines", "-") == Answer("", "", 0)
    assert pipe.say("log", "--lines", "file.log").code == 2
    assert pipe.say("log", "--lines", "-", "--ndjson", "-").code == 2
    assert pipe.say("log", "--lines", "-", "and", "text").code == 2


def test_an_escalation_that_is_closed_meanwhile_ends_the_lines(pipe: Terminal) -> None:
    pipe.say("open", "acme", "Exports stopped")
    process = started(pipe.home, "log", "--lines", "-", "-e", "E1", stdin=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("one\n")
    process.stdin.flush()
    assert process.stdout.readline() == "T2\n"
    pipe.say("close", "--force", "--why", "a test", "-e", "E1")
    process.stdin.write("two\nthree\n")
    answer = answered(process)
    assert (answer.out, answer.code) == ("", 4)
    assert "E1 is closed" in answer.err
