"""Devices found by stable udev properties, and news of what is plugged in."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from fnmatch import fnmatchcase
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from station.drivers.connection import DeviceLostError, News, no_news
from station.ports import Attached, DeviceState
from station.profiles.device import DeviceConfig
from station.profiles.device_cause import DeviceCause

if TYPE_CHECKING:
    import pyudev  # type: ignore[import-untyped]  # pyudev ships no types


_READABLE = (
    ("input", "keyboard", {"ID_INPUT_KEYBOARD": "1"}),
    ("tty", "serial", {"ID_BUS": "usb"}),
)
"""Subsystem, driver, and the properties that tell what might be a reading device from what is soldered in."""
_NOT_EVENTS = ("/dev/input/js", "/dev/input/mouse")  # other nodes of the same device
_BUSES = frozenset({"usb", "bluetooth"})


def attached() -> tuple[Attached, ...]:
    """What is plugged in now that a driver could read, by its node. People's keyboards are among them."""
    import pyudev  # noqa: PLC0415  # late: the screen starts without it

    context = pyudev.Context()
    found = [
        Attached(driver=driver, node=device.device_node, properties=dict(device.properties))
        for subsystem, driver, required in _READABLE
        for device in context.list_devices(subsystem=subsystem)
        if device.device_node
        and not device.device_node.startswith(_NOT_EVENTS)
        and device.properties.get("ID_BUS") in _BUSES
        and all(device.properties.get(name) == value for name, value in required.items())
    ]
    return tuple(sorted(found, key=lambda each: each.node))


class UdevAddress:
    """Where one device is. Belongs to the device's thread: libudev's objects may not be shared."""

    def __init__(
        self,
        configuration: DeviceConfig,
        subsystem: str,
        required: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Take the device's configuration and properties every device of its driver has, as patterns with `*`."""
        self._address = configuration.address
        self._wanted = configuration.udev_properties
        self._required = required
        self._subsystem = subsystem

    def node(self) -> str:
        """The device node the address means now: its path, or the one node with all its udev properties.

        Raises DeviceLostError when there is no such node, or more than one: two equal guns differ only by ID_PATH,
        and taking either would be a guess.
        """
        if not self._wanted:
            return self._address
        nodes: list[str] = sorted(
            device.device_node
            for device in self._context.list_devices(subsystem=self._subsystem)
            if device.device_node
            and all(device.properties.get(name) == value for name, value in self._wanted.items())
            and all(
                fnmatchcase(device.properties.get(name, ""), pattern)
                for name, pattern in self._required.items()
            )
        )
        if not nodes:
            raise DeviceLostError(DeviceState.ABSENT, DeviceCause.NOT_FOUND, self._address)
        if len(nodes) > 1:
            raise DeviceLostError(DeviceState.FAULTY, DeviceCause.AMBIGUOUS, ", ".join(nodes))
        return nodes[0]

    def news(self) -> AbstractContextManager[News | None]:
        """News of the subsystem's devices; none for addresses udev does not manage."""
        if self._wanted or self._address.startswith("/dev/"):
            return self._listen()
        return no_news()

    @cached_property
    def _context(self) -> "pyudev.Context":
        """Made once: every context searches for its library anew, by starting programs."""
        import pyudev  # noqa: PLC0415  # late: the screen starts without it

        return pyudev.Context()

    @contextmanager
    def _listen(self) -> Iterator[News]:
        """Listen from now on; udev tells after its rules ran, so a told node has its rights already."""
        import pyudev  # noqa: PLC0415  # late: the screen starts without it

        monitor = pyudev.Monitor.from_netlink(self._context, source="udev")
        monitor.filter_by(self._subsystem)
        monitor.start()
        yield _MonitorNews(monitor)


class _MonitorNews:
    def __init__(self, monitor: "pyudev.Monitor") -> None:
        self._monitor = monitor

    def fileno(self) -> int:
        descriptor: int = self._monitor.fileno()
        return descriptor

    def drain(self) -> None:
        while self._monitor.poll(timeout=0) is not None:
            pass
