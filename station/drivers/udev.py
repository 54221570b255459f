"""Devices found by stable udev properties, and news of what is plugged in."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING

from station.drivers.connection import DeviceLostError, News, no_news
from station.ports import DeviceState
from station.profiles.device import DeviceConfig
from station.profiles.device_cause import DeviceCause

if TYPE_CHECKING:
    import pyudev  # type: ignore[import-untyped]  # pyudev ships no types


def node_of(configuration: DeviceConfig, subsystem: str, required: Mapping[str, str] | None = None) -> str:
    """The device node an address means now: its path, or the one node with all its udev properties.

    `required` are properties every device of the driver has. Raises DeviceLostError when there is no such node, or
    more than one: two equal guns differ only by ID_PATH, and taking either would be a guess.
    """
    wanted = configuration.udev_properties
    if not wanted:
        return configuration.address
    import pyudev  # noqa: PLC0415  # late: the screen starts without it

    properties = wanted | dict(required or {})
    nodes: list[str] = sorted(
        device.device_node
        for device in pyudev.Context().list_devices(subsystem=subsystem)
        if device.device_node and all(device.properties.get(name) == properties[name] for name in properties)
    )
    if not nodes:
        raise DeviceLostError(DeviceState.ABSENT, DeviceCause.NOT_FOUND, configuration.address)
    if len(nodes) > 1:
        raise DeviceLostError(DeviceState.FAULTY, DeviceCause.AMBIGUOUS, ", ".join(nodes))
    return nodes[0]


def news_for(configuration: DeviceConfig, subsystem: str) -> AbstractContextManager[News | None]:
    """News of the subsystem's devices; none for addresses udev does not manage."""
    if configuration.udev_properties or configuration.address.startswith("/dev/"):
        return _udev_news(subsystem)
    return no_news()


class _MonitorNews:
    def __init__(self, monitor: "pyudev.Monitor") -> None:
        self._monitor = monitor

    def fileno(self) -> int:
        descriptor: int = self._monitor.fileno()
        return descriptor

    def drain(self) -> None:
        while self._monitor.poll(timeout=0) is not None:
            pass


@contextmanager
def _udev_news(subsystem: str) -> Iterator[News]:
    """Listen from now on; udev tells after its rules ran, so a told node has its rights already."""
    import pyudev  # noqa: PLC0415  # late: the screen starts without it

    monitor = pyudev.Monitor.from_netlink(pyudev.Context(), source="udev")
    monitor.filter_by(subsystem)
    monitor.start()
    yield _MonitorNews(monitor)
