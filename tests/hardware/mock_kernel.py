"""Mock devices for real python-evdev, pyudev and pyserial, through Debian's libumockdev.

Works only in a process started by `umockdev-wrapper`, which preloads the library that redirects system calls.
"""

import ctypes
import fcntl
import os
import select
import struct
from collections.abc import Iterable
from pathlib import Path

from evdev import ecodes

from station.profiles.keyboard_typing import Key

_EVENT = struct.Struct("llHHi")  # struct input_event of a 64-bit kernel
_TIOCGPTN = 0x80045430  # the number of a pseudo-terminal, from its master (asm-generic/ioctls.h)
_PATIENCE_S = 20.0


class _GError(ctypes.Structure):
    _fields_ = (("domain", ctypes.c_uint32), ("code", ctypes.c_int), ("message", ctypes.c_char_p))


_ERROR = ctypes.POINTER(ctypes.POINTER(_GError))


def tap(code: int) -> list[Key]:
    """A key pressed and released."""
    return [(code, 1), (code, 0)]


def with_key(held: int, keys: Iterable[Key]) -> list[Key]:
    """Keys while another is held."""
    return [(held, 1), *keys, (held, 0)]


class MockKernel:
    """A /sys and /dev of its own, empty at first."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._plugged = 0
        self.leaked = 0  # descriptors so far: umockdev leaks a socket for each device that answers ioctls
        self._library = ctypes.CDLL("libumockdev.so.0")
        self._declare("umockdev_testbed_new", ctypes.c_void_p)
        self._declare("umockdev_testbed_get_root_dir", ctypes.c_char_p)
        self._declare("umockdev_testbed_get_dev_fd", ctypes.c_int, ctypes.c_char_p)
        self._declare("umockdev_testbed_add_from_string", ctypes.c_int, ctypes.c_char_p, _ERROR)
        self._declare("umockdev_testbed_load_ioctl", ctypes.c_int, ctypes.c_char_p, ctypes.c_char_p, _ERROR)
        self._declare("umockdev_testbed_uevent", None, ctypes.c_char_p, ctypes.c_char_p)
        self._declare("umockdev_testbed_remove_device", None, ctypes.c_char_p)
        new = self._library.umockdev_testbed_new
        new.argtypes = ()
        self._bed = ctypes.c_void_p(new())
        self._root = Path(os.fsdecode(self._library.umockdev_testbed_get_root_dir(self._bed)))
        if not self._library.umockdev_in_mock_environment():
            raise RuntimeError("start this process with umockdev-wrapper")

    def plug(self, device: "MockDevice") -> None:
        """Make the device appear under a number never used before, and tell it as udev does."""
        self._plugged += 1
        device.number = self._plugged
        self._checked("umockdev_testbed_add_from_string", device.description().encode())
        ioctls = device.ioctls()
        if ioctls:
            self.leaked += 1
            dump = self._folder / "ioctls"
            dump.write_text(ioctls)
            self._checked("umockdev_testbed_load_ioctl", device.node.encode(), os.fsencode(dump))
        self._library.umockdev_testbed_uevent(self._bed, device.sys_path.encode(), b"add")

    def unplug(self, device: "MockDevice") -> None:
        """Make the device go: its node, its open files, and the news of it."""
        descriptor = self._descriptor(device)
        self._library.umockdev_testbed_uevent(self._bed, device.sys_path.encode(), b"remove")
        self._library.umockdev_testbed_remove_device(self._bed, device.sys_path.encode())
        (terminal,) = struct.unpack("I", fcntl.ioctl(descriptor, _TIOCGPTN, bytes(4)))
        os.close(descriptor)
        # umockdev leaves this behind, and aborts when the next device is given the same pseudo-terminal.
        (self._root / "dev" / ".ptymap" / f"_dev_pts_{terminal}").unlink()

    def write(self, device: "MockDevice", data: bytes) -> None:
        """Let the device send bytes."""
        os.write(self._descriptor(device), data)

    def press(self, device: "MockDevice", keys: Iterable[Key]) -> None:
        """Let a keyboard send key events, each with its report; at most 80 keys may be unread."""
        report = _EVENT.pack(0, 0, ecodes.EV_SYN, ecodes.SYN_REPORT, 0)
        events = b"".join(_EVENT.pack(0, 0, ecodes.EV_KEY, code, value) + report for code, value in keys)
        self.write(device, events)

    def lights(self, device: "MockDevice", count: int) -> list[tuple[int, int]]:
        """The next `count` lights a keyboard was told to set: light and 0 or 1. Raises TimeoutError."""
        descriptor, told = self._descriptor(device), list[tuple[int, int]]()
        poll = select.poll()
        poll.register(descriptor, select.POLLIN)
        while len(told) < count:
            if not poll.poll(_PATIENCE_S * 1000):
                raise TimeoutError(f"only {told}")
            _, _, kind, light, value = _EVENT.unpack(os.read(descriptor, _EVENT.size))
            if kind == ecodes.EV_LED:
                told.append((light, value))
        return told

    def drop_input(self, device: "MockDevice") -> None:
        """Let the kernel say that its buffer overflowed."""
        dropped = _EVENT.pack(0, 0, ecodes.EV_SYN, ecodes.SYN_DROPPED, 0)
        self.write(device, dropped + _EVENT.pack(0, 0, ecodes.EV_SYN, ecodes.SYN_REPORT, 0))

    def _descriptor(self, device: "MockDevice") -> int:
        descriptor: int = self._library.umockdev_testbed_get_dev_fd(self._bed, device.node.encode())
        return descriptor

    def _declare(self, name: str, result: type | None, *arguments: object) -> None:
        function = getattr(self._library, name)
        function.restype = result
        function.argtypes = (ctypes.c_void_p, *arguments)

    def _checked(self, name: str, *arguments: bytes) -> None:
        error = ctypes.POINTER(_GError)()
        if not getattr(self._library, name)(self._bed, *arguments, ctypes.byref(error)):
            raise RuntimeError(error.contents.message.decode())


class MockDevice:
    """A device node with the udev properties that tell it from others."""

    def __init__(self, node_name: str, subsystem: str, major: int, properties: dict[str, str]) -> None:
        self.number = 0  # given when plugged in
        self._node_name = node_name
        self._subsystem = subsystem
        self._major = major
        self._properties = properties

    @property
    def node(self) -> str:
        """The device's node while it is plugged in."""
        return f"/dev/{self._node_name}{self.number}"

    @property
    def sys_path(self) -> str:
        """The device's place in sysfs."""
        return f"/sys/devices/platform/mock/{Path(self.node).name}"

    def description(self) -> str:
        """The device in umockdev's format."""
        lines = [
            f"P: {self.sys_path.removeprefix('/sys')}",
            f"N: {self.node.removeprefix('/dev/')}",
            f"E: DEVNAME={self.node}",
            f"E: MAJOR={self._major}",
            f"E: MINOR={self.number}",
            f"E: SUBSYSTEM={self._subsystem}",
            *(f"E: {name}={value}" for name, value in self._properties.items()),
            f"A: dev={self._major}:{self.number}",
        ]
        return "\n".join(lines) + "\n"

    def ioctls(self) -> str:
        """Answers to ioctls in umockdev's format; none for a terminal, which is a real pseudo-terminal."""
        return ""


class MockKeyboard(MockDevice):
    """A gun that types."""

    def __init__(self, serial: str, port: int = 1) -> None:
        properties = {
            "ID_BUS": "usb",
            "ID_INPUT": "1",
            "ID_INPUT_KEY": "1",
            "ID_INPUT_KEYBOARD": "1",
            "ID_SERIAL": f"Honeywell_Scanner_{serial}",
            "ID_PATH": f"pci-0000:00:14.0-usb-0:{port}:1.0",
        }
        super().__init__("input/event", "input", 13, properties)
        self._serial = serial

    def ioctls(self) -> str:
        """What python-evdev asks on opening; umockdev compares requests with their exact sizes."""
        name, port = "Honeywell Scanner", "usb-0000:00:14.0-2/input0"
        kinds = _bits([ecodes.EV_SYN, ecodes.EV_KEY, ecodes.EV_LED], 4)
        return "".join(
            f"{line}\n"
            for line in (
                "EVIOCGVERSION 0 01000100",
                f"EVIOCGID 0 {struct.pack('<4H', 3, 0x0C2E, 0x0B61, 0x0110).hex().upper()}",
                *(
                    f"EVIOCG{what}(0) {len(text) + 1} {text.encode().ljust(256, bytes(1)).hex().upper()}"
                    for what, text in (("NAME", name), ("PHYS", port), ("UNIQ", self._serial))
                ),
                f"EVIOCGBIT(0) 4 {kinds}",
                f"EVIOCGBIT({ecodes.EV_KEY}) 96 {_bits(range(1, 128), 96)}",
                f"EVIOCGBIT({ecodes.EV_LED}) 96 {_bits([ecodes.LED_CAPSL], 96)}",
                "EVIOCGEFFECTS 0 00000000",
                "EVIOCGPROP(0) 4 00000000",
                "EVIOCGREP 0 FA00000021000000",
            )
        )


class MockTerminal(MockDevice):
    """A serial adapter."""

    def __init__(self, serial: str, port: int = 1) -> None:
        properties = {
            "ID_BUS": "usb",
            "ID_SERIAL": f"FTDI_{serial}",
            "ID_PATH": f"pci-0000:00:14.0-usb-0:{port}:1.0",
        }
        super().__init__("ttyUSB", "tty", 188, properties)


def _bits(numbers: Iterable[int], size: int) -> str:
    """A kernel bit set of `size` bytes in hexadecimal."""
    return sum(1 << number for number in numbers).to_bytes(size, "little").hex().upper()
