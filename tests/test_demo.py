"""The demo plays to its end, with real processes, and leaves three documents that hold what its story told."""

import os
import subprocess
import sys
from pathlib import Path

PLAY = Path(__file__).parent.parent / "demo" / "play.py"

TOLD = {
    "customer-update.md": [
        "# Reminders for cancelled appointments",
        "- Earlier we said: 640 patients were reminded of a cancelled appointment. It is: 612 patients were "
        "reminded of a cancelled appointment.",
        "- Kept: A list of the patients to call back.",
        "- Last night's change no longer removed cancelled appointments from the reminders.",
        "- Done: Pause all reminders",
        "Robin Vale, Escalation Manager",
    ],
    "executive-update.md": [
        "# E1 Larkspur Clinics: Reminders name cancelled appointments",
        "- 612 patients were reminded of a cancelled appointment (corrected)",
        "- The relationship is rated red.",
    ],
    "postmortem.md": [
        "# Post-mortem E1",
        "- Owner: Robin Vale",
        "- Time to detect: 30 min",
        "- Time to restore: 2 h 40 min",
        "  - Reason: one more wrong one costs the account",
    ],
}
# Internal, or only suspected: no customer reads it.
WITHHELD = ["Patients stand in front", "Cache of appointments", "board", "imke", "480", "everity", "E1", "T8", "A1"]


def test_the_demo_leaves_three_documents_that_hold_what_its_story_told(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, str(PLAY)], env={**os.environ, "TMPDIR": str(tmp_path)}, capture_output=True, text=True,
        check=False, timeout=120,
    )  # fmt: skip
    assert (ended.returncode, ended.stderr) == (0, ""), ended.stdout

    (papers,) = tmp_path.iterdir()  # the store is gone, the documents stay
    documents = {name: (papers / name).read_text(encoding="utf-8") for name in TOLD}
    missing = [line for name, lines in TOLD.items() for line in lines if line not in documents[name].splitlines()]
    assert missing == []
    assert [words for words in WITHHELD if words in documents["customer-update.md"]] == []

    saved = "".join(f"  {papers / name}\n" for name in TOLD)
    assert ended.stdout.endswith(f"The documents were saved, and stay where they are:\n{saved}")
    assert [name for name in TOLD if documents[name].rstrip() not in ended.stdout] == []
