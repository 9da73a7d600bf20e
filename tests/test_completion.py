"""What the shells offer at Tab: asked of the very shells, with the very scripts."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import typer

from tests.bar.furnished import furnish
from tests.bar.process import environ
from tests.story import Terminal
from warroom.cli.app import FAMILIES, WordGroup, tree
from warroom.cli.candidates import LETTERS
from warroom.store.glance import known

# What bash breaks words at, unless told otherwise.
BREAKS = " \t\n\"'@><=;|&(:"

# Each answers all lines that it is given, one after the other, with a line that ends an answer.
END = "that is all"
BASH = r"""
source <(warroom completion bash)
for typed; do
    COMP_WORDS=($typed); [[ $typed == *' ' ]] && COMP_WORDS+=('')
    COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 ))
    _warroom
    (( ${#COMPREPLY[@]} )) && printf '%s\n' "${COMPREPLY[@]}"
    echo END
done
"""

FISH = """
warroom completion fish | source
for typed in $argv
    complete -C $typed
    echo END
end
"""

# A second zsh at a terminal of its own, in which Tab is pressed; what its completion adds is written down.
ZSH = r"""
zmodload zsh/zpty
zpty inner 'PS1= zsh -f -i'
zpty -w inner "source ./inner.zsh"
zpty -r -m inner seen '*READY*'
for typed; do
    zpty -w -n inner "$typed"$'\t'
    zpty -r -m inner seen '*CAUGHT*'
    [[ ! -e caught ]] || { cat caught; rm caught }
    echo END
    zpty -w -n inner $'\C-u'
done
zpty -d inner
"""
INNER = r"""
stty -echo
autoload -Uz compinit; compinit -D -u
bindkey -e
eval "$(warroom completion zsh)"
compadd() {
    if [[ " $* " != *" -"[OAD]" "* ]]; then
        local -a values
        local -i place=${argv[(i)-d]}
        builtin compadd -O values "$@"
        if (( place < $# )); then
            print -rl -- "${(@P)argv[place+1]}" >> caught
        else
            print -rl -- "${values[@]}" >> caught
        fi
    fi
    builtin compadd "$@"
}
comppostfuncs=(told)
told() { comppostfuncs=(told); print -r CAUGHT }
print -r READ""Y
"""


NOWHERE = typer.Context(tree())


def needs(shell: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(shell) is None, reason=f"{shell} is not installed")


def asked(home: Path, shell: str, script: str, typed: Sequence[str]) -> list[list[str]]:
    """What a shell answers to each of the lines, line by line."""
    told = script.replace("END", END)
    words = {"bash": ["--norc", "-c", told, "bash"], "zsh": ["-f", "-c", told, "zsh"], "fish": ["-c", told]}
    ended = subprocess.run(
        [shell, *words[shell], *typed], env=environ(home, XDG_CONFIG_HOME=str(home), TERM="dumb"), cwd=home,
        capture_output=True, text=True, check=True, timeout=60, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert ended.stderr == ""
    answers = ended.stdout.split(f"{END}\n")
    assert (len(answers), answers[-1]) == (len(typed) + 1, "")
    return [answer.splitlines() for answer in answers[:-1]]


def in_bash(home: Path, *typed: str) -> list[list[str]]:
    return asked(home, "bash", BASH, typed)


def in_zsh(home: Path, *typed: str) -> list[list[str]]:
    (home / "inner.zsh").write_text(INNER)
    found = asked(home, "zsh", ZSH, typed)
    return [[line.strip() for line in answer if line.strip()] for answer in found]


def in_fish(home: Path, *typed: str) -> list[list[str]]:
    return asked(home, "fish", FISH, typed)


@pytest.fixture
def home(newcomer: Terminal) -> Path:
    """A war room with E1 on acme, three actions, and people of ours and theirs."""
    furnish(newcomer, "Roll back", "Acme")
    (newcomer.home / "mail to them.md").touch()
    (newcomer.home / "templates").mkdir()
    (newcomer.home / "templates" / "signature.md.j2").touch()
    return newcomer.home


ASKED = [
    ("warroom time", ["timeline"]),
    ("warroom account sh", ["show"]),
    ("warroom log --ki", ["--kind"]),
    ("warroom log --kind impact_", ["impact_start"]),
    ("warroom close --driver slow-", ["slow-response"]),
    ("warroom own @in", ["@ines"]),
    ("warroom log --by d", ["dana"]),
    ("warroom show a", ["a3", "a1", "a2"]),
    ("warroom done ", ["A3", "A1"]),
    ("warroom done A1 --evidence x A", ["A3", "A1"]),
    ("warroom verify ", ["A2"]),
    ("warroom unblock ", ["A1"]),
    ("warroom give ", []),
    ("warroom exit a", ["add", "agree"]),
    ("warroom exit met ", ["X3"]),
    ("warroom show x", ["x3", "x2", "x1"]),
    ("warroom deescalate --agreed-by d", ["dana"]),
    ("warroom amend T5 -c x --audience cu", ["customer"]),
    ("warroom use ", ["E1", "acme"]),
    ("warroom open ", ["acme"]),
    ("warroom config da", ["day_end"]),
    ("warroom config timezone Europe/Ber", ["Europe/Berlin"]),
    ("warroom config user @in", ["@ines"]),
    ("warroom config day_end ", []),
    ("warroom completion z", ["zsh"]),
    ("warroom -q --tz UTC time", ["timeline"]),
    ("warroom -e E1 done ", ["A3", "A1"]),
    ("warroom list --tz Europe/Ber", ["Europe/Berlin"]),
    ("warroom list --tz America/Port-au", ["America/Port-au-Prince"]),
    ("warroom account edit acme --timezone Asia/Kol", ["Asia/Kolkata"]),
    ("warroom template show po", ["postmortem"]),
    ("warroom template copy ", ["customer", "executive", "internal", "brief", "postmortem"]),
    ("warroom template show s", ["signature.md.j2"]),
    ("warroom log some wor", []),
    ("warroom log -- --ki", []),
    ("warroom nothing ", []),
]


LINES = [typed for typed, _ in ASKED]


def first_words(answers: list[list[str]], sign: str) -> list[tuple[str, list[str]]]:
    """What is offered for each line, without what it is."""
    return [(typed, [line.partition(sign)[0] for line in rows]) for typed, rows in zip(LINES, answers, strict=True)]


def test_bash_offers(home: Path) -> None:
    assert list(zip(LINES, in_bash(home, *LINES), strict=True)) == ASKED


@needs("fish")
def test_fish_offers_the_same(home: Path) -> None:
    assert first_words(in_fish(home, *LINES), "\t") == ASKED


@needs("zsh")
def test_zsh_offers_the_same(home: Path) -> None:
    assert first_words(in_zsh(home, *LINES), " ") == ASKED


@needs("fish")
def test_fish_says_what_each_is(home: Path) -> None:
    assert in_fish(home, "warroom time", "warroom done A1") == [
        ["timeline\tShow what happened, the oldest first, with its corrections applied."], ["A1\tRoll back"],
    ]  # fmt: skip


@needs("zsh")
def test_zsh_says_what_each_is(home: Path) -> None:
    assert in_zsh(home, "warroom use ") == [["E1  -- acme · Roll back", "acme  -- Acme"]]


@pytest.mark.parametrize("shell", ["bash", pytest.param("zsh", marks=needs("zsh")),
                                   pytest.param("fish", marks=needs("fish"))])  # fmt: skip
def test_a_file_is_offered_where_one_is_expected(home: Path, shell: str) -> None:
    ask = {"bash": in_bash, "zsh": in_zsh, "fish": in_fish}[shell]
    for answer in ask(home, "warroom sent customer ma", "warroom config store ma"):
        assert [line.replace("\\", "") for line in answer] == ["mail to them.md"]


def test_bash_fills_in_behind_its_last_break(home: Path) -> None:
    # Of --owner=@in bash replaces @in, and of --kind=no only no.
    for line, filled in (("do x --owner=@in", "@ines"), ("log --kind=no", "note"), ("own @in", "@ines")):
        assert complete(home, "bash", f"warroom {line}", BREAKS) == ["words", filled]


def test_the_escalation_in_hand_comes_first(home: Path) -> None:
    second = Terminal(home)
    second.say("open", "borealis", "Login", "takes", "a", "minute", "--by=ola")
    second.say("do", "Warm", "the", "cache")
    words = ("fish", "warroom", "done", "-e")
    assert complete(home, *words, "E2", "")[1] == "A4\tWarm the cache"
    assert complete(home, *words, "acme", "")[1] == "A3\tRoll back"
    assert complete(home, "fish", "warroom", "log", "-e", "E2", "--by", "o") == ["words", "ola\tola · borealis"]


def test_what_a_shell_or_a_terminal_would_act_on_is_not_offered(home: Path) -> None:
    person = Terminal(home)
    person.say("do", "--", "first\nsecond\tthird \x1b[31mred\x07")
    assert complete(home, "fish", "warroom", "done", "A4") == ["words", "A4\tfirst second third ^[[31mred^G"]
    import sqlite3

    with sqlite3.connect(home / "warroom.db") as store:
        store.execute("UPDATE person SET handle = 'x$(touch pwned)' WHERE handle = 'ines'")
    assert complete(home, "fish", "warroom", "own", "@x") == ["words"]


@pytest.mark.parametrize("store", [b"", b"no database at all", None])
def test_a_store_that_cannot_be_read_offers_nothing_and_says_nothing(tmp_path: Path, store: bytes | None) -> None:
    if store is not None:
        (tmp_path / "warroom.db").write_bytes(store)
    assert complete(tmp_path, "fish", "warroom", "done", "") == ["words"]
    assert sorted(tmp_path.iterdir()) == ([] if store is None else [tmp_path / "warroom.db"])


def test_a_glance_reads_at_most_fifty_rows(home: Path) -> None:
    person = Terminal(home)
    person.say("log", "--lines", "-", stdin="".join(f"Line {number}\n" for number in range(120)).encode())
    rows = known(home / "warroom.db", ["T"], begun="T", escalation=1)
    assert len(rows) == 50
    assert rows[0][1] == "Line 119"


def test_completion_loads_neither_the_tables_nor_a_validator() -> None:
    heavy = "sqlmodel sqlalchemy pydantic pydantic_core alembic rich jinja2 platformdirs"
    program = (
        "import io, sys; from warroom.cli.completion import answer\n"
        "for words in (['lo'], ['done', ''], ['log', '--by', ''], ['template', 'show', ''], ['list', '--tz', '']):\n"
        "    answer(['fish', 'warroom', *words], {'WARROOM_HOME': '/no', 'WARROOM_DB': '/no/where'}, io.StringIO())\n"
        f"print([name for name in {heavy.split()} if name in sys.modules])"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert ended.stdout == "[]\n"


def complete(home: Path, *words: str) -> list[str]:
    """What the program tells a script."""
    ended = subprocess.run(
        [sys.executable, "-m", "warroom", "--complete", *words], env=environ(home), cwd=home, capture_output=True,
        text=True, check=True, timeout=60,
    )  # fmt: skip
    assert ended.stderr == ""
    return ended.stdout.splitlines()


def test_every_word_that_takes_a_reference_says_of_which_kinds() -> None:
    takes = {name for name, command in every_command() if any("REF" in str(one.metavar) for one in command.params)}
    assert takes == set(LETTERS)


def every_command() -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for words in FAMILIES.values():
        for word in words:
            command = tree().get_command(NOWHERE, word)
            found.append((word, command))
            if isinstance(command, WordGroup):
                below = [name for name in command.list_commands(NOWHERE) if name]
                found += [(f"{word} {name}", command.get_command(NOWHERE, name)) for name in below]
    return found
