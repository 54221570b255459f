"""The one life of all reading devices: connect, read, lose, look again, stop.

A driver brings a `Source`, which opens the device; everything else is here. What the environment does wrong
becomes a report; what the program does wrong ends the thread with its traceback, after a last report.
"""

import threading
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable
from contextlib import closing, suppress
from typing import Generic

from station.drivers.connection import (
    Connection,
    DeviceLostError,
    InputLostError,
    Loss,
    Opened,
    Source,
    SourceOf,
    loss_of,
)
from station.drivers.waiting import Surroundings, Waiter
from station.ports import Chunk, DeviceReport, DeviceState, Feedback, RawScan
from station.profiles.bursts import Bursts
from station.profiles.device import DeviceConfig
from station.profiles.device_cause import DeviceCause
from station.profiles.framing import Frame

FIRST_DELAY_S = 0.1
LONGEST_DELAY_S = 5.0
LONGEST_FINISH_MS = 1_000
"""How long a device that is let go may take to finish its scan: the screen waits for it."""

_ABSENT, _FAULTY = DeviceState.ABSENT, DeviceState.FAULTY
_ALLOWED = {
    DeviceState.CONNECTING: {DeviceState.READY, _ABSENT, _FAULTY, DeviceState.STOPPED},
    DeviceState.READY: {_ABSENT, _FAULTY, DeviceState.STOPPED},
    _ABSENT: {DeviceState.READY, _FAULTY, DeviceState.STOPPED},
    _FAULTY: {DeviceState.READY, _ABSENT, DeviceState.STOPPED},
    DeviceState.STOPPED: set[DeviceState](),
}


class Backoff:
    """Growing delays between attempts, spread by chance so that devices do not knock in step."""

    def __init__(self, random: Callable[[], float]) -> None:
        """Take `random`, which gives numbers from 0 up to 1."""
        self._random = random
        self._attempts = 0

    def reset(self) -> None:
        """Begin again with the shortest delay."""
        self._attempts = 0

    def next_ns(self) -> int:
        """The next delay in nanoseconds: half to the whole of a limit that doubles up to `LONGEST_DELAY_S`."""
        limit = min(LONGEST_DELAY_S, FIRST_DELAY_S * 2.0 ** min(self._attempts, 16))
        self._attempts += 1
        return int(limit * (0.5 + 0.5 * self._random()) * 1e9)


class DeviceLife(ABC, Generic[Opened]):
    """A `Reader`'s life over any source; what is read from what was opened is the subclass's part."""

    def __init__(
        self, configuration: DeviceConfig, source: SourceOf[Opened], surroundings: Surroundings
    ) -> None:
        self.configuration = configuration
        self._source = source
        self._backoff = Backoff(surroundings.random)
        self._make_waiter = surroundings.make_waiter
        self._waiter: Waiter | None = None
        self._thread: threading.Thread | None = None
        self._state = DeviceState.CONNECTING
        self._cause: DeviceCause | None = None
        self._on_chunk: Callable[[Chunk], None] | None = None

    @property
    def name(self) -> str:
        """The device's configured name."""
        return self.configuration.name

    def start(self, on_scan: Callable[[RawScan], None], on_report: Callable[[DeviceReport], None]) -> None:
        """See `Reader.start`."""
        if self._thread is not None:
            raise RuntimeError(f"{self.name} was started already")
        self._on_scan = on_scan
        self._on_report = on_report
        self._waiter = self._make_waiter()
        self._thread = threading.Thread(target=self._live, args=(self._waiter,), name=self.name)
        self._thread.start()

    def stop(self) -> None:
        """See `Reader.stop`."""
        if self._thread is None or self._waiter is None:
            return
        self._waiter.interrupt()
        if threading.current_thread() is not self._thread:
            self._thread.join()

    def tap(self, on_chunk: Callable[[Chunk], None] | None) -> None:
        """See `Reader.tap`."""
        self._on_chunk = on_chunk

    def _live(self, waiter: Waiter) -> None:
        with closing(waiter), closing(self._source):
            try:
                self._on_report(DeviceReport(device=self.name, state=DeviceState.CONNECTING))
                self._look_and_read(waiter)
                self._enter(DeviceState.STOPPED)
            except BaseException as error:
                self._on_report(self._report(_FAULTY, DeviceCause.PROGRAM_ERROR, repr(error)))
                raise

    def _look_and_read(self, waiter: Waiter) -> None:
        loss: Loss | None = None
        while not waiter.interrupted:
            connection = self._connect(waiter, loss)
            if connection is None:
                return
            with closing(connection):
                self._enter(DeviceState.READY)
                loss = self._read_until_lost(connection, waiter)

    def _connect(self, waiter: Waiter, loss: Loss | None) -> Opened | None:
        """Open the device, again and again, with a pause after each loss; None when interrupted.

        A loss is told when the news is listened to already, so that nothing done in answer to it is missed.
        """
        with self._source.news() as news:
            while not waiter.interrupted:
                if loss is not None:
                    self._enter(loss.state, loss.cause, loss.detail)
                    until_ns = waiter.now_ns() + self._backoff.next_ns()
                    if waiter.wait(news.fileno() if news else None, until_ns) and news:
                        news.drain()
                try:
                    return self._source.open(waiter)
                except (DeviceLostError, OSError) as error:
                    loss = loss_of(error)
        return None

    @abstractmethod
    def _read_until_lost(self, opened: Opened, waiter: Waiter) -> Loss | None:
        """Deliver what arrives; return what ended it, None when interrupted."""

    def _enter(self, state: DeviceState, cause: DeviceCause | None = None, detail: str = "") -> None:
        """Change the state and report it. Being absent for one reason or another is one state, told once."""
        if state is self._state and (state is not _FAULTY or cause is self._cause):
            return
        if state is not self._state and state not in _ALLOWED[self._state]:
            raise RuntimeError(f"{self.name}: {self._state.value} cannot become {state.value}")
        self._state, self._cause = state, cause
        self._on_report(self._report(state, cause, detail))

    def _report(self, state: DeviceState, cause: DeviceCause | None, detail: str) -> DeviceReport:
        return DeviceReport(device=self.name, state=state, cause=cause, detail=detail)


class ConnectedReader(DeviceLife[Connection]):
    """A `Reader` of a device that sends bytes, over any `Source`."""

    def __init__(self, configuration: DeviceConfig, source: Source, surroundings: Surroundings) -> None:
        super().__init__(configuration, source, surroundings)
        self._no_read_words = frozenset(word.encode() for word in configuration.no_read_words)
        self._to_tell: deque[bytes] = deque()

    def give(self, feedback: Feedback) -> None:
        """See `Reader.give`."""
        command = self.configuration.feedback.get(feedback.value)
        if command and self._waiter is not None and self._state is DeviceState.READY:
            self._to_tell.append(command)
            self._waiter.nudge()

    def _read_until_lost(self, opened: Connection, waiter: Waiter) -> Loss | None:
        """Deliver what arrives; return what ended it, None when interrupted."""
        framer = Bursts(self.configuration.framing)
        opened_ns = waiter.now_ns()
        while not waiter.interrupted:
            self._tell(opened)
            try:
                data = opened.receive(waiter, framer.deadline_ns)
            except InputLostError as error:
                framer.damage(waiter.now_ns())
                self._on_report(self._report(DeviceState.READY, DeviceCause.INPUT_LOST, str(error)))
                continue
            except (DeviceLostError, OSError) as error:
                self._deliver(framer.disconnect())
                if waiter.now_ns() - opened_ns > LONGEST_DELAY_S * 1e9:
                    self._backoff.reset()
                return loss_of(error)
            if data:
                self._take(data, framer, waiter.now_ns())
                self._backoff.reset()
            else:
                self._deliver(framer.expire(waiter.now_ns()))
        self._finish(opened, framer)
        return None

    def _finish(self, opened: Connection, framer: Bursts) -> None:
        """Read the scan under way to its end: whoever reads the device next would take its rest for a whole one."""
        with closing(self._make_waiter()) as waiter, suppress(DeviceLostError, OSError):
            until_ns = waiter.now_ns()
            latest_ns = until_ns + LONGEST_FINISH_MS * 1_000_000
            while True:
                try:
                    if data := opened.receive(waiter, until_ns):
                        self._take(data, framer, waiter.now_ns())
                except InputLostError:
                    framer.damage(waiter.now_ns())
                self._deliver(framer.expire(waiter.now_ns()))
                if framer.deadline_ns is None or waiter.now_ns() >= latest_ns:
                    break
                until_ns = min(framer.deadline_ns, latest_ns)
        self._deliver(framer.disconnect())  # what did not end meanwhile is told as cut short

    def _enter(self, state: DeviceState, cause: DeviceCause | None = None, detail: str = "") -> None:
        if state is DeviceState.READY:
            self._to_tell.clear()  # it was about scans from before the plug was pulled
        super()._enter(state, cause, detail)

    def _tell(self, connection: Connection) -> None:
        """Send what the device is to tell its user; one that is gone is found by reading from it."""
        while self._to_tell:
            with suppress(OSError):
                connection.send(self._to_tell.popleft())

    def _take(self, data: bytes, framer: Bursts, now_ns: int) -> None:
        if (on_chunk := self._on_chunk) is not None:
            on_chunk(Chunk(device=self.name, data=data, received_ns=now_ns))
        self._deliver(framer.feed(data, now_ns))

    def _deliver(self, bursts: list[tuple[Frame, ...]]) -> None:
        for burst in bursts:
            for frame in burst:
                if frame.data in self._no_read_words:
                    word = frame.data.decode()
                    self._on_report(self._report(DeviceState.READY, DeviceCause.NO_READ, word))
            read = [frame for frame in burst if frame.data not in self._no_read_words]
            for frame in read:
                self._on_scan(
                    RawScan(
                        device=self.name,
                        raw=frame.data,
                        received_ns=read[-1].last_byte_ns,
                        complete=frame.complete,
                        code_ids=self.configuration.code_ids,
                        profile=self.configuration.profile,
                        among=len(read),
                    )
                )
