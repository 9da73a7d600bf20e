"""Every failure a user can meet: its words, its exit code, the way out.

Constructors take facts; the words are made here and nowhere else. Nothing of ours is imported.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum


class Exit(IntEnum):
    """What the exit status of ``warroom`` means; an unknown code is a failure."""

    DONE = 0
    FOUND = 1  # a check found something
    USAGE = 2  # wrong usage, or a value that is not valid
    NOT_FOUND = 3  # not found, or ambiguous
    REFUSED = 4  # refused by a rule
    BUSY = 5  # the store is busy
    STORE = 6  # the store cannot be used
    INPUT = 7  # input data that cannot be read
    DELIVERY = 8  # delivery failed or is partial
    TEMPLATE = 9  # a template is missing, broken or forbidden
    FAULT = 70  # a fault of ours
    UNANSWERED = 74  # done, but the answer could not be written
    HANGUP = 129
    INTERRUPTED = 130
    CLOSED_PIPE = 141
    TERMINATED = 143


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason why a rule refuses: a code for scripts, words, and the way out.

    ``found`` is what the words say without the place in a text and its quotation; empty where that is all they say.
    """

    code: str
    words: str
    way_out: str = ""
    found: str = ""


class WarroomError(Exception):
    """A failure with words, an exit code and a way out.

    ``message`` is one line of what; ``hint`` one line of the way out; ``written`` tells whether anything was kept.
    """

    exit = Exit.FAULT
    kind = "fault"

    def __init__(self, message: str, hint: str = "", *, reasons: Sequence[Reason] = (), written: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.reasons = tuple(reasons)
        self.written = written


class Found(WarroomError):
    """A check was asked for, and it found something; it was all shown."""

    exit = Exit.FOUND
    kind = "found"


class InvalidValue(WarroomError):
    """A value that is not valid for its field; nothing was written."""

    exit = Exit.USAGE
    kind = "invalid_value"

    def __init__(self, field: str, problem: str, hint: str = "") -> None:
        super().__init__(f"{field}: {problem}", hint)
        self.field = field


class WrongUsage(WarroomError):
    """The words of the command line do not fit together."""

    exit = Exit.USAGE
    kind = "usage"


class WrongReference(WarroomError):
    """A verb was given a reference of another kind of record."""

    exit = Exit.USAGE
    kind = "wrong_reference"

    def __init__(self, ref: str, *, wanted: str, actual: str, verb: str = "") -> None:
        hint = f"For {ref} use:  {verb}" if verb else f"Give the reference of {wanted}."
        super().__init__(f"{ref} is {actual}; this command takes {wanted}.", hint)


class NotFound(WarroomError):
    """Nothing goes by that name."""

    exit = Exit.NOT_FOUND
    kind = "not_found"

    def __init__(self, what: str, name: str, *, nearest: Sequence[str] = (), hint: str = "") -> None:
        way = f"The nearest: {', '.join(nearest)}." if nearest else hint
        super().__init__(f"There is no {what} {name}.", way)


class Ambiguous(WarroomError):
    """A name that fits several records."""

    exit = Exit.NOT_FOUND
    kind = "ambiguous"

    def __init__(self, what: str, candidates: Sequence[str], hint: str) -> None:
        super().__init__(f"{what}: {', '.join(candidates)}.", hint)


class Resembles(WarroomError):
    """An unknown name that looks like a known one: more likely a typing mistake than a new person."""

    exit = Exit.NOT_FOUND
    kind = "resembles"

    def __init__(self, what: str, name: str, known: Sequence[str], *, of: str | None = None) -> None:
        whose = f" of {of}" if of else ""
        hint = f"Did you mean {' or '.join(known)}? To make a new {what}{whose} all the same, add --new."
        super().__init__(f"There is no {what} {name}{whose}.", hint)


class Refused(WarroomError):
    """A rule says no; every reason is listed with its way out."""

    exit = Exit.REFUSED
    kind = "refused"

    def __init__(self, what: str, *reasons: Reason) -> None:
        ways = list(dict.fromkeys(reason.way_out for reason in reasons if reason.way_out))
        super().__init__(what, ways[0] if len(ways) == 1 else "", reasons=reasons)


class StoreBusy(WarroomError):
    """Another process holds the store for longer than we wait."""

    exit = Exit.BUSY
    kind = "store_busy"

    def __init__(self, path: str, waited: float) -> None:
        super().__init__(
            f"The store {path} is locked by another process (waited {waited:g} s). Nothing was written.",
            "Try again when the other command has ended.",
        )


class StoreUnusable(WarroomError):
    """The store cannot be used: missing, damaged, not ours, newer, read-only, full."""

    exit = Exit.STORE
    kind = "store_unusable"

    def __init__(self, problem: str, hint: str, *, kind: str = "store_unusable") -> None:
        super().__init__(problem, hint)
        self.kind = kind


class UnreadableInput(WarroomError):
    """Input data that cannot be read; each bad line is named and nothing was written."""

    exit = Exit.INPUT
    kind = "unreadable_input"

    def __init__(self, what: str, reasons: Sequence[Reason], hint: str) -> None:
        super().__init__(what, hint, reasons=reasons)


class DeliveryFailed(WarroomError):
    """A message was not delivered, or nobody knows whether it was."""

    exit = Exit.DELIVERY
    kind = "delivery"


class TemplateFault(WarroomError):
    """A template is missing, broken or forbidden."""

    exit = Exit.TEMPLATE
    kind = "template"


class OutputLost(WarroomError):
    """The work is done, but its answer could not be written."""

    exit = Exit.UNANSWERED
    kind = "output_lost"

    def __init__(self, where: str, why: str, *, written: bool) -> None:
        done = "The command was carried out and is recorded; only" if written else "Only"
        super().__init__(f"{done} the answer could not be written to {where}: {why}.", written=written)
