"""The demo's processes: started, watched, started again when they die, ended in the end."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

_PATIENCE_S = 10.0

PYTHON = sys.executable


def program(name: str) -> str:
    """The path of one of our own commands, beside this interpreter."""
    return str(Path(sys.executable).with_name(name))


class Watched:
    """A process that is started again whenever it dies, as a service manager would, until `stop`."""

    def __init__(
        self, name: str, command: Sequence[str], log: Path, environment: Mapping[str, str] | None = None
    ) -> None:
        self.name = name
        self._command = [*command]
        self._log = log
        self._environment = {**os.environ, **(environment or {})}
        self._stopping = threading.Event()
        self._process = self._start()
        self.starts = 1
        self._watcher = threading.Thread(target=self._watch, name=f"watch-{name}", daemon=True)
        self._watcher.start()

    @property
    def pid(self) -> int:
        """The running process's id."""
        return self._process.pid

    def kill(self) -> None:
        """End it without warning, as a power cut would."""
        self._process.kill()

    def stop(self) -> None:
        """End it for good; it has time to finish what it does."""
        self._stopping.set()
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(_PATIENCE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._watcher.join()

    def _start(self) -> subprocess.Popen[bytes]:
        with self._log.open("ab") as log:
            return subprocess.Popen(self._command, stdout=log, stderr=log, env=self._environment)

    def _watch(self) -> None:
        while True:
            self._process.wait()
            if self._stopping.is_set():
                return
            self._process = self._start()
            self.starts += 1
            if self._stopping.is_set():
                self._process.terminate()


def run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> str:
    """Run one of our commands to its end and return what it printed. Raises RuntimeError with its words on failure."""
    done = subprocess.run(
        [*command],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **(environment or {})},
    )
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}: {done.stdout}{done.stderr}")
    return done.stdout
