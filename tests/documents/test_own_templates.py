"""Somebody's own templates: which is found, what it may do, how it is stopped, and what its writer is told."""

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.bar.forked import Forks
from tests.bar.process import answered
from tests.story import Terminal
from warroom.documents.apart import CHILD, Limits, Page, job_of, pages_of, write
from warroom.documents.samples import SAMPLES, variants
from warroom.documents.shelf import Origin, Shelf, shelf
from warroom.errors import TemplateFault
from warroom.settings import project_templates
from warroom.vocabulary import DOCUMENTS, UpdateKind

BUILT_IN = sorted({"customer_update.de.md.j2", *DOCUMENTS.values()})
CUSTOMER = SAMPLES["customer_update.md.j2"]
NAME = CUSTOMER.template


class Desk:
    """A person in a project, with a place for templates of each kind."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.user = home / "own" / "templates"
        self.project = home / "project" / ".warroom" / "templates"
        self.inside = home / "project" / "deep" / "down"
        for place in (self.user, self.project, self.inside):
            place.mkdir(parents=True, mode=0o755)
            place.chmod(0o755)

    def write(self, source: str, *, name: str = NAME, place: Path | None = None) -> Path:
        path = (place or self.user) / name
        path.write_text(source, encoding="utf-8")
        path.chmod(0o644)
        return path

    def shelf(self, given: Path | None = None) -> Shelf:
        project = project_templates(self.inside)
        return shelf(self.inside, user=self.user, project=project, given=given)

    def text(self, format: str = "md", given: Path | None = None) -> str:
        return write(self.shelf(given), CUSTOMER, format=format)

    def fault(self, source: str, *, limits: Limits = Limits()) -> str:  # noqa: B008  a frozen record
        self.write(source)
        templates = self.shelf()
        with pytest.raises(TemplateFault) as caught:
            pages_of(templates, templates.find(NAME), [Page(CUSTOMER, "md")], limits=limits)
        return caught.value.message


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def room(pipe: Terminal) -> Terminal:
    pipe.say("person", "add", "@sam", "Sam Okafor", "--email", "sam@example.com")
    pipe.say("open", "acme", "Exports stopped", "-c", "Exports")
    assert pipe.say("impact", "--safe", "1840 claims are late").code == 0
    (pipe.home / "templates").mkdir(mode=0o755)
    return pipe


def own(room: Terminal, source: str) -> None:
    """Write a template of one's own for the customer's update."""
    path = room.home / "templates" / NAME
    path.write_text(source)
    path.chmod(0o600)


# Which one is found


def test_the_file_named_comes_first_then_the_project_then_the_user_then_the_built_in_ones(desk: Desk) -> None:
    assert desk.text().startswith("# Labels without a customs code\n")
    desk.write("the user's")
    assert desk.text() == "the user's\n"
    desk.write("the project's", place=desk.project)
    assert desk.text() == "the project's\n"
    given = desk.write("the one named", name="any name", place=desk.inside)
    assert desk.text(given=given) == "the one named\n"


def test_the_nearest_project_is_the_one(desk: Desk) -> None:
    desk.write("the outer one", place=desk.project)
    near = desk.inside / ".warroom"
    near.mkdir()
    assert desk.shelf().find(NAME).place.origin is Origin.BUILT_IN


def test_a_variant_of_a_name_wins_over_the_name(desk: Desk) -> None:
    desk.write("auf Deutsch", name="customer_update.de.md.j2")
    assert desk.shelf().find("customer_update.de.md.j2", NAME).name == "customer_update.de.md.j2"
    assert desk.shelf().find("customer_update.fr.md.j2", NAME).name == NAME


def test_one_block_is_replaced_and_each_place_builds_on_the_next(desk: Desk) -> None:
    extend = '{{% extends "customer_update.md.j2" %}}{{% block signature %}}{{{{ super() }}}}{}\n{{% endblock %}}'
    built_in = desk.text()
    desk.write(extend.format("the user's line"))
    desk.write(extend.format("the project's line"), place=desk.project)
    given = desk.write(extend.format("the file's line"), name="mine.md.j2", place=desk.inside)
    added = "the user's line\nthe project's line\nthe file's line\n"
    assert desk.text(given=given) == built_in.replace("Escalation Manager\n", f"Escalation Manager\n{added}")


def test_an_include_is_looked_up_beside_the_file_named_first(desk: Desk) -> None:
    desk.write("the user's part", name="part.md.j2")
    given = desk.write('{% include "part.md.j2" %}', name="mine.md.j2", place=desk.inside)
    assert desk.text(given=given) == "the user's part\n"
    desk.write("the part beside it", name="part.md.j2", place=desk.inside)
    assert desk.text(given=given) == "the part beside it\n"


def test_templates_that_extend_each_other_are_stopped(desk: Desk) -> None:
    desk.write('{% extends "a.md.j2" %}', name="b.md.j2")
    desk.write('{% extends "b.md.j2" %}', name="a.md.j2")
    assert desk.fault('{% extends "a.md.j2" %}').startswith("b.md.j2, line 1: maximum recursion depth")


# Who could have written it


@pytest.mark.parametrize("mode", [0o020, 0o002])
@pytest.mark.parametrize("on", ["folder", "file"])
def test_what_others_can_write_is_refused_and_none_of_it_runs(desk: Desk, on: str, mode: int) -> None:
    path = desk.write("changed", place=desk.project)
    open_to_others = path if on == "file" else path.parent
    open_to_others.chmod(open_to_others.stat().st_mode | mode)
    with pytest.raises(TemplateFault) as caught:
        desk.text()
    assert caught.value.message == f"{open_to_others} can be written by others, so it is not used."
    assert caught.value.hint == f"If it is as you left it:  chmod go-w {open_to_others}"
    assert desk.text(given=path) == "changed\n"  # a file that is named is taken as it is


def test_what_belongs_to_someone_else_is_refused(desk: Desk) -> None:
    if os.geteuid() != 0:
        print("only root can give a file away")
        return
    os.chown(desk.write("theirs"), 12345, 12345)
    templates = desk.shelf()
    with pytest.raises(TemplateFault, match="belongs to someone else"):
        templates.source(templates.find(NAME))


# I14: no way out of the folder


OUTSIDE = [
    "../secret.md.j2", "/etc/passwd", "/etc/x.j2", "a/../../secret.md.j2", "passwd", "..\\secret.md.j2",
    "0:secret.md.j2", "link.md.j2", "linked/secret.md.j2",
]  # fmt: skip


def test_no_template_outside_its_folder_is_read(desk: Desk) -> None:
    outside = desk.home / "secrets"
    outside.mkdir()
    desk.write("SECRET", name="secret.md.j2", place=outside)
    desk.write("SECRET", name="secret.md.j2", place=desk.user.parent)
    (desk.user / "link.md.j2").symlink_to(outside / "secret.md.j2")
    (desk.user / "linked").symlink_to(outside)
    (desk.user / "passwd").symlink_to("/etc/passwd")
    leaks, ways = [], [(tag, name) for name in OUTSIDE for tag in ("include", "extends", "import")]
    for tag, name in ways:
        message = desk.fault(f"\n{{% {tag} {name!r}{' as x' * (tag == 'import')} %}}")
        assert message.startswith("customer_update.md.j2, line 2: ")
        leaks += [(tag, name)] if "SECRET" in message or "root:" in message else []
    print(f"I14: {len(ways)} ways out of the folder, leaks: {leaks}")
    assert leaks == []


def test_a_template_that_is_a_link_out_of_its_folder_is_refused(desk: Desk) -> None:
    (desk.user / NAME).symlink_to("/etc/passwd")
    with pytest.raises(TemplateFault, match="leads out of its folder"):
        desk.text()


def test_a_file_that_is_named_lies_here_in_the_project_or_with_ones_own(desk: Desk, tmp_path: Path) -> None:
    outside = desk.home / "secrets"
    outside.mkdir()
    secret = desk.write("SECRET", name="secret.md.j2", place=outside)
    link = desk.inside / "link.md.j2"
    link.symlink_to(secret)
    (desk.inside / "linked").symlink_to(outside)
    for given in (secret, Path("../../../secrets/secret.md.j2"), link, Path("linked/secret.md.j2"), Path("/etc/passwd"),
                  Path("../" * 20 + "etc/passwd")):  # fmt: skip
        with pytest.raises(TemplateFault, match="lies outside of this folder and of the template folders"):
            desk.text(given=given)
    for place in (desk.inside, desk.user, desk.project, desk.project.parents[1]):
        assert desk.text(given=desk.write("mine", name="mine.md.j2", place=place)) == "mine\n"
    assert desk.text(given=Path("../mine.md.j2").parent / "down" / "mine.md.j2") == "mine\n"


def test_a_file_from_elsewhere_is_refused_at_the_terminal(terminal: Terminal) -> None:
    assert terminal.say("open", "acme", "Exports").code == 0
    answer = terminal.say("update", "customer", "--template", "../../etc/passwd")
    assert (answer.code, answer.out) == (9, "")
    assert "Copy it to" in answer.err


# I11: attacks on the sandbox

ATTACKS = [
    "{{ subject.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''.__class__.__base__ }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ lipsum.__globals__['os'].system('id') }}",
    "{{ self._TemplateReference__context.environment }}",
    "{{ super.__globals__ }}",
    "{{ '{0.__class__.__init__.__globals__}'.format(subject) }}",
    "{{ ('{0.__class__}'|attr('format'))(subject) }}",
    "{{ (impact|map(attribute='__class__')|list)[0].__init__ }}",
    "{{ [impact[0]]|map('attr', '__class__')|list }}",
    "{{ impact[0]['__dict__'] }}",
    "{% for x in impact %}{{ loop.__init__.__globals__ }}{% endfor %}",
    "{% macro m() %}{% endmacro %}{{ m.__init__.__globals__ }}",
    "{{ joiner.__init__.__globals__ }}",
    "{% set x = impact.append(1) %}",
    "{{ esc.metadata.clear() }}",
    "{{ case.sqlmodel_update({}) }}",
]


def test_an_attack_on_the_sandbox_is_refused_by_name_and_line_and_writes_nothing(room: Terminal) -> None:
    store = room.home / "warroom.db"
    before = hashlib.sha256(store.read_bytes()).hexdigest()
    refused = []
    for source in ATTACKS:
        own(room, f"\n{source}")
        answer = room.say("update", "customer")
        if (answer.code, answer.out) == (9, "") and f"warroom: {NAME}, line 2: " in answer.err:
            refused.append(source)
    changed = hashlib.sha256(store.read_bytes()).hexdigest() != before
    print(f"I11: refused {len(refused)} of {len(ATTACKS)}, the store changed: {changed}")
    assert (refused, changed) == (ATTACKS, False)


def test_what_breaks_out_of_the_sandbox_finds_a_process_without_records_store_or_shell(desk: Desk) -> None:
    desk.write("{{ subject }}")
    templates = desk.shelf()
    job = job_of(templates, templates.find(NAME), [Page(CUSTOMER, "md")], limits=Limits(), names=True)
    ended = subprocess.run(
        [sys.executable, "-I", "-S", "-X", "importtime", str(CHILD)], input=job, env={}, capture_output=True, check=True
    )
    assert json.loads(ended.stdout) == {"texts": ["Labels without a customs code\n"]}
    loaded = {line.rpartition("|")[2].strip() for line in ended.stderr.decode().splitlines()}
    assert "warroom.documents.rendering" in loaded
    assert loaded & {"sqlmodel", "sqlalchemy", "sqlite3", "subprocess", "warroom.domain", "warroom.store"} == set()


# I12: templates that go on for ever, or fill the memory

_NESTED = "{% for a in l %}" * 9 + "x" + "{% endfor %}" * 9
_TEN = "{% set l = [1,2,3,4,5,6,7,8,9,10] %}"
GREEDY = {
    "power tower": ("{{ (9**(9**9))|length }}", "the operator ** is not for templates"),
    "repetition": ("{{ 'a' * 2000000000 }}", "the operator * is not for templates"),
    "padding by a format": ("{{ '%2000000000d' % 1 }}", "the operator % is not for templates"),
    "padding by a filter": ("{{ subject|center(2000000000) }}", "No filter named 'center'"),
    "a huge range": ("{% for i in range(99999) %}{% endfor %}", "'range' is undefined"),
    "nested loops, silent": (_TEN + _NESTED.replace("x", ""), "stopped"),
    "nested loops, loud": (_TEN + _NESTED.replace("x", "x"), "stopped|writes more than"),
    "much output": (_TEN + "{% set w %}" + "w" * 900 + "{% endset %}" + "{% for a in l %}" * 5 + "{{ w }}" +
                    "{% endfor %}" * 5, "it writes more than 5,000,000 characters"),
    "doubling": ("{% set x = 'ab' %}" + "{% set x = x ~ x %}" * 31, "it needs too much memory"),
    "a macro that calls itself": ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "maximum recursion depth"),
}  # fmt: skip


@pytest.mark.parametrize("how", GREEDY)
def test_a_greedy_template_is_stopped(forks: Forks, room: Terminal, how: str) -> None:
    source, words = GREEDY[how]
    own(room, source)
    started = time.monotonic()
    process = forks.started(room.home, "update", "customer")
    answer = answered(process)
    took, size = time.monotonic() - started, process.kilobytes // 1024
    print(f"I12: {how}: {took:.2f} s, {size} MB: {answer.err.strip().splitlines()[-2:]}")
    assert (answer.code, answer.out) == (9, "")
    assert any(f"{NAME}" in line and any(word in line for word in words.split("|")) for line in answer.err.splitlines())
    assert took <= 5
    assert size < 1024


# I13: mistakes

MISTAKES = {
    "{{ sevrity }}": "'sevrity' is undefined.",
    "{{ impact[0].txt }}": "'txt' is undefined here: Effect has text.",
    "{% if %}": "Expected an expression, got 'end of statement block'.",
    "{% include 'nothing.md.j2' %}": "there is no template nothing.md.j2.",
    "{{ 1 + subject }}": "unsupported operand type(s) for +: 'int' and 'str'.",
    "{{ impact }}": "a list is not a text; go through it with for, or name one of its fields.",
    "{{ subject.upper }}": "a method is not a text; go through it with for, or name one of its fields.",
    "{{ impact[7].text }}": "tuple object has no element 7.",
}


def test_a_mistake_is_named_with_file_and_line_and_nothing_is_written(room: Terminal) -> None:
    told = {}
    for source in MISTAKES:
        own(room, f"one\n\n{source}\n")
        answer = room.say("update", "customer")
        assert (answer.code, answer.out) == (9, ""), (source, answer)
        told[source] = answer.err.splitlines()[-2].removeprefix(f"warroom: {NAME}, line 3: ")
    print(f"I13: {len(told)} mistakes, each named; updates kept: {room.say('updates', '--all', '-q').out.split()}")
    assert told == MISTAKES
    assert room.say("updates", "--all", "-q").out == ""


def test_a_file_that_is_not_there_or_no_text_is_named(desk: Desk) -> None:
    with pytest.raises(TemplateFault, match="No such file"):
        desk.text(given=desk.inside / "nothing.j2")
    os.mkfifo(desk.inside / "pipe.j2")
    with pytest.raises(TemplateFault, match="is no template"):
        desk.text(given=desk.inside / "pipe.j2")
    (desk.inside / "bytes.j2").write_bytes(b"\xff\xfe")
    with pytest.raises(TemplateFault, match="is not UTF-8 text"):
        desk.text(given=desk.inside / "bytes.j2")


# I15: what is escaped follows from the kind of document


def test_escaping_follows_the_kind_of_document_not_the_name_of_the_file(desk: Desk) -> None:
    names = ("a.html.j2", "a.HTML", "a.htm.jinja", "a.md", "a.txt", "a")
    for name in names:
        given = desk.write("{{ '<b> *x* &amp;' }} {{ late }}", name=name, place=desk.inside)
        shelf = desk.shelf(given)
        pages = pages_of(shelf, shelf.find(NAME), [Page(CUSTOMER, "md"), Page(CUSTOMER, "text")])
        assert pages == [
            "&lt;b> \\*x\\* \\&amp; Tue 3 Nov 11:20 CET\n", "<b> *x* &amp; Tue 3 Nov 11:20 CET\n",
        ], name  # fmt: skip
    print(f"I15: {len(names)} names × 2 kinds of document, wrong: 0")


# On the command line


def test_a_broken_template_writes_nothing_and_sends_nothing(room: Terminal) -> None:
    own(room, "\n{{ oops }}")
    before = room.say("updates", "--all", "--json").out, room.say("timeline", "--all", "--json").out
    for words in (("update", "customer", "-o", str(room.home / "mail.md")), ("sent", "customer")):
        answer = room.say(*words)
        assert (answer.code, answer.out) == (9, "")
        assert "customer_update.md.j2, line 2: 'oops' is undefined." in answer.err
    assert (room.say("updates", "--all", "--json").out, room.say("timeline", "--all", "--json").out) == before
    assert not (room.home / "mail.md").exists()


def test_what_is_kept_as_sent_is_what_the_template_wrote(room: Terminal) -> None:
    own(room, "Dear all, {{ subject }}.")
    text = room.say("update", "customer").out
    assert text == "Dear all, Exports.\n"
    ref = room.say("sent", "customer", "--override", "a template that says next to nothing").out.strip()
    before = room.say("show", ref, "--json").out
    assert "Dear all, Exports." in before
    own(room, "Changed later.")
    room.say("update", "customer")
    assert room.say("show", ref, "--json").out == before  # text and hash of what went out stay


def test_check_tries_every_template_and_names_every_broken_one(room: Terminal) -> None:
    own = room.home / "templates"
    broken = {
        NAME: "{% if drill and kind == 'closure' %}\n{{ oops }}{% endif %}",
        "executive_update.md.j2": '{% extends "executive_update.md.j2" %}{% block news %}\n\n{{ nwes }}{% endblock %}',
        "part.md.j2": "{{ a ",
    }
    for name, source in broken.items() | {("internal_update.md.j2", "{% set x = 'y' %}{{ x }}{{ case.ref }}")}:
        (own / name).write_text(source)
        (own / name).chmod(0o600)
    answer = room.say("template", "check")
    assert answer.code == 9
    assert [line.split("\t")[:3] for line in answer.out.splitlines()[1:]] == [
        [NAME, "user", "broken"], ["executive_update.md.j2", "user", "broken"],
        ["internal_update.md.j2", "user", "right"],
        ["part.md.j2", "user", "broken"], *([name, "built-in", "right"] for name in BUILT_IN),
    ]  # fmt: skip
    assert f"{own / NAME}, line 2: 'oops' is undefined." in answer.err
    assert f"{own / 'executive_update.md.j2'}, line 3: 'nwes' is undefined." in answer.err
    assert f"{own / 'part.md.j2'}, line 1: " in answer.err


def test_a_copy_says_the_same_as_the_built_in_one_and_is_for_whom_it_is_meant(room: Terminal) -> None:
    for word in DOCUMENTS:
        for side, mode in (("user", 0o600), ("project", 0o644)):
            path = Path(room.say("template", "copy", word, "--to", side).out.strip())
            assert path.stat().st_mode & 0o777 == mode
    assert room.say("template", "check").code == 0
    templates = shelf(room.home, user=room.home / "templates", project=project_templates(room.home))
    for sample in SAMPLES.values():
        assert write(templates, sample, format="md") == write(Shelf(templates.places[2:]), sample, format="md")


def test_the_samples_reach_every_stage_and_every_gap() -> None:
    assert len(variants(CUSTOMER)) == 2 * len(UpdateKind)
    assert all(len(variants(sample)) == 2 for name, sample in SAMPLES.items() if name != NAME)


# The documentation


def test_the_page_on_templates_is_what_the_code_says(update: bool) -> None:
    file = Path(__file__).parents[2] / "docs" / "make_templates.py"
    spec = importlib.util.spec_from_file_location("make_templates", file)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    if update:
        made.PAGE.write_text(made.page(), encoding="utf-8")
    assert made.PAGE.read_text(encoding="utf-8") == made.page()
