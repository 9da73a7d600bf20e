"""An escalation from the first call to the post-mortem, as it would be typed: real processes, a store of its own.

The story is invented. The store is thrown away; the three documents stay, and the last lines say where.
"""

import os
import pty
import shlex
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta
from io import FileIO
from pathlib import Path

WARROOM = Path(sys.executable).with_name("warroom")

# ``# `` tells, ``$ `` types. Times are relative to now, so the story has always just happened.
STORY = """\
# Larkspur Clinics: their contract renews in four months. Robin leads escalations; Noor runs operations over there.
$ warroom person add @robin Robin Vale --email robin@example.com --department customer_success
$ warroom account add larkspur Larkspur Clinics --tier strategic --arr 480000 --currency EUR --renewal {renewal} \
--notice-days 90

# Three hours ago the first patients stood in front of closed doors. Noor called; one line opens the escalation.
$ warroom open larkspur Reminders name cancelled appointments --sev 1 --kind defect --impact-start -3h \
--detected -2h30m --detected-by customer --by noor
$ warroom edit -c "Reminders for cancelled appointments" --product reminders --deadline tomorrow
$ warroom ack --at -2h20m
$ warroom cadence customer 60m --to noor
$ warroom rag red --why "their board meets tomorrow and has asked for a name and a date"

# What happened is logged, with the time when it happened. It stays internal until it is released.
$ warroom said "Patients stand in front of closed doors, reception is overrun" --at -2h10m --by noor --mood angry
$ warroom impact 640 patients were reminded of a cancelled appointment --at -2h --figure 640 --unit patients \
--not-affected "bookings and e-mail" --data-loss none --safe
$ warroom cause Cache of appointments is not cleared since the release of last night --at -2h \
--category change_release
$ warroom do Pause all reminders of larkspur --owner @imke --due +30m --phase contain -c "Pause all reminders"
$ warroom estimate +1h "Back once the release is rolled back" --at -1h55m --committed

# A promise has an owner who said yes, a time, and something that Noor will be able to see.
$ warroom person add @imke Imke Brandt --title "Technical lead"
$ warroom promise A list of the patients to call back --to noor --owner @imke --due +2h --agreed "call with Imke"

# The first word to the customer. The suspected cause is not in it, and nothing internal is. Then every clock that runs.
$ warroom update customer
$ warroom sent customer
$ warroom due

# Work goes on. A figure turns out to be wrong, and is corrected without losing the first one.
$ warroom done A1 --evidence "queue of reminders at zero"
$ warroom verify A1 --evidence "no reminder went out for ten minutes"
$ warroom mitigate Reminders are paused, nobody gets another wrong one --at -1h30m --safe
$ warroom amend T9 612 patients were reminded of a cancelled appointment --figure 612 --safe --why "28 had booked again"
$ warroom decide Keep reminders paused until tomorrow --at -1h --why "one more wrong one costs the account" \
--tradeoff "reception calls by hand for a day" --by @robin
$ warroom restore Reminders name the right appointments again --at -20m --safe
$ warroom cause The release stopped clearing the cache when an appointment is cancelled --at -20m \
--category change_release --certainty confirmed \
-c "Last night's change no longer removed cancelled appointments from the reminders."
$ warroom do Alarm when a cancelled appointment is reminded --owner @imke --due 5bd --phase prevent

# The promise is kept. What we owe them now; and one page for whoever joins the next call.
$ warroom kept P1 --evidence "sent to noor"
$ warroom owe
$ warroom brief

# Who said what about the cache? The room on one screen. It cannot be closed yet, and says why.
$ warroom find cache
$ warroom show
$ warroom close --outcome resolved --cause change_release --driver silence

# Three documents, from what was typed on the way.
$ warroom update customer -o customer-update.md
$ warroom update executive -o executive-update.md
$ warroom postmortem -o postmortem.md
"""
DOCUMENTS = {
    "customer-update.md": "What the customer reads",
    "executive-update.md": "What our leadership reads",
    "postmortem.md": "The post-mortem",
}
REFUSED = 4  # the exit code of a rule that says no: the story has one, its close


def main() -> int:
    """Play the story; 0 when every command did what it does in the story."""
    papers = Path(tempfile.mkdtemp(prefix="warroom-demo-"))
    with tempfile.TemporaryDirectory(prefix="warroom-home-") as home:
        environ = person(Path(home))
        for line in story():
            say(line)
            if line.startswith("$ ") and (code := play(line[2:], environ, papers)) != expected(line):
                say(f"\nThe command ended with exit code {code}; the demo stops here.")
                return 1
    show(papers)
    return 0


def expected(line: str) -> int:
    """The exit code with which a command ends in the story."""
    return REFUSED if line.startswith("$ warroom close ") else 0


def story() -> list[str]:
    """The lines of the story, with the dates that depend on today."""
    renewal = datetime.now().astimezone() + timedelta(days=120)
    return STORY.format(renewal=renewal.date()).splitlines()


def person(home: Path) -> dict[str, str]:
    """The environment of someone who has never used the program: nothing of yours is read or written."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith("WARROOM_")}
    width = str(shutil.get_terminal_size(fallback=(100, 24)).columns)
    plain = {} if sys.stdout.isatty() else {"NO_COLOR": "1"}
    return {**mine, "WARROOM_HOME": str(home), "WARROOM_USER": "robin", "COLUMNS": width, **plain}


def play(line: str, environ: dict[str, str], folder: Path) -> int:
    """Run one command in front of a terminal of its own, so that it answers as it does to a person."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [str(WARROOM), *shlex.split(line)[1:]], env=environ, cwd=folder, stdin=subprocess.DEVNULL, stdout=theirs,
        stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    with FileIO(ours) as screen:
        while answer := heard(screen):
            sys.stdout.buffer.write(answer.replace(b"\r\n", b"\n"))
            sys.stdout.flush()
    return process.wait()


def heard(screen: FileIO) -> bytes:
    """What stands on the screen next; nothing when the command has ended (Linux says so with an error)."""
    try:
        return screen.read(65536)
    except OSError:
        return b""


def show(papers: Path) -> None:
    """The three documents, and where they are."""
    for name, title in DOCUMENTS.items():
        say(f"\n{'=' * 8} {title}: {name} {'=' * 8}\n")
        say((papers / name).read_text(encoding="utf-8").rstrip())
    say("\nThe documents were saved, and stay where they are:")
    for name in DOCUMENTS:
        say(f"  {papers / name}")


def say(line: str) -> None:
    """Print at once: the commands write to the same screen."""
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
