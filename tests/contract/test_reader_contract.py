"""Every driver that needs no mock kernel, held to the one contract. Keyboard guns: `tests/hardware/`."""

import json
import socket
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from demo.guns import PtyGun
from station.drivers.registry import create_reader
from station.drivers.simulated import SimulatedReader
from station.drivers.waiting import Surroundings
from station.ports import Reader
from station.profiles.device import DeviceConfig
from station.profiles.framing import Framing
from tests.contract.reader_contract import DEADLINE_S, MakeBench, Plug, ReaderContract, Step

QUICK = Surroundings(random=lambda: 0.0)
CR = Framing(terminators="\r\n", gap_ms=1000)  # a slow machine must not end a frame by its own slowness


class SerialBench:
    """A serial gun on a pseudo-terminal."""

    def __init__(self, folder: Path) -> None:
        self.gun = PtyGun(folder / "gun-1")
        address = str(self.gun.link)
        configuration = DeviceConfig(name="gun-1", driver="serial", address=address, framing=CR)
        self.reader: Reader = create_reader(configuration, QUICK)

    def perform(self, step: Step) -> None:
        if step is Plug.PULLED:
            self.gun.unplug()
        elif step is Plug.PUT_BACK:
            self.gun.replug()
        else:
            self.gun.scan(step)

    def close(self) -> None:
        self.gun.close()


class TcpBench:
    """A fixed scanner that serves one port of this machine."""

    def __init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self._port = self._server.getsockname()[1]
        self._client: socket.socket | None = None
        configuration = DeviceConfig(
            name="gun-1", driver="tcp", address=f"socket://127.0.0.1:{self._port}", framing=CR
        )
        self.reader = create_reader(configuration, QUICK)

    def perform(self, step: Step) -> None:
        if step is Plug.PULLED:
            self._server.close()
            self._hang_up()
        elif step is Plug.PUT_BACK:
            self._server = socket.create_server(("127.0.0.1", self._port))
        else:
            self._accepted().sendall(step + b"\r\n")

    def close(self) -> None:
        self._hang_up()
        self._server.close()

    def _accepted(self) -> socket.socket:
        if self._client is None:
            self._server.settimeout(DEADLINE_S)
            self._client, _ = self._server.accept()
        return self._client

    def _hang_up(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None


class SimulatedBench:
    """The gun that ships."""

    def __init__(self) -> None:
        configuration = DeviceConfig(name="gun-1", driver="simulated", framing=CR)
        reader = create_reader(configuration, QUICK)
        assert isinstance(reader, SimulatedReader)
        self.reader = reader

    def perform(self, step: Step) -> None:
        if step is Plug.PULLED:
            self.reader.gun.unplug()
        elif step is Plug.PUT_BACK:
            self.reader.gun.replug()
        else:
            self.reader.scan(step)

    def close(self) -> None:
        pass


class ManualTime:
    """Time that passes only when the test says so; a waiter for one thread."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._now_ns = 0
        self.interrupted = False

    def now_ns(self) -> int:
        with self._changed:
            return self._now_ns

    def wait(self, descriptor: int | None, until_ns: int | None, *, writable: bool = False) -> bool:
        assert descriptor is None
        assert not writable
        with self._changed:
            self._changed.wait_for(
                lambda: self.interrupted or (until_ns is not None and self._now_ns >= until_ns)
            )
        return False

    def nudge(self) -> None:
        raise AssertionError("a recording is told nothing")

    def interrupt(self) -> None:
        with self._changed:
            self.interrupted = True
            self._changed.notify_all()

    def close(self) -> None:
        pass

    def advance_to(self, now_ns: int) -> None:
        with self._changed:
            self._now_ns = now_ns
            self._changed.notify_all()


class ReplayBench:
    """A recording with one step every ten seconds, on a clock that stands still in between."""

    STEP_MS = 10_000

    def __init__(self, folder: Path, script: Sequence[Step]) -> None:
        # A plug pulled before the start is where the recording begins.
        self._lead = 0 if script and script[0] is Plug.PULLED else 1
        moments: list[dict[str, object]] = []
        for number, step in enumerate(script):
            at_ms = (number + self._lead) * self.STEP_MS
            if isinstance(step, Plug):
                moments.append({"at_ms": at_ms, "plugged": step is Plug.PUT_BACK})
            else:
                moments.append({"at_ms": at_ms, "data": (step + b"\r").decode("latin-1")})
        recording = folder / "recording.jsonl"
        recording.write_text("".join(json.dumps(moment) + "\n" for moment in moments))
        self._time = ManualTime()
        self._performed = 0
        configuration = DeviceConfig(name="gun-1", driver="replay", address=str(recording), framing=CR)
        self.reader = create_reader(configuration, QUICK._replace(make_waiter=lambda: self._time))

    def perform(self, step: Step) -> None:
        assert step is not None
        self._time.advance_to((self._performed + self._lead) * self.STEP_MS * 1_000_000)
        self._performed += 1

    def close(self) -> None:
        pass


class TestSerial(ReaderContract):
    @pytest.fixture
    def make_bench(self, tmp_path: Path) -> MakeBench:
        return lambda _script, _log: SerialBench(tmp_path)


class TestTcp(ReaderContract):
    @pytest.fixture
    def make_bench(self) -> MakeBench:
        return lambda _script, _log: TcpBench()


class TestSimulated(ReaderContract):
    @pytest.fixture
    def make_bench(self) -> MakeBench:
        return lambda _script, _log: SimulatedBench()


class TestReplay(ReaderContract):
    @pytest.fixture
    def make_bench(self, tmp_path: Path) -> MakeBench:
        return lambda script, _log: ReplayBench(tmp_path, script)
