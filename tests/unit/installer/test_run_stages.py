"""`./run test`: stages in order, the first failure ends them."""

from pathlib import Path

import pytest

from installer.stages import Counts, counts, run_stages, stages

PROGRAMS = ("ruff", "mypy", "lint-imports", "coverage", "pytest", "python")


def place_programs(root: Path, failing: str = "") -> None:
    """Put programs into `.venv/bin` that write down how they were called; `failing` exits with 1."""
    folder = root / ".venv/bin"
    folder.mkdir(parents=True)
    for name in PROGRAMS:
        program = folder / name
        code = 1 if name == failing else 0
        program.write_text(f'#!/bin/sh\necho "{name} $*" >> "{root}/calls"\nexit {code}\n', encoding="utf-8")
        program.chmod(0o755)


def calls(root: Path) -> list[str]:
    return (root / "calls").read_text(encoding="utf-8").splitlines()


def test_all_stages_run_in_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place_programs(tmp_path)
    assert run_stages([], tmp_path, "en") == 0
    assert [call.split()[0] for call in calls(tmp_path)] == [
        *("ruff", "ruff", "mypy", "lint-imports"),
        *("coverage", "coverage", "coverage", "coverage", "python"),
    ]
    assert "coverage: passed" in capsys.readouterr().out


def test_the_first_failing_stage_ends_the_run_and_the_rest_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place_programs(tmp_path, failing="mypy")
    assert run_stages([], tmp_path, "en") == 1
    assert calls(tmp_path)[-1].startswith("mypy")
    out = capsys.readouterr().out
    assert "types: failed" in out
    assert "tests: not run" in out


def test_arguments_go_to_pytest_and_leave_coverage_unjudged(tmp_path: Path) -> None:
    place_programs(tmp_path)
    assert run_stages(["-k", "gtin"], tmp_path, "en") == 0
    assert calls(tmp_path)[-1].startswith("pytest ")
    assert calls(tmp_path)[-1].endswith(" -k gtin")


def test_a_report_of_an_earlier_run_is_not_shown_as_this_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place_programs(tmp_path)
    (tmp_path / ".cache").mkdir()
    (tmp_path / ".cache/tests.xml").write_text('<testsuite tests="9"/>', encoding="utf-8")
    run_stages([], tmp_path, "en")
    assert " passed, " not in capsys.readouterr().out


def test_errors_count_as_failures_and_skipped_tests_as_nothing() -> None:
    report = '<testsuites><testsuite tests="10" failures="2" errors="1" skipped="3"/></testsuites>'
    assert counts(report) == Counts(passed=4, failed=3)


def test_the_whole_run_measures_coverage_and_leaves_out_what_is_too_long() -> None:
    commands = [command for stage in stages([]) for command in stage.commands]
    (everything,) = (command for command in commands if "pytest" in command)
    assert everything[:3] == ("coverage", "run", "-m")
    assert "--ignore=tests/faults" in everything
