"""A real central and the commands of a real station, each in a process of its own."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from station.journal.file import JournalFile
from station.ports import NewEntry, SyncStatus
from station.replica.reader import ReplicaReader
from station.settings import Home
from station.system import SystemClock, SystemIds
from traceability.acts import SignedIn
from traceability.entries import Whereabouts

ROOT = Path(__file__).parents[3]
PACK = ROOT / "process-packs" / "electronics" / "pack.toml"
DEADLINE_S = 40.0


def until(condition: Callable[[], bool], deadline_s: float = DEADLINE_S) -> float:
    """Wait until something is so in other processes' files; returns the seconds it took."""
    begun, never = time.monotonic(), threading.Event()
    while not condition():
        assert time.monotonic() - begun < deadline_s, "it never came about"
        never.wait(0.02)
    return time.monotonic() - begun


class Central:
    """Central's process, at the same port after each start."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._port = "0"
        self._process: subprocess.Popen[str] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        script = Path(__file__).with_name("central_process.py")
        self._process = subprocess.Popen(
            [sys.executable, str(script), str(self.folder), self._port],
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        assert self._process.stdout is not None
        self._port = self._process.stdout.readline().strip()

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate(timeout=DEADLINE_S)
            self._process = None


def command(home: Home, *words: str) -> list[str]:
    program = "import sys; from station.cli import main; sys.exit(main())"
    return [sys.executable, "-c", program, words[0], "--home", str(home.folder), *words[1:]]


def station(home: Home, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(home, *words), cwd=ROOT, capture_output=True, text=True, timeout=DEADLINE_S, check=False
    )


def write(home: Home, count: int) -> None:
    journal = JournalFile(home.journal, SystemClock(), SystemIds(), lambda: Whereabouts("p1", "dock"))
    waiting = [journal.append(NewEntry(actor=f"p-{number}", body=SignedIn())) for number in range(count)]
    for future in waiting:
        future.result(DEADLINE_S)
    journal.close()


def status(home: Home) -> SyncStatus:
    reader = ReplicaReader(home.replica)
    journal = JournalFile(home.journal, SystemClock(), SystemIds(), lambda: Whereabouts("p1", "dock"))
    answer = reader.status(journal.writer)
    journal.close()
    reader.close()
    return answer
