"""Every driver that needs no mock kernel, held to the one contract. Keyboard guns: `tests/hardware/`."""

import json
import socket
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from demo.guns import PtyGun
from station.drivers.registry import create_reader
from station.drivers.simulated import SimulatedReader
from station.drivers.waiting import Surroundings
from station.ports import Reader
from station.profiles.device import DeviceConfig
from station.profiles.framing import Framing
from tests.contract.reader_contract import DEADLINE_S, FEEDBACK, Begun, MakeBench, Plug, ReaderContract, Step

QUICK = Surroundings(random=lambda: 0.0)
CR = Framing(terminators="\r\n", gap_ms=1000)  # a slow machine must not end a frame by its own slowness


class SerialBench:
    """A serial gun on a pseudo-terminal."""

    def __init__(self, folder: Path) -> None:
        self.gun = PtyGun(folder / "gun-1")
        address = str(self.gun.link)
        configuration = DeviceConfig(
            name="gun-1", driver="serial", address=address, framing=CR, feedback=FEEDBACK
        )
        self.reader: Reader = create_reader(configuration, QUICK)

    def perform(self, step: Step) -> None:
        if step is Plug.PULLED:
            self.gun.unplug()
        elif step is Plug.PUT_BACK:
            self.gun.replug()
        elif isinstance(step, Begun):
            self.gun.send(step.raw)
        else:
            self.gun.scan(step)

    def told(self, count: int) -> bytes:
        return self.gun.hear(count)

    def close(self) -> None:
        self.gun.close()


class TcpBench:
    """A fixed scanner that serves one port of this machine."""

    def __init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self._port = self._server.getsockname()[1]
        self._client: socket.socket | None = None
        configuration = DeviceConfig(
            name="gun-1",
            driver="tcp",
            address=f"socket://127.0.0.1:{self._port}",
            framing=CR,
            feedback=FEEDBACK,
        )
        self.reader = create_reader(configuration, QUICK)

    def perform(self, step: Step) -> None:
        if step is Plug.PULLED:
            self._server.close()
            self._hang_up()
        elif step is Plug.PUT_BACK:
            self._server = socket.create_server(("127.0.0.1", self._port))
        else:
            self._accepted().sendall(step.raw if isinstance(step, Begun) else step + b"\r\n")

    def told(self, count: int) -> bytes:
        return heard(self._accepted(), count)

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


class ListeningBench:
    """A fixed scanner that connects to the station, and tries again until it is let in, as they do."""

    def __init__(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port: int = free.getsockname()[1]
        self._changed = threading.Condition()
        self._plugged, self._ended = True, False
        self._link: socket.socket | None = None
        self._thread = threading.Thread(target=self._connect)
        self._thread.start()
        configuration = DeviceConfig(
            name="gun-1",
            driver="tcp",
            address=f"listen://127.0.0.1:{self._port}",
            framing=CR,
            feedback=FEEDBACK,
        )
        self.reader = create_reader(configuration, QUICK)

    def perform(self, step: Step) -> None:
        if isinstance(step, Plug):
            with self._changed:
                self._plugged = step is Plug.PUT_BACK
                self._hang_up()
        else:
            self._connected().sendall(step.raw if isinstance(step, Begun) else step + b"\r\n")

    def told(self, count: int) -> bytes:
        return heard(self._connected(), count)

    def close(self) -> None:
        with self._changed:
            self._ended = True
            self._hang_up()
        self._thread.join()

    def _connected(self) -> socket.socket:
        with self._changed:
            assert self._changed.wait_for(lambda: self._link is not None, DEADLINE_S)
            assert self._link is not None
            return self._link

    def _hang_up(self) -> None:
        if self._link is not None:
            self._link.close()
            self._link = None
        self._changed.notify_all()

    def _connect(self) -> None:
        """The scanner's own program: 5 ms between two attempts."""
        with self._changed:
            while not self._ended:
                if self._plugged and self._link is None:
                    with suppress(ConnectionRefusedError):
                        self._link = socket.create_connection(("127.0.0.1", self._port))
                        self._changed.notify_all()
                self._changed.wait(0.005 if self._plugged and self._link is None else None)


def heard(link: socket.socket, count: int) -> bytes:
    link.settimeout(DEADLINE_S)
    return b"".join(link.recv(1) for _ in range(count))


class SimulatedBench:
    """The gun that ships."""

    def __init__(self) -> None:
        configuration = DeviceConfig(name="gun-1", driver="simulated", framing=CR, feedback=FEEDBACK)
        reader = create_reader(configuration, QUICK)
        assert isinstance(reader, SimulatedReader)
        self.reader = reader

    def perform(self, step: Step) -> None:
        if step is Plug.PULLED:
            self.reader.gun.unplug()
        elif step is Plug.PUT_BACK:
            self.reader.gun.replug()
        elif isinstance(step, Begun):
            self.reader.gun.send(step.raw)
        else:
            self.reader.scan(step)

    def told(self, count: int) -> bytes:
        """Two commands of two bytes."""
        return b"".join(self.reader.gun.told(count // 2, DEADLINE_S))

    def close(self) -> None:
        pass


class ManualTime:
    """Time that passes only when the test says so; a waiter for one thread."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._now_ns = 0
        self._nudged = False
        self.interrupted = False

    def now_ns(self) -> int:
        with self._changed:
            return self._now_ns

    def wait(self, descriptor: int | None, until_ns: int | None, *, writable: bool = False) -> bool:
        assert descriptor is None
        assert not writable
        with self._changed:
            self._changed.wait_for(
                lambda: (
                    self.interrupted or self._nudged or (until_ns is not None and self._now_ns >= until_ns)
                )
            )
            self._nudged = False
        return False

    def nudge(self) -> None:
        with self._changed:
            self._nudged = True
            self._changed.notify_all()

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
                sent = step.raw if isinstance(step, Begun) else step + b"\r"
                moments.append({"at_ms": at_ms, "data": sent.decode("latin-1")})
        recording = folder / "recording.jsonl"
        recording.write_text("".join(json.dumps(moment) + "\n" for moment in moments))
        self._time = ManualTime()
        self._performed = 0
        framing = Framing(gap_ms=(len(script) + 1) * self.STEP_MS)  # no step is a silence of its own
        configuration = DeviceConfig(
            name="gun-1", driver="replay", address=str(recording), framing=framing, feedback=FEEDBACK
        )
        self.reader = create_reader(configuration, QUICK._replace(make_waiter=lambda: self._time))

    def perform(self, step: Step) -> None:
        assert step is not None
        self._time.advance_to((self._performed + self._lead) * self.STEP_MS * 1_000_000)
        self._performed += 1

    def told(self, count: int) -> None:
        """A recording hears nothing."""
        assert count

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


class TestTcpListening(ReaderContract):
    @pytest.fixture
    def make_bench(self) -> MakeBench:
        return lambda _script, _log: ListeningBench()


class TestSimulated(ReaderContract):
    @pytest.fixture
    def make_bench(self) -> MakeBench:
        return lambda _script, _log: SimulatedBench()


class TestReplay(ReaderContract):
    @pytest.fixture
    def make_bench(self, tmp_path: Path) -> MakeBench:
        return lambda script, _log: ReplayBench(tmp_path, script)
