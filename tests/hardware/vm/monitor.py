"""QEMU's monitor protocol (QMP): commands and events as JSON lines."""

import json
import socket
from typing import Any


class MonitorError(Exception):
    """QEMU refused a command, or ended."""


class Monitor:
    """A conversation with QEMU. Belongs to one thread."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._lines = connection.makefile("rb")
        self._deleted: set[str] = set()
        self._message()  # the greeting
        self.execute("qmp_capabilities")

    def execute(self, command: str, **arguments: object) -> Any:  # noqa: ANN401  # each command answers with its own shape
        """Do one command and return its answer. Raises MonitorError."""
        self._connection.sendall(json.dumps({"execute": command, "arguments": arguments}).encode() + b"\n")
        while True:
            message = self._message()
            if "error" in message:
                raise MonitorError(f"{command} {arguments}: {message['error']['desc']}")
            if "return" in message:
                return message["return"]
            self._note(message)

    def delete(self, device: str) -> None:
        """Take a device away and wait until it is gone. Raises MonitorError."""
        self._deleted.discard(device)
        self.execute("device_del", id=device)
        while device not in self._deleted:
            self._note(self._message())

    def _note(self, event: dict[str, Any]) -> None:
        if event.get("event") == "DEVICE_DELETED" and "device" in event["data"]:
            self._deleted.add(event["data"]["device"])

    def _message(self) -> dict[str, Any]:
        line = self._lines.readline()
        if not line:
            raise MonitorError("QEMU has ended")
        message: dict[str, Any] = json.loads(line)
        return message
