"""What an open camera shows, one view after another: live frames, pictures of a folder, or one picture."""

import os
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np

from station.drivers.camera.code import Code
from station.drivers.camera.decoders import Picture
from station.drivers.camera.folder import Folder
from station.drivers.camera.frames import FrameDecoder
from station.drivers.camera.pictures import decode_picture, read_picture
from station.drivers.camera.vote import Vote
from station.drivers.connection import DeviceLostError
from station.drivers.waiting import Waiter
from station.ports import DeviceState
from station.profiles.device_cause import DeviceCause

Formats = Callable[[], tuple[str, ...]]
"""What to look for now, names of `decoders.FORMATS`: the fewer, the quicker and the fewer misreadings."""
Show = Callable[[Picture, Iterable[Code]], None]
"""Hears every picture with the codes found in it so far."""


class NothingReadError(Exception):
    """A picture was taken to be read, and nothing could be; the message names it."""


class Views(Protocol):
    """An open camera."""

    def next(self, waiter: Waiter) -> tuple[Code, ...]:
        """Wait for a picture; the codes it adds, together those of one view. Empty too when interrupted or nudged.

        Raises DeviceLostError or OSError when the camera is gone, NothingReadError for a picture without a code.
        """

    def close(self) -> None:
        """Let the camera go."""


class Capture:
    """An open camera, stream or video. A frame nobody looked at in time is replaced by the next, never queued."""

    def __init__(
        self, frames: cv2.VideoCapture, name: str, pause_s: float, on_frame: Callable[[Picture], None]
    ) -> None:
        """Begin to take frames.

        Args:
            frames: what was opened; it is let go of with `close`.
            name: of the thread.
            pause_s: between frames, for a video that could be read faster than it was taken.
            on_frame: sees every frame, on the capturing thread.
        """
        self._frames = frames
        self._pause_s = pause_s
        self._on_frame = on_frame
        self._arrived = os.eventfd(0, os.EFD_CLOEXEC | os.EFD_NONBLOCK)
        self._newest: Picture | None = None
        self._stopping = threading.Event()
        self._ended = False
        self._thread = threading.Thread(target=self._take, name=name)
        self._thread.start()

    @property
    def ended(self) -> bool:
        """Whether no frame comes any more: unplugged, cut off, or a video's end."""
        return self._ended

    def next(self, waiter: Waiter) -> Picture | None:
        """Wait for a frame that was not given yet; None when interrupted, nudged, or at the end."""
        if not self._ended:
            if not waiter.wait(self._arrived, None):
                return None
            os.eventfd_read(self._arrived)
        newest, self._newest = self._newest, None
        return newest

    def close(self) -> None:
        """Let the camera go; waits for the frame that is being taken."""
        self._stopping.set()
        self._thread.join()
        self._frames.release()
        os.close(self._arrived)

    def _take(self) -> None:
        try:
            while not self._stopping.wait(self._pause_s):
                came, frame = self._frames.read()
                if not came:
                    break
                picture = np.asarray(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
                self._newest = picture
                os.eventfd_write(self._arrived, 1)
                self._on_frame(picture)
        finally:
            self._ended = True
            os.eventfd_write(self._arrived, 1)


class LiveViews:
    """A camera that shows what is before it: a code is told when it is certain, and once as long as it stays."""

    def __init__(
        self,
        open_capture: Callable[[Callable[[Picture], None]], Capture],
        formats: Formats,
        show: Show,
        lost: DeviceCause | None,
    ) -> None:
        """Begin.

        Args:
            open_capture: begins to take frames, given who sees each.
            formats: asked at every frame.
            show: hears every frame, on the capturing thread.
            lost: what the end of the frames means; None for a video, after which nothing comes.
        """
        self._decoder = FrameDecoder()
        self._formats = formats
        self._vote = Vote()
        self._found: tuple[Code, ...] = ()
        self._lost = lost
        self._capture = open_capture(lambda picture: show(picture, self._found))

    def next(self, waiter: Waiter) -> tuple[Code, ...]:
        """See `Views.next`."""
        picture = self._capture.next(waiter)
        if picture is not None:
            self._found = self._decoder.decode(picture, self._formats())
            return self._vote.seen(self._found, waiter.now_ns())
        if self._capture.ended:
            if self._lost is not None:
                raise DeviceLostError(DeviceState.ABSENT, self._lost)
            waiter.wait(None, None)
        return ()

    def close(self) -> None:
        """See `Views.close`."""
        self._capture.close()


class FolderViews:
    """A camera that stores a picture per shot: each picture is a view of its own."""

    def __init__(self, path: Path, formats: Formats, show: Show) -> None:
        """Begin with the next picture that comes. Raises OSError for what is no folder."""
        self._folder = Folder(path)
        self._formats = formats
        self._show = show

    def next(self, waiter: Waiter) -> tuple[Code, ...]:
        """See `Views.next`."""
        path = self._folder.next(waiter)
        return () if path is None else read_view(path, self._formats(), self._show)

    def close(self) -> None:
        """See `Views.close`."""
        self._folder.close()


class OneView:
    """One picture, read once."""

    def __init__(self, path: Path, formats: Formats, show: Show) -> None:
        """Take a picture file. Raises OSError when there is none."""
        path.stat()
        self._path: Path | None = path
        self._formats = formats
        self._show = show

    def next(self, waiter: Waiter) -> tuple[Code, ...]:
        """See `Views.next`."""
        if self._path is None:
            waiter.wait(None, None)
            return ()
        path, self._path = self._path, None
        return read_view(path, self._formats(), self._show)

    def close(self) -> None:
        """Nothing to give back."""


def read_view(path: Path, formats: tuple[str, ...], show: Show) -> tuple[Code, ...]:
    """All codes of a picture file. Raises NothingReadError where there are none or the file is no picture."""
    try:
        picture = read_picture(path)
    except (OSError, ValueError) as error:
        raise NothingReadError(str(error)) from error
    codes = decode_picture(picture, formats)
    show(picture, codes)
    if not codes:
        raise NothingReadError(path.name)
    return codes
