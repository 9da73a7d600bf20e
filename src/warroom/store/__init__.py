"""Where it is kept: one SQLite file, one transaction, finding by name, migrations."""

from warroom.store.store import Store, random_uid, reading, writing

__all__ = ["Store", "random_uid", "reading", "writing"]
