from pathlib import Path

import pytest

from station.durable import make_file, replace_file


def test_a_file_is_replaced_whole_with_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"old")
    replace_file(path, b"new", mode=0o640)
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o640)


def test_a_file_that_is_there_is_not_made_again(tmp_path: Path) -> None:
    path = tmp_path / "f"
    assert make_file(path, b"first", mode=0o600)
    assert not make_file(path, b"second", mode=0o600)
    assert path.read_bytes() == b"first"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "f").mkdir()
    with pytest.raises(OSError, match="directory"):
        replace_file(tmp_path / "f", b"new", mode=0o600)
    assert [each.name for each in tmp_path.iterdir()] == ["f"]
