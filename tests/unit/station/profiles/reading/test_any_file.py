"""Whatever stands in a profile's file, it is a profile or a list of mistakes: reading it never fails."""

import datetime as dt
import json
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.profile_files import PACKAGED
from station.profiles.profile import Profile
from station.profiles.reading.converting import converted
from station.profiles.reading.mistakes import ProfileMistake
from station.profiles.reading.read import read_profile
from traceability.language import Language
from traceability.records import LONGEST_PROFILE

_KEYS = st.sampled_from(
    [
        "schema", "family", "version", "vendor", "models", "kind", "interfaces", "cures", "quiet", "set_up", "facts",
        "name", "connection", "match", "port", "line", "framing", "evidence", "feedback", "limits", "setting", "to",
        "from", "codes", "source", "confidence", "about", "zh", "en", "separator-lost", "purpose", "content", "",
    ]
)  # fmt: skip
_LEAVES = (
    st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8)
    | st.datetimes()
    | _KEYS
)
_DATA = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=6),
    max_leaves=30,
)
_FILES = sorted(PACKAGED.glob("*.toml"))


@given(st.dictionaries(_KEYS, _DATA, max_size=12))
def test_whatever_the_data_are_the_rest_of_them_is_looked_at(data: dict[str, object]) -> None:
    profile, mistakes = converted(data, Profile)
    assert isinstance(profile, Profile)
    assert mistakes or set(data) >= {"schema", "family", "version", "vendor", "models", "kind", "interfaces"}


@given(st.sampled_from(_FILES), st.data())
def test_a_file_with_one_line_changed_is_a_profile_or_told_by_line(path: Path, data: st.DataObject) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    lines[at] = data.draw(st.text(max_size=20) | st.sampled_from([lines[at][:-1], lines[at] + "x", ""]))
    content = "\n".join(lines)
    read = read_profile(content, path.name)
    if isinstance(read, Profile):
        assert tomllib.loads(content)["family"] == read.family
    else:
        assert read
        assert all(1 <= mistake.line <= content.count("\n") + 1 for mistake in read)


@given(st.dictionaries(_KEYS, _DATA, max_size=12))
def test_a_file_of_any_data_is_told_by_line(data: dict[str, object]) -> None:
    content = "\n".join(f"{json.dumps(key)} = {_toml(value)}" for key, value in data.items())
    read = read_profile(content, "x.toml")
    assert isinstance(read, tuple)
    for mistake in read:
        written = re.match(r"[a-z_-]+", mistake.where)
        if written and written[0] in data:
            assert mistake.line == list(data).index(written[0]) + 1


def _toml(value: object) -> str:
    """As TOML: all strings in ASCII escapes, so that the text has one line for each key."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {_toml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, str):
        return '"' + "".join(f"\\U{ord(character):08x}" for character in value) + '"'
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, dt.datetime) else repr(value)


@pytest.mark.parametrize(
    "content",
    [
        "a = " + "[" * 5_000,
        "a = " + "[" * 5_000 + "]" * 5_000,
        "a = " + "{a=" * 5_000,
        "version = " + "9" * 5_000,
    ],
)
def test_what_would_burst_the_parser_is_told_as_a_mistake(content: str) -> None:
    (mistake,) = _mistakes(content)
    assert mistake.sentence(Language.ENGLISH) == "x.toml:1: nested too deep, or a number too long"


def test_a_file_too_long_is_not_even_read() -> None:
    (mistake,) = _mistakes("#" * (LONGEST_PROFILE + 1))
    assert "65536" in mistake.what.en
    assert all("65536" not in each.what.en for each in _mistakes("#" * LONGEST_PROFILE))


def _mistakes(content: str) -> tuple[ProfileMistake, ...]:
    read = read_profile(content, "x.toml")
    assert not isinstance(read, Profile)
    return read


@given(st.text(max_size=60))
def test_any_text_is_a_profile_or_mistakes(content: str) -> None:
    read = read_profile(content, "x.toml")
    assert isinstance(read, tuple)
    assert read
