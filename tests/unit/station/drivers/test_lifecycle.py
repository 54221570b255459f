"""The common life of devices, beyond what the contract suite shows."""

import threading
from queue import SimpleQueue

import pytest

from station.drivers.connection import Connection, DeviceLostError, loss_of, no_news
from station.drivers.lifecycle import FIRST_DELAY_S, LONGEST_DELAY_S, Backoff, ConnectedReader
from station.drivers.simulated import SimulatedReader
from station.drivers.waiting import Surroundings, SystemWaiter, Waiter
from station.ports import Chunk, DeviceReport, DeviceState, Feedback, RawScan
from station.profiles.device import DeviceConfig
from station.profiles.device_cause import DeviceCause
from station.profiles.framing import Framing
from tests.contract.reader_contract import DEADLINE_S, Log
from traceability.codes.code_ids import CodeIds

QUICK = Surroundings(random=lambda: 0.0)


def test_delays_double_up_to_the_longest_and_begin_again_after_success() -> None:
    backoff = Backoff(lambda: 0.999999)
    delays = [backoff.next_ns() / 1e9 for _ in range(20)]
    assert delays[:3] == pytest.approx([FIRST_DELAY_S, 2 * FIRST_DELAY_S, 4 * FIRST_DELAY_S], rel=1e-3)
    assert delays[-1] == pytest.approx(LONGEST_DELAY_S, rel=1e-3)
    backoff.reset()
    assert backoff.next_ns() / 1e9 == pytest.approx(FIRST_DELAY_S, rel=1e-3)


def test_chance_spreads_a_delay_over_its_upper_half() -> None:
    assert Backoff(lambda: 0.0).next_ns() == int(FIRST_DELAY_S * 0.5e9)


class FlappingSource:
    """Opens and is lost at once, again and again, for as many reasons as it is given."""

    def __init__(self, *errors: DeviceLostError | OSError) -> None:
        self._errors = list(errors)
        self.opened = 0

    def open(self, waiter: Waiter) -> Connection:
        assert not waiter.interrupted
        self.opened += 1
        return self

    news = staticmethod(no_news)

    def receive(self, waiter: Waiter, until_ns: int | None) -> bytes:
        if self._errors:
            raise self._errors.pop(0)
        waiter.wait(None, until_ns)
        return b""

    def send(self, data: bytes) -> None:
        pass

    def close(self) -> None:
        pass


class RecordingWaiter(SystemWaiter):
    """Real waiting that remembers how long it was asked to."""

    pauses_ns: list[int]

    def __init__(self) -> None:
        super().__init__()
        self.pauses_ns = []

    def wait(self, descriptor: int | None, until_ns: int | None, *, writable: bool = False) -> bool:
        if until_ns is not None:
            self.pauses_ns.append(until_ns - self.now_ns())
        return super().wait(descriptor, self.now_ns() if until_ns else None, writable=writable)


def test_a_device_that_is_lost_at_once_is_asked_ever_less_often() -> None:
    waiter = RecordingWaiter()
    source = FlappingSource(*[OSError(5, "gone")] * 5)
    configuration = DeviceConfig(name="gun-1", driver="flapping")
    reader = ConnectedReader(configuration, source, Surroundings(lambda: 0.0, lambda: waiter))
    log = Log()
    reader.start(log.on_scan, log.on_report)
    log.wait_for_state(DeviceState.READY, times=6)
    reader.stop()
    rounded = [round(pause / 5e7) * 0.05 for pause in waiter.pauses_ns[:5]]
    assert rounded == pytest.approx([0.05, 0.1, 0.2, 0.4, 0.8])
    assert source.opened == 6


@pytest.mark.parametrize(
    ("error", "state", "cause"),
    [
        (OSError(19, "no such device"), DeviceState.ABSENT, DeviceCause.UNPLUGGED),
        (OSError(2, "no such file"), DeviceState.ABSENT, DeviceCause.NOT_FOUND),
        (OSError(13, "denied"), DeviceState.FAULTY, DeviceCause.NO_PERMISSION),
        (OSError(16, "busy"), DeviceState.FAULTY, DeviceCause.IN_USE),
        (OSError(111, "refused"), DeviceState.ABSENT, DeviceCause.UNREACHABLE),
        (OSError(12, "no memory"), DeviceState.FAULTY, DeviceCause.SYSTEM_ERROR),
        (OSError("no number"), DeviceState.FAULTY, DeviceCause.SYSTEM_ERROR),
    ],
)
def test_what_the_system_says_becomes_a_state_and_a_cause(
    error: OSError, state: DeviceState, cause: DeviceCause
) -> None:
    assert loss_of(error) == (state, cause, str(error))


def simulated(framing: Framing, *no_read_words: str) -> SimulatedReader:
    configuration = DeviceConfig(
        name="gun-1", driver="simulated", framing=framing, no_read_words=no_read_words
    )
    return SimulatedReader(configuration, QUICK)


def test_a_no_read_word_is_reported_and_is_no_scan() -> None:
    reader, log = simulated(Framing(), "NoRead"), Log()
    reader.start(log.on_scan, log.on_report)
    reader.scan(b"NoRead")
    reader.scan(b"NoReadings")
    log.wait_for_scans(1)
    reader.stop()
    assert log.raws == [b"NoReadings"]
    no_read = DeviceReport(
        device="gun-1", state=DeviceState.READY, cause=DeviceCause.NO_READ, detail="NoRead"
    )
    assert no_read in log.reports


def test_a_lost_terminator_is_handed_over_after_the_gap_without_another_byte() -> None:
    reader, log = simulated(Framing(gap_ms=1)), Log()
    reader.start(log.on_scan, log.on_report)
    reader.gun.send(b"NO-END")
    log.wait_for_scans(1)
    reader.stop()
    assert [(scan.raw, scan.complete) for scan in log.scans] == [(b"NO-END", False)]


def test_a_scan_cut_off_by_the_plug_is_handed_over_as_incomplete() -> None:
    reader, log = simulated(Framing(gap_ms=60_000)), Log()
    reader.start(log.on_scan, log.on_report)
    log.wait_for_state(DeviceState.READY)
    reader.gun.send(b"HALF")
    reader.gun.unplug()
    log.wait_for_state(DeviceState.ABSENT)
    reader.stop()
    assert [(scan.raw, scan.complete) for scan in log.scans] == [(b"HALF", False)]


@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnhandledThreadExceptionWarning"
)  # it is what is shown here
def test_a_mistake_of_the_program_ends_the_thread_and_the_screen_is_told() -> None:
    reader, log = simulated(Framing()), Log()

    def wrong(_scan: RawScan) -> None:
        raise ZeroDivisionError

    reader.start(wrong, log.on_report)
    reader.scan(b"A")
    log.wait_for_state(DeviceState.FAULTY)
    reader.stop()
    assert log.reports[-1].cause is DeviceCause.PROGRAM_ERROR
    assert "gun-1" not in {thread.name for thread in threading.enumerate()}


def test_an_unplugged_simulated_gun_sends_nothing() -> None:
    reader = simulated(Framing())
    reader.gun.unplug()
    with pytest.raises(RuntimeError, match="unplugged"):
        reader.scan(b"A")


def test_the_gun_is_told_while_it_is_there_and_never_of_scans_before_its_plug_was_pulled() -> None:
    configuration = DeviceConfig(
        name="gun-1", driver="simulated", feedback={"taken": b"beep", "refused": b"buzz"}
    )
    reader, log = SimulatedReader(configuration, QUICK), Log()
    reader.give(Feedback.TAKEN)
    reader.start(log.on_scan, log.on_report)
    log.wait_for_state(DeviceState.READY)
    reader.give(Feedback.TAKEN)
    assert reader.gun.told(1, DEADLINE_S) == (b"beep",)
    reader.gun.unplug()
    log.wait_for_state(DeviceState.ABSENT)
    reader.give(Feedback.TAKEN)
    reader.gun.replug()
    log.wait_for_state(DeviceState.READY, times=2)
    reader.give(Feedback.ATTENTION)
    reader.give(Feedback.REFUSED)
    assert reader.gun.told(2, DEADLINE_S) == (b"beep", b"buzz")
    reader.stop()
    reader.give(Feedback.TAKEN)


def test_what_was_to_be_told_when_the_plug_was_pulled_is_not_told_after_it() -> None:
    sent: list[bytes] = []
    asked_again = threading.Event()

    class Pulled(FlappingSource):
        def receive(self, waiter: Waiter, until_ns: int | None) -> bytes:
            if self.opened == 1:
                reader.give(Feedback.TAKEN)  # another thread is just telling it
                raise OSError(5, "gone")
            asked_again.set()
            return super().receive(waiter, until_ns)

        def send(self, data: bytes) -> None:
            sent.append(data)

    configuration = DeviceConfig(name="gun-1", driver="pulled", feedback={"taken": b"\x06"})
    reader = ConnectedReader(configuration, Pulled(), QUICK)
    log = Log()
    reader.start(log.on_scan, log.on_report)
    assert asked_again.wait(DEADLINE_S)
    reader.stop()
    assert sent == []


def test_a_gun_that_fails_to_hear_still_reads() -> None:
    class Deaf(FlappingSource):
        def send(self, data: bytes) -> None:
            heard.put(data)
            raise OSError(5, "gone")

    heard = SimpleQueue[bytes]()
    configuration = DeviceConfig(name="gun-1", driver="deaf", feedback={"taken": b"1", "refused": b"2"})
    reader, log = ConnectedReader(configuration, Deaf(), QUICK), Log()
    reader.start(log.on_scan, log.on_report)
    log.wait_for_state(DeviceState.READY)
    reader.give(Feedback.TAKEN)
    reader.give(Feedback.REFUSED)
    assert [heard.get(timeout=DEADLINE_S) for _ in range(2)] == [b"1", b"2"]
    reader.stop()
    assert log.states == [DeviceState.CONNECTING, DeviceState.READY, DeviceState.STOPPED]


def test_every_byte_is_tapped_before_its_scan_and_scans_tell_how_they_are_to_be_read() -> None:
    configuration = DeviceConfig(
        name="gun-1", driver="simulated", code_ids=CodeIds.HONEYWELL, profile="maker-gun/3"
    )
    reader, log = SimulatedReader(configuration, QUICK), Log()
    order: list[str] = []
    chunks: list[Chunk] = []

    def on_chunk(chunk: Chunk) -> None:
        chunks.append(chunk)
        order.append("chunk")

    def on_scan(scan: RawScan) -> None:
        order.append("scan")
        log.on_scan(scan)

    reader.tap(on_chunk)
    reader.start(on_scan, log.on_report)
    reader.scan(b"A")
    log.wait_for_scans(1)
    reader.tap(None)
    reader.scan(b"B")
    log.wait_for_scans(2)
    reader.stop()
    assert b"".join(chunk.data for chunk in chunks) == b"A\r\n"
    assert order == ["chunk", "scan", "scan"]
    assert {(scan.code_ids, scan.profile) for scan in log.scans} == {(CodeIds.HONEYWELL, "maker-gun/3")}
