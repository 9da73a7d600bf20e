"""Hard cases: nothing, very much, no ends, other scripts, quoted mails, and names that are words."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.scan.corpus import record
from warroom.errors import InvalidValue
from warroom.scan import Firm, Known, Level, Own, Someone, blocking, every_rule, judge, load
from warroom.scan.index import Index
from warroom.scan.phrase import Broken, read
from warroom.scan.reading import Reading
from warroom.scan.rule import Hit
from warroom.scan.text import Text
from warroom.scan.wordlists import senses_of
from warroom.vocabulary import Audience, UpdateKind

IDS = [rule.id for rule in every_rule()]
PROGRESS = replace(record(), stage=UpdateKind.PROGRESS.value)
WHOLE = "Hello Dana, your export fails. We are restarting it. You will hear from us at 16:00 CET."


def found(text: str, known: Known = PROGRESS, own: Own | None = None) -> dict[str, str]:
    """The rules that stop a text, each with the words that it names."""
    return {finding.rule: finding.words for finding in blocking(judge(text, known, own))}


# Much, and nothing


@pytest.mark.parametrize("text", ["", " \n\t ", "\u200b\u200b"])
def test_an_empty_text_is_stopped_and_nothing_else_is_said(text: str) -> None:
    assert [finding.rule for finding in judge(text, PROGRESS)] == ["C00"]


def test_a_megabyte_is_read_to_its_end() -> None:
    text = f"{WHOLE} \n\n" * (300_000 // len(WHOLE)) + "This will never happen again."
    assert "W10" in found(text)


def test_one_line_without_end_is_read_to_its_end() -> None:
    assert "W03" in found("we look at it once more and then " * 3000 + "it was sheer negligence")


HOSTILE = {
    "phrases": "we will guarantee because the ", "brackets": "](", "tags": "<a ", "comments": "<!--", "quotes": '"',
    "cells": "a|", "rows": "|a|b|\n", "unders": "_", "logins": "login a / ",
    "handles": "a@", "hosts": "a-", "dots": "a.", "digits": "4 ", "secrets": "password for ", "blanks": "\n",
    "braces": "{{", "links": "http://", "ticks": "`", "hidden": "\u200b", "times": "10:00 ",
    "letters": "a", "leaders": "Start ....... 14:10 GMT\n", "unsaid": "that it will hold I cannot say ",
    "work": "we are replacing the failed disk ", "chains": "On a wrote:\n",
}  # fmt: skip


def _steps(do: Callable[[], object]) -> int:
    """How many calls are made, and generators resumed."""
    counted = 0

    def count(*_: object) -> None:
        nonlocal counted
        counted += 1

    sys.setprofile(count)
    try:
        do()
    finally:
        sys.setprofile(None)
    return counted


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_no_text_costs_more_than_its_length(unit: str) -> None:
    """Counted in steps, not in seconds: what is followed grows with the text, and no faster."""

    def steps(size: int) -> int:
        return _steps(lambda: judge(unit * (size // len(unit)), PROGRESS))

    steps(1000)
    assert steps(24_000) < 3 * steps(12_000) + 20_000


def test_of_a_long_word_no_more_is_looked_up_than_any_listed_word_has() -> None:
    senses_of("first")  # the table is read once
    assert _steps(lambda: senses_of("x" * 24_000)) <= _steps(lambda: senses_of("x" * 1_000))


# Mails


def test_html_is_read_as_it_is_shown_and_its_links_are_read_for_leaks() -> None:
    text = (
        "<html><head><style>p {never: again}</style></head><body><p>Hello Dana, your export fails.</p>"
        "<p>We gua<b>ran</b>tee it, and we are restarting it. You will hear from us at 16:00&nbsp;CET.</p>"
        "<a href='https://jira.ours.example/browse/X'>state</a><!-- Globex has it too --></body></html>"
    )
    assert found(text) == {"W10": "We guarantee", "W02": "jira.ours.example", "W19": "Globex"}


def test_a_row_of_two_cells_says_one_thing_and_a_tag_that_is_none_was_to_be_filled_in() -> None:
    rows = "<table><tr><td>Affected</td><td>Your users cannot log in</td></tr><tr><td>Cause</td><td>{}</td></tr>"
    rows += "<tr><td>Now</td><td>We are testing it</td></tr><tr><td>Next update</td><td>16:00 CET</td></tr></table>"
    assert found(rows.format("not known yet")) == {}
    assert found(rows.format("an expired certificate")).keys() == {"W08"}
    assert found(rows.format("not known since <DATE>")) == {"W18": "<DATE>"}
    text = "| Affected | Your users cannot log in |\n| --- | --- |\n| State | {} |\n| Now | We are testing it |\n"
    text += "| Next update | 16:00 CET |\n"
    assert found(text.format("open")) == {}
    assert found(text.format("resolved"), replace(PROGRESS, restored=False)).keys() == {"C01"}


def test_a_place_is_that_of_the_file() -> None:
    [finding] = [
        one
        for one in judge(f"Subject: Your export\n\n{WHOLE}\nTh\u00adis will **never** again fail.", PROGRESS)
        if one.rule == "W10"
    ]
    assert (finding.line, finding.column, finding.words) == (4, 14, "never** again")


def test_an_address_in_angle_brackets_is_none_that_was_to_be_filled_in() -> None:
    assert "W18" not in found("Follow it at <status.example.com>, and write to <dana@acme.example>.")
    assert "W18" in found("Agreed: a second login <add what was said on Friday's call here>.")


def test_a_quoted_chain_is_read_for_leaks_only() -> None:
    chain = "\n\nOn Fri, 20 Nov 2026 at 09:12, Dana Cho wrote:\n> This must never happen again! Who is to blame?\n"
    assert found(WHOLE + chain) == {}
    assert found(WHOLE + chain + "> Ines Vogel told me.\n") == {"W01": "Ines Vogel"}
    assert "W19" in found(WHOLE + "\n\n-----Original Message-----\nFrom: Sam\nSent: Friday\nGlobex has it as well.\n")


def test_headers_are_read_for_leaks() -> None:
    assert found(f"Subject: E14 your export\nCc: ines.vogel@ours.example\n\n{WHOLE}").keys() == {"B02", "W01"}


def test_an_encoded_mail_is_read_decoded() -> None:
    text = (
        "Subject: x\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
        "Content-Transfer-Encoding: quoted-printable\n\n"
    )
    assert found(f"{text}{WHOLE}\nWe guaran=\ntee it.\n") == {"W10": "We guarantee"}


# Languages and scripts


def test_an_unknown_language_is_said_and_leaks_are_still_found() -> None:
    text = "Bonjour Dana, votre export ne fonctionne plus depuis ce matin. Ines Vogel redémarre le service."
    assert [(one.rule, one.level) for one in judge(text, PROGRESS)] == [("B14", Level.WARN), ("W01", Level.BLOCK)]


def test_text_from_right_to_left_is_read() -> None:
    text = "\u200fשלום דנה, הייצוא שלכם נכשל מאז הבוקר ואנחנו עובדים על זה. db-prod-01"
    assert {one.rule for one in judge(text, PROGRESS)} == {"B14", "W02"}


def test_german_is_read_as_german() -> None:
    text = (
        "Guten Tag Frau Cho, Ihre Kunden können sich nicht anmelden. Wir prüfen das. {}"
        " Sie hören um 15:30 Uhr MEZ von uns."
    )
    assert found(text.format("")) == {}
    assert found(text.format("Das wird nie wieder vorkommen.")).keys() == {"W10"}
    assert found(text.format("Wir können nicht versprechen, dass das nie wieder vorkommt.")) == {}
    assert found(text.format("Die Ursache ist ein fehlerhaftes Update.")).keys() == {"W08"}


@pytest.mark.parametrize(
    "words",
    ["It won\u2019t happen again.", "It will\u00a0not happen again.", "It w\u200bill never hap\u00adpen again.",
     "IT WILL NEVER HAPPEN AGAIN.", "It will **never** happen _again_.", "It will n\u0435ver happen again."],
)  # fmt: skip
def test_marks_that_nobody_sees_hide_nothing(words: str) -> None:
    assert found(f"{WHOLE} {words}").keys() == {"W10"}


# Names


@pytest.mark.parametrize(
    ("words", "rule"),
    [("Will you send us the log?", None), ("The target is missed.", None), ("Target dates stay as they are.", None),
     ("The same happened at Target.", "W19"), ("We asked Will to help.", None), ("We asked Grant to help.", "W01"),
     ("The initechs and Globexia are not affected.", None), ("Globex's data is not here.", "W19"),
     ("In May and at Next to nothing.", "W19"), ("Next, we look at the log.", None)],
)  # fmt: skip
def test_a_name_that_is_a_word_is_one_only_where_it_must_be(words: str, rule: str | None) -> None:
    assert found(f"{WHOLE} {words}").get(rule or "") is not None if rule else found(f"{WHOLE} {words}") == {}


def test_the_reader_and_the_signatory_may_be_named() -> None:
    known = replace(PROGRESS, people=(Someone("Sam Weber", "sam", "sam@ours.example"),), others=(Firm(("Cho Ltd",)),))
    assert found(f"{WHOLE}\n\nDana Cho, please write to sam@ours.example.\n\nSam Weber", known) == {}


# Readers


def test_each_reader_has_levels_of_their_own() -> None:
    text = "Severity 1, Acme Insurance. Ines restarts db-prod-01. ARR EUR 240,000. Next executive update: 16:00 CET."
    assert found(text, replace(PROGRESS, audience=Audience.EXECUTIVE)) == {}
    assert found(text, replace(PROGRESS, audience=Audience.INTERNAL)) == {}
    assert found(f"{text} Password: hunter2", replace(PROGRESS, audience=Audience.INTERNAL)) == {"B04": "hunter2"}


def test_a_rule_may_be_for_another_kind_of_document() -> None:
    """Sections, causes, actions of what is written afterwards: a rule names its readers and its stage, as here."""

    def no_trigger(reading: Reading) -> Iterator[Hit]:
        if "trigger" not in reading.text.words:
            yield reading.whole_hit("it does not name what set it off")

    [model] = [rule for rule in every_rule() if rule.id == "C13"]
    rule = replace(model, id="P05", levels={"internal.postmortem": Level.BLOCK}, find=no_trigger)
    known = Known(audience=Audience.INTERNAL, stage="postmortem")
    assert [one.rule for one in judge(WHOLE, known, only=[rule])] == ["P05"]
    assert judge(f"{WHOLE} The trigger was a release.", known, only=[rule]) == []
    assert judge(WHOLE, replace(known, stage="progress"), only=[rule]) == []


# The project's own file


def written(folder: Path, text: str) -> Own:
    file = folder / "scan.toml"
    file.write_text(text, encoding="utf-8")
    return load(file, rules=IDS)


def test_a_project_switches_grades_and_adds(tmp_path: Path) -> None:
    own = written(
        tmp_path,
        '[rules]\nW10 = "off"\nW13 = "block"\n[rules.W03]\ncustomer = "warn"\n[words]\ncode_words = ["Bluebird"]\n'
        'accounts = ["Hooli"]\nnames = ["Tom Ellis"]\nhosts = ["ours.example"]\nallow = ["Hooli Cup"]\n'
        '[[rule]]\nid = "OWN1"\nfind = ["(kindly|please) revert"]\nlevel = "block"\n',
    )
    assert found(f"{WHOLE} We guarantee it. It was careless.", own=own) == {}
    text = f"{WHOLE} Sorry for any inconvenience. Bluebird and Hooli and Tom Ellis and x.ours.example. Kindly revert."
    assert found(text, own=own).keys() == {"W13", "W02", "W19", "W01", "OWN1"}
    assert found(f"{WHOLE} The Hooli Cup is not affected.", own=own) == {}


@pytest.mark.parametrize(
    ("text", "words"),
    [("[rules]\nW99 = 'off'", "there is no rule W99"), ("[rules]\nW10 = 'loud'", "loud is no level"),
     ("[word]\nallow = []", "there is no key word"), ("[words]\nfoes = []", "there is no key foes"),
     ("[words]\nallow = 'x'", "it is not a list of texts"), ("rules = 3", "it is not a table"),
     ("[", "it is not valid TOML"),
     ("[rules.W10]\nlegal = 'off'", "there is no audience legal"),
     ("[rules.W10]\n'customer.frist' = 'off'", "there is no stage frist"),
     ("[[rule]]\nid = 'A'", "its find is missing"),
     ("[[rule]]\nid = 'A'\nfind = ['(a']", "the phrase '(a' is broken: a bracket is not closed"),
     ("[[rule]]\nid = 'A'\nfind = ['a+']", "'a+' is no word"),
     ("[[rule]]\nid = 'A'\nfind = ['a']\nwhen = 1", "no key when")],
)  # fmt: skip
def test_a_broken_file_is_refused_with_its_name_and_key(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        written(tmp_path, text)
    assert words in refused.value.message
    assert "scan.toml" in refused.value.message


# Phrases


@pytest.mark.parametrize(
    ("phrase", "text", "last"),
    [("we (will|shall not)? guarant*", "we shall not guarantee it", 4), ("a ..2 b", "a x y b", 4),
     ("a ..2 b", "a x y z b", None),
     ("(a b|c)? d", "a b d", 3), ("a|b c?", "b", 1), ("a <soon>", "a in due course", 4)],
)  # fmt: skip
def test_a_phrase_matches_as_it_reads(phrase: str, text: str, last: int | None) -> None:
    index = Index([("key", read(phrase, {"soon": ["soon", "in due course"]}))])
    assert [span.last for span in index.find(text.split(), {}).get("key", [])][:1] == ([last] if last else [])


@pytest.mark.parametrize(
    "phrase", ["", "(a", "a)", "..3 a", "<none>", "a ( | b)", "a? b?", "a**b", "((((((a))))))", "..99 a"]
)
def test_a_broken_phrase_is_refused(phrase: str) -> None:
    with pytest.raises(Broken):
        read(phrase, {})


def test_sentences_end_where_a_reader_ends_them() -> None:
    text = Text("At 10:00 a.m. CET it stopped. Mr. Cho called on the 21. November, e.g. twice.\n- One\n- Two. Three!")
    shown = [text.said(one).strip() for one in text.sentences]
    assert shown == [
        "At 10:00 a.m. CET it stopped.",
        "Mr. Cho called on the 21. November, e.g. twice.",
        "One",
        "Two.",
        "Three!",
    ]
