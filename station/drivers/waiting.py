"""How a device's thread waits: for bytes, for a moment, or to be told to stop. Never by polling."""

import os
import select
import threading
import time
from collections.abc import Callable
from typing import NamedTuple, Protocol


class Waiter(Protocol):
    """Time and waiting of one device's thread."""

    @property
    def interrupted(self) -> bool:
        """Whether the thread is asked to end."""

    def now_ns(self) -> int:
        """Monotonic nanoseconds."""

    def wait(self, descriptor: int | None, until_ns: int | None, *, writable: bool = False) -> bool:
        """Wait until `descriptor` is readable (or writable): True. False when `until_ns` came, on `nudge` or `interrupt`."""

    def nudge(self) -> None:
        """Wake the thread once, now or at its next wait: there is something to do besides. Any thread may call it."""

    def interrupt(self) -> None:
        """Ask the thread to end and wake it; every later wait returns at once. Any thread may call it."""

    def close(self) -> None:
        """Give the waiter's descriptor back; only the waiting thread may call it."""


class SystemWaiter:
    """Waits in one `poll` on the device and on an event descriptor that `interrupt` writes to."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._wake: int | None = os.eventfd(0, os.EFD_CLOEXEC | os.EFD_NONBLOCK)
        self._interrupted = False

    @property
    def interrupted(self) -> bool:
        """Whether the thread is asked to end."""
        return self._interrupted

    def now_ns(self) -> int:
        """Monotonic nanoseconds of the system."""
        return time.monotonic_ns()

    def wait(self, descriptor: int | None, until_ns: int | None, *, writable: bool = False) -> bool:
        """See `Waiter.wait`. A hang-up or error on the descriptor counts as ready: reading tells which it is."""
        if self._interrupted or self._wake is None:
            return False
        poll = select.poll()
        poll.register(self._wake, select.POLLIN)
        if descriptor is not None:
            poll.register(descriptor, select.POLLOUT if writable else select.POLLIN)
        timeout_ms = None if until_ns is None else max(0.0, (until_ns - time.monotonic_ns()) / 1e6)
        ready = {found for found, _ in poll.poll(timeout_ms)}
        if self._wake in ready:
            self._settle()
        return descriptor in ready

    def nudge(self) -> None:
        """Wake the thread once."""
        with self._lock:
            if self._wake is not None:
                os.eventfd_write(self._wake, 1)

    def interrupt(self) -> None:
        """Ask the thread to end and wake it."""
        with self._lock:
            self._interrupted = True
            if self._wake is not None:
                os.eventfd_write(self._wake, 1)

    def close(self) -> None:
        """Close the event descriptor."""
        with self._lock:
            if self._wake is not None:
                os.close(self._wake)
                self._wake = None

    def _settle(self) -> None:
        """Forget nudges; that the thread is to end is not forgotten."""
        with self._lock:
            if self._wake is not None:
                os.eventfd_read(self._wake)


class Surroundings(NamedTuple):
    """What readers take from outside.

    Attributes:
        random: numbers from 0 up to 1, for the spread of back-off.
        make_waiter: time and waiting, one for each device's thread.
    """

    random: Callable[[], float]
    make_waiter: Callable[[], Waiter] = SystemWaiter
