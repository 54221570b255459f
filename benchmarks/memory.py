"""Memory: of the screen over 10,000 scans, and of synchronisation over a backlog of 20,000 entries.

Each is held against its ceiling, and against itself halfway: what is flat does not grow.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.report import Result, compared
from benchmarks.rigs.plant import fresh_central, site
from benchmarks.rigs.resident import resident_mb
from benchmarks.rigs.served import make_station, served
from benchmarks.scratch import scratch
from station.journal.reading import JournalReader
from station.replica.reader import ReplicaReader
from station.settings import Home

_SCANS, _BACKLOG = 10_000, 20_000
_SCREEN_MB, _SYNC_MB = 150.0, 120.0
_FLAT = "≤ 1.05"
_PATIENCE_S = 120.0
_COMMAND = "import sys; from station.cli import main; sys.exit(main(sys.argv[1:]))"


def run() -> list[Result]:
    """The screen, then synchronisation."""
    with scratch() as name:
        screen = _screen(Path(name))
    with scratch() as name:
        sync = _sync(Path(name))
    return [*screen, *sync]


def _screen(folder: Path) -> list[Result]:
    home, gun = folder / "home", folder / "gun"
    make_station(home, gun)
    with served("benchmarks.programs.screen", home, gun) as program:
        half, end = (program.ask(f"{_SCANS // 2} 0")["resident_mb"] for _ in range(2))
    return [
        _against("screen after 10,000 scans, against 150 MB", end, _SCREEN_MB, "≤ 1"),
        _against("screen after 10,000 scans, against after 5,000", end, half, _FLAT),
    ]


def _sync(folder: Path) -> list[Result]:
    made = site(folder / "site", _BACKLOG)
    home = Home(made.station)
    writer = JournalReader(home.journal).writer
    with fresh_central(made, folder / "central", made.port), _synchronising(home) as process:
        replica = ReplicaReader(home.replica)
        _until_known(replica, writer, _BACKLOG // 2)
        half = resident_mb(process)
        _until_known(replica, writer, _BACKLOG)
        end, most = resident_mb(process), resident_mb(process, "VmHWM")
    return [
        _against("sync over 20,000 entries at its most, against 120 MB", most, _SYNC_MB, "≤ 1"),
        _against("sync after 20,000 entries, against after 10,000", end, half, _FLAT),
    ]


@contextmanager
def _synchronising(home: Home) -> Iterator[int]:
    """`station sync` as it runs at a station; gives its process id."""
    command = [sys.executable, "-c", _COMMAND, "sync"]
    process = subprocess.Popen(
        command,
        env={"TRACEPOST_HOME": str(home.folder)},
        cwd=Path(__file__).parent.parent,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait()


def _until_known(replica: ReplicaReader, writer: str, seq: int) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    while replica.status(writer).known < seq:
        assert time.monotonic() < deadline, replica.status(writer)
        time.sleep(0.005)


def _against(name: str, figure: float, other: float, goal: str) -> Result:
    """A figure taken once: memory is not a matter of chance."""
    return compared(name, [(figure, other)] * 2, unit="MB", goal=goal)
