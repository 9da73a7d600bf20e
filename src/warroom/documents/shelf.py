"""Where templates are found: the file that was named, the project's, the user's, the built-in ones, in this order.

What may run is decided here, too: a file inside its folder that nobody else can write.
"""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath

from jinja2 import TemplateNotFound
from jinja2.exceptions import SecurityError

from warroom.errors import TemplateFault
from warroom.files import exposed
from warroom.vocabulary import DOCUMENTS, TEMPLATE_SUFFIX

_SIZE = 1_000_000  # bytes; a template is words


class Origin(StrEnum):
    """Whose a template is."""

    FILE = "file"
    PROJECT = "project"
    USER = "user"
    BUILT_IN = "built-in"


@dataclass(frozen=True, slots=True)
class Place:
    """A folder of templates."""

    origin: Origin
    folder: Path


@dataclass(frozen=True, slots=True)
class Found:
    """One template, by its name inside its folder."""

    name: str
    place: Place

    @property
    def path(self) -> Path:
        return self.place.folder / self.name

    @property
    def is_built_in(self) -> bool:
        return self.place.origin is Origin.BUILT_IN


def in_language(name: str, language: str | None) -> list[str]:
    """The names that a template can have for a reader of a language, the closest first, and its own name last.

    ``customer_update.md.j2`` for ``de-CH``: ``customer_update.de-CH.md.j2``, then ``customer_update.de.md.j2``.
    """
    stem, _, ending = name.partition(".")
    tags = [language, language.partition("-")[0]] if language else []
    return [*(f"{stem}.{tag}.{ending}" for tag in dict.fromkeys(tags)), name]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The places in the order in which they are looked through."""

    places: tuple[Place, ...]
    given: Found | None = None
    """The file that was named on the command line: it is taken as it is."""

    def find(self, *names: str) -> Found:
        """The template to write with: the file that was named, else the first name that is there, place by place.

        Raises TemplateFault when there is none. A variant of a name, such as one in another language, is given first.
        """
        if self.given is not None:
            return self.given
        for name in names:
            for place in self.places:
                if os.path.lexists(place.folder / name):
                    return Found(name, place)
        raise TemplateFault(f"There is no template {names[-1]}.", f"There are: {', '.join(self._known())}.")

    def named(self, typed: str) -> Found:
        """The template that a person means, by the word for its document or by its file name. Raises TemplateFault."""
        name = DOCUMENTS.get(typed, typed)
        if not _is_name(name):
            raise TemplateFault(f"There is no template {typed}.", f"There are: {', '.join(self._known())}.")
        return self.find(name)

    def all(self) -> list[Found]:
        """Every template in every place, in the order of finding."""
        return [found for place in self.places for found in _within(place)]

    def _known(self) -> list[str]:
        return [*DOCUMENTS, *sorted({found.name for found in self.all()} - set(DOCUMENTS.values()))]

    # How Jinja asks: a template has a key, its place and its name; a name becomes a key next to the one that says it.

    def key(self, found: Found) -> str:
        """What names one template among several of the same name."""
        return f"{self.places.index(found.place)}:{found.name}"

    def beside(self, name: str, parent: str) -> str:
        """The key of the template that ``parent`` extends or includes; its own name means the next in the order.

        Raises SecurityError for a name that leads out of a folder, TemplateNotFound.
        """
        if not _is_name(name):
            raise SecurityError(
                f"{name} is not a template of a template folder (a relative name that ends in {TEMPLATE_SUFFIX})"
            )
        number, _, own = parent.partition(":")
        places = self.places[int(number) + 1 :] if own == name else self.places
        for place in places:
            if os.path.lexists(place.folder / name):
                return self.key(_inside(Found(name, place)))
        raise TemplateNotFound(name)

    def load(self, key: str) -> tuple[str, str, None]:
        """The source of a template and its path."""
        number, _, name = key.partition(":")
        found = Found(name, self.places[int(number)])
        return self.source(found), str(found.path), None

    def source(self, found: Found) -> str:
        """What stands in a template. Raises TemplateFault when it may not be used or cannot be read."""
        try:
            if found != self.given and not found.is_built_in:
                _guard(_inside(found))
            return _text(found.path)
        except SecurityError as error:
            raise TemplateFault(f"{error}.", "Copy the file into the folder.") from None
        except OSError as error:
            raise TemplateFault(f"{found.path} cannot be read: {error.strerror}.", "Name another file.") from None
        except UnicodeDecodeError:
            raise TemplateFault(f"{found.path} is not UTF-8 text.", "Save it as UTF-8.") from None


def shelf(directory: Path, *, user: Path, project: Path | None, given: Path | None = None) -> Shelf:
    """The templates as seen from a directory, with the folders of user and project; ``given`` is a file named there.

    Raises TemplateFault for a file that lies neither there nor with the user's or the project's own.
    """
    places = [Place(Origin.PROJECT, project)] if project and project != user else []
    places += [Place(Origin.USER, user), Place(Origin.BUILT_IN, folder())]
    if given is None:
        return Shelf(tuple(places))
    _refuse_elsewhere(directory / given, within=(directory, user, *(project.parents[:2] if project else ())))
    own = Place(Origin.FILE, (directory / given).parent)
    return Shelf((own, *places), Found(given.name, own))


def _refuse_elsewhere(file: Path, *, within: tuple[Path, ...]) -> None:
    # Where it really lies: neither .. nor a link makes a template of any file that one can read.
    real = Path(os.path.realpath(file))
    if not any(real.is_relative_to(os.path.realpath(folder)) for folder in within):
        raise TemplateFault(
            f"{file} lies outside of this folder and of the template folders.",
            f"Copy it to {within[1]}, or begin where it is.",
        )


def built_in(typed: str) -> Found:
    """The built-in template that a person means. Raises TemplateFault."""
    return Shelf((Place(Origin.BUILT_IN, folder()),)).named(typed)


def folder() -> Path:
    """Where the built-in templates are: in the package when it is installed, else at the root of the source tree."""
    here = Path(__file__).resolve()
    shipped = here.parents[1] / "templates"
    return shipped if shipped.is_dir() else here.parents[3] / "templates"


def _within(place: Place) -> Iterator[Found]:
    try:
        names = sorted(path.name for path in place.folder.iterdir() if path.name.endswith(TEMPLATE_SUFFIX))
    except FileNotFoundError:
        return
    except OSError as error:
        raise TemplateFault(f"{place.folder} cannot be read: {error.strerror}.", "Make it readable for you.") from None
    yield from (Found(name, place) for name in names if not name.startswith("."))


def _is_name(name: str) -> bool:
    path = PurePosixPath(name)
    inside = not path.is_absolute() and ".." not in path.parts and not set(name) & {"\\", "\0", ":"}
    return inside and name.endswith(TEMPLATE_SUFFIX)


def _inside(found: Found) -> Found:
    """The template, when it is no link that leads out of its folder. Raises SecurityError."""
    if not found.path.resolve().is_relative_to(found.place.folder.resolve()):
        raise SecurityError(f"{found.path} leads out of its folder")
    return found


def _guard(found: Found) -> None:
    """Refuse what others could have written: words of a template go to customers. Raises TemplateFault."""
    upper = [part for part in found.path.parents if part.is_relative_to(found.place.folder)]
    for path in (*reversed(upper), found.path):
        if fault := exposed(path):
            why, way_out = fault
            raise TemplateFault(f"{path} {why}, so it is not used.", way_out)


def _text(path: Path) -> str:
    # Not blocking: a pipe without a writer would hold us for ever. Whatever is no plain file is refused.
    with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as file:
        known = os.fstat(file.fileno())
        if not stat.S_ISREG(known.st_mode) or known.st_size > _SIZE:
            raise TemplateFault(f"{path} is no template: not a file, or over {_SIZE // 1_000_000} MB.", "Name another.")
        return file.read(_SIZE).decode("utf-8")
