"""Frames of a camera as they come: its own thread takes them, and only the newest waits to be looked at."""

import os
import threading
from collections.abc import Callable

import cv2
import numpy as np

from station.drivers.camera.decoders import Picture
from station.drivers.waiting import Waiter


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
