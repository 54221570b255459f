"""Guns as they are, on pseudo-terminals and sockets: what they send, how they fail, what the technician is told."""

import socket
import termios
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from demo.guns import Ending, PtyGun, Symbology, gs1
from station.drivers.registry import create_reader
from station.drivers.waiting import Surroundings
from station.ports import DeviceState, Reader
from station.profiles.device import DeviceConfig, FlowControl, LineSettings, Parity
from station.profiles.device_cause import DeviceCause
from station.profiles.doctor.damage import Planted
from station.profiles.faults import Fault
from station.profiles.framing import Framing
from tests.contract.reader_contract import Log

QUICK = Surroundings(random=lambda: 0.0)
PATIENT = Framing(gap_ms=1000)
GS1 = gs1(("01", "09501101530003"), ("10", "LOT-7a"), ("21", "12345"))


@pytest.fixture
def gun(tmp_path: Path) -> Iterator[PtyGun]:
    with PtyGun(tmp_path / "gun-1") as gun:
        yield gun


def reader_of(gun: PtyGun, framing: Framing = PATIENT, line: LineSettings | None = None) -> Reader:
    configuration = DeviceConfig(
        name="gun-1",
        driver="serial",
        address=str(gun.link),
        framing=framing,
        line=line or LineSettings(),
        no_read_words=("NoRead",),
    )
    return create_reader(configuration, QUICK)


def started(reader: Reader) -> Log:
    log = Log()
    reader.start(log.on_scan, log.on_report)
    log.wait(lambda: len(log.reports) > 1)
    return log


def test_gs1_element_strings_carry_gs_only_where_it_is_needed() -> None:
    assert GS1 == b"010950110153000310LOT-7a\x1d2112345"
    assert gs1(("10", "L"), ("17", "270101"), ("21", "S")) == b"10L\x1d1727010121S"


def test_codes_of_all_kinds_arrive_byte_for_byte(gun: PtyGun) -> None:
    reader = reader_of(gun)
    log = started(reader)
    gun.scan(GS1, Symbology.GS1_128)
    gun.scan(GS1, Symbology.GS1_DATA_MATRIX)
    gun.ending = Ending.CR
    gun.scan(b"BOX-000123")
    gun.scan(b"4006381333931", Symbology.EAN_13)
    gun.scan_in_chunks([b"]C1", b"01095011", b"01530003"])
    gun.fail_to_read()
    gun.scan(b"END")
    log.wait_for_scans(6)
    reader.stop()
    assert log.raws == [
        b"]C1" + GS1,
        b"]d2" + GS1,
        b"BOX-000123",
        b"]E04006381333931",
        b"]C10109501101530003",
        b"END",
    ]
    assert all(scan.complete for scan in log.scans)
    assert [report.detail for report in log.reports if report.cause is DeviceCause.NO_READ] == ["NoRead"]


def test_a_planted_fault_damages_what_arrives_until_it_is_taken_away(gun: PtyGun) -> None:
    reader = reader_of(gun)
    log = started(reader)
    gun.faults = (Planted(Fault.SEPARATOR_LOST), Planted(Fault.AIM_IDENTIFIER_MISSING))
    gun.scan(GS1, Symbology.GS1_128)
    told = gun.sent_for(GS1, Symbology.GS1_128)
    gun.faults = (Planted(Fault.OUTPUT_DOUBLED, "code"),)
    gun.scan(b"7A", Symbology.CODE_128)
    gun.faults = ()
    gun.scan(GS1, Symbology.GS1_128)
    log.wait_for_scans(4)
    reader.stop()
    assert log.raws == [GS1.replace(b"\x1d", b""), b"]C07A", b"]C07A", b"]C1" + GS1]
    assert told == log.raws[0]


def test_a_lost_ending_does_not_swallow_the_next_scan(gun: PtyGun) -> None:
    reader = reader_of(gun, Framing(gap_ms=20))
    log = started(reader)
    gun.scan_without_ending(b"FIRST")
    log.wait_for_scans(1)
    gun.scan(b"SECOND")
    log.wait_for_scans(2)
    reader.stop()
    assert [(scan.raw, scan.complete) for scan in log.scans] == [(b"FIRST", False), (b"SECOND", True)]


def test_a_restarted_station_finds_the_gun_at_the_same_path(gun: PtyGun) -> None:
    for text in (b"BEFORE", b"AFTER"):
        reader = reader_of(gun)
        log = started(reader)
        gun.scan(text)
        log.wait_for_scans(1)
        reader.stop()
        assert log.raws == [text]


def test_settings_the_line_refuses_are_told_with_the_settings(gun: PtyGun) -> None:
    """A pseudo-terminal has no parity: at first it ignores the setting silently, later it refuses it."""
    for _ in range(2):
        reader = reader_of(gun, line=LineSettings(data_bits=7, parity=Parity.EVEN))
        log = started(reader)
        reader.stop()
        assert log.reports[1].state is DeviceState.FAULTY
        assert log.reports[1].cause is DeviceCause.SETTINGS_REFUSED
        assert "9600 7E1" in log.reports[1].detail


CMSPAR = 0o10000000000  # asm-generic/termbits.h
CONTROL_FLAGS = termios.CSIZE | termios.PARENB | termios.PARODD | CMSPAR | termios.CSTOPB | termios.CRTSCTS


@pytest.mark.parametrize(
    ("line", "flags"),
    [
        (LineSettings(data_bits=7, parity=Parity.EVEN), termios.CS7 | termios.PARENB),
        (LineSettings(data_bits=8, parity=Parity.EVEN), termios.CS8 | termios.PARENB),
        (LineSettings(data_bits=8, parity=Parity.ODD), termios.CS8 | termios.PARENB | termios.PARODD),
        (
            LineSettings(data_bits=7, parity=Parity.SPACE, stop_bits=2),
            termios.CS7 | termios.PARENB | CMSPAR | termios.CSTOPB,
        ),
        (
            LineSettings(data_bits=7, parity=Parity.MARK),
            termios.CS7 | termios.PARENB | CMSPAR | termios.PARODD,
        ),
        (LineSettings(stop_bits=2), termios.CS8 | termios.CSTOPB),
        (LineSettings(data_bits=5, stop_bits=1.5), termios.CS5 | termios.CSTOPB),
        (LineSettings(flow_control=FlowControl.RTS_CTS), termios.CS8 | termios.CRTSCTS),
        (LineSettings(flow_control=FlowControl.XON_XOFF), termios.CS8),
    ],
    ids=lambda value: f"{value} {value.flow_control.value}" if isinstance(value, LineSettings) else "",
)
def test_the_kernel_is_asked_for_every_setting_of_a_line(
    gun: PtyGun, monkeypatch: pytest.MonkeyPatch, line: LineSettings, flags: int
) -> None:
    """A pseudo-terminal can't keep them all, but it hears what a real line would be set to."""
    asked: list[list[Any]] = []
    real = termios.tcsetattr

    def tcsetattr(descriptor: int, when: int, attributes: list[Any]) -> None:
        asked.append(attributes)
        real(descriptor, when, attributes)

    monkeypatch.setattr(termios, "tcsetattr", tcsetattr)
    reader = reader_of(gun, line=msgspec.structs.replace(line, baud_rate=19_200))
    started(reader)
    reader.stop()
    input_flags, _, control_flags, _, *speeds, _ = asked[0]
    assert control_flags & CONTROL_FLAGS == flags
    software = termios.IXON | termios.IXOFF
    assert input_flags & software == (software if line.flow_control is FlowControl.XON_XOFF else 0)
    assert speeds == [termios.B19200, termios.B19200]


def test_a_line_another_reader_holds_is_in_use(gun: PtyGun) -> None:
    first, second = reader_of(gun), reader_of(gun)
    started(first)
    log = started(second)
    assert (log.reports[1].state, log.reports[1].cause) == (DeviceState.FAULTY, DeviceCause.IN_USE)
    first.stop()
    log.wait_for_state(DeviceState.READY)
    second.stop()


def test_a_file_that_is_no_line_is_told_and_does_not_end_the_reader(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    reader = create_reader(DeviceConfig(name="gun-1", driver="serial", address=str(tmp_path / "file")), QUICK)
    log = started(reader)
    reader.stop()
    assert log.states == [DeviceState.CONNECTING, DeviceState.FAULTY, DeviceState.STOPPED]
    assert log.reports[1].detail


def test_a_gun_nobody_reads_says_so_instead_of_hanging(gun: PtyGun) -> None:
    with pytest.raises(TimeoutError, match="nobody reads"):
        gun.send(bytes(1_000_000))


def test_an_unplugged_gun_sends_nothing_and_may_be_unplugged_twice(gun: PtyGun) -> None:
    gun.unplug()
    gun.unplug()
    assert not gun.is_plugged
    assert not gun.link.is_symlink()
    with pytest.raises(RuntimeError, match="unplugged"):
        gun.scan(b"A")
    gun.replug()
    gun.replug()
    assert gun.is_plugged


def test_what_a_network_scanner_sends_at_once_is_not_thrown_away() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"socket://127.0.0.1:{server.getsockname()[1]}"
        reader = create_reader(
            DeviceConfig(name="cam-1", driver="tcp", address=address, framing=PATIENT), QUICK
        )
        log = Log()
        reader.start(log.on_scan, log.on_report)
        client, _ = server.accept()
        client.sendall(b"AT-ONCE\r\n")
        log.wait_for_scans(1)
        reader.stop()
        client.close()
    assert log.raws == [b"AT-ONCE"]


BURST = Framing(gap_ms=1000, burst_ms=300)  # a slow machine must not part what was sent together


def views(log: Log) -> list[tuple[bytes, int]]:
    """What was read and how many were with it; those of one view have one time, and no other has it."""
    times = {scan.received_ns: scan.among for scan in log.scans}
    assert sum(times.values()) == len(log.scans)
    return [(scan.raw, scan.among) for scan in log.scans]


def test_the_codes_of_one_trigger_over_a_line_are_one_view_and_the_next_trigger_is_another(
    gun: PtyGun,
) -> None:
    reader = reader_of(gun, BURST)
    log = started(reader)
    gun.send(b"A\r\nB\r\nNoRead\r\nC\r\n")
    log.wait_for_scans(3)
    gun.scan(b"D")
    log.wait_for_scans(4)
    reader.tap(log.on_chunk)
    gun.send(b"E\r\nF\r\n")
    log.wait(lambda: bytes(log.received) == b"E\r\nF\r\n")  # a line that is hung up drops what nobody read
    gun.unplug()
    log.wait_for_scans(6)
    reader.stop()
    assert views(log) == [(b"A", 3), (b"B", 3), (b"C", 3), (b"D", 1), (b"E", 2), (b"F", 2)]
    assert [report.detail for report in log.reports if report.cause is DeviceCause.NO_READ] == ["NoRead"]


def test_the_codes_of_one_trigger_over_the_network_are_one_view_however_they_are_cut_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"socket://127.0.0.1:{server.getsockname()[1]}"
        configuration = DeviceConfig(name="gate-1", driver="tcp", address=address, framing=BURST)
        reader = create_reader(configuration, QUICK)
        log = Log()
        reader.start(log.on_scan, log.on_report)
        client, _ = server.accept()
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for piece in (b"A\r", b"\nB", b"\r\n", b"C\r\n"):
            client.sendall(piece)
        log.wait_for_scans(3)
        client.sendall(b"D\r\n")
        client.close()
        log.wait_for_scans(4)
        reader.stop()
    assert views(log) == [(b"A", 3), (b"B", 3), (b"C", 3), (b"D", 1)]


def test_a_name_nobody_has_is_an_unreachable_scanner() -> None:
    reader = create_reader(DeviceConfig(name="cam-1", driver="tcp", address="socket://no.invalid:1"), QUICK)
    log = started(reader)
    reader.stop()
    assert (log.reports[1].state, log.reports[1].cause) == (DeviceState.ABSENT, DeviceCause.UNREACHABLE)


def test_stop_wakes_a_reader_whose_scanner_does_not_answer() -> None:
    """A full queue of an unaccepting server leaves the next connection unanswered, as a dead scanner does."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as server, socket.socket() as filler:
        filler.connect(server.getsockname())
        address = f"socket://127.0.0.1:{server.getsockname()[1]}"
        reader = create_reader(DeviceConfig(name="cam-1", driver="tcp", address=address), QUICK)
        log = Log()
        reader.start(log.on_scan, log.on_report)
        log.wait_for_state(DeviceState.CONNECTING)
        reader.stop()
    assert log.states == [DeviceState.CONNECTING, DeviceState.STOPPED]


def test_a_gun_leaves_no_descriptor_and_no_link(tmp_path: Path) -> None:
    before = sum(1 for _ in Path("/proc/self/fd").iterdir())
    with PtyGun(tmp_path / "gun-1") as gun:
        gun.unplug()
        gun.replug()
    assert sum(1 for _ in Path("/proc/self/fd").iterdir()) == before
    assert list(tmp_path.iterdir()) == []
