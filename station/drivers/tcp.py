"""Fixed scanners on the network: `socket://host:port`, or `listen://host:port` where the scanner connects to the station.

Plain sockets instead of pyserial's `socket://`: that one throws away what a scanner sends at once, cannot be woken
while it connects, and never notices a pulled network cable.
"""

import errno
import os
import socket
from contextlib import AbstractContextManager
from urllib.parse import urlsplit

from station.drivers.connection import (
    DeviceLostError,
    News,
    Source,
    keep_alive,
    no_news,
    read_when_ready,
    write_at_once,
)
from station.drivers.lifecycle import ConnectedReader
from station.drivers.registry import driver
from station.drivers.tcp_listening import ListeningSource
from station.drivers.waiting import Surroundings, Waiter
from station.ports import DeviceState, Reader
from station.profiles.device import DeviceConfig
from station.profiles.device_cause import DeviceCause

CONNECT_TIMEOUT_S = 5


class TcpConnection:
    """An open connection to a scanner."""

    def __init__(self, link: socket.socket) -> None:
        self._link = link

    def receive(self, waiter: Waiter, until_ns: int | None) -> bytes:
        """See `Connection.receive`."""
        return read_when_ready(self._link.fileno(), waiter, until_ns, DeviceCause.UNREACHABLE)

    def send(self, data: bytes) -> None:
        """See `Connection.send`."""
        write_at_once(self._link.fileno(), data)

    def close(self) -> None:
        """Close the connection."""
        self._link.close()


class TcpSource:
    """Connects to one scanner."""

    def __init__(self, host: str, port: int) -> None:
        self._host = host
        self._port = port

    def open(self, waiter: Waiter) -> TcpConnection | None:
        """See `Source.open`. A host name is looked up by the system, which cannot be woken: prefer addresses."""
        try:
            found = socket.getaddrinfo(self._host, self._port, type=socket.SOCK_STREAM)
        except socket.gaierror as error:
            raise DeviceLostError(DeviceState.ABSENT, DeviceCause.UNREACHABLE, str(error)) from error
        family, kind, protocol, _, address = found[0]
        link = socket.socket(family, kind, protocol)
        try:
            connected = self._connect(link, address, waiter)
        except BaseException:
            link.close()
            raise
        if connected:
            return TcpConnection(link)
        link.close()
        return None

    def news(self) -> AbstractContextManager[News | None]:
        """Nobody tells when a scanner's port opens."""
        return no_news()

    def close(self) -> None:
        """Nothing stays open between connections."""

    def _connect(self, link: socket.socket, address: object, waiter: Waiter) -> bool:
        """Connect without blocking; False when interrupted."""
        link.setblocking(False)  # noqa: FBT003  # the standard library's signature
        keep_alive(link)
        problem = link.connect_ex(address)  # type: ignore[arg-type]  # getaddrinfo's own address, of its own shape
        if problem == errno.EINPROGRESS:
            until_ns = waiter.now_ns() + CONNECT_TIMEOUT_S * 10**9
            answered = False
            while not answered and waiter.now_ns() < until_ns:
                answered = waiter.wait(link.fileno(), until_ns, writable=True)
                if waiter.interrupted:
                    return False
            problem = link.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) if answered else errno.ETIMEDOUT
        if problem:
            raise OSError(problem, f"{self._host}:{self._port}: {os.strerror(problem)}")
        return True


@driver("tcp")
def tcp_reader(configuration: DeviceConfig, surroundings: Surroundings) -> Reader:
    """A reader of a network scanner. Raises ValueError for another address."""
    url = urlsplit(configuration.address)
    source: Source
    if url.scheme == "socket" and url.hostname and url.port:  # `port` raises ValueError when it is no number
        source = TcpSource(url.hostname, url.port)
    elif url.scheme == "listen" and url.port:
        source = ListeningSource(url.hostname or "", url.port)
    else:
        known = "socket://host:port, or listen://host:port where the scanner connects to the station"
        raise ValueError(f"a network scanner's address is {known}, not {configuration.address!r}")
    return ConnectedReader(configuration, source, surroundings)
