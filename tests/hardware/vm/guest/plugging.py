"""Waiting for what udev and the kernel tell, where no driver of ours does."""

import select
import time

import evdev
import pytest
import pyudev  # type: ignore[import-untyped]  # pyudev ships no types
from evdev import ecodes

from tests.contract.reader_contract import DEADLINE_S
from tests.hardware.vm.devices import KEYBOARDS, id_path
from tests.hardware.vm.guest.host import Host
from tests.hardware.vm.messages import Plug


class Ear:
    """Listens, from its making on, to what udev tells of one subsystem once its rules have run."""

    def __init__(self, subsystem: str) -> None:
        self._monitor = pyudev.Monitor.from_netlink(pyudev.Context(), source="udev")
        self._monitor.filter_by(subsystem)
        self._monitor.start()

    def hear_of(self, kind: str, **properties: str) -> "pyudev.Device":
        """Wait for a new device with these properties, its node named after its `kind`, for example `ttyUSB`."""
        until = time.monotonic() + DEADLINE_S
        while (left := until - time.monotonic()) > 0:
            told = self._monitor.poll(timeout=left)
            if (
                told is not None
                and told.action == "add"
                and told.sys_name.startswith(kind)
                and all(told.properties.get(name) == value for name, value in properties.items())
            ):
                return told
        pytest.fail(f"udev never told of {kind} {properties}")


def plug(host: Host, device: str) -> "pyudev.Device":
    """Plug `device` in; return its node's udev device once udev's rules have run."""
    subsystem, kind = ("input", "event") if device in KEYBOARDS else ("tty", "ttyUSB")
    ear = Ear(subsystem)
    host.ask(Plug(device))
    return ear.hear_of(kind, ID_PATH=id_path(device))


def wait_for_light(keyboard: "evdev.InputDevice[str]", *, shines: bool) -> None:
    """Wait until the kernel switches the CapsLock light; it tells of that only together with the next key."""
    until = time.monotonic() + DEADLINE_S
    while (ecodes.LED_CAPSL in keyboard.leds()) is not shines:
        if time.monotonic() > until:
            pytest.fail(f"the CapsLock light of {keyboard.path!r} is not as it should be")
        select.select([], [], [], 0.02)
