"""A program of ours or a peer's that lives through a benchmark and works when asked: one line in, one JSON object out."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

OFFSCREEN = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "qt.qpa.*=false"}
# What is installed is compiled once, not at every start.
OFFSCREEN.pop("PYTHONDONTWRITEBYTECODE", None)


class Served:
    """The program's end here."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def ask(self, line: str) -> dict[str, Any]:
        """Have work done and return the answer."""
        self.begin(line)
        return self.answer()

    def begin(self, line: str) -> None:
        """Have work begun whose answer is fetched later."""
        assert self._process.stdin is not None
        print(line, file=self._process.stdin, flush=True)

    def answer(self) -> dict[str, Any]:
        """The answer to work that was begun."""
        answer: dict[str, Any] = json.loads(self.line())
        return answer

    def line(self) -> str:
        """The next line it says."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline().strip()
        assert line, "the program ended; its words are above"
        return line


@contextmanager
def served(module: str, *arguments: Path) -> Iterator[Served]:
    """Start a module without a display and wait until it is ready; it ends with the block."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    with subprocess.Popen(
        command, env=OFFSCREEN, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        program = Served(process)
        assert program.line() == "ready"
        yield program


def make_station(home: Path, *guns: Path) -> None:
    """Make a station's data folder (`programs.station_home`)."""
    home.mkdir()
    command = [sys.executable, "-m", "benchmarks.programs.station_home", str(home), *map(str, guns)]
    subprocess.run(command, check=True)
