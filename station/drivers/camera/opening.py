"""Opens what a camera's address names: a device, a stream, a folder, a picture, a video."""

import os
from collections.abc import Callable
from pathlib import Path

import cv2

from station.drivers.camera.decoders import Picture
from station.drivers.camera.views import Capture, FolderViews, Formats, LiveViews, OneView, Show, Views
from station.drivers.connection import DeviceLostError
from station.ports import DeviceState
from station.profiles.device_cause import DeviceCause

_SIZE = (1280, 720)
_STREAM_TIMEOUT_MS = 3000
_VIDEOS = frozenset((".avi", ".m4v", ".mkv", ".mov", ".mp4", ".webm"))
_USUAL_RATE = 25.0


def open_stream(url: str, name: str, formats: Formats, show: Show) -> Views:
    """Open a network camera. Raises DeviceLostError when it does not answer within three seconds."""
    patience = (cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, cv2.CAP_PROP_READ_TIMEOUT_MSEC)
    settings = [each for setting in patience for each in (setting, _STREAM_TIMEOUT_MS)]
    stream = cv2.VideoCapture(url, cv2.CAP_FFMPEG, settings)
    if not stream.isOpened():
        raise DeviceLostError(DeviceState.ABSENT, DeviceCause.UNREACHABLE)
    return _live(stream, 0, name, formats, show, DeviceCause.UNREACHABLE)


def open_path(path: Path, name: str, formats: Formats, show: Show) -> Views:
    """Open a camera's node, a folder, a picture or a video. Raises DeviceLostError or OSError."""
    if path.is_dir():
        return FolderViews(path, formats, show)
    if path.is_char_device():
        return _live(_device(path), 0, name, formats, show, DeviceCause.UNPLUGGED)
    if path.suffix.lower() not in _VIDEOS:
        return OneView(path, formats, show)
    path.stat()
    video = _opened(cv2.VideoCapture(str(path)), path)
    return _live(video, 1 / (video.get(cv2.CAP_PROP_FPS) or _USUAL_RATE), name, formats, show, None)


def _live(
    frames: cv2.VideoCapture,
    pause_s: float,
    name: str,
    formats: Formats,
    show: Show,
    lost: DeviceCause | None,
) -> LiveViews:
    cv2.setNumThreads(1)  # the other cores are the screen's

    def capture(on_frame: Callable[[Picture], None]) -> Capture:
        return Capture(frames, f"{name} frames", pause_s, on_frame)

    return LiveViews(capture, formats, show, lost)


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
