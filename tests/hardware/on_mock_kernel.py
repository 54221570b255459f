"""Runs test files in a process of their own: the mock kernel is preloaded into a whole process."""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def run_on_mock_kernel(file: str, timeout_s: int, **environment: str) -> None:
    """Run a file of this folder under `umockdev-wrapper`; fails with what it printed."""
    inner = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
    run = subprocess.run(
        ["umockdev-wrapper", *inner, str(HERE / file)],
        cwd=HERE.parents[1],
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=timeout_s,
        check=False,
    )
    assert run.returncode == 0, run.stdout
