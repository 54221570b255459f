"""The hands at the bench: they plug, unplug, press keys and speak on serial lines as the guest asks."""

import socket
from collections.abc import Mapping

from tests.hardware.vm.devices import DEVICES
from tests.hardware.vm.messages import Answer, Plug, Press, Receive, Send, Unplug
from tests.hardware.vm.monitor import Monitor, MonitorError

Deed = Plug | Unplug | Press | Send | Receive


class Bench:
    """Does what is asked of the machine's devices."""

    def __init__(self, monitor: Monitor, lines: Mapping[str, socket.socket]) -> None:
        """Take QEMU's monitor and the far end of each serial line."""
        self._monitor = monitor
        self._lines = lines

    def do(self, deed: Deed) -> Answer:
        """Do it; the answer says why it could not be done."""
        try:
            return Answer(data=self._done(deed))
        except (MonitorError, OSError) as error:
            return Answer(error=f"{deed}: {error}")

    def _done(self, deed: Deed) -> bytes:
        match deed:
            case Plug(device):
                self._monitor.execute("device_add", id=device, bus="usb.0", **DEVICES[device])
            case Unplug(device):
                self._monitor.delete(device)
            case Press(device, keys):
                events = [_event(key, down) for key, down in keys]
                screen = DEVICES[device]["display"]
                self._monitor.execute("input-send-event", device=screen, head=0, events=events)
            case Send(device, data):
                self._lines[device].sendall(data)
            case Receive(device, count):
                return b"".join(self._lines[device].recv(1) for _ in range(count))
        return b""


def _event(key: str, down: bool) -> dict[str, object]:
    return {"type": "key", "data": {"down": down, "key": {"type": "qcode", "data": key}}}
