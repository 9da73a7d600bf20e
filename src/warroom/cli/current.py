"""Which escalation a command acts on, and what ``open`` and ``use`` remember of it for each terminal."""

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from warroom.errors import Ambiguous, NotFound
from warroom.files import put

if TYPE_CHECKING:
    from collections.abc import Sequence

    from warroom.domain import Escalation
    from warroom.store import Store

_KEPT = 50  # terminals that are remembered; the oldest are forgotten


class Current:
    """The file that remembers, for each terminal and store, the escalation in use and the one before."""

    def __init__(self, file: Path, store: Path) -> None:
        self._file = file
        self._store = str(store.absolute())
        self._terminal = _terminal()

    def used(self) -> list[int]:
        """The numbers of the escalation in use here and of the one before; empty when nothing was remembered."""
        kept = self._read().get(self._store, {})
        return [int(number) for number in kept.get(self._terminal) or kept.get("last") or []]

    def use(self, number: int) -> None:
        """Remember the escalation for this terminal, and as the last one anywhere; failing to is no failure."""
        every = self._read()
        kept = every.setdefault(self._store, {})
        before = [other for other in self.used() if other != number]
        kept.pop(self._terminal, None)  # to its end: the newest last
        kept[self._terminal] = kept["last"] = [number, *before[:1]]
        every[self._store] = {"last": kept.pop("last"), **dict(list(kept.items())[-_KEPT:])}
        try:
            self._write(every)
        except OSError:
            return

    def _read(self) -> dict[str, Any]:
        try:
            kept = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):  # missing or torn: nothing is remembered, and nothing is lost but comfort
            return {}
        return kept if isinstance(kept, dict) else {}

    def _write(self, kept: dict[str, Any]) -> None:
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        put(self._file, json.dumps(kept))


def _terminal() -> str:
    """This terminal's session. Its leader's start tells it from a later session with the same number."""
    try:
        session = os.getsid(0)
        return f"{session}:{int(Path(f'/proc/{session}').stat().st_ctime)}"
    except (OSError, AttributeError):
        return "any"


def chosen(store: "Store", name: str | None, current: Current, *, on_terminal: bool, write: bool) -> "Escalation":
    """The escalation that is meant. Raises NotFound or Ambiguous rather than guess."""
    if name:
        return store.escalation(name)
    open_ones = store.open_escalations()
    if len(open_ones) == 1 and not on_terminal:
        return open_ones[0]
    if write and not on_terminal and len(open_ones) > 1:
        raise Ambiguous("Several escalations are open", _listed(open_ones), _HINT)
    if used := current.used():
        return store.escalation(f"E{used[0]}")
    if len(open_ones) == 1:
        return open_ones[0]
    if open_ones:
        raise Ambiguous("Several escalations are open", _listed(open_ones), _HINT)
    raise NotFound("open", "escalation", hint="Open one:  warroom open ACCOUNT TITLE")


_HINT = "Name one:  -e E14, WARROOM_ESCALATION=E14, or  warroom use E14"


def _listed(open_ones: "Sequence[Escalation]") -> list[str]:
    return [f"E{escalation.id} {escalation.account.slug}" for escalation in open_ones]
