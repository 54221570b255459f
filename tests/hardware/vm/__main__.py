"""`./run hardware`: the station's drivers on a real kernel, with emulated USB guns that are plugged and unplugged.

Boots Debian's own kernel in QEMU, has `guest/` make its checks there, prints each promise as it is kept or broken, and
exits with 0 when all were kept. Arguments go to the guest's pytest, for example `-k serial`.
"""

import signal
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

import msgspec

from tests.hardware.vm.bench import Bench
from tests.hardware.vm.devices import LINES
from tests.hardware.vm.machine import Machine, arguments
from tests.hardware.vm.messages import Answer, Checked, Done, Ready, Request
from tests.hardware.vm.monitor import Monitor, MonitorError
from tests.hardware.vm.sockets import Sockets
from tests.hardware.vm.table import row, summary

REPOSITORY = Path(__file__).parents[3]
ROOT = REPOSITORY / ".cache" / "hardware"
CONSOLE = ROOT / "console.log"

SILENCE_S = 300.0
"""The guest says something at least this often, its boot included, however slow the host is."""
START_S = 20.0
SWITCH_OFF_S = 60.0


class Run:
    """One run: what the guest told, and when."""

    def __init__(self, guest_arguments: list[str]) -> None:
        self._guest_arguments = guest_arguments
        self._began = time.monotonic()
        self._boot_seconds: float | None = None
        self._trouble = "the guest ended before its checks did"
        self._checks: list[Checked] = []

    def carry_out(self, console: BinaryIO) -> int:
        """Boot, serve the guest until it is done, print; return the exit code."""
        try:
            with ExitStack() as exits:
                self._serve(exits, console)
        except (MonitorError, TimeoutError, ConnectionError, msgspec.DecodeError) as error:
            self._trouble = f"{type(error).__name__}: {error}"
        kept = not self._trouble and all(not check.failure for check in self._checks)
        if not kept:
            print(f"\n---- {CONSOLE} ----\n{CONSOLE.read_text(errors='replace')[-8000:]}")
        print(summary(self._checks, self._boot_seconds, time.monotonic() - self._began))
        if self._trouble:
            print(self._trouble)
        return 0 if kept else 1

    def _serve(self, exits: ExitStack, console: BinaryIO) -> None:
        folder = Path(exits.enter_context(tempfile.TemporaryDirectory(prefix="tracepost-")))
        sockets = Sockets(folder, ("monitor", "bench", *LINES), exits)
        machine = exits.enter_context(Machine(arguments(REPOSITORY, ROOT, folder), console))
        monitor = Monitor(sockets.accept("monitor", START_S))
        bench = Bench(monitor, {line: sockets.accept(line, START_S) for line in LINES})
        guest = sockets.accept("bench", START_S)
        guest.settimeout(SILENCE_S)
        for line in exits.enter_context(guest.makefile("rb")):
            request = msgspec.json.decode(line, type=Request)
            guest.sendall(msgspec.json.encode(self._answer(request, bench)) + b"\n")
            if isinstance(request, Done):
                break
        if not machine.wait(SWITCH_OFF_S):
            self._trouble = self._trouble or "the guest did not switch itself off"

    def _answer(self, request: Request, bench: Bench) -> Answer:
        match request:
            case Ready():
                self._boot_seconds = time.monotonic() - self._began
                print(f"the guest is up after {self._boot_seconds:.1f} s", flush=True)
                return Answer(data=msgspec.json.encode(self._guest_arguments))
            case Checked():
                self._checks.append(request)
                print(row(request), flush=True)
                return Answer()
            case Done(trouble):
                self._trouble = trouble
                return Answer()
            case _:
                return bench.do(request)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # unwinding switches the machine off
    with CONSOLE.open("wb") as console:
        sys.exit(Run(sys.argv[1:]).carry_out(console))
