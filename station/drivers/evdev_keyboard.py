"""Guns that pose as USB keyboards, read from the kernel's input layer and grabbed.

Grabbed, a gun types into no window: focus, input method and desktop layout cannot damage a code.
"""

from collections import deque
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from station.drivers.connection import DeviceLostError, InputLostError, News
from station.drivers.lifecycle import ConnectedReader
from station.drivers.registry import driver
from station.drivers.udev import UdevAddress
from station.drivers.waiting import Surroundings, Waiter
from station.ports import DeviceState, Reader
from station.profiles.device import DeviceConfig
from station.profiles.device_cause import DeviceCause
from station.profiles.keyboard import KeyboardDecoder

if TYPE_CHECKING:
    import evdev

_SUBSYSTEM = "input"
# A gun shows several input nodes (consumer keys, mouse); udev marks the one that types.
_KEYBOARD = {"ID_INPUT_KEYBOARD": "1"}

# Linux input-event-codes.h
_EV_SYN, _EV_KEY, _EV_LED = 0x00, 0x01, 0x11
_SYN_REPORT, _SYN_DROPPED = 0, 3
_LED_NUM_LOCK, _LED_CAPS_LOCK, _LED_SCROLL_LOCK = 0x00, 0x01, 0x02

# Bits of a keyboard's output report, USB HID 1.11 appendix B.1.
_REPORT_BITS = {_LED_NUM_LOCK: 1, _LED_CAPS_LOCK: 2, _LED_SCROLL_LOCK: 4}


class KeyboardConnection:
    """A grabbed gun."""

    def __init__(self, device: "evdev.InputDevice[str]", layout: str) -> None:
        self._device = device
        self._decoder = KeyboardDecoder(layout)
        self._events: deque[evdev.InputEvent] = deque()
        self._skipping = False

    def receive(self, waiter: Waiter, until_ns: int | None) -> bytes:
        """See `Connection.receive`: the bytes typed, CR for Enter."""
        typed = b""
        while not typed:
            if not self._events:
                if not waiter.wait(self._device.fd, until_ns):
                    return b""
                self._read()
            typed = self._decode()
        return typed

    def send(self, data: bytes) -> None:
        """See `Connection.send`: each byte is an output report of a keyboard, its bits the lights that shine."""
        for report in data:
            for light, bit in _REPORT_BITS.items():
                self._device.set_led(light, bool(report & bit))

    def close(self) -> None:
        """Let the gun go; closing gives up the grab."""
        self._device.close()

    def _read(self) -> None:
        try:
            self._events.extend(self._device.read())
        except BlockingIOError:
            return
        if not self._events:  # the kernel says ENODEV; an empty read is how emulated devices end
            raise DeviceLostError(DeviceState.ABSENT, DeviceCause.UNPLUGGED)

    def _decode(self) -> bytes:
        typed = bytearray()
        while self._events:
            event = self._events[0]
            dropped = event.type == _EV_SYN and event.code == _SYN_DROPPED
            if dropped and typed:
                break  # first hand over what was typed before the loss
            self._events.popleft()
            if dropped:
                self._skipping = True
                self._decoder.release_all()
                raise InputLostError("SYN_DROPPED")
            if event.type == _EV_SYN and event.code == _SYN_REPORT:
                self._skipping = False  # the kernel's own rule: after a drop, ignore up to the next report
            elif event.type == _EV_KEY and not self._skipping:
                typed += self._decoder.key(event.code, event.value)
        return bytes(typed)


class KeyboardSource:
    """Opens and grabs the gun."""

    def __init__(self, configuration: DeviceConfig) -> None:
        self._layout = configuration.layout
        self._address = UdevAddress(configuration, _SUBSYSTEM, _KEYBOARD)

    def open(self, waiter: Waiter) -> KeyboardConnection:  # noqa: ARG002  # opening a gun does not wait
        """See `Source.open`. A gun another program has grabbed is `IN_USE`."""
        import evdev  # noqa: PLC0415  # late: the screen starts without it

        device = evdev.InputDevice(self._address.node())
        try:
            device.grab()
            # Some guns invert letters while the CapsLock light shines; while grabbed only we can switch it off.
            if _LED_CAPS_LOCK in device.capabilities().get(_EV_LED, ()):
                device.set_led(_LED_CAPS_LOCK, 0)
        except BaseException:
            device.close()
            raise
        return KeyboardConnection(device, self._layout)

    def news(self) -> AbstractContextManager[News | None]:
        """See `Source.news`."""
        return self._address.news()

    def close(self) -> None:
        """Nothing stays open between connections."""


@driver("keyboard")
def keyboard_reader(configuration: DeviceConfig, surroundings: Surroundings) -> Reader:
    """A reader of a keyboard gun. Raises ValueError for an address that is no input device."""
    if not configuration.udev_properties and not configuration.address.startswith("/"):
        raise ValueError(f"a keyboard gun's address is udev:… or a path, not {configuration.address!r}")
    return ConnectedReader(configuration, KeyboardSource(configuration), surroundings)
