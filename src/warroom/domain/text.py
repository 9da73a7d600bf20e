"""What text a record accepts: everything a person can mean, nothing that would break the record later."""

import re

from warroom.errors import InvalidValue

NAME_LIMIT = 200
TITLE_LIMIT = 300
PROSE_LIMIT = 20_000

_LINE_BREAKS = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?")
_REFERENCE = re.compile(r"[a-z][0-9]+")
_EMAIL = re.compile(r"[^\s@<>(),;:\\\"\[\]]+@[^\s@<>(),;:\\\"\[\]]+\.[^\s@<>(),;:\\\"\[\]]+")

SLUG_LIMIT = 40


def prose(text: str, *, field: str, limit: int = PROSE_LIMIT) -> str:
    """Text of one or more lines, trimmed at both ends and otherwise as typed.

    Raises InvalidValue when it is blank, longer than ``limit`` characters, or holds NUL or broken UTF-8.
    """
    trimmed = text.strip()
    if not trimmed:
        raise InvalidValue(field, "it is empty", "Say something, or leave the option out.")
    if len(trimmed) > limit:
        raise InvalidValue(
            field,
            f"it has {len(trimmed):,} characters; the limit is {limit:,}",
            "Shorten it, and keep the rest where --evidence can point to it.",
        )
    if trimmed.isascii() and "\0" not in trimmed:
        return trimmed  # most text, and nothing else can be wrong with it
    if "\0" in trimmed:
        raise InvalidValue(field, f"it holds a NUL byte at character {trimmed.index(chr(0)) + 1}", "Take it out.")
    if broken := _SURROGATES.search(trimmed):
        raise InvalidValue(
            field, f"it is not valid UTF-8 (at character {broken.start() + 1})", "Convert it to UTF-8 first."
        )
    return trimmed


def line(text: str, *, field: str, limit: int = TITLE_LIMIT) -> str:
    """Text of one line: line breaks become spaces. Raises InvalidValue as ``prose`` does."""
    return prose(_LINE_BREAKS.sub(" ", text), field=field, limit=limit)


def line_if(text: str | None, *, field: str, limit: int = TITLE_LIMIT) -> str | None:
    """Text of one line, when it was given."""
    return None if text is None else line(text, field=field, limit=limit)


def slug(text: str, *, field: str) -> str:
    """The canonical form of an account's, person's or contact's short name: ``acme``, ``sam``, ``dana``.

    Raises InvalidValue for anything but lower-case letters, digits, ``.``, ``-`` and ``_``, and for what would read
    as a reference (``e14``, ``s3``).
    """
    typed = line(text, field=field, limit=NAME_LIMIT).removeprefix("@").casefold()
    if not _SLUG.fullmatch(typed) or len(typed) > SLUG_LIMIT:
        suggestion = slug_from(typed)
        hint = f"For example: {suggestion}" if suggestion else "For example: acme"
        raise InvalidValue(
            field, f"a short name has letters a-z, digits, - . _ and at most {SLUG_LIMIT} characters", hint
        )
    if typed == "none":  # --approver none takes one out; it must not make the acquaintance of one
        raise InvalidValue(field, "none means nobody", "Give another short name.")
    if _REFERENCE.fullmatch(typed):
        raise InvalidValue(field, f"{typed} would read as a reference", f"For example: {typed[0]}-{typed[1:]}")
    return typed


def slug_from(name: str) -> str:
    """A short name made from a full one: ``Dana Cho`` becomes ``dana-cho``; empty when nothing is left of it."""
    made = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:SLUG_LIMIT].strip("-")
    return f"{made[0]}-{made[1:]}" if _REFERENCE.fullmatch(made) else made


def email(text: str, *, field: str = "--email") -> str:
    """A plain address such as ``dana@example.com``. Raises InvalidValue for anything else, also for a display name."""
    address = line(text, field=field, limit=NAME_LIMIT)
    if not _EMAIL.fullmatch(address) or any(ord(character) < 33 for character in address):
        raise InvalidValue(field, "it is not a plain address", "For example: dana@example.com")
    return address
