"""Cameras as reading devices: USB cameras, network streams, folders of pictures, single pictures, videos.

A code is read when it comes into view and not again until it has left it. Only this module is loaded with the
drivers; OpenCV and the decoders come with the first camera that is opened.
"""

from collections.abc import Callable, Collection, Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from station.drivers.connection import DeviceLostError, Loss, News, loss_of
from station.drivers.lifecycle import DeviceLife
from station.drivers.registry import driver
from station.drivers.udev import UdevAddress
from station.drivers.waiting import Surroundings, Waiter
from station.ports import CameraPicture, Chunk, DeviceState, Feedback, RawScan, Reader
from station.profiles.device import DeviceConfig
from station.profiles.device_cause import DeviceCause
from traceability.codes.code_ids import CodeIds

if TYPE_CHECKING:
    from station.drivers.camera.code import Code
    from station.drivers.camera.decoders import Picture
    from station.drivers.camera.views import Formats, Show, Views

_STREAMS = ("rtsp://", "rtsps://")
_A_CAMERA_CAPTURES = {"ID_V4L_CAPABILITIES": "*:capture:*"}  # a camera's second node has no pictures


class CameraSource:
    """`SourceOf` a camera's views: opens what the address names."""

    def __init__(self, configuration: DeviceConfig, formats: "Formats", show: "Show") -> None:
        self._configuration = configuration
        self._formats = formats
        self._show = show
        self._node = UdevAddress(configuration, "video4linux", _A_CAMERA_CAPTURES)

    def open(self, waiter: Waiter) -> "Views | None":
        """See `SourceOf.open`."""
        from station.drivers.camera.opening import (  # noqa: PLC0415  # late: OpenCV loads slowly
            Looking,
            open_path,
            open_stream,
        )

        looking = Looking(self._configuration.name, self._formats, self._show)
        address = self._configuration.address
        if address.startswith(_STREAMS):
            return open_stream(address, looking, waiter)
        return open_path(Path(self._node.node()), looking, waiter)

    def news(self) -> AbstractContextManager[News | None]:
        """See `SourceOf.news`."""
        return self._node.news()

    def close(self) -> None:
        """Nothing stays open between connections."""


class CameraReader(DeviceLife["Views"]):
    """A `Camera`. All codes that came into view together follow one another and say how many they are."""

    def __init__(self, configuration: DeviceConfig, surroundings: Surroundings) -> None:
        source = CameraSource(configuration, lambda: self._formats, self._show)
        super().__init__(configuration, source, surroundings)
        self._formats = configuration.formats
        self._on_picture: Callable[[CameraPicture], None] | None = None

    def give(self, feedback: Feedback) -> None:
        """See `Reader.give`: a camera has nothing to say it with."""

    def watch(self, on_picture: Callable[[CameraPicture], None] | None) -> None:
        """See `Camera.watch`."""
        self._on_picture = on_picture

    def expect(self, symbologies: Collection[str]) -> None:
        """See `Camera.expect`. A camera that is to look for none of them looks for all it has: a refusal says more."""
        own = self.configuration.formats
        self._formats = tuple(name for name in own if name in symbologies) or own

    def _read_until_lost(self, opened: "Views", waiter: Waiter) -> Loss | None:
        from station.drivers.camera.views import NothingReadError  # noqa: PLC0415  # late: OpenCV loads slowly

        while not waiter.interrupted:
            try:
                codes = opened.next(waiter)
            except NothingReadError as error:
                self._on_report(self._report(DeviceState.READY, DeviceCause.NO_READ, str(error)))
                continue
            except (DeviceLostError, OSError) as error:
                return loss_of(error)
            self._backoff.reset()
            self._deliver(codes, waiter.now_ns())
        return None

    def _deliver(self, codes: "tuple[Code, ...]", now_ns: int) -> None:
        for code in codes:
            if (on_chunk := self._on_chunk) is not None:
                on_chunk(Chunk(device=self.name, data=code.raw, received_ns=now_ns))
            self._on_scan(
                RawScan(
                    device=self.name,
                    raw=code.raw,
                    received_ns=now_ns,
                    complete=True,
                    code_ids=CodeIds.NONE,
                    symbology=code.aim
                    or "]X0",  # ISO/IEC 15424: another barcode, where nobody could tell which
                    profile=self.configuration.profile,
                    verified=code.verified,
                    among=len(codes),
                )
            )

    def _show(self, picture: "Picture", codes: "Iterable[Code]") -> None:
        if (on_picture := self._on_picture) is not None:
            from station.drivers.camera.looks import shown  # noqa: PLC0415  # late: OpenCV loads slowly

            on_picture(shown(self.name, picture, codes))


@driver("camera")
def camera_reader(configuration: DeviceConfig, surroundings: Surroundings) -> Reader:
    """A reader of the camera, stream, folder, picture or video at the address. Raises ValueError for no such address."""
    address = configuration.address
    if not configuration.udev_properties and not address.startswith(("/", *_STREAMS)):
        raise ValueError(f"a camera's address is a path, udev:… or rtsp://…, not {address!r}")
    return CameraReader(configuration, surroundings)
