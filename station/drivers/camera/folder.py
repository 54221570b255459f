"""A folder a camera puts its pictures into, told of each as it is complete."""

import ctypes
import errno
import os
import struct
from collections import deque
from pathlib import Path

from station.drivers.connection import DeviceLostError
from station.drivers.waiting import Waiter
from station.ports import DeviceState
from station.profiles.device_cause import DeviceCause

_SUFFIXES = frozenset((".bmp", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp"))
_EVENT = struct.Struct("iIII")  # watch, mask, cookie, length of the name that follows: inotify(7)
_BUFFER = 65536
_CLOSE_WRITE, _MOVED_TO = 0x8, 0x80
_DELETE_SELF, _MOVE_SELF, _UNMOUNT, _OVERFLOW = 0x400, 0x800, 0x2000, 0x4000
_ONLY_FOLDER = 0x0100_0000


class Folder:
    """News of a folder's pictures, by inotify.

    The kernel tells of files written on this machine, also by an FTP or SMB server here; not of those another
    machine writes into a share that is only mounted here.
    """

    def __init__(self, path: Path) -> None:
        """Begin to listen; pictures that lie there already are old. Raises OSError for what is no folder."""
        self._path = path
        self._waiting: deque[Path] = deque()
        library = ctypes.CDLL(None, use_errno=True)
        self._descriptor: int = library.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        if self._descriptor < 0:
            raise _last_error(path)
        mask = _CLOSE_WRITE | _MOVED_TO | _DELETE_SELF | _MOVE_SELF | _ONLY_FOLDER
        if library.inotify_add_watch(self._descriptor, os.fsencode(path), mask) < 0:
            error = _last_error(path)
            os.close(self._descriptor)
            raise error

    def next(self, waiter: Waiter) -> Path | None:
        """Wait for the next picture; None when interrupted or nudged. Raises DeviceLostError when the folder is gone."""
        if not self._waiting and waiter.wait(self._descriptor, None):
            self._take(os.read(self._descriptor, _BUFFER))
        return self._waiting.popleft() if self._waiting else None

    def close(self) -> None:
        """Listen no more."""
        os.close(self._descriptor)

    def _take(self, events: bytes) -> None:
        offset = 0
        while offset < len(events):
            _, mask, _, length = _EVENT.unpack_from(events, offset)
            offset += _EVENT.size + length
            name = os.fsdecode(events[offset - length : offset].rstrip(b"\0"))
            if mask & _OVERFLOW:
                raise DeviceLostError(
                    DeviceState.FAULTY, DeviceCause.SYSTEM_ERROR, "more pictures came than could be read"
                )
            if mask & (_DELETE_SELF | _MOVE_SELF | _UNMOUNT):
                raise DeviceLostError(DeviceState.ABSENT, DeviceCause.UNPLUGGED, str(self._path))
            if Path(name).suffix.lower() in _SUFFIXES:
                self._waiting.append(self._path / name)


def _last_error(path: Path) -> OSError:
    number = ctypes.get_errno() or errno.EIO
    return OSError(number, os.strerror(number), str(path))
