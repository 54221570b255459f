"""A relay on the loopback that counts what two programs say to each other."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_CHUNK = 256 * 1024


class Relay:
    """Carries TCP connections on to `target`; `carried` is the bytes of both directions so far."""

    def __init__(self, listening: socket.socket, target: int) -> None:
        self.port = int(listening.getsockname()[1])
        self.carried = 0
        self._target = target
        self._counting = threading.Lock()
        threading.Thread(target=self._accept, args=(listening,), daemon=True).start()

    def _accept(self, listening: socket.socket) -> None:
        with suppress(OSError):  # closed: nobody is to come any more
            while True:
                near, _ = listening.accept()
                far = socket.create_connection(("127.0.0.1", self._target))
                for source, sink in ((near, far), (far, near)):
                    threading.Thread(target=self._carry, args=(source, sink), daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):  # either end may go first
            while data := source.recv(_CHUNK):
                with self._counting:
                    self.carried += len(data)
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)


@contextmanager
def relay(target: int, port: int = 0) -> Iterator[Relay]:
    """A relay to `target`, listening on `port` or any free one, until the block ends."""
    with socket.create_server(("127.0.0.1", port)) as listening:
        yield Relay(listening, target)
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
