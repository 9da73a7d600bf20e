"""Zones by name, and nothing else by name."""

import pytest

from warroom.errors import InvalidValue
from warroom.times import zone_named


@pytest.mark.parametrize("name", ["Europe/Berlin", "UTC", "America/Argentina/Buenos_Aires", "Etc/GMT+5"])
def test_a_zone_is_found_by_its_name(name: str) -> None:
    assert zone_named(name, field="--tz").key == name


MISTAKEN = [
    ("Europe/Berln", "Did you mean Europe/Berlin or "),
    ("europe/berlin", "Did you mean Europe/Berlin or "),
    ("new york", "Did you mean America/New_York?"),
    ("right/Europe/Berlin", "Did you mean Europe/Berlin or "),
]


@pytest.mark.parametrize(("name", "hint"), MISTAKEN)
def test_a_mistaken_name_is_answered_with_the_nearest(name: str, hint: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        zone_named(name, field="--tz")
    assert refused.value.message == f'--tz: there is no time zone "{name}"'
    assert refused.value.hint.startswith(hint)


NO_ZONES = [
    ("", "a time zone cannot be empty"),
    (" ", "a time zone cannot be empty"),
    ("/etc/passwd", 'there is no time zone "/etc/passwd"'),
    ("../../etc/localtime", 'there is no time zone "../../etc/localtime"'),
    ("localtime", 'there is no time zone "localtime"'),
    ("zone.tab", 'there is no time zone "zone.tab"'),
    ("a\x00", 'there is no time zone "a\\x00"'),
    ("\ud800", 'there is no time zone "\\ud800"'),
    ("x" * 300, "300 characters are too many for a time zone"),
]


@pytest.mark.parametrize(("name", "problem"), NO_ZONES)
def test_paths_and_nonsense_are_refused_in_words(name: str, problem: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        zone_named(name, field="timezone")
    assert refused.value.message == f"timezone: {problem}"
    assert refused.value.hint == "Write a zone by its place, such as Europe/Berlin, America/New_York or UTC."


def test_a_folder_of_zones_is_not_a_zone() -> None:
    with pytest.raises(InvalidValue, match='there is no time zone "Europe"'):
        zone_named("Europe", field="--tz")
