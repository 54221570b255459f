"""What workflows and synchronisation need from outside the process, as protocols.

Each promise stands here once; every implementation, real or simulated, is held to it by one contract suite.
"""

from collections.abc import Callable
from enum import Enum
from typing import Protocol

import msgspec


class DeviceState(Enum):
    """Where a reading device is in its life."""

    ABSENT = "absent"
    CONNECTING = "connecting"
    READY = "ready"
    FAULTY = "faulty"
    STOPPED = "stopped"


class RawScan(msgspec.Struct, frozen=True, kw_only=True):
    """One scan exactly as a device sent it, without the framing.

    Attributes:
        device: the device's configured name, for example `gun-1`.
        raw: the bytes between two frame ends, nothing removed but the framing.
        received_ns: monotonic nanoseconds at which the frame's last byte was seen.
        complete: False when the frame was ended by the gap timer or the length limit, not by its terminator.
    """

    device: str
    raw: bytes
    received_ns: int
    complete: bool


class DeviceReport(msgspec.Struct, frozen=True, kw_only=True):
    """A change of a device's state, with the reason in words for the technician (empty when ready)."""

    device: str
    state: DeviceState
    detail: str = ""


class Reader(Protocol):
    """A device that reads codes.

    `start` returns at once; scans and reports come from the device's own thread, in order, each exactly once.
    A lost device is looked for again with back-off until `stop`. `stop` ends the thread and is idempotent.
    """

    @property
    def name(self) -> str:
        """The device's configured name."""

    def start(self, on_scan: Callable[[RawScan], None], on_report: Callable[[DeviceReport], None]) -> None:
        """Begin reading. Raises RuntimeError when started twice."""

    def stop(self) -> None:
        """End reading; afterwards nothing more is called back."""
