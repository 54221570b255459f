"""An examination finds what is wrong, knows which code was scanned, and takes three right reads in a row as proof."""

from itertools import count
from typing import TYPE_CHECKING

import pytest

from station.ports import Chunk
from station.profiles.device import DeviceConfig
from station.profiles.doctor.damage import Planted, damaged
from station.profiles.doctor.test_codes import CHARACTERS_CODE, ELEMENTS_CODE, ENVELOPE_CODE, TestCode
from station.profiles.faults import Fault
from station.workflows.devices.doctor import PROOF, QUIET_NS, Examination
from traceability.acts import DeviceExamined

if TYPE_CHECKING:
    from tests.unit.station.workflows.conftest import Stage

GUN = DeviceConfig(name="gun-1", driver="keyboard", profile="zebra-ds2208/3")
LOST = Planted(Fault.SEPARATOR_LOST)


class Technician:
    """Scans test codes with a gun that has faults."""

    def __init__(self) -> None:
        self.changes = 0
        self.examination = Examination(GUN, self._changed)
        self._scans = count(1)

    def _changed(self) -> None:
        self.changes += 1

    def scan(self, code: TestCode, *faults: Planted) -> None:
        start = next(self._scans) * 10_000_000_000
        for arrival in damaged(faults, code, GUN).arrivals:
            at_ns = start + arrival.at_ns
            self.examination.look(at_ns)
            self.examination.hear(Chunk(device="gun-1", data=arrival.data, received_ns=at_ns))
        self.examination.look(at_ns + QUIET_NS)


@pytest.fixture
def technician() -> Technician:
    return Technician()


def test_all_codes_read_right_prove_a_healthy_device(technician: Technician) -> None:
    examination = technician.examination
    for _ in range(PROOF):
        assert not examination.healthy
        technician.scan(examination.wanted)
    assert examination.healthy
    assert examination.findings == ()
    assert technician.changes == PROOF


def test_a_fault_is_found_and_its_repair_proved_by_three_right_reads_in_a_row(technician: Technician) -> None:
    examination = technician.examination
    for _ in range(3):
        technician.scan(examination.wanted, LOST)
    (finding,) = examination.findings
    assert finding.fault is Fault.SEPARATOR_LOST
    assert examination.shown(finding) == (2, 2)  # the code of plain characters holds no separator
    assert examination.wanted is ELEMENTS_CODE

    for _ in range(PROOF):
        assert not examination.healthy
        technician.scan(examination.wanted)
    assert examination.healthy
    assert examination.findings == ()


def test_one_wrong_read_begins_the_proof_anew(technician: Technician) -> None:
    for code in (ELEMENTS_CODE, CHARACTERS_CODE):
        technician.scan(code)
    technician.scan(ENVELOPE_CODE, LOST)
    assert technician.examination.right == 0
    technician.scan(ENVELOPE_CODE)
    assert not technician.examination.healthy


def test_codes_may_be_scanned_in_any_order(technician: Technician) -> None:
    for code in (ENVELOPE_CODE, ELEMENTS_CODE, CHARACTERS_CODE):
        technician.scan(code)
    assert [read.code for read in technician.examination.reads] == [
        ENVELOPE_CODE,
        ELEMENTS_CODE,
        CHARACTERS_CODE,
    ]
    assert technician.examination.healthy


def test_a_code_a_laser_gun_can_not_read_is_skipped(technician: Technician) -> None:
    examination = technician.examination
    technician.scan(ELEMENTS_CODE)
    technician.scan(CHARACTERS_CODE)
    assert examination.wanted is ENVELOPE_CODE
    examination.skip()
    assert examination.wanted is ELEMENTS_CODE
    technician.scan(ELEMENTS_CODE)
    assert examination.healthy


def test_the_clearest_of_several_findings_of_one_fault_is_shown(technician: Technician) -> None:
    planted = Planted(Fault.LAYOUT_WRONG, detail="es")
    for _ in range(3):
        technician.scan(technician.examination.wanted, planted)
    (finding,) = technician.examination.findings
    assert finding.facts["typed"] == "es"


def test_a_read_lasts_until_the_device_falls_silent(technician: Technician) -> None:
    examination = technician.examination
    examination.hear(Chunk(device="gun-1", data=b"]C1", received_ns=5))
    assert examination.due_ns == 5 + QUIET_NS
    examination.look(4 + QUIET_NS)
    assert examination.reads == []


def test_what_was_found_is_journaled(technician: Technician, stage: "Stage") -> None:
    for _ in range(3):
        technician.scan(technician.examination.wanted, LOST)
    kept = technician.examination.journal(stage.journal, "p1").result(5)
    assert kept.entry.body == DeviceExamined(
        device="gun-1", faults=("separator-lost",), profile="zebra-ds2208/3"
    )


def test_bytes_after_a_silence_begin_another_read_though_nobody_looked_meanwhile(
    technician: Technician,
) -> None:
    examination = technician.examination
    for start in (0, 10_000_000_000):
        for arrival in damaged((), ELEMENTS_CODE, GUN).arrivals:
            examination.hear(Chunk(device="gun-1", data=arrival.data, received_ns=start + arrival.at_ns))
    assert [read.code for read in examination.reads] == [ELEMENTS_CODE]


def test_the_last_code_is_not_skipped_and_a_skipped_one_that_is_read_counts_again(
    technician: Technician,
) -> None:
    examination = technician.examination
    for _ in range(5):
        examination.skip()
    assert examination.wanted is ENVELOPE_CODE
    complete = [examination.complete]
    for code in (CHARACTERS_CODE, ENVELOPE_CODE):
        technician.scan(code)
        complete.append(examination.complete)
    assert complete == [False, False, True]
    assert {read.code for read in examination.reads} == {CHARACTERS_CODE, ENVELOPE_CODE}
