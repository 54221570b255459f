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


def plug(host: Host, device: str) -> "pyudev.Device":
    """Plug `device` in; return its node's udev device once udev's rules have run."""
    subsystem, kind = ("input", "event") if device in KEYBOARDS else ("tty", "ttyUSB")
    monitor = pyudev.Monitor.from_netlink(pyudev.Context(), source="udev")
    monitor.filter_by(subsystem)
    monitor.start()
    host.ask(Plug(device))
    until = time.monotonic() + DEADLINE_S
    while (left := until - time.monotonic()) > 0:
        told = monitor.poll(timeout=left)
        if (
            told is not None
            and told.action == "add"
            and told.sys_name.startswith(kind)
            and told.properties.get("ID_PATH") == id_path(device)
        ):
            return told
    pytest.fail(f"udev never told of {device}")


def wait_for_light(keyboard: "evdev.InputDevice[str]", *, shines: bool) -> None:
    """Wait until the kernel switches the CapsLock light; it tells of that only together with the next key."""
    until = time.monotonic() + DEADLINE_S
    while (ecodes.LED_CAPSL in keyboard.leds()) is not shines:
        if time.monotonic() > until:
            pytest.fail(f"the CapsLock light of {keyboard.path!r} is not as it should be")
        select.select([], [], [], 0.02)
