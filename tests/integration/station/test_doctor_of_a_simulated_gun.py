"""Each fault planted in the simulated gun is named by the doctor, from the bytes the driver hands over."""

import time
from collections.abc import Iterator
from itertools import pairwise
from queue import SimpleQueue
from threading import Event

import pytest

from station.drivers.registry import create_reader
from station.drivers.simulated import SimulatedReader
from station.drivers.waiting import Surroundings
from station.ports import Chunk, DeviceReport, DeviceState
from station.profiles.device import DeviceConfig
from station.profiles.doctor.damage import Planted, damaged
from station.profiles.doctor.reads import Received
from station.profiles.doctor.test_codes import TEST_CODES, TestCode
from station.profiles.faults import Fault
from station.profiles.framing import Framing
from station.workflows.devices.doctor import QUIET_NS, Examination

CONFIGURATION = DeviceConfig(name="gun-1", driver="simulated", framing=Framing(gap_ms=150))
SLOWER = (
    1.5  # how much slower than planted the gun types: threads that wake late must not make it look faster
)
AT_ONCE = (
    Planted(Fault.SEPARATOR_LOST),
    Planted(Fault.SEPARATOR_REPLACED, detail="^"),
    Planted(Fault.LAYOUT_WRONG, detail="de"),
    Planted(Fault.LAYOUT_WRONG, detail="fr"),
    Planted(Fault.CASE_LOST, "upper"),
    Planted(Fault.CASE_LOST, "lower"),
    Planted(Fault.CASE_FLIPPED),
    Planted(Fault.SPECIAL_CHARACTERS_LOST, detail="-_/"),
    Planted(Fault.OUTPUT_DOUBLED, "code"),
    Planted(Fault.OUTPUT_DOUBLED, "characters"),
    Planted(Fault.TERMINATOR_MISSING),
    Planted(Fault.TERMINATOR_DOUBLED),
    Planted(Fault.INPUT_METHOD, "eaten"),
    Planted(Fault.INPUT_METHOD, "composed"),
    Planted(Fault.INPUT_METHOD, "full-width"),
    Planted(Fault.INPUT_METHOD, "private-use"),
    Planted(Fault.AIM_IDENTIFIER_MISSING),
)
SLOWLY = (Planted(Fault.READ_SPLIT), Planted(Fault.WEDGE_SLOW))


class Consulting:
    """A doctor who listens to a simulated gun."""

    def __init__(self) -> None:
        reader = create_reader(CONFIGURATION, Surroundings(lambda: 0.0))
        assert isinstance(reader, SimulatedReader)
        self.reader = reader
        self.examination = Examination(CONFIGURATION, lambda: None)
        self._chunks: SimpleQueue[Chunk] = SimpleQueue()
        ready = Event()

        def heard(report: DeviceReport) -> None:
            if report.state is DeviceState.READY:
                ready.set()

        reader.tap(self._chunks.put)
        reader.start(lambda _: None, heard)
        assert ready.wait(5)

    def scan(self, code: TestCode, *faults: Planted) -> None:
        """Let the gun read a code and the doctor hear it to its end."""
        self._hear(self.reader.scan_test_code(code, faults))

    def scan_slowly(self, sent: Received) -> None:
        """Let the gun send a read with its pauses."""
        pause = Event().wait
        self.reader.gun.send(sent.arrivals[0].data)
        for before, after in pairwise(sent.arrivals):
            pause((after.at_ns - before.at_ns) / 1e9 * SLOWER)
            self.reader.gun.send(after.data)
        self._hear(sent)

    def _hear(self, sent: Received) -> None:
        due, left = time.monotonic() + 5, len(sent.stream)
        while left:
            chunk = self._chunks.get(timeout=due - time.monotonic())
            self.examination.hear(chunk)
            left -= len(chunk.data)
        self.examination.look(chunk.received_ns + QUIET_NS)


@pytest.fixture
def consulting() -> Iterator[Consulting]:
    consulting = Consulting()
    yield consulting
    consulting.reader.stop()


def _named(consulting: Consulting) -> set[tuple[Fault, str]]:
    return {(finding.fault, finding.variant) for finding in consulting.examination.findings}


@pytest.mark.parametrize(
    "planted", AT_ONCE, ids=lambda each: f"{each.fault.value}-{each.variant or each.detail}"
)
def test_the_doctor_names_the_planted_fault_and_nothing_else(
    consulting: Consulting, planted: Planted
) -> None:
    for code in TEST_CODES:
        consulting.scan(code, planted)
    assert _named(consulting) == {(planted.fault, planted.variant)}
    assert not consulting.examination.healthy


@pytest.mark.parametrize("planted", SLOWLY, ids=lambda each: each.fault.value)
def test_the_doctor_names_what_shows_in_time_alone(consulting: Consulting, planted: Planted) -> None:
    consulting.scan_slowly(damaged((planted,), TEST_CODES[0], CONFIGURATION))
    assert _named(consulting) == {(planted.fault, planted.variant)}


def test_a_gun_without_a_fault_is_healthy(consulting: Consulting) -> None:
    for code in TEST_CODES:
        consulting.scan(code)
    assert consulting.examination.findings == ()
    assert consulting.examination.healthy


def test_every_fault_but_the_unexplained_is_planted() -> None:
    assert {each.fault for each in AT_ONCE + SLOWLY} == set(Fault) - {Fault.UNEXPLAINED}
