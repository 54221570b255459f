"""`./run test`: the stages a change must pass, in order, ending at the first that fails."""

import os
import subprocess
import time
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from installer import sentences
from installer.sentences import Language, Sentence

REPORT = ".cache/tests.xml"
COVERAGE = ".cache/coverage"


@dataclass(frozen=True)
class Stage:
    """One stage: commands run from the repository with `.venv/bin` first on PATH."""

    title: Sentence
    commands: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Counts:
    """How the tests of a run ended."""

    passed: int
    failed: int


def stages(arguments: Sequence[str]) -> tuple[Stage, ...]:
    """Return the stages; with `arguments` for pytest only part may run, so coverage cannot be judged."""
    checks = (
        Stage(sentences.STAGE_FORMAT, (("ruff", "format", "--check", "."),)),
        Stage(sentences.STAGE_LINT, (("ruff", "check", "."),)),
        Stage(sentences.STAGE_TYPES, (("mypy",),)),
        Stage(sentences.STAGE_CONTRACTS, (("lint-imports",),)),
    )
    pytest = ("pytest", "--ignore=tests/faults", f"--junit-xml={REPORT}")
    if arguments:
        return (*checks, Stage(sentences.STAGE_TESTS, ((*pytest, *arguments),)))
    everything = (
        "coverage",
        "run",
        "-m",
        *pytest,
        "--numprocesses=auto",
        "--maxprocesses=4",
        "--dist=worksteal",
    )
    return (
        *checks,
        Stage(sentences.STAGE_TESTS, (("coverage", "erase"), everything)),
        Stage(
            sentences.STAGE_COVERAGE,
            (
                ("coverage", "combine", "--quiet"),
                ("coverage", "json", "--quiet", "-o", f"{COVERAGE}/report.json"),
                (
                    "python",
                    "-m",
                    "tools.check_coverage",
                    f"{COVERAGE}/report.json",
                    "tests/coverage_ratchet.txt",
                ),
            ),
        ),
    )


def counts(report: str) -> Counts:
    """Count the tests of a JUnit report; an error is a failure."""
    suites = ET.fromstring(report).iter("testsuite")  # noqa: S314  the report pytest wrote a moment ago
    passed = failed = 0
    for suite in suites:
        wrong = int(suite.get("failures", "0")) + int(suite.get("errors", "0"))
        failed += wrong
        passed += int(suite.get("tests", "0")) - wrong - int(suite.get("skipped", "0"))
    return Counts(passed, failed)


def run_stages(arguments: Sequence[str], root: Path, language: Language) -> int:
    """Run the stages, sum them up, and return 0 only when all passed."""
    (root / COVERAGE).mkdir(parents=True, exist_ok=True)
    (root / REPORT).unlink(missing_ok=True)
    environment = {
        **os.environ,
        "PATH": f"{root}/.venv/bin:{os.environ.get('PATH', os.defpath)}",
        "COVERAGE_FILE": str(root / COVERAGE / "data"),
        "QT_QPA_PLATFORM": "offscreen",
    }
    summary: list[str] = []
    failed = False
    for stage in stages(arguments):
        title = stage.title.render(language)
        if failed:
            summary.append(sentences.STAGE_RESULT_LEFT.render(language, title=title))
            continue
        print(f"\n== {title}", flush=True)
        started = time.monotonic()
        failed = any(
            subprocess.run(command, cwd=root, env=environment, check=False).returncode
            for command in stage.commands
        )
        outcome = sentences.STAGE_RESULT_FAILED if failed else sentences.STAGE_RESULT_PASSED
        summary.append(outcome.render(language, title=title, seconds=time.monotonic() - started))
    print("", *summary, sep="\n")
    if (root / REPORT).is_file():
        total = counts((root / REPORT).read_text(encoding="utf-8"))
        print(f"{total.passed} passed, {total.failed} failed")
    return 1 if failed else 0
