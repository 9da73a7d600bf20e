"""How fast it is, against its limits: whole processes, medians, ratios within one run. Never a test."""

import compileall
import sys
import tempfile
from pathlib import Path

import corpus
from measure import PAIRS, CommandFailed
from rows import FIGURES, Bench, Row

PACKAGE = Path(__file__).parent.parent / "src" / "warroom"


def main() -> int:
    """Print the table; 0 also when a limit is passed, 1 when a command failed."""
    compileall.compile_dir(str(PACKAGE), quiet=2)
    print(f"Medians of {PAIRS} pairs that take turns; of fewer where one run takes seconds.\n")
    print(line(Row("warroom", "takes", "against", "", "figure", "limit")))
    over = 0
    with tempfile.TemporaryDirectory(prefix="warroom-bench-") as folder:
        for figure in FIGURES:
            try:
                for row in figure(Bench(Path(tempfile.mkdtemp(dir=folder)))):
                    over += row.over
                    print(line(row), flush=True)
            except CommandFailed as error:
                print(error, file=sys.stderr)
                return 1
    over += corpus.told()
    print(f"\n{over} over the limit." if over else "\nAll within their limits.")
    return 0


def line(row: Row) -> str:
    """A row as it stands in the table."""
    mark = "  OVER" if row.over else ""
    return (
        f"{row.what:<38}{row.ours:>9}  {row.theirs:>8} {row.against:<36}{row.figure:>9}{row.limit:>13}{mark}".rstrip()
    )


if __name__ == "__main__":
    sys.exit(main())
