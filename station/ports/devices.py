"""Reading devices: what they send, how they are, what is asked of them."""

from collections.abc import Callable, Collection, Hashable, Mapping
from enum import Enum
from typing import Protocol, runtime_checkable

import msgspec

from station.profiles.device import DeviceConfig
from station.profiles.device_cause import DeviceCause
from traceability.codes.code_ids import CodeIds
from traceability.records import Device


class DeviceState(Enum):
    """Where a reading device is in its life."""

    CONNECTING = "connecting"
    READY = "ready"
    ABSENT = "absent"
    FAULTY = "faulty"
    STOPPED = "stopped"


class Feedback(Enum):
    """What the gun that read is told of its scan, so that nobody has to look up in a loud hall."""

    TAKEN = "taken"
    ATTENTION = "attention"
    REFUSED = "refused"


class RawScan(msgspec.Struct, frozen=True, kw_only=True):
    """One scan exactly as a device sent it, without the framing.

    Attributes:
        device: the device's configured name, for example `gun-1`.
        raw: the bytes between two frame ends, nothing removed but the framing.
        received_ns: monotonic nanoseconds at which the frame's last byte was seen; all codes of one view or burst have
            the time of the last one.
        complete: False when the frame did not end as its device's framing says (terminator lost, too long, device
            gone) or when bytes of it are known to be missing.
        code_ids: which identifiers the device puts before its data.
        symbology: the AIM identifier where it comes beside the data, as from a camera; else empty.
        profile: the scanner profile the device is read by, `FAMILY/VERSION`; empty where none is.
        verified: False for a weak reading that nothing has confirmed.
        among: how many codes were in the same view or burst, this one included.
    """

    device: str
    raw: bytes
    received_ns: int
    complete: bool
    code_ids: CodeIds = CodeIds.AIM
    symbology: str = ""
    profile: str = ""
    verified: bool = True
    among: int = 1


class Chunk(msgspec.Struct, frozen=True, kw_only=True):
    """Bytes of a device as they came, framing included, for whoever examines the device.

    Attributes:
        data: as received; of a keyboard gun, what its keys mean in its configured layout.
        received_ns: monotonic nanoseconds.
    """

    device: str
    data: bytes
    received_ns: int


class Outline(msgspec.Struct, frozen=True):
    """Where a code was found in a picture.

    Attributes:
        corners: around the code, pixels to the right and downward from the picture's top left corner.
        verified: False while a weak reading waits to be confirmed.
    """

    corners: tuple[tuple[int, int], ...]
    verified: bool


class CameraPicture(msgspec.Struct, frozen=True, kw_only=True):
    """What a camera sees, for people to look at.

    Attributes:
        pixels: brightness, one byte each, `height` rows of `width`, without padding.
        outlines: the codes found last, in this picture's pixels.
    """

    device: str
    width: int
    height: int
    pixels: bytes
    outlines: tuple[Outline, ...]


class Attached(msgspec.Struct, frozen=True, kw_only=True):
    """Something plugged in that may be a reading device.

    Attributes:
        driver: the driver that would read it.
        node: where it is now, for example `/dev/input/event7`.
        properties: what udev says of it.
    """

    driver: str
    node: str
    properties: Mapping[str, str]


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


class RefusedProfile(msgspec.Struct, frozen=True):
    """A released scanner profile (`FAMILY/VERSION`) that can't be used here, and why, for technicians, in English."""

    profile: str
    reason: str


class Profiles(Protocol):
    """Which scanner profile each device is read by."""

    def edition(self, device: Device) -> Hashable:
        """Differs as soon as another profile may hold for the device."""

    def refused(self, device: Device) -> RefusedProfile | None:
        """What central released for this device and can't be used; the device is read as it was before."""


class Reader(Protocol):
    """A device that reads codes.

    `start` returns at once; scans and reports come from the device's own thread, in order, each exactly once,
    beginning with CONNECTING and ending with STOPPED. A lost device is looked for again until `stop`.
    An exception of a callback ends the device's thread: it is a mistake of the program.
    """

    @property
    def name(self) -> str:
        """The device's configured name."""

    @property
    def configuration(self) -> DeviceConfig:
        """How the device is attached, set up and watched."""

    def start(self, on_scan: Callable[[RawScan], None], on_report: Callable[[DeviceReport], None]) -> None:
        """Begin reading. Raises RuntimeError when started twice."""

    def stop(self) -> None:
        """End reading and wait for the device's thread; afterwards nothing more is called back. Idempotent.

        A scan that is under way is read to its end first, for a second at most: its rest must not pass for a whole one.

        Called from a callback it does not wait: the thread ends when the callback returns.
        """

    def give(self, feedback: Feedback) -> None:
        """Tell the person at the device what came of the scan, as its profile can; nothing where it can't.

        Returns at once, from any thread; what a device that is gone would have been told is dropped.
        """

    def tap(self, on_chunk: Callable[[Chunk], None] | None) -> None:
        """Also hand over every byte as it comes, from the device's thread, before the scan it belongs to; None ends it."""


@runtime_checkable
class Camera(Reader, Protocol):
    """A reader that can be looked through."""

    def watch(self, on_picture: Callable[[CameraPicture], None] | None) -> None:
        """Also hand over every picture as it comes, from a thread of the camera's own; None ends it."""

    def expect(self, symbologies: Collection[str]) -> None:
        """From the next picture on look for no other codes than these, of those its record names; empty: for all of them.

        What is in view and was not looked for before counts as new. Any thread may call it.
        """
