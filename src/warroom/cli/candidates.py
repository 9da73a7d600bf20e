"""What can be typed for a parameter: the words of its list, or names and references that stand in the store."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from warroom.vocabulary import DOCUMENTS, TEMPLATE_SUFFIX, read_reference

if TYPE_CHECKING:
    from warroom.cli.room import Room

# A candidate, and what it is.
Row = tuple[str, str]

# Which records a word takes; one that is not here takes any.
LETTERS = {
    **dict.fromkeys(("start", "done", "verify", "block", "unblock"), "A"),
    "move": "APQX",
    "assign": "APQ",
    "drop": "AP",
    **dict.fromkeys(("give", "kept", "missed", "release"), "P"),
    **dict.fromkeys(("answer", "deliver", "withdraw"), "Q"),
    **dict.fromkeys(("support", "ruleout"), "H"),
    **dict.fromkeys(("exit agree", "exit met", "exit waive"), "X"),
    **dict.fromkeys(("accept", "decline"), "E"),
    "edit": "EAQ",
    "link": "EA",
    "amend": "T",
    "cause": "H",
    "show": "EAPQHXTU",
}
# In which states a word takes them; one that is not here takes any.
_OPEN_ACTION = "open in_progress blocked"
STATES = {
    "start": "open",
    "done": _OPEN_ACTION,
    "verify": "done",
    "block": "open in_progress",
    "unblock": "blocked",
    "move": f"{_OPEN_ACTION} draft given moved answered proposed agreed",
    "assign": f"{_OPEN_ACTION} draft given moved answered",
    "drop": f"{_OPEN_ACTION} draft",
    "give": "draft",
    "missed": "given moved",
    **dict.fromkeys(("kept", "release"), "given moved missed"),
    "answer": "open",
    **dict.fromkeys(("deliver", "withdraw"), "open answered"),
    "support": "suspected supported",
    "ruleout": "suspected supported confirmed",
    "cause": "suspected supported",
    "exit agree": "proposed",
    "exit met": "agreed",
    "exit waive": "proposed agreed",
    **dict.fromkeys(("accept", "decline"), "requested"),
}
# What stands in the store for each name that a parameter goes by in help.
KINDS = {
    "E14|ACCOUNT": ("E", "account"),
    "E14|ACCOUNT|-": ("E", "account"),
    "ACCOUNT": ("account",),
    "PERSON": ("person",),
    "HANDLE": ("person",),
    "NAME": ("person", "contact"),
    "SLUG": ("contact",),
}
FILES = frozenset({"FILE", "FILE|-"})
# What the value of a setting is, by its key; the others are words of one's own.
SETTINGS = {"timezone": "ZONE", "user": "PERSON", "store": "FILE"}
_WIDTH = 60  # characters of a description


@dataclass(frozen=True, slots=True)
class Offer:
    """What may stand at the cursor: candidates, or any file."""

    rows: tuple[Row, ...] = ()
    files: bool = False


def values(
    parameters: Sequence[Any], begun: str, *, room: "Room", word: str, said: Sequence[str], escalation: str | None
) -> Offer:
    """What begins with ``begun`` and fits one of the parameters of the command ``word``.

    ``said`` are the words before it that are no options, ``escalation`` is what was typed after ``-e``.
    """
    rows: list[Row] = []
    for parameter in parameters:
        named = SETTINGS.get(said[0], "") if parameter.metavar == "VALUE" else parameter.metavar or ""
        metavar = named.removesuffix("…")
        if metavar in FILES:
            return Offer(files=True)
        if choices := _choices(parameter, metavar, room):
            rows += beginning(begun, _as_typed(choices, begun))
        elif metavar == "REF|@PERSON" and begun.startswith("@"):
            rows += _records(room, KINDS["PERSON"], begun, escalation)
        elif metavar in ("REF", "REF|@PERSON"):
            rows += _records(room, LETTERS.get(word, LETTERS["show"]), begun, escalation, states=STATES.get(word, ""))
        elif named in KINDS and (metavar != "NAME" or parameter.param_type_name == "option"):
            rows += _records(room, KINDS[metavar], begun, escalation)
    return Offer(tuple(shown(rows)))


def _choices(parameter: Any, metavar: str, room: "Room") -> Iterable[str]:
    """The words of a closed list; none for anything else."""
    if metavar == "KEY":
        from warroom.settings import KEYS

        return KEYS
    if metavar == "ZONE":
        from warroom.times import known_zones

        return known_zones()
    if metavar == "DOCUMENT":
        return DOCUMENTS
    if metavar == "TEMPLATE":
        return _templates(room)
    return [item.value for item in parameter.shell_complete(None, "")]


def _templates(room: "Room") -> list[str]:
    """The words for the documents, and the files of one's own beside theirs. Their package would load the records."""
    from warroom.settings import own_templates, project_templates

    folders = [own_templates(room.places.config), project_templates(room.directory)]
    files = {file.name for folder in folders if folder for file in folder.glob(f"*{TEMPLATE_SUFFIX}")}
    return [*DOCUMENTS, *sorted(files - set(DOCUMENTS.values()))]


def _as_typed(choices: Iterable[str], begun: str) -> list[Row]:
    """The choices in the spelling that was begun: ``third-party`` is third_party."""
    return [(word.replace("_", "-") if "-" in begun else word, "") for word in choices]


def _records(room: "Room", kinds: Iterable[str], begun: str, named: str | None, *, states: str = "") -> list[Row]:
    from warroom.store.glance import known

    here = _escalation(room, named)
    letters = [kind for kind in kinds if len(kind) == 1]
    names = [kind for kind in kinds if len(kind) > 1]
    # A reference is offered in the case in which it was begun, or the shell would not take it for the same.
    cased: Callable[[str], str] = str.lower if begun[:1].islower() else str.upper
    refs = known(room.store_path, letters, begun=begun.upper(), escalation=here, states=states)
    return [(cased(ref), said) for ref, said in refs] + known(room.store_path, names, begun=begun, escalation=here)


def _escalation(room: "Room", named: str | None) -> int | None:
    """The number of the escalation that the command would act on; None when that is open."""
    from warroom.store.glance import only_open

    name = named or room.environ.get("WARROOM_ESCALATION")
    if name and (read := read_reference(name)):
        return read[1]
    if name:
        return only_open(room.store_path, account=name)
    return next(iter(room.current_file.used()), None) or only_open(room.store_path)


def beginning(begun: str, rows: Iterable[Row]) -> tuple[Row, ...]:
    """The candidates that begin with what was typed."""
    return tuple(row for row in rows if row[0].startswith(begun))


def shown(rows: Iterable[Row]) -> Iterator[Row]:
    """What may stand on a command line and a screen: a name that a shell would act on is not offered."""
    from warroom.escaping import for_terminal

    for typed, said in rows:
        if all(character.isalnum() or character in "@._:/=-" for character in typed):
            line = for_terminal(" ".join(said.split()))
            yield typed, line if len(line) <= _WIDTH else f"{line[: _WIDTH - 1]}…"
