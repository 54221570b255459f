"""Fixed scanners that connect to the station: it listens on a port for each of them.

One scanner belongs to one port. When it connects again, from the same address, its old connection is dead (a scanner
that lost power never says goodbye) and the new one takes its place; anybody else is turned away.
"""

import errno
import select
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

from station.drivers.connection import DeviceLostError, News, keep_alive, read_now, write_at_once
from station.drivers.waiting import Waiter
from station.ports import DeviceState
from station.profiles.device_cause import DeviceCause

PATIENCE_S: Final = 2
"""How long a scanner may take to connect before it counts as absent: scanners try again and again."""

_EXHAUSTED: Final = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM})
"""Errors of accept(2) that leave who knocks waiting."""


class ListeningSource:
    """Waits for one scanner on a port."""

    def __init__(self, host: str, port: int) -> None:
        """Listen on an address of this machine; an empty host is all of them."""
        self._address = (host, port)
        self._listener: socket.socket | None = None
        self._returned: socket.socket | None = None

    def open(self, waiter: Waiter) -> "ListeningConnection | None":
        """See `Source.open`."""
        listener = self._listening()
        link, self._returned = self._returned, None
        if link is None and waiter.wait(listener.fileno(), waiter.now_ns() + PATIENCE_S * 10**9):
            link = self.accept()
        if waiter.interrupted:
            if link is not None:
                link.close()
            return None
        if link is None:
            host, port = listener.getsockname()[:2]
            raise DeviceLostError(DeviceState.ABSENT, DeviceCause.UNREACHABLE, f"{host}:{port}")
        return ListeningConnection(link, listener, self)

    @contextmanager
    def news(self) -> Iterator[News | None]:
        """See `Source.news`: somebody knocks. A port that can't be had is told by `open`."""
        with suppress(OSError):
            self._listening()
        yield self if self._listener is not None else None

    def fileno(self) -> int:
        """See `News.fileno`."""
        return self._listening().fileno()

    def drain(self) -> None:
        """See `News.drain`: who knocks is let in by `open`."""

    def accept(self) -> socket.socket | None:
        """Who knocked; None when they went away again. Raises OSError when nobody can be let in: they knock on."""
        try:
            link, _ = self._listening().accept()
        except OSError as error:
            if error.errno in _EXHAUSTED:
                raise
            return None
        link.setblocking(False)  # noqa: FBT003  # the standard library's signature
        keep_alive(link)
        return link

    def keep(self, link: socket.socket) -> None:
        """Have the scanner's new connection ready for the next `open`."""
        self._returned = link

    def close(self) -> None:
        """See `Source.close`."""
        for each in (self._listener, self._returned):
            if each is not None:
                each.close()
        self._listener = self._returned = None

    def _listening(self) -> socket.socket:
        if self._listener is None:
            family = socket.AF_INET6 if ":" in self._address[0] else socket.AF_INET
            self._listener = socket.create_server(self._address, family=family)
            self._listener.setblocking(False)  # noqa: FBT003  # the standard library's signature
        return self._listener


class ListeningConnection:
    """A scanner that connected."""

    def __init__(self, link: socket.socket, listener: socket.socket, source: ListeningSource) -> None:
        self._link = link
        self._peer = _host(link)
        self._source = source
        self._either = select.epoll()
        for each in (link, listener):
            self._either.register(each, select.EPOLLIN)

    def receive(self, waiter: Waiter, until_ns: int | None) -> bytes:
        """See `Connection.receive`. All that the old connection brought is read before a new one takes its place."""
        if not waiter.wait(self._either.fileno(), until_ns):
            return b""
        ready = {descriptor for descriptor, _ in self._either.poll(0)}
        if self._link.fileno() in ready:
            return read_now(self._link.fileno(), DeviceCause.UNREACHABLE)
        if ready:
            self._let_in()
        return b""

    def send(self, data: bytes) -> None:
        """See `Connection.send`."""
        write_at_once(self._link.fileno(), data)

    def close(self) -> None:
        """Close the connection; the port is still listened on."""
        self._either.close()
        self._link.close()

    def _let_in(self) -> None:
        link = self._source.accept()
        if link is None:
            return
        if _host(link) != self._peer:
            link.close()
            return
        self._source.keep(link)
        raise DeviceLostError(DeviceState.ABSENT, DeviceCause.UNREACHABLE)


def _host(link: socket.socket) -> str | None:
    """Who is at the other end; None when nobody is any more."""
    try:
        host: str = link.getpeername()[0]
    except OSError:
        return None
    return host
