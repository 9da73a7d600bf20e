"""The room in which a command works: settings, clock, user, store, console, each made when it is first asked for."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TextIO
from zoneinfo import ZoneInfo

from warroom.cli.login import login_name, system_zone
from warroom.cli.preferences import Preferences
from warroom.cli.times import TypedTimes
from warroom.errors import InvalidValue, WrongUsage

if TYPE_CHECKING:
    from warroom.cli.current import Current
    from warroom.cli.typed import Saved
    from warroom.domain import Account, Escalation, Party, Person, Stamp
    from warroom.output.console import Console
    from warroom.store import Store
    from warroom.store.overview import Overview


@dataclass(slots=True)
class Options:
    """The options that every command takes."""

    escalation: str | None = None
    as_json: bool = False
    quiet: bool = False
    tz: str | None = None
    debug: bool = False
    new: bool = False
    recover: bool = False


class Room(Preferences, TypedTimes):
    """Everything a command needs from outside its arguments. Only here is the clock read."""

    def __init__(
        self, environ: Mapping[str, str], stdin: TextIO | None, stdout: TextIO | None, stderr: TextIO | None,
        *, directory: Path | None = None,
    ) -> None:  # fmt: skip
        self.environ, self.stdin = environ, stdin
        self._streams = stdout, stderr
        self._directory = directory
        self.options = Options()
        self._said_frozen = False
        self.typed: str | None = None  # text that must not be lost when the command fails
        self.recovered: Saved | None = None  # a text taken up from its file

    def take(self, options: Options) -> None:
        """Take the common options of the command that was typed."""
        self.options = options
        self.console.quiet = options.quiet

    # The person and their clock

    @cached_property
    def console(self) -> "Console":
        from warroom.output.console import console_of

        return console_of(self.environ, *self._streams)

    @cached_property
    def directory(self) -> Path:
        """Where the command was typed."""
        try:
            return self._directory or Path.cwd()
        except FileNotFoundError:  # it was removed meanwhile
            return Path("/")

    @cached_property
    def now(self) -> datetime:
        """The time, UTC; WARROOM_NOW freezes it."""
        frozen = self.environ.get("WARROOM_NOW")
        if not frozen:
            return datetime.now(UTC)
        from warroom.times.reading import read_instant

        moment = read_instant(frozen, field="WARROOM_NOW")
        if moment.at is None:
            raise InvalidValue("WARROOM_NOW", "it is not an instant", "For example: 2026-11-21T09:40:00Z")
        return moment.at

    def clock_again(self) -> None:
        """Read the clock anew: for a command that waits for its next line."""
        for name in ("now", "stamp"):
            self.__dict__.pop(name, None)

    @cached_property
    def zone(self) -> ZoneInfo:
        """The zone in which this command's times are typed and shown."""
        from warroom.times import zone_named

        if self.options.tz is not None:
            return zone_named(self.options.tz, field="--tz")
        return zone_named(self.settings.timezone or system_zone(self.environ), field="timezone")

    @cached_property
    def user(self) -> str:
        """The handle of who writes."""
        from warroom.domain.text import slug_from

        name = self.settings.user or login_name(self.environ)
        handle = slug_from(name.removeprefix("@"))
        if not handle:
            raise InvalidValue("WARROOM_USER", "no handle can be made of it", "For example: WARROOM_USER=sam")
        return handle

    @cached_property
    def stamp(self) -> "Stamp":
        """When and by whom this command's records are written."""
        from warroom.domain import Stamp

        frozen = self.environ.get("WARROOM_NOW")
        if frozen and not self._said_frozen:
            self._said_frozen = True
            self.console.talk(f"The clock is frozen at {frozen} by WARROOM_NOW; what is written is marked so.")
        return Stamp(self.now, self.user, frozen=bool(frozen), zone=self.zone)

    # The store

    @cached_property
    def store_path(self) -> Path:
        from warroom.store.file import path_of

        return path_of(self.settings.store) if self.settings.store else self.places.data / "warroom.db"

    @contextmanager
    def writing(self) -> Iterator["Store"]:
        """A transaction that commits when the block ends; what the store noticed on the way is said after it."""
        from warroom.store import writing

        _ = self.zone  # a write is answered with its time: what cannot be told must fail before it
        with writing(self.store_path, self.stamp, **self._patience) as store:
            yield store
        self.console.written = True
        self.say_all(store.remarks)

    @contextmanager
    def reading(self) -> Iterator["Store"]:
        """A transaction that only reads."""
        from warroom.domain import Stamp
        from warroom.store import reading

        with reading(self.store_path, Stamp(self.now, self.user)) as store:
            self.say_all(store.remarks)
            yield store

    @contextmanager
    def overview(self) -> Iterator["Overview"]:
        """A transaction that only lists: it costs less than one that can read everything."""
        from warroom.store.overview import overview

        with overview(self.store_path) as found:
            self.say_all(found.remarks)
            yield found

    def account(self, slug: str) -> str:
        """The slug of a known account. Raises NotFound with the nearest ones."""
        with self.reading() as store:
            return store.account(slug).slug

    @property
    def _patience(self) -> dict[str, float]:
        """How long a write waits for another one, when WARROOM_BUSY says: seconds."""
        told = self.environ.get("WARROOM_BUSY")
        if not told:
            return {}
        if not told.isdecimal() or int(told) > 3600:
            raise InvalidValue("WARROOM_BUSY", "it is not a number of seconds up to 3600", "For example: 30")
        return {"patience": float(told)}

    @cached_property
    def current_file(self) -> "Current":
        from warroom.cli.current import Current

        return Current(self.places.state / "current.json", self.store_path)

    def current(self, store: "Store", *, write: bool = False) -> "Escalation":
        """The escalation that the command acts on: ``-e``, the variable, this terminal's, or the only open one."""
        from warroom.cli.current import chosen

        name = self.options.escalation or self.environ.get("WARROOM_ESCALATION")
        return chosen(store, name, self.current_file, on_terminal=self.on_terminal, write=write)

    @property
    def on_terminal(self) -> bool:
        """Whether a person sits in front of it: without one, nothing is asked and nothing is guessed."""
        return self.console.err_is_terminal or (self.stdin is not None and self.stdin.isatty())

    # Names

    def ours(self, store: "Store", name: str, *, field: str) -> "Person":
        return store.ours(name, field=field, new=self.options.new)

    def party(
        self, store: "Store", name: str | None, account: "Account", *, field: str, customer: bool = False
    ) -> "Party | None":
        """Whom an option names, if anyone; ``customer`` when an unknown name is one of the customer's people."""
        if name is None:
            return None
        return store.party(name, account, field=field, new=self.options.new, customer=customer)

    def say_all(self, remarks: Sequence[str]) -> None:
        """Say what the person should know of it."""
        for remark in remarks:
            self.console.talk(remark)


def alone(option: str, **others: object) -> None:
    """Refuse what has no meaning beside ``option``."""
    told = [f"--{name.replace('_', '-')}" for name, value in others.items() if value]
    if told:
        raise WrongUsage(f"{', '.join(told)} cannot stand beside {option}.", f"Leave out {', '.join(told)}.")
