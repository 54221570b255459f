"""Guns under their makers' own numbers: our udev rules as they are installed, USB HID and USB CDC-ACM."""

import grp
import os
import select
import stat
import termios
import tty
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
import pyudev  # type: ignore[import-untyped]  # pyudev ships no types

from station.drivers.registry import create_reader
from station.ports import DeviceState, Feedback
from station.profiles.device import DeviceConfig, LineSettings, Parity
from station.profiles.framing import Framing
from tests.contract.reader_contract import DEADLINE_S, Log
from tests.hardware.vm.guest.gun import SLOW
from tests.hardware.vm.guest.plugging import Ear

FRAMING = Framing(gap_ms=5000)
A_USAGE, ENTER_USAGE = 0x04, 0x28  # HID Usage Tables, page 0x07
LEFT_SHIFT_BIT = 0x02


@contextmanager
def plugged(gadget: str, controller: int) -> Iterator[None]:
    """The gadget in its socket."""
    socket = Path(f"/sys/kernel/config/usb_gadget/{gadget}/UDC")
    socket.write_text(f"dummy_udc.{controller}\n")
    yield
    socket.write_text("\n")


def belongs_to_the_station_alone(node: "pyudev.Device") -> bool:
    """Whether our rules gave the node to the station's group and told ModemManager to keep off."""
    status = Path(node.device_node).stat()
    usb = node.find_parent("usb", "usb_device")
    return (
        grp.getgrgid(status.st_gid).gr_name == "tracepost"
        and stat.S_IMODE(status.st_mode) == 0o660
        and {told.properties.get("ID_MM_DEVICE_IGNORE") for told in (node, usb)} == {"1"}
    )


def typed(letters: str) -> list[bytes]:
    """A boot keyboard's reports for small and capital letters and a final Enter."""
    keys = [
        (LEFT_SHIFT_BIT * letter.isupper(), A_USAGE + ord(letter.lower()) - ord("a")) for letter in letters
    ]
    released = bytes(8)
    return [
        report
        for modifiers, usage in (*keys, (0, ENTER_USAGE))
        for report in (bytes([modifiers, 0, usage, 0, 0, 0, 0, 0]), released)
    ]


def test_a_honeywell_keyboard_gun_is_the_stations_by_the_rules_as_they_are_and_is_read(
    exits: ExitStack,
) -> None:
    ear, log = Ear("input"), Log()
    with plugged("honeywell-keyboard", 0):
        node = ear.hear_of("event", ID_VENDOR_ID="0c2e", ID_MODEL_ID="0b61")
        assert belongs_to_the_station_alone(node)
        address = f"udev:ID_VENDOR_ID=0c2e;ID_PATH={node.properties['ID_PATH']}"
        configuration = DeviceConfig(name="gun-1", driver="keyboard", address=address, framing=FRAMING)
        reader = create_reader(configuration, SLOW)
        exits.callback(reader.stop)
        reader.start(log.on_scan, log.on_report)
        log.wait_for_state(DeviceState.READY)
        with Path("/dev/hidg0").open("wb", buffering=0) as gun:
            gun.writelines(typed("LotNr"))
        log.wait_for_scans(1)
    log.wait_for_state(DeviceState.ABSENT)
    reader.stop()
    assert [(scan.raw, scan.complete) for scan in log.scans] == [(b"LotNr", True)]


def test_what_a_keyboard_gun_is_told_arrives_as_its_lights_in_order(exits: ExitStack) -> None:
    ear, log = Ear("input"), Log()
    exits.enter_context(plugged("honeywell-keyboard", 0))
    node = ear.hear_of("event", ID_VENDOR_ID="0c2e")
    configuration = DeviceConfig(
        name="gun-1",
        driver="keyboard",
        address=f"udev:ID_VENDOR_ID=0c2e;ID_PATH={node.properties['ID_PATH']}",
        feedback={"taken": b"\x01\x00", "refused": b"\x04\x00"},
    )
    reader = create_reader(configuration, SLOW)
    exits.callback(reader.stop)
    reader.start(log.on_scan, log.on_report)
    log.wait_for_state(DeviceState.READY)
    gun = os.open("/dev/hidg0", os.O_RDWR)
    exits.callback(os.close, gun)
    reader.give(Feedback.TAKEN)
    reader.give(Feedback.REFUSED)
    told = b""
    while told.lstrip(b"\x00") != b"\x01\x00\x04\x00" and select.select([gun], [], [], DEADLINE_S)[0]:
        told += os.read(gun, 8)
    assert told.lstrip(b"\x00") == b"\x01\x00\x04\x00"  # dark from the kernel's first look at it


@pytest.mark.parametrize("settings", [LineSettings(), LineSettings(data_bits=7, parity=Parity.EVEN)], ids=str)
def test_a_newland_cdc_gun_is_the_stations_by_the_rules_as_they_are_reads_and_is_told(
    exits: ExitStack, settings: LineSettings
) -> None:
    ear, log = Ear("tty"), Log()
    with plugged("newland-line", 1):
        node = ear.hear_of("ttyACM", ID_VENDOR_ID="1eab", ID_MODEL_ID="8206")
        assert belongs_to_the_station_alone(node)
        configuration = DeviceConfig(
            name="gun-1",
            driver="serial",
            address="udev:ID_VENDOR_ID=1eab;ID_MODEL_ID=8206",
            framing=FRAMING,
            line=settings,
            feedback={"taken": b"BEEP"},
        )
        reader = create_reader(configuration, SLOW)
        exits.callback(reader.stop)
        reader.start(log.on_scan, log.on_report)
        log.wait_for_state(DeviceState.READY)
        gun = os.open("/dev/ttyGS0", os.O_RDWR | os.O_NOCTTY)
        tty.setraw(gun, termios.TCSANOW)
        os.write(gun, b"]C1010950110153000310LOT-7\r")
        log.wait_for_scans(1)
        reader.give(Feedback.TAKEN)
        told = b""
        while len(told) < 4 and select.select([gun], [], [], DEADLINE_S)[0]:
            told += os.read(gun, 100)
        os.close(gun)
    log.wait_for_state(DeviceState.ABSENT)
    reader.stop()
    assert [(scan.raw, scan.complete) for scan in log.scans] == [(b"]C1010950110153000310LOT-7", True)]
    assert told == b"BEEP"
