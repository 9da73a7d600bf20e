"""A template holds words; what it may do is little, and a mistake in it is named with its line."""

import pytest

from tests.documents.war import War
from warroom.documents import Document, render
from warroom.errors import TemplateFault


def document() -> Document:
    return War(customer_title="R&D *is* <down>").draft().document


def test_a_value_is_escaped_and_the_words_of_the_template_are_not() -> None:
    assert render(document(), format="md", template="**{{ subject }}**") == "**R&D \\*is\\* &lt;down>**\n"
    assert render(document(), format="text", template="**{{ subject }}**") == "**R&D *is* <down>**\n"


def test_a_constant_of_a_template_is_escaped_like_a_value() -> None:
    assert render(document(), format="md", template="{{ 'R&D *x* < 5' }}") == "R&D \\*x\\* < 5\n"


def test_a_template_can_replace_one_block_and_keep_what_it_said() -> None:
    own = '{% extends "customer_update.md.j2" %}{% block signature %}{{ super() }}\n*Acme desk*\n{% endblock %}'
    text = render(document(), format="md", template=own)
    assert text.startswith("# R&D \\*is\\* &lt;down>\n\nWe have taken this up")
    assert text.endswith("\n\nSam Okafor, Escalation Manager\n\n*Acme desk*\n")


def test_a_macro_is_not_escaped_twice() -> None:
    own = "{% macro said(x) %}**{{ x }}**{% endmacro %}{{ said(subject) }}"
    assert render(document(), format="md", template=own) == "**R&D \\*is\\* &lt;down>**\n"


def test_a_value_that_looks_like_a_heading_is_not_underlined() -> None:
    war = War(customer_title="## Forged")
    assert render(war.draft().document, format="text", template="{{ subject }}\n") == "## Forged\n"


def test_nothing_is_printed_for_a_part_that_says_nothing() -> None:
    assert render(document(), format="md", template="a\n\n{% if late %}\nb\n{% endif %}\n\n\n\nc") == "a\n\nc\n"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("a\n{{ sevrity }}\n", "own.md, line 2: 'sevrity' is undefined."),
        ("a\n\n{% if %}\n", "own.md, line 3: Expected an expression, got 'end of statement block'."),
        ("{{ subject|pprint }}", "own.md, line 1: No filter named 'pprint'."),
        ("{{ subject|safe }}", "own.md, line 1: No filter named 'safe'."),
        ("{{ subject * 9 }}", "own.md, line 1: the operator * is not for templates."),
        ("{{ range(9) }}", "own.md, line 1: 'range' is undefined."),
        ("{% extends 'nothing.md.j2' %}", "own.md, line 1: there is no template nothing.md.j2."),
        ("{{ 1 + subject }}", "own.md, line 1: unsupported operand type(s) for +: 'int' and 'str'."),
    ],
)
def test_a_mistake_is_named_with_its_template_and_line(source: str, words: str) -> None:
    with pytest.raises(TemplateFault) as caught:
        render(document(), format="md", template=source, named="own.md")
    assert caught.value.message == words
    assert caught.value.hint.startswith("It can use: again, by_workaround, cause, cause_before, cause_state, ")


@pytest.mark.parametrize("source", ["{{ subject.ljust(9) }}", "{{ subject.upper() }}", "{{ impact.index(1) }}"])
def test_no_method_of_a_value_can_be_called(source: str) -> None:
    with pytest.raises(TemplateFault, match="not safely callable"):
        render(document(), format="md", template=source)
