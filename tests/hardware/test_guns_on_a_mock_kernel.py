"""Runs `umockdev_guns.py` in a process of its own: the mock kernel is preloaded into a whole process."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def test_guns_on_a_mock_kernel() -> None:
    inner = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
    run = subprocess.run(
        ["umockdev-wrapper", *inner, str(HERE / "umockdev_guns.py")],
        cwd=HERE.parents[1],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=110,
        check=False,
    )
    assert run.returncode == 0, run.stdout
