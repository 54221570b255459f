"""Starting: from the start of the process until sign-in is painted and a scan was taken, against a bare window.

Both are processes with warm caches, timed from outside until they say so. Ours has a million lots, opens its gun on a
pseudo-terminal and has painted the answer to a badge; the bare window has painted one label.
"""

import subprocess
import sys
import time
from pathlib import Path

from benchmarks.report import Result, compare
from benchmarks.rigs.served import OFFSCREEN, make_station
from benchmarks.scratch import scratch

_ROUNDS = 11


def _seconds(module: str, *arguments: Path) -> float:
    command = [sys.executable, "-m", module, *map(str, arguments)]
    begin = time.perf_counter()
    with subprocess.Popen(command, env=OFFSCREEN, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline().strip()
        seconds = time.perf_counter() - begin
    assert (line, process.returncode) == ("painted", 0), "the program failed; its words are above"
    return seconds


def run() -> list[Result]:
    """Ours against the bare window."""
    with scratch() as name:
        home, gun = Path(name) / "home", Path(name) / "gun"
        make_station(home, gun)
        return [
            compare(
                "start until a scan is taken, against a bare window",
                lambda: _seconds("benchmarks.programs.start_screen", home, gun),
                lambda: _seconds("benchmarks.peers.bare_window"),
                unit="s",
                goal="≤ 2.5",
                ratio="ours/peer",
                rounds=_ROUNDS,
            )
        ]
