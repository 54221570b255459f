"""Our udev rules on a real udev: the station's user reads guns and nothing else that types."""

import grp
import os
import stat
from pathlib import Path

import evdev
import pytest
import pyudev  # type: ignore[import-untyped]  # pyudev ships no types

from station.ports import DeviceState
from station.profiles.device_cause import DeviceCause
from tests.hardware.vm.guest.gun import MakeGun
from tests.hardware.vm.guest.host import Host
from tests.hardware.vm.guest.plugging import plug

DEVICES = ("keyboard-1", "line-1")


def test_the_checks_run_as_the_station_without_any_privilege() -> None:
    assert os.geteuid() != 0
    capabilities = dict(line.split(":\t") for line in Path("/proc/self/status").read_text().splitlines())
    assert int(capabilities["CapEff"], 16) == 0


@pytest.mark.parametrize("device", DEVICES)
def test_a_gun_belongs_to_the_group_of_the_station_alone(host: Host, device: str) -> None:
    status = Path(plug(host, device).device_node).stat()
    assert grp.getgrgid(status.st_gid).gr_name == "tracepost"
    assert stat.S_IMODE(status.st_mode) == 0o660


@pytest.mark.parametrize("device", DEVICES)
def test_modem_manager_and_brltty_are_told_to_keep_off(host: Host, device: str) -> None:
    node = plug(host, device)
    usb = node.find_parent("usb", "usb_device")
    assert [told.properties.get("ID_MM_DEVICE_IGNORE") for told in (node, usb)] == ["1", "1"]
    assert not usb.properties.get("SYSTEMD_WANTS")
    assert not usb.properties.get("BRLTTY_BRAILLE_DRIVER")


def test_a_keyboard_that_is_no_gun_stays_closed_to_the_station(make_gun: MakeGun) -> None:
    """The machine's own keyboard, on the PS/2 controller."""
    own = next(
        device
        for device in pyudev.Context().list_devices(subsystem="input", ID_INPUT_KEYBOARD="1", ID_BUS="i8042")
        if device.device_node
    )
    with pytest.raises(PermissionError):
        evdev.InputDevice(own.device_node)
    gun = make_gun("keyboard-1", address=f"udev:ID_PATH={own.properties['ID_PATH']}")
    gun.start()
    gun.log.wait_for_state(DeviceState.FAULTY)
    assert gun.log.reports[-1].cause is DeviceCause.NO_PERMISSION
