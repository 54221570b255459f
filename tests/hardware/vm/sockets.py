"""Unix sockets QEMU connects to: listening before it starts, there is nothing to wait for or to try again."""

import socket
from contextlib import ExitStack
from pathlib import Path


class Sockets:
    """Named sockets in one folder."""

    def __init__(self, folder: Path, names: tuple[str, ...], exits: ExitStack) -> None:
        """Listen; everything is closed by `exits`."""
        self._exits = exits
        self._listening = {name: exits.enter_context(socket.socket(socket.AF_UNIX)) for name in names}
        for name, listening in self._listening.items():
            listening.bind(str(folder / name))
            listening.listen(1)

    def accept(self, name: str, seconds: float) -> socket.socket:
        """The connection to `name`, its operations limited to `seconds`. Raises TimeoutError."""
        listening = self._listening[name]
        listening.settimeout(seconds)
        connection, _ = listening.accept()
        connection.settimeout(seconds)
        return self._exits.enter_context(connection)
