"""The shape of the store: its version, how a new store is made, how an old one is brought up to date."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, text

from warroom.store import file
from warroom.store.engine import quoted, sqlite_engine
from warroom.store.faults import BUSY_SECONDS

# The number of the newest migration. Opening a store compares it with the store's own and does not import Alembic.
VERSION = 6

_MIGRATIONS = Path(__file__).parent / "migrations"

# The timeline is append-only and what was sent is frozen, also for the database's own user. The guards of INSERT are
# there because INSERT OR REPLACE rewrites a row past the others. An Alembic batch rebuild drops triggers, so they are
# made again after each upgrade.
_TAKEN = " OR ".join(
    f"EXISTS (SELECT 1 FROM entry WHERE {same})"
    for same in (
        "id = NEW.id",
        "uid = NEW.uid",
        "escalation_id = NEW.escalation_id AND seq = NEW.seq",
        "escalation_id = NEW.escalation_id AND source = NEW.source AND source_id = NEW.source_id",
    )
)
_GONE_OUT = """SELECT 1 FROM "update" WHERE (id = NEW.id OR uid = NEW.uid) AND status = 'sent'"""
_TRIGGERS = {
    "entry_is_never_edited": "BEFORE UPDATE ON entry",
    "entry_is_never_deleted": "BEFORE DELETE ON entry",
    "entry_is_never_replaced": f"BEFORE INSERT ON entry WHEN {_TAKEN}",
    "sent_is_never_edited": """BEFORE UPDATE ON "update" WHEN OLD.status = 'sent'""",
    "sent_is_never_deleted": """BEFORE DELETE ON "update" WHEN OLD.status = 'sent'""",
    "sent_is_never_replaced": f"""BEFORE INSERT ON "update" WHEN EXISTS ({_GONE_OUT})""",
}
_WORDS = {"entry": "the timeline is append-only", "sent": "what was sent is frozen"}


def version_of(connection: Connection) -> int:
    """The number of the last migration that the store has been through; 0 for none."""
    return int(connection.execute(text("PRAGMA user_version")).scalar_one())


def ready(path: Path, *, patience: float = BUSY_SECONDS) -> list[str]:
    """See that there is a store at ``path`` in the shape that this program knows: make it, or bring it up to date.

    Returns what was done, for the person to know. Raises StoreUnusable when what is there is not ours, not whole, or
    newer than this program.
    """
    if not file.is_there(path):
        make(path)
        return []
    found = stored_version(path)
    if found > VERSION:
        raise file.newer(path, found, VERSION)
    if found == VERSION:
        return []
    backup = upgrade(path, patience=patience)
    if backup is None:
        return []
    return [f"The store was upgraded from schema {found} to {VERSION}; as it was, it stands in {backup}."]


def stored_version(path: Path, *, immutable: bool = False) -> int:
    """The version that a store states, as SQLite reads it: the newest may stand in the journal, not in the file.

    Raises StoreUnusable when the store has a trigger or a view that is not ours: it would run with our commands.
    """
    address = f"file:{quoted(path)}?{'immutable=1' if immutable else 'mode=rw'}"
    with closing(sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS)) as connection:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        found = connection.execute("SELECT name, sql FROM sqlite_master WHERE type IN ('trigger', 'view')").fetchall()
    for name, sql in found:
        # The guards of other versions may be worded otherwise; an upgrade makes them anew.
        if name not in _TRIGGERS or (version == VERSION and sql != _guard(name)):
            raise file.foreign(path, f"it runs something else with our commands ({name[:40]})")
    return version


def make(path: Path) -> None:
    """Make a new, empty store: whole under another name first, so that nobody ever meets a half-made one."""
    file.make_folder(path)
    scratch = file.scratch_beside(path)
    try:
        with sqlite_engine(scratch, write=True).connect() as connection, connection.begin():
            connection.execute(text(f"PRAGMA application_id = {file.APPLICATION_ID}"))
            migrate(connection)
    except BaseException:
        scratch.unlink(missing_ok=True)
        raise
    file.put_in_place(scratch, path)


def upgrade(path: Path, *, patience: float = BUSY_SECONDS) -> Path | None:
    """Bring an older store up to date, after a backup copy beside it. Returns the path of the copy, if one was needed.

    Of several processes that come at once, one upgrades; the others wait for it and find nothing left to do.
    """
    with sqlite_engine(path, write=True, patience=patience).connect() as connection, connection.begin():
        found = version_of(connection)
        if found >= VERSION:
            return None
        backup = path.with_name(f"{path.name}.schema-{found}")
        copy(path, backup)
        migrate(connection)
    return backup


def copy(path: Path, target: Path) -> None:
    """Copy a store through SQLite, which alone knows what is in the journal; the copy is its owner's alone."""
    scratch = file.scratch_beside(target)
    try:
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(scratch)) as taken:
            source.backup(taken)
        scratch.replace(target)
    except BaseException:
        scratch.unlink(missing_ok=True)
        raise


def migrate(connection: Connection) -> None:
    """Run the migrations that the store has not been through, in the transaction that ``connection`` holds."""
    from alembic.migration import MigrationContext
    from alembic.operations import Operations
    from alembic.script import ScriptDirectory

    from warroom.store.search import index_everything

    scripts = ScriptDirectory(str(_MIGRATIONS))
    found = version_of(connection)
    # Alembic would commit after each step on SQLite; we hold one transaction, so a failure leaves the store as it was.
    context = MigrationContext.configure(connection, opts={"transactional_ddl": True, "render_as_batch": True})
    with Operations.context(context):
        for script in sorted(scripts.walk_revisions(), key=lambda script: int(script.revision)):
            if int(script.revision) > found:
                script.module.upgrade()
    guard(connection)
    if found:  # what older programs indexed is not all that is looked for now
        index_everything(connection)
    connection.execute(text(f"PRAGMA user_version = {VERSION}"))


def guard(connection: Connection) -> None:
    """Make the triggers that keep the timeline append-only and what was sent as it went, anew."""
    for name in _TRIGGERS:
        connection.execute(text(f"DROP TRIGGER IF EXISTS {name}"))
        connection.execute(text(_guard(name)))


def _guard(name: str) -> str:
    words = _WORDS[name.partition("_")[0]]
    return f"CREATE TRIGGER {name} {_TRIGGERS[name]} BEGIN SELECT RAISE(ABORT, '{words}'); END"
