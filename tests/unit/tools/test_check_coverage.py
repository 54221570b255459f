"""The coverage ratchet."""

import json
from pathlib import Path

import pytest

from tools.check_coverage import gaps, main, patterns

FULL: dict[str, object] = {"missing_lines": [], "missing_branches": []}
HOLED: dict[str, object] = {"missing_lines": [7], "missing_branches": [[3, 5]]}


def test_a_module_that_lost_a_line_or_a_branch_is_named_with_it() -> None:
    assert gaps({"core/a.py": FULL, "core/b.py": HOLED}, ["core/*.py"]) == ["core/b.py: not covered: 7, 3->5"]


def test_modules_outside_the_list_are_free() -> None:
    assert gaps({"core/a.py": FULL, "ui/b.py": HOLED}, ["core/*.py"]) == []


def test_a_glob_reaches_modules_in_folders_below() -> None:
    assert gaps({"core/deep/b.py": HOLED}, ["core/*.py"])


def test_a_renamed_module_does_not_slip_out_of_the_list() -> None:
    assert gaps({"core/a.py": FULL}, ["core/gone.py"]) == ["core/gone.py: matches no measured module"]


def test_comments_and_empty_lines_are_no_patterns() -> None:
    assert patterns("# title\n\na.py  # why\nb/*.py\n") == ("a.py", "b/*.py")


@pytest.mark.parametrize(("module", "code"), [(FULL, 0), (HOLED, 1)])
def test_the_exit_code_says_whether_it_holds(module: dict[str, object], code: int, tmp_path: Path) -> None:
    report = {"files": {"a.py": module}, "totals": {"percent_covered": 93.2}}
    (tmp_path / "report.json").write_text(json.dumps(report), encoding="utf-8")
    (tmp_path / "list.txt").write_text("a.py\n", encoding="utf-8")
    assert main([str(tmp_path / "report.json"), str(tmp_path / "list.txt")]) == code
