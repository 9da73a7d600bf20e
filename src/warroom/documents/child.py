"""The process in which somebody's own template runs: a projection as JSON comes in, texts or a fault go out as JSON.

It is started as a file, in an interpreter that has loaded nothing: see apart.py.
"""

import json
import sys
from dataclasses import make_dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any


def main() -> None:
    """Answer one job."""
    job = json.load(sys.stdin.buffer)
    _limit(job["limits"])
    sys.path[:] = job["path"]
    _leave_out_the_records()
    from warroom.errors import TemplateFault

    try:
        answer: dict[str, Any] = {"texts": _texts(job)}
    except TemplateFault as fault:
        answer = {"fault": [fault.message, fault.hint]}
    except Exception as error:  # whatever it is: the template did it
        answer = {"fault": [f"{job['name']}: it ended with {type(error).__name__}.", "Try it block by block."]}
    sys.stdout.write(json.dumps(answer))
    sys.stdout.flush()


def _limit(limits: dict[str, Any]) -> None:
    try:
        import resource
    except ImportError:  # not on every system; the clock of who waits for us holds everywhere
        return
    seconds = max(1, round(limits["seconds"]))
    for kind, most in (
        (resource.RLIMIT_AS, limits["memory"]),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),  # it writes no file
        (resource.RLIMIT_NPROC, 0),  # and starts no process
        (resource.RLIMIT_CORE, 0),
    ):
        hardest = resource.getrlimit(kind)[1]
        low = most if hardest == resource.RLIM_INFINITY else min(most, hardest)
        try:
            resource.setrlimit(kind, (low, low))
        except (OSError, ValueError):  # a system that knows the limit and does not keep it
            continue


def _leave_out_the_records() -> None:
    # The front door of the package loads the records with SQLModel: 0.3 s, and nothing that a template may reach.
    package = ModuleType("warroom.documents")
    package.__path__ = [str(Path(__file__).parent)]
    sys.modules[package.__name__] = package


def _texts(job: dict[str, Any]) -> list[str]:
    from warroom.documents.rendering import pour, sandbox, stopping
    from warroom.documents.shelf import Found, Origin, Place, Shelf

    places = tuple(Place(Origin(origin), Path(folder)) for origin, folder in job["places"])
    found = Found(job["name"], places[job["place"]])
    shelf = Shelf(places, found if job["given"] else None)
    pages = [(format, _unpacked(context)) for format, context in job["pages"]]
    texts = []
    with stopping(found.name, pages[0][1] if pages else {}):
        boxes = {format: sandbox(shelf, format=format) for format in ("md", "text")}
        if job["names"]:
            boxes["md"].look_through(found, known=frozenset(pages[0][1]) if pages else None)
        for format, context in pages:
            template = boxes[format].get_template(shelf.key(found))
            texts.append(pour(template, context, format=format, limit=job["limits"]["output"]))
    return texts


def _unpacked(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_unpacked(part) for part in value)
    if not isinstance(value, dict):
        return value
    if "is" in value:
        return _kind(value["is"], tuple(value["has"]))(**{key: _unpacked(part) for key, part in value["has"].items()})
    return {key: _unpacked(part) for key, part in value.items()}


@cache
def _kind(name: str, fields: tuple[str, ...]) -> type:
    return make_dataclass(name, fields, frozen=True, slots=True)


if __name__ == "__main__":
    main()
