"""A gun without hardware: code says what it scans. For demonstrations, training and tests."""

import os
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from station.drivers.connection import DeviceLostError, News
from station.drivers.lifecycle import ConnectedReader
from station.drivers.registry import driver
from station.drivers.waiting import Surroundings, Waiter
from station.ports import DeviceState
from station.profiles.device import DeviceConfig
from station.profiles.device_cause import DeviceCause
from station.profiles.doctor.damage import Planted, damaged
from station.profiles.doctor.reads import Received
from station.profiles.doctor.test_codes import TestCode


class _Signal:
    """A descriptor that becomes readable when rung."""

    def __init__(self) -> None:
        self._descriptor = os.eventfd(0, os.EFD_CLOEXEC | os.EFD_NONBLOCK)

    def fileno(self) -> int:
        return self._descriptor

    def ring(self) -> None:
        os.eventfd_write(self._descriptor, 1)

    def drain(self) -> None:
        os.eventfd_read(self._descriptor)

    def close(self) -> None:
        os.close(self._descriptor)


class SimulatedGun:
    """The gun's side and the driver's `Source` in one. Any thread may use the gun's side."""

    def __init__(self) -> None:
        self._lock = threading.Condition()
        self._plugged = True
        self._pluggings = 0
        self._sent = bytearray()
        self._told: list[bytes] = []
        self._signals: list[_Signal] = []

    def send(self, data: bytes) -> None:
        """Send bytes; they wait until the driver reads. Raises RuntimeError while unplugged."""
        with self._lock:
            if not self._plugged:
                raise RuntimeError("an unplugged gun sends nothing")
            self._sent += data
            self._ring()

    def unplug(self) -> None:
        """Pull the plug; what was sent before still arrives."""
        with self._lock:
            self._plugged = False
            self._ring()

    def replug(self) -> None:
        """Put the plug back."""
        with self._lock:
            self._plugged = True
            self._pluggings += 1
            self._ring()

    def open(self, waiter: Waiter) -> "_SimulatedConnection":  # noqa: ARG002  # nothing to wait for
        """See `Source.open`."""
        with self._lock:
            if not self._plugged:
                raise DeviceLostError(DeviceState.ABSENT, DeviceCause.NOT_FOUND)
            signal = self._new_signal()
            signal.ring()  # what was sent before is there to be read
            return _SimulatedConnection(self, signal, self._pluggings)

    @contextmanager
    def news(self) -> Iterator[News | None]:
        """See `Source.news`."""
        with self._lock:
            signal = self._new_signal()
        try:
            yield signal
        finally:
            self.hang_up(signal)

    def told(self, count: int, timeout_s: float = 0) -> tuple[bytes, ...]:
        """The commands the gun was given, waited for until there are `count`. Raises TimeoutError."""
        with self._lock:
            if not self._lock.wait_for(lambda: len(self._told) >= count, timeout_s):
                raise TimeoutError(f"the gun was told {self._told} in {timeout_s:g} s, not {count} commands")
            return tuple(self._told)

    def hear(self, command: bytes) -> None:
        """Take a command of the driver."""
        with self._lock:
            self._told.append(command)
            self._lock.notify_all()

    def close(self) -> None:
        """See `Source.close`: nothing stays open between connections."""

    def take(self, plugging: int) -> bytes:
        """What was sent since; raises DeviceLostError when nothing is left and the plug was pulled meanwhile."""
        with self._lock:
            data = bytes(self._sent)
            self._sent.clear()
            if not data and not (self._plugged and plugging == self._pluggings):
                raise DeviceLostError(DeviceState.ABSENT, DeviceCause.UNPLUGGED)
            return data

    def hang_up(self, signal: _Signal) -> None:
        """Ring this signal no more."""
        with self._lock:
            self._signals.remove(signal)
            signal.close()

    def _new_signal(self) -> _Signal:
        signal = _Signal()
        self._signals.append(signal)
        return signal

    def _ring(self) -> None:
        for signal in self._signals:
            signal.ring()


class _SimulatedConnection:
    def __init__(self, gun: SimulatedGun, signal: _Signal, plugging: int) -> None:
        self._gun = gun
        self._signal = signal
        self._plugging = plugging

    def receive(self, waiter: Waiter, until_ns: int | None) -> bytes:
        if not waiter.wait(self._signal.fileno(), until_ns):
            return b""
        data = self._gun.take(self._plugging)
        if not data:
            self._signal.drain()
        return data

    def send(self, data: bytes) -> None:
        self._gun.hear(data)

    def close(self) -> None:
        self._gun.hang_up(self._signal)


class SimulatedReader(ConnectedReader):
    """A `Reader` whose gun is `gun`."""

    def __init__(self, configuration: DeviceConfig, surroundings: Surroundings) -> None:
        self.gun = SimulatedGun()
        super().__init__(configuration, self.gun, surroundings)
        self._framing = configuration.framing

    def scan(self, raw: bytes) -> None:
        """Let the gun read one code and send it in the configured framing."""
        self.gun.send(self._framing.wrap(raw))

    def scan_test_code(self, code: TestCode, faults: Iterable[Planted] = ()) -> Received:
        """Let the gun read a test code as if it had these faults, but for its pauses; returns what it would send."""
        sent = damaged(faults, code, self.configuration)
        self.gun.send(sent.stream)
        return sent


@driver("simulated")
def simulated_reader(configuration: DeviceConfig, surroundings: Surroundings) -> SimulatedReader:
    """A simulated gun; it has no address."""
    return SimulatedReader(configuration, surroundings)
