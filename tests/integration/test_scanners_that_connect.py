"""Fixed scanners that connect to the station: one to a port, the dead connection replaced, strangers turned away."""

import os
import resource
import socket

import pytest

from station.drivers.registry import create_reader
from station.drivers.waiting import Surroundings
from station.ports import DeviceState, Reader
from station.profiles.device import ConfigurationError, DeviceConfig
from station.profiles.device_cause import DeviceCause
from station.profiles.framing import Framing
from tests.contract.reader_contract import DEADLINE_S, Log

QUICK = Surroundings(random=lambda: 0.0)


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        number: int = free.getsockname()[1]
        return number


def listening(address: str) -> tuple[Reader, Log]:
    """A reader that listens, and its log."""
    framing = Framing(gap_ms=5_000)  # a slow machine must not end a frame by its own slowness
    reader = create_reader(DeviceConfig(name="gate-1", driver="tcp", address=address, framing=framing), QUICK)
    log = Log()
    reader.tap(log.on_chunk)
    reader.start(log.on_scan, log.on_report)
    return reader, log


def test_a_scanner_that_lost_power_and_connects_again_takes_the_place_of_its_dead_connection(
    port: int,
) -> None:
    reader, log = listening(f"listen://127.0.0.1:{port}")
    log.wait_for_state(DeviceState.ABSENT)  # by now it listens
    dead = socket.create_connection(("127.0.0.1", port))  # never closed, as by a scanner without power
    log.wait_for_state(DeviceState.READY)
    dead.sendall(b"WHOLE\r\nHALF")
    log.wait(lambda: log.received == b"WHOLE\r\nHALF")
    with dead, socket.create_connection(("127.0.0.1", port)) as again:
        log.wait_for_state(DeviceState.READY, times=2)
        again.sendall(b"NEXT\r\n")
        log.wait_for_scans(3)
        reader.stop()
    assert [(scan.raw, scan.complete) for scan in log.scans] == [
        (b"WHOLE", True),
        (b"HALF", False),
        (b"NEXT", True),
    ]
    absent = DeviceState.ABSENT
    assert log.states[1:] == [absent, DeviceState.READY, absent, DeviceState.READY, DeviceState.STOPPED]


def test_a_stranger_is_turned_away_and_the_scanner_reads_on(port: int) -> None:
    reader, log = listening(f"listen://127.0.0.1:{port}")
    log.wait_for_state(DeviceState.ABSENT)
    with socket.create_connection(("127.0.0.1", port)) as scanner:
        log.wait_for_state(DeviceState.READY)
        with socket.create_connection(("127.0.0.1", port), source_address=("127.0.0.2", 0)) as stranger:
            stranger.settimeout(DEADLINE_S)
            assert stranger.recv(1) == b""
        scanner.sendall(b"CODE\r\n")
        log.wait_for_scans(1)
        reader.stop()
    assert log.raws == [b"CODE"]
    assert log.states.count(DeviceState.ABSENT) == 1


def test_a_station_out_of_descriptors_says_so_and_lets_the_scanner_in_afterwards(port: int) -> None:
    reader, log = listening(f"listen://127.0.0.1:{port}")
    log.wait_for_state(DeviceState.ABSENT)
    with socket.socket() as scanner:
        lowest = os.dup(scanner.fileno())  # the next descriptor there is
        os.close(lowest)
        before = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (lowest, before[1]))
        try:
            scanner.connect(("127.0.0.1", port))
            log.wait_for_state(DeviceState.FAULTY)
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, before)
        log.wait_for_state(DeviceState.READY)
        scanner.sendall(b"A\r\n")
        log.wait_for_scans(1)
        reader.stop()
    assert log.raws == [b"A"]


def test_a_port_another_program_holds_is_told_and_had_as_soon_as_it_is_free() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        address = other.getsockname()
        reader, log = listening(f"listen://127.0.0.1:{address[1]}")
        log.wait_for_state(DeviceState.FAULTY)
    log.wait_for_state(DeviceState.ABSENT)
    with socket.create_connection(address):
        log.wait_for_state(DeviceState.READY)
        reader.stop()
    assert log.reports[1].cause is DeviceCause.IN_USE


def test_an_address_this_machine_does_not_have_is_a_wrong_setting() -> None:
    reader, log = listening("listen://192.0.2.1:9")  # TEST-NET-1, RFC 5737
    log.wait_for_state(DeviceState.FAULTY)
    reader.stop()
    assert log.reports[1].cause is DeviceCause.SETTINGS_REFUSED


def test_a_stopped_reader_gives_its_port_back(port: int) -> None:
    for _ in range(2):
        reader, log = listening(f"listen://:{port}")
        log.wait_for_state(DeviceState.ABSENT)
        with socket.create_connection(("127.0.0.1", port)):
            log.wait_for_state(DeviceState.READY)
            reader.stop()


@pytest.mark.parametrize(
    "address", ["listen://127.0.0.1", "listen://127.0.0.1:x", "socket://:1", "tcp://a:1"]
)
def test_an_address_that_leads_nowhere_is_refused_with_what_it_should_look_like(address: str) -> None:
    with pytest.raises(ConfigurationError, match=r"listen://host:port|Port"):
        create_reader(DeviceConfig(name="gate-1", driver="tcp", address=address), QUICK)
