"""Reading devices: what they send, how they are, what is asked of them."""

from collections.abc import Callable
from enum import Enum
from typing import Protocol

import msgspec

from station.profiles.device_cause import DeviceCause


class DeviceState(Enum):
    """Where a reading device is in its life."""

    CONNECTING = "connecting"
    READY = "ready"
    ABSENT = "absent"
    FAULTY = "faulty"
    STOPPED = "stopped"


class RawScan(msgspec.Struct, frozen=True, kw_only=True):
    """One scan exactly as a device sent it, without the framing.

    Attributes:
        device: the device's configured name, for example `gun-1`.
        raw: the bytes between two frame ends, nothing removed but the framing.
        received_ns: monotonic nanoseconds at which the frame's last byte was seen.
        complete: False when the frame did not end as its device's framing says (terminator lost, too long, device
            gone) or when bytes of it are known to be missing.
    """

    device: str
    raw: bytes
    received_ns: int
    complete: bool


class DeviceReport(msgspec.Struct, frozen=True, kw_only=True):
    """A change of a device's state, or an event (`NO_READ`, `INPUT_LOST`) that leaves it ready.

    Attributes:
        cause: why; None when nothing is wrong.
        detail: the system's or the device's own words, for the technician, untranslated.
    """

    device: str
    state: DeviceState
    cause: DeviceCause | None = None
    detail: str = ""


class Reader(Protocol):
    """A device that reads codes.

    `start` returns at once; scans and reports come from the device's own thread, in order, each exactly once,
    beginning with CONNECTING and ending with STOPPED. A lost device is looked for again until `stop`.
    An exception of a callback ends the device's thread: it is a mistake of the program.
    """

    @property
    def name(self) -> str:
        """The device's configured name."""

    def start(self, on_scan: Callable[[RawScan], None], on_report: Callable[[DeviceReport], None]) -> None:
        """Begin reading. Raises RuntimeError when started twice."""

    def stop(self) -> None:
        """End reading and wait for the device's thread; afterwards nothing more is called back. Idempotent.

        Called from a callback it does not wait: the thread ends when the callback returns.
        """
