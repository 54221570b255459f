"""What an open camera shows, one view after another: live frames, pictures of a folder, or one picture."""

import os
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
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

HANGING_S = 1.0
"""How long whoever lets a camera go waits for the frame that is being taken."""
_USUAL_RATE = 25.0

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
    """A camera, stream or video, opened and read on a thread of its own, for either may hang where nobody can wake it.

    A frame nobody looked at in time is replaced by the next, never queued.
    """

    def __init__(
        self,
        open_frames: Callable[[], cv2.VideoCapture],
        name: str,
        on_frame: Callable[[Picture], None],
        *,
        paced: bool,
    ) -> None:
        """Begin to open the camera, then to take frames.

        Args:
            open_frames: opens it, on the capturing thread. May raise DeviceLostError or OSError.
            name: of the thread.
            on_frame: sees every frame, on the capturing thread.
            paced: whether to wait between frames, for a video that could be read faster than it was taken.
        """
        self._paced = paced
        self._open_frames = open_frames
        self._on_frame = on_frame
        self._news = os.eventfd(0, os.EFD_CLOEXEC | os.EFD_NONBLOCK)
        self._lock = threading.Lock()
        self._users = 2
        self._newest: Picture | None = None
        self._stopping = threading.Event()
        self._is_open = self._ended = False
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._live, name=name, daemon=True)
        self._thread.start()

    @property
    def ended(self) -> bool:
        """Whether no frame comes any more: unplugged, cut off, or a video's end."""
        return self._ended

    def opened(self, waiter: Waiter) -> bool:
        """Wait until it is open; False when interrupted meanwhile. Raises what kept it from being opened."""
        while not waiter.interrupted and not self._is_open and not self._ended:
            waiter.wait(self._news, None)
        self._raise_failure()
        return not waiter.interrupted

    def next(self, waiter: Waiter) -> Picture | None:
        """Wait for a frame that was not given yet; None when interrupted, nudged, or at the end."""
        if not self._ended and not waiter.wait(self._news, None):
            return None
        self._raise_failure()
        with self._lock:
            with suppress(BlockingIOError):
                os.eventfd_read(self._news)
            newest, self._newest = self._newest, None
        return newest

    def close(self) -> None:
        """Let the camera go. One that hangs is not waited for longer than `HANGING_S`: its thread lets go of it then."""
        self._stopping.set()
        self._thread.join(HANGING_S)
        self._leave()

    def _live(self) -> None:
        frames: cv2.VideoCapture | None = None
        try:
            frames = self._open_frames()
            self._is_open = True
            os.eventfd_write(self._news, 1)
            self._take(frames)
        except BaseException as error:  # noqa: BLE001  # the device's thread raises it
            self._failure = error
        finally:
            if frames is not None:
                frames.release()
            self._ended = True
            os.eventfd_write(self._news, 1)
            self._leave()

    def _take(self, frames: cv2.VideoCapture) -> None:
        pause_s = 1 / (frames.get(cv2.CAP_PROP_FPS) or _USUAL_RATE) if self._paced else 0
        while not self._stopping.wait(pause_s):
            came, frame = frames.read()
            if not came or self._stopping.is_set():
                break
            picture = np.asarray(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
            with self._lock:
                self._newest = picture
                os.eventfd_write(self._news, 1)
            self._on_frame(picture)

    def _raise_failure(self) -> None:
        if self._failure is not None:
            raise self._failure

    def _leave(self) -> None:
        """Who is the last to need the descriptor closes it."""
        with self._lock:
            self._users -= 1
            if not self._users:
                os.close(self._news)


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

    def opened(self, waiter: Waiter) -> bool:
        """See `Capture.opened`."""
        return self._capture.opened(waiter)

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
        return () if path is None else read_view(path, self._formats(), self._show, waiter)

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
        return read_view(path, self._formats(), self._show, waiter)

    def close(self) -> None:
        """Nothing to give back."""


def read_view(path: Path, formats: tuple[str, ...], show: Show, waiter: Waiter) -> tuple[Code, ...]:
    """All codes of a picture file; when interrupted, those found until then.

    Raises NothingReadError where there are none, or the file is no picture or one that does not fit into memory.
    """
    try:
        picture = read_picture(path)
    except (OSError, ValueError, MemoryError) as error:
        raise NothingReadError(str(error) or path.name) from error
    codes = decode_picture(picture, formats, lambda: waiter.interrupted)
    show(picture, codes)
    if not codes and not waiter.interrupted:
        raise NothingReadError(path.name)
    return codes
