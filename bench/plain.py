"""What SQLite alone takes for the same rows: ``executemany`` into the same table, with its indexes and triggers.

Called as ``plain.py FROM INTO``: the entries of the store FROM that were logged in bulk go into the store INTO, which
holds the same escalation. Prints the seconds of the insert and its commit; reading the rows does not count.
"""

import sqlite3
import sys
import time

SETTINGS = ("foreign_keys = ON", "synchronous = FULL", "trusted_schema = OFF", "journal_mode = WAL")


def main(source: str, target: str) -> None:
    """Copy the rows and print how long the insert took."""
    with sqlite3.connect(f"file:{source}?mode=ro", uri=True) as given:
        answer = given.execute("SELECT * FROM entry WHERE source IS NOT NULL")
        columns = [column[0] for column in answer.description]
        rows = answer.fetchall()
    store = sqlite3.connect(target, isolation_level=None)
    for setting in SETTINGS:
        store.execute(f"PRAGMA {setting}")
    statement = f"INSERT INTO entry ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    start = time.perf_counter()
    store.execute("BEGIN IMMEDIATE")
    store.executemany(statement, rows)
    store.execute("COMMIT")
    print(time.perf_counter() - start)


if __name__ == "__main__":
    main(*sys.argv[1:])
