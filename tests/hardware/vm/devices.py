"""The bench's devices: how QEMU makes each, and what the guest finds it by."""

from collections.abc import Mapping
from types import MappingProxyType

CONTROLLER = "0000:00:10.0"
"""PCI address of the USB controller; `ID_PATH` begins with it."""

QUEUED_KEYS = 14
"""Key events that may be sent at once: QEMU's keyboard queues 16 and drops what comes beyond."""

KEYBOARDS = ("keyboard-1", "keyboard-2")
LINES = ("line-1", "line-2")

# Equal guns: same model, same serial number. Only the socket tells them apart. A keyboard listens to the keys that
# are sent to its own screen, or both would type.
DEVICES: Mapping[str, Mapping[str, str | bool]] = MappingProxyType(
    {
        "keyboard-1": {"driver": "usb-kbd", "port": "1", "serial": "KB", "display": "screen-keyboard-1"},
        "keyboard-2": {"driver": "usb-kbd", "port": "2", "serial": "KB", "display": "screen-keyboard-2"},
        "line-1": {
            "driver": "usb-serial",
            "port": "3",
            "serial": "LN",
            "chardev": "line-1",
            "always-plugged": True,
        },
        "line-2": {
            "driver": "usb-serial",
            "port": "4",
            "serial": "LN",
            "chardev": "line-2",
            "always-plugged": True,
        },
    }
)


def id_path(device: str) -> str:
    """What udev calls the socket of `device`."""
    return f"pci-{CONTROLLER}-usb-0:{DEVICES[device]['port']}:1.0"
