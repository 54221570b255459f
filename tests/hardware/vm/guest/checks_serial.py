"""Serial guns on a real kernel: FTDI adapters that are plugged in, speak, listen and are pulled out."""

import termios
from collections.abc import Sequence
from pathlib import Path

import pytest
import serial

from station.ports import DeviceState, Feedback
from station.profiles.device import FlowControl, LineSettings, Parity
from station.profiles.device_cause import DeviceCause
from station.profiles.framing import Framing
from tests.contract.reader_contract import FEEDBACK, Log, MakeBench, ReaderContract, Step
from tests.hardware.vm.guest.gun import QUICK, Gun, MakeGun
from tests.hardware.vm.guest.host import Host
from tests.hardware.vm.guest.plugging import plug
from tests.hardware.vm.messages import Receive, Unplug

LOT = b"]d2010950110153000310LOT-7a\x1d2112345"


class TestContract(ReaderContract):
    @pytest.fixture
    def make_bench(self, make_gun: MakeGun) -> MakeBench:
        def make(_script: Sequence[Step], log: Log) -> Gun:
            gun = make_gun("line-1", log=log, feedback=FEEDBACK)
            gun.plug()
            return gun

        return make


@pytest.mark.parametrize(
    ("framing", "sent"),
    [
        (Framing(terminators="\r\n", gap_ms=5000), LOT + b"\r\n"),
        (Framing(terminators="\t", gap_ms=5000), LOT + b"\t"),
        (Framing(terminators="", stx_etx=True, gap_ms=5000), b"\x02" + LOT + b"\x03"),
        (Framing(terminators="", gap_ms=100), LOT),
    ],
    ids=["cr lf", "tab", "stx etx", "silence"],
)
def test_a_code_ends_as_its_framing_says(make_gun: MakeGun, framing: Framing, sent: bytes) -> None:
    gun = make_gun("line-1", framing=framing)
    gun.be_ready()
    gun.send(sent)
    assert gun.scanned() == [(LOT, True)]


def test_no_byte_value_is_changed_on_its_way(make_gun: MakeGun) -> None:
    every_byte = bytes(range(256))
    gun = make_gun("line-1", framing=Framing(terminators="", gap_ms=500))
    gun.be_ready()
    gun.send(every_byte)
    assert gun.scanned() == [(every_byte, True)]


def descriptor_of(node: str) -> int:
    """The reader's own descriptor: it has the line to itself."""
    return next(
        int(entry.name)
        for entry in Path("/proc/self/fd").iterdir()
        if entry.is_symlink() and entry.readlink() == Path(node)
    )


@pytest.mark.parametrize(
    ("settings", "flags"),
    [
        (LineSettings(baud_rate=9600, data_bits=7, parity=Parity.EVEN), termios.CS7 | termios.PARENB),
        (LineSettings(data_bits=8, parity=Parity.EVEN), termios.CS8 | termios.PARENB),
        (LineSettings(data_bits=8, parity=Parity.ODD), termios.CS8 | termios.PARENB | termios.PARODD),
        (LineSettings(data_bits=8, stop_bits=2), termios.CS8 | termios.CSTOPB),
        (LineSettings(flow_control=FlowControl.RTS_CTS), termios.CS8 | termios.CRTSCTS),
    ],
    ids=["7E1", "8E1", "8O1", "8N2", "8N1 rts cts"],
)
def test_the_line_has_the_settings_of_its_record(
    host: Host, make_gun: MakeGun, settings: LineSettings, flags: int
) -> None:
    node = plug(host, "line-1").device_node
    gun = make_gun("line-1", line=settings)
    gun.start()
    gun.log.wait_for_state(DeviceState.READY)
    mask = termios.CSIZE | termios.PARENB | termios.PARODD | termios.CSTOPB | termios.CRTSCTS
    attributes = termios.tcgetattr(descriptor_of(node))
    assert attributes[2] & mask == flags
    assert attributes[4:6] == [termios.B9600, termios.B9600]
    gun.send(b"LOT-1\r")
    assert gun.scanned() == [(b"LOT-1", True)]


def test_settings_the_adapter_cannot_have_are_refused_by_name(host: Host, make_gun: MakeGun) -> None:
    plug(host, "line-1")
    gun = make_gun("line-1", line=LineSettings(data_bits=6))
    gun.start()
    gun.log.wait_for_state(DeviceState.FAULTY)
    assert gun.log.reports[-1].cause is DeviceCause.SETTINGS_REFUSED
    assert "9600 6N1" in gun.log.reports[-1].detail


def test_what_the_gun_is_to_tell_its_user_arrives_at_the_gun(host: Host, make_gun: MakeGun) -> None:
    bytes_of = {"taken": b"\x16BEEP\r", "refused": b"\x1b\x00\xffNO\r"}
    gun = make_gun("line-1", feedback=bytes_of)
    gun.be_ready()
    gun.send(b"LOT-1\r")
    gun.log.wait_for_scans(1)
    for feedback in (Feedback.TAKEN, Feedback.ATTENTION, Feedback.REFUSED):
        gun.reader.give(feedback)
    expected = bytes_of["taken"] + bytes_of["refused"]
    assert host.ask(Receive("line-1", len(expected))) == expected


def test_a_gun_pulled_out_in_the_middle_of_a_code_gives_no_whole_code_and_reads_on_when_put_back(
    make_gun: MakeGun,
) -> None:
    gun = make_gun("line-1")
    gun.be_ready()
    gun.send(b"HALF-A-C")
    gun.wait_until_received()
    gun.unplug()
    gun.log.wait_for_state(DeviceState.ABSENT)
    assert gun.log.reports[-1].cause is DeviceCause.UNPLUGGED
    assert gun.scanned() == [(b"HALF-A-C", False)]
    gun.plug()
    gun.log.wait_for_state(DeviceState.READY, times=2)
    gun.send(b"WHOLE\r")
    assert gun.scanned(2) == [(b"HALF-A-C", False), (b"WHOLE", True)]


def test_two_equal_guns_are_told_apart_by_their_sockets_whatever_their_numbers(
    host: Host, make_gun: MakeGun
) -> None:
    first, second = make_gun("line-1"), make_gun("line-2", name="gun-2")
    nodes = set()
    for order in (("line-1", "line-2"), ("line-2", "line-1")):
        nodes.add(tuple(plug(host, device).device_node for device in order))
        for device in order:
            host.ask(Unplug(device))
    assert len(nodes) == 1  # the kernel gave the same numbers in either order
    second.be_ready()
    first.be_ready()
    first.send(b"FROM-")
    second.send(b"FROM-SECOND\r")
    first.send(b"FIRST\r")
    assert first.scanned() == [(b"FROM-FIRST", True)]
    assert second.scanned() == [(b"FROM-SECOND", True)]


def test_a_line_that_another_program_holds_is_waited_for(host: Host, make_gun: MakeGun) -> None:
    other = serial.Serial(plug(host, "line-1").device_node, exclusive=True)
    gun = make_gun("line-1", surroundings=QUICK)
    gun.start()
    gun.log.wait_for_state(DeviceState.FAULTY)
    assert gun.log.reports[-1].cause is DeviceCause.IN_USE
    other.close()
    gun.log.wait_for_state(DeviceState.READY)
    gun.send(b"LOT-2\r")
    assert gun.scanned() == [(b"LOT-2", True)]
