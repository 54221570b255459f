"""What every `Reader` promises, as one suite: a driver's tests subclass `ReaderContract` and say how to drive it."""

import threading
import time
from collections.abc import Callable, Sequence
from enum import Enum
from pathlib import Path
from typing import NamedTuple, Protocol

import pytest

from station.ports import Chunk, DeviceReport, DeviceState, Feedback, RawScan, Reader

DEADLINE_S = 20.0


class Plug(Enum):
    """What can happen to a device's plug."""

    PULLED = "pulled"
    PUT_BACK = "put back"


class Begun(NamedTuple):
    """The beginning of a code whose end never comes."""

    raw: bytes


Step = bytes | Begun | Plug  # a code that is scanned, the beginning of one, or a plug that moves

FEEDBACK = {"taken": b"\x01\x00", "refused": b"\x04\x00"}
"""Commands of every bench's device; to a keyboard they are lights that flash."""


class Log:
    """What a reader told, and waiting for it."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self.scans: list[RawScan] = []
        self.reports: list[DeviceReport] = []
        self.received = bytearray()
        self.threads: set[str] = set()

    def on_scan(self, scan: RawScan) -> None:
        with self._changed:
            self.scans.append(scan)
            self.threads.add(threading.current_thread().name)
            self._changed.notify_all()

    def on_report(self, report: DeviceReport) -> None:
        with self._changed:
            self.reports.append(report)
            self.threads.add(threading.current_thread().name)
            self._changed.notify_all()

    def on_chunk(self, chunk: Chunk) -> None:
        with self._changed:
            self.received += chunk.data
            self._changed.notify_all()

    @property
    def states(self) -> list[DeviceState]:
        return [report.state for report in self.reports]

    @property
    def raws(self) -> list[bytes]:
        return [scan.raw for scan in self.scans]

    def wait(self, condition: Callable[[], bool]) -> None:
        with self._changed:
            if not self._changed.wait_for(condition, DEADLINE_S):
                pytest.fail(f"waited in vain; reports: {self.reports}, scans: {self.raws}")

    def wait_for_state(self, state: DeviceState, times: int = 1) -> None:
        self.wait(lambda: self.states.count(state) >= times)

    def wait_for_scans(self, count: int) -> None:
        self.wait(lambda: len(self.scans) >= count)


class Bench(Protocol):
    """A reader with the device it reads, set up with `FEEDBACK`, and hands on the device."""

    @property
    def reader(self) -> Reader:
        """The reader under test; its device is named `gun-1`."""

    def perform(self, step: Step) -> None:
        """Do the script's next step."""

    def told(self, count: int) -> bytes | None:
        """The first bytes of the commands the device was given, waited for; None: it can be told nothing."""

    def close(self) -> None:
        """Put everything away."""


# Builds a bench for a script. A script that begins with a pulled plug begins before the reader starts.
MakeBench = Callable[[Sequence[Step], Log], Bench]


class ReaderContract:
    """The suite. Subclasses bring the fixture `make_bench`."""

    def test_it_connects_and_says_so_from_its_own_thread(self, make_bench: MakeBench) -> None:
        log = Log()
        bench = make_bench([b"A"], log)
        bench.reader.start(log.on_scan, log.on_report)
        log.wait_for_state(DeviceState.READY)
        bench.perform(b"A")
        log.wait_for_scans(1)
        bench.reader.stop()
        assert log.states == [DeviceState.CONNECTING, DeviceState.READY, DeviceState.STOPPED]
        assert log.threads == {"gun-1"}
        assert {report.device for report in log.reports} == {"gun-1"} == {scan.device for scan in log.scans}
        bench.close()

    def test_two_hundred_scans_without_pause_arrive_once_and_in_order(self, make_bench: MakeBench) -> None:
        codes = [f"0109501101530003-{number:03}".encode() for number in range(200)]
        log = Log()
        bench = make_bench(codes, log)
        bench.reader.start(log.on_scan, log.on_report)
        log.wait_for_state(DeviceState.READY)
        for code in codes:
            bench.perform(code)
        log.wait_for_scans(200)
        bench.reader.stop()
        assert log.raws == codes
        assert all(scan.complete for scan in log.scans)
        times = [scan.received_ns for scan in log.scans]
        assert times == sorted(times)
        bench.close()

    def test_a_plug_pulled_and_put_back_is_told_and_scans_go_on(self, make_bench: MakeBench) -> None:
        script: list[Step] = [b"BEFORE", Plug.PULLED, Plug.PUT_BACK, b"AFTER"]
        log = Log()
        bench = make_bench(script, log)
        bench.reader.start(log.on_scan, log.on_report)
        log.wait_for_state(DeviceState.READY)
        bench.perform(b"BEFORE")
        log.wait_for_scans(1)
        bench.perform(Plug.PULLED)
        log.wait_for_state(DeviceState.ABSENT)
        bench.perform(Plug.PUT_BACK)
        log.wait_for_state(DeviceState.READY, times=2)
        bench.perform(b"AFTER")
        log.wait_for_scans(2)
        bench.reader.stop()
        assert log.raws == [b"BEFORE", b"AFTER"]
        absent = [report for report in log.reports if report.state is DeviceState.ABSENT]
        assert len(absent) == 1
        assert absent[0].cause is not None
        bench.close()

    def test_a_device_missing_at_the_start_is_absent_until_it_comes(self, make_bench: MakeBench) -> None:
        log = Log()
        bench = make_bench([Plug.PULLED, Plug.PUT_BACK, b"A"], log)
        bench.perform(Plug.PULLED)
        bench.reader.start(log.on_scan, log.on_report)
        log.wait_for_state(DeviceState.ABSENT)
        bench.perform(Plug.PUT_BACK)
        log.wait_for_state(DeviceState.READY)
        bench.perform(b"A")
        log.wait_for_scans(1)
        bench.reader.stop()
        assert log.raws == [b"A"]
        bench.close()

    def test_a_code_in_flight_when_the_plug_is_pulled_is_reported_and_never_joined_to_the_next(
        self, make_bench: MakeBench
    ) -> None:
        log = Log()
        bench = make_bench([Begun(b"01095011"), Plug.PULLED, Plug.PUT_BACK, b"01530003"], log)
        bench.reader.tap(log.on_chunk)
        bench.reader.start(log.on_scan, log.on_report)
        log.wait_for_state(DeviceState.READY)
        bench.perform(Begun(b"01095011"))
        log.wait(lambda: log.received == b"01095011")
        bench.perform(Plug.PULLED)
        log.wait_for_state(DeviceState.ABSENT)
        bench.perform(Plug.PUT_BACK)
        log.wait_for_state(DeviceState.READY, times=2)
        bench.perform(b"01530003")
        log.wait_for_scans(2)
        bench.reader.stop()
        assert [(scan.raw, scan.complete) for scan in log.scans] == [
            (b"01095011", False),
            (b"01530003", True),
        ]
        bench.close()

    def test_every_byte_is_handed_to_who_taps_and_none_afterwards(self, make_bench: MakeBench) -> None:
        log = Log()
        bench = make_bench([b"A", b"B"], log)
        bench.reader.tap(log.on_chunk)
        bench.reader.start(log.on_scan, log.on_report)
        log.wait_for_state(DeviceState.READY)
        bench.perform(b"A")
        log.wait_for_scans(1)
        bench.reader.tap(None)
        before = bytes(log.received)
        bench.perform(b"B")
        log.wait_for_scans(2)
        bench.reader.stop()
        assert before.rstrip(b"\r\n") == b"A"
        assert b"B" not in log.received
        bench.close()

    def test_what_came_of_a_scan_is_told_to_a_device_that_can_hear_it(self, make_bench: MakeBench) -> None:
        log = Log()
        bench = make_bench([b"A", b"B"], log)
        bench.reader.start(log.on_scan, log.on_report)
        log.wait_for_state(DeviceState.READY)
        bench.perform(b"A")
        log.wait_for_scans(1)
        for feedback in (
            Feedback.TAKEN,
            Feedback.ATTENTION,
            Feedback.REFUSED,
        ):  # there is no command for the second
            bench.reader.give(feedback)
        assert bench.told(4) in {None, b"\x01\x00\x04\x00"}
        bench.perform(b"B")
        log.wait_for_scans(2)
        bench.reader.stop()
        bench.reader.give(Feedback.TAKEN)
        bench.close()

    def test_stop_wakes_a_blocked_read_and_is_idempotent(self, make_bench: MakeBench) -> None:
        log = Log()
        bench = make_bench([], log)
        bench.reader.start(log.on_scan, log.on_report)
        log.wait_for_state(DeviceState.READY)
        began = time.monotonic()
        bench.reader.stop()
        bench.reader.stop()
        assert time.monotonic() - began < DEADLINE_S / 4
        assert log.states.count(DeviceState.STOPPED) == 1
        assert log.states[-1] is DeviceState.STOPPED
        bench.close()

    def test_stop_wakes_a_reader_that_waits_for_its_device(self, make_bench: MakeBench) -> None:
        log = Log()
        bench = make_bench([Plug.PULLED], log)
        bench.perform(Plug.PULLED)
        bench.reader.start(log.on_scan, log.on_report)
        log.wait_for_state(DeviceState.ABSENT)
        bench.reader.stop()
        assert log.states == [DeviceState.CONNECTING, DeviceState.ABSENT, DeviceState.STOPPED]
        bench.close()

    def test_a_callback_may_stop_its_own_reader(self, make_bench: MakeBench) -> None:
        log = Log()
        bench = make_bench([], log)

        def stop_when_ready(report: DeviceReport) -> None:
            log.on_report(report)
            if report.state is DeviceState.READY:
                bench.reader.stop()

        bench.reader.start(log.on_scan, stop_when_ready)
        log.wait_for_state(DeviceState.STOPPED)
        bench.reader.stop()
        bench.close()

    def test_starting_twice_is_a_mistake(self, make_bench: MakeBench) -> None:
        log = Log()
        bench = make_bench([], log)
        bench.reader.start(log.on_scan, log.on_report)
        with pytest.raises(RuntimeError, match="gun-1"):
            bench.reader.start(log.on_scan, log.on_report)
        bench.reader.stop()
        bench.close()

    def test_stopping_what_never_started_does_nothing(self, make_bench: MakeBench) -> None:
        bench = make_bench([], Log())
        bench.reader.stop()
        bench.close()

    def test_no_thread_and_no_descriptor_is_left_behind(self, make_bench: MakeBench) -> None:
        self._live_a_life(make_bench)  # libraries keep a descriptor of their own from the first use on
        threads, descriptors = threading.active_count(), self.open_descriptors()
        for _ in range(5):
            self._live_a_life(make_bench)
        assert (threading.active_count(), self.open_descriptors()) == (threads, descriptors)

    def open_descriptors(self) -> int:
        """Descriptors of this process, less those the bench is known to leak."""
        return sum(1 for _ in Path("/proc/self/fd").iterdir())

    def _live_a_life(self, make_bench: MakeBench) -> None:
        log = Log()
        bench = make_bench([b"A", Plug.PULLED, Plug.PUT_BACK, b"B"], log)
        bench.reader.start(log.on_scan, log.on_report)
        log.wait_for_state(DeviceState.READY)
        bench.perform(b"A")
        log.wait_for_scans(1)
        bench.perform(Plug.PULLED)
        log.wait_for_state(DeviceState.ABSENT)
        bench.perform(Plug.PUT_BACK)
        log.wait_for_state(DeviceState.READY, times=2)
        bench.perform(b"B")
        log.wait_for_scans(2)
        bench.reader.stop()
        bench.close()
