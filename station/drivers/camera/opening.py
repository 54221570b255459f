"""Opens what a camera's address names: a device, a stream, a folder, a picture, a video."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import cv2

from station.drivers.camera.decoders import Picture
from station.drivers.camera.views import Capture, FolderViews, Formats, LiveViews, OneView, Show, Views
from station.drivers.connection import DeviceLostError
from station.drivers.waiting import Waiter
from station.ports import DeviceState
from station.profiles.device_cause import DeviceCause

_SIZE = (1280, 720)
_STREAM_TIMEOUT_MS = 3000
_VIDEOS = frozenset((".avi", ".m4v", ".mkv", ".mov", ".mp4", ".webm"))


class Looking(NamedTuple):
    """Who looks through a camera: its name, what for, and who sees the pictures."""

    name: str
    formats: Formats
    show: Show


def open_stream(url: str, looking: Looking, waiter: Waiter) -> Views | None:
    """Open a network camera. Raises DeviceLostError when it does not answer within three seconds."""
    return _live(lambda: _stream(url), looking, waiter, DeviceCause.UNREACHABLE)


def open_path(path: Path, looking: Looking, waiter: Waiter) -> Views | None:
    """Open a camera's node, a folder, a picture or a video; None when interrupted. Raises DeviceLostError or OSError."""
    if path.is_dir():
        return FolderViews(path, looking.formats, looking.show)
    if path.is_char_device():
        return _live(lambda: _device(path), looking, waiter, DeviceCause.UNPLUGGED)
    path.stat()
    if path.suffix.lower() not in _VIDEOS:
        return OneView(path, looking.formats, looking.show)
    return _live(lambda: _opened(cv2.VideoCapture(str(path)), path), looking, waiter, None)


def _live(
    open_frames: Callable[[], cv2.VideoCapture], looking: Looking, waiter: Waiter, lost: DeviceCause | None
) -> LiveViews | None:
    cv2.setNumThreads(1)  # the other cores are the screen's

    def capture(on_frame: Callable[[Picture], None]) -> Capture:
        return Capture(open_frames, f"{looking.name} frames", on_frame, paced=lost is None)

    views = LiveViews(capture, looking.formats, looking.show, lost)
    is_open = False
    try:
        is_open = views.opened(waiter)
    finally:
        if not is_open:
            views.close()
    return views if is_open else None


def _stream(url: str) -> cv2.VideoCapture:
    patience = (cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, cv2.CAP_PROP_READ_TIMEOUT_MSEC)
    settings = [each for setting in patience for each in (setting, _STREAM_TIMEOUT_MS)]
    stream = cv2.VideoCapture(url, cv2.CAP_FFMPEG, settings)
    if not stream.isOpened():
        raise DeviceLostError(DeviceState.ABSENT, DeviceCause.UNREACHABLE)
    return stream


def _device(node: Path) -> cv2.VideoCapture:
    os.close(os.open(node, os.O_RDWR | os.O_NONBLOCK))  # tells what is wrong; OpenCV only that something is
    camera = _opened(cv2.VideoCapture(str(node), cv2.CAP_V4L2), node)
    camera.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))  # USB 2 is too slow for bare pixels
    camera.set(cv2.CAP_PROP_FRAME_WIDTH, _SIZE[0])
    camera.set(cv2.CAP_PROP_FRAME_HEIGHT, _SIZE[1])
    camera.set(cv2.CAP_PROP_BUFFERSIZE, 1)
    return camera


def _opened(frames: cv2.VideoCapture, path: Path) -> cv2.VideoCapture:
    if not frames.isOpened():
        raise DeviceLostError(DeviceState.FAULTY, DeviceCause.SYSTEM_ERROR, f"{path} gives no pictures")
    return frames
