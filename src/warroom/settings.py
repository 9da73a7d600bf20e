"""The settings: a file and WARROOM_* variables, made into one frozen object. Every path of the program is here."""

import re
import shlex
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import time
from pathlib import Path

from warroom.errors import InvalidValue, WarroomError
from warroom.files import exposed, place_of, put

NAME = "warroom"
LONGEST_DELIVERY = 600  # seconds


@dataclass(frozen=True, slots=True)
class Places:
    """Where things are kept. WARROOM_HOME moves them all."""

    config: Path
    """The settings file."""
    data: Path
    """The folder of the store."""
    state: Path
    """The folder of what is remembered between commands: the current escalation of each terminal, saved texts."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person can set, by the key that stands in the file. None: not set."""

    user: str | None = None
    """Your handle: who writes. Without it, the login name."""
    timezone: str | None = None
    """The zone of your terminal, such as Europe/Berlin. Without it, the zone of the system."""
    store: str | None = None
    """The store: a path. Without it, warroom.db in the data folder."""
    day_end: str | None = None
    """When a working day ends, for --due eod: a clock time. Without it, 17:00."""
    mail_from: str | None = None
    """The address that your mails are from, with the escalation manager's name. Without it, the manager's own."""
    cadence: str | None = None
    """Rhythms in place of the built-in ones, such as: sev1.customer=45m, red.executive=2d, first.sev1.customer=15m."""
    approvers: str | None = None
    """Who has to approve what a customer reads, by severity, such as: 1=@vp, 2=@lead."""
    delivery_command: str | None = None
    """The command that delivers a mail from its standard input, such as msmtp -t. Without it, nothing is sent."""
    delivery_timeout: str | None = None
    """How long that command may take: seconds. Without it, 30."""


KEYS = tuple(field.name for field in fields(Settings))
# Which variable wins over which key.
VARIABLES = {"user": "WARROOM_USER", "timezone": "WARROOM_TZ", "store": "WARROOM_DB"}


def places(environ: Mapping[str, str]) -> Places:
    """The paths, from WARROOM_HOME or the platform's own conventions."""
    if home := environ.get("WARROOM_HOME"):
        root = Path(home).expanduser()
        return Places(root / "config.toml", root, root / "state")
    import platformdirs  # not for everyone: it costs 12 ms

    return Places(
        platformdirs.user_config_path(NAME, appauthor=False) / "config.toml",
        platformdirs.user_data_path(NAME, appauthor=False),
        platformdirs.user_state_path(NAME, appauthor=False),
    )


def own_templates(config: Path) -> Path:
    """The folder of the user's templates: beside the settings file."""
    return config.parent / "templates"


def project_templates(directory: Path) -> Path | None:
    """The templates of the project around a directory: of the nearest folder that has a ``.warroom``."""
    for place in (directory, *directory.parents):
        if (place / ".warroom").is_dir():
            return place / ".warroom" / "templates"
    return None


def load(file: Path, environ: Mapping[str, str]) -> Settings:
    """The settings in force: the file, and the variables over it. Raises WarroomError for a file that is not valid."""
    told = read(file)
    for key, variable in VARIABLES.items():
        if environ.get(variable):
            told[key] = environ[variable]
    return Settings(**told)


def read(file: Path) -> dict[str, str]:
    """What the file says. Raises InvalidValue naming the line or the key that is not valid.

    A file that others could have written is refused too: it says which store is ours, and in whose name we write.
    """
    if not file.exists():
        return {}
    _refuse_exposed(file)
    import tomllib  # for those who have set something: it costs 4 ms

    try:
        told = tomllib.loads(source := file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidValue(str(file), f"it is not valid TOML: {error}", "Correct the file, or move it away.") from None
    except OSError as error:
        raise InvalidValue(str(file), f"it cannot be read: {error.strerror}", "Make it readable for you.") from None
    for key, value in told.items():
        if key not in KEYS:
            raise unknown_key(key, where=place_of(key, source, file))
        if not isinstance(value, str):
            raise InvalidValue(f"{place_of(key, source, file)}: {key}", "it is not a text", f'In quotes:  {key} = "…"')
    return told


def _refuse_exposed(file: Path) -> None:
    # In a folder that is everyone's, the file can be replaced; unless it is sticky, as /tmp is.
    everyones = not file.parent.stat().st_mode & stat.S_ISVTX and exposed(file.parent, group=False)
    for path, fault in ((file.parent, everyones), (file, exposed(file))):
        if fault:
            why, way_out = fault
            raise InvalidValue(str(path), f"it {why}, so no settings are taken from it", way_out)


def unknown_key(key: str, *, where: str) -> WarroomError:
    """There is no such setting."""
    return InvalidValue(where, f"there is no setting {key[:40]}", f"The settings are {', '.join(KEYS)}.")


def told(settings: Settings, key: str) -> str | None:
    """The value of one setting in force. Raises InvalidValue for a key that does not exist."""
    if key not in KEYS:
        raise unknown_key(key, where="KEY")
    value: str | None = getattr(settings, key)
    return value


def write(file: Path, key: str, value: str | None) -> None:
    """Set one key in the file, or take it out with None; what else stands in the file stays, comments too.

    Raises InvalidValue for a key or a value that is not valid; then the file stays as it is.
    """
    import tomlkit

    if key not in KEYS:
        raise unknown_key(key, where="KEY")
    if value is not None:
        _check(key, value)
    read(file)
    document = tomlkit.parse(file.read_text(encoding="utf-8")) if file.exists() else tomlkit.document()
    if value is None:
        document.pop(key, None)
    else:
        document[key] = value
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    put(file, tomlkit.dumps(document))


def _check(key: str, value: str) -> None:
    """What is set must be usable by the next command."""
    if not value.strip() or any(ord(character) < 32 for character in value):
        raise InvalidValue(key, "it is empty, or not one line", "To take a setting out:  warroom config KEY --unset")
    if key == "timezone":
        from warroom.times import zone_named

        zone_named(value, field=key)
    if key in _READ:
        _READ[key](Settings(**{key: value}))


def day_end(settings: Settings) -> time:
    """When a working day ends, in local time. Raises InvalidValue."""
    typed = settings.day_end or "17:00"
    try:
        return time.fromisoformat(typed)
    except ValueError:
        raise InvalidValue("day_end", f"{typed[:40]} is not a clock time", "For example: 17:00") from None


def rhythms(settings: Settings) -> dict[str, str]:
    """The rhythms that are set, by name. Raises InvalidValue for a name or a rhythm that does not exist."""
    told = dict(_pairs(settings.cadence, "cadence", "sev1.customer=45m, red.executive=2d"))
    if told:
        from warroom.insight.cadence import RHYTHMS
        from warroom.times.rhythm import read_rhythm

        for name, rhythm in told.items():
            if name not in RHYTHMS:
                raise InvalidValue("cadence", f"there is no rhythm {name[:40]}", f"There are: {', '.join(RHYTHMS)}.")
            read_rhythm(rhythm, field=f"cadence {name}")
    return told


def approvers(settings: Settings) -> dict[int, str]:
    """Who has to approve what a customer reads: handles by severity. Raises InvalidValue."""
    found: dict[int, str] = {}
    for severity, handle in _pairs(settings.approvers, "approvers", "1=@vp, 2=@lead"):
        if severity not in ("1", "2", "3", "4") or not handle.startswith("@"):
            raise InvalidValue("approvers", f"{severity}={handle} is not SEVERITY=@HANDLE", "For example: 1=@vp")
        found[int(severity)] = handle.removeprefix("@").casefold()
    return found


def _pairs(typed: str | None, key: str, example: str) -> list[tuple[str, str]]:
    # A value may hold a comma, as "mon,thu 17:00" does: only one before the next NAME= parts two of them.
    pairs = [part.partition("=") for part in re.split(r",(?=[^,=]*=)", typed or "") if part.strip()]
    if any(not sign or not name.strip() or not value.strip() for name, sign, value in pairs):
        raise InvalidValue(key, "it is not NAME=VALUE, NAME=VALUE", f"For example: {example}")
    return [(name.strip(), value.strip()) for name, _, value in pairs]


def delivery_command(settings: Settings) -> tuple[str, ...]:
    """The command that delivers mails, as the words of a line; no shell reads it. Raises InvalidValue when not set."""
    typed = settings.delivery_command or ""
    try:
        words = tuple(shlex.split(typed))
    except ValueError:
        raise InvalidValue("delivery_command", "a quote is not closed", "For example: msmtp -t") from None
    if not words:
        raise InvalidValue("delivery_command", "it is not set", 'Set it:  warroom config delivery_command "msmtp -t"')
    return words


def delivery_timeout(settings: Settings) -> float:
    """How long the command may take, in seconds. Raises InvalidValue."""
    typed = settings.delivery_timeout or "30"
    if not typed.isascii() or not typed.isdecimal() or not 1 <= int(typed) <= LONGEST_DELIVERY:
        problem = f"{typed[:40]} is not a number of seconds from 1 to {LONGEST_DELIVERY}"
        raise InvalidValue("delivery_timeout", problem, "For example: 60")
    return float(typed)


def _mail_from(settings: Settings) -> None:
    from warroom.documents.mail.address import Mailbox

    Mailbox.of(None, settings.mail_from or "", field="mail_from")


# What the next command reads of a setting, tried when it is set.
_READ: dict[str, Callable[[Settings], object]] = {
    "day_end": day_end,
    "mail_from": _mail_from,
    "cadence": rhythms,
    "approvers": approvers,
    "delivery_command": delivery_command,
    "delivery_timeout": delivery_timeout,
}
