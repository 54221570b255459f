"""What a driver brings to the common life of devices: how one is opened, read and missed."""

import errno
import os
import socket
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import NamedTuple, Protocol, TypeVar

from station.drivers.waiting import Waiter
from station.ports import DeviceState
from station.profiles.device_cause import DeviceCause

_CHUNK = 65536

# A scanner may be silent for days: the kernel asks whether it is still there, and gives up after 10 + 3 × 5 s.
_KEEPALIVE = ((socket.TCP_KEEPIDLE, 10), (socket.TCP_KEEPINTVL, 5), (socket.TCP_KEEPCNT, 3))

_MEANING_OF_ERRNO = {
    errno.ENOENT: (DeviceState.ABSENT, DeviceCause.NOT_FOUND),
    errno.ENOTDIR: (DeviceState.ABSENT, DeviceCause.NOT_FOUND),
    errno.ENODEV: (DeviceState.ABSENT, DeviceCause.UNPLUGGED),
    errno.ENXIO: (DeviceState.ABSENT, DeviceCause.UNPLUGGED),
    errno.EIO: (DeviceState.ABSENT, DeviceCause.UNPLUGGED),
    errno.ECONNREFUSED: (DeviceState.ABSENT, DeviceCause.UNREACHABLE),
    errno.ECONNRESET: (DeviceState.ABSENT, DeviceCause.UNREACHABLE),
    errno.EHOSTUNREACH: (DeviceState.ABSENT, DeviceCause.UNREACHABLE),
    errno.ENETUNREACH: (DeviceState.ABSENT, DeviceCause.UNREACHABLE),
    errno.ENETDOWN: (DeviceState.ABSENT, DeviceCause.UNREACHABLE),
    errno.ETIMEDOUT: (DeviceState.ABSENT, DeviceCause.UNREACHABLE),
    errno.EPIPE: (DeviceState.ABSENT, DeviceCause.UNREACHABLE),
    errno.EACCES: (DeviceState.FAULTY, DeviceCause.NO_PERMISSION),
    errno.EPERM: (DeviceState.FAULTY, DeviceCause.NO_PERMISSION),
    errno.EADDRNOTAVAIL: (DeviceState.FAULTY, DeviceCause.SETTINGS_REFUSED),
    errno.EADDRINUSE: (DeviceState.FAULTY, DeviceCause.IN_USE),
    errno.EBUSY: (DeviceState.FAULTY, DeviceCause.IN_USE),
    errno.EAGAIN: (DeviceState.FAULTY, DeviceCause.IN_USE),  # the lock of an exclusive open is taken
}


class DeviceLostError(Exception):
    """The device cannot be used now.

    Attributes:
        state: ABSENT when it is not there, FAULTY when it is there and does not work.
    """

    def __init__(self, state: DeviceState, cause: DeviceCause, detail: str = "") -> None:
        super().__init__(detail or cause.value)
        self.state = state
        self.cause = cause
        self.detail = detail


class InputLostError(Exception):
    """The device is fine, but some of its input was dropped before it could be read."""


class Connection(Protocol):
    """An open device."""

    def receive(self, waiter: Waiter, until_ns: int | None) -> bytes:
        """Wait for bytes; empty when `until_ns` came or the waiter was interrupted.

        Raises DeviceLostError or OSError when the device is gone, InputLostError when some of its input is.
        """

    def send(self, data: bytes) -> None:
        """Send a command at once or not at all, for a late beep would speak of another scan; nothing where none can be.

        May raise OSError for a device that is gone: `receive` then tells what it still sent, and how it went.
        """

    def close(self) -> None:
        """Let the device go; raises nothing for a device that is gone."""


class News(Protocol):
    """Where changes of the machine's devices are told: readable when a look is worth while."""

    def fileno(self) -> int:
        """The descriptor to wait on."""

    def drain(self) -> None:
        """Take what has been told."""


class _Closing(Protocol):
    def close(self) -> None: ...


Opened = TypeVar("Opened", bound=_Closing)
Opened_co = TypeVar("Opened_co", bound=_Closing, covariant=True)


class SourceOf(Protocol[Opened_co]):
    """How one device is opened."""

    def open(self, waiter: Waiter) -> Opened_co | None:
        """Open the device; None when the waiter was interrupted meanwhile. Raises DeviceLostError or OSError."""

    def news(self) -> AbstractContextManager[News | None]:
        """News of plugging in, from before the next `open`; None where nobody tells them."""

    def close(self) -> None:
        """Give back what stayed open between connections; the device is not looked for any more."""


class Source(SourceOf[Connection], Protocol):
    """How a device that sends bytes is opened."""


@contextmanager
def no_news() -> Iterator[None]:
    """For devices whose coming nobody announces: back-off alone finds them."""
    yield None


class Loss(NamedTuple):
    """Why a device cannot be used now; a value, so that no traceback keeps the device's descriptors open."""

    state: DeviceState
    cause: DeviceCause
    detail: str


def loss_of(error: DeviceLostError | OSError) -> Loss:
    """What an error of a driver or of the system says about the device."""
    if isinstance(error, DeviceLostError):
        return Loss(error.state, error.cause, error.detail)
    unknown = (DeviceState.FAULTY, DeviceCause.SYSTEM_ERROR)
    state, cause = _MEANING_OF_ERRNO.get(error.errno or 0, unknown)
    return Loss(state, cause, str(error))


def write_at_once(descriptor: int, data: bytes) -> None:
    """`Connection.send` for a non-blocking descriptor."""
    with suppress(BlockingIOError):  # held back by flow control
        os.write(descriptor, data)


def keep_alive(link: socket.socket) -> None:
    """Have the kernel ask whether a silent scanner is still there."""
    link.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for option, value in _KEEPALIVE:
        link.setsockopt(socket.IPPROTO_TCP, option, value)


def read_when_ready(descriptor: int, waiter: Waiter, until_ns: int | None, at_end: DeviceCause) -> bytes:
    """`Connection.receive` for a non-blocking descriptor whose end means `at_end`."""
    return read_now(descriptor, at_end) if waiter.wait(descriptor, until_ns) else b""


def read_now(descriptor: int, at_end: DeviceCause) -> bytes:
    """What a non-blocking descriptor has; raises DeviceLostError(`at_end`) where nothing more will come."""
    try:
        data = os.read(descriptor, _CHUNK)
    except BlockingIOError:  # somebody else took the bytes, or the kernel reconsidered
        return b""
    if not data:
        raise DeviceLostError(DeviceState.ABSENT, at_end)
    return data
