"""Whatever stands in a profile's file, it is a profile or a list of mistakes: reading it never fails."""

import tomllib
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from station.profile_files import PACKAGED
from station.profiles.profile import Profile
from station.profiles.reading.converting import converted
from station.profiles.reading.read import read_profile

_KEYS = st.sampled_from(
    [
        "schema", "family", "version", "vendor", "models", "kind", "interfaces", "cures", "quiet", "set_up", "facts",
        "name", "connection", "match", "port", "line", "framing", "evidence", "feedback", "limits", "setting", "to",
        "from", "codes", "source", "confidence", "about", "zh", "en", "separator-lost", "purpose", "content", "",
    ]
)  # fmt: skip
_LEAVES = (
    st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8) | st.datetimes() | _KEYS
)
_DATA = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=6),
    max_leaves=30,
)
_FILES = sorted(PACKAGED.glob("*.toml"))


@given(st.dictionaries(_KEYS, _DATA, max_size=12))
def test_any_data_is_a_profile_or_mistakes(data: dict[str, object]) -> None:
    profile, mistakes = converted(data, Profile)
    assert (profile is None) == bool(mistakes)


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


@given(st.text(max_size=60))
def test_any_text_is_a_profile_or_mistakes(content: str) -> None:
    read = read_profile(content, "x.toml")
    assert isinstance(read, tuple)
    assert read
