"""Where it is kept: one SQLite file, one transaction, finding by name, migrations."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from warroom.store.store import Store, random_uid, reading, writing

__all__ = ["Store", "random_uid", "reading", "writing"]


def __getattr__(name: str) -> Any:
    # Late, so that ``store.glance`` and ``store.file`` do not cost what the tables cost.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module("warroom.store.store"), name)
