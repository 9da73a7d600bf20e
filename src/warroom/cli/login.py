"""Who sits here, and in which zone, when nothing says so."""

from collections.abc import Mapping
from pathlib import Path


def login_name(environ: Mapping[str, str]) -> str:
    """The name of the login."""
    if name := environ.get("LOGNAME") or environ.get("USER"):
        return name
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "someone"


def system_zone(environ: Mapping[str, str]) -> str:
    """The name of the system's zone; UTC when it has none."""
    if (name := environ.get("TZ", "").removeprefix(":")) and "/" in name:
        return name
    try:
        link = str(Path("/etc/localtime").readlink())
    except OSError:
        link = ""
    if name := link.partition("/zoneinfo/")[2]:
        return name
    from tzlocal import get_localzone_name  # 13 ms, for the systems that keep it elsewhere

    return get_localzone_name() or "UTC"
